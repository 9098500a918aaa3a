"""Shorthand in the lists: `{a|b|}` stands for any of its parts, so that one line holds a phrase's spellings and endings."""

from __future__ import annotations

import re
from typing import Any

_CHOICE = re.compile(r"\{([^{}]*)\}")


def variants(form: str) -> list[str]:
    """All that a form stands for: "{vice|deputy} head{s|}" is four forms."""
    if not (choice := _CHOICE.search(form)):
        return [form]
    before, after = form[: choice.start()], form[choice.end() :]
    return [text for part in choice[1].split("|") for text in variants(before + part + after)]


def expanded(table: Any) -> Any:
    """A parsed file with every list of forms written out, each form once."""
    if isinstance(table, dict):
        return {key: expanded(value) for key, value in table.items()}
    return list(dict.fromkeys(" ".join(text.split()) for form in table for text in variants(form)))
