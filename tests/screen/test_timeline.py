"""A bar is solid where dates are known; where nobody says that something began or ended, it goes on hatched."""

from typing import Any

import pytest

from thidua.qa.dossiers import Span
from thidua.screen.texts import Words
from thidua.screen.timeline import MOST, timeline

WORDS = Words("en")


def span(
    first: str | None, last: str | None, *stated: str, what: str = "Chair, Sở Nội vụ", kind: str = "holds_post"
) -> Span:
    is_stated = {"first_is_stated": "first" in stated, "last_is_stated": "last" in stated}
    given: dict[str, Any] = {"kind": kind, "what": what, "entity": "organization:1", "first": first, "last": last}
    return Span(**given, **is_stated, text=what, claims=())


def bars(*spans: Span) -> list[tuple[str, str, bool]]:
    """First day, last day, and whether hatched."""
    figure = timeline(WORDS, spans, [])
    assert figure is not None
    found = []
    for bar in figure.data:
        days = bar.x[0] / 86_400_000
        found.append((bar.base[0], days, bool(bar.marker.pattern.shape)))
    return found


def test_what_is_stated_is_solid() -> None:
    assert bars(span("2021-03-01", "2021-03-31", "first", "last")) == [("2021-03-01", 30, False)]


def test_an_end_that_nobody_states_is_hatched() -> None:
    solid, hatched = bars(span("2021", "2023-05-01", "first"))
    assert solid[0] == "2021-01-01"
    assert not solid[2]
    assert (hatched[0], hatched[2]) == ("2023-05-01", True)


def test_a_post_of_which_only_a_report_is_dated_is_hatched_on_both_sides() -> None:
    hatched = [each[2] for each in bars(span("2024-11-13", "2024-11-13"))]
    assert sorted(hatched) == [False, True, True]


@pytest.mark.parametrize("spans", [[], [span(None, None)]])
def test_nothing_is_drawn_without_a_date(spans: list[Span]) -> None:
    assert timeline(WORDS, spans, []) is None


def test_reports_are_dots_each_once() -> None:
    evidence = [
        {"published": "2024-01-02", "report": "r1", "source": "s1", "title": "One", "document": "1.txt"},
        {"published": "2024-01-02", "report": "r1", "source": "s2", "title": "One", "document": "2.txt"},
        {"published": "2024-03", "report": "r3", "source": "s3", "title": None, "document": "3.txt"},
    ]
    figure = timeline(WORDS, [], evidence)
    assert figure is not None
    (dots,) = figure.data
    assert list(dots.x) == ["2024-01-02", "2024-03-01"]
    assert list(dots.customdata) == ["2024-01-02<br>One", "2024-03<br>3.txt"]


def test_names_are_text_and_not_too_many() -> None:
    many = [
        span("2021", "2021", "first", "last", what=f"<b>{n}</b> & <a href='javascript:1'>x</a>")
        for n in range(MOST + 5)
    ]
    figure = timeline(WORDS, many, [])
    assert figure is not None
    assert len(figure.data) == MOST
    said = [note.text for note in figure.layout.annotations] + [bar.customdata[0] for bar in figure.data]
    assert all("<" not in text and "&lt;b&gt;" in text for text in said)


def test_leaders_come_before_members_when_not_all_can_be_drawn() -> None:
    members = [span("2021", "2021", what=f"member {n}", kind="member_of") for n in range(MOST)]
    figure = timeline(WORDS, [*members, span("2022", "2022", "first", "last", what="leader", kind="leads")], [])
    assert figure is not None
    assert "leader" in [note.text for note in figure.layout.annotations]
