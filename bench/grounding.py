"""Whether an answer says only what its sources say: each quotation letter for letter, each name, number and date.

A statement's numbers and names have to be said by the claims it rests on or by its quotations. Read from the answer as
everybody gets it: a line that ends in [1][2] is a statement and these its sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from thidua.graph.bodies import body_name
from thidua.graph.claims import Claim, Value
from thidua.graph.names import fold
from thidua.graph.names.places import places
from thidua.graph.stores.base import Store
from thidua.language.dates import dates
from thidua.language.lexicon import plain
from thidua.language.recognise import recognise
from thidua.qa.answering.answer import Answer
from thidua.qa.words import messages
from thidua.tests.golden.asked import digits

MARKS = re.compile(r"((?:\[\d+\])+)\s*$")
NAMED = ("Person", "Organization", "EmulationCluster", "NormativeDocument", "Movement")
OTHERS = ("Event", "Group", "Honour", "Place")


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an answer, the pieces of evidence it cites, and the claims that rest on these."""

    text: str
    pieces: tuple[dict[str, Any], ...]
    claims: tuple[Claim, ...]
    lang: str


def told(answer: Answer) -> list[Told]:
    """The statements of an answer, in order; what has no source (a heading, what was looked for) is none."""
    found = []
    for line in answer.text.split("\n"):
        marks = MARKS.search(line)
        if not marks or re.match(r"\[\d+\] ", line):
            continue
        pieces = tuple(answer.evidence[int(n) - 1] for n in re.findall(r"\d+", marks[1]))
        quotes = {piece["quote"] for piece in pieces}
        claims = tuple(c for c in answer.claims if any(e.quote in quotes for e in c.evidence))
        text = counted(answer.lang).sub("", line[: marks.start()]).strip()
        found.append(Told(text, pieces, claims, answer.lang))
    return found


@cache
def counted(lang: str) -> re.Pattern[str]:
    """How many reports agree, as the language says it: the answer's own count, which no source states."""
    said = messages(lang).text("slot", "independent", count="#")
    return re.compile(re.escape(said).replace(re.escape("#"), r"\d+"))


@cache
def dated(lang: str) -> re.Pattern[str]:
    """What a report is about, as the language says it beside a claim without a year."""
    said = messages(lang).text("slot", "possible", year="#")
    return re.compile(re.escape(said).replace(re.escape("#"), r"(\d+)"))


class Grounding:
    """Checks the answers of one store, whose entities and sources are read once."""

    def __init__(self, store: Store) -> None:
        self._texts = {source.id: source.text for source in store.sources()}
        self._documents = {source.document: source.id for source in store.sources(text=False)}
        self._entities = {e.id: e for type_ in (*NAMED, *OTHERS) for e in store.entities_of(type_)}
        labels = {fold(e.label) for e in self._entities.values() if e.type in NAMED}
        self._labels = {label for label in labels if len(label) > 5}

    def faults(self, answer: Answer) -> Iterator[str]:
        """In words, what no source says."""
        yield from self._misquoted(answer)
        found = told(answer)
        for line in found:
            yield from self._unsaid(line)
        if answer.status == "answered" and not found and not re.match(r"\[\d+\] ", answer.text):
            yield "no statement has a source"

    def _misquoted(self, answer: Answer) -> Iterator[str]:
        for piece in answer.evidence:
            text = self._texts[self._documents[piece["document"]]]
            if not piece["quote"] or text[piece["start"] : piece["end"]] != piece["quote"]:
                yield f"misquoted: {piece['quote']!r}"

    def _unsaid(self, told: Told) -> Iterator[str]:
        line, claims = told.text, told.claims
        for piece in told.pieces:
            line = line.replace(piece["quote"], " ")
        said = self._said(told)
        if (note := dated(told.lang).search(line)) and self._reported(note[1], told):
            line = line.replace(note[0], " ")
        numbers = set(re.findall(r"\d+", digits(line))) - {n for text in said for n in re.findall(r"\d+", text)}
        yield from (f"number {n}: {line.strip()}" for n in sorted(numbers) if n not in _derived(claims))
        own = f" {fold(line)} "
        names = {label for label in self._labels if f" {label} " in own}
        whole = {n for n in names if not any(n != other and f" {n} " in f" {other} " for other in names)}
        folded = [f" {fold(text)} " for text in said]
        yield from (f"name {n}: {line.strip()}" for n in sorted(whole) if not any(f" {n} " in text for text in folded))

    def _reported(self, year: str, told: Told) -> bool:
        """Whether every report named for the statement says the year somewhere."""
        return all(year in digits(self._texts[self._documents[p["document"]]]) for p in told.pieces)

    def _said(self, told: Told) -> list[str]:
        """All that the claims and quotations say, as names are written in answers."""
        texts = [text for p in told.pieces for text in (digits(p["quote"]), *_read(p["quote"], p["lang"]))]
        for claim in told.claims:
            for end in (claim.subject, claim.object, claim.giver):
                if isinstance(end, Value):
                    texts += [end.value, end.unit or ""]
                elif end in self._entities:
                    texts += [self._entities[end].label, *(n.text for n in self._entities[end].names)]
            texts += [claim.valid_from or "", claim.valid_to or "", str(claim.count or ""), claim.number or ""]
        return texts


def _derived(claims: Sequence[Claim]) -> set[str]:
    """Numbers an answer may count itself, and parts of dates and amounts that it writes without leading zeros."""
    found = {str(len({getattr(c, end) for c in claims})) for end in ("subject", "object")}
    for claim in claims:
        value = claim.object.value if isinstance(claim.object, Value) else ""
        for text in (value, claim.valid_from or "", claim.valid_to or ""):
            parts = re.findall(r"\d+", text)
            found |= {part.lstrip("0") for part in parts}
            found |= {group for part in parts for group in re.findall(r"\d+", f"{int(part):,}")}
    return found


@cache
def _read(quote: str, lang: str) -> tuple[str, ...]:
    """The names, dates and documents of a quotation, as the graph would write them."""
    texts = [part.lstrip("0") for d in dates(plain(quote), lang) for part in re.findall(r"\d+", d.value)]
    for mention in recognise(quote, lang):
        row = dict(mention.data)
        texts += [str(value) for value in row.values()]
        if row.get("body"):
            texts.append(body_name(row["body"], row.get("place")))
        if row.get("place") in places():
            texts.append(places()[row["place"]].label)
    return tuple(texts)
