"""Several processes find what one finds, in the same order, and hold only some reports at a time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.errors import UsageError
from thidua.graph.stores import open_store
from thidua.ingest import workers
from thidua.ingest.article import Article
from thidua.ingest.pipeline import ingest

SAMPLES = Path(__file__).parents[2] / "samples"


def articles(count: int, taken: list[int] | None = None) -> Iterator[Article]:
    for n in range(count):
        if taken is not None:
            taken.append(n)
        yield Article(
            f"{n}.txt", f"In 2024, the Department of Justice of Ninh Binh led Emulation Cluster No. {n}.", lang="en"
        )


def test_the_graph_is_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    graphs = []
    for number in (1, 2, 3):
        with open_store(":memory:") as store:
            summary = ingest([str(SAMPLES)], store, workers=number)
            graphs.append((summary.sources, list(store.reports())))
    assert graphs[0] == graphs[1] == graphs[2]


def test_reports_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []
    found = workers.extracted(articles(1000, taken), 2)
    first = next(found)
    assert first.source.document == "0.txt"
    assert len(taken) <= 2 * workers.AHEAD * workers.SHARE
    found.close()  # type: ignore[attr-defined]


def test_a_worker_that_is_ended_is_said_and_what_to_do() -> None:
    found = workers.extracted(articles(1000), 2)
    next(found)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(UsageError, match="fewer --workers"):
        list(found)
