"""How fast it is for one person: reading reports in, answering in a running process, answering as a command.

Reports are made of the golden cases, three of a language to a report, with other cluster numbers and years, so that
they are as long and as full of names as real ones.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from thidua.bench.answers import TODAY, questions, reports
from thidua.bench.table import show
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest
from thidua.ingest.vectors import fill_vectors
from thidua.qa.pipeline import Thread, ask
from thidua.tests.golden.compare import cases

SAMPLES = Path(__file__).parent.parent / "samples"
REPORTS, TIMES, STARTS = 900, 10, 7
WORKERS = (1, 2)
STRUCTURED = (
    "Who headed Emulation Block No. 3 of Hoa Binh province in 2023?",
    "Ai là Cụm phó Cụm thi đua số II tỉnh Đồng Nai năm 2023?",
    "Wer leitet den Emulationsblock Nr. 2?",
    "गुयेन मिन्ह हंग किन पदों पर हैं?",
    "What posts does Kha Van Tam hold?",
    "Ai dự hội nghị cùng Nguyễn Minh Hùng?",
    "Which directive did Emulation Cluster No. 3 of Dong Nai province implement?",
    "Which units are members of Emulation Block No. 3 of Hoa Binh province?",
    "Who was deputy head of Emulation Block No. 3 of Hoa Binh province in 2023?",
    "Đơn vị nào được đề nghị tặng cờ thi đua năm 2022?",
    "Who awarded the Labour Order in Thai Binh?",
    "Who led Emulation Cluster No. 9 of Dong Nai province in 1999?",
)
QUOTED = (
    "What happened to the flower and plant growers at New Year 2025?",
    "Cách chấm điểm thi đua của khối như thế nào?",
    "How old is the youngest delegate of the national congress?",
    "Was zeigte der Zierpflanzenverband zum Neujahrsfest?",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            [
                f"reports read in, a second, {workers} worker{'s' if workers > 1 else ''}",
                *reading(Path(folder), workers),
            ]
            for workers in WORKERS
        ]
        address = str(Path(folder) / "samples.db")
        with open_store(address) as store:
            ingest([str(SAMPLES)], store)
            fill_vectors(store)
            rows.append(["answer from facts, ms", *answering(store, STRUCTURED)])
            rows.append(["answer from quoted sentences, ms", *answering(store, QUOTED)])
        for what, vectors in (("without vectors", False), ("with vectors", True)):
            rows.append([f"answer to any question, {what}, ms", *warm(vectors)])
        command = [sys.executable, "-m", "thidua.cli", "--store", address, "ask", STRUCTURED[0]]
        rows.append(["`thidua ask` as a command, ms", *starting(command)])
        rows.append(["Python alone, ms", *starting([sys.executable, "-c", "pass"])])
    show("speed", ["p50", "p95", "measured"], rows)


def reading(folder: Path, workers: int) -> list[str]:
    """Rates over runs of a third of the reports each, into an empty store; the vectors are not waited for."""
    rates = []
    for run in range(3):
        reports = folder / f"reports{run}"
        reports.mkdir(exist_ok=True)
        for name, text in made_up(REPORTS // 3, seed=run):
            (reports / name).write_text(text, "utf-8")
        with open_store(str(folder / f"run{run}-{workers}.db")) as store:
            took = timed(partial(ingest, workers=workers), [str(reports)], store)
        rates.append(REPORTS / 3 / took)
    return [f"{statistics.median(rates):.0f}", f"{min(rates):.0f}", f"{REPORTS} reports in 3 runs, least for p95"]


def made_up(count: int, seed: int) -> Iterator[tuple[str, str]]:
    pick = random.Random(seed)
    by_lang: dict[str, list[str]] = {}
    for case in (*cases("cases"), *cases("aside")):
        by_lang.setdefault(case.lang, []).append(case.text)
    for number in range(count):
        lang = sorted(by_lang)[number % len(by_lang)]
        text = "\n".join(pick.sample(by_lang[lang], 3))
        shift, other = pick.randrange(-6, 3), str(pick.randrange(1, 60))
        text = re.sub(r"\b20[12]\d\b", partial(later, shift), text)
        text = re.sub(r"((?:No\.|Nr\.|số|नंबर) )\d(?!\d|/)", rf"\g<1>{other}", text)
        yield f"{lang}{number:04}.txt", text


def later(years: int, year: re.Match[str]) -> str:
    return str(int(year[0]) + years)


def answering(store: Store, questions: Sequence[str]) -> list[str]:
    for question in questions:
        ask(question, store)
    times = [timed(ask, question, store) for _ in range(TIMES) for question in questions]
    return [*quantiles(times), f"{len(questions)} questions, {TIMES} times, in one process"]


def warm(vectors: bool) -> list[str]:
    """Every question over the golden reports in a process that has answered it before: facts, quotations, refusals."""
    asked = questions("golden")
    with reports("golden", vectors=vectors) as store:
        times: list[float] = []
        for _ in range(2):
            times, thread = [], Thread()
            for row in asked:
                thread = thread if row.turn else Thread()
                times.append(timed(partial(ask, as_of=TODAY, thread=thread), row.question, store))
    return [*quantiles(times), f"{len(asked)} questions in {len({row.lang for row in asked})} languages, once warm"]


def starting(command: Sequence[str]) -> list[str]:
    times = [timed(finished, command) for _ in range(STARTS)]
    return [*quantiles(times), f"{STARTS} processes"]


def finished(command: Sequence[str]) -> None:
    subprocess.run(command, capture_output=True, check=True)


def quantiles(times: Sequence[float]) -> list[str]:
    ordered = sorted(times)
    return [f"{1000 * ordered[int(share * (len(ordered) - 1) + 0.5)]:.1f}" for share in (0.5, 0.95)]


def timed(act: Callable[..., object], *given: object) -> float:
    started = perf_counter()
    act(*given)
    return perf_counter() - started


if __name__ == "__main__":
    main()
