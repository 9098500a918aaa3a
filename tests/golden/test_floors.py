"""Under each figure of `make score` is a floor (floors.toml): what was once read is read from then on."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from thidua.bench.accuracy import tally
from thidua.tests.golden.compare import cases

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
PLACES = {"language": 0, "kind": 1}


@pytest.mark.parametrize("folder", FLOORS)
def test_no_figure_falls_below_its_floor(folder: str) -> None:
    counts, below = tally(cases(folder)), []
    for title, place in PLACES.items():
        totals: dict[str, Counter[str]] = {}
        for key, count in counts.items():
            totals.setdefault(key[place], Counter()).update(count)
        for name, floors in FLOORS[folder][title].items():
            figures = of(totals.get(name, Counter()))
            below += [
                f"{name}: {what} {figures[what]:.3f} < {floor}"
                for what, floor in floors.items()
                if figures[what] < floor
            ]
    wrong = sum(count["wrong"] for count in counts.values())
    assert not below and wrong <= FLOORS[folder]["wrong"], (below, wrong)


@pytest.mark.parametrize("folder", FLOORS)
def test_every_language_has_a_floor(folder: str) -> None:
    assert {case.lang for case in cases(folder)} <= set(FLOORS[folder]["language"])


def of(count: Counter[str]) -> dict[str, float]:
    """Recall and precision; 0 where there is nothing to be right about."""
    right = count["stated"] - count["unexpected"]
    return {"recall": count["found"] / max(1, count["expected"]), "precision": right / max(1, count["stated"])}
