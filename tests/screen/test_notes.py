"""What readers say of an answer is kept with it, whole, or they are told that it is not."""

import json
import threading
from pathlib import Path

import pytest

from thidua.screen import notes
from thidua.screen.places import Asked

ANSWER = {"status": "answered", "answer": "Sở Nội vụ [1]", "claims": ["claim:1"]}


def test_notes_are_kept_one_a_line_with_their_answers(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    writers = [
        threading.Thread(target=notes.keep, args=(folder, f"sai\n{n}", [Asked("Ai?", "2023")], ANSWER, "graph.db"))
        for n in range(20)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    kept = [json.loads(line) for line in (folder / notes.FILE).read_text("utf-8").splitlines()]
    assert sorted(note["note"] for note in kept) == sorted(f"sai\n{n}" for n in range(20))
    assert all(note["answer"] == ANSWER and note["asked"] == ["Ai?"] and note["as_of"] == "2023" for note in kept)


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "LARGEST", 10)
    file = notes.keep(tmp_path, "sai", [Asked("Ai?", "2023")], ANSWER, "graph.db")
    before = file.read_bytes()
    with pytest.raises(notes.NoteNotKept, match="full"):
        notes.keep(tmp_path, "sai", [Asked("Ai?", "2023")], ANSWER, "graph.db")
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    with pytest.raises(notes.NoteNotKept, match="taken"):
        notes.keep(tmp_path / "taken", "sai", [Asked("Ai?", "2023")], ANSWER, "graph.db")
