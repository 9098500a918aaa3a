"""Rules about people and seats: who attended, who leads, what posts somebody holds, who is a member."""

from __future__ import annotations

from thidua.qa.planning.plan import Find, Fixed, Plan, Want, fixed
from thidua.qa.understanding.asked import MEASURED
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import Question

#: The posts that a country has one of.
SINGLE = frozenset({"prime_minister", "president", "general_secretary", "vice_president"})
#: The posts that lead a body.
TOP = (
    "chair",
    "director",
    "head",
    "secretary",
    "general_secretary",
    "minister",
    "prime_minister",
    "president",
    "rector",
    "principal",
    "editor_in_chief",
    "chief_inspector",
    "chief_of_office",
    "commander",
    "secretary_general",
    "acting_chair",
)
SECOND = (
    "deputy_chair",
    "standing_deputy_chair",
    "deputy_director",
    "deputy_head",
    "deputy_secretary",
    "standing_deputy_secretary",
    "deputy_minister",
    "vice_president",
    "deputy_prime_minister",
    "deputy_chief_inspector",
    "deputy_chief_of_office",
)
#: Roles that a question may name by a wider one.
WIDER = {
    "deputy_chair": ("deputy_chair", "standing_deputy_chair"),
    "chair": ("chair", "acting_chair"),
    "deputy_secretary": ("deputy_secretary", "standing_deputy_secretary"),
    "member": ("member", "standing_member", "central_member"),
    "head": ("head", "director", "chief_of_office"),
    "deputy_head": ("deputy_head", "deputy_director"),
    "director": ("director", "head"),
    "deputy_director": ("deputy_director", "deputy_head"),
}


def about(q: Question) -> Plan | None:
    if "about" not in q.asks and not _only_person(q):
        return None
    if q.roles or q.has("leads", "deputy_leads", "attends", "chairs", "with", "proposed", "received"):
        return None
    links = tuple(x for x in q.links if x.entities and (x.exact or x.type in ("Place", "EmulationCluster")))
    return (Find((), "claim", fixed("end", *links), window=q.window, around=True),) if links else None


def _only_person(q: Question) -> bool:
    """Whether a person is named and nothing else is understood: "What does X do?"."""
    understood = q.topics or q.roles or q.things or q.nouns or q.specifics or q.asks - {"which", "who"}
    return bool(q.links) and all(x.type == "Person" for x in q.links) and not understood and not q.follows


def takes_part(q: Question) -> Plan | None:
    """Who attended, spoke, or presided; what events somebody attended; who was there with somebody."""
    topic = next((t for t in ("speaks", "chairs", "attends") if q.has(t)), None)
    if topic is None and q.has("with") and named_people(q) and q.wants("who", "person", "about"):
        topic = "attends"
    if (
        topic is None
        or (q.has("leads", "deputy_leads") and q.cluster and not q.of("Event"))
        or q.wants("how_many", "post")
    ):
        return None
    if topic == "attends" and (q.wants("movement") or _joins(q)):
        return None
    if "yes_no" in q.asks and not named_people(q):
        return None
    kinds = {"speaks": ("speaks",), "attends": ("attends", "speaks"), "chairs": ("attends", "speaks")}[topic]
    who = named_people(q)
    chairing = topic == "chairs"
    if who and q.has("with"):
        return (Find(kinds, "subject", fixed("subject", *who), beside=True, window=q.window),)
    if who and "yes_no" in q.asks:
        return (Find(kinds, "claim", fixed("subject", *who), truth=True, window=q.window),)
    if who:
        return (Find(kinds, "object", fixed("subject", *who), chairing=chairing, window=q.window, tell=("dated",)),)
    where = fixed("object", *(x for x in q.of("Event") if x.entities))
    return (Find(kinds, "subject", where, chairing=chairing, window=q.window),)


def _joins(q: Question) -> bool:
    """Whether units take part in a cluster, not in an event: they are its members."""
    return q.cluster is not None and not q.of("Event", "Person") and q.wants("organisation", "place")


def leads(q: Question) -> Plan | None:
    kinds = [k for k in ("leads", "deputy_leads") if q.has(k)]
    if not kinds or (q.wants("document", "movement", "honour") and not q.wants("who", "organisation", "person")):
        return None
    cluster, who = q.cluster, named_people(q)
    if "post" in q.asks and who:
        return None
    finds: list[Find] = []
    for kind in kinds:
        if "yes_no" in q.asks and (who or q.of("Organization")):
            finds.append(
                Find(
                    (kind,),
                    "claim",
                    (*cluster_fixed(cluster), *fixed("subject", *(who or subjects(q)))),
                    truth=True,
                    window=q.window,
                )
            )
        elif who and (q.wants("cluster", "which") or cluster is None):
            finds.append(Find((kind,), "object", fixed("subject", *who), window=q.window))
        elif q.wants("cluster") and q.of("Organization"):
            finds.append(Find((kind,), "object", fixed("subject", *subjects(q)), window=q.window))
        elif q.wants("year") and (who or q.of("Organization")):
            finds.append(Find((kind,), "date", (*cluster_fixed(cluster), *fixed("subject", *(who or subjects(q))))))
        elif cluster is not None or (q.readable and not q.of("Organization")):
            finds.append(Find((kind,), "subject", cluster_fixed(cluster), window=q.window))
    if not finds and q.of("Organization"):
        roles = TOP if "leads" in kinds else SECOND
        bodies = fixed("object", *sure_organisations(q))
        finds = [Find(("holds_post",), "subject", bodies, roles=q.roles or roles, window=q.window)]
    return tuple(finds) or None


