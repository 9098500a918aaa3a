"""Who stops an ingest gets what was read until then, whole."""

from pathlib import Path

from thidua.graph.stores import open_store
from thidua.ingest.pipeline import ingest

TOLD = "In 2024, the Department of {} of Ninh Binh province is the head of Emulation Cluster No. {} of the province."


def test_no_report_is_begun_after_the_stop_and_those_read_are_written(tmp_path: Path) -> None:
    for number, office in enumerate(("Justice", "Finance", "Health", "Home Affairs"), 1):
        (tmp_path / f"{number}.txt").write_text(TOLD.format(office, number) + "\n", "utf-8")
    told: list[tuple[str, str]] = []
    with open_store(":memory:") as store:
        summary = ingest(
            [str(tmp_path)],
            store,
            lambda event: told.append((event.stage, Path(event.document).name)),
            is_stopped=lambda: ("read", "2.txt") in told,
        )
        assert [source.document for source in store.sources()] == ["1.txt", "2.txt"]
    assert summary.written == 2
    assert told[0] == ("begun", tmp_path.name)
    assert ("read", "3.txt") not in told


def test_nothing_is_read_that_is_stopped_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Cụm thi đua số 1 họp.\n", "utf-8")
    with open_store(":memory:") as store:
        assert ingest([str(tmp_path)], store, is_stopped=lambda: True).written == 0
