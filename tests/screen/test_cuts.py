"""Where not all is shown, the screen says so; and what a browser sends for a choice is looked up, not believed."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr
import pytest

from thidua.app import build
from thidua.graph.claims import Extraction, Passage, Source
from thidua.graph.decisions import DIFFERENT, Decision
from thidua.graph.stores import open_store
from thidua.qa.dossiers import Hit
from thidua.screen import export, feed, reports, review
from thidua.screen.desk import Desk
from thidua.screen.dossier import MOST_FOUND, suggestions
from thidua.screen.export import CUT, LONGEST_CELL
from thidua.screen.texts import Words
from thidua.tests.screen.test_export import grid, sheets

EN = Words("en")
MORE = 3


def report(number: int) -> Extraction:
    text = f"Report number {number}."
    source = Source(f"source:{number:020d}", f"{number}.txt", text, "en")
    return Extraction(source, (Passage(source.id, 0, 0, len(text), text),), (), ())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    address = str(tmp_path_factory.mktemp("cuts") / "graph.db")
    with open_store(address) as store:
        store.put([report(number) for number in range(reports.MOST_OFFERED + MORE)])
    opened = Desk(address, lambda _: None)
    opened._ready.set()
    yield opened
    opened.close()


def test_reports_that_are_not_offered_are_counted(desk: Desk) -> None:
    offered = reports.choices(desk, EN, "")
    assert len(offered["choices"]) == reports.MOST_OFFERED
    assert offered["info"] == EN("more_reports", count=MORE)
    assert reports.choices(desk, EN, "1.txt")["info"] == ""


def test_decisions_that_are_not_listed_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "MOST_DECISIONS", 2)
    with desk.writer() as store:
        store.decide([Decision(f"person:a{n}", f"person:b{n}", DIFFERENT, "", f"2024-01-0{n}", "") for n in (1, 2, 3)])
    chosen = review.page(desk, EN, [], [])[-2]
    assert len(chosen.choices) == 2
    assert chosen.info == EN("more_decisions", count=1)


def test_of_many_names_it_is_said_that_they_are_the_first() -> None:
    hits = [Hit(f"person:{number}", "Person", f"Bùi {number}", f"Bùi {number}", 1) for number in range(MOST_FOUND + 1)]
    shown = suggestions(EN, hits, "bui")
    assert EN("suggestions_first", count=MOST_FOUND) in shown
    assert shown.count("<li>") == MOST_FOUND
    assert EN("suggestions", count=MOST_FOUND) in suggestions(EN, hits[:-1], "bui")


def test_reports_being_read_that_are_not_listed_are_counted() -> None:
    steps = [feed.Step(f"{number}.txt") for number in range(feed.MOST_LINES + MORE)]
    assert EN("feed_more", count=MORE) in feed.progress(EN, steps)
    assert EN("feed_more", count=MORE) not in feed.progress(EN, steps[:-MORE])


def test_a_text_that_is_too_long_for_a_cell_ends_in_a_mark() -> None:
    ((_, row),) = sheets(export.as_excel([grid(("x" * (LONGEST_CELL + 1), "y" * LONGEST_CELL))])).values()
    assert row == ["x" * (LONGEST_CELL - len(CUT)) + CUT, "y" * LONGEST_CELL]


@pytest.mark.parametrize("sent", [None, "", "source:none", ["source:1"], {"a": 1}, 7, "x" * 10_000])
def test_a_choice_that_is_none_is_looked_up_in_vain(desk: Desk, sent: object) -> None:
    assert reports.report_of(desk, sent) is None
    assert EN("review_nothing") in review.undone(desk, EN, sent)


def test_choices_that_change_are_not_compared_with_those_sent_before(desk: Desk) -> None:
    page = build(desk, EN)
    changing = [
        (step.name, step.preprocess)
        for step in page.fns.values()
        for given in step.inputs
        if isinstance(given, gr.Radio) and not given.choices
    ]
    assert len(changing) == 3
    assert not [name for name, preprocess in changing if preprocess]
