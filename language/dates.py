"""Dates in running text, from the patterns of a language, as prefix dates: only what the text says is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from thidua.language.data import language_or_neutral, languages
from thidua.language.lexicon import plain, simplified
from thidua.language.months import PATTERNS, months


class DateSpan(NamedTuple):
    """`value` is "2024", "2024-06", "2024-06-21", "--06-21" (no year) or, for a period, "2021/2025".

    `offset` is set for words such as "last year": years from the report's own, or, with `back`, from the year that the
    text named last ("in the same year").
    """

    start: int
    end: int
    value: str
    offset: int | None = None
    back: bool = False


_PARTS = ("year", "month", "mm", "day", "era")
_YEAR = r"(?:19|20)\d\d"
_ERA = r"2[45]\d\d"  # a year of a calendar that runs ahead, as the Buddhist one does
_NEUTRAL = ("{year}-{mm}-{day}", "{day}/{mm}/{year}", r"{day}\.{mm}\.{year}", "{day}-{mm}-{year}", "{year}")
_NEUTRAL_PERIODS = (r"{year}\s*(?:-|/)\s*{year}",)


class _Reader:
    """The compiled date patterns of one language."""

    def __init__(self, code: str) -> None:
        clitics = language_or_neutral(code).clitics
        unlisted = {"months": months(code), "patterns": PATTERNS}
        dates: Mapping[str, Any] = unlisted if code not in languages() else language_or_neutral(code).dates
        listed = enumerate(dates.get("months", ()), 1)
        self.days = {plain(clitics.form(w)): int(n) for w, n in dates.get("days", {}).items()}
        self.months = {plain(clitics.form(n)): i for i, names in listed for n in names}
        names = "|".join(re.escape(n) for n in sorted(self.months, key=len, reverse=True)) or "(?!)"
        if language_or_neutral(code).script_has_case:  # "n° 4 maintient" is no 4 May
            names = f"(?:{names})(?![^\\W\\d_])"
        own = {key: [clitics.form(p) for p in dates.get(key, ())] for key in ("periods", "patterns")}
        periods, patterns = (*own["periods"], *_NEUTRAL_PERIODS), (*own["patterns"], *_NEUTRAL)
        ordered = [*sorted(periods, key=_weight), *sorted(patterns, key=_weight)]
        days = "".join(f"|{re.escape(word)}" for word in sorted(self.days, key=len, reverse=True))
        parts = [self._compile(p, number, names, days) for number, p in enumerate(ordered)]
        self.regex = re.compile(r"(?<![\d/])(?:" + "|".join(parts) + r")(?!(?<=\d)\d)")
        told = [(w, int(n), key == "same") for key in ("relative", "same") for w, n in dates.get(key, {}).items()]
        told.sort(key=lambda entry: -len(entry[0]))  # "in that same year" before "that year"
        self.relative = {plain(clitics.form(w)): (offset, back) for w, offset, back in told}
        self.era = int(dates.get("era", 0))

    @staticmethod
    def _compile(pattern: str, number: int, months: str, days: str) -> str:
        counts: dict[str, int] = {}

        def group(found: re.Match[str]) -> str:
            name = found[1]
            counts[name] = counts.get(name, 0) + 1
            body = {
                "year": _YEAR,
                "era": _ERA,
                "month": months,
                "day": rf"(?:0?[1-9]|[12]\d|3[01]{days})",
                "mm": r"(?:1[0-2]|0?[1-9])",
            }[name]
            guard = r"(?!\d)" if name in ("day", "mm") else ""
            return f"(?P<{name}_{counts[name]}_{number}>{body}){guard}"

        return re.sub(r"\\?\{(year|day|mm|month|era)\\?\}", group, simplified(pattern.lower()).replace(" ", r"\s*"))


def _weight(pattern: str) -> tuple[int, int]:
    return -len(re.findall(r"\{", pattern)), -len(pattern)


@cache
def _reader(code: str) -> _Reader:
    return _Reader(code)


def dates(text: str, lang: str) -> list[DateSpan]:
    """The dates in `text` (as `lexicon.plain` gives it), in order, without overlap."""
    reader = _reader(lang)
    spans = [
        DateSpan(m.start(), m.end(), value)
        for m in reader.regex.finditer(text)
        if (value := _value(m, reader))
    ]
    for words, (offset, back) in reader.relative.items():
        at = text.find(words)
        while at >= 0:
            if not any(s.start <= at < s.end for s in spans):
                spans.append(DateSpan(at, at + len(words), "", offset, back))
            at = text.find(words, at + 1)
    return sorted(spans)


def _value(match: re.Match[str], reader: _Reader) -> str:
    pattern = (match.lastgroup or "").rsplit("_", 1)[-1]  # all that matched belongs to one pattern of the many
    named = ((f"{part}_{count}", f"{part}_{count}_{pattern}") for part in _PARTS for count in (1, 2))
    parts = {short: match[name] for short, name in named if name in match.re.groupindex and match[name] is not None}
    for count in (1, 2):
        if f"era_{count}" in parts:
            parts[f"year_{count}"] = str(int(parts[f"era_{count}"]) - reader.era)
    if "year_2" in parts:
        first, last = parts["year_1"], parts["year_2"]
        return f"{first}/{last}" if first < last else first
    month = reader.months.get(parts["month_1"]) if "month_1" in parts else int(parts.get("mm_1", 0))
    said = parts.get("day_1", "0")
    day = reader.days.get(said) or int(said)
    value = parts.get("year_1", "-")
    if month:
        value += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    return value if value != "-" else ""
