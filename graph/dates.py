"""Prefix dates ("2024", "2024-06", "2024-06-21") and the days they span."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from thidua.graph.errors import UsageError

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=4096)
def bounds(date: str) -> tuple[str, str]:
    """The first and the last day that a prefix date may mean. Raises UsageError if it is none."""
    match = _PREFIX.fullmatch(date)
    year, month, day = (int(part) if part else None for part in match.groups()) if match else (None, None, None)
    if year and month is None:
        return f"{date}-01-01", f"{date}-12-31"
    if year and month and 1 <= month <= 12:
        days = calendar.monthrange(year, month)[1]
        if day is None:
            return f"{date}-01", f"{date}-{days:02}"
        if 1 <= day <= days:
            return date, date
    raise UsageError(f"{date!r} is not a date; write it as 2024, 2024-06 or 2024-06-21.")


def interval(valid_from: str | None, valid_to: str | None) -> tuple[str | None, str | None]:
    """The earliest and the latest day on which what is said from `valid_from` to `valid_to` may hold; None is open."""
    return (bounds(valid_from)[0] if valid_from else None, bounds(valid_to)[1] if valid_to else None)
