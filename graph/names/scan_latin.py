"""Finds Vietnamese people in text in Latin script, by surname, capitals and the words around.

In Vietnamese text every word is a Vietnamese syllable, so what bounds a name is its capitals, its length and the words
that never belong to one. A wrong person in print is worse than none: what is not plainly a name is left out.
"""

from __future__ import annotations

from functools import cache

from thidua.graph.names.data import load
from thidua.graph.names.lexicon import COMMON_SURNAME, FREQUENT_GIVEN, UNLISTED, lexicon
from thidua.graph.names.person import PersonSpan, latin_name, listed, split_joined
from thidua.graph.names.place_words import Found
from thidua.graph.names.places import plain_names
from thidua.graph.names.syllables import inventory, is_marked, plain, spelling
from thidua.graph.names.titles import Titles, titles
from thidua.graph.names.tokens import Token, follows_any, joined, words_before

LONGEST = 5
BETWEEN = " \u00a0-\u2010\u2011"
BODY_WORDS = frozenset(["ubnd", "hđnd", "mttq", "dân", "ủy", "hội", "quốc", "trận", "đoàn"])
# common surnames that, without marks, begin too many other names
AMBIGUOUS = frozenset(["doan", "van", "cao", "thai", "dong", "tang", "tu", "an", "la", "ha", "lam", "mai"])
WARD_WORDS = frozenset(["xã", "phường", "trấn"])
#: Letters before names of the Central Highlands ("A Thút", "Y Biêr Niê", "K'Brếp", "H'Yâu").
HIGHLAND = frozenset(["A", "Y", "K", "H"])
APOSTROPHES = frozenset("'’ʼ")


@cache
def _bodies() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(spelling(word) for word in pair.split()) for pair in load("surnames.toml")["bodies"])


