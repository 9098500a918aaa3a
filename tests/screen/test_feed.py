"""How the reading of reports is told, and what it takes and does not take."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.screen import feed
from thidua.screen.desk import Desk
from thidua.screen.feed import Reading
from thidua.screen.texts import Words
from thidua.tests.screen.test_render import check

EN = Words("en")
SEAT = (
    "In {}, the Department of {} of Ninh Binh province was the head of Emulation Cluster No. {} of Ninh Binh province."
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("THIDUA_EMBEDDER", "none")
    monkeypatch.setattr("thidua.screen.desk.SAMPLES", tmp_path / "none")
    opened = Desk(str(tmp_path / "graph.db"), lambda _: None)
    opened.prepare()
    yield opened
    opened.close()


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_several_reports_in_one_file_are_told_one_by_one(desk: Desk, tmp_path: Path) -> None:
    texts = [SEAT.format(2024, office, 1) for office in ("Justice", "Finance")]
    many = written(tmp_path, "many.jsonl", "\n".join(json.dumps({"text": text}) for text in texts) + "\n{broken\n")
    one = written(tmp_path, "one.txt", SEAT.format(2023, "Health", 1) + "\n")
    pictures = list(Reading(desk, EN, [many, one], "").run())
    assert "one.txt" in pictures[0] and EN("feed_waiting") in pictures[0]
    outcome = check(pictures[-1])
    assert EN("added_summary", read=3, unchanged=0, failed=1) in outcome.text
    assert all(text in outcome.text for text in texts)
    assert str(tmp_path) not in "".join(pictures)
    again = list(Reading(desk, EN, [one], "").run())[-1]
    assert EN("added_summary", read=0, unchanged=1, failed=0) in again


def test_what_is_stopped_before_it_begins_is_counted(desk: Desk, tmp_path: Path) -> None:
    files = [written(tmp_path, f"{number}.txt", SEAT.format(2024, "Justice", number) + "\n") for number in (1, 2, 3)]
    reading = Reading(desk, EN, files, "")
    reading.stop()
    outcome = list(reading.run())[-1]
    assert EN("feed_left", count=3) in outcome
    assert desk.store.counts()["Source"] == 0


def test_a_busy_store_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.graph.stores.embedded.WRITER_PATIENCE", 0)
    with desk.writer():
        other = Desk(desk.address, lambda _: None)
        threading.Thread(target=other.prepare).run()
        said = list(Reading(other, EN, [written(tmp_path, "a.txt", "Cụm 1 họp.\n")], "").run())[-1]
        other.close()
    assert "try again" in said


def test_no_path_or_folder_of_this_machine_is_taken(desk: Desk, tmp_path: Path) -> None:
    written(tmp_path, "secret.txt", "Cụm 1 họp.\n")
    (said,) = Reading(desk, EN, [str(tmp_path)], f"{tmp_path}/secret.txt\nfile://{tmp_path}/secret.txt").run()
    assert said.count(EN("not_an_address")) == 2
    assert desk.store.counts()["Source"] == 0


def test_more_than_may_be_given_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_INPUTS", 2)
    addresses = "\n".join(f"https://news.example/{number}" for number in range(3))
    (said,) = Reading(desk, EN, [], addresses).run()
    assert EN("feed_too_many", most=2) in said


def test_of_very_many_reports_those_at_work_are_shown() -> None:
    steps = [feed.Step(f"{number}.txt", "written") for number in range(1000)]
    steps += [
        feed.Step("now.txt", "begun"),
        feed.Step("bad.txt", "failed", reason="it is empty"),
        feed.Step("later.txt"),
    ]
    picture = check(feed.progress(EN, steps))
    assert len([tag for tag, _ in picture.found if tag == "li"]) == feed.MOST_LINES
    assert "now.txt" in picture.text and "it is empty" in picture.text
    assert EN("feed_done", done=1001, total=1003) in picture.text
