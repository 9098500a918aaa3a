"""What readers take away: tables and the sentences under them for spreadsheets, dossiers for word processors."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from thidua.graph.export.csv import cell
from thidua.graph.names import fold
from thidua.qa.dossiers import Profile
from thidua.screen.lists import Row, Table
from thidua.screen.texts import Words

LONGEST_CELL = 32_767  # characters, as Excel has it; a longer text ends in CUT
CUT = " …"
LONGEST_SHEET = 31
KEPT = 3600  # seconds that a file stays after it was made; the screen has its own copy by then
UNFIT = re.compile(r"[\[\]:*?/\\']")  # in the name of a sheet
Piece = Mapping[str, Any]


class Grid(NamedTuple):
    """A table of texts; `name` is its sheet's."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def table_grid(words: Words, name: str, table: Table, rows: Sequence[Row]) -> Grid:
    """The rows as shown; under each, the sentences it stands on, the reports, their addresses and dates."""
    columns = [column for column in table.columns if column != "sentence"]
    if "sentence" not in table.columns:
        return Grid(name, [words(one) for one in (*columns, "address")], [[*row.cells, row.url or ""] for row in rows])
    head = [words(one) for one in (*columns, "sentence", "report", "address", "published")]
    return Grid(name, head, [[*row.cells, *_sources(row.evidence)] for row in rows])


def _sources(evidence: Sequence[Piece]) -> list[str]:
    """A line for each sentence, in the same order in every cell."""
    columns = ([piece["quote"] for piece in evidence], *([_named(piece, key) for piece in evidence] for key in KEYS))
    return ["\n".join(" ".join(text.split()) for text in column) for column in columns]


KEYS = ("title", "url", "published")


def _named(piece: Piece, key: str) -> str:
    return str(piece.get(key) or (piece["document"] if key == "title" else ""))


def evidence_grid(words: Words, evidence: Iterable[Piece]) -> Grid:
    """Every sentence once, with its report, address, date and place in the report's text."""
    seen = {(piece["source"], piece["start"], piece["end"]): piece for piece in evidence}
    head = ["", *(words(one) for one in ("sentence", "report", "address", "published", "language", "place"))]
    rows = [
        [
            str(number),
            piece["quote"],
            *(_named(piece, key) for key in KEYS),
            piece["lang"],
            f"{piece['start']}–{piece['end']}",
        ]
        for number, piece in enumerate(seen.values(), 1)
    ]
    return Grid(words("take_evidence"), head, rows)


def as_csv(grid: Grid) -> bytes:
    """With a byte order mark, without which spreadsheets misread every Vietnamese letter."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in (grid.head, *grid.rows))
    return stream.getvalue().encode("utf-8-sig", "replace")


def as_excel(grids: Sequence[Grid]) -> bytes:
    """A workbook with a sheet for each table. Every cell is text, whatever it begins with."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        # The quote prefix keeps a cell a text also when somebody edits it.
        style = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        body, bold = book.add_format(style), book.add_format(style | {"bold": True})
        for number, grid in enumerate(grids, 1):
            sheet = book.add_worksheet(UNFIT.sub(" ", grid.name)[:LONGEST_SHEET].strip() or str(number))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(grid.head) - 1, 28)
            for at, row in enumerate((grid.head, *grid.rows)):
                for column, text in enumerate(row):
                    sheet.write_string(at, column, _fitting(text), bold if at == 0 else body)
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(grid.rows) + 1}"})
    return stream.getvalue()


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def dossier_files(words: Words, profile: Profile) -> dict[str, bytes]:
    """A dossier as Markdown and as a page that Word opens, and its sentences as a workbook, by file name."""
    name = file_name(profile.entity.label)
    return {
        f"{name}.md": profile.markdown().encode(),
        f"{name}.html": profile.html().encode(),
        f"{name}.xlsx": as_excel([evidence_grid(words, profile.evidence)]),
    }


def file_name(text: str) -> str:
    """Letters and hyphens that every system takes."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:80] or "thidua"


class Files:
    """Files for readers, each in a folder of its own so that it can have a plain name; old ones are removed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True)

    def put(self, contents: Mapping[str, bytes]) -> list[str]:
        """The paths of the files, by name."""
        self._forget()
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        return [str(folder / name) for name in contents]

    def _forget(self) -> None:
        for folder in Path(self._folder.name).iterdir():
            if time.time() - folder.stat().st_mtime > KEPT:
                for file in folder.iterdir():
                    file.unlink(missing_ok=True)
                folder.rmdir()
