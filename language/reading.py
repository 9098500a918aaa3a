"""A text as its words are looked up: without signs that not every text writes, and with clitics as words of their own.

Short vowels, the joiners of Indic scripts and marks of direction are left out. Where a language writes small words onto
the next one ("والمدير", "and the director"), they are cut off if the rest is known: a word of its lists, or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.graph.names import find_people, find_places
from thidua.language.lexicon import UNWRITTEN, is_word, plain
from thidua.language.mention import MARK, Mention

if TYPE_CHECKING:
    from thidua.language.data import Language

WORD = re.compile(r"[^\W\d_]+")
REACH = 48  # characters in which a name has to begin to be seen
Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """`text` is what is read; `at[i]` where its character `i` stands in the original, or None if the two are one."""

    text: str
    original: str
    at: tuple[int, ...] | None = None

    def place(self, mention: Mention) -> Mention:
        """A mention of `text` as one of the original, names in it as the original writes them."""
        if self.at is None:
            return mention
        start, end = self.at[mention.start], self.at[mention.end - 1] + 1
        names = {k: self._written(v, mention) for k, v in mention.data.items() if k in ("text", "label")}
        keep = mention.type == "Person"  # the label of a person is in Latin letters
        data = mention.data if keep else {**mention.data, **names}
        text = mention.text if mention.type == MARK else self.original[start:end]
        return replace(mention, start=start, end=end, text=text, data=data)

    def _written(self, name: str, mention: Mention) -> str:
        found = self.text.find(name, mention.start, mention.end)
        if self.at is None or found < 0 or not name:
            return name
        first = self.at[found]
        while first and is_word(self.original[first - 1]) and first > self.at[mention.start]:
            first -= 1
        return UNWRITTEN.sub("", self.original[first : self.at[found + len(name) - 1] + 1])


class Vocabulary:
    """Words as `plain` gives them; one with a `*` stands for all that begin so."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = frozenset(words)
        self._words = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed if word.endswith("*") and len(word) > 2)

    def __contains__(self, word: str) -> bool:
        low = plain(word)
        return low in self._words or low.startswith(self._stems)


def reading(text: str, language: Language) -> Reading:
    """How `text` is read in `language`."""
    if not UNWRITTEN.search(text) and not language.clitics:
        return Reading(text, text)
    at = [i for i, char in enumerate(text) if not UNWRITTEN.match(char)]
    bare = Reading("".join(text[i] for i in at), text, tuple(at))
    return _apart(bare, language) if language.clitics else bare


def without_articles(form: str, language: Language) -> str:
    """The form as `reading` would leave its words: without the article that is written onto each."""
    if not language.articles:
        return form
    return WORD.sub(lambda word: word[0][_article(word[0], language) :], form)


def _article(word: str, language: Language) -> int:
    """How long the article at the beginning of `word` is."""
    return next((len(a) for a in language.articles if word.startswith(a) and len(word) >= len(a) + 3), 0)


def _apart(read: Reading, language: Language) -> Reading:
    """With clitics cut off and articles left out."""
    pieces = [(m.start(), m.end(), _known(m[0], language)) for m in WORD.finditer(read.text)]
    cuts = {start: parts for start, _, parts in pieces if parts}
    first = _cut(read, cuts, language)
    unknown = [(start, end) for start, end, parts in pieces if not parts]
    named = dict(_before_names(read.text, unknown, language))
    return _cut(read, cuts | named, language) if named else first


def _known(word: str, language: Language) -> tuple[int, ...]:
    """Where the parts of a word of the language begin, the last of them a listed word; empty if there is no such."""
    if word in language.vocabulary or word[_article(word, language) :] in language.vocabulary:
        return (0,)
    for clitic in language.clitics:
        rest = word.removeprefix(clitic)
        if rest != word and (not rest or len(rest) > 2 or (len(rest) == 2 and rest in language.vocabulary)):
            parts = _known(rest, language) if rest else (0,)
            if parts:
                return (0, *(part + len(clitic) for part in parts)) if rest else (0,)
    return ()


def _before_names(text: str, unknown: list[Span], language: Language) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Words that no list has, of which the rest behind a clitic begins a name."""
    taken = _names(text, language)
    for start, end in unknown:
        if any(low <= start < high for low, high in taken):
            continue
        for cut in _prefixes(text[start:end], language):
            behind = text[start + cut : start + cut + REACH]
            if any(low == 0 for low, _ in _names(behind, language)):
                yield start, (*_prefixes_to(text[start:end], cut, language), cut)
                break


def _names(text: str, language: Language) -> list[Span]:
    found = [(p.start, p.end) for p in find_people(text, language.code)]
    return found + [(p.start, p.end) for p in find_places(text, language.code)]


def _prefixes(word: str, language: Language) -> list[int]:
    """How much of the word one clitic, or two, may be."""
    one = [len(c) for c in language.clitics if word.startswith(c) and len(word) > len(c) + 1]
    two = [n + len(c) for n in one for c in language.clitics if word.startswith(c, n) and len(word) > n + len(c) + 1]
    return [*one, *two]


def _prefixes_to(word: str, cut: int, language: Language) -> tuple[int, ...]:
    """Where the clitics in the first `cut` letters begin."""
    one = [len(c) for c in language.clitics if word.startswith(c) and len(c) < cut]
    return (0, *(n for n in one if word[n:cut] in language.clitics)) if one else (0,)


def _cut(read: Reading, cuts: dict[int, tuple[int, ...]], language: Language) -> Reading:
    """The reading with a space between the parts of each word, and without articles."""
    assert read.at is not None
    chars: list[str] = []
    at: list[int] = []
    copied = 0
    for word in WORD.finditer(read.text):
        chars += read.text[copied : word.start()]
        at += read.at[copied : word.start()]
        parts = cuts.get(word.start(), (0,))
        for first, last in zip(parts, (*parts[1:], len(word[0])), strict=True):
            if first:
                chars.append(" ")
                at.append(read.at[word.start() + first])
            begin = word.start() + first + _article(word[0][first:last], language)
            chars += read.text[begin : word.start() + last]
            at += read.at[begin : word.start() + last]
        copied = word.end()
        if word[0] in language.clitics and copied < len(read.text) and read.text[copied].isalnum():
            chars.append(" ")
            at.append(read.at[copied])
    chars += read.text[copied:]
    at += read.at[copied:]
    return Reading("".join(chars), read.original, tuple(at))
