"""How right the answers are: right, refused, grounded and wrong by language and kind of question.

The questions are those of tests/golden/questions, over the golden reports and over those set aside; with a FOLDER also
its own, over its own reports: texts, and a gold.json with "file", "lang" and "questions" of "q", "q_lang", "expects",
"unanswerable". `python -m thidua.bench.answers [FOLDER…] [--vectors] [--model] [--misses] [--show]`.

"right": of the answerable questions; "refused": of the unanswerable; "wrong": answers that say what is not so, or say
what no report does; "grounded": of the answers, those in which everything is said by its source (bench/grounding.py).
`--vectors` searches by vectors too, `--model` asks the model of THIDUA_LLM for proposals while the reports are read.
`--misses` lists what went wrong by language, kind and class, `--show` also the texts of the golden ones. Fails nothing.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thidua.bench.grounding import Grounding
from thidua.bench.table import show
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest, proposing
from thidua.ingest.vectors import fill_vectors
from thidua.qa.answering.answer import Answer
from thidua.qa.pipeline import Thread, ask
from thidua.tests.golden.asked import REPORTS, Asked, Verdict, asked, verdict
from thidua.tests.golden.compare import cases

TODAY = "2026-01-01"
COLUMNS = ("right", "refused", "wrong", "grounded")


@dataclass(frozen=True, slots=True)
class Result:
    """A question, its answer, how right it is, and what of it no source says."""

    asked: Asked
    answer: Answer
    verdict: Verdict
    ungrounded: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    for flag in ("vectors", "model", "misses", "show"):
        parser.add_argument(f"--{flag}", action="store_true")
    options = parser.parse_args()
    found = {name: results(name, vectors=options.vectors, model=options.model) for name in REPORTS}
    for folder in options.folders:
        found[folder.name] = results(folder, vectors=options.vectors, model=options.model)
    for title in ("language", "kind"):
        tables(title, found)
    for name, rows in found.items():
        if options.misses or options.show:
            misses(name, rows, texts=options.show and name == "golden")


def results(folder: str | Path, *, vectors: bool = False, model: bool = False) -> list[Result]:
    """Every question of a set ("golden", "aside") or a folder, asked of a store with all its reports."""
    rows = questions(folder)
    with reports(folder, vectors=vectors, model=model) as store:
        grounding = Grounding(store)
        return [
            Result(row, answer, verdict(row, answer), tuple(grounding.faults(answer)))
            for row, answer in zip(rows, answers(rows, store), strict=True)
        ]


def questions(folder: str | Path) -> list[Asked]:
    """The questions of a set, or of a folder's gold.json."""
    return asked(folder) if isinstance(folder, str) else list(given(folder))


@contextmanager
def reports(folder: str | Path, *, vectors: bool = False, model: bool = False) -> Iterator[Store]:
    """A store in memory with the reports of a set or a folder, each under the name of its file."""
    with tempfile.TemporaryDirectory() as place, open_store(":memory:") as store:
        inputs = [place]
        if isinstance(folder, str):
            for case in cases(REPORTS[folder]):  # an address makes a report the same one in every run
                text = f"https://reports.example/{case.name}\n{case.text}"
                (Path(place) / f"{case.name}.txt").write_text(text, "utf-8")
        else:
            inputs = [str(folder / row["file"]) for row in gold(folder)]
        ingest(inputs, store, proposer=proposing() if model else None)
        if vectors:
            fill_vectors(store)
        yield store


def answers(rows: Sequence[Asked], store: Store) -> Iterator[Answer]:
    """In order; the turns of a conversation hang on one thread."""
    thread = Thread()
    for row in rows:
        if row.turn == 0:
            thread = Thread()
        yield ask(row.question, store, as_of=TODAY, thread=thread)


def gold(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / "gold.json").read_text("utf-8"))
    return rows


def given(folder: Path) -> Iterator[Asked]:
    """The questions of a folder's gold.json: of no kind but that they can be answered or not."""
    for report in gold(folder):
        for row in report["questions"]:
            kind, status = ("unanswerable", "unknown") if row["unanswerable"] else ("answerable", "answered")
            yield Asked(row["q_lang"], kind, row["q"], tuple(row["expects"]), (), frozenset([status]))


def tally(rows: Sequence[Result]) -> Counter[str]:
    """Counts: answerable, right, unanswerable, refused, answered, wrong, grounded."""
    count = Counter[str]()
    for row in rows:
        good = row.verdict == "right"
        if row.asked.answerable:
            count.update(answerable=1, right=good)
        else:
            count.update(unanswerable=1, refused=good)
        if row.answer.status == "answered":
            count.update(answered=1, grounded=not row.ungrounded)
        count.update(wrong=row.verdict == "wrong")
    return count


def tables(title: str, found: dict[str, list[Result]]) -> None:
    keys = sorted({group(title, row) for rows in found.values() for row in rows})
    rows = []
    for wanted in (*keys, None):
        chosen = [[r for r in rows if wanted in (None, group(title, r))] for rows in found.values()]
        rows.append([wanted or "all", *(cell for part in chosen for cell in cells(tally(part)))])
    show(title, [f"{name} {column}" for name in found for column in COLUMNS], rows)


def group(title: str, row: Result) -> str:
    return row.asked.lang if title == "language" else row.asked.kind


def cells(count: Counter[str]) -> list[str]:
    return [
        share(count["right"], count["answerable"]),
        share(count["refused"], count["unanswerable"]),
        str(count["wrong"]),
        share(count["grounded"], count["answered"]),
    ]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} of {whole}" if whole else "–"


def misses(name: str, rows: Sequence[Result], *, texts: bool) -> None:
    """What went wrong, without the words of questions and answers unless `texts`."""
    print(f"### {name}: what went wrong\n")
    for row in rows:
        if row.verdict == "right" and not row.ungrounded:
            continue
        flaw = ", ungrounded" if row.ungrounded else ""
        able = "answerable" if row.asked.answerable else "unanswerable"
        print(f"- {row.asked.lang} {row.asked.kind} {able}: {row.verdict}{flaw}")
        if texts:
            print(f"    {row.asked.question}\n    wanted {list(row.asked.says)} never {list(row.asked.never)}")
            print(*(f"    | {line}" for line in [row.answer.status, *row.answer.text.split("\n")]), sep="\n")
            print(*(f"    ! {fault}" for fault in row.ungrounded), sep="\n")
    print()


if __name__ == "__main__":
    main()
