"""Runs the steps of a plan on the store: one find after another, each on what the one before answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa import time as times
from thidua.qa.catalog import known
from thidua.qa.planning.plan import IN_CLUSTER, Both, Compare, Each, Find, Fixed, Hop, Most, Order, Step, While
from thidua.qa.retrieval.evidence import Fact, Finding, run
from thidua.qa.retrieval.fit import UNITS
from thidua.qa.retrieval.own import of_entity
from thidua.qa.understanding.asked import MEASURED
from thidua.qa.understanding.question import Question

#: How many answers to "the highest" are told, the next ones for comparison.
TOLD = 3
#: How many of all there is are listed; the rest is counted.
MOST_LISTED = 60
#: How near in score two claims are equally good.
ALIKE = 0.01


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one step gave. `found` if all of it was found; `final` if nothing else may be tried in its place.

    `ranked` are all facts in order; `listed` the first entities of all of a class, of which there are `count`.
    """

    step: Step
    findings: tuple[Finding, ...]
    found: bool
    final: bool = False
    ranked: tuple[Fact, ...] = ()
    listed: tuple[Entity, ...] = ()
    count: int = 0


def outcome(step: Step, question: Question, store: Store) -> Outcome:
    """The step run on the store. Raises StoreError if the store fails."""
    match step:
        case Find():
            finding = run(step, question, store)
            return Outcome(step, (finding,), bool(finding.facts))
        case Hop():
            return _hop(step, question, store)
        case While():
            return _while(step, question, store)
        case Both():
            return _both(step, question, store)
        case Compare():
            found = _same_seat([run(replace(step.find, window=w), question, store) for w in step.windows])
            return Outcome(step, found, any(f.facts for f in found))
        case Most():
            return _most(step, question, store)
        case Each():
            return _each(step, question, store)


def answers(finding: Finding) -> tuple[str, ...]:
    """The entities at the end that the find asks for."""
    return tuple(sorted({a for f in finding.facts if (a := answer(f.claim, finding.find))}))


def answer(claim: Claim, find: Find) -> str | None:
    """The entity of a claim that answers a find."""
    end = {"object": claim.object, "giver": claim.giver}.get(find.want, claim.subject)
    return end if isinstance(end, str) else None


