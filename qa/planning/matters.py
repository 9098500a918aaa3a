"""Rules about what is done: awards, founding decisions, documents, movements, figures, dates and places of events."""

from __future__ import annotations

from thidua.qa.planning.people import named_people, subjects, sure_organisations, takes_part
from thidua.qa.planning.plan import Find, Fixed, Plan, Slot, fixed
from thidua.qa.understanding.asked import COUNTED, MEASURED
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import GROUPS, Question

#: What awards are counted in.
REWARDED = frozenset({*GROUPS.values(), "people", "workers", "flags", "certificates", "heroes", "fighters", "women"})


def awards(q: Question) -> list[Plan] | Plan | None:
    if not (
        q.has("received", "proposed")
        or (q.has("awarded") and (q.of("Honour", "Person", "Organization", "Group") or q.wants("honour")))
        or (q.of("Honour") and not q.has("speaks", "attends", "launched"))
    ):
        return None
    if q.has("leads", "deputy_leads") and not q.of("Honour"):
        return None
    if q.has("established_by", "member_of") and not q.of("Honour"):
        return None
    if q.wants("how_many", "how_much") and q.things - REWARDED and not q.of("Honour", "Group"):
        return None
    honours = q.of("Honour")
    others = (*named_people(q), *(x for x in sure_organisations(q) if x.entities))
    base = fixed("object", *honours)
    statuses = ("proposed",) if q.has("proposed") else ()
    common = {"statuses": statuses, "window": q.window}
    if "yes_no" in q.asks and others:
        return (Find(("awarded",), "claim", (*base, *fixed("end", *others)), truth=True, **common),)  # type: ignore[arg-type]
    if q.wants("how_many"):
        return (Find(("awarded",), "count", (*base, *fixed("end", *others)), count=True, **common),)  # type: ignore[arg-type]
    if q.wants("who", "organisation", "person") and q.has("awarded") and not q.has("received", "proposed"):
        gave = Find(("awarded",), "giver", (*base, *fixed("subject", *others)), **common)  # type: ignore[arg-type]
        got = Find(("awarded",), "subject", (*base, *fixed("giver", *others)), **common)  # type: ignore[arg-type]
        return ([(gave,), (got,)] if others else (gave,)) if others or honours else None
    if others:
        slot: Slot = "end" if not q.has("received") else "subject"
        return (Find(("awarded",), "object", (*base, *fixed(slot, *others)), **common),)  # type: ignore[arg-type]
    return (Find(("awarded",), "subject", base, **common),)  # type: ignore[arg-type]


def established(q: Question) -> Plan | None:
    if not q.has("established_by") or (q.has("leads", "deputy_leads") and q.wants("who", "organisation", "person")):
        return None
    if documents := tuple(x for x in q.of("NormativeDocument") if not q.cluster or q.cluster.bare):
        whom = q.wants("cluster", "organisation", "who", "which")
        return (Find(("established_by",), "subject", fixed("object", *documents)),) if whom else None
    if not (q.cluster or q.of("Organization")):
        return None
    subject = fixed("subject", q.cluster) if q.cluster and q.cluster.number else ()
    return (Find(("established_by",), "object", subject, tell=("issued", "dated"), window=q.window),)


def documents(q: Question) -> Plan | None:
    """Documents somebody implements or issued, and who issued or implements a document, and when."""
    if q.of("NormativeDocument"):
        return _of_document(q, q.of("NormativeDocument"))
    if not (q.wants("document") or (q.has("implements", "issued") and _names_document(q))):
        return None
    tell = ("issued", "dated")
    if q.has("issued") and not q.has("implements") and q.cluster is None:
        givers = (*named_people(q), *subjects(q))
        return (
            (
                Find(
                    ("issued",),
                    "object",
                    fixed("subject", *givers),
                    about=("NormativeDocument",),
                    window=q.window,
                    tell=("dated",),
                ),
            )
            if givers
            else None
        )
    return (Find(("implements",), "object", (), about=("NormativeDocument",), window=q.window, tell=tell),)


