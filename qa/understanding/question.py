"""A question as it is understood: language, what is wanted, which claims it speaks of, whom it names, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from thidua.graph.stores.base import Store
from thidua.language.data import language_or_neutral, languages
from thidua.language.lexicon import Match, plain
from thidua.language.mention import ROLE, WORD, Mention
from thidua.language.recognise import elements
from thidua.qa import time as times
from thidua.qa.catalog import known
from thidua.qa.understanding.asked import (
    SEATS,
    asks_of,
    concepts_of,
    counted_of,
    cover_of,
    ids_of,
    nouns_of,
    roles_of,
    topics_of,
    who_of,
    whole_of,
)
from thidua.qa.understanding.link import Link, Specific, link, of_hosts
from thidua.qa.understanding.specifics import specifics_of
from thidua.qa.understanding.spelling import corrected
from thidua.qa.understanding.tones import marked
from thidua.qa.understanding.window import Relation, relation_of, shift_of, windows_of
from thidua.qa.words import DEFAULT, TABLES, Asking, asking, asking_languages, spoken

VIETNAMESE = "vi"
#: Where a Latin name meets Chinese or Japanese.
SEAM = re.compile(r"(?<=[\u3040-\u9fff])(?=[A-Za-z\u00c0-\u1ef9])|(?<=[A-Za-z\u00c0-\u1ef9])(?=[\u3040-\u9fff])")
#: What of a question may be a Vietnamese name in another language.
NAMING = frozenset({"EmulationCluster", "NormativeDocument", "Organization", "Person", "Place"})
#: What somebody may or may not have done, where nothing but the mark at the end asks.
DOUBTED = frozenset({"received", "attends", "leads", "deputy_leads", "member_of", "chairs", "speaks", "implements"})
QUESTION_MARKS = ("?", "？", "؟")
#: The tables whose words' places tell the halves of a question apart.
SPOTTED = ("ask", "noun", "topic", "time")
#: The counted groups of the ontology in the words of questions.
GROUPS = {
    "units": "member_units",
    "collectives": "collectives",
    "individuals": "individuals",
    "delegates": "delegates",
    "households": "households",
}


class Spot(NamedTuple):
    """A word of questions.toml, and where in the question it stands."""

    table: str
    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """`asks`, `nouns`, `topics`, `things`, `order` hold ids of questions.toml; `roles` codes of the ontology.

    `lang` is the language it is asked in, `reply` the one to answer in. `windows` are all the times it names, `window`
    the first; `relates` is set where its time is that of another act ("when X led"); `spots` are where its words stand.
    `shift` is how many years from the year of the question before the one asked about is ("and the year before?").
    `told` are the claims of the answer before, of which nothing is asked again ("what else?"); `numbered` how many
    sources the answers have to the questions asked in one breath with it.
    """

    text: str
    lang: str
    reply: str
    asks: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    window: times.Window = times.ANY
    specifics: tuple[Specific, ...] = ()
    follows: bool = False
    more: bool = False
    corrects: bool = False
    told: tuple[str, ...] = ()
    numbered: int = 0
    windows: tuple[times.Window, ...] = ()
    order: frozenset[str] = frozenset()
    relates: Relation | None = None
    shift: int = 0
    spots: tuple[Spot, ...] = ()

    def of(self, *types: str) -> tuple[Link, ...]:
        return tuple(x for x in self.links if x.type in types)

    def has(self, *topics: str) -> bool:
        return bool(self.topics & set(topics))

    def wants(self, *ids: str) -> bool:
        """Whether any of these is asked for, by question word or by the noun beside one."""
        return bool((self.asks | self.nouns) & set(ids))

    @property
    def readable(self) -> bool:
        """Whether the question's language has a folder, so that clusters and posts in it are seen."""
        return self.lang in languages()

    @property
    def cluster(self) -> Link | None:
        found = self.of("EmulationCluster")
        return next((x for x in found if not x.bare), found[0] if found else None)


