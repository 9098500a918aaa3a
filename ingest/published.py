"""The date a report carries, in whatever way its maker writes it, as a prefix date."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T\s])")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
DAY_FIRST = re.compile(r"(?:^|\D)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")


def published_date(text: object) -> str | None:
    """A prefix date ("2024", "2024-06-21") or None. "5/3/2024" is the fifth of March, as Vietnam writes it."""
    if not isinstance(text, str):
        return str(text) if isinstance(text, int) and 1900 <= text <= 2100 else None
    text = text.strip()
    for pattern in (COMPACT, ISO, YEAR_FIRST):
        if match := pattern.match(text):
            return _prefix(*match.groups())
    if match := DAY_FIRST.search(text):
        day, month, year = match.groups()
        return _prefix(year, month, day) or _prefix(year, day, month)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return None


def _prefix(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]
