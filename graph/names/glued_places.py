"""Finds towns and districts whose names are one word in their script, by the word for a town or a district behind them
(락자시, ラックザー市, 河仙市)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from thidua.graph.names.data import load
from thidua.graph.names.hangul import BEHIND_PLACES
from thidua.graph.names.place_words import Found, of_kind
from thidua.graph.names.places import place, spoken_names, well_known
from thidua.graph.names.scripts import script_of
from thidua.graph.names.syllables import prefixes
from thidua.graph.names.tokens import Token
from thidua.graph.names.transducer import Paths

#: How far a spelling may be from the name: where the report names the province, and where it does not.
NEAR, SURE = 0.9, 0.6
SHORTEST = {"hang": 2, "kana": 2, "hani": 2}
LONGEST_HAN = 4
#: How much further from the name the next likely one must be.
CLEARLY = 0.15
PROVINCE = {"hang": "성", "kana": "省"}
_DISTRICT = "县縣"


@cache
def _levels() -> dict[str, tuple[str, ...]]:
    """By script, the words behind a name that say that it is a town's or a district's, longest first."""
    listed: dict[str, list[str]] = load("levels.toml")["glued"]
    return {script: tuple(sorted(words, key=len, reverse=True)) for script, words in listed.items()}


@cache
def _paths(script: str) -> Paths:
    return Paths(script, prefixes(spoken_names("town", "district")))


@lru_cache(maxsize=1 << 14)
def _read(stem: str, script: str) -> tuple[tuple[float, str], ...]:
    """The towns and districts that the stem may spell, nearest first."""
    names = spoken_names("town", "district")
    ends = _paths(script).after(stem, {"": 0.0}, NEAR)
    return tuple(sorted((cost, letters) for letters, cost in ends.items() if letters in names and " " in letters))


def glued_places(text: str, tokens: list[Token], provinces: frozenset[str]) -> Iterator[Found]:
    """Towns and districts in hangul, kana and Chinese characters; `provinces`: ids of those that the text names."""
    spelt = list(_provinces(text, tokens))
    yield from spelt
    provinces |= {found.place for found in spelt}
    for at, token in enumerate(tokens):
        if token.script not in SHORTEST:
            continue
        free = token.start  # a run of Chinese characters may name several
        for start, end in sorted(_stems(text, tokens, at), key=lambda span: (span[1], span[0])):
            id_ = _which(text[start:end], token.script, provinces, text[end : end + 1]) if start >= free else None
            if id_:
                yield Found(at, at + 1, start, end, id_)
                free = end


@cache
def _province_paths(script: str) -> Paths:
    return Paths(script, prefixes(spoken_names("province", "city")))


@lru_cache(maxsize=1 << 12)
def _province(stem: str, script: str) -> str | None:
    """The one province that the stem spells, if no other is spelt nearly so."""
    names = spoken_names("province", "city")
    ends = _province_paths(script).after(stem, {"": 0.0}, SURE)
    read = sorted((cost, letters) for letters, cost in ends.items() if letters in names)
    alone = len(read) == 1 or (len(read) > 1 and read[1][0] - read[0][0] > CLEARLY)
    return names[read[0][1]][0] if read and alone else None


def _provinces(text: str, tokens: list[Token]) -> Iterator[Found]:
    """Provinces whose spelling no list has, before the word for a province (럼동성, ラムドン省)."""
    for at, token in enumerate(tokens):
        stem = ""
        if token.script == "kana" and text.startswith(PROVINCE["kana"], token.end):
            stem = token.text
        elif token.script == "hang":
            size = token.text.rfind(PROVINCE["hang"])
            stem = token.text[:size] if size > 1 and token.text[size + 1 :] in ("", *BEHIND_PLACES) else ""
        if stem and (id_ := _province(stem, token.script)):
            yield Found(at, at + 1, token.start, token.start + len(stem), id_)


def spelt_towns(word: str) -> tuple[str, ...]:
    """Ids of the towns and districts that a word ending in the word for a town may spell (락자시), likeliest first."""
    script = script_of(word[0]) if word else None
    level = next((end for end in _levels().get(script or "", ()) if word.endswith(end)), "")
    stem = word.removesuffix(level)
    if not level or script is None or len(stem) < SHORTEST[script]:
        return ()
    names = spoken_names("town", "district")
    return tuple(id_ for _, letters in _read(stem, script) for id_ in names[letters])


def _stems(text: str, tokens: list[Token], at: int) -> Iterator[tuple[int, int]]:
    """Where a name may stand in the word: all before the word for a town, in Chinese only what is right before it."""
    token = tokens[at]
    for level in _levels()[token.script]:
        if token.script == "hani":
            found = token.text.find(level)
            while found > 0:
                for size in range(min(LONGEST_HAN, found), SHORTEST["hani"] - 1, -1):
                    yield token.start + found - size, token.start + found
                found = token.text.find(level, found + 1)
        elif token.script == "kana":
            if text.startswith(level, token.end):
                yield token.start, token.end
        else:
            yield from _before_particle(text, token, level)


def _before_particle(text: str, token: Token, level: str) -> Iterator[tuple[int, int]]:
    """A hangul name before the word for a town, which a space may part from it, and a particle behind that."""
    size = token.text.rfind(level)
    if size >= SHORTEST["hang"] and token.text[size + len(level) :] in ("", *BEHIND_PLACES):
        yield token.start, token.start + size
    behind = text[token.end : token.end + 8]
    if behind.startswith(" " + level) and behind[1 + len(level) :].split(" ")[0].rstrip(",.") in ("", *BEHIND_PLACES):
        yield token.start, token.end


def _which(stem: str, script: str, provinces: frozenset[str], level: str) -> str | None:
    """The town or district that is meant: one of a province that the text names, or the only one of its name."""
    if len(stem) < SHORTEST[script]:
        return None
    names = spoken_names("town", "district")
    read = _read(stem, script)
    near = [id_ for _, letters in read for id_ in names[letters] if place(id_).province in provinces]
    if near:
        return of_kind(near, level)[0]
    alone = len(read) == 1  # nothing else is spelt like it
    sure = of_kind([id_ for cost, letters in read if cost <= SURE or alone for id_ in names[letters]], level)
    known = [id_ for id_ in sure if id_ in well_known()]
    if len(sure) != 1 or (script == "hani" and level not in _DISTRICT):  # 新城市 is rather a new city
        return known[0] if known else None
    return sure[0]
