"""A conversation: an answer comes in pieces, and a question that is stopped leaves no trace of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from thidua.screen.desk import Desk
from thidua.screen.places import Asked
from thidua.screen.talk import LONGEST_QUESTION, Talk
from thidua.screen.texts import Words

REPORT = "".join(
    f"In {year}, the Department of {office} of Ninh Binh province was the head of "
    "Emulation Cluster No. 51 of Ninh Binh province. "
    for year, office in ((2023, "Finance"), (2024, "Justice"))
)
WORDS = Words("en")
FIRST, SECOND = "Who led Emulation Cluster No. 51 of Ninh Binh in 2024?", "And in 2023?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("talk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_EMBEDDER", "none")
        opened = Desk(str(folder / "graph.db"), lambda _: None)
        opened.prepare()
        (Path(folder) / "one.txt").write_text(f"{REPORT}\n", "utf-8")
        opened.add([str(folder / "one.txt")], lambda _: None)
        yield opened
        opened.close()


def test_an_answer_comes_after_its_question_and_only_the_whole_one_counts(desk: Desk) -> None:
    pieces = list(Talk().ask(desk, WORDS, FIRST))
    assert [talk.asked for _, talk in pieces] == [()] * (len(pieces) - 1) + [(Asked(FIRST),)]
    assert len(pieces) >= 2
    assert all('aria-busy="true"' in shown for shown, _ in pieces[:-1])
    assert 'aria-busy="false"' in pieces[-1][0]
    assert pieces[-1][0] == pieces[-1][1].last()


def test_a_question_that_is_stopped_changes_nothing_that_follows(desk: Desk) -> None:
    *_, (_, talk) = Talk().ask(desk, WORDS, FIRST)
    stopped = talk.ask(desk, WORDS, "What posts has Kha Van Tam held?")
    next(stopped)
    stopped.close()
    late = talk.ask(desk, WORDS, "What posts has Kha Van Tam held?")
    assert [now.asked for _, now in late][-1] == (Asked(FIRST), Asked("What posts has Kha Van Tam held?"))
    *_, (follow_up, _) = talk.ask(desk, WORDS, SECOND)
    assert "Sở Tài chính tỉnh Ninh Bình" in follow_up


def test_a_question_that_is_too_long_is_not_asked(desk: Desk) -> None:
    *_, (shown, talk) = Talk().ask(desk, WORDS, "who " * LONGEST_QUESTION)
    assert WORDS("question_too_long") in shown
    assert talk.answers[0]["status"] == "failed"


def test_a_day_is_taken_for_today(desk: Desk) -> None:
    *_, (shown, talk) = Talk().ask(desk, WORDS, "Who leads Emulation Cluster No. 51 of Ninh Binh now?", " 2023-06 ")
    assert "Sở Tài chính tỉnh Ninh Bình" in shown
    assert WORDS("asked_as_of", day="2023-06") in shown
    assert talk.asked[-1].as_of == "2023-06"


@pytest.mark.parametrize("day", ["yesterday", "2024-13", "2024-02-30", "20240601", "2024-6", "1" * 5000, "<b>2024</b>"])
def test_what_is_no_day_is_told_and_not_asked(desk: Desk, day: str) -> None:
    *_, (shown, talk) = Talk().ask(desk, WORDS, FIRST, day)
    assert WORDS("as_of_is_no_date", day="")[3:] in shown
    assert len(shown) < 3000
    assert talk.answers[0]["status"] == "failed"