def understand(text: str, store: Store, *, lang: str | None = None, today: str | None = None) -> Question:
    """Read one question by itself, to be answered in `lang`, or else in its own language.

    `today` is the ISO date that "now" and "last year" count from.
    """
    told = lang if lang in asking_languages() else None
    written = marked(text)
    text = written or text
    code = VIETNAMESE if written else _language(text, told or DEFAULT)
    text = language_or_neutral(code).reading(text).text
    words = asking(code)
    parts = _parted(elements(text, code), text, code)
    links = _links(parts, text, words, store)
    found = _found(parts, links, text, words)
    posts = roles_of(text, code, links)
    roles = tuple(dict.fromkeys(role for _, role in posts))
    apart = "while" in ids_of(found["time"]) and bool(ids_of(found["ask"]) - {"when", "which"})
    topics = topics_of(found["topic"], roles, links, text, code, apart=apart)
    windows = windows_of(parts, links, found, today or date.today().isoformat())
    return Question(
        text=text,
        lang=code,
        reply=told or code,
        asks=_asked(who_of(asks_of(found["ask"], text), found["ask"], found["topic"]), topics, links, text),
        nouns=nouns_of(found["ask"], found["noun"], words, beyond=[m for m, _ in found["order"]]),
        topics=topics,
        things=_things(found, links),
        roles=tuple(r for r in roles if r not in ("leader", "deputy_leader")),
        links=links,
        window=windows[0] if windows else times.ANY,
        windows=windows,
        specifics=tuple(specifics_of(parts, links, found, words)),
        follows=bool(found["follow"]) and (_opens(found["follow"], text) or "pronoun" in ids_of(found["follow"])),
        corrects=any(concept == "other" and _contradicts(m, text) for m, concept in found["follow"]),
        more="else" in ids_of(found["follow"]),
        order=ids_of(found["order"]),
        relates=relation_of(found["time"], windows),
        shift=shift_of(found["time"]),
        spots=tuple(_spots(found, posts)),
    )


def _language(text: str, default: str) -> str:
    """The language asked in; a name may be Vietnamese in a question of any language."""
    code = spoken(text, default)
    if code != VIETNAMESE:
        return code
    around = text = SEAM.sub(" ", text)
    for name in (m for m in elements(text, VIETNAMESE) if m.type in NAMING):
        around = around[: name.start] + " " * (name.end - name.start) + around[name.end :]
    return spoken(around, VIETNAMESE)


def _links(parts: Sequence[Mention], text: str, words: Asking, store: Store) -> tuple[Link, ...]:
    links = _with_slips(link(parts, text, store), parts, text, store)
    links = _sensible(links, cover_of(words, text, "ask", ()))
    return of_hosts(tuple(_either(x, links, words, store) for x in links), known(store))


def _found(
    parts: Sequence[Mention], links: Sequence[Link], text: str, words: Asking
) -> dict[str, list[tuple[Match, str]]]:
    """The question words of each table, where they are words of their own."""
    found = {table: cover_of(words, text, table, _shields(parts, links, table)) for table in TABLES}
    parted = ("thing", "noun", "topic")
    longer = [m for table in parted for m, _ in found[table]] + concepts_of(text, words.code)
    return found | {table: whole_of(found[table], longer) for table in parted}


def _asked(asks: frozenset[str], topics: frozenset[str], links: Sequence[Link], text: str) -> frozenset[str]:
    """What is asked, where no word or another one says it: "Which sentence says that X led?", "X led it?"."""
    stated = "provenance" in asks and topics and any(x.entities and not x.bare for x in links)
    doubted = not asks and topics & DOUBTED and any(x.type in ("Person", "Organization") and x.entities for x in links)
    return frozenset({"yes_no"}) if stated or (doubted and text.rstrip().endswith(QUESTION_MARKS)) else asks


