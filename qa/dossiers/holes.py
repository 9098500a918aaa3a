"""The years of which no report says who led a cluster."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.qa.dossiers.layout import Part
from thidua.qa.dossiers.model import Hole, Line
from thidua.qa.dossiers.reading import Reading
from thidua.qa.time import dated

#: Older years than these between two that are told of are not listed one by one.
MOST = 60


def holes(reading: Reading, part: Part, lines: Sequence[Line]) -> tuple[Hole, ...]:
    """Between the first and the last year with a leader, those without one; the latest first."""
    if part.manner != "leaders":
        return ()
    told: set[int] = set()
    for claim in (c for line in lines for c in line.claims if c.kind == "leads"):
        years = [int(d[:4]) for d in (claim.valid_from, claim.valid_to) if d and dated(d)]
        if years:
            told.update(range(min(years), max(years) + 1))
    if not told or max(told) - min(told) > MOST:
        return ()
    missing = sorted(set(range(min(told), max(told))) - told, reverse=True)
    return tuple(Hole(str(y), reading.say("hole", year=y)) for y in missing)
