"""A question as it is understood: language, what is wanted, which claims it speaks of, whom it names, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thidua.graph.names import fold
from thidua.graph.stores.base import Store
from thidua.language.data import language_or_neutral
from thidua.language.lexicon import Match, plain
from thidua.language.mention import DATE, NUMBER, OTHER, ROLE, WORD, Mention
from thidua.language.recognise import elements
from thidua.qa import time as times
from thidua.qa.link import Link, link
from thidua.qa.words import TABLES, Asking, asking, asking_languages, spoken

#: How far, in characters, the noun asked for may stand from its interrogative.
REACH = 14
SHIELDS = frozenset({"event", "document", "movement", "sector", "body", "honour"})
SPECIFIC_TABLES = ("sector", "heads", "unit", "group", "level", "body")


@dataclass(frozen=True, slots=True)
class Specific:
    """Something the question says that a fitting source must say too. `kind`: word, place, number, date, quote or a table of terms."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """`asks`, `nouns`, `topics`, `things` hold ids of questions.toml; `roles` codes of the ontology."""

    text: str
    lang: str
    asks: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    window: times.Window = times.Window()
    specifics: tuple[Specific, ...] = ()
    follows: bool = False
    more: bool = False

    def of(self, *types: str) -> tuple[Link, ...]:
        return tuple(x for x in self.links if x.type in types)

    def has(self, *topics: str) -> bool:
        return bool(self.topics & set(topics))

    def wants(self, *ids: str) -> bool:
        """Whether any of these is asked for, by question word or by the noun beside one."""
        return bool((self.asks | self.nouns) & set(ids))

    @property
    def cluster(self) -> Link | None:
        found = self.of("EmulationCluster")
        return next((x for x in found if not x.bare), found[0] if found else None)


def understand(text: str, store: Store, *, lang: str | None = None, today: str | None = None) -> Question:
    """Read one question by itself. `today` is the ISO date that "now" and "last year" count from."""
    code = lang if lang in asking_languages() else spoken(text)
    words = asking(code)
    parts = elements(text, code)
    links = _sensible(link(parts, text, store), _cover(words, text, "ask", ()))
    found = {table: _cover(words, text, table, _shields(parts, links, table)) for table in TABLES}
    longer = [m for table in ("thing", "noun", "topic") for m, _ in found[table]] + _concepts(text, code)
    found |= {table: _whole(found[table], longer) for table in ("thing", "noun", "topic")}
    roles = _roles(text, code, links)
    topics = _topics(found["topic"], roles, links)
    return Question(
        text=text, lang=code, asks=_asks(found["ask"], text), nouns=_nouns(found["ask"], found["noun"], words),
        topics=topics, things=_ids(found["thing"]), roles=tuple(r for r in roles if r not in ("leader", "deputy_leader")), links=links,
        window=_window(parts, links, found["time"], today or date.today().isoformat()),
        specifics=tuple(_specifics(parts, links, found, words)),
        follows=bool(found["follow"]) and (_opens(found["follow"], text) or "pronoun" in _ids(found["follow"])),
        more="else" in _ids(found["follow"]),
    )


def _ids(matches: Iterable[tuple[Match, str]]) -> frozenset[str]:
    return frozenset(concept for _, concept in matches)


def _shields(parts: Sequence[Mention], links: Sequence[Link], table: str) -> list[tuple[int, int]]:
    """Stretches in which no question word is looked for: names, and roles such as "deputy minister"."""
    kept = [(x.start, x.end) for x in links if not x.bare and x.type not in ("Event", "Movement", "Group", "Honour")]
    if table in ("topic", "ask"):
        kept += [(m.start, m.end) for m in parts if m.type == ROLE and m.get("role") not in ("leader", "deputy_leader")]
    return kept


def _cover(words: Asking, text: str, table: str, shields: Sequence[tuple[int, int]]) -> list[tuple[Match, str]]:
    """The forms of one table, leftmost and longest, without overlap; one stretch may mean several concepts."""
    matches = [m for m in words.lexicon.matches(plain(text)) if any(s.table == table for s in m.senses)]
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        inside = any(s <= match.start and match.end <= e for s, e in shields)
        if not inside and (not chosen or match.start >= chosen[-1].end):
            chosen.append(match)
    return [(m, s.concept) for m in chosen for s in m.senses if s.table == table]


def _whole(found: Sequence[tuple[Match, str]], others: Iterable[Match]) -> list[tuple[Match, str]]:
    """Without the forms that are only a part of a longer word for something else ("dự" in "dự án")."""
    longer = list(others)
    return [(m, c) for m, c in found if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in longer)]


def _concepts(text: str, lang: str) -> list[Match]:
    """Names of things of the domain, in which no shorter question word is meant ("hội" in "đại hội")."""
    return [m for m in language_or_neutral(lang).lexicon.matches(plain(text)) if any(s.table in SHIELDS for s in m.senses)]


def _sensible(links: Sequence[Link], asks: Sequence[tuple[Match, str]]) -> tuple[Link, ...]:
    """Without supposed names that hold the interrogative ("which association")."""
    unsure = [x for x in links if x.type == "Organization" and not x.entities and not x.body]
    wrong = [x for x in unsure if any(m.start < x.end and x.start < m.end for m, _ in asks)]
    return tuple(x for x in links if x not in wrong)


def _asks(found: Sequence[tuple[Match, str]], text: str) -> frozenset[str]:
    """Question words; "is", "did" ask yes or no only at the beginning and where nothing else is asked."""
    ids = set(_ids(found))
    if "yes_no" in ids:
        others = ids - {"yes_no", "number"}
        opens = any(concept == "yes_no" and (m.start <= 2 or len(plain(text)) - m.end <= 2) for m, concept in found)
        if others - {"which"} or not opens or any(m.start > 2 and concept == "which" for m, concept in found):
            ids.discard("yes_no")
        else:
            ids.discard("which")
    return frozenset(ids)


def _nouns(asks: Sequence[tuple[Match, str]], nouns: Sequence[tuple[Match, str]], words: Asking) -> frozenset[str]:
    """What "which" asks for: the noun beside it, on the side where the language puts it."""
    found: set[str] = set()
    for match, concept in asks:
        if concept not in ("which", "how_many"):
            continue
        near = [(_gap(match, noun, words.noun_after), id_) for noun, id_ in nouns]
        near = [(gap, id_) for gap, id_ in near if 0 <= gap <= REACH]
        if near:
            closest = min(gap for gap, _ in near)
            found.update(id_ for gap, id_ in near if gap == closest)
    return frozenset(found)


def _gap(asked: Match, noun: Match, noun_after: bool) -> int:
    return noun.start - asked.end if noun_after else asked.start - noun.end


def _roles(text: str, lang: str, links: Sequence[Link]) -> tuple[str, ...]:
    """The posts the question speaks of, longest form first, also where "the chairman" could be somebody's reference."""
    matches = [m for m in language_or_neutral(lang).lexicon.matches(plain(text)) if any(s.table == "role" for s in m.senses)]
    named = [(x.start, x.end) for x in links if x.type in ("Person", "Organization", "NormativeDocument")]
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        inside = any(s <= match.start and match.end <= e for s, e in named)
        if not inside and (not chosen or match.start >= chosen[-1].end):
            chosen.append(match)
    return tuple(dict.fromkeys(s.concept for m in chosen for s in m.senses if s.table == "role"))


