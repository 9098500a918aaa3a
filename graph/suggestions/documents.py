"""Documents named once by code and once by bare number: 34-CT/TW and "Directive No. 34"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.graph.claims import Entity
from thidua.graph.suggestions.context import Context, Judgement, Pair, listed

BASE, BOTH_BARE = 0.35, 0.15
SAME_DATE, SAME_ISSUER, TOGETHER, ONE_REPORT = 0.25, 0.15, 0.15, 0.15
OTHER_ISSUER = -0.15
NUMBER = re.compile(r"\d+")


def pairs(entities: list[Entity], context: Context) -> Iterator[Pair]:
    yield from context.alike(entities, lambda document: _number(document))


def judge(one: Entity, other: Entity, context: Context) -> Judgement | None:
    """Two full codes are compared exactly, and are two. Kinds and dates must not contradict each other."""
    bare = [not _is_full(one), not _is_full(other)]
    kinds = {one.get("documentType"), other.get("documentType")} - {None}
    dates = _dates(one, context), _dates(other, context)
    if not any(bare) or len(kinds) > 1 or (all(dates) and not _compatible(*dates)):
        return None
    number = min(_number(one))
    score, agree, against = (BOTH_BARE if all(bare) else BASE), [f"Both have the number {number}."], []
    if not all(bare):
        against.append("Only one is named with its full code.")
    if all(dates):
        score += SAME_DATE
        agree.append(f"Both are dated {max(min(dates[0]), min(dates[1]), key=len)}.")
    issuers = _issuers(one, context), _issuers(other, context)
    if common := issuers[0] & issuers[1]:
        score += SAME_ISSUER
        agree.append(f"Both were issued by {listed(context.labels(common))}.")
    elif all(issuers):
        score += OTHER_ISSUER
        against.append(f"Different bodies issued them: {listed(context.labels(issuers[0] | issuers[1]))}.")
    if shared := context.labels(context.neighbours(one) & context.neighbours(other) - common):
        score += TOGETHER
        agree.append(f"Both are named with {listed(shared)}.")
    if context.sources(one) & context.sources(other):
        score += ONE_REPORT
        agree.append("One report names both.")
    return Judgement(min(score, 1.0), tuple(agree), tuple(against))


def _number(document: Entity) -> set[str]:
    found = NUMBER.search(document.get("number") or "")
    return {found[0].lstrip("0")} if found else set()


def _is_full(document: Entity) -> bool:
    return any(char.isalpha() for char in document.get("number") or "")


def _dates(document: Entity, context: Context) -> set[str]:
    own = document.get("date")
    said = {c.valid_from for c in context.claims(document, "issued") if c.object == document.id}
    return {date for date in (own, *said) if date}


def _compatible(here: set[str], there: set[str]) -> bool:
    """Prefix dates: the day is one of the year."""
    return any(a.startswith(b) or b.startswith(a) for a in here for b in there)


def _issuers(document: Entity, context: Context) -> set[str]:
    return {c.subject for c in context.claims(document, "issued") if c.object == document.id}