def subjects(q: Question) -> tuple[Link, ...]:
    return tuple(x for x in q.of("Organization") if x.entities and not x.host)


def cluster_fixed(cluster: Link | None) -> tuple[Fixed, ...]:
    return fixed("object", cluster) if cluster else ()


def posts(q: Question) -> Plan | None:
    """Every post of a person, or what an organisation is in its clusters."""
    who = named_people(q)
    if "post" in q.asks and not who and subjects(q):
        return (Find(("leads", "deputy_leads", "member_of"), "post", fixed("subject", *subjects(q)), window=q.window),)
    if not who or not (q.wants("post") or q.has("holds_post")):
        return None
    where = fixed("object", *(x for x in q.of("Organization") if x.entities and x.place))
    everywhere = fixed("subject", *who)
    kinds = ("holds_post", "leads", "deputy_leads")
    if where:
        return (Find(kinds, "post", (*everywhere, *where), window=q.window),)
    return (Find(kinds, "post", everywhere, window=q.window),)


def nobody(q: Question) -> bool:
    """Whether a post that every body has is asked for, and nothing says of which."""
    return bool(set(q.roles) & {*TOP, *SECOND} - SINGLE) and not (
        q.of("Person", "Organization", "Place", "EmulationCluster", "NormativeDocument") or q.specifics
    )


def post_holder(q: Question) -> Plan | None:
    if not q.roles or q.wants("how_many", "how_much", "when", "where"):
        return None
    if set(q.roles) <= {"member", "delegate"} and (q.cluster or not q.wants("who", "person")):
        return None
    if set(q.roles) <= {"representative"} and named_people(q):
        return on_behalf(q)
    roles = tuple(dict.fromkeys(r for role in q.roles for r in WIDER.get(role, (role,))))
    who = named_people(q)
    where = fixed("object", *(x for x in sure_organisations(q)))
    if who:
        want: Want = "claim" if "yes_no" in q.asks else "post"
        return (
            Find(
                ("holds_post",),
                want,
                (*fixed("subject", *who), *where),
                roles=roles,
                truth=want == "claim",
                window=q.window,
            ),
        )
    if q.wants("organisation") and not q.wants("who", "person"):
        return None
    if not (q.wants("who", "person", "which", "about") or "holds_post" in q.topics or q.follows):
        return None
    if nobody(q):
        where = (Fixed("object", ()),)
    return (Find(("holds_post",), "subject", where, roles=roles, window=q.window),)


def on_behalf(q: Question) -> Plan | None:
    """The body that somebody stands for is where they hold a post."""
    who = named_people(q)
    if not who or not q.wants("organisation"):
        return None
    return (Find(("holds_post",), "post", fixed("subject", *who), window=q.window),)


def members(q: Question) -> Plan | None:
    if not _about_members(q) or (q.cluster is None and not q.of("Organization")):
        return None
    cluster = cluster_fixed(q.cluster)
    units = fixed("subject", *subjects(q))
    belonging = ("member_of", "leads", "deputy_leads")
    if q.wants("how_many"):
        whose = fixed("subject", q.cluster) if q.cluster else ()
        stated = Find(("figure",), "value", whose, things=frozenset({"member_units"}), window=q.window)
        return (stated, Find(("member_of",), "count", cluster, count=True, window=q.window))
    if "yes_no" in q.asks and subjects(q):
        return (Find(belonging, "claim", (*cluster, *units), truth=True, window=q.window),)
    if q.wants("cluster") and subjects(q):
        return (Find(belonging, "object", units, window=q.window),)
    return (Find(("member_of",), "subject", cluster, window=q.window),) if cluster else None


def _about_members(q: Question) -> bool:
    """Whether it asks who belongs to a cluster, and nothing else of its members."""
    if q.wants("how_many") and q.things and ("member_units" not in q.things or q.things & {"people", "workers"}):
        return False
    counting = q.wants("how_many") and "member_units" in q.things and q.cluster is not None
    belongs = "yes_no" in q.asks and subjects(q) and not q.topics and not q.roles
    inside = (not q.topics or q.has("attends")) and not q.roles and _joins(q) and not q.wants("who", "how_many")
    others = q.has("leads", "deputy_leads", "received", "implements") or (q.has("attends") and not _joins(q))
    return bool(q.has("member_of") or counting or belongs or inside) and not (others or q.things & MEASURED)


def named_people(q: Question) -> tuple[Link, ...]:
    return q.of("Person")


def sure_organisations(q: Question) -> tuple[Link, ...]:
    return tuple(x for x in q.of("Organization") if not x.host and (x.entities or x.label or x.body))
