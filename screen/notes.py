"""What readers say is wrong with an answer: one JSON object a line, in a file beside the program's other data."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from thidua.graph.errors import ThiduaError
from thidua.screen.places import Asked

FILE = "notes.jsonl"
LARGEST = 20_000_000  # bytes: a screen that others may open must not fill the disk
_one_at_a_time = threading.Lock()


class NoteNotKept(ThiduaError):
    """The note could not be written down; the reader is told."""


def keep(folder: Path, note: str, asked: Sequence[Asked], answer: Mapping[str, Any], store: str) -> Path:
    """Write the note down with the questions of its conversation and the whole answer; gives the file."""
    file = folder / FILE
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "note": note,
        "asked": [one.question for one in asked],
        "as_of": asked[-1].as_of if asked else "",
        "store": store,
        "answer": dict(answer),
    }
    try:
        with _one_at_a_time:
            folder.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > LARGEST:
                raise NoteNotKept(f"{file} is full; move it elsewhere.")
            with file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    except OSError as error:
        raise NoteNotKept(f"{file} cannot be written to: {error.strerror}.") from error
    return file
