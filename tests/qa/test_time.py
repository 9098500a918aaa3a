from __future__ import annotations

import pytest

from thidua.qa import time


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-06-21", "2024-06-21", "2024-06-21"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_bounds_of_a_prefix_date(prefix: str, first: str, last: str) -> None:
    assert time.bounds(prefix) == (first, last)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "window", "meeting"),
    [
        ("2024", "2024", time.within("2024"), "stated"),
        ("2024", "2024", time.within("2023"), "no"),
        ("2021-05-01", "2021-05-01", time.within("2021"), "stated"),
        ("2022", None, time.within("2022"), "stated"),
        ("2022", None, time.within("2024"), "possible"),
        ("2022", None, time.within("2021"), "no"),
        (None, "2022", time.within("2020"), "possible"),
        (None, "2022", time.within("2023"), "no"),
        (None, None, time.within("2023"), "unknown"),
        ("--11-13", "--11-13", time.within("2023"), "unknown"),
        ("2022", "2022", time.before("2023"), "stated"),
        ("2023", "2023", time.before("2023"), "no"),
        ("2024", "2024", time.before("2023"), "no"),
        ("2022", "2022", time.after("2023"), "no"),
        (None, None, time.ANY, "stated"),
    ],
)
def test_how_an_interval_meets_a_window(
    valid_from: str | None, valid_to: str | None, window: time.Window, meeting: str
) -> None:
    assert time.meets(valid_from, valid_to, window) == meeting