def _same_seat(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings about the one cluster that fits the question best over all times."""
    groups = [
        g for f in found for g in (f.facts, *f.rivals) if g and f.find.kinds[:1] and f.find.kinds[0] in IN_CLUSTER
    ]
    if not groups:
        return tuple(found)
    best = max(fact.score for group in groups for fact in group)
    seats = {fact.claim.object for group in groups for fact in group if fact.score >= best - ALIKE}
    kept = []
    for finding in found:
        fitting = [g for g in (finding.facts, *finding.rivals) if g and g[0].claim.object in seats]
        kept.append(replace(finding, facts=fitting[0] if fitting else (), rivals=tuple(fitting[1:])))
    return tuple(kept)


def _hop(step: Hop, question: Question, store: Store) -> Outcome:
    """The second find on the answers of the first; of several that the first may mean, the one that the second has."""
    first = run(step.first, question, store)
    if not first.facts:
        return Outcome(step, (first,), found=False)
    readings = [replace(first, facts=facts, rivals=()) for facts in (first.facts, *first.rivals)]
    pairs = [(one, _then(step, one, question, store)) for one in readings]
    told = [pair for pair in pairs if pair[1].facts]
    if len(told) > 1:
        told = [pair for pair in told if _adds(*pair)]
    if len(told) == 1:
        return Outcome(step, told[0], found=True)
    if first.rivals:
        return Outcome(step, (first,), found=step.sure)
    return Outcome(step, (_nearest(*pairs[0]),), found=False, final=step.sure)


def _adds(first: Finding, then: Finding) -> bool:
    """Whether the second find has more to say than the first."""
    return bool({f.claim.id for f in then.facts} - {f.claim.id for f in first.facts})


def _then(step: Hop, first: Finding, question: Question, store: Store) -> Finding:
    bridge = Fixed(step.slot, answers(first))
    return run(replace(step.then, fixed=(*step.then.fixed, bridge)), question, store)


def _nearest(first: Finding, then: Finding) -> Finding:
    """The second find, which found nothing, with what the first did find as the nearest there is."""
    near, entities = (*first.facts, *then.near), {**first.entities, **then.entities}
    return replace(then, near=near, entities=entities)


def _while(step: While, question: Question, store: Store) -> Outcome:
    first = run(step.first, question, store)
    stated = sorted(d for f in first.facts if (d := f.claim.valid_from or f.claim.valid_to) and times.dated(d))
    if not stated:
        return Outcome(step, (first,), found=False)
    window = {
        "before": times.before(stated[0][:4]),
        "after": times.after(stated[-1][:4]),
        "in": times.within("/".join(dict.fromkeys((stated[0][:4], stated[-1][:4])))),
    }[step.mode]
    then = run(replace(step.then, window=window), question, store)
    if not then.facts:
        return Outcome(step, (_nearest(first, then),), found=False, final=True)
    return Outcome(step, (first, then), found=True)


def _both(step: Both, question: Question, store: Store) -> Outcome:
    """Only those who are an answer to both; what either says of them is told."""
    found = [run(find, question, store, every=True) for find in (step.one, step.other)]
    shared = set(answers(found[0])) & set(answers(found[1]))
    kept = tuple(
        replace(f, facts=tuple(x for x in f.facts if answer(x.claim, f.find) in shared), rivals=()) for f in found
    )
    return Outcome(step, kept, bool(shared), final=True)


def _most(step: Most, question: Question, store: Store) -> Outcome:
    """The facts in order, where all of them can be compared: numbers of one unit, or dates."""
    finding = run(step.find, question, store, every=True)
    keyed = [(key, fact) for fact in finding.facts if (key := _key(fact, finding, step.order)) is not None]
    if not keyed:
        return Outcome(step, (replace(finding, facts=()),), found=False)
    best_fit = max(f.score for _, f in keyed)
    units = {_unit(f) for _, f in keyed if f.score >= best_fit - ALIKE}
    units = {u for u in units if _counts(u, step.find.things)} or units
    if len(units) > 1:
        return Outcome(step, (replace(finding, facts=()),), found=False, final=True)
    keyed = [(key, fact) for key, fact in keyed if _unit(fact) in units]
    keyed.sort(key=lambda pair: (pair[0], pair[1].claim.id), reverse=step.order in ("most", "latest"))
    best = tuple(fact for key, fact in keyed if key == keyed[0][0])
    ranked = (*best, *(fact for key, fact in keyed if key != keyed[0][0]))
    return Outcome(step, (replace(finding, facts=best, rivals=()),), found=True, ranked=ranked)


def _key(fact: Fact, finding: Finding, order: Order) -> Decimal | str | None:
    """What a fact is ordered by: its number; or its own date, else that of what it answers with."""
    claim = fact.claim
    if order in ("most", "least"):
        return Decimal(claim.object.value) if isinstance(claim.object, Value) and is_number(claim.object) else None
    about = answer(claim, finding.find)
    others = (c for c in finding.told if about in (c.subject, c.object))
    dates = (c.object.value if isinstance(c.object, Value) else c.valid_from for c in (claim, *others))
    return next((times.bounds(d)[0] for d in dates if d and times.dated(d)), None)


def _counts(unit: str | None, things: frozenset[str]) -> bool:
    """Whether the unit is that of what is asked about: rates are told in hundredths."""
    return bool(UNITS.get(unit or "", frozenset()) & things) or (unit == "percent" and bool(things & MEASURED))


def _unit(fact: Fact) -> str | None:
    return fact.claim.object.unit if isinstance(fact.claim.object, Value) else None


def is_number(value: Value) -> bool:
    """Whether the value is one number, not a place among several ("32/35") or a range."""
    return value.datatype == "decimal" and value.value.lstrip("-").replace(".", "", 1).isdigit()


def _each(step: Each, question: Question, store: Store) -> Outcome:
    """Every entity of the class that claims name; the first ones with the claim that tells most of each."""
    degrees = store.degrees()
    entities = [e for e in known(store).of_class(step.type) if e.id in degrees and _fits(e, step)]
    first = entities[:MOST_LISTED]
    query = ClaimQuery(ends=tuple(e.id for e in first))
    named = _first_claims(first, store.claims(query)) if first else {}
    listed = tuple(e for e in first if e.id in named)
    facts = tuple(Fact(named[e.id], "stated", 1.0) for e in listed)
    cypher = (store.cypher(query),) if first else ()
    finding = Finding(Find((), "claim"), question, facts, queries=cypher, entities={e.id: e for e in listed})
    count = len(entities) - (len(first) - len(listed))
    return Outcome(step, (finding,), bool(listed), final=True, listed=listed, count=count)


def _fits(entity: Entity, step: Each) -> bool:
    kinds = {entity.get("clusterType"), entity.get("documentType"), entity.get("eventType")}
    return step.kind in (None, *kinds) and all(of_entity(item, entity) for item in step.specifics)


def _first_claims(entities: Sequence[Entity], claims: Iterable[Claim]) -> dict[str, Claim]:
    wanted = {e.id for e in entities}
    named: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.kind not in ("leads", "implements", "holds_post"), c.id)):
        for end in (claim.subject, claim.object):
            if isinstance(end, str) and end in wanted and claim.evidence and claim.review != "rejected":
                named.setdefault(end, claim)
    return named
