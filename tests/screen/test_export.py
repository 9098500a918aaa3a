"""What is taken away says what the screen says, and nothing in it is run."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from thidua.graph.stores import open_store
from thidua.ingest.pipeline import ingest
from thidua.qa.dossiers import profile
from thidua.screen import export
from thidua.screen.export import Files, Grid, as_csv, as_excel, evidence_grid, file_name, table_grid
from thidua.screen.lists import LISTS, Row, Table
from thidua.screen.texts import Words

WORDS = Words("en")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://outside.example","x")', "\t=1", "\r=1",
    "\n=1", "＝1+1", "＋1",
]  # fmt: skip


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid("Sheet", ("a", "b"), rows)


def sheets(book: bytes) -> dict[str, list[list[str]]]:
    """The texts of a workbook by sheet; fails where a cell is anything but a text."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        shared = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        texts = ["".join(one.itertext()) for one in shared.iter(f"{MAIN}si")]
        names = [one.get("name") for one in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            page = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(page.iter(f"{MAIN}f"))
            assert not list(page.iter(f"{MAIN}hyperlink"))
            cells = [[(cell.get("t"), cell) for cell in row] for row in page.iter(f"{MAIN}row")]
            assert all(kind in ("s", None) for row in cells for kind, _ in row)
            values = [[cell.find(f"{MAIN}v") for _, cell in row] for row in cells]
            found[str(name)] = [[texts[int(v.text)] if v is not None else "" for v in row] for row in values]
        return found


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_report_is_a_formula(text: str) -> None:
    assert sheets(as_excel([grid((text, "x"))]))["Sheet"][1][0].replace("_x000D_", "\r") == text
    _, (cell, _) = csv.reader(io.StringIO(as_csv(grid((text, "x"))).decode("utf-8-sig"), newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["-7,27", "-3", "Cụm thi đua số 1", "05-CT/TW", "1 = 1", "उप-प्रमुख", "\u202eabc"])
def test_other_texts_are_left_alone(text: str) -> None:
    _, (cell, _) = csv.reader(io.StringIO(as_csv(grid((text, "x"))).decode("utf-8-sig")))
    assert cell == text
    assert sheets(as_excel([grid((text, "x"))]))["Sheet"][1][0] == text


def test_a_very_long_cell_and_a_strange_name_make_a_workbook() -> None:
    book = as_excel([Grid("[Bảng]: a/b\\c?*'" + "x" * 40, ("a",), [("y" * 50_000,)]), Grid("''", ("a",), [])])
    (first, rows), (second, _) = sheets(book).items()
    assert len(first) <= 31
    assert second == "2"
    assert len(rows[1][0]) == export.LONGEST_CELL


def test_a_row_carries_its_sentences_reports_addresses_and_dates() -> None:
    pieces = tuple(
        {"document": f"{name}.txt", "url": url, "lang": "vi", "title": None, "published": day, "source": name,
         "quote": f"Câu {name}.", "start": 0, "end": 6}
        for name, url, day in (("a", "https://news.example/a", "2024-01-02"), ("b", None, None))
    )  # fmt: skip
    row = Row(("Bà A", "Chủ tịch", "Hội", "2024"), pieces)
    table = Table(("person", "post", "organisation", "when", "sentence"), (row,))
    made = table_grid(WORDS, "Officials", table, [row])
    assert list(made.rows[0][-4:]) == ["Câu a.\nCâu b.", "a.txt\nb.txt", "https://news.example/a\n", "2024-01-02\n"]
    evidence = evidence_grid(WORDS, [*pieces, *pieces])
    assert [line[0] for line in evidence.rows] == ["1", "2"]
    assert evidence.rows[0][1:] == ["Câu a.", "a.txt", "https://news.example/a", "2024-01-02", "vi", "0–6"]


def test_every_list_and_a_dossier_can_be_taken_away(tmp_path: Path) -> None:
    told = "In 2024, the Department of Justice of Ha Giang province is the head of Emulation Cluster No. 4 of Ha Giang."
    (tmp_path / "four.txt").write_text(f"https://news.example/four\n{told}\n", "utf-8")
    with open_store(":memory:") as store:
        ingest([str(tmp_path / "four.txt")], store)
        for kind, make in LISTS.items():
            table = make(store, "en")
            made = table_grid(WORDS, kind, table, table.rows)
            assert all(len(row) == len(made.head) for row in made.rows)
            assert len(sheets(as_excel([made]))[kind]) == len(table.rows) + 1
        (cluster,) = store.entities_of("EmulationCluster")
        files = export.dossier_files(WORDS, profile(store, cluster.id, "en"))
    assert [name.rpartition(".")[2] for name in files] == ["md", "html", "xlsx"]
    markdown, page, book = files.values()
    assert "[^1]:" in markdown.decode() and "https://news.example/four" in markdown.decode()
    assert b'id="note-1"' in page and told.encode() in page
    (rows,) = sheets(book).values()
    assert rows[1][1:4] == [told, "four.txt", "https://news.example/four"]


@pytest.mark.parametrize(
    ("text", "name"), [("Sở Nội vụ", "so-noi-vu"), ("../../etc", "etc"), ("", "thidua"), ("a" * 300, "a" * 80)]
)
def test_files_have_plain_names(text: str, name: str) -> None:
    assert file_name(text) == name


def test_old_files_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files()
    (old,) = files.put({"a.csv": b"1"})
    monkeypatch.setattr(export, "KEPT", -1)
    (new,) = files.put({"a.csv": b"2"})
    assert not Path(old).exists()
    assert Path(new).read_bytes() == b"2"
