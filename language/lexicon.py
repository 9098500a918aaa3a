"""Finds every form of a language's lists in a text, longest first, with its offsets."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from thidua.graph.names.data import load


class Sense(NamedTuple):
    """What a form may mean: a table ("role", "of", "frame") and a concept in it ("chair", "", "attends.active")."""

    table: str
    concept: str


class Match(NamedTuple):
    start: int
    end: int
    senses: tuple[Sense, ...]


#: Signs that not every text writes: short vowels, joiners of letters, marks of direction.
UNWRITTEN = re.compile("[\u00ad\u061c\u0640\u064b-\u0652\u0670\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

#: Characters that Chinese writes in two ways, as one of them.
_HAN = {
    ord(left): right
    for lefts, rights in load("han.toml", "thidua.language")["simplified"].items()
    for left, right in zip(lefts, rights, strict=True)
}
_SAME = _HAN | str.maketrans(
    dict.fromkeys("–—‑‐−〜～", "-")
    | dict.fromkeys("’ʼ`", "'")
    | dict.fromkeys("أإآٱ", "ا")
    | {"ى": "ي", "ی": "ي", "ک": "ك", "٫": ".", "٬": ","}
    | dict.fromkeys("\xa0\u2009\u202f\u3000\t\n\r", " ")
    | {chr(zero + n): str(n) for zero in (0x966, 0x9E6, 0xE50, 0x660, 0x6F0, 0xFF10) for n in range(10)}
)


def plain(text: str) -> str:
    """The text as it is matched, of the same length: lower case, ASCII digits, one dash, apostrophe and alef,
    Chinese as simplified characters write it."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_SAME)


def simplified(text: str) -> str:
    return text.translate(_HAN)


@lru_cache(maxsize=4096)
def is_word(char: str) -> bool:
    """Whether the character continues a word: a letter, a digit or a combining sign of a letter."""
    return char.isalnum() or unicodedata.category(char)[0] == "M"


#: Vowels of Thai and Lao that cannot begin a syllable: a form does not end before them, spaces or not.
CARRIED = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd]")

#: A form without its `*`, whether it had one, and what it may mean, as (table, concept).
Entry = tuple[str, bool, Sequence[Sequence[str]]]


def entries(forms: Iterable[tuple[str, Sense]]) -> list[Entry]:
    """The forms of a language as a lexicon holds them, each once with all its senses."""
    senses: dict[tuple[str, bool], set[Sense]] = defaultdict(set)
    for form, sense in forms:
        text = plain(UNWRITTEN.sub("", unicodedata.normalize("NFC", form.strip())))
        if stem := re.sub(r"\s+", " ", text.removesuffix("*")):
            senses[stem, text.endswith("*")].add(sense)
    return [(stem, open_end, sorted(found)) for (stem, open_end), found in senses.items()]


class Lexicon:
    """All forms of a language in one automaton. A trailing `*` in a form stands for any ending of the word."""

    def __init__(self, entries: Sequence[Entry], *, spaced: bool) -> None:
        self._spaced = spaced
        self._entries = entries
        self._senses: dict[int, tuple[Sense, ...]] = {}

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick([stem for stem, _, _ in self._entries])

    def matches(self, text: str) -> list[Match]:
        """Every form in `text` (already `plain`), also those that overlap; forms at one place are put together."""
        if not self._entries:
            return []
        found: dict[tuple[int, int], tuple[Sense, ...]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            stem, open_end, _ = self._entries[index]
            end = self._end(text, start, end, open_end, stem)
            if end:
                found[start, end] = found.get((start, end), ()) + self._meaning(index)
        return [Match(start, end, senses) for (start, end), senses in found.items()]

    def _meaning(self, index: int) -> tuple[Sense, ...]:
        """Made when first met: most forms of a language never are."""
        if index not in self._senses:
            self._senses[index] = tuple(Sense(*sense) for sense in self._entries[index][2])
        return self._senses[index]

    def _end(self, text: str, start: int, end: int, open_end: bool, stem: str) -> int:
        """Where the match really ends, or 0 if it begins or ends inside a word."""
        whole = self._spaced or stem.isascii()
        counted = not self._spaced and start and text[start - 1].isdigit() and stem.isalpha()  # 37km를
        if whole and start and self._goes_on(text[start - 1]) and is_word(stem[0]) and not counted:
            return 0
        if open_end:
            while end < len(text) and is_word(text[end]):
                end += 1
            return end
        if end < len(text) and CARRIED.match(text, end):
            return 0
        if whole and end < len(text) and self._goes_on(text[end]) and is_word(stem[-1]):
            return 0
        return end

    def _goes_on(self, char: str) -> bool:
        """Whether the character belongs to the word beside it; Latin letters in a text without spaces are words."""
        return is_word(char) and (self._spaced or char.isascii())
