"""Finds place names in running text."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from thidua.graph.names.glued_places import glued_places
from thidua.graph.names.place_words import Found, its_town, level_word, level_words, of_kind, which_town
from thidua.graph.names.places import Listed, ambiguous, foreign_names, latin_index, lower_starts, place, well_known
from thidua.graph.names.scripts import script_of
from thidua.graph.names.spoken_places import spoken_places
from thidua.graph.names.syllables import is_marked, plain, spelling
from thidua.graph.names.tokens import Token

JOINERS = " \u00a0-–—.\u2011"
LISTED = (",", "、", "·", "，", "・")
#: What stands between the towns of a list.
AND = (",", ";", "", "và", "and", "und", "et", "y", "e", "og", "dan")


@cache
def _known_foreign() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    names = foreign_names()
    matcher = ahocorasick_rs.AhoCorasick(
        [name for name, _ in names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
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
    doubtful = {i for i in found if text[i[0] : i[1]] in ambiguous() and not _has_word_beside(text, i[0], i[1])}
    sure = [item for item in found if item not in doubtful]
    return sorted([*sure, *(item for item in doubtful if _listed_with(text, item, sure))])


def _listed_with(text: str, item: tuple[int, int, str], sure: list[tuple[int, int, str]]) -> bool:
    """Whether nothing but the comma of a list stands between the name and a place ("하이즈엉, 하남, 닌빈")."""
    gaps = [text[end : item[0]] for _, end, _ in sure if end <= item[0]] + [
        text[item[1] : start] for start, _, _ in sure if start >= item[1]
    ]
    return any(gap.strip() in LISTED and gap.strip() for gap in gaps)


def _has_word_beside(text: str, start: int, end: int) -> bool:
    beside = tuple(level_words("beside"))
    return text[end : end + 8].lstrip(" ").startswith(beside) or text[max(start - 8, 0) : start].rstrip(" ").endswith(
        beside
    )


def scan(text: str, tokens: list[Token], lang: str, near: frozenset[str] = frozenset()) -> list[Found]:
    """Every place in reading order, longest first where several begin together.

    `near`: the provinces that the whole report names, and the towns and districts that it names with their level.
    """
    found = _latin(text, tokens, lang, near)
    if any(token.script not in ("latn", "digit") for token in tokens):
        taken = [(found_.start, found_.end) for found_ in found]
        for start, end, id_ in _listed(text):
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                inside = [at for at, token in enumerate(tokens) if token.start < end and token.end > start]
                found.append(Found(inside[0], inside[-1] + 1, start, end, id_))
        found += [
            item
            for item in spoken_places(text, tokens, lang)
            if all(item.end <= low or item.start >= high for low, high in taken)
        ]
        taken = [(item.start, item.end) for item in found]
        provinces = near | {place(item.place).province or item.place for item in found}
        found += [
            item
            for item in glued_places(text, tokens, provinces)
            if all(item.end <= low or item.start >= high for low, high in taken)
        ]
        found = [item if script_of(text[item.start]) == "latn" else its_town(text, tokens, item) for item in found]
    return sorted(found, key=lambda item: item.start)


def _latin(text: str, tokens: list[Token], lang: str, near: frozenset[str]) -> list[Found]:
    index, lower = latin_index(), lower_starts()
    found: list[Found] = []
    strict, free = lang == "vi" and is_marked(text), 0
    for at, token in enumerate(tokens):
        if at < free or token.script != "latn" or (token.text[0].islower() and plain(token.text) not in lower):
            continue
        first = plain(token.text)
        following = plain(tokens[at + 1].text) if at + 1 < len(tokens) else ""
        names = (*index.get(f"{first} {following}", ()), *index.get(first, ()))
        match = _longest(text, tokens, at, names, strict, found, near) if names else None
        if match:
            free = match.last
            if match.place:
                found.append(match)
    return found


def _longest(
    text: str,
    tokens: list[Token],
    at: int,
    names: tuple[Listed, ...],
    strict: bool,
    found: list[Found],
    near: frozenset[str],
) -> Found | None:
    """The longest name there: a town or district beside a word that says so, and before a province of its name.

    Without the word it is one that the report names with it elsewhere, if no province has that name.
    """
    fitting = [item for item in names if _fits(text, tokens, at, item, strict)]
    if not fitting:
        return None
    last = at + len(fitting[0].words)
    ids = [item.place for item in fitting if len(item.words) == len(fitting[0].words)]
    towns = [id_ for id_ in ids if id_ and place(id_).level in ("town", "district")]
    others = [id_ for id_ in ids if id_ not in towns]
    span = (at, last, tokens[at].start, tokens[last - 1].end)
    inside = frozenset() if others else near  # a province's name is its chief town's, too
    if towns and (chosen := _town(text, tokens, at, last, towns, found, inside)):
        return Found(*span, chosen)
    if others:
        return Found(*span, others[0])
    if len(named := [id_ for id_ in towns if id_ in near]) == 1 and last - at > 1:
        return Found(*span, named[0])
    shorter = tuple(item for item in fitting if len(item.words) < len(fitting[0].words))
    return _longest(text, tokens, at, shorter, strict, found, near) if shorter else None


def _town(
    text: str, tokens: list[Token], at: int, last: int, ids: list[str], found: list[Found], provinces: frozenset[str]
) -> str | None:
    """Which town or district is meant, if one is: a word says so, a list goes on, or the town is known to all.

    Of several of a name the one whose province the text names; `provinces` are those that the text around it names.
    """
    before = found[-1] if found and found[-1].last in (at, at - 1) and "." in found[-1].place else None
    if before and text[before.end : tokens[at].start].strip() in AND:
        province = place(before.place).province
        near = [id_ for id_ in ids if place(id_).province == province]
        return near[0] if near else which_town(ids, text)
    inside = [id_ for id_ in ids if place(id_).province in provinces]
    word = level_word(text, tokens, at, last)
    if word or any(id_ in well_known() for id_ in ids):
        kind, local = of_kind(ids, word), of_kind(inside, word)
        return which_town(kind, text) or (local[0] if len(local) == 1 else None)
    if last - at > 1 and len(inside) == 1 and _goes_on(text, tokens, at):  # the name before it was not read
        return inside[0]
    return None


def _goes_on(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the token goes on with a list ("A, B and C")."""
    joint = text[tokens[at - 1].end : tokens[at].start].strip() if at > 1 else ""
    return joint in (",", ";") if joint else at > 1 and tokens[at - 1].text in AND[3:]


def _fits(text: str, tokens: list[Token], at: int, item: Listed, strict: bool) -> bool:
    """Whether the name stands there, with capitals, and with the right tones where the text has any."""
    words, name = item.words, item.name
    last = at + len(words)
    if last > len(tokens) or any(
        plain(token.text) != word for token, word in zip(tokens[at:last], words, strict=False)
    ):
        return False
    if name[0].isupper() and (tokens[at].text[0].islower() or (tokens[last - 1].text[0].islower() and len(words) < 3)):
        return False
    for left, right in zip(tokens[at : last - 1], tokens[at + 1 : last], strict=True):
        gap = text[left.end : right.start]
        if len(gap) > 3 or gap.strip(JOINERS):
            return False
    written = text[tokens[at].start : tokens[last - 1].end]
    parts = [
        match for match in name.replace("-", " ").replace("–", " ").replace(".", " ").replace(",", " ").split() if match
    ]
    if len(words) < len(parts):
        return not is_marked(written)
    if len(words) == 1 and len(words[0]) < 4 and not is_marked(written):
        return False
    if strict or is_marked(written):
        return [spelling(token.text) for token in tokens[at:last]] == [spelling(part) for part in parts]
    return True
