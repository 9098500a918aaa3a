"""Finds people and places together: each bounds the other."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from thidua.graph.names import scan_han, scan_places
from thidua.graph.names.person import PersonSpan
from thidua.graph.names.place_words import Found
from thidua.graph.names.places import foreign_names, latin_index
from thidua.graph.names.scan_foreign import ForeignScan
from thidua.graph.names.scan_latin import LatinScan
from thidua.graph.names.syllables import plain
from thidua.graph.names.tokens import tokens_of


class PlaceSpan(NamedTuple):
    """`text[start:end]` names the place with this id."""

    start: int
    end: int
    place_id: str


@lru_cache(maxsize=64)
def _scan(
    text: str, lang: str, stop: frozenset[str], provinces: frozenset[str] = frozenset()
) -> tuple[tuple[PersonSpan, ...], tuple[PlaceSpan, ...]]:
    tokens = tokens_of(text)
    places = scan_places.scan(text, tokens, lang, provinces)
    people = LatinScan(text, tokens, lang, places, stop).people()
    if any(token.script not in ("latn", "digit") for token in tokens):
        foreign = ForeignScan(text, tokens, lang, places, people, stop).people()
        foreign += scan_han.people(text, lang, people, stop)
        people = foreign + [
            span for span in people if not any(other.start <= span.start < other.end for other in foreign)
        ]
    people.sort(key=lambda span: span.start)
    return tuple(people), tuple(
        PlaceSpan(found.start, found.end, found.place) for found in places if not _within(found, people)
    )


def _within(found: Found, people: list[PersonSpan]) -> bool:
    """Whether one of the people, in reading order, overlaps the place."""
    after = bisect_left(people, found.end, key=lambda span: span.start)
    return after > 0 and people[after - 1].end > found.start


def find_people(text: str, lang: str, stop: frozenset[str] = frozenset()) -> list[PersonSpan]:
    """The Vietnamese people whose full names stand in `text`, in reading order.

    `stop`: folded names and words that are no people. `lang` "" searches with the titles of all languages.
    """
    return list(_scan(text, lang, stop)[0])


def find_places(text: str, lang: str, provinces: frozenset[str] = frozenset()) -> list[PlaceSpan]:
    """The Vietnamese places named in `text`, in reading order; those within a person's name are left out.

    `provinces`: ids of those named around the text, which tell one of several towns of a name.
    """
    return list(_scan(text, lang, frozenset(), provinces)[1])


def whole_place(text: str) -> tuple[str, ...]:
    """Ids of the places that the whole text names, in any script and with or without marks; provinces first."""
    bare = text.strip()
    listed = [id_ for name, id_ in foreign_names() if name == bare]
    tokens = tokens_of(bare)
    if not tokens:
        return ()
    words = tuple(plain(token.text) for token in tokens)
    listed += [item.place for item in latin_index().get(" ".join(words[:2]), ()) if item.words == words and item.place]
    if not listed:
        listed = [
            found.place
            for found in scan_places.scan(bare, tokens, "")
            if found.start == tokens[0].start and found.end == tokens[-1].end
        ]
    return tuple(dict.fromkeys(listed))
