from __future__ import annotations

import pytest

from thidua.graph.dates import bounds, interval
from thidua.graph.errors import UsageError


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-06-21", "2024-06-21", "2024-06-21"),
    ],
)
def test_a_prefix_date_spans_the_days_it_may_mean(date: str, first: str, last: str) -> None:
    assert bounds(date) == (first, last)


@pytest.mark.parametrize(
    "date", ["", "24", "0000", "2024-13", "2024-00", "2023-02-29", "2024-6-1", "2024-06-21T10", "now"]
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        bounds(date)


def test_what_is_not_stated_is_open() -> None:
    assert interval("2024", None) == ("2024-01-01", None)
    assert interval(None, "2024") == (None, "2024-12-31")
    assert interval(None, None) == (None, None)
