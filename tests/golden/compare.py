"""Golden cases: a file holds a report and the claims that its sentences make; what is extracted is compared with it.

    lang, text                  the report
    complete = ["leads", …]     kinds of which the file lists every claim: any other is unexpected
    claim = [{kind = …}, …]     claims to be found; only the keys that are given are compared
    never = [{kind = …}, …]     claims that must not be found

Keys: subject, object, giver (a canonical label or a list of accepted ones), value and unit (figures), role, status,
valid_from ("" says that none may be given), count, number, quote_contains. `xfail = "reason"` on a claim or a never
says that the rules do not get it right yet, on the file that they hardly read it; once they do, the mark has to go.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from thidua.graph.claims import Claim, Extraction, Value
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.ingest.article import Article
from thidua.ingest.extract import extract
from thidua.ingest.propose import Proposer

HERE = Path(__file__).parent
ENDS = ("subject", "object", "giver")
EXACT = ("role", "status", "count", "unit")
KEYS = {"kind", *ENDS, *EXACT, "value", "valid_from", "number", "quote_contains", "xfail"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    name: str
    lang: str
    text: str
    complete: tuple[str, ...]
    claims: tuple[Row, ...]
    never: tuple[Row, ...]
    xfail: str | None


def cases(folder: str) -> list[Case]:
    """The cases of a folder ("cases", "aside"), by name."""
    return [read(file) for file in sorted((HERE / folder).glob("*.toml"))]


def read(file: Path) -> Case:
    """Raises ValueError for a key or a kind that there is not: a misspelt expectation is never silently met."""
    data = tomllib.loads(file.read_text("utf-8"))
    for row in (*data.get("claim", ()), *data.get("never", ())):
        if unknown := row.keys() - KEYS:
            raise ValueError(f"{file.name}: no such key: {', '.join(sorted(unknown))}")
        if row["kind"] not in ontology().kinds:
            raise ValueError(f"{file.name}: no such kind: {row['kind']}")
    return Case(
        file.stem,
        data["lang"],
        data["text"].strip() + "\n",
        tuple(data.get("complete", ())),
        tuple(data.get("claim", ())),
        tuple(data.get("never", ())),
        data.get("xfail"),
    )


@dataclass(frozen=True)
class Found:
    """What was extracted from a case, with names for ids."""

    extraction: Extraction
    labels: dict[str, str]

    def problems(self, case: Case) -> list[str]:
        """In words, what is missing, unexpected, or marked as failing although it no longer does."""
        return [*self._missing(case), *self._unexpected(case), *self._wrong(case), *self._misquoted()]

    def matches(self, row: Row) -> list[Claim]:
        return [claim for claim in self.extraction.claims if self.meets(claim, row)]

    def _missing(self, case: Case) -> Iterator[str]:
        for row in case.claims:
            found = bool(self.matches(row))
            if "xfail" in row and found:
                yield f"now found, take its xfail away: {show(row)}"
            elif "xfail" not in row and not found:
                near = [self.show(c) for c in self.extraction.claims if c.kind == row["kind"]]
                yield "\n      ".join([f"missing: {show(row)}", *(near or [f"no {row['kind']} at all"])])

    def unexpected(self, case: Case) -> list[Claim]:
        """Claims of the complete kinds that no expectation covers."""
        stated = [claim for claim in self.extraction.claims if claim.kind in case.complete]
        return [claim for claim in stated if not any(self.meets(claim, row) for row in case.claims)]

    def _unexpected(self, case: Case) -> Iterator[str]:
        for claim in self.unexpected(case):
            if not any(self.meets(claim, row) for row in case.never):
                yield f"unexpected: {self.show(claim)}\n      “{claim.evidence[0].quote}”"

    def _wrong(self, case: Case) -> Iterator[str]:
        for row in case.never:
            found = self.matches(row)
            if "xfail" in row and not found:
                yield f"no longer found, take its xfail away: {show(row)}"
            elif "xfail" not in row:
                yield from (f"must not be found: {self.show(c)}\n      “{c.evidence[0].quote}”" for c in found)

    def _misquoted(self) -> Iterator[str]:
        text = self.extraction.source.text
        for claim in self.extraction.claims:
            if not claim.evidence:
                yield f"no evidence: {self.show(claim)}"
            for piece in claim.evidence:
                if text[piece.start : piece.end] != piece.quote or not piece.quote:
                    yield f"misquoted: {self.show(claim)}: {piece.quote!r} is not at {piece.start}:{piece.end}"

    def meets(self, claim: Claim, row: Row) -> bool:
        ends = {"subject": claim.subject, "object": claim.object, "giver": claim.giver}
        return (
            claim.kind == row["kind"]
            and all(same(self._label(ends[key]), row[key]) for key in ENDS if key in row)
            and all(self._exact(claim, key) == row[key] for key in EXACT if key in row)
            and ("value" not in row or _is_number(claim.object, row["value"], row.get("unit", "")))
            and ("valid_from" not in row or (claim.valid_from or "") == row["valid_from"])
            and ("number" not in row or _code(claim.number) == _code(row["number"]))
            and ("quote_contains" not in row or any(row["quote_contains"] in piece.quote for piece in claim.evidence))
        )

    def _exact(self, claim: Claim, key: str) -> object:
        if key == "unit":
            return (claim.object.unit or "").rpartition(" ")[2] if isinstance(claim.object, Value) else None
        return getattr(claim, key)

    def _label(self, end: str | Value | None) -> str:
        return end.value if isinstance(end, Value) else self.labels[end] if end else ""

    def show(self, claim: Claim) -> str:
        target = claim.object
        row: Row = {
            "kind": claim.kind, "subject": self._label(claim.subject), "object": self._label(target),
            "unit": target.unit if isinstance(target, Value) else None, "role": claim.role, "status": claim.status,
            "giver": self._label(claim.giver), "count": claim.count, "number": claim.number,
            "valid_from": claim.valid_from,
        }  # fmt: skip
        return show({key: value for key, value in row.items() if value})


def found(case: Case, proposer: Proposer | None = None) -> Found:
    """What the rules find in the case's text, and what is kept of what a model proposes of the rest."""
    extraction = extract(article(case), proposer)
    return Found(extraction, {entity.id: entity.label for entity in extraction.entities})


def article(case: Case) -> Article:
    return Article(f"{case.name}.txt", case.text, lang=case.lang)


def same(label: str, accepted: str | list[str]) -> bool:
    """Equal but for case, or equal by search key, to one accepted label."""
    wanted = [accepted] if isinstance(accepted, str) else accepted
    return any(_plain(label) == _plain(w) or (label and fold(label) == fold(w)) for w in wanted)


def show(row: Row) -> str:
    kind, *rest = (f"{v}" if k == "kind" else f"{k} {v!r}" for k, v in row.items() if k != "xfail")
    return f"{kind}: {', '.join(rest)}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _code(number: str | None) -> str:
    return "".join((number or "").upper().split())


SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _is_number(target: str | Value, value: str | int | float, unit: str) -> bool:
    """Equal as numbers, whether the scale stands in the value or in the unit ("86.2", "million vnd")."""
    if not isinstance(target, Value) or target.datatype != "decimal":
        return False
    factor = SCALES.get((target.unit or "").split(" ")[0], 1) if unit not in (target.unit or "").split(" ")[:1] else 1
    return Decimal(target.value) * factor == Decimal(str(value))
