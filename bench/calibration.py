"""Where to stop quoting: of each threshold of the quotations' score, how much is answered rightly and refused rightly.

Every golden question, and those of `recall`, is put to the fallback alone, as if no claim fitted: the best sentence is
quoted if it scores enough. A quotation is right if it holds what is expected, or is what a right answer from facts
rests on. Unanswerable are the golden questions that nothing answers, and each that is answered, once the reports that
answer it are taken away. qa/retrieval/passages.py has the threshold chosen, docs/accuracy.md the curve and the reasons.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from thidua.bench.answers import TODAY, questions, reports
from thidua.bench.table import show
from thidua.graph.claims import Evidence
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest
from thidua.qa.answering import refuse
from thidua.qa.pipeline import ask
from thidua.qa.retrieval.passages import ENOUGH, Quotation, quotations
from thidua.qa.understanding.question import Question, understand
from thidua.tests.golden.asked import Asked, verdict
from thidua.tests.golden.compare import cases

HERE = Path(__file__).parent
THRESHOLDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best quotation's score, 0 where none passes the gates, and whether it answers; `None`: nothing could."""

    score: float
    right: bool | None


def main() -> None:
    found = [*golden(), *recalled()]
    able = [outcome for outcome in found if outcome.right is not None]
    unable = [outcome for outcome in found if outcome.right is None]
    rows = []
    for least in sorted({*THRESHOLDS, ENOUGH}):
        quoted = [outcome for outcome in able if outcome.score >= max(least, 0.01)]
        right = sum(outcome.right is True for outcome in quoted)
        refused = sum(outcome.score < max(least, 0.01) for outcome in unable)
        mark = " (chosen)" if least == ENOUGH else ""
        rows.append([f"{least:.2f}{mark}", f"{right / len(able):.3f}", f"{(len(quoted) - right) / len(able):.3f}",
                     f"{refused / len(unable):.3f}"])  # fmt: skip
    columns = [f"right, of {len(able)} answerable", "wrong", f"refused, of {len(unable)} unanswerable"]
    show("score at least", columns, rows)


def golden() -> Iterator[Outcome]:
    with reports("golden") as store:
        for row in questions("golden"):
            if row.turn == 0 and "ambiguous" not in row.statuses:
                yield from outcomes(row, store)


def outcomes(row: Asked, store: Store) -> Iterator[Outcome]:
    """Of one question: with all reports, and, where it is answered, without those that answer it."""
    question = understand(row.question, store, today=TODAY)
    scored = quotations(question, store, enough=0.0)
    facts = rests_on(row, store)
    good = facts | {q.evidence for q in scored if answers(row, question, q, store)}
    score = scored[0].score if scored else 0.0
    if row.answerable:
        yield Outcome(score, bool(scored) and scored[0].evidence in good)
    else:
        yield Outcome(0.0 if scored and scored[0].evidence in good else score, None)
    homes = {piece.source for piece in good}
    if row.answerable and homes:
        rest = [quotation.score for quotation in scored if quotation.evidence.source not in homes]
        yield Outcome(max(rest, default=0.0), None)


def answers(row: Asked, question: Question, quotation: Quotation, store: Store) -> bool:
    """Whether the answer that this quotation makes is right."""
    return "answered" in row.statuses and verdict(row, refuse.quoted(question, [quotation], store)) == "right"


def rests_on(row: Asked, store: Store) -> set[Evidence]:
    """The sentences of a right answer from facts."""
    answer = ask(row.question, store, as_of=TODAY)
    if answer.status != "answered" or verdict(row, answer) != "right":
        return set()
    return {piece for claim in answer.claims for piece in claim.evidence}


def recalled() -> Iterator[Outcome]:
    """The questions of `recall`, each answered by one sentence that is known."""
    with samples() as store:
        for row in tomllib.loads((HERE / "recall.toml").read_text("utf-8"))["case"]:
            question = understand(row["question"], store, today=TODAY)
            scored = quotations(question, store, enough=0.0)
            score = scored[0].score if scored else 0.0
            yield Outcome(score, bool(scored) and row["says"] in scored[0].evidence.quote)


@contextmanager
def samples() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(":memory:") as store:
        for case in cases("cases"):
            (Path(folder) / f"{case.name}.txt").write_text(case.text, "utf-8")
        ingest([str(HERE.parent / "samples"), folder], store)
        yield store


if __name__ == "__main__":
    main()
