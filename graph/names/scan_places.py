"""Finds place names in running text."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from thidua.graph.names.places import foreign_names, latin_index, place, plain_names
from thidua.graph.names.scripts import TABLES, script_of
from thidua.graph.names.syllables import is_marked, plain, prefixes, spelling
from thidua.graph.names.titles import titles
from thidua.graph.names.tokens import Token, words_before
from thidua.graph.names.transducer import Paths

SPACED = {"deva", "beng", "cyrl", "thai", "arab", "hang"} & set(TABLES)
PATH_LIMIT = 1.3
JOINERS = " \u00a0-–—.\u2011"
LEVEL_BEFORE = ("huyện", "quận", "thị xã", "thành phố", "tp", "tx", "district de", "ville de", "distrito de", "ciudad de", "stadt", "bezirk", "distrikt", "kreis", "huyện:", "các huyện", "района", "район", "города", "город", "городе")
LEVEL_AFTER = frozenset(["district", "districts", "town", "city", "जिला", "जिले", "ज़िला", "ज़िले", "शहर", "कस्बा", "कस्बे", "नगर", "सिटी", "टाउन", "района", "район", "районе", "জেলা", "শহর"])


class Found(NamedTuple):
    """Words `first` to `last` (exclusive), `text[start:end]`, name a place."""

    first: int
    last: int
    start: int
    end: int
    place: str


@cache
def _known_foreign() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    names = foreign_names()
    matcher = ahocorasick_rs.AhoCorasick([name for name, _ in names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, tuple(id_ for _, id_ in names)


def _listed(text: str) -> list[tuple[int, int, str]]:
    """The names that the gazetteer lists in other scripts, at the borders of words."""
    matcher, ids = _known_foreign()
    found = []
    for which, start, end in matcher.find_matches_as_indexes(text):
        script = script_of(text[start])
        before = script_of(text[start - 1]) if start else None
        after = script_of(text[end]) if end < len(text) else None
        if script != "hani" and (before == script or (after == script and script not in ("hang", "thai"))):
            continue
        found.append((start, end, ids[which]))
    return found


def scan(text: str, tokens: list[Token], lang: str) -> list[Found]:
    """Every place in reading order, longest first where several begin together."""
    found = _latin(text, tokens, lang)
    if any(token.script not in ("latn", "digit") for token in tokens):
        taken = [(found_.start, found_.end) for found_ in found]
        for start, end, id_ in _listed(text):
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                inside = [at for at, token in enumerate(tokens) if token.start < end and token.end > start]
                found.append(Found(inside[0], inside[-1] + 1, start, end, id_))
        found += [item for item in _read(text, tokens, lang) if all(item.end <= low or item.start >= high for low, high in taken)]
    return sorted(found, key=lambda item: item.start)


def _latin(text: str, tokens: list[Token], lang: str) -> list[Found]:
    index, found, at = latin_index(), [], 0
    strict = lang == "vi" and is_marked(text)
    while at < len(tokens):
        token = tokens[at]
        entries = index.get(plain(token.text)) if token.script == "latn" else None
        match = entries and _longest(text, tokens, at, entries, strict)
        if match:
            found.append(match)
            at = match.last
        else:
            at += 1
    return found


def _longest(text: str, tokens: list[Token], at: int, entries: tuple[tuple[tuple[str, ...], str, str], ...], strict: bool) -> Found | None:
    towns: list[tuple[int, str]] = []
    for words, name, id_ in entries:
        last = at + len(words)
        if last > len(tokens) or not _fits(text, tokens, at, words, name, strict):
            continue
        level = place(id_).level
        if level in ("province", "city", "region"):
            if not any(length == len(words) for length, _ in towns) or not _has_level_word(text, tokens, at, last):
                return Found(at, last, tokens[at].start, tokens[last - 1].end, id_)
        else:
            towns.append((len(words), id_))
    if not towns:
        return None
    length = towns[0][0]
    last = at + length
    if not _has_level_word(text, tokens, at, last):
        return None
    chosen = _which([id_ for size, id_ in towns if size == length], text)
    return Found(at, last, tokens[at].start, tokens[last - 1].end, chosen) if chosen else None


def _fits(text: str, tokens: list[Token], at: int, words: tuple[str, ...], name: str, strict: bool) -> bool:
    """Whether the words stand there, written as a name, with the right tones where the text has any."""
    if len(words) == 1 and len(name.split()) == 1 and not strict and len(words[0]) < 4 and not is_marked(tokens[at].text):
        return False
    for offset, word in enumerate(words):
        token = tokens[at + offset]
        if token.script != "latn" or plain(token.text) != word or (token.text[0].islower() and name[0].isupper() and offset in (0, len(words) - 1)):
            return False
        if offset and (len(gap := text[tokens[at + offset - 1].end : token.start]) > 3 or gap.strip(JOINERS)):
            return False
    written = text[tokens[at].start : tokens[at + len(words) - 1].end]
    if len(words) == 1 and len(key := name.split()) > 1 and len(key) < 4:
        return not is_marked(written)
    if strict or is_marked(written):
        listed = [spelling(part) for part in name.replace("-", " ").replace("–", " ").replace(".", " ").split()]
        return [spelling(token.text) for token in tokens[at : at + len(words)]] == listed
    return True


def _has_level_word(text: str, tokens: list[Token], first: int, last: int) -> bool:
    before = words_before(tokens, first, text, 2)
    if before and (before[-1] in LEVEL_BEFORE or " ".join(before) in LEVEL_BEFORE):
        return True
    if last < len(tokens) and not text[tokens[last - 1].end : tokens[last].start].strip():
        return tokens[last].text.lower() in LEVEL_AFTER
    return False


def _which(ids: list[str], text: str) -> str | None:
    """The one of several towns of a name whose province the text names; None if that does not decide."""
    if len(ids) == 1:
        return ids[0]
    low = text.lower()
    near = [id_ for id_ in ids if place(place(id_).province or "").names[0].lower() in low]
    if not near:
        folded = plain(text)
        near = [id_ for id_ in ids if " ".join(map(plain, place(place(id_).province or "").names[0].split())) in folded]
    return near[0] if len(near) == 1 else None


@cache
def _province_paths(script: str) -> Paths:
    return Paths(script, prefixes(plain_names("province", "city")))


@cache
def _town_paths(script: str) -> Paths:
    return Paths(script, prefixes(plain_names("town", "district")))


@lru_cache(maxsize=1 << 16)
def _advance(word: str, script: str, towns: bool, so_far: str) -> tuple[tuple[str, float], ...]:
    """What is read of a place's name after `word`: the whole of it, or some words of it."""
    if len(word) > 20:
        return ()
    paths = _town_paths(script) if towns else _province_paths(script)
    names = plain_names("town", "district") if towns else plain_names("province", "city")
    ends = paths.after(word, {so_far: 0.0}, PATH_LIMIT)
    return tuple((letters, cost) for letters, cost in ends.items() if letters in names or letters + " " in paths.allowed)


