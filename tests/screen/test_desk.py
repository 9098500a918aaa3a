"""The screen reads beside commands that write, and writes beside visitors who read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.errors import StoreBusy
from thidua.graph.stores import open_store
from thidua.qa.pipeline import Thread
from thidua.screen.desk import Desk
from thidua.screen.places import Asked

LEADER = (
    "In 2024, the Department of {} of Ninh Binh province is the head of "
    "Emulation Cluster No. {} of Ninh Binh province.\n"
)
QUESTION = "Who led Emulation Cluster No. {} of Ninh Binh in 2024?"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("THIDUA_EMBEDDER", "none")
    opened = Desk(str(tmp_path / "graph.db"), lambda _: None)
    opened.prepare()
    yield opened
    opened.close()


def answer(desk: Desk, number: int) -> str:
    return str(desk.ask(Asked(QUESTION.format(number)), Thread())["answer"])


def report(folder: Path, office: str, number: int) -> str:
    file = folder / f"{number}.txt"
    file.write_text(LEADER.format(office, number), "utf-8")
    return str(file)


def test_a_command_writes_beside_the_screen_which_then_answers_from_it(desk: Desk, tmp_path: Path) -> None:
    assert "Sở Tư pháp" not in answer(desk, 41)
    command = [sys.executable, "-m", "thidua.cli", "ingest", report(tmp_path, "Justice", 41), "--store", desk.address]
    environment = {**os.environ, "THIDUA_EMBEDDER": "none"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Sở Tư pháp" in answer(desk, 41)


def test_visitors_are_answered_while_a_report_is_added(desk: Desk, tmp_path: Path) -> None:
    told = []
    summary = desk.add([report(tmp_path, "Finance", 42)], lambda event: told.append((event.stage, answer(desk, 42))))
    assert summary.written == 1
    assert [stage for stage, _ in told] == ["begun", "read", "written"]
    assert "Sở Tài chính" not in told[0][1]
    assert "Sở Tài chính" in answer(desk, 42)
    with open_store(desk.address):  # nobody holds it any more
        pass


def test_visitors_who_add_at_once_wait_for_each_other(desk: Desk, tmp_path: Path) -> None:
    files = [report(tmp_path, "Finance", number) for number in (43, 44, 45)]
    adding = [threading.Thread(target=desk.add, args=([file], lambda _: None)) for file in files]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    assert all("Sở Tài chính" in answer(desk, number) for number in (43, 44, 45))


def test_a_busy_store_says_what_may_hold_it(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.graph.stores.embedded.WRITER_PATIENCE", 0)
    with open_store(desk.address), pytest.raises(StoreBusy, match=r"ingest.*embed.*the screen while it adds"):
        desk.add([report(tmp_path, "Finance", 46)], lambda _: None)
