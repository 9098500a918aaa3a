"""Finds place names in running text."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from thidua.graph.names.places import Listed, foreign_names, latin_index, lower_starts, place, plain_names, well_known
from thidua.graph.names.scripts import TABLES, script_of
from thidua.graph.names.syllables import is_marked, plain, prefixes, spelling
from thidua.graph.names.titles import titles
from thidua.graph.names.tokens import Token, words_before
from thidua.graph.names.transducer import Paths

SPACED = {"deva", "beng", "cyrl", "thai", "arab", "hang"} & set(TABLES)
PATH_LIMIT = 1.3
THAI_LEVELS = ("จังหวัด", "นคร", "เมือง", "กรุง")
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
        if script not in ("hani", "thai") and (before == script or (after == script and script != "hang")):
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
    index, lower = latin_index(), lower_starts()
    found: list[Found] = []
    strict, free = lang == "vi" and is_marked(text), 0
    for at, token in enumerate(tokens):
        if at < free or token.script != "latn" or (token.text[0].islower() and plain(token.text) not in lower):
            continue
        first = plain(token.text)
        following = plain(tokens[at + 1].text) if at + 1 < len(tokens) else ""
        names = (*index.get(f"{first} {following}", ()), *index.get(first, ()))
        match = _longest(text, tokens, at, names, strict, found) if names else None
        if match:
            free = match.last
            if match.place:
                found.append(match)
    return found


def _longest(text: str, tokens: list[Token], at: int, names: tuple[Listed, ...], strict: bool, found: list[Found]) -> Found | None:
    """The longest name there: a town or district only beside a word that says so, and before a province of its name."""
    fitting = [item for item in names if _fits(text, tokens, at, item, strict)]
    if not fitting:
        return None
    last = at + len(fitting[0].words)
    ids = [item.place for item in fitting if len(item.words) == len(fitting[0].words)]
    towns = [id_ for id_ in ids if id_ and place(id_).level in ("town", "district")]
    others = [id_ for id_ in ids if id_ not in towns]
    span = (at, last, tokens[at].start, tokens[last - 1].end)
    if towns and (chosen := _town(text, tokens, at, last, towns, found)):
        return Found(*span, chosen)
    if others:
        return Found(*span, others[0])
    shorter = tuple(item for item in fitting if len(item.words) < len(fitting[0].words))
    return _longest(text, tokens, at, shorter, strict, found) if shorter else None


def _town(text: str, tokens: list[Token], at: int, last: int, ids: list[str], found: list[Found]) -> str | None:
    """Which town or district is meant, if one is: a word says so, a list of them goes on, or the town is known to all."""
    before = found[-1] if found and found[-1].last in (at, at - 1) and "." in found[-1].place else None
    listed = before is not None and text[before.end : tokens[at].start].strip() in (",", ";", "", "và", "and", "und", "et", "y")
    if listed and before:
        province = place(before.place).province
        near = [id_ for id_ in ids if place(id_).province == province]
        return near[0] if near else _which(ids, text)
    if _has_level_word(text, tokens, at, last) or any(id_ in well_known() for id_ in ids):
        return _which(ids, text)
    return None


def _fits(text: str, tokens: list[Token], at: int, item: Listed, strict: bool) -> bool:
    """Whether the name stands there, with capitals, and with the right tones where the text has any."""
    words, name = item.words, item.name
    last = at + len(words)
    if last > len(tokens) or any(plain(token.text) != word for token, word in zip(tokens[at:last], words, strict=False)):
        return False
    if name[0].isupper() and (tokens[at].text[0].islower() or (tokens[last - 1].text[0].islower() and len(words) < 3)):
        return False
    for left, right in zip(tokens[at : last - 1], tokens[at + 1 : last], strict=True):
        gap = text[left.end : right.start]
        if len(gap) > 3 or gap.strip(JOINERS):
            return False
    written = text[tokens[at].start : tokens[last - 1].end]
    parts = [match for match in name.replace("-", " ").replace("–", " ").replace(".", " ").replace(",", " ").split() if match]
    if len(words) < len(parts):
        return not is_marked(written)
    if len(words) == 1 and len(words[0]) < 4 and not is_marked(written):
        return False
    if strict or is_marked(written):
        return [spelling(token.text) for token in tokens[at:last]] == [spelling(part) for part in parts]
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
        if token.script == "thai":
            found += _thai(tokens, at)
            continue
        province, town = _begins(token.text, tokens[at + 1].text if at + 1 < len(tokens) else "", token.script)
        match = _spoken(text, tokens, at, False, stop) if province else None
        if match is None and town and any(other.text in LEVEL_AFTER for other in tokens[at + 1 : at + 5]):
            match = _spoken(text, tokens, at, True, stop)
        if match:
            found.append(match)
            free = match.last
    return found


def _thai(tokens: list[Token], at: int) -> list[Found]:
    """A province glued to the Thai word for one."""
    token = tokens[at]
    for level in THAI_LEVELS:
        found = token.text.rfind(level)
        if found >= 0:
            start, names = found + len(level), plain_names("province", "city")
            ended = [(cost, letters) for letters, cost in _advance(token.text[start:], "thai", False, "") if letters in names]
            if ended:
                return [Found(at, at + 1, token.start + start, token.end, names[min(ended)[1]][0])]
    return []


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
