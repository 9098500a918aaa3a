"""From a question to plans: which claims to find, which of their ends is asked for, and what must stand at the others.

`readings` lists the plans a question may mean, best first. A plan is one or more finds that are answered together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from thidua.qa.link import Link
from thidua.qa.question import Question
from thidua.qa.time import Window

Want = Literal["subject", "object", "giver", "date", "count", "value", "place", "post", "number", "claim"]
Slot = Literal["subject", "object", "giver", "end"]

#: The posts that lead a body.
TOP = ("chair", "director", "head", "secretary", "general_secretary", "minister", "prime_minister", "president", "rector",
       "principal", "editor_in_chief", "chief_inspector", "chief_of_office", "commander", "secretary_general", "acting_chair")
SECOND = ("deputy_chair", "standing_deputy_chair", "deputy_director", "deputy_head", "deputy_secretary", "standing_deputy_secretary",
          "deputy_minister", "vice_president", "deputy_prime_minister", "deputy_chief_inspector", "deputy_chief_of_office")
#: Roles that a question may name by a wider one.
WIDER = {
    "deputy_chair": ("deputy_chair", "standing_deputy_chair"), "chair": ("chair", "acting_chair"),
    "deputy_secretary": ("deputy_secretary", "standing_deputy_secretary"), "member": ("member", "standing_member", "central_member"),
    "head": ("head", "director", "chief_of_office"), "deputy_head": ("deputy_head", "deputy_director"),
    "director": ("director", "head"), "deputy_director": ("deputy_director", "deputy_head"),
}
DOCUMENTS = ("directive", "decision", "resolution", "plan", "conclusion", "law", "ordinance", "decree", "circular")


@dataclass(frozen=True, slots=True)
class Fixed:
    """`slot` of the claim must be one of `entities`."""

    slot: Slot
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Claims of any of `kinds` whose `want` is the answer. `tell` are the kinds of claims told about each answer found.

    `about` are the classes the wanted end may have; `beside` asks for those who share an event with the fixed ones.
    """

    kinds: tuple[str, ...]
    want: Want
    fixed: tuple[Fixed, ...] = ()
    roles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    window: Window = Window()
    tell: tuple[str, ...] = ()
    beside: bool = False
    count: bool = False
    truth: bool = False
    things: frozenset[str] = frozenset()


Plan = tuple[Find, ...]
Rule = Callable[[Question], "Plan | None"]


def readings(question: Question) -> Iterator[Plan]:
    """The plans the question may mean, best first."""
    for rule in RULES:
        plan = rule(question)
        if plan:
            yield plan
            if rule in FINAL and not plan[0].count:
                return


def fixed(slot: Slot, *links: Link) -> tuple[Fixed, ...]:
    """One constraint for all links of a slot; links without an entity in the graph fit nothing."""
    return (Fixed(slot, tuple(sorted({e for x in links for e in x.entities}))),) if links else ()


def _people(q: Question) -> tuple[Link, ...]:
    return q.of("Person")


def _sure_organisations(q: Question) -> tuple[Link, ...]:
    return tuple(x for x in q.of("Organization") if x.entities or x.label or x.body)


def _about(q: Question) -> Plan | None:
    if "about" not in q.asks or q.roles or q.has("leads", "deputy_leads", "attends", "chairs"):
        return None
    links = tuple(x for x in q.links if x.entities and (x.exact or x.type in ("Place", "EmulationCluster")))
    return (Find((), "claim", fixed("end", *links), window=q.window),) if links else None


def _takes_part(q: Question) -> Plan | None:
    """Who attended, spoke, or presided; what events somebody attended; who was there with somebody."""
    topic = next((t for t in ("speaks", "chairs", "attends") if q.has(t)), None)
    if topic is None or (q.has("leads", "deputy_leads") and q.cluster and not q.of("Event")) or q.wants("how_many", "post"):
        return None
    if topic == "chairs" and not q.of("Event") and q.cluster and not q.cluster.bare:
        return None
    kinds = {"speaks": ("speaks",), "attends": ("attends", "speaks"), "chairs": ("attends", "speaks")}[topic]
    people = _people(q)
    roles = ("chair",) if topic == "chairs" else ()
    if people and q.has("with"):
        return (Find(kinds, "subject", fixed("subject", *people), beside=True, window=q.window),)
    if people and "yes_no" in q.asks:
        return (Find(kinds, "claim", fixed("subject", *people), truth=True, window=q.window),)
    if people:
        return (Find(kinds, "object", fixed("subject", *people), roles=roles, window=q.window, tell=("dated",)),)
    return (Find(kinds, "subject", (), roles=roles, window=q.window),)


