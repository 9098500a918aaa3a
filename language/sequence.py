"""Working along the elements of a sentence: look at one, replace some by a mention, ask what a word may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from thidua.language.data import Language, language_or_neutral
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import OTHER, ROLE, WORD, Mention

Elements = list[Mention]


def merged(parts: Elements, text: str, kind: str, **data: str | None) -> Mention:
    """One mention from several neighbours, keeping what they may mean."""
    start, end = parts[0].start, parts[-1].end
    senses = tuple(dict.fromkeys(s for p in parts for s in p.senses))
    return Mention(kind, start, end, text[start:end], senses, {k: v for k, v in data.items() if v is not None})


def element_at(elements: Elements, index: int) -> Mention | None:
    return elements[index] if 0 <= index < len(elements) else None


def each(elements: Elements, build: Callable[[int], tuple[int, int, Mention] | None]) -> Elements:
    """Replace `elements[first:last]` by a mention wherever `build(i)` gives one, left to right."""
    made: Elements = []
    positions: list[int] = []
    index = 0
    while index < len(elements):
        if (result := build(index)) is not None and result[0] >= (positions[-1] if positions else 0):
            _, last, mention = result
            while made and made[-1].start >= mention.start:
                made.pop()
            made.append(mention)
            positions.append(last)
            index = last
        else:
            made.append(elements[index])
            index += 1
    return made


def senses_inside(mention: Mention, lang: Language) -> frozenset[Sense]:
    """The senses of every form inside the mention's text, also of those a longer form hides."""
    return _senses(mention.text, lang.code)


@lru_cache(maxsize=4096)  # a report says the same words again and again
def _senses(text: str, code: str) -> frozenset[Sense]:
    lang = language_or_neutral(code)
    return frozenset(s for m in lang.lexicon.matches(plain(lang.reading(text).text)) for s in m.senses)


def ends_as(mention: Mention, lang: Language, table: str) -> bool:
    """Whether a body's or role's own case marks it, as a word of `table` would ("Департаменту": to the department)."""
    endings = lang.endings(table)
    if not endings or mention.type not in ("Organization", ROLE):
        return False
    return plain(mention.text).split()[0].endswith(endings)


def marks(elements: Sequence[Mention], at: int, table: str) -> bool:
    """Whether the word marks what follows; an article that does so by its case does not behind a preposition."""
    if not elements[at].has(table):
        return False
    before = elements[at - 1] if at else None
    return not elements[at].has("article") or before is None or not (before.type == OTHER or before.has("of"))


def is_light(word: Mention) -> bool:
    return word.has("of") or word.has("article")


def level_of(word: Mention) -> str | None:
    return word.concept("level") or ("provincial" if word.has("local") else None)


def is_levelled(elements: Elements, at: int) -> bool:
    """Whether the word for its level follows the place and no other body after it ("समिति A प्रांत के अध्यक्ष")."""
    at += 1
    if not (word := element_at(elements, at)) or not level_of(word) or word.has("role"):
        return False
    while (word := element_at(elements, at)) and word.type == WORD and (level_of(word) or is_light(word)):
        at += 1
    return word is None or not (word.has("body") or word.has("heads"))


def is_taken(elements: Elements, place: int) -> bool:
    """Whether the place is the one of a body before it, in a list without commas."""
    at = place - 1
    while (word := element_at(elements, at)) and word.type == WORD and (level_of(word) or is_light(word)):
        at -= 1
    return word is not None and at < place - 1 and word.has("body")
