"""The months' names in languages without a folder, from the lists that dateparser carries for some two hundred."""

from __future__ import annotations

from importlib import import_module

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: The orders in which a day is written; without its year a month's short name may be any word.
PATTERNS = (
    r"{day}(?:\.|-?[a-z]{2})? (?:de )?{month}(?:,| de| del)? {year}",
    "{month} {day}, ?{year}",
    r"{year}(?:\.|,)? {month} {day}",
    "{month} {year}",
)


def months(code: str) -> list[list[str]]:
    """Twelve lists of names, or none for a language that is not known there either."""
    if not code.isalpha():
        return []
    try:
        info = import_module(f"dateparser.data.date_translation_data.{code}").info
    except ImportError:
        return []
    return [[name.lower() for name in info.get(month, ()) if len(name) > 2] for month in _ENGLISH]
