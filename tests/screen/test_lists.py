"""The lists show what the reports state and nothing else, and are found by names in any spelling."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest
from thidua.screen.lists import LISTS, statements

REPORT = """https://news.example/2024/cluster
In 2024, the Department of Home Affairs of Ninh Binh province is the head of Emulation Cluster No. 1 of Ninh Binh \
province. The Department of Justice of Ninh Binh province is the deputy head of the cluster.

Mr. Tran Van Lam, Director of the Department of Home Affairs of Ninh Binh province, attended the conference.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    file: Path = tmp_path_factory.mktemp("reports") / "one.txt"
    file.write_text(REPORT, "utf-8")
    with open_store(":memory:") as opened:
        assert ingest([str(file)], opened).failed == []
        yield opened


@pytest.mark.parametrize("kind", LISTS)
def test_every_row_has_a_cell_for_every_column(store: Store, kind: str) -> None:
    table = LISTS[kind](store, "en")
    for row in table.rows:
        assert len(row.cells) == len(table.columns) - ("sentence" in table.columns)
        assert all(REPORT[piece["start"] : piece["end"]] == piece["quote"] for piece in row.evidence)


def test_a_cluster_shows_its_leaders_of_a_year(store: Store) -> None:
    (row,) = LISTS["clusters"](store, "en").rows
    assert row.cells == (
        "Cụm thi đua số 1 tỉnh Ninh Bình", "2024", "Sở Nội vụ tỉnh Ninh Bình", "Sở Tư pháp tỉnh Ninh Bình",
    )  # fmt: skip
    assert len(row.evidence) == 2


def test_a_movement_shows_who_carries_it_out_and_the_sentence(tmp_path: Path) -> None:
    told = 'Emulation Cluster No. 1 of Ninh Binh province implemented the movement "Green villages, clean rivers".'
    (tmp_path / "movement.txt").write_text(f"{told}\n", "utf-8")
    with open_store(":memory:") as opened:
        assert ingest([str(tmp_path / "movement.txt")], opened).failed == []
        (row,) = LISTS["movements"](opened, "en").rows
    assert row.cells[2] == "Cụm thi đua số 1 tỉnh Ninh Bình"
    assert [piece["quote"] for piece in row.evidence] == [told]


@pytest.mark.parametrize("wanted", ["", "  ", "tran lam", "TRẦN VĂN LÂM", "director ninh binh", "noi vu"])
def test_a_search_takes_any_spelling(store: Store, wanted: str) -> None:
    assert [row.cells[0] for row in LISTS["officials"](store, "en").search(wanted)] == ["Tran Van Lam"]


def test_a_search_wants_every_word(store: Store) -> None:
    assert LISTS["officials"](store, "en").search("lam thanh hoa") == []
    assert LISTS["officials"](store, "en").search("ran") == []


def test_what_one_report_states_is_in_reading_order(store: Store) -> None:
    (source,) = store.sources()
    starts = [row.evidence[0]["start"] for row in statements(store, "en", source.id).rows]
    assert starts == sorted(starts)
    assert starts
