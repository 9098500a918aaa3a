"""The answer: its status, its text with numbered sources, and the claims, quotations and queries it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from thidua.graph.claims import Claim, Evidence, Source, evidence_json
from thidua.graph.stores.base import Cypher
from thidua.qa.answering.phrase import Statement, Wording
from thidua.qa.retrieval.reports import Reports

#: How a line of an answer begins that is a quotation under its statements.
QUOTATION = re.compile(r"\[\d+\] ")
Status = Literal["answered", "unknown", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Answer:
    """`evidence` is in the order of the numbers in the text; `conflicts` lists claims that contradict each other.

    `plan` tells in words what was looked for; `statements` are the lines of the text that claims say.
    """

    question: str
    lang: str
    status: Status
    text: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[dict[str, Any], ...] = ()
    conflicts: tuple[dict[str, Any], ...] = ()
    cypher: tuple[Cypher, ...] = ()
    elapsed_ms: float = 0.0
    plan: str = ""
    statements: tuple[Statement, ...] = ()

    def json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "lang": self.lang,
            "status": self.status,
            "answer": self.text,
            "claims": [c.id for c in self.claims],
            "evidence": list(self.evidence),
            "conflicts": list(self.conflicts),
            "plan": self.plan,
            "cypher": [{"query": c.query, "parameters": c.parameters} for c in self.cypher],
            "elapsed_ms": round(self.elapsed_ms, 2),
        }


class Notes:
    """The numbered sources of one answer: the same sentence has one number."""

    def __init__(self, sources: dict[str, Source], before: int = 0) -> None:
        """`before` are the numbers that an earlier part of the answer has taken."""
        self._sources, self._before = sources, before
        self.pieces: list[Evidence] = []

    def number(self, piece: Evidence) -> int:
        if piece not in self.pieces:
            self.pieces.append(piece)
        return self._before + self.pieces.index(piece) + 1

    def json(self) -> tuple[dict[str, Any], ...]:
        return tuple(evidence_json(p, self._sources[p.source]) for p in self.pieces)


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to several questions as one; their sources are numbered through."""
    statuses = [a.status for a in answers]
    status: Status = "answered" if "answered" in statuses else "ambiguous" if "ambiguous" in statuses else "unknown"
    return Answer(
        question,
        answers[0].lang,
        status,
        "\n\n".join(a.text for a in answers),
        tuple(dict.fromkeys(c for a in answers for c in a.claims)),
        tuple(e for a in answers for e in a.evidence),
        tuple(c for a in answers for c in a.conflicts),
        tuple(c for a in answers for c in a.cypher),
        plan="; ".join(a.plan for a in answers if a.plan),
        statements=tuple(s for a in answers for s in a.statements),
    )


def cited(statement: Statement, notes: Notes, wording: Wording, reports: Reports | None = None) -> str:
    """The statement with the numbers of its sources, and how many independent `reports` agree if there are several."""
    numbers: list[int] = []
    for claim in statement.claims:
        for piece in claim.evidence:
            numbers.append(notes.number(piece))
    marks = "".join(f"[{n}]" for n in sorted(set(numbers)))
    count = reports.count(statement.claims) if reports else 1
    agree = " " + wording.messages.text("slot", "independent", count=count) if count > 1 else ""
    return f"{statement.text}{agree} {marks}"


def text_of(
    statements: Sequence[Statement],
    notes: Notes,
    wording: Wording,
    *,
    lead: str = "",
    quotes: int = 12,
    reports: Reports | None = None,
) -> str:
    """The lines of an answer: statements, then one quotation for each."""
    lines = [lead] if lead else []
    lines += [cited(s, notes, wording, reports) for s in statements]
    shown: dict[int, str] = {}
    for statement in statements:
        needles = wording.needles(statement.claims)
        for piece in dict.fromkeys(c.evidence[0] for c in statement.claims if c.evidence):
            shown.setdefault(notes.number(piece), wording.cut(piece.quote, needles))
    join = wording.messages.data["join"]
    lines += [f"[{n}] {join['open']}{quote}{join['close']}" for n, quote in sorted(shown.items())[:quotes]]
    return "\n".join(lines)
