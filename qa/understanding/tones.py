"""Vietnamese typed without its marks: the known words of a question get them back, so that it is read as any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from thidua.graph.bodies import bodies
from thidua.graph.names import find_people
from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.syllables import plain as unmarked
from thidua.language.data import language
from thidua.language.lexicon import plain
from thidua.qa.words import forms_of

LANG = "vi"
LONGEST = 7
#: How many of the words must be Vietnamese syllables, and how few words say nothing.
MOST = 0.8
FEWEST = 3
WORD = re.compile(r"[A-Za-z]+")


def marked(text: str) -> str | None:
    """The question with its marks, of the same length; `None` if it is not Vietnamese without them."""
    words = list(WORD.finditer(text))
    if not text.isascii() or len(words) < FEWEST:
        return None
    known = sum(w[0].lower() in lexicon().syllables for w in words)
    if known < MOST * len(words):
        return None
    people = [(p.start, p.end) for p in find_people(text, LANG)]
    made, changed, index = text, 0, 0
    while index < len(words):
        size, form = _longest(words, index, text)
        start, end = words[index].start(), words[index + size - 1].end()
        if form and (size > 1 or not any(s <= start and end <= e for s, e in people)):
            made = made[:start] + form + made[end:]
            changed += size
        index += size
    return made if changed * 2 >= len(words) - sum(e > w.start() >= s for w in words for s, e in people) else None


def _longest(words: Sequence[re.Match[str]], index: int, text: str) -> tuple[int, str | None]:
    """How many words from `index` on are one known form, and that form."""
    for size in range(min(LONGEST, len(words) - index), 0, -1):
        stretch = text[words[index].start() : words[index + size - 1].end()].lower()
        if form := _forms().get(stretch):
            return size, form
    return 1, None


@cache
def _forms() -> Mapping[str, str]:
    """Every form of the language by its spelling without marks; those that questions are asked in first."""
    found: dict[str, str] = {}
    for form in _all():
        low = plain(form.removesuffix("*"))
        bare = " ".join(unmarked(word) for word in low.split(" "))
        if bare.isascii() and len(bare) == len(low):
            found.setdefault(bare, low)
    return found


def _all() -> Iterator[str]:
    yield from _strings(language(LANG).folder["terms"].get("number", {}))
    yield from forms_of(LANG)
    for name in ("words", "terms"):
        yield from _strings(language(LANG).folder[name])
    for body in bodies().values():
        yield from (body.label, body.local, *body.aliases)


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
