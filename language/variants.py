"""Shorthand in the lists: `{a|b|}` stands for any of its parts, so that one line holds all spellings of a phrase."""

from __future__ import annotations

from typing import Any


def variants(form: str) -> list[str]:
    """All that a form stands for: "{vice|deputy} head{s|}" is four forms. Choices may stand inside choices."""
    before, opened, rest = form.partition("{")
    if not opened:
        return [form]
    depth, parts, start = 1, [], 0
    for at, char in enumerate(rest):
        depth += (char == "{") - (char == "}")
        if depth == 0 or (depth == 1 and char == "|"):
            parts.append(rest[start:at])
            start = at + 1
        if depth == 0:
            return [text for part in parts for text in variants(before + part + rest[start:])]
    raise ValueError(f"{form!r} opens a choice that it does not close")


def expanded(table: Any) -> Any:
    """A parsed file with every list of forms written out, each form once."""
    if isinstance(table, dict):
        return {key: expanded(value) for key, value in table.items()}
    return list(dict.fromkeys(" ".join(text.split()) for form in table for text in variants(form)))
