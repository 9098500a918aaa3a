"""Where claims contradict each other, so that both sides can be told.

Two holders of one seat in one year, two dates of one thing, two numbers of one count, where one report says the one and
another the other; a report that says both does not contradict itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.names import Verdict, compare, fold
from thidua.qa.planning.plan import TENURES
from thidua.qa.time import apart, dated

#: Posts that one person at a time holds in a body.
SINGLE = frozenset({
    "chair", "secretary", "general_secretary", "secretary_general", "director", "head", "minister", "prime_minister",
    "president", "chief_of_office", "chief_inspector", "commander", "political_commissar", "rector", "principal",
    "editor_in_chief",
})  # fmt: skip
#: The claims of each side.
Sides = list[list[Claim]]


def of_seats(claims: Iterable[Claim], entities: Mapping[str, Entity]) -> Iterator[Sides]:
    """Two leaders, or two deputies, of one cluster, or two holders of one post, in one year; `entities` has them."""
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if is_seat(claim) and dated(claim.valid_from) and claim.valid_from == claim.valid_to:
            post = claim.role if claim.kind == "holds_post" else None
            groups[claim.kind, post, claim.object, entities[claim.subject].type, claim.valid_from].append(claim)
    for group in groups.values():
        sides = _sides(group, lambda c: c.subject)
        if any(_two(entities[a[0].subject], entities[b[0].subject]) for a, b in _against(sides)):
            yield sides


def is_seat(claim: Claim) -> bool:
    """Whether it gives somebody what only one has at a time."""
    return claim.kind in TENURES or (claim.kind == "holds_post" and claim.role in SINGLE)


def of_dates(claims: Iterable[Claim]) -> Iterator[Sides]:
    """Two days of one document or event; a day refines its month and year."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "dated":
            groups[claim.subject].append(claim)
        elif claim.kind == "issued" and dated(claim.valid_from):
            groups[str(claim.object)].append(claim)
    for group in groups.values():
        sides = _sides(group, _day)
        if any(apart(_day(a[0]), _day(b[0])) for a, b in _against(sides)):
            yield sides


def of_figures(claims: Iterable[Claim]) -> Iterator[Sides]:
    """Two numbers of the same thing in the same words and year."""
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        counted = tuple(re.sub(r"\d+", "", fold(claim.what or "")).split())
        if claim.kind == "figure" and isinstance(claim.object, Value) and dated(claim.valid_from) and counted:
            key = claim.subject, counted, claim.object.unit, claim.valid_from, claim.valid_to
            groups[key].append(claim)
    for group in groups.values():
        sides = _sides(group, lambda c: str(c.object))
        if any(_against(sides)):
            yield sides


def _against(sides: Sides) -> Iterator[tuple[Sequence[Claim], Sequence[Claim]]]:
    """Pairs of sides that no report takes both of."""
    return ((a, b) for a, b in combinations(sides, 2) if not _reports(a) & _reports(b))


def others(some: Sequence[Entity], asked: Sequence[Entity]) -> bool:
    """Whether some are of the class of those asked about, and all of these are surely others."""
    pairs = [(a, b) for a in some for b in asked if a.type == b.type]
    return bool(pairs) and all(_two(a, b) for a, b in pairs)


def _two(one: Entity, other: Entity) -> bool:
    """Whether two holders are surely two."""
    if one.type == "Person":
        return compare(one.label, other.label).verdict is Verdict.DIFFERENT
    a, b = (f" {fold(e.label)} " for e in (one, other))
    return a not in b and b not in a


def _day(claim: Claim) -> str:
    return claim.object.value if isinstance(claim.object, Value) else claim.valid_from or ""


def _sides(claims: Iterable[Claim], of: Callable[[Claim], str]) -> Sides:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.id):
        groups[of(claim)].append(claim)
    return list(groups.values())


def _reports(claims: Iterable[Claim]) -> set[str]:
    return {p.source for c in claims for p in c.evidence}