def _of_document(q: Question, known: tuple[Link, ...]) -> Plan:
    """What is asked about documents named by number; all that is said of them where nothing special is."""
    finds: list[Find] = []
    if q.has("signed") and not q.has("issued"):  # who signs for a body is not the body
        return (Find(("issued",), "subject", (Fixed("object", ()),)),)
    if q.wants("who", "organisation", "person") and not q.has("implements"):
        finds.append(Find(("issued",), "subject", fixed("object", *known)))
    if q.wants("when", "year"):
        finds.append(Find(("dated", "issued"), "date", fixed("end", *known)))
    if q.has("implements") and not finds:
        finds.append(
            Find(
                ("implements",),
                "claim" if "yes_no" in q.asks else "subject",
                fixed("object", *known),
                truth="yes_no" in q.asks,
                window=q.window,
            )
        )
    if q.wants("cluster") and not finds:
        finds.append(Find(("implements",), "subject", fixed("object", *known), window=q.window))
    return tuple(finds) or (Find((), "claim", fixed("end", *known), window=q.window),)


def _names_document(q: Question) -> bool:
    return any(s.kind == "document" for s in q.specifics)


def movements(q: Question) -> Plan | None:
    named = tuple(x for x in q.of("Movement", "Quote") if x.entities)
    if q.of("Quote") and not named and (q.of("Movement") or q.wants("movement") or q.has("launched", "implements")):
        return (Find(("launched", "implements"), "claim", (Fixed("object", ()),)),)
    if not (q.wants("movement") or q.has("launched") or named):
        return None
    if named and q.wants("who", "organisation") and not q.has("implements"):
        return (Find(("launched",), "subject", fixed("object", *named)),)
    if named and q.has("implements"):
        return (Find(("implements",), "subject", fixed("object", *named)),)
    if q.wants("who", "organisation") and q.has("launched") and not q.wants("movement"):
        return (Find(("launched",), "subject", ()),)
    doers = (*named_people(q), *subjects(q))
    kinds: tuple[str, ...] = ("launched", "implements")
    if q.has("implements", "attends"):
        kinds = ("implements", "launched") if q.has("implements") else ("implements",)
    return (
        Find(
            kinds,
            "object",
            fixed("subject", *doers) if doers and not q.cluster else (),
            about=("Movement",),
            window=q.window,
        ),
    )


def doings(q: Question) -> Plan | None:
    """What somebody implements, where neither documents nor movements are asked for by name: all of it."""
    if not q.has("implements") or q.nouns or not q.wants("which") or q.of("NormativeDocument", "Movement", "Quote"):
        return None
    doers = (*named_people(q), *subjects(q))
    whose = fixed("subject", *doers) if doers and not q.cluster else ()
    if not (whose or q.cluster):
        return None
    return (Find(("implements",), "object", whose, window=q.window, tell=("issued", "dated")),)


def figures(q: Question) -> Plan | None:
    amount = q.things & MEASURED or (q.asks == {"which"} and "money" in q.things)
    other = {"who", "when", "document"} | ({"where"} if "rank" not in q.things else set())
    if not (q.wants("how_many", "how_much") or amount) or q.wants(*other):
        return None
    if not (q.things or q.specifics):
        return None
    things = q.things - COUNTED if q.things & (MEASURED | {"money"}) else q.things
    return (Find(("figure",), "value", (), things=things, window=q.window),)


def succession(q: Question) -> Plan | None:
    """What a body or a province was merged into, divided from or renamed to."""
    concerned = tuple(x for x in q.of("Organization", "Place") if x.entities)
    if not q.has("succeeds") or not concerned or q.cluster:
        return None
    return (Find(("succeeds",), "claim", fixed("end", *concerned), window=q.window),)


def events(q: Question) -> Plan | None:
    if q.of("Quote"):
        return None
    held = (
        q.of("Event")
        or q.has("dated")
        or ("when" in q.asks and q.of("EmulationCluster", "Place") and not q.of("Person"))
    )
    which = tuple(x for x in q.of("Event") if x.entities)
    finds: list[Find] = []
    if q.wants("when", "year") and not q.of("NormativeDocument") and held:
        finds.append(Find(("dated",), "date", fixed("subject", *which), about=("Event",), window=q.window))
    elif q.wants("where") and (q.of("Event") or q.has("dated", "organises")):
        kinds = ("dated", "attends", "speaks")
        finds.append(Find(kinds, "place", fixed("end", *which), about=("Event",), window=q.window))
    return tuple(finds) or None


def occasion(q: Question) -> Plan | None:
    """When an event was and who was there, asked in one breath."""
    when, who = events(q), takes_part(q)
    if when is None or who is None or q.relates or not q.wants("who", "person"):
        return None
    return (*when, *who)
