"""Makes answers: statements from findings, quotations, and what to say when nothing or too much fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thidua.graph.claims import Claim, Value
from thidua.graph.names.places import places
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.answering import ordered
from thidua.qa.answering.answer import Answer, Notes, text_of
from thidua.qa.answering.phrase import Statement, Wording
from thidua.qa.answering.refuse import about, misspelt, queries, sources, wanted, which
from thidua.qa.catalog import known
from thidua.qa.planning.plan import TENURES
from thidua.qa.retrieval.contradictions import Sides, of_dates, of_seats
from thidua.qa.retrieval.evidence import Fact, Finding
from thidua.qa.retrieval.reports import Reports
from thidua.qa.retrieval.steps import Outcome
from thidua.qa.time import dated, sort_key
from thidua.qa.understanding.question import Question

LISTS = ("member_of", "attends", "speaks")


def told(question: Question, outcomes: Sequence[Outcome], store: Store) -> Answer:
    """The answer that a plan's outcomes give; those of its finds that found nothing are said to be missing."""
    found = [f for o in outcomes for f in o.findings]
    entities = {k: v for f in found for k, v in f.entities.items()}
    wording = Wording(question.reply, entities, sources(store, (x.claim for f in found for x in f.facts)))
    statements: list[Statement] = []
    missing: list[str] = []
    leads: list[str] = []
    sides: list[Sides] = []
    for outcome in outcomes:
        leads += ordered.lead(outcome, wording)
        if own := ordered.statements(outcome, wording):
            statements += own
            continue
        for finding in outcome.findings:
            if finding.find.count and statements:
                continue
            if not finding.facts:
                missing += [] if finding.find.want == "value" else [wanted(finding, wording)]
                continue
            groups = _groups(finding, wording)
            if len(groups) > 1 and _differ(groups, finding):
                return which(finding, groups, wording, store)
            statements += [s for s in _statements(finding, groups[0], wording) if s not in statements]
            stated = [f.claim for f in groups[0]]
            sides += [*of_seats(stated, finding.entities), *of_dates(stated)]
    answer = _compose(question, statements, wording, store, found, leads=leads, conflicts=sides)
    return _with_missing(answer, missing, wording)


def _with_missing(answer: Answer, missing: Sequence[str], wording: Wording) -> Answer:
    if not missing:
        return answer
    say = wording.messages.text
    gap = say("state", "unknown") + " " + say("state", "looked", what="; ".join(missing))
    return replace(answer, text=answer.text + "\n" + gap)


def _groups(finding: Finding, wording: Wording) -> list[tuple[Fact, ...]]:
    """The facts by what they are about, as one where all are about the same."""
    groups = _merged(finding)
    if len({about(g, finding, wording) for g in groups}) == 1 and finding.find.want == "subject":
        return [tuple(f for g in groups for f in g)]
    return groups


def _merged(finding: Finding) -> list[tuple[Fact, ...]]:
    """Groups out of the same report are parts of one answer, except that every cluster is asked about by itself."""
    groups = [finding.facts, *finding.rivals]
    if set(finding.find.kinds) <= set(TENURES) or finding.find.kinds == ("member_of",):
        return groups
    merged: list[list[Fact]] = []
    homes: list[set[str]] = []
    for group in groups:
        sources = {e.source for f in group for e in f.claim.evidence}
        for parts, home in zip(merged, homes, strict=True):
            if home & sources:
                parts.extend(group)
                home |= sources
                break
        else:
            merged.append(list(group))
            homes.append(sources)
    return [tuple(m) for m in merged]


def _differ(groups: Sequence[tuple[Fact, ...]], finding: Finding) -> bool:
    answers = {frozenset(_asked(f.claim, finding) for f in group) for group in groups}
    return len(answers) > 1


def _asked(claim: Claim, finding: Finding) -> str:
    want = finding.find.want
    if want in ("object", "value", "date"):
        return claim.object.value if isinstance(claim.object, Value) else claim.object
    return (
        (claim.giver or "")
        if want == "giver"
        else str(claim.count)
        if want == "count" and claim.count
        else claim.subject
    )


def _statements(finding: Finding, facts: Sequence[Fact], wording: Wording) -> list[Statement]:
    """What the facts say, in an order that is always the same: latest first, then by name."""
    ordered = sorted(
        facts, key=lambda f: (f.claim.subject not in wording.entities, _name_key(f.claim, finding, wording))
    )
    ordered.sort(key=lambda f: sort_key(f.claim.valid_from, f.claim.valid_to), reverse=True)
    want = finding.find.want
    if want == "place":
        return _places([f.claim for f in ordered], wording)
    if finding.find.count:
        return _counted([f.claim for f in ordered], wording, finding)
    made: list[Statement] = []
    for group in _alike(ordered, finding):
        note = _note(group[0], finding, wording)
        many = "object" if want == "object" else "subject"
        made.append(wording.say([f.claim for f in group], many=many, note=note))
    told = [wording.say([c]) for c in _useful(finding, made)]
    return made + told


