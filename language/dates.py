"""Dates in running text, from the patterns of a language, as prefix dates: only what the text says is filled in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thidua.language.data import language_or_neutral


class DateSpan(NamedTuple):
    """`value` is "2024", "2024-06", "2024-06-21", "--06-21" (no year) or, for a period, "2021/2025".

    `offset` is set for words such as "last year": years from the report's own.
    """

    start: int
    end: int
    value: str
    offset: int | None = None


_PARTS = ("year", "month", "mm", "day", "era")
_YEAR = r"(?:19|20)\d\d"
_ERA = r"2[45]\d\d"  # a year of a calendar that runs ahead, as the Buddhist one does
_NEUTRAL = ("{year}-{mm}-{day}", "{day}/{mm}/{year}", r"{day}\.{mm}\.{year}", "{day}-{mm}-{year}", "{year}")
_NEUTRAL_PERIODS = (r"{year}\s*(?:-|/)\s*{year}",)


class _Reader:
    """The compiled date patterns of one language."""

    def __init__(self, code: str) -> None:
        dates = language_or_neutral(code).dates
        self.months = {n.lower(): i for i, names in enumerate(dates.get("months", ()), 1) for n in names}
        names = "|".join(re.escape(n) for n in sorted(self.months, key=len, reverse=True)) or "(?!)"
        periods = (*dates.get("periods", ()), *_NEUTRAL_PERIODS)
        patterns = (*dates.get("patterns", ()), *_NEUTRAL)
        ordered = [*sorted(periods, key=_weight), *sorted(patterns, key=_weight)]
        parts = [self._compile(p, number, names) for number, p in enumerate(ordered)]
        self.regex = re.compile(r"(?<![\d/])(?:" + "|".join(parts) + r")(?!\d)")
        self.relative = {w.lower(): int(n) for w, n in dates.get("relative", {}).items()}
        self.era = int(dates.get("era", 0))

    @staticmethod
    def _compile(pattern: str, number: int, months: str) -> str:
        counts: dict[str, int] = {}

        def group(found: re.Match[str]) -> str:
            name = found[1]
            counts[name] = counts.get(name, 0) + 1
            body = {
                "year": _YEAR, "era": _ERA, "month": months,
                "day": r"(?:0?[1-9]|[12]\d|3[01])", "mm": r"(?:1[0-2]|0?[1-9])",
            }[name]
            guard = r"(?!\d)" if name in ("day", "mm") else ""
            return f"(?P<{name}_{counts[name]}_{number}>{body}){guard}"

        return re.sub(r"\\?\{(year|day|mm|month|era)\\?\}", group, pattern.lower().replace(" ", r"\s*"))


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
        if (value := _value(m, reader.months, reader.era))
    ]
    for words, offset in reader.relative.items():
        at = text.find(words)
        while at >= 0:
            if not any(s.start <= at < s.end for s in spans):
                spans.append(DateSpan(at, at + len(words), "", offset))
            at = text.find(words, at + 1)
    return sorted(spans)


def _value(match: re.Match[str], months: dict[str, int], era: int) -> str:
    pattern = (match.lastgroup or "").rsplit("_", 1)[-1]  # all that matched belongs to one pattern of the many
    named = ((f"{part}_{count}", f"{part}_{count}_{pattern}") for part in _PARTS for count in (1, 2))
    parts = {short: match[name] for short, name in named if name in match.re.groupindex and match[name] is not None}
    for count in (1, 2):
        if f"era_{count}" in parts:
            parts[f"year_{count}"] = str(int(parts[f"era_{count}"]) - era)
    if "year_2" in parts:
        first, last = parts["year_1"], parts["year_2"]
        return f"{first}/{last}" if first < last else first
    month = months.get(parts["month_1"]) if "month_1" in parts else int(parts.get("mm_1", 0))
    day = int(parts.get("day_1", 0))
    value = parts.get("year_1", "-")
    if month:
        value += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    return value if value != "-" else ""