def _awards(q: Question) -> Plan | None:
    if not (q.has("received", "proposed") or (q.has("awarded") and (q.of("Honour", "Person", "Organization", "Group") or q.wants("honour")))
            or (q.of("Honour") and not q.has("speaks", "attends", "launched"))):
        return None
    if q.has("leads", "deputy_leads") and not q.of("Honour"):
        return None
    if q.has("established_by", "member_of") and not q.of("Honour"):
        return None
    honours = q.of("Honour")
    others = (*_people(q), *(x for x in _sure_organisations(q) if x.entities))
    base = fixed("object", *honours)
    statuses = ("proposed",) if q.has("proposed") else ()
    common = {"statuses": statuses, "window": q.window}
    if "yes_no" in q.asks and others:
        return (Find(("awarded",), "claim", (*base, *fixed("end", *others)), truth=True, **common),)  # type: ignore[arg-type]
    if q.wants("how_many"):
        return (Find(("awarded",), "count", (*base, *fixed("end", *others)), count=True, **common),)  # type: ignore[arg-type]
    if q.wants("who", "organisation", "person") and q.has("awarded") and not q.has("received", "proposed"):
        return (Find(("awarded",), "giver", (*base, *fixed("subject", *others)), **common),  # type: ignore[arg-type]
                ) if others or honours else None
    if others:
        slot: Slot = "end" if not q.has("received") else "subject"
        return (Find(("awarded",), "object", (*base, *fixed(slot, *others)), **common),)  # type: ignore[arg-type]
    return (Find(("awarded",), "subject", base, **common),)  # type: ignore[arg-type]


def _established(q: Question) -> Plan | None:
    if not q.has("established_by") or (q.of("NormativeDocument") and not q.cluster):
        return None
    if not (q.cluster or q.of("Organization")):
        return None
    subject = fixed("subject", q.cluster) if q.cluster and q.cluster.number else ()
    return (Find(("established_by",), "object", subject, tell=("issued", "dated"), window=q.window),)


def _leads(q: Question) -> Plan | None:
    kinds = [k for k in ("leads", "deputy_leads") if q.has(k)]
    if not kinds or (q.wants("document", "movement", "honour") and not q.wants("who", "organisation", "person")):
        return None
    cluster, people = q.cluster, _people(q)
    if "post" in q.asks and people:
        return None
    finds: list[Find] = []
    for kind in kinds:
        if "yes_no" in q.asks and (people or q.of("Organization")):
            finds.append(Find((kind,), "claim", (*_cluster_fixed(cluster), *fixed("subject", *(people or _subjects(q)))), truth=True, window=q.window))
        elif people and (q.wants("cluster", "which") or cluster is None):
            finds.append(Find((kind,), "object", fixed("subject", *people), window=q.window))
        elif q.wants("cluster") and q.of("Organization"):
            finds.append(Find((kind,), "object", fixed("subject", *_subjects(q)), window=q.window))
        elif q.wants("year") and (people or q.of("Organization")):
            finds.append(Find((kind,), "date", (*_cluster_fixed(cluster), *fixed("subject", *(people or _subjects(q))))))
        elif cluster is not None:
            finds.append(Find((kind,), "subject", _cluster_fixed(cluster), window=q.window))
    if not finds and q.of("Organization"):
        roles = TOP if "leads" in kinds else SECOND
        bodies = fixed("object", *_sure_organisations(q))
        finds = [Find(("holds_post",), "subject", bodies, roles=q.roles or roles, window=q.window)]
    return tuple(finds) or None


def _subjects(q: Question) -> tuple[Link, ...]:
    return tuple(x for x in q.of("Organization") if x.entities)


def _cluster_fixed(cluster: Link | None) -> tuple[Fixed, ...]:
    return fixed("object", cluster) if cluster else ()


def _posts(q: Question) -> Plan | None:
    """Every post of a person: bodies, clusters, memberships."""
    people = _people(q)
    if not people or not (q.wants("post") or q.has("holds_post")):
        return None
    where = fixed("object", *(x for x in q.of("Organization") if x.entities and x.place))
    everywhere = fixed("subject", *people)
    kinds = ("holds_post", "leads", "deputy_leads")
    if where:
        return (Find(kinds, "post", (*everywhere, *where), window=q.window),)
    return (Find(kinds, "post", everywhere, window=q.window),)


def _post_holder(q: Question) -> Plan | None:
    if not q.roles or q.wants("how_many", "how_much", "when", "where"):
        return None
    if set(q.roles) <= {"member", "delegate"} and (q.cluster or not q.wants("who", "person")):
        return None
    roles = tuple(dict.fromkeys(r for role in q.roles for r in WIDER.get(role, (role,))))
    people = _people(q)
    where = fixed("object", *(x for x in _sure_organisations(q)))
    if people:
        want: Want = "claim" if "yes_no" in q.asks else "post"
        return (Find(("holds_post",), want, (*fixed("subject", *people), *where), roles=roles, truth=want == "claim", window=q.window),)
    if not (q.wants("who", "person", "which", "about", "organisation") or "holds_post" in q.topics or q.follows):
        return None
    return (Find(("holds_post",), "subject", where, roles=roles, window=q.window),)


