"""Finds places in other scripts that are written as they sound."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from thidua.graph.names.place_words import (
    Found,
    has_level_word,
    level_word,
    level_words,
    of_kind,
    says_level,
    which_town,
)
from thidua.graph.names.places import spoken_names
from thidua.graph.names.syllables import prefixes
from thidua.graph.names.titles import titles
from thidua.graph.names.tokens import Token
from thidua.graph.names.transducer import Paths

SPACED = {"deva", "beng", "cyrl", "thai", "arab"}
LONGEST, LIMIT = 4, 1.3
WRITTEN_AND = "و"
#: What parts the districts of a list: a comma or a word for "and".
LIST_JOINTS = (",", "،", "و", "، و", "и", "та", "і", "और", "तथा", "एवं", "এবং", "ও")
THAI_NAME = re.compile("\\s?([\u0e01-\u0e4e][\u0e01-\u0e4e ]{1,23})")
#: Vowels and signs that no syllable begins with, and a letter that is not heard.
CARRIED = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]|.\u0e4c")


@cache
def _province_paths(script: str) -> Paths:
    return Paths(script, prefixes(spoken_names("province", "city")))


@cache
def _town_paths(script: str) -> Paths:
    return Paths(script, prefixes(spoken_names("town", "district")))


@lru_cache(maxsize=1 << 16)
def _advance(word: str, script: str, towns: bool, so_far: str) -> tuple[tuple[str, float], ...]:
    """What is read of a place's name after `word`: the whole of it, or some words of it."""
    if len(word) > 20:
        return ()
    paths = _town_paths(script) if towns else _province_paths(script)
    names = spoken_names("town", "district") if towns else spoken_names("province", "city")
    ends = paths.after(word, {so_far: 0.0}, LIMIT)
    return tuple(
        (letters, cost) for letters, cost in ends.items() if letters in names or letters + " " in paths.allowed
    )


@lru_cache(maxsize=1 << 17)
def _begins(word: str, following: str, script: str) -> tuple[bool, bool]:
    """Whether a province, and whether a town or district, can begin with these two words."""
    return _opens(word, following, script, False), _opens(word, following, script, True)


def _opens(word: str, following: str, script: str, towns: bool) -> bool:
    names = spoken_names("town", "district") if towns else spoken_names("province", "city")
    for letters, cost in _advance(word, script, towns, ""):
        if letters in names or any(
            cost + more <= LIMIT for _, more in _advance(following, script, towns, letters + " ")
        ):
            return True
    return False


def spoken_places(text: str, tokens: list[Token], lang: str) -> list[Found]:
    """Places that are only written as they sound."""
    found: list[Found] = []
    stop, free = titles(lang).stop, 0
    for at, token in enumerate(tokens):
        if token.script not in SPACED or at < free:
            continue
        if token.script == "thai":
            found += _thai(text, tokens, at)
            continue
        if match := _joined(text, tokens, at, found, stop):
            found.append(match)
            free = match.last
            continue
        province, town = _begins(token.text, tokens[at + 1].text if at + 1 < len(tokens) else "", token.script)
        match = _spoken(text, tokens, at, False, stop) if province else None
        listed = _goes_on(text, tokens, at, found)
        if match is None and town and (listed or _near_level(tokens, at)):
            match = _spoken(text, tokens, at, True, stop, listed=listed)
        if match:
            found.append(match)
            free = match.last
    return found


def _joined(text: str, tokens: list[Token], at: int, found: list[Found], stop: frozenset[str]) -> Found | None:
    """A district that goes on with a list, "and" written onto it (باو ين وفان بان)."""
    token = tokens[at]
    listed = bool(found) and found[-1].last == at and "." in found[-1].place
    if not listed or not token.text.startswith(WRITTEN_AND) or len(token.text) < 3:
        return None
    bare = token._replace(start=token.start + 1, text=token.text[1:])
    return _spoken(text, [*tokens[:at], bare, *tokens[at + 1 :]], at, True, stop, listed=True)


