"""Which label an entity gets, and that joining does not depend on order."""

from __future__ import annotations

from itertools import permutations

import pytest

from thidua.graph.claims import Name
from thidua.graph.stores.merge import Said, joined


@pytest.mark.parametrize(
    "best_first",
    [
        ["Bộ Nội vụ", "Ministry of Home Affairs", "गृह मंत्रालय"],
        ["Ủy ban Dân tộc", "Comité des affaires ethniques", "Ausschuss für ethnische Minderheiten"],
        ["Tô Lâm", "To Lam", "То Лам"],
        ["Nguyen Cao Son", "Cao Son", "グエン・カオ・ソン"],
        ["Đà Nẵng", "Da Nang City", "岘港市"],
        ["Hà Nội", "Hanoi", "Ханой"],
    ],
)
def test_the_best_label_whatever_came_first(best_first: list[str]) -> None:
    for order in permutations(best_first):
        assert joined([Said(frozenset((label,))) for label in order]).label == best_first[0]


def test_a_label_without_a_letter_is_better_than_none() -> None:
    assert joined([Said(), Said(frozenset(("34",)))]).label == "34"
    assert Said().label == ""


def test_joining_takes_any_order_and_any_grouping() -> None:
    parts = [
        Said(frozenset("a"), frozenset((Name("a", "vi"),)), (("date", "2024"), ("number", "7"))),
        Said(frozenset("b"), frozenset((Name("b", "hi"),)), (("date", "2024-06"),)),
        Said(frozenset("c"), frozenset(), (("date", "2023-06"), ("host", "x"))),
    ]
    expected = joined(parts)
    assert dict(expected.properties) == {"date": "2023-06", "number": "7", "host": "x"}
    for first, second, third in permutations(parts):
        assert joined([first, joined([second, third])]) == joined([joined([first, second]), third]) == expected
        assert joined([expected, first]) == expected
