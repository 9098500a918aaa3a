"""What singles out a source: the places, numbers, dates and words that a question says beside its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from thidua.graph.names import fold
from thidua.language.lexicon import Match, plain
from thidua.language.mention import DATE, NUMBER, OTHER, WORD, Mention
from thidua.qa.understanding.asked import covered
from thidua.qa.understanding.link import Link, Specific
from thidua.qa.understanding.spelling import unknown_names
from thidua.qa.words import Asking

SPECIFIC_TABLES = ("sector", "heads", "group", "level", "body")


def specifics_of(
    parts: Sequence[Mention], links: Sequence[Link], found: dict[str, list[tuple[Match, str]]], words: Asking
) -> Iterable[Specific]:
    """What is left when question words, names and time are taken away: the words that single out a source."""
    used = [(m.start, m.end) for table in found for m, _ in found[table]]
    named = [(x.start, x.end) for x in links if x.entities and not x.bare and x.type in ("Person", "NormativeDocument")]
    spelt = [(x.start, x.end) for x in links if x.entities and not x.bare and x.exact]
    names = list(unknown_names(parts, words.stop))
    yield from (Specific("name", name) for _, _, name in names)
    for part in parts:
        if any(s <= part.start and part.end <= e for s, e in named):
            continue
        if part.type in (WORD, OTHER, NUMBER) and any(s <= part.start and part.end <= e for s, e in spelt):
            continue
        if (
            part.type == "Organization"
            and not part.get("body")
            and any(m.start < part.end and part.start < m.end for m, _ in found["ask"])
        ):
            if part.get("place"):
                yield Specific("place", part.data["place"])
            continue
        if any(start <= part.start and part.end <= end for start, end, _ in names):
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
        elif part.type in (WORD, OTHER) and not covered(part.start, part.end, used):
            yield from _word(part, words)


def _word(part: Mention, words: Asking) -> Iterable[Specific]:
    concepts = [s for s in part.senses if s.concept and s.table in SPECIFIC_TABLES and s.table != "level"]
    if concepts:
        yield Specific(concepts[0].table, concepts[0].concept)
    elif part.type == OTHER and plain(part.text) not in words.stop and (len(part.text) > 1 or not part.text.isascii()):
        yield Specific("word", fold(part.text))