def _near_level(tokens: list[Token], at: int) -> bool:
    """Whether a word for a town or district stands right before or soon behind."""
    before = at > 0 and says_level(tokens[at - 1].text.lower())
    return before or any(other.text in level_words("after") for other in tokens[at + 1 : at + 5])


def _goes_on(text: str, tokens: list[Token], at: int, found: list[Found]) -> bool:
    """Whether a list of districts goes on ("районы А, Б и В")."""
    if not found or "." not in found[-1].place or found[-1].last < at - 1:
        return False
    return text[found[-1].end : tokens[at].start].strip() in LIST_JOINTS


def _written_so(letters: str, at: int, last: int, token: Token) -> bool:
    """Whether the name is written as names are: each syllable a word, or in Russian one word with a capital."""
    if token.script == "cyrl":
        return token.text[0].isupper() and " " in letters
    return letters.count(" ") == last - at > 0


def _thai(text: str, tokens: list[Token], at: int) -> list[Found]:
    """A place behind the Thai word for a province, a town or a district, which its name may follow without a space."""
    for towns, side in ((False, "thai"), (True, "thai_town")):
        for level in sorted(level_words(side), key=len, reverse=True):
            found = tokens[at].text.rfind(level)
            start = tokens[at].start + found + len(level)
            match = THAI_NAME.match(text, start) if found >= 0 else None
            if match and (place := _longest(text, match.start(1), match.end(1), towns)):
                end, id_ = place
                last = next(n for n in range(at, len(tokens)) if tokens[n].end >= end)
                return [Found(at, last + 1, match.start(1), end, id_)]
    return []


def _longest(text: str, start: int, limit: int, towns: bool) -> tuple[int, str] | None:
    """Where the longest name that `text[start:limit]` begins with ends, and its place; spaces may part syllables."""
    names = spoken_names("town", "district") if towns else spoken_names("province", "city")
    for end in range(limit, start + 2, -1):
        if end < len(text) and (CARRIED.match(text, end) or text[end - 1].isspace()):
            continue
        read = _advance("".join(text[start:end].split()), "thai", towns, "")
        ended = [(cost, letters) for letters, cost in read if letters in names and " " in letters]
        ids = list(names[min(ended)[1]]) if ended else []
        if id_ := which_town(ids, text) if ids and towns else next(iter(ids), None):
            return end, id_
    return None


def _spoken(
    text: str, tokens: list[Token], at: int, towns: bool, stop: frozenset[str], *, listed: bool = False
) -> Found | None:
    """The longest place that the words from `at` spell in their script; `listed`: a town by those before it."""
    names = spoken_names("town", "district") if towns else spoken_names("province", "city")
    script = tokens[at].script
    states, best = {"": 0.0}, None
    said = listed or (at > 0 and says_level(tokens[at - 1].text.lower()))
    for last in range(at, min(at + LONGEST, len(tokens))):
        token = tokens[last]
        if token.script != script or (
            last > at and text[tokens[last - 1].end : token.start] not in (" ", "-", "\u00a0")
        ):
            break
        reached: dict[str, float] = {}
        for so_far, spent in states.items():
            for letters, cost in _advance(token.text, script, towns, so_far):
                if spent + cost <= LIMIT:
                    reached[letters] = min(reached.get(letters, 9.0), spent + cost)
        ended = [(cost, letters) for letters, cost in reached.items() if letters in names]
        ended = [(cost, letters) for cost, letters in ended if _written_so(letters, at, last, token)]
        if ended and (said or not all(word.text in stop for word in tokens[at : last + 1])):
            best = (last + 1, min(ended)[1])
        states = {letters + " ": cost for letters, cost in reached.items()}
        if not states:
            break
    if best is None:
        return None
    last, name = best
    if towns and not listed and not has_level_word(text, tokens, at, last):
        return None
    id_ = which_town(of_kind(list(names[name]), level_word(text, tokens, at, last)), text)
    return Found(at, last, tokens[at].start, tokens[last - 1].end, id_) if id_ else None