def _topics(found: Sequence[tuple[Match, str]], roles: Sequence[str], links: Sequence[Link]) -> frozenset[str]:
    """Topics; a head right after "deputy" is part of it, and the chair of a cluster leads it."""
    ids: set[str] = set()
    deputies = [m for m, concept in found if concept == "deputy_leads"]
    for match, concept in found:
        if concept == "leads" and any(0 <= match.start - d.end <= 2 for d in deputies):
            continue
        ids.add(concept)
    in_cluster = any(x.type == "EmulationCluster" for x in links)
    for role, kind in (("leader", "leads"), ("deputy_leader", "deputy_leads"), ("chair", "leads"), ("head", "leads"),
                       ("deputy_chair", "deputy_leads"), ("deputy_head", "deputy_leads")):
        if role in roles and (in_cluster or role in ("leader", "deputy_leader")):
            ids.add(kind)
    if "deputy_leads" in ids and "deputy_leader" in roles and "leader" not in roles and not _said(found, "leads", deputies):
        ids.discard("leads")
    return frozenset(ids)


def _said(found: Sequence[tuple[Match, str]], topic: str, beside: Sequence[Match]) -> bool:
    return any(c == topic and not any(0 <= m.start - d.end <= 2 or d.start <= m.start < d.end for d in beside) for m, c in found)


