"""A text as its words are looked up: without signs that not every text writes, and with clitics as words of their own.

Short vowels, the joiners of Indic scripts and marks of direction are left out. What is written onto a word is cut off
if the rest is known: a word of the language's lists, or a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from unicodedata import normalize

from thidua.graph.names import find_people, find_places
from thidua.language.clitics import WORD, Clitics, Cuts
from thidua.language.lexicon import UNWRITTEN, is_word
from thidua.language.mention import MARK, Mention

#: Letters that Unicode writes as two.
SPLIT = re.compile("[\u0958-\u095f\u09dc\u09dd\u09df]")
#: The space before an ending cut off: what it begins is no word of its own.
JOINT = "\u2009"
#: What stands in quotation marks.
QUOTES = re.compile(
    r"[“„«「『《〈\"]([^“”„«»「」『』《》〈〉\"\n]{3,300})[”“»」』》〉\"]|‘([^‘’\n]{3,200})’(?!\w)|(?<!\w)'([^'\n]{5,200})'(?![a-z])"
)
REACH = 48  # characters in which a name is looked for
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
        while start and is_word(self.original[start - 1]) and not self._is_read(start - 1):
            start -= 1  # an article belongs to its noun
        names = {k: self._written(v, mention) for k, v in mention.data.items() if k in ("text", "label")}
        data = mention.data if mention.type == "Person" else {**mention.data, **names}
        text = mention.text if mention.type == MARK else self.original[start:end]
        return replace(mention, start=start, end=end, text=text, data=data)

    def _is_read(self, offset: int) -> bool:
        at = self.at or ()
        found = bisect_left(at, offset)
        return found < len(at) and at[found] == offset

    def _written(self, name: str, mention: Mention) -> str:
        found = self.text.find(name, mention.start, mention.end)
        if self.at is None or found < 0 or not name:
            return name
        first, last = self.at[found], self.at[found + len(name) - 1] + 1
        while first > self.at[mention.start] and is_word(self.original[first - 1]):
            first -= 1
        return UNWRITTEN.sub("", self.original[first:last])


def reading(text: str, clitics: Clitics, lang: str) -> Reading:
    """How `text` is read in a language with these clitics."""
    if not clitics and not UNWRITTEN.search(text) and not SPLIT.search(text):
        return Reading(text, text)
    kept = [(i, normalize("NFC", char)) for i, char in enumerate(text) if not UNWRITTEN.match(char)]
    bare = Reading("".join(c for _, c in kept), text, tuple(i for i, written in kept for _ in written))
    return _apart(bare, clitics, lang) if clitics else bare


def _apart(read: Reading, clitics: Clitics, lang: str) -> Reading:
    """With clitics cut off and articles left out."""
    taken = _names(read.text, lang)
    words = [(m.start(), m.end(), clitics.cuts(m[0])) for m in WORD.finditer(read.text)]
    free = [word for word in words if not any(low <= word[0] < high for low, high in taken)]
    cuts: dict[int, Cuts] = {start: (0, low - start) for start, end, _ in free for low, _ in taken if start < low < end}
    free = [word for word in free if word[0] not in cuts]
    named = 0
    for start, end, known in free:
        if start < named:
            continue
        beside = _beside_name(read.text, start, end, clitics, lang) if known != (0,) else None
        if beside:
            cuts[start], named = beside
        elif known:
            cuts[start] = known
    return _cut(read, cuts, clitics, [m.span() for m in QUOTES.finditer(read.text)])


def _names(text: str, lang: str) -> list[Span]:
    found = [(p.start, p.end) for p in find_people(text, lang)]
    return found + [(p.start, p.end) for p in find_places(text, lang)]


def _beside_name(text: str, start: int, end: int, clitics: Clitics, lang: str) -> tuple[Cuts, int] | None:
    """How to cut a word whose rest begins or ends a name, and where the name ends."""
    word = text[start:end]
    for cuts in clitics.heads(word):
        first = start + cuts[-1]
        ends = [high for low, high in _names(text[first : first + REACH], lang) if low == 0]
        if ends:
            return cuts, first + max(ends)
    for at in clitics.tails(word):
        first = max(0, start - REACH)
        if any(first + high == start + at for _, high in _names(text[first : start + at], lang)):
            return (0, at), end
    return None


def _cut(read: Reading, cuts: dict[int, Cuts], clitics: Clitics, quoted: list[Span]) -> Reading:
    """The reading with a space between the parts of each word, and without articles; what is quoted stays as it is."""
    places = read.at or tuple(range(len(read.text)))
    chars: list[str] = []
    at: list[int] = []

    def copy(first: int, last: int, *, apart: str = "") -> None:
        if apart and chars and not chars[-1].isspace():
            chars.append(apart)
            at.append(places[first])
        chars.extend(read.text[first:last])
        at.extend(places[first:last])

    copied = 0
    for word in WORD.finditer(read.text):
        copy(copied, word.start())
        if any(low <= word.start() < high for low, high in quoted):
            copied = word.start()
            continue
        counts = read.text[: word.start()].rstrip()[-1:].isdigit()
        parts = cuts.get(word.start(), (0,))
        for first, last in zip(parts, (*parts[1:], len(word[0])), strict=True):
            part = word[0][first:last]
            if part not in clitics.silent or not (first or counts):
                begin = first + clitics.article(part)
                joint = JOINT if first and part in clitics.behind else " " if first or (counts and cuts) else ""
                copy(word.start() + begin, word.start() + last, apart=joint)
        copied = word.end()
        if word[0] in clitics.before and read.text[copied : copied + 1].isalnum():
            copy(copied, copied, apart=" ")
    copy(copied, len(read.text))
    return Reading("".join(chars), read.original, tuple(at))