class LatinScan:
    """One text being searched."""

    def __init__(self, text: str, tokens: list[Token], lang: str, places: list[Found], stop: frozenset[str]) -> None:
        self.text, self.tokens, self.stop = text, tokens, stop
        self.lang = lang
        self.words: Titles = titles(lang)
        self.before = self.words.before | titles("en").before
        self.strict = lang == "vi" and is_marked(text)
        self.places = {found.first: found for found in places}
        self.known = lexicon()

    def people(self) -> list[PersonSpan]:
        found: list[PersonSpan] = []
        at = 0
        while at < len(self.tokens):
            if not self._capital(at):
                at += 1
                continue
            end = at + 1
            while (
                end < len(self.tokens)
                and self._capital(end)
                and (joined(self.text, self.tokens[end - 1], self.tokens[end], BETWEEN) or self._elided(end))
            ):
                end += 1
            found += self._in_run(at, end)
            at = end
        return found

    def _capital(self, at: int) -> bool:
        token = self.tokens[at]
        return token.script == "latn" and token.text[0].isupper()

    def _in_run(self, first: int, end: int) -> list[PersonSpan]:
        """The people in words with capitals; a longer line all in capitals is a headline and names nobody for sure."""
        found: list[PersonSpan] = []
        at = first
        while at < end and self.tokens[at].text.lower() in self.before:
            at += 1
        if end - at > 4 and all(token.text.isupper() and len(token.text) > 1 for token in self.tokens[at:end]):
            return []
        while at < end:
            place = self.places.get(at)
            if place and place.last <= end and self._place_stands(place, end):
                at = place.last
                continue
            if (last := self._highlander(at, end)) is not None:
                found.append(self._span(at, last))
                at = last
                continue
            reach = self._reach(at, end)
            if reach and self._blocked(at, reach):
                at = reach
                continue
            last = self._person_end(at, reach, end) if reach else None
            if last and (last - at > 2 or self._opens(at, first, found)):
                found.append(self._span(at, last))
            at = last or at + 1
        return found

    def _span(self, at: int, last: int) -> PersonSpan:
        start, stop = self.tokens[at].start, self.tokens[last - 1].end
        words: list[str] = []
        for index in range(at, last):
            if index > at and self._elided(index):
                words[-1] += "'" + self.tokens[index].text
            else:
                words.append(self.tokens[index].text)
        return PersonSpan(start, stop, latin_name(words, self.text[start:stop]))

    def _elided(self, at: int) -> bool:
        """Whether an apostrophe joins the word to a letter before it ("K'Brếp")."""
        before = self.tokens[at - 1]
        return before.text in ("K", "H") and self.text[before.end : self.tokens[at].start] in APOSTROPHES

    def _highlander(self, at: int, end: int) -> int | None:
        """Where a name of the Central Highlands ends that a title introduces and a letter begins; None if none does."""
        lettered = self.tokens[at].text in HIGHLAND and (
            self.tokens[at].text in ("A", "Y") or (at + 1 < end and self._elided(at + 1))
        )
        if not lettered or not self._titled(at):
            return None
        last = at + 1
        while last < min(end, at + LONGEST) and not self._begins_title(last) and last not in self.places:
            last += 1
        return last if last - at > 1 else None

    def _opens(self, at: int, first: int, found: list[PersonSpan]) -> bool:
        """Whether no part of another name stands before word `at` in its run."""
        if at == first or (found and found[-1].end == self.tokens[at - 1].end):
            return True
        before = self.tokens[at - 1]
        if plain(before.text) not in inventory() or before.text.lower() in self.before:
            return True
        return any(place.last == at for place in self.places.values()) or self._titled(at)

    def _place_stands(self, place: Found, end: int) -> bool:
        """Whether the place is not the beginning of a longer name: it ends the run, or a new surname follows."""
        if place.last >= end:
            return not self._titled(place.first) or place.last - place.first < 2 or not self._is_person_only(place)
        following = self.tokens[place.last].text
        key = plain(following)
        if (
            end - place.last >= 2
            and self.known.surnames.get(key, 9.0) <= 0.15
            and self.known.is_surname(following, is_marked(following))
        ):
            return True
        return key not in inventory() or place.last - place.first > 2

    def _is_person_only(self, place: Found) -> bool:
        return follows_any(
            words_before(self.tokens, place.first, self.text, 2),
            frozenset(["ông", "bà", "mr", "ms", "mrs", "đồng chí"]),
        )

    def _reach(self, at: int, end: int) -> int | None:
        """How far a name that begins at word `at` may go; None if no surname stands there."""
        first = self.tokens[at]
        if first.text.lower() in self.before or not self._is_surname(first.text) or self._is_word(at):
            return None
        last = at + 1
        while last < min(end, at + LONGEST) and self._is_part(self.tokens[last].text, last, at, end):
            last += 1
        return last if last - at >= 2 else None

    def _is_word(self, at: int) -> bool:
        """Whether the surname is rather a word of the language: "To Lao Cai"."""
        return self.tokens[at].text.lower() in self.words.stop and at + 1 in self.places

    def _person_end(self, at: int, reach: int, end: int) -> int | None:
        """Where the name that begins at word `at` ends, or None if none does."""
        for last in range(reach, at + 1, -1):
            if last - at < 3 < end - at and last < reach:
                return None
            if self._accept(at, last, end):
                return last
        return None

    def _blocked(self, at: int, last: int) -> bool:
        """Whether this is surely nobody: a name on a list, or after or before a word that makes it a street's."""
        name = " ".join(plain(part) for token in self.tokens[at:last] for part in split_joined(token.text))
        if name in self.stop or name in listed("never") or self._never(at, last):
            return True
        return name in listed("honoured") and not self._titled(at)

    def _marked(self, at: int, last: int) -> bool:
        return self.strict or is_marked(self.text[self.tokens[at].start : self.tokens[last - 1].end])

    def _is_surname(self, word: str) -> bool:
        key = plain(word)
        cost = self.known.surnames.get(key)
        return cost is not None and (cost == 0.0 or self.known.is_surname(word, self.strict or is_marked(word)))

    def _is_part(self, word: str, at: int, first: int, end: int) -> bool:
        key = plain(word)
        if word.lower() in self.words.stop and not (self.lang != "vi" and self._is_inside(at, first, end)):
            return False
        if key in self.stop or self._begins_title(at) or (key == "no" and self._numbers(at)):
            return False
        if at in self.places and self.places[at].last - at >= 2 and at - first >= 3:
            return False
        return (
            key in inventory()
            or key in self.known.irregular
            or (len(word) == 1 and word.isalpha())
            or (len(split_joined(word)) == 2 and self._is_great(self.tokens[first].text))
        )

    def _numbers(self, at: int) -> bool:
        """Whether a number follows ("Thuan Thanh No. 1 High School")."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return following is not None and following.script == "digit"

    def _is_inside(self, at: int, first: int, end: int) -> bool:
        """Whether a word with a capital is a syllable of the name although the language has the word too: it ends the
        run, or it stands before a given name ("Nguyen Le Thanh Mai" in Spanish, where "le" is a pronoun)."""
        if at == end - 1:
            return at - first >= 2
        following = self.tokens[at + 1].text
        near = at - first == 1 or at + 2 == end
        return near and at + 1 not in self.places and self.known.is_given(following, is_marked(following))

    def _is_great(self, word: str) -> bool:
        """Whether it is a surname borne by so many that an odd word behind it may be two syllables joined."""
        return self.known.surnames.get(plain(word)) == 0.0 and word.lower() not in self.words.stop

    def _begins_title(self, at: int) -> bool:
        """Whether a post begins here: "Trưởng ban", "Giám đốc"."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return following is not None and f"{self.tokens[at].text} {following.text}".lower() in self.before

    def _titled(self, at: int) -> bool:
        return follows_any(words_before(self.tokens, at, self.text, 3), self.before)

    def _accept(self, at: int, last: int, end: int) -> bool:
        words = [part for token in self.tokens[at:last] for part in split_joined(token.text)]
        keys = [plain(word) for word in words]
        name, marked = " ".join(keys), self._marked(at, last)
        if len(words) < 2 or self._blocked(at, last):
            return False
        if marked and tuple(spelling(word) for word in words[:2]) in _bodies():
            return False
        capitals = all(token.text.isupper() and len(token.text) > 1 for token in self.tokens[at:last])
        if capitals and end > last and self.tokens[last].text.isupper():
            return False
        titled = self._titled(at)
        known = [self._is_known(word, marked) for word in words[1:]]
        guarded = self._guarded(words[0], marked)
        if len(words) == 2:
            return all(known) and self._short_enough(keys, guarded, titled, end - last)
        if all(known):
            return not (guarded and name in self._districts())
        return (
            (titled or not guarded)
            and sum(known) * 2 >= len(known)
            and self.known.surnames[keys[0]] <= (0.7 if titled else 0.15)
        )

    def _is_known(self, word: str, marked: bool) -> bool:
        return len(word) == 1 or plain(word) in self.known.irregular or self.known.is_given(word, marked)

    def _guarded(self, word: str, marked: bool) -> bool:
        if marked:
            return spelling(word) in self.known.guarded
        return self.known.surnames[plain(word)] > 0.15 or plain(word) in AMBIGUOUS

    def _short_enough(self, keys: list[str], guarded: bool, titled: bool, rest: int) -> bool:
        """Whether two syllables are enough to be a person."""
        if len(keys[1]) == 1 and not titled:
            return False
        if titled:
            return " ".join(keys) not in plain_names("province", "city")
        frequent = self.known.given.get(keys[1], UNLISTED) <= FREQUENT_GIVEN
        common = self.known.surnames[keys[0]] <= COMMON_SURNAME and frequent
        return common and not guarded and rest == 0 and " ".join(keys) not in self._districts()

    @staticmethod
    def _districts() -> dict[str, tuple[str, ...]]:
        return plain_names("province", "city", "town", "district")

    def _never(self, at: int, last: int) -> bool:
        """Whether the words around make it the name of a street, a school, a ward."""
        before = words_before(self.tokens, at, self.text, 4)
        if follows_any(before, self.words.never_before) and not follows_any(before, self.words.never_except):
            return not (before[-1] in WARD_WORDS and BODY_WORDS & set(before[:-1]))
        if last < len(self.tokens) and not self.text[self.tokens[last - 1].end : self.tokens[last].start].strip():
            return self.tokens[last].text.lower() in self.words.never_after
        return False
