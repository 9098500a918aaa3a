"""The times that a question asks about, from its dates and its words of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from thidua.language.lexicon import Match
from thidua.language.mention import DATE, Mention
from thidua.qa import time as times
from thidua.qa.understanding.asked import ids_of
from thidua.qa.understanding.link import Link

Relation = Literal["in", "before", "after"]
OFFSETS = {"last_year": -1, "year_before": -1, "this_year": 0, "next_year": 1, "year_after": 1}
#: Words that count from the year spoken of, and only where there is none from today.
FROM_THERE = ("year_before", "year_after")
RELATIONS: tuple[tuple[str, Relation], ...] = (("while", "in"), ("before", "before"), ("after", "after"))


def windows_of(
    parts: Sequence[Mention], links: Sequence[Link], found: dict[str, list[tuple[Match, str]]], today: str
) -> tuple[times.Window, ...]:
    """The years, periods or months asked about. A full date describes an event and is no window."""
    growth = any(thing == "growth" for _, thing in found["thing"])  # "more than last year" asks about no year
    dates = [p for p in parts if p.type == DATE and not any(x.start <= p.start and p.end <= x.end for x in links)]
    windows = [w for p in dates if not (growth and p.get("offset")) and (w := _window(p, found["time"], today))]
    if windows:
        return tuple(dict.fromkeys(windows))
    ids = ids_of(found["time"])
    if growth and ids & {"last_year", "year_before"}:
        return ()
    years = {int(today[:4]) + offset for name, offset in OFFSETS.items() if name in ids}
    named = tuple(times.within(str(year)) for year in sorted(years))
    return named or ((times.Window("now", None, today, today[:4]),) if "now" in ids else ())


def _window(part: Mention, words: Sequence[tuple[Match, str]], today: str) -> times.Window | None:
    value = part.get("value")
    if part.get("offset"):
        value = str(int(today[:4]) + int(part.data["offset"]))
    if not value or not re.fullmatch(r"\d{4}(-\d\d)?(/\d{4})?", value):
        return None
    for match, concept in words:
        beside = 0 <= part.start - match.end <= 6 or 0 <= match.start - part.end <= 4
        if concept in ("before", "after") and beside and "/" not in value:
            return times.before(value) if concept == "before" else times.after(value)
    return times.within(value)


def shift_of(words: Sequence[tuple[Match, str]]) -> int:
    """How many years from the year spoken of the one asked about is: "and the year before?" """
    return next((OFFSETS[word] for word in FROM_THERE if word in ids_of(words)), 0)


def shifted(window: times.Window, shift: int) -> times.Window:
    """The single year of the window, so many years on; "any" where it is no single year."""
    return times.within(str(int(window.years[0]) + shift)) if window.years else times.ANY


def relation_of(words: Sequence[tuple[Match, str]], windows: Sequence[times.Window]) -> Relation | None:
    """Whether the time asked about is that of something else the question tells: "when", "before" without a year."""
    ids = ids_of(words)
    if windows:
        return None
    return next((mode for word, mode in RELATIONS if word in ids), None)
