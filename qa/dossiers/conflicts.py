"""Where reports contradict each other about an entity: both sides of each contradiction, so that both are shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from thidua.graph.claims import Claim, Value
from thidua.graph.names import Verdict, compare, fold
from thidua.graph.stores.base import ClaimQuery
from thidua.qa.dossiers.lines import Told
from thidua.qa.dossiers.reading import Reading
from thidua.qa.time import bounds, dated

SEATS = ("leads", "deputy_leads")
Sides = list[list[Claim]]


def conflicts(reading: Reading) -> list[list[Told]]:
    """Each contradiction with a line a side.

    Two holders of one seat in one year, two dates of one thing, two numbers of one count, where one report says the one
    and another the other; a report that says both does not contradict itself.
    """
    made = [*_seats(reading), *_dates(reading), *_figures(reading)]
    return [[Told(reading.wording.say(side).text, tuple(side), side[0].valid_from) for side in sides] for sides in made]


def _seats(reading: Reading) -> Iterable[Sides]:
    own = [c for c in reading.claims if c.kind in SEATS]
    clusters = tuple(sorted({str(c.object) for c in own}))
    rivals = reading.ask(ClaimQuery(kinds=SEATS, objects=clusters)) if clusters else []
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in rivals:
        if claim.valid_from and dated(claim.valid_from) and claim.valid_from == claim.valid_to:
            type_ = reading.wording.entities[claim.subject].type
            groups[claim.kind, claim.object, type_, claim.valid_from[:4]].append(claim)
    for claims in groups.values():
        sides = _sides(claims, lambda c: c.subject)
        if any(_differ(reading, a, b) for a, b in combinations(sides, 2)) and _concerns(reading, claims):
            yield sides


def _concerns(reading: Reading, claims: Sequence[Claim]) -> bool:
    return any(reading.entity.id in (c.subject, c.object) for c in claims)


def _differ(reading: Reading, one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether two holders are surely two, and no report names both."""
    if _reports(one) & _reports(other):
        return False
    left, right = (reading.wording.entities[side[0].subject] for side in (one, other))
    if left.type == "Person":
        return compare(left.label, right.label).verdict is Verdict.DIFFERENT
    a, b = (f" {fold(e.label)} " for e in (left, right))
    return a not in b and b not in a


def _dates(reading: Reading) -> Iterable[Sides]:
    """Two days of one document or event; a day refines its month and year."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.kind == "dated":
            groups[claim.subject].append(claim)
        elif claim.kind == "issued" and dated(claim.valid_from):
            groups[str(claim.object)].append(claim)
    for claims in groups.values():
        sides = _sides(claims, _day)
        if any(_apart(_day(a[0]), _day(b[0])) and not _reports(a) & _reports(b) for a, b in combinations(sides, 2)):
            yield sides


def _day(claim: Claim) -> str:
    return claim.object.value if isinstance(claim.object, Value) else claim.valid_from or ""


def _apart(one: str, other: str) -> bool:
    """Whether no day is in both; a date without its year contradicts nothing."""
    if not dated(one) or not dated(other):
        return False
    (first, last), (start, end) = bounds(one), bounds(other)
    return last < start or end < first


def _figures(reading: Reading) -> Iterable[Sides]:
    """Two numbers of the same thing in the same words and year."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.kind == "figure" and isinstance(claim.object, Value) and dated(claim.valid_from):
            counted = re.sub(r"\d+", "", fold(claim.what or "")).split()
            if counted:
                key = claim.subject, tuple(counted), claim.object.unit, claim.valid_from, claim.valid_to
                groups[key].append(claim)
    for claims in groups.values():
        sides = _sides(claims, lambda c: str(c.object))
        if any(not _reports(a) & _reports(b) for a, b in combinations(sides, 2)):
            yield sides


def _sides(claims: Iterable[Claim], of: Callable[[Claim], str]) -> Sides:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.id):
        groups[of(claim)].append(claim)
    return list(groups.values())


def _reports(claims: Iterable[Claim]) -> set[str]:
    return {p.source for c in claims for p in c.evidence}
