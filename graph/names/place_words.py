"""What a place found in a text is, and the words beside it that tell a town from a province."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from thidua.graph.names.data import load
from thidua.graph.names.places import place
from thidua.graph.names.syllables import plain
from thidua.graph.names.tokens import Token, words_before


class Found(NamedTuple):
    """Words `first` to `last` (exclusive), `text[start:end]`, name a place."""

    first: int
    last: int
    start: int
    end: int
    place: str


@cache
def level_words(side: str) -> frozenset[str]:
    """The words "before", "after" or (glued in front) "thai" that say what a place is."""
    return frozenset(load("levels.toml")[side])


def has_level_word(text: str, tokens: list[Token], first: int, last: int) -> bool:
    before = words_before(tokens, first, text, 2)
    if before and (before[-1] in level_words("before") or " ".join(before) in level_words("before")):
        return True
    if last < len(tokens) and not text[tokens[last - 1].end : tokens[last].start].strip(" \u00a0-‑"):
        return tokens[last].text.lower() in level_words("after")
    return False


def which_town(ids: list[str], text: str) -> str | None:
    """The one of several towns of a name whose province the text names; None if that does not decide."""
    if len(ids) == 1:
        return ids[0]
    low = text.lower()
    near = [id_ for id_ in ids if place(place(id_).province or "").names[0].lower() in low]
    if not near:
        folded = plain(text)
        near = [id_ for id_ in ids if " ".join(map(plain, place(place(id_).province or "").names[0].split())) in folded]
    return near[0] if len(near) == 1 else None