@lru_cache(maxsize=1 << 17)
def _begins(word: str, following: str, script: str) -> tuple[bool, bool]:
    """Whether a province, and whether a town or district, can begin with these two words."""
    return _opens(word, following, script, False), _opens(word, following, script, True)


def _opens(word: str, following: str, script: str, towns: bool) -> bool:
    names = plain_names("town", "district") if towns else plain_names("province", "city")
    for letters, cost in _advance(word, script, towns, ""):
        if letters in names or any(cost + more <= PATH_LIMIT for _, more in _advance(following, script, towns, letters + " ")):
            return True
    return False


def _read(text: str, tokens: list[Token], lang: str) -> list[Found]:
    """Places that are only written as they sound."""
    found: list[Found] = []
    stop, free = titles(lang).stop, 0
    for at, token in enumerate(tokens):
        if token.script not in SPACED or at < free:
            continue
        province, town = _begins(token.text, tokens[at + 1].text if at + 1 < len(tokens) else "", token.script)
        match = _spoken(text, tokens, at, False, stop) if province else None
        if match is None and town and any(other.text in LEVEL_AFTER for other in tokens[at + 1 : at + 5]):
            match = _spoken(text, tokens, at, True, stop)
        if match:
            found.append(match)
            free = match.last
    return found


def _spoken(text: str, tokens: list[Token], at: int, towns: bool, stop: frozenset[str]) -> Found | None:
    """The longest place that the words from `at` spell in their script."""
    names = plain_names("town", "district") if towns else plain_names("province", "city")
    script = tokens[at].script
    states, best = {"": 0.0}, None
    for last in range(at, min(at + 4, len(tokens))):
        token = tokens[last]
        if token.script != script or (last > at and text[tokens[last - 1].end : token.start] not in (" ", "-", "\u00a0")):
            break
        reached: dict[str, float] = {}
        for so_far, spent in states.items():
            for letters, cost in _advance(token.text, script, towns, so_far):
                if spent + cost <= PATH_LIMIT:
                    reached[letters] = min(reached.get(letters, 9.0), spent + cost)
        ended = [(cost, letters) for letters, cost in reached.items() if letters in names]
        if ended and not all(word.text in stop for word in tokens[at : last + 1]):
            best = (last + 1, min(ended)[1])
        states = {letters + " ": cost for letters, cost in reached.items()}
        if not states:
            break
    if best is None:
        return None
    last, name = best
    if towns and not _has_level_word(text, tokens, at, last):
        return None
    id_ = _which(list(names[name]), text)
    return Found(at, last, tokens[at].start, tokens[last - 1].end, id_) if id_ else None
