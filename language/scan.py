"""First pass: every stretch of a sentence gets one reading: a name, a date, a number, a listed form, or a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from thidua.graph.names import find_people, find_places, spelt_towns
from thidua.language.codes import codes
from thidua.language.data import Language
from thidua.language.dates import dates
from thidua.language.lexicon import Match, Sense, is_word, plain
from thidua.language.mention import DATE, MARK, NUMBER, OTHER, QUOTE, WORD, Mention
from thidua.language.numbers import numbers
from thidua.language.reading import QUOTES, REACH

ROMAN = re.compile(r"(?<![A-Za-z0-9À-ɏḀ-ỹ])[IVX]{1,5}(?![A-Za-z0-9À-ɏḀ-ỹ])")
ROMAN_SIGN = re.compile("[\u2160-\u216b]")
_HANGUL = re.compile("[\uac00-\ud7a3]{3,}")
#: Marks of the Arabic script are those of the Latin.
_MARKS = str.maketrans("،؛؟", ",;?")
#: Which reading wins where two are equally long.
_RANK = ("NormativeDocument", DATE, "Person", WORD, "Place", NUMBER)

_PARTICLES = frozenset({"of", "and", "as", "copula", "agent", "giver", "recipient"})


def scan(text: str, lang: Language, provinces: frozenset[str] = frozenset()) -> list[Mention]:
    """The elements of `text`, in order, without overlap; together they cover all but white space.

    Quotations are one element: what stands in them is the name of a movement or somebody's words, not a statement.
    """
    low = plain(text)
    quotes = [
        Mention(QUOTE, m.start(), m.end(), m[0], data={"text": (m[1] or m[2] or m[3]).strip()})
        for m in QUOTES.finditer(text)
    ]
    named = _candidates(text, low, lang, provinces)
    found = [m for m in named if not any(q.start <= m.start and m.end <= q.end for q in quotes)]
    chosen = _cover([*quotes, *found], low if lang.glued else "")
    return list(_with_rest(text, chosen))


def _candidates(text: str, low: str, lang: Language, provinces: frozenset[str]) -> Iterator[Mention]:
    for code in codes(text):
        data = {"number": code.number}
        yield Mention("NormativeDocument", code.start, code.end, text[code.start : code.end], data=data)
    for date in dates(low, lang.code):
        data = {"value": date.value} if date.offset is None else {"offset": str(date.offset)}
        data |= {"back": "yes"} if date.back else {}
        yield Mention(DATE, date.start, date.end, text[date.start : date.end], data=data)
    for number in numbers(low, lang.numbers):
        end = _ordinal_end(low, number.end, lang)
        senses = (Sense("number-ordinals", number.value),) if end > number.end else ()
        yield Mention(NUMBER, number.start, end, text[number.start : end], senses, {"value": number.value})
    for sign in ROMAN_SIGN.finditer(text):
        value = format(unicodedata.numeric(sign[0]), "g")
        yield Mention(NUMBER, sign.start(), sign.end(), sign[0], data={"value": value, "roman": "yes"})
    for roman in ROMAN.finditer(text):
        yield Mention(NUMBER, roman.start(), roman.end(), roman[0], data={"value": _roman(roman[0]), "roman": "yes"})
    for person in find_people(text, lang.code):
        yield Mention(
            "Person", person.start, person.end, text[person.start : person.end], data={"label": person.name.label}
        )
    places = find_places(text, lang.code, provinces)
    for place in places:
        yield Mention("Place", place.start, place.end, text[place.start : place.end], data={"place": place.place_id})
    found = {place.start for place in places}
    for word in _HANGUL.finditer(text) if lang.glued else ():  # a town of several provinces: no particles inside
        if word.start() not in found and spelt_towns(word[0]):
            yield Mention(OTHER, word.start(), word.end(), word[0])
    for match in lang.lexicon.matches(low):
        yield _form(text, match)
    yield from _prefixed(text, low, lang)


def _prefixed(text: str, low: str, lang: Language) -> Iterator[Mention]:
    """Bodies with "provincial" written onto their name ("Provinzpolizei"), listed without it."""
    for prefix in lang.prefixes.finditer(low) if lang.prefixes else ():
        for match in lang.lexicon.matches(low[prefix.end() : prefix.end() + REACH]):
            if match.start == 0 and any(s.table == "body" for s in match.senses):
                yield _form(text, Match(prefix.start(), prefix.end() + match.end, match.senses))


def _ordinal_end(low: str, end: int, lang: Language) -> int:
    """Where "8th" ends, or `end` itself for a plain number."""
    for suffix in lang.numbers.get("ordinal_suffixes", ()):
        after = end + len(suffix)
        if low.startswith(suffix, end) and not (after < len(low) and is_word(low[after])):
            return after
    return end


def _form(text: str, match: Match) -> Mention:
    """A listed form; a number word is a number."""
    start, end, senses = match
    for table in ("number-words", "number-ordinals"):
        if value := next((s.concept for s in senses if s.table == table), None):
            return Mention(NUMBER, start, end, text[start:end], senses, {"value": value})
    return Mention(WORD, start, end, text[start:end], senses)


def _cover(found: list[Mention], glued: str) -> list[Mention]:
    """Leftmost, then longest, then by rank. `glued` is a text whose words hide single letters that are no forms."""
    rank = {kind: n for n, kind in enumerate(_RANK)}
    named = [m for m in found if m.has("cluster") or (m.type == DATE and any(c.isdigit() for c in m.text))]
    marks = frozenset(m.start for m in found if m.has("number"))
    fields = {(m.start, m.end) for m in found if m.has("portfolio")}
    ends = {end for _, end in fields}
    titles = [m for m in found if m.start in ends and m.has("role")]
    bodies = [m for m in found if m.has("body")]
    spans = {(m.start, m.end) for m in found}
    leaders = [m for m in found if m.has("role", "leader") or m.has("role", "deputy_leader")]
    kept = [m for m in found if not _cuts(m, named, marks) and not _splits(m, bodies, spans)]
    kept = [m for m in kept if not _hides(m, titles, fields) and not _splits_leader(m, leaders)]
    chosen: list[Mention] = []
    for mention in sorted(kept, key=lambda m: (m.start, -m.end, rank.get(m.type, 0))):
        end = chosen[-1].end if chosen else 0
        if mention.start >= end and not (glued and _inside_word(mention, end, glued)):
            chosen.append(mention)
    return chosen


def _inside_word(mention: Mention, end: int, text: str) -> bool:
    """Whether a form of one letter stands behind an unread letter of its word, and is no particle."""
    alone = mention.type == WORD and mention.end - mention.start == 1 and _PARTICLES.isdisjoint(mention.tables)
    return alone and end < mention.start and is_word(text[mention.start - 1])


def _cuts(mention: Mention, named: list[Mention], marks: frozenset[int]) -> bool:
    """Whether a form ("units of the cluster", "on the day") would cut off a cluster's name or a date begun inside, or
    a role ("leader of the cluster") its number."""
    if mention.has("role") and not marks.isdisjoint({mention.end, mention.end + 1}):
        return any(mention.start < n.start and n.end == mention.end for n in named)
    cutting = not mention.tables.isdisjoint(("cluster_ref", "event", "role"))
    return mention.type == WORD and any(
        mention.start < n.start < mention.end < n.end for n in named if cutting or n.type == DATE
    )


def _splits(mention: Mention, bodies: list[Mention], spans: set[tuple[int, int]]) -> bool:
    """Whether a form takes the first word of a body from it, and is a form without it ("của tỉnh" before "tỉnh ủy")."""
    return (
        mention.type == WORD
        and mention.tables == {"local"}
        and any(mention.start < b.start < mention.end < b.end and (mention.start, b.start - 1) in spans for b in bodies)
    )


def _splits_leader(mention: Mention, leaders: list[Mention]) -> bool:
    """Whether a form that only counts bodies would split "leader of the group" (のグループ, グループ長)."""
    counts = mention.has("group") and not mention.has("cluster")
    return counts and any(mention.start < n.start < mention.end < n.end for n in leaders)


def _hides(mention: Mention, titles: list[Mention], fields: set[tuple[int, int]]) -> bool:
    """Whether a ministry's name ends with the first letter of its minister's title (财政部长)."""
    ministry = any(s.table == "body" and s.concept.startswith("ministry-") for s in mention.senses)
    return ministry and any(
        mention.start < t.start < mention.end < t.end and (mention.start, t.start) in fields for t in titles
    )


def _with_rest(text: str, chosen: list[Mention]) -> Iterator[Mention]:
    at = 0
    for mention in [*chosen, Mention(OTHER, len(text), len(text), "")]:
        yield from _words(text, at, mention.start)
        if mention.start < len(text):
            yield mention
        at = mention.end


def _words(text: str, start: int, end: int) -> Iterator[Mention]:
    at = start
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        stop = at + 1
        if is_word(text[at]):
            while stop < end and is_word(text[stop]):
                stop += 1
        yield Mention(OTHER, at, stop, text[at:stop]) if is_word(text[at]) else _mark(text, at)
        at = stop


def _mark(text: str, at: int) -> Mention:
    return Mention(MARK, at, at + 1, text[at].translate(_MARKS))


def _roman(text: str) -> str:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    total = sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    return str(total)
