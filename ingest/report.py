"""A report as it is read: sentences with their elements, and what the report as a whole is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from thidua.graph.claims import Passage, digest
from thidua.graph.names import PersonName, find_places, place, read_person, short_form
from thidua.ingest.article import Article
from thidua.language.data import Language, language_or_neutral, neutral
from thidua.language.machine import is_no_prose, speaks_to_machine
from thidua.language.mention import DATE, OTHER, ROLE, WORD, Mention
from thidua.language.recognise import elements
from thidua.language.sentences import sentences

#: How long, in characters, a line is taken to speak of one thing; some reports are one line.
LINE = 500


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
    def told(self) -> str:
        """The text with blanks, as many, for the sentences that were not read."""
        text = self.article.text
        for sentence in self.sentences:
            if not sentence.elements:
                text = text[: sentence.start] + " " * len(sentence.text) + text[sentence.end :]
        return text

    @cached_property
    def source_id(self) -> str:
        return source_id(self.article)

    def passages(self) -> tuple[Passage, ...]:
        return tuple(Passage(self.source_id, s.number, s.start, s.end, s.text) for s in self.sentences)


def _may_be_short(elements: list[Mention], index: int, *, roles: bool) -> bool:
    """A word after a title (or a role, "Minister An", where names of bodies do not follow one); capitals, where the
    script has them, tell "Mr. An" from "an"."""
    text = elements[index].text
    named = elements[index].type in (OTHER, WORD) and (text[0].isupper() or text.lower() == text.upper())
    before = elements[index - 1] if index else None
    return named and before is not None and (before.has("honorific") or (roles and before.type == ROLE))


def source_id(article: Article) -> str:
    """The same for every reading of the same document, whatever it says today."""
    return "source:" + digest("source", article.url or article.origin or article.document)


def read_report(article: Article, lang: str) -> Report:
    """Cut and read. An address line at the head of the text is no sentence."""
    data = language_or_neutral(lang)
    cut = [
        (start, end)
        for start, end in sentences(article.text, lang, data.abbreviations)
        if not article.text[start:end].startswith(("http://", "https://"))
    ]
    heard, texts = _heard(article.text, cut), [article.text[start:end] for start, end in cut]
    named = {span.place_id for span in find_places(article.text, lang)}
    towns = {id_ for id_ in named if place(id_).level in ("town", "district")}
    provinces = frozenset({province for id_ in named if (province := place(id_).province)} | towns)
    read = tuple(
        Sentence(n, *cut[n], text, tuple(elements(text, lang, provinces)) if hears else ())
        for n, (text, hears) in enumerate(zip(texts, heard, strict=True))
    )
    return Report(article, lang, tuple(_years_told(_short_names(read, lang))))


def _heard(text: str, cut: Iterable[tuple[int, int]]) -> Iterator[bool]:
    """Whether each sentence speaks to readers. Where one speaks to a machine, what follows on its line does too."""
    deaf = -1
    for start, end in cut:
        line = text[start : start + LINE].partition("\n")[0]
        if speaks_to_machine(text[start:end]) or is_no_prose(line):
            deaf = max(end, start + len(line))
        yield start >= deaf


def _years_told(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """ "In the same year" is the year named last, by itself or in a day that is no document's."""
    told: int | None = None
    for sentence in sentences:
        changed = list(sentence.elements)
        for index, mention in enumerate(changed):
            value = mention.get("value") or ""
            if mention.get("back") and told is not None:
                told += int(mention.data["offset"])
                changed[index] = replace(mention, data={"value": str(told)})
            elif mention.type == DATE and value[:4].isdigit() and "/" not in value:
                near = changed[max(0, index - 3) : index + 4]
                told = told if any(m.type == "NormativeDocument" for m in near) else int(value[:4])
        yield replace(sentence, elements=tuple(changed))


def _short_names(sentences: Iterable[Sentence], lang: str) -> Iterator[Sentence]:
    """A title before the last part of a name already read ("Ms. Diệp") names that person again."""
    known: list[PersonName] = []
    data = language_or_neutral(lang)
    roles = data.capitals and not data.body_first and data is not neutral(lang)
    for sentence in sentences:
        changed = list(sentence.elements)
        for index, mention in enumerate(changed):
            if mention.type == "Person":
                known += [name] if (name := read_person(mention.text, lang)) else []
            elif not known or not _may_be_short(changed, index, roles=roles):
                continue
            elif full := short_form(mention.text, known, lang):
                changed[index] = replace(mention, type="Person", senses=(), data={"label": full.label})
        yield replace(sentence, elements=tuple(changed))
