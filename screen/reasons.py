"""What the program says of a pair, a report or a failure, in the reader's language: `reasons/<language>.toml`.

The program itself speaks English: its sentences are the keys, with a name in braces for what changes in them. What has
no translation stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from thidua.graph.ontology import ontology
from thidua.screen.texts import FALLBACK

FOLDER = Path(__file__).parent / "reasons"
LONGEST = 2000  # characters; what is longer holds a text of somebody's
HOLE = re.compile(r"\{(\w+)\}")
MORE = re.compile(r" and ([0-9]+) more$")


class Reason(NamedTuple):
    """A sentence, and the language that it is in."""

    text: str
    lang: str


def in_words(lang: str, sentence: str) -> Reason:
    if len(sentence) > LONGEST:
        return Reason(sentence, FALLBACK)
    for pattern, translation in _patterns(lang):
        if found := pattern.fullmatch(sentence):
            values = {name: _value(lang, value) for name, value in found.groupdict().items()}
            return Reason(translation.format(**values), lang)
    return Reason(sentence, FALLBACK)


def _value(lang: str, value: str) -> str:
    """What stands in a hole: a sentence of its own, posts, or a name, which stays."""
    if (whole := in_words(lang, value)).lang == lang:
        return whole.text
    listed = MORE.sub(" (+\\1)", value)
    return ", ".join(_posts(lang).get(part, part) for part in listed.split(", "))


@cache
def _patterns(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those with the most words of their own first, so that a sentence is not taken for what fills another's hole."""
    file = FOLDER / f"{lang}.toml"
    if not file.exists():
        return ()
    found = tomllib.loads(file.read_text("utf-8"))
    return tuple(
        (_pattern(sentence), found[sentence]) for sentence in sorted(found, key=lambda one: -len(HOLE.sub("", one)))
    )


def _pattern(sentence: str) -> re.Pattern[str]:
    """Every other part between the holes is a hole's name."""
    parts = HOLE.split(sentence)
    made = [f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


@cache
def _posts(lang: str) -> dict[str, str]:
    """Posts by their English names."""
    known = ontology()
    return {known.label(code, FALLBACK): known.label(code, lang) for code in known.codes["role"]}