def _name_key(claim: Claim, finding: Finding, wording: Wording) -> str:
    end = claim.object if finding.find.want in ("object", "post") and isinstance(claim.object, str) else claim.subject
    return wording.entities[end].label if end in wording.entities else end


def _useful(finding: Finding, made: Sequence[Statement]) -> list[Claim]:
    """Claims told beside the answers that do not merely repeat them."""
    said = {c.id for s in made for c in s.claims}
    issued = {(c.object, c.valid_from) for c in finding.told if c.kind == "issued"}
    fresh = [c for c in finding.told if c.id not in said]
    repeated = {
        c.id
        for c in fresh
        if c.kind == "dated" and isinstance(c.object, Value) and (c.subject, c.object.value) in issued
    }
    return sorted(
        (c for c in fresh if c.id not in repeated),
        key=lambda c: (c.subject if c.kind == "dated" else str(c.object), c.kind),
    )


def _alike(facts: Sequence[Fact], finding: Finding) -> list[list[Fact]]:
    """Facts that one statement lists: the same act of several subjects. Other facts stand alone."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        claim = fact.claim
        key: object = claim.id
        if claim.kind in LISTS and finding.find.want == "subject":
            key = (claim.kind, claim.object, claim.role == "chair", claim.valid_from, claim.valid_to)
        elif claim.kind in ("implements", "launched") and finding.find.want == "object":
            key = (claim.kind, claim.subject, claim.valid_from, claim.valid_to)
        groups.setdefault(key, []).append(fact)
    return list(groups.values())


def _note(fact: Fact, finding: Finding, wording: Wording) -> str:
    """What to say of the time where the claim itself does not settle it."""
    claim, window = fact.claim, finding.find.window
    if fact.meeting == "possible" and window.years and not dated(claim.valid_from) and not dated(claim.valid_to):
        return wording.messages.text("slot", "possible", year=window.years[0])
    if window.mode == "now" and dated(claim.valid_from):
        return wording.when(claim) + wording.messages.text("slot", "last")
    if not claim.valid_from and not claim.valid_to and claim.kind in TENURES:
        return wording.messages.text("slot", "undated")
    return ""


def _counted(claims: Sequence[Claim], wording: Wording, finding: Finding) -> list[Statement]:
    """A stated count where the claims have one; else how many are named, said as such."""
    if claims[0].kind == "awarded":
        return [wording.say([c]) for c in claims]
    names = sorted({wording.name(c.subject) for c in claims})
    text = wording.messages.text("slot", "counted", number=len(names), subject=wording.joined(names))
    return [Statement(text, tuple(claims))]


def _reports(statements: Sequence[Statement], store: Store) -> Reports | None:
    """Which of the reports are one, where a statement has several; None where none has."""
    several = {s for x in statements if len(s := frozenset(e.source for c in x.claims for e in c.evidence)) > 1}
    if not several:
        return None
    ids = sorted({i for some in several for i in some})
    return Reports(known(store).sources(ids), store.claims(ClaimQuery(sources=tuple(ids))))


def _places(claims: Sequence[Claim], wording: Wording) -> list[Statement]:
    made: dict[str, Statement] = {}
    for claim in claims:
        event = claim.subject if claim.kind == "dated" else str(claim.object)
        entity = wording.entities.get(event)
        if entity and (place := entity.get("place")):
            label = places()[place].label if place in places() else place
            made.setdefault(
                event,
                Statement(wording.messages.text("say", "place", subject=wording.name(event), object=label), (claim,)),
            )
    return list(made.values())


def _compose(
    question: Question,
    statements: Sequence[Statement],
    wording: Wording,
    store: Store,
    found: Sequence[Finding],
    *,
    leads: Sequence[str],
    conflicts: Sequence[Sides] = (),
) -> Answer:
    claims = tuple(dict.fromkeys(c for s in statements for c in s.claims))
    notes = Notes(sources(store, claims), question.numbered)
    truth = any(f.find.truth and any(x.claim.status != "proposed" for x in f.facts) for f in found)
    lead = [wording.messages.text("slot", "yes")] if truth else []
    lead += [wording.messages.text("state", "conflict")] if conflicts else []
    lead += misspelt(question, wording)
    text = text_of(statements, notes, wording, lead=" ".join([*lead, *leads]), reports=_reports(statements, store))
    shown = tuple({"kind": each[0][0].kind, "claims": [c.id for side in each for c in side]} for each in conflicts)
    return Answer(
        question.text,
        question.reply,
        "answered",
        text,
        claims,
        notes.json(),
        shown,
        queries(found),
        statements=tuple(statements),
    )
