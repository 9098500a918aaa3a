"""What a text names, with offsets: the same reading for reports and for questions."""

from __future__ import annotations

from thidua.language.compose import compose
from thidua.language.data import language_or_neutral
from thidua.language.mention import MARK, OTHER, WORD, Mention
from thidua.language.scan import scan


def elements(text: str, lang: str, provinces: frozenset[str] = frozenset()) -> list[Mention]:
    """One sentence as a sequence: mentions, and between them function words, other words and punctuation.

    `provinces`: ids of those that the whole report names, which tell one of several towns of a name, and of the towns
    and districts that it names with their level.
    """
    data = language_or_neutral(lang)
    read = data.reading(text)
    return [read.place(m) for m in compose(scan(read.text, data, provinces), read.text, data)]


def recognise(text: str, lang: str) -> list[Mention]:
    """The mentions of `text` in order: people, organisations, clusters, documents, events, roles, dates, numbers…"""
    return [m for m in elements(text, lang) if m.type not in (WORD, MARK, OTHER)]
