"""The index of words keeps what it has read, in memory and in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from thidua.graph.stores import search
from thidua.graph.stores.search import WordIndex, best, tokens

TEXTS = {"a": ["Cụm thi đua số 1", "ký giao ước"], "b": ["समूह 7 का अभियान"]}
CONTENTS = {"a": "1", "b": "1"}


class Library:
    """Gives passages out and remembers who asked for which."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def texts(self, sources: list[str]) -> Mapping[str, Sequence[str]]:
        self.asked.append(sorted(sources))
        return {source: TEXTS[source] for source in sources}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(search, "KEPT_FROM", 1)
    return tmp_path / "store.words"


def refreshed(file: Path | None, library: Library, contents: Mapping[str, str] = CONTENTS) -> WordIndex:
    index = WordIndex(file)
    index.refresh(contents, library.texts)
    return index


def test_only_changed_sources_are_read_again() -> None:
    library = Library()
    index = refreshed(None, library)
    index.refresh(CONTENTS, library.texts)
    index.refresh({"a": "1", "b": "2"}, library.texts)
    index.refresh({"a": "1"}, library.texts)
    assert library.asked == [["a", "b"], ["b"], []]
    assert index.search(["अभियान"], 5) == []
    assert [(source, number) for source, number, _ in index.search(["giao", "uoc"], 5)] == [("a", 1)]


def test_another_process_reads_the_file_and_not_the_passages(file: Path) -> None:
    first = refreshed(file, Library())
    library = Library()
    second = refreshed(file, library)
    assert library.asked == []
    for words in (["cum"], ["giao"], ["अभियान"], ["7", "1"], ["none"]):
        assert second.search(words, 5) == first.search(words, 5)


@pytest.mark.parametrize("size", [0, 10, 500])
def test_a_damaged_file_is_made_again(file: Path, size: int) -> None:
    refreshed(file, Library())
    file.write_bytes(file.read_bytes()[:size])
    library = Library()
    assert refreshed(file, library).search(["giao"], 5)[0][:2] == ("a", 1)
    assert library.asked == [["a", "b"]]


def test_a_file_that_lags_behind_is_brought_up_to_date(file: Path) -> None:
    refreshed(file, Library(), {"a": "0"})
    library = Library()
    index = refreshed(file, library)
    assert library.asked == [["a", "b"]]
    assert [source for source, _, _ in index.search(["7"], 5)] == ["b"]


def test_a_folder_that_cannot_be_written_to_is_done_without(file: Path) -> None:
    index = refreshed(file.parent / "nowhere" / "store.words", Library())
    assert index.search(["giao"], 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cụm thi đua", {"cum", "thi", "dua"}),
        ("34-CT/TW.", {"34", "ct", "tw"}),
        ("競争会議", {"競争", "争会", "会議"}),
        ("会", {"会"}),
        ("ที่ประชุม", {"ชุ", "ระ"}),
    ],
)
def test_tokens(text: str, expected: set[str]) -> None:
    assert expected <= set(tokens(text))


def test_the_best_come_first_and_equals_in_order() -> None:
    scores = np.array([0.5, 2.0, 0.5, 1.0, 2.0, 0.5], np.float32)
    assert best(scores, 4) == [1, 4, 3, 0]
    assert best(scores, 99) == [1, 4, 3, 0, 2, 5]
    assert best(np.zeros(0, np.float32), 3) == []
