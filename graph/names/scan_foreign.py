"""Finds Vietnamese people in other scripts: a word that reads as a surname, then words that read as given names."""

from __future__ import annotations

import re
from functools import lru_cache

from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.person import PersonName, PersonSpan, foreign_name, latin_name, ranked, words_of
from thidua.graph.names.scan_places import Found
from thidua.graph.names.scripts import TABLES
from thidua.graph.names.scan_latin import _plain_set
from thidua.graph.names.titles import Titles, titles
from thidua.graph.names.tokens import Token, follows_any, words_before
from thidua.graph.names.transducer import read

SEPARATORS = {"kana": "・＝=· \u3000･", "cyrl": " \u00a0-"}
LONGEST = 5
PART_LIMIT, MEAN_LIMIT, SHORT_LIMIT = 1.5, 0.75, 0.45
BRACKET = re.compile(r"\s?[(（]\s*([^()（）]{3,40}?)\s*[)）]")
INSIDE = frozenset(["थी", "थि", "ए"])


def people(text: str, tokens: list[Token], lang: str, places: list[Found], latin: list[PersonSpan], stop: frozenset[str]) -> list[PersonSpan]:
    """All people: those in Latin script that do not merely explain a foreign spelling, and those in other scripts."""
    if all(token.script in ("latn", "digit") for token in tokens):
        return latin
    found = _Scan(text, tokens, lang, places, latin, stop).people()
    return found + [span for span in latin if not any(other.start <= span.start < other.end for other in found)]


@lru_cache(maxsize=1 << 16)
def _cost(word: str, script: str, position: int) -> float:
    """How unlikely `word` is as the surname (0), the middle (1) or the end (2) of a name."""
    options = ranked(read(word, script), position)
    if not options or (position == 0 and options[0][1] not in lexicon().surnames):
        return 9.0
    return max(options[0][0], 0.0)


class _Scan:
    def __init__(self, text: str, tokens: list[Token], lang: str, places: list[Found], latin: list[PersonSpan], stop: frozenset[str]) -> None:
        self.text, self.tokens, self.stop = text, tokens, stop
        self.words: Titles = titles(lang)
        self.places = {found.first: found for found in places}
        self.latin = {span.start: span for span in latin}

    def people(self) -> list[PersonSpan]:
        found: list[PersonSpan] = []
        at = 0
        while at < len(self.tokens):
            match = self._at(at)
            if match:
                found.append(match[0])
                at = match[1]
            else:
                at += 1
        return found

    def _at(self, at: int) -> tuple[PersonSpan, int] | None:
        token = self.tokens[at]
        if token.script not in TABLES or _cost(token.text, token.script, 0) > PART_LIMIT:
            return None
        if not token.text[0].isupper() and token.script == "cyrl":
            return None
        place = self.places.get(at)
        last = self._reach(at)
        if place and (place.last >= last or _cost(self.tokens[place.last].text, token.script, 0) <= 0.5 and last - place.last >= 2):
            return None
        while last - at >= 2:
            name = self._accept(at, last)
            if name:
                return self._with_bracket(at, last, name)
            last -= 1
        return None

    def _reach(self, at: int) -> int:
        script, last = self.tokens[at].script, at + 1
        between = SEPARATORS.get(script, " \u00a0")
        while last < min(len(self.tokens), at + LONGEST):
            token, gap = self.tokens[last], self.text[self.tokens[last - 1].end : self.tokens[last].start]
            if token.script != script or len(gap) != 1 or gap not in between or not self._is_part(at, last):
                break
            last += 1
        while last - at > 1 and self._common(last - 1):
            last -= 1
        return last

    def _is_part(self, first: int, at: int) -> bool:
        token = self.tokens[at]
        if token.script == "cyrl" and not token.text[0].isupper():
            return False
        if self._common(at) and not (token.text in INSIDE and at == first + 1) or token.text in self.words.before:
            return False
        if at in self.places and self.places[at].last - at >= 2 and at - first >= 2 and _cost(token.text, token.script, 2) > 0.2:
            return False
        return _cost(token.text, token.script, min(at - first, 2)) <= PART_LIMIT

    def _common(self, at: int) -> bool:
        return self.tokens[at].text.lower() in self.words.stop

    def _accept(self, at: int, last: int) -> PersonName | None:
        tokens = self.tokens[at:last]
        text = self.text[tokens[0].start : tokens[-1].end]
        read_ = foreign_name([token.text for token in tokens], tokens[0].script, text)
        if read_ is None or read_[1] > MEAN_LIMIT or read_[0].surname is None:
            return None
        name, mean = read_
        if name.key in self.stop or name.key in _plain_set("never") or self._never(last):
            return None
        titled = follows_any(words_before(self.tokens, at, self.text, 2), self.words.before) or self._followed(last)
        if not titled and (self._common_start(at, last, name) or name.key in _plain_set("honoured")):
            return None
        if len(tokens) == 2:
            strong = lexicon().surnames[name.syllables[0]] <= 0.15 and not self._common(at) and mean <= 0.2
            if mean > SHORT_LIMIT or not (titled or strong):
                return None
        return name

    def _common_start(self, at: int, last: int, name: PersonName) -> bool:
        """Whether the surname is rather a word of the language: then only a common surname of a long name counts."""
        place = self.places.get(at + 1)
        if place and place.last >= last:
            return True
        return self._common(at) and (last - at < 3 or lexicon().surnames[name.syllables[0]] > 0.15)

    def _next(self, last: int) -> str:
        if last < len(self.tokens) and not self.text[self.tokens[last - 1].end : self.tokens[last].start].strip(" "):
            return self.tokens[last].text
        return ""

    def _followed(self, last: int) -> bool:
        return self._next(last) in self.words.after

    def _never(self, last: int) -> bool:
        return self._next(last).lower() in self.words.never_after

    def _with_bracket(self, at: int, last: int, name: PersonName) -> tuple[PersonSpan, int]:
        """The span, and the word to go on from; a Latin original in brackets becomes the name."""
        start, end = self.tokens[at].start, self.tokens[last - 1].end
        bracket = BRACKET.match(self.text, end)
        original = bracket and self.latin.get(bracket.start(1))
        if bracket and original and original.end == bracket.end(1):
            words = words_of(original.name.label)
            named = latin_name(words, original.name.spellings[0])
            full = PersonName(named.label, named.syllables, named.surname, named.marked, name.script, named.alternatives,
                              (self.text[start:end], *original.name.spellings))
            return PersonSpan(start, bracket.end(), full), last
        return PersonSpan(start, end, name), last