def _members(q: Question) -> Plan | None:
    counting = q.wants("how_many") and "member_units" in q.things and q.cluster is not None
    if not (q.has("member_of") or counting) or (q.cluster is None and not q.of("Organization")):
        return None
    if q.has("leads", "deputy_leads", "received", "attends", "implements"):
        return None
    cluster = _cluster_fixed(q.cluster)
    if q.wants("how_many"):
        return (Find(("figure",), "value", fixed("subject", q.cluster) if q.cluster else (), things=frozenset({"member_units"}), window=q.window),
                Find(("member_of",), "count", cluster, count=True, window=q.window))
    if "yes_no" in q.asks and _subjects(q):
        return (Find(("member_of", "leads", "deputy_leads"), "claim", (*cluster, *fixed("subject", *_subjects(q))), truth=True, window=q.window),)
    if q.wants("cluster") and _subjects(q):
        return (Find(("member_of", "leads", "deputy_leads"), "object", fixed("subject", *_subjects(q)), window=q.window),)
    return (Find(("member_of",), "subject", cluster, window=q.window),) if cluster else None


def _documents(q: Question) -> Plan | None:
    """Documents somebody implements or issued, and who issued or implements a document, and when."""
    known = q.of("NormativeDocument")
    if known:
        finds: list[Find] = []
        if q.wants("who", "organisation", "person") and not q.has("implements"):
            finds.append(Find(("issued",), "subject", fixed("object", *known)))
        if q.wants("when", "year"):
            finds.append(Find(("dated", "issued"), "date", fixed("end", *known)))
        if q.has("implements") and not finds:
            finds.append(Find(("implements",), "claim" if "yes_no" in q.asks else "subject", fixed("object", *known), truth="yes_no" in q.asks, window=q.window))
        if q.wants("cluster") and not finds:
            finds.append(Find(("implements",), "subject", fixed("object", *known), window=q.window))
        return tuple(finds) or (Find((), "claim", fixed("end", *known), window=q.window),)
    if not (q.wants("document") or (q.has("implements", "issued") and _names_document(q))):
        return None
    tell = ("issued", "dated")
    if q.has("issued") and not q.has("implements") and q.cluster is None:
        givers = (*_people(q), *_subjects(q))
        return (Find(("issued",), "object", fixed("subject", *givers), about=("NormativeDocument",), window=q.window, tell=("dated",)),) if givers else None
    return (Find(("implements",), "object", (), about=("NormativeDocument",), window=q.window, tell=tell),)


def _names_document(q: Question) -> bool:
    return any(s.kind == "document" for s in q.specifics)


def _movements(q: Question) -> Plan | None:
    named = tuple(x for x in q.of("Movement", "Quote") if x.entities)
    if not (q.wants("movement") or q.has("launched") or named):
        return None
    if named and q.wants("who", "organisation") and not q.has("implements"):
        return (Find(("launched",), "subject", fixed("object", *named)),)
    if named and q.has("implements"):
        return (Find(("implements",), "subject", fixed("object", *named)),)
    if q.wants("who", "organisation") and q.has("launched") and not q.wants("movement"):
        return (Find(("launched",), "subject", ()),)
    doers = (*_people(q), *_subjects(q))
    kinds = ("launched", "implements") if not q.has("implements") else ("implements", "launched")
    return (Find(kinds, "object", fixed("subject", *doers) if doers and not q.cluster else (), about=("Movement",), window=q.window),)


def _figures(q: Question) -> Plan | None:
    if not (q.wants("how_many", "how_much") or q.things & {"rate", "rank", "grdp", "growth", "income", "poverty", "age"}) or not (q.things or q.asks):
        return None
    if q.wants("who", "when", "where", "document"):
        return None
    return (Find(("figure",), "value", (), things=q.things, window=q.window),)


def _events(q: Question) -> Plan | None:
    if q.wants("when", "year") and not q.of("NormativeDocument") and (q.of("Event") or q.has("dated")):
        return (Find(("dated",), "date", (), about=("Event",), window=q.window),)
    if q.wants("where") and (q.of("Event") or q.has("dated", "organises")):
        return (Find(("dated", "attends", "speaks"), "place", (), about=("Event",), window=q.window),)
    return None


#: What these ask for nothing else can mean: if they find nothing, other plans would answer another question.
FINAL = (_about, _awards, _established, _leads, _posts, _post_holder)
RULES: tuple[Rule, ...] = (
    _about, _takes_part, _awards, _established, _leads, _posts, _post_holder, _members, _documents, _movements, _figures, _events,
)
