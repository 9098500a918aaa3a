"""What is asked for: question words, the noun beside them, posts and topics, from the forms found in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from thidua.language.data import language_or_neutral
from thidua.language.lexicon import Match, plain
from thidua.language.reading import JOINT
from thidua.qa.understanding.link import Link
from thidua.qa.words import Asking

#: Things that are asked for without "how much" as well.
MEASURED = frozenset({"rate", "rank", "grdp", "growth", "income", "poverty", "age", "budget", "disbursement"})
#: Things that are counted one by one; beside a measured thing they only say whose it is.
COUNTED = frozenset(
    {"member_units", "collectives", "individuals", "delegates", "households", "provinces", "districts", "communes"}
)
#: How far, in characters, the noun asked for may stand from its interrogative.
REACH = 14
#: How far the thing counted may stand after "how many", and the next after "and".
BESIDE = 6
COUNTED_BESIDE = COUNTED | {"people", "workers"}
#: What somebody does: with a word for it, "who was" asks who did it.
DEEDS = frozenset({"launched", "issued", "signed", "holds_post", "attends", "with", "speaks", "implements", "awarded"})
SHIELDS = frozenset({"event", "document", "movement", "sector", "body"})


def ids_of(matches: Iterable[tuple[Match, str]]) -> frozenset[str]:
    return frozenset(concept for _, concept in matches)


def cover_of(words: Asking, text: str, table: str, shields: Sequence[tuple[int, int]]) -> list[tuple[Match, str]]:
    """The forms of one table, leftmost and longest, without overlap; one stretch may mean several concepts.

    An ending is no question word, though it may be written like one ("-কে", "to", and "কে", "who").
    """
    matches = [m for m in words.matches(plain(text)) if any(s.table == table for s in m.senses)]
    matches = [m for m in matches if table != "ask" or text[m.start - 1 : m.start] != JOINT]
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        inside = any(s <= match.start and match.end <= e for s, e in shields)
        if not inside and (not chosen or match.start >= chosen[-1].end):
            chosen.append(match)
    return [(m, s.concept) for m in chosen for s in m.senses if s.table == table]


def covered(start: int, end: int, used: Sequence[tuple[int, int]]) -> bool:
    """Whether question words make up the whole of a word, or of a run of letters that holds several."""
    while ends := [last for first, last in used if first <= start < last]:
        start = max(ends)
    return start >= end


def whole_of(found: Sequence[tuple[Match, str]], others: Iterable[Match]) -> list[tuple[Match, str]]:
    """Without the forms that are only a part of a longer word for something else ("dự" in "dự án")."""
    longer = list(others)
    return [
        (m, c)
        for m, c in found
        if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in longer)
    ]


def concepts_of(text: str, lang: str) -> list[Match]:
    """Names of things of the domain, in which no shorter question word is meant ("hội" in "đại hội")."""
    return [
        m for m in language_or_neutral(lang).lexicon.matches(plain(text)) if any(s.table in SHIELDS for s in m.senses)
    ]


def asks_of(found: Sequence[tuple[Match, str]], text: str) -> frozenset[str]:
    """Question words; "is", "did" ask yes or no only at the beginning and where nothing else is asked."""
    ids = set(ids_of(found))
    if "yes_no" in ids:
        others = ids - {"yes_no", "number"}
        opens = any(concept == "yes_no" and (m.start <= 2 or len(plain(text)) - m.end <= 2) for m, concept in found)
        first = any(concept == "yes_no" and m.start <= 2 for m, concept in found)
        if any(concept == "which" and m.start <= 2 for m, concept in found) and not first:
            opens = False  # "What does X do?"
        if others - {"which"} or not opens or any(m.start > 2 and concept == "which" for m, concept in found):
            ids.discard("yes_no")
        else:
            ids.discard("which")
    return frozenset(ids)


def who_of(
    asks: frozenset[str], said: Sequence[tuple[Match, str]], topics: Sequence[tuple[Match, str]]
) -> frozenset[str]:
    """What is asked: "who was" asks about somebody, but with a word for a deed, who did it: "Who was behind it?"."""
    about = [m for m, ask in said if ask == "about"]
    beside = [d for m, d in topics if not any(a.start <= m.start and m.end <= a.end for a in about)]
    return asks - {"about"} | {"who"} if about and DEEDS & set(beside) else asks


def nouns_of(
    asks: Sequence[tuple[Match, str]],
    nouns: Sequence[tuple[Match, str]],
    words: Asking,
    beyond: Sequence[Match] = (),
) -> frozenset[str]:
    """What "which" asks for: the noun beside it, on the side where the language puts it; `beyond` are words that may
    stand between ("the latest").
    """
    found: set[str] = set()
    reach = REACH + sum(m.end - m.start for m in beyond)
    for match, concept in asks:
        if concept not in ("which", "how_many"):
            continue
        near = [(_gap(match, noun, words.noun_after), id_) for noun, id_ in nouns]
        near = [(gap, id_) for gap, id_ in near if 0 <= gap <= reach]
        if near:
            closest = min(gap for gap, _ in near)
            found.update(id_ for gap, id_ in near if gap == closest)
    return frozenset(found)


def counted_of(asks: Sequence[tuple[Match, str]], things: Sequence[tuple[Match, str]]) -> frozenset[str]:
    """The things a question is about: those right after "how many", with what is measured; else all."""
    ends = [m.end for m, concept in asks if concept in ("how_many", "how_much")]
    beside: set[str] = set()
    for match, thing in sorted(things, key=lambda found: found[0].start):
        if any(0 <= match.start - end <= BESIDE for end in ends):
            beside.add(thing)
            ends.append(match.end)
    everything = ids_of(things)
    return frozenset(beside | everything - COUNTED if beside & COUNTED_BESIDE else everything)


def _gap(asked: Match, noun: Match, noun_after: bool) -> int:
    return noun.start - asked.end if noun_after else asked.start - noun.end


def roles_of(text: str, lang: str, links: Sequence[Link]) -> list[tuple[Match, str]]:
    """The posts the question speaks of, longest form first, also where "the chairman" could be somebody's reference."""
    matches = [
        m for m in language_or_neutral(lang).lexicon.matches(plain(text)) if any(s.table == "role" for s in m.senses)
    ]
    named = [
        (x.start, x.end)
        for x in links
        if x.type in ("Person", "Organization", "NormativeDocument", "Movement", "Quote") and x.end > x.start
    ]
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        inside = any(s <= match.start and match.end <= e for s, e in named)
        if not inside and (not chosen or match.start >= chosen[-1].end):
            chosen.append(match)
    return [(m, s.concept) for m in chosen for s in m.senses if s.table == "role"]


