"""Reads a word of another script as Vietnamese: the cheapest ways to spell it that a closed list of words allows.

A script's table gives Latin spellings for graphemes, each with a cost. A reading is a path through the word whose
letters form an entry of the list; what the list does not hold cannot come out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from thidua.graph.names.data import load
from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.scripts import TABLES, prepare
from thidua.graph.names.syllables import plain, prefixes, sound

BEAM = 1.2
LIMIT = 2.6


class Reading(NamedTuple):
    """A plain syllable, how far the spelling is from it, and the syllable with its đ."""

    syllable: str
    cost: float
    sound: str


@dataclass(frozen=True)
class Table:
    """`chunks`: grapheme (with ^ or $ where it is bound to an end) -> Latin spellings with costs.

    `vague`: one spelling stands for several syllables, so that of equal readings none is chosen.
    """

    equal: dict[str, str]
    chunks: dict[str, tuple[tuple[str, float], ...]]
    longest: int
    letters: frozenset[str]
    vague: bool = False


def _options(entry: str) -> tuple[tuple[str, float], ...]:
    """ "ch tr:0.7" -> (("ch", 0.0), ("tr", 0.7))."""
    if not entry:
        return (("", 0.0),)
    pairs = (option.partition(":") for option in entry.split(" "))
    return tuple((latin, float(cost or 0)) for latin, _, cost in pairs)


@cache
def table(script: str) -> Table:
    data = load(f"scripts/{TABLES[script]}.toml")
    shared = load(f"scripts/{data['like']}.toml") if "like" in data else {"equal": {}, "chunks": {}}

    def normal(text: str) -> str:
        return unicodedata.normalize("NFD" if script in ("deva", "beng", "hang") else "NFC", text)

    equal = {normal(key): normal(value) for key, value in (shared["equal"] | data.get("equal", {})).items()}
    chunks: dict[str, tuple[tuple[str, float], ...]] = {}
    for key, entry in (*shared["chunks"].items(), *data["chunks"].items()):
        made = _levelled(normal(key), equal)
        kept = (
            {}
            if key in data["chunks"] and data is not shared and key in shared["chunks"]
            else dict(chunks.get(made, ()))
        )
        for latin, cost in _options(entry):
            kept[latin] = min(kept.get(latin, cost), cost)
        chunks[made] = tuple(kept.items())
    for reading, characters in data.get("readings", {}).items():
        for character in characters:
            chunks[character] = (*chunks.get(character, ()), (sound(reading), 0.1 * len(chunks.get(character, ()))))
    longest = max(len(key.strip("^$")) for key in chunks)
    return Table(equal, chunks, longest, frozenset("".join(chunks)) - {"^", "$"}, data.get("vague", False))


def _levelled(text: str, equal: dict[str, str]) -> str:
    for old, new in equal.items():
        text = text.replace(old, new)
    return text


class Paths:
    """The states a reading can be in: the letters so far -> the cost so far; only beginnings of listed words live."""

    def __init__(self, script: str, allowed: frozenset[str]) -> None:
        self.table, self.script, self.allowed = table(script), script, allowed

    def after(self, word: str, states: dict[str, float], limit: float) -> dict[str, float]:
        """The states once the whole of `word` is read, starting from `states`."""
        made = _levelled(prepare(word, self.script), self.table.equal)
        if not self.table.letters.issuperset(made):
            return {}
        size = len(made)
        at: list[dict[str, float]] = [{} for _ in range(size + 1)]
        at[0] = states
        for start in range(size):
            if at[start]:
                for length in range(1, min(self.table.longest, size - start) + 1):
                    self._step(made, start, start + length, at, limit)
        return at[size]

    def _step(self, word: str, start: int, end: int, at: list[dict[str, float]], limit: float) -> None:
        """Go on from `start` to `end`. What is bound to an end of a word (^, $) may also stand where, inside of it, a
        syllable of a name of several begins or ends."""
        piece, chunks = word[start:end], self.table.chunks
        for key in (piece, "^" + piece, piece + "$", "^" + piece + "$"):
            for latin, cost in chunks.get(key, ()):
                for so_far, spent in at[start].items():
                    if key[0] == "^" and start and not so_far.endswith(" "):
                        continue
                    total, letters = spent + cost, so_far + latin
                    if total <= limit:
                        self._reach(at[end], letters, total, inside=end < len(word), closed=key[-1] == "$")

    def _reach(self, ends: dict[str, float], letters: str, cost: float, *, inside: bool, closed: bool) -> None:
        """Keep the letters if a listed word begins so; `closed`: only as the end of a syllable."""
        if letters in self.allowed and not (inside and closed):
            _relax(ends, letters, cost)
        if inside and letters + " " in self.allowed:
            _relax(ends, letters + " ", cost + 0.02)


def _relax(states: dict[str, float], letters: str, cost: float) -> None:
    if cost < states.get(letters, 99.0):
        states[letters] = cost


@cache
def _syllable_paths(script: str) -> Paths:
    return Paths(script, prefixes(lexicon().sounds))


@lru_cache(maxsize=1 << 16)
def read(word: str, script: str) -> tuple[Reading, ...]:
    """The Vietnamese syllables that `word` can be, likeliest first; empty when it can be none."""
    if script not in TABLES or len(word) > 14:
        return ()
    listed = lexicon().sounds
    ends = _syllable_paths(script).after(word, {"": 0.0}, LIMIT)
    found = [Reading(plain(letters), cost, letters) for letters, cost in ends.items() if letters in listed]
    if not found:
        return ()
    found.sort(key=lambda reading: (reading.cost + listed[reading.sound], reading.sound))
    best = found[0].cost + listed[found[0].sound]
    return tuple(reading for reading in found if reading.cost + listed[reading.sound] <= best + BEAM)
