"""A report as it is read: sentences with their elements, and what the report as a whole is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from thidua.graph.claims import Passage, digest
from thidua.ingest.article import Article
from thidua.language.data import Language, language_or_neutral
from thidua.language.mention import Mention
from thidua.language.recognise import elements
from thidua.language.sentences import sentences


@dataclass(frozen=True)
class Sentence:
    """One sentence and its elements, whose offsets count from the sentence's own beginning."""

    number: int
    start: int
    end: int
    text: str
    elements: tuple[Mention, ...]

    def of(self, *types: str) -> list[Mention]:
        return [m for m in self.elements if m.type in types]

    def has(self, table: str) -> bool:
        return any(m.has(table) for m in self.elements)

    def index(self, mention: Mention) -> int:
        return next(i for i, m in enumerate(self.elements) if m is mention)


@dataclass
class Report:
    """An article in a known (or unknown) language, cut into sentences and read."""

    article: Article
    lang: str
    sentences: tuple[Sentence, ...] = field(default=())

    @property
    def language(self) -> Language:
        return language_or_neutral(self.lang)

    @cached_property
    def source_id(self) -> str:
        return source_id(self.article)

    def passages(self) -> tuple[Passage, ...]:
        return tuple(Passage(self.source_id, s.number, s.start, s.end, s.text) for s in self.sentences)


def source_id(article: Article) -> str:
    """The same for every reading of the same document, whatever it says today."""
    return "source:" + digest("source", article.url or article.document)


def read_report(article: Article, lang: str) -> Report:
    """Cut and read. An address line at the head of the text is no sentence."""
    data = language_or_neutral(lang)
    cut = [
        (start, end) for start, end in sentences(article.text, lang, data.abbreviations)
        if not article.text[start:end].startswith(("http://", "https://"))
    ]
    read = tuple(
        Sentence(n, start, end, article.text[start:end], tuple(elements(article.text[start:end], lang)))
        for n, (start, end) in enumerate(cut)
    )
    return Report(article, lang, read)