#: What a post in a cluster means for it.
SEATS = {
    "leader": "leads",
    "chair": "leads",
    "head": "leads",
    "deputy_leader": "deputy_leads",
    "deputy_chair": "deputy_leads",
    "deputy_head": "deputy_leads",
    "member": "member_of",
}


def seats_of(roles: Sequence[str], links: Sequence[Link]) -> set[str]:
    """The claim kinds that posts stand for where a cluster is spoken of; a leader is always a cluster's."""
    in_cluster = any(x.type == "EmulationCluster" for x in links)
    return {SEATS[r] for r in roles if r in SEATS and (in_cluster or r in ("leader", "deputy_leader"))}


def topics_of(
    found: Sequence[tuple[Match, str]],
    roles: Sequence[str],
    links: Sequence[Link],
    text: str,
    lang: str,
    *,
    apart: bool = False,
) -> frozenset[str]:
    """Topics; the head named beside a deputy is whom he stands in for, unless both are spoken of: with "and", or
    `apart`, in a clause of time.
    """
    told = {concept for _, concept in found}
    ids = told | (seats_of(roles, links) - ({"leads"} if "chairs" in told else set()))  # the chair of a meeting
    if {"leads", "deputy_leads"} <= ids and not apart and not _both(found, text, lang):
        ids.discard("leads")
    return frozenset(ids)


def _both(found: Sequence[tuple[Match, str]], text: str, lang: str) -> bool:
    """Whether "and" or a comma stands between a word for leading and one for the deputy."""
    low = plain(text)
    joints = [m.start() for m in re.finditer(r"[,;/、،，]", low)]
    joints += [
        m.start for m in language_or_neutral(lang).lexicon.matches(low) if any(s.table == "and" for s in m.senses)
    ]
    heads = [m for m, concept in found if concept == "leads"]
    deputies = [m for m, concept in found if concept == "deputy_leads"]
    heads = [h for h in heads if not any(d.start <= h.start and h.end <= d.end for d in deputies)]
    if not heads or not deputies:
        return bool(joints) and not heads
    return any(min(h.start, d.start) < j <= max(h.start, d.start) for h in heads for d in deputies for j in joints)
