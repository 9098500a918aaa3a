"""Finds Vietnamese people in other scripts: a word that reads as a surname, then words that read as given names."""

from __future__ import annotations

import re
from typing import NamedTuple

from thidua.graph.names.foreign_surnames import clearly_spelt, is_unmistakable, is_woman, led_by_first_surname
from thidua.graph.names.glued import glued, part_cost
from thidua.graph.names.glued_places import spelt_towns
from thidua.graph.names.hangul import PARTICLES, without_particle
from thidua.graph.names.lexicon import COMMON_SURNAME, lexicon
from thidua.graph.names.person import PersonName, PersonSpan, foreign_name, listed, with_original
from thidua.graph.names.place_words import Found, ends_name
from thidua.graph.names.scripts import TABLES, script_of
from thidua.graph.names.titles import Titles, titles
from thidua.graph.names.tokens import Token, follows_any, words_before

SEPARATORS = {"kana": "・＝=· \u3000･-‐", "cyrl": " \u00a0-"}
UNSPACED = frozenset({"kana", "hani", "thai", "hang"})
# scripts in which a rare surname is a name only beside a title
DOUBTED = frozenset({"hang", "arab", "thai"})
LONGEST = 5
PART_LIMIT, MEAN_LIMIT, SHORT_LIMIT, LIKELY, SURE, CLEAR, FAR_CLEAR = 1.5, 0.75, 0.45, 0.8, 0.2, 0.2, 0.15
BRACKET = re.compile(r"\s?[(（]\s*([^()（）]{3,40}?)\s*[)）]")
PHRASE = re.compile(r" [^,.;:()（）·\n]{2,40}")


class Piece(NamedTuple):
    """One syllable of a name and where it stands; `whole` if it is the whole of a word."""

    start: int
    end: int
    text: str
    whole: bool = True