def _spots(found: dict[str, list[tuple[Match, str]]], posts: Sequence[tuple[Match, str]]) -> Iterable[Spot]:
    """Where the words stand; a post that leads a cluster is a word for leading."""
    for table in SPOTTED:
        yield from (Spot(table, concept, m.start, m.end) for m, concept in found[table])
    yield from (Spot("topic", SEATS[role], m.start, m.end) for m, role in posts if role in SEATS)


def _things(found: dict[str, list[tuple[Match, str]]], links: Sequence[Link]) -> frozenset[str]:
    """What is counted or measured; groups named elsewhere only where nothing stands beside "how many"."""
    counted = counted_of(found["ask"], found["thing"])
    if counted != ids_of(found["thing"]):
        return counted
    return counted | {GROUPS[x.kind] for x in links if x.type == "Group" and x.kind in GROUPS}


def _parted(parts: Sequence[Mention], text: str, lang: str) -> list[Mention]:
    """Words that end in the name of a cluster ("leader of Cluster" No. 4) are read again, to see the cluster."""
    for index, part in enumerate(parts):
        if part.type not in (ROLE, WORD) or any(m.type == "EmulationCluster" for m in parts):
            continue
        for at in (m.start() for m in re.finditer(r"(?<=\s)\S", part.text)):
            again = elements(text[part.start + at :], lang)
            if again and again[0].type == "EmulationCluster":
                shift = part.start + at
                moved = [replace(m, start=m.start + shift, end=m.end + shift) for m in again]
                return [*parts[:index], replace(part, end=shift, text=text[part.start : shift].rstrip()), *moved]
    return list(parts)


def _shields(parts: Sequence[Mention], links: Sequence[Link], table: str) -> list[tuple[int, int]]:
    """Stretches in which no question word is looked for: names, and roles such as "deputy minister"."""
    kept = [(x.start, x.end) for x in links if not x.bare and x.type not in ("Event", "Group", "Honour")]
    if table in ("topic", "ask"):
        kept += [(m.start, m.end) for m in parts if m.type == ROLE and m.get("role") not in ("leader", "deputy_leader")]
    return kept


def _with_slips(links: tuple[Link, ...], parts: Sequence[Mention], text: str, store: Store) -> tuple[Link, ...]:
    """The links, with people who are named with a slip of the pen where nobody is named as written."""
    unknown = [x for x in links if not x.entities]
    free = [p for p in parts if not any(x.start < p.end and p.start < x.end for x in links if x not in unknown)]
    found = tuple(corrected(free, text, known(store)))
    kept = tuple(x for x in links if not any(x.start < c.end and c.start < x.end for c in found))
    return tuple(sorted((*kept, *found), key=lambda x: (x.start, -x.end)))


def _sensible(links: Sequence[Link], asks: Sequence[tuple[Match, str]]) -> tuple[Link, ...]:
    """Without supposed names that hold the interrogative ("which association")."""
    unsure = [x for x in links if x.type == "Organization" and not x.entities and not x.body]
    wrong = [x for x in unsure if any(m.start < x.end and x.start < m.end for m, _ in asks)]
    return tuple(x for x in links if x not in wrong)


def _either(item: Link, links: Sequence[Link], words: Asking, store: Store) -> Link:
    """A word for clusters and blocks alike means any of the number, where no block is known or none is hosted there."""
    if item.type != "EmulationCluster" or not item.number or (item.entities and any(x.host for x in links)):
        return item
    if not any(form in plain(item.text) for form in words.either):
        return item
    return replace(item, entities=known(store).clusters(item.number, None), kind=None)


def _contradicts(match: Match, text: str) -> bool:
    """Whether the word opens the question and is no sign of a number ("No. 4")."""
    return match.start <= 2 and not re.match(r"[.º°]?\s*\d", text[match.end :])


def _opens(found: Sequence[tuple[Match, str]], text: str) -> bool:
    return any(concept == "open" and m.start <= 1 for m, concept in found)