def _opens(found: Sequence[tuple[Match, str]], text: str) -> bool:
    return any(concept == "open" and m.start <= 1 for m, concept in found)


def _window(parts: Sequence[Mention], links: Sequence[Link], found: Sequence[tuple[Match, str]], today: str) -> times.Window:
    """The year, period or month asked about. A full date describes an event and is no window."""
    for part in parts:
        if part.type != DATE or any(x.start <= part.start and part.end <= x.end for x in links):
            continue
        value = part.get("value")
        if part.get("offset"):
            value = str(int(today[:4]) + int(part.data["offset"]))
        if not value or not re.fullmatch(r"\d{4}(-\d\d)?(/\d{4})?", value):
            continue
        for match, concept in found:
            beside = 0 <= part.start - match.end <= 6 or 0 <= match.start - part.end <= 4
            if concept in ("before", "after") and beside and "/" not in value:
                return times.before(value) if concept == "before" else times.after(value)
        return times.within(value)
    ids = _ids(found)
    for name, offset in (("last_year", -1), ("this_year", 0), ("next_year", 1)):
        if name in ids:
            return times.within(str(int(today[:4]) + offset))
    return times.Window("now", None, today, today[:4]) if "now" in ids else times.Window()


def _specifics(parts: Sequence[Mention], links: Sequence[Link], found: dict[str, list[tuple[Match, str]]], words: Asking) -> Iterable[Specific]:
    """What is left when question words, names and time are taken away: the words that single out a source."""
    used = [(m.start, m.end) for table in found for m, _ in found[table]]
    named = [(x.start, x.end) for x in links if x.entities and not x.bare and x.type in ("Person", "NormativeDocument")]
    for part in parts:
        if any(s <= part.start and part.end <= e for s, e in named):
            continue
        if part.type == "Organization" and not part.get("body") and any(m.start < part.end and part.start < m.end for m, _ in found["ask"]):
            continue
        if part.type == "Place" or (part.type in ("Organization", "EmulationCluster") and part.get("place")):
            yield Specific("place", part.data["place"])
        if part.type == "Organization" and part.get("body"):
            yield Specific("body", part.data["body"])
        elif part.type == "Organization" and part.get("label"):
            yield from (Specific("word", w) for w in fold(part.text).split() if len(w) > 1)
        elif part.type == NUMBER and not part.get("roman"):
            yield Specific("number", part.data["value"])
        elif part.type == DATE and re.search(r"-\d\d-\d\d$", part.get("value") or ""):
            yield Specific("date", part.data["value"])
        elif part.type == "Quote":
            yield Specific("quote", part.data["text"])
        elif part.type in (WORD, OTHER) and not any(s <= part.start and part.end <= e for s, e in used):
            yield from _word(part, words)


def _word(part: Mention, words: Asking) -> Iterable[Specific]:
    concepts = [s for s in part.senses if s.table in SPECIFIC_TABLES and s.table != "level"]
    if concepts:
        yield Specific(concepts[0].table, concepts[0].concept)
    elif part.type == OTHER and plain(part.text) not in words.stop and (len(part.text) > 1 or not part.text.isascii()):
        yield Specific("word", fold(part.text))


def continued(question: Question, earlier: Question) -> Question:
    """A follow-up with what it leaves unsaid taken from the question before it."""
    own = {x.type for x in question.links if not x.bare}
    kept = tuple(x for x in earlier.links if not x.bare and x.type not in own)
    same_topic = not (question.topics - {"with", "elected"}) and not question.roles
    return replace(
        question,
        asks=question.asks | earlier.asks if same_topic else question.asks or earlier.asks,
        nouns=question.nouns or earlier.nouns,
        topics=earlier.topics if same_topic else question.topics,
        things=question.things or earlier.things,
        roles=question.roles or (earlier.roles if same_topic else ()),
        links=tuple(x for x in question.links if not x.bare or x.type not in {k.type for k in kept}) + kept,
        window=question.window if question.window.mode != "any" else earlier.window,
        specifics=tuple(dict.fromkeys((*question.specifics, *earlier.specifics))),
    )