class ForeignScan:
    """One text being searched. `latin` are the people found in Latin script, which may explain a foreign spelling."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        lang: str,
        places: list[Found],
        latin: list[PersonSpan],
        stop: frozenset[str],
    ) -> None:
        self.text, self.tokens, self.stop = text, tokens, stop
        self.words: Titles = titles(lang)
        self.titles_before = tuple(sorted(self.words.before))
        self.titles_after = tuple(self.words.after)
        self.places = {found.first: found for found in places}
        self.latin = {span.start: span for span in latin}

    def people(self) -> list[PersonSpan]:
        found: list[PersonSpan] = []
        free = 0
        for at, token in enumerate(self.tokens):
            if at < free or token.script not in TABLES or token.script == "hani":
                continue
            if self._is_before_name(at):
                continue
            pieces = self._spaced(at) if part_cost(token.text, token.script, 0) <= PART_LIMIT else self._unspaced(at)
            span = self._longest(at, pieces) if pieces else None
            if span:
                found.append(span)
                while free < len(self.tokens) and self.tokens[free].start < span.end:
                    free += 1
        return found

    def _is_before_name(self, at: int) -> bool:
        """Whether a word of the language, no surname then, stands right before a full name ("هو نغوين …")."""
        if not self._common(self.tokens[at].text) or at + 3 >= len(self.tokens):
            return False
        words = [token.text for token in self.tokens[at + 1 : at + 4]]
        return led_by_first_surname(words, self.tokens[at].script, PART_LIMIT)

    def _unspaced(self, at: int) -> list[Piece]:
        """A name within one word: its syllables glued together, or a title glued before it."""
        token = self.tokens[at]
        if token.script == "thai":
            return self._behind_words(at)
        if token.script == "hang" and spelt_towns(token.text):  # 쩌우타인현 is a district, of whichever province
            return []
        word, parts = without_particle(token.text) if token.script == "hang" else (token.text, ())
        parts = parts or glued(word, token.script)
        end = token.start + len(word)
        titled = self._titled(at, token.start, end)
        if token.script == "hang":
            behind = not titled and self._post_behind(end)
            clear = clearly_spelt(word, parts, FAR_CLEAR if behind else CLEAR)  # rather a name than a word
            titled = (titled or behind) and at not in self.places and not self._common(word) and clear
        if not parts or not (titled or is_unmistakable(parts, token.script)):
            return []
        pieces, start = [], token.start
        for part in parts:
            pieces.append(Piece(start, start + len(part), part))
            start += len(part)
        return pieces

    def _behind_words(self, at: int) -> list[Piece]:
        """A surname at the end of a run of words without spaces: behind a title, or a common one behind a word."""
        token = self.tokens[at]
        ends = [(title, PART_LIMIT) for title in self.titles_before] + [(word, SURE) for word in self.words.stop]
        for word, limit in sorted(ends, key=lambda end: -len(end[0])):
            start = token.text.rfind(word) + len(word)
            surname = token.text[start:]
            if start >= len(word) > 1 and surname and part_cost(surname, "thai", 0) <= limit:
                return self._run(at, Piece(token.start + start, token.end, surname))
        return []

    def _before_words(self, first: int, at: int) -> Piece | None:
        """The last syllable of a name to which Thai words are glued: the third, or the fourth of a woman's."""
        token, listed_ = self.tokens[at], self.words.stop | self.words.before
        if at - first > 2 + is_woman(self.tokens[first + 1].text, "thai"):
            return None
        for end in sorted({token.text.find(word, 1) for word in listed_ if len(word) > 1} - {-1}):
            syllable = token.text[:end]
            if syllable not in listed_ and part_cost(syllable, "thai", min(at - first, 2)) <= LIKELY:
                return Piece(token.start, token.start + end, syllable, False)
        return None

    def _cut_off(self, at: int, pieces: list[Piece]) -> bool:
        """Whether a Thai name may go on in the next word, where other words are glued to its last syllable."""
        full = 3 + is_woman(pieces[1].text, "thai")
        after = next((token for token in self.tokens[at:] if token.start > pieces[-1].start), None)
        if len(pieces) >= full or after is None or not pieces[-1].whole or after.start != pieces[-1].end + 1:
            return False
        if after.text.startswith(tuple(self.words.stop | self.words.before)):
            return False
        return any(part_cost(after.text[:end], "thai", len(pieces)) <= LIKELY for end in range(2, 8))

    def _spaced(self, at: int) -> list[Piece]:
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if (
            following is None
            or following.script != token.script
            or (token.script == "cyrl" and not token.text[0].isupper())
        ):
            return self._unspaced(at) if token.script in ("kana", "hang") else []
        if part_cost(following.text, token.script, 1) > PART_LIMIT and token.script not in ("hang", "thai", "kana"):
            return []
        pieces = self._run(at, Piece(token.start, token.end, token.text))
        return pieces if len(pieces) > 1 or token.script not in ("kana", "hang") else self._unspaced(at)

    def _run(self, at: int, first: Piece) -> list[Piece]:
        """The surname and all that may follow it."""
        script, pieces = self.tokens[at].script, [first]
        between = SEPARATORS.get(script, " \u00a0")
        last = at + 1
        while last < min(len(self.tokens), at + LONGEST):
            token, gap = self.tokens[last], self.text[self.tokens[last - 1].end : self.tokens[last].start]
            if token.script != script or len(gap) != 1 or gap not in between:
                break
            piece = self._part(at, last)
            if piece is None:
                break
            pieces.append(piece)
            if piece.end != token.end:
                break
            last += 1
        while len(pieces) > 1 and pieces[-1].whole and self._rather_common(pieces[-1].text, script):
            if self._given(pieces[-1].text, first.text, len(pieces) - 1, pieces[1].text):
                break
            marked = self._marked(at + len(pieces) - 1) or self._is_last_of_titled(at, pieces[-1].text)
            if len(pieces) > 2 and marked:
                break
            pieces.pop()
        return pieces

    def _rather_common(self, word: str, script: str) -> bool:
        """Whether a word that ends a name may be one of the language; a capital inside a sentence says it is not."""
        return self._common(word) and script != "hang" and not (script == "cyrl" and word.istitle())

    def _given(self, word: str, surname: str, position: int, middle: str) -> bool:
        """Whether a common word is rather the last syllable of a full name: the third, or the fourth of a woman's."""
        full = position == 2 or (position == 3 and middle in self.words.inside)
        plain = not self._common(surname) or (script_of(word[0]) == "hang" and not self._common(middle))
        return full and word in self.words.given and plain

    def _is_last_of_titled(self, first: int, word: str) -> bool:
        """Whether a common word ends a full name whose surname is one too, behind a title ("कॉमरेड दो वान हाई")."""
        titled = follows_any(words_before(self.tokens, first, self.text, 2), self.words.before)
        return titled and word in self.words.given

    def _marked(self, at: int) -> bool:
        """Whether the word behind says what part a name plays: it then is one, though it may be a verb ("थे ने")."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1].text in self.words.marks

    def _part(self, first: int, at: int) -> Piece | None:
        """The word as a part of the name; a Korean particle at its end is left off."""
        token = self.tokens[at]
        if token.script == "cyrl" and not token.text[0].isupper():
            return None
        inside = token.text in self.words.inside and at == first + 1
        last = self._given(token.text, self.tokens[first].text, at - first, self.tokens[first + 1].text)
        last = last or (at - first == 2 and (self._marked(at) or self._is_last_of_titled(first, token.text)))
        capital = token.script == "cyrl" and token.text.istitle()
        if (self._common(token.text) and not (inside or last or capital)) or token.text in self.words.before:
            return None
        stems = (token.text.removesuffix(end) for end in ("", *PARTICLES))
        if token.script == "hang" and at > first + 1 and any(stem in self.titles_after for stem in stems):
            return None
        position = min(at - first, 2)
        cost = part_cost(token.text, token.script, position)
        full = 3 + is_woman(self.tokens[first + 1].text, token.script)
        if at in self.places and ends_name(self.tokens, self.places[at], at - first, full, cost):
            return None
        if token.script == "thai" and cost > PART_LIMIT:
            return self._before_words(first, at)
        if token.script == "hang" and cost > 0.5:
            for end in PARTICLES:
                bare = token.text.removesuffix(end)
                if bare and bare != token.text and part_cost(bare, "hang", position) < min(cost, 0.9):
                    return Piece(token.start, token.start + len(bare), bare, False)
        return Piece(token.start, token.end, token.text) if cost <= PART_LIMIT else None

    def _common(self, word: str) -> bool:
        return word.lower() in self.words.stop

    def _longest(self, at: int, pieces: list[Piece]) -> PersonSpan | None:
        place = self.places.get(at)
        while len(pieces) >= 2 and not (place and self._is_place(place, pieces)):
            name = self._accept(at, pieces)
            if name:
                return self._with_bracket(pieces[0].start, pieces[-1].end, name)
            pieces = pieces[:-1]
        return None

    def _is_place(self, place: Found, pieces: list[Piece]) -> bool:
        """Whether the place is all there is, or a new surname begins behind it."""
        behind = [piece for piece in pieces if piece.start >= place.end]
        return not behind or (len(behind) >= 2 and part_cost(behind[0].text, self.tokens[place.first].script, 0) <= 0.5)

    def _accept(self, at: int, pieces: list[Piece]) -> PersonName | None:
        start, end, script = pieces[0].start, pieces[-1].end, self.tokens[at].script
        read_ = foreign_name([piece.text for piece in pieces], script, self.text[start:end])
        if read_ is None or read_[1] > MEAN_LIMIT or read_[0].surname is None:
            return None
        name, mean = read_
        if script == "thai" and self._cut_off(at, pieces):
            return None
        behind = self.text[end : end + 24].lstrip(" ").lower()
        if name.key in self.stop or name.key in listed("never") or behind.startswith(tuple(self.words.never_after)):
            return None
        titled = self._titled(at, start, end) or self._original(end) is not None
        titled = titled or (len(pieces) > 2 and script == "hang" and self._post_behind(end))
        if not titled and (self._rather_a_word(at, pieces, name) or name.key in listed("honoured")):
            return None
        common = lexicon().surnames[name.syllables[0]] <= COMMON_SURNAME
        if len(pieces) > 2 and (titled or common or script not in DOUBTED):
            return name
        strong = common and not self._common(pieces[0].text) and mean <= 0.2
        return name if mean <= SHORT_LIMIT and (titled or (strong and script not in UNSPACED | DOUBTED)) else None

    def _rather_a_word(self, at: int, pieces: list[Piece], name: PersonName) -> bool:
        """Whether the surname is rather a word of the language: then only a common surname of a long name counts."""
        rare = lexicon().surnames[name.syllables[0]] > COMMON_SURNAME
        place = self.places.get(at + 1)
        if place and place.end >= pieces[-1].end and (self._common(pieces[0].text) or rare):
            return True
        return self._common(pieces[0].text) and (len(pieces) < 3 or rare)

    def _titled(self, at: int, start: int, end: int) -> bool:
        """Whether a title stands right before or behind."""
        behind = self.text[end : end + 16].lstrip(" ")
        if self.titles_after and behind.startswith(self.titles_after):
            return True
        if start > self.tokens[at].start:
            return True
        if self.tokens[at].script in UNSPACED and self.text[max(start - 16, 0) : start].rstrip(" ・、:：の").endswith(
            self.titles_before
        ):
            return True
        return follows_any(words_before(self.tokens, at, self.text, 2), self.words.before)

    def _post_behind(self, end: int) -> bool:
        """Whether a body and a title follow before any pause (르엉 쫑 꾸인 성 인민위원회 부위원장)."""
        behind = PHRASE.match(self.text, end)
        words = behind[0].split()[:6] if behind else []
        ends = ("", *PARTICLES)
        return any(word.removesuffix(end).endswith(self.titles_after) for word in words for end in ends)

    def _with_bracket(self, start: int, end: int, name: PersonName) -> PersonSpan:
        """The span; a Latin original in brackets behind it becomes the name."""
        original = self._original(end)
        bracket = BRACKET.match(self.text, end) if original else None
        if not bracket or not original:
            return PersonSpan(start, end, name)
        return PersonSpan(start, bracket.end(), with_original(name, original.name))

    def _original(self, end: int) -> PersonSpan | None:
        """The person whose name in Latin script stands in brackets there."""
        bracket = BRACKET.match(self.text, end)
        original = self.latin.get(bracket.start(1)) if bracket else None
        return original if bracket and original and original.end == bracket.end(1) else None
