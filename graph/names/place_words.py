"""What a place found in a text is, and the words beside it that tell a town from a province."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thidua.graph.names.data import load
from thidua.graph.names.hangul import BEHIND_PLACES
from thidua.graph.names.places import place, places
from thidua.graph.names.scripts import script_of
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


@cache
def _kinds() -> dict[str, str]:
    """The words that tell a town from a district -> "town" or "district"."""
    return {word: kind for kind, words in load("levels.toml")["kind"].items() for word in words}


def of_kind(ids: list[str], word: str) -> list[str]:
    """Those of the towns and districts of one name that the word beside it means, if it says so and there are any."""
    kinds = {kind for part in (word, *word.split()) if (kind := _kinds().get(part))}
    fitting = [id_ for id_ in ids if place(id_).level in kinds]
    return fitting or ids


def its_town(text: str, tokens: list[Token], found: Found) -> Found:
    """The town that has its province's name, where a word for a town stands beside it (하장시, مدينة لاو كاي)."""
    province = place(found.place)
    if province.level != "province":
        return found
    before = words_before(tokens, found.first, text, 1)
    behind = text[found.end : found.end + 12].lstrip(" ")
    words = [word for word, kind in _kinds().items() if kind == "town"]
    beside = [word for word in words if (before and word in _bare(before[-1])) or _begins(behind, word)]
    town = f"{found.place}.{found.place}"
    named = beside and town in places() and place(town).level == "town"
    return found._replace(place=town) if named else found


def _begins(text: str, word: str) -> bool:
    """Whether the text begins with the word; behind a syllable that is a word, nothing but a particle may follow."""
    if not text.startswith(word):
        return False
    rest = re.match(r"\w*", text[len(word) :])
    return script_of(word[0]) in ("hani", "thai") or (rest is not None and rest[0] in ("", *BEHIND_PLACES))


def ends_name(tokens: list[Token], found: Found, parts: int, full: int, cost: float) -> bool:
    """Whether a place of two words or more begins where a person's name, `parts` of which are read, could go on: the
    word for its kind follows, the name is `full`, or the place's first word is far from any part of a name (`cost`)."""
    if found.last - found.first < 2:
        return False
    behind = tokens[found.last : found.last + 1]
    levelled = bool(behind) and behind[0].text in level_words("beside")
    return levelled or parts >= full or (parts >= 2 and cost > 0.2)


def has_level_word(text: str, tokens: list[Token], first: int, last: int) -> bool:
    return bool(level_word(text, tokens, first, last))


def level_word(text: str, tokens: list[Token], first: int, last: int) -> str:
    """The word right beside the name that says that it is a town's or a district's; "" if there is none."""
    before = words_before(tokens, first, text, 2)
    for word in (" ".join(before), *before[-1:]):
        if bare := next((w for w in _bare(word) if w in level_words("before")), ""):
            return bare
    if last < len(tokens) and not text[tokens[last - 1].end : tokens[last].start].strip(" \u00a0-‑"):
        word = tokens[last].text.lower()
        return word if word in level_words("after") else ""
    return ""


def says_level(word: str) -> bool:
    """Whether a word before a name says that it is a town's or a district's."""
    return any(bare in level_words("before") for bare in _bare(word))


def _bare(word: str) -> list[str]:
    """The word, and what is left of it without what may be written onto it."""
    return [word, *(word.removeprefix(head) for head in load("levels.toml")["onto"] if word.startswith(head))]


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
