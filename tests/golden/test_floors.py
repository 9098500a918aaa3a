"""Under each figure of `make score` is a floor (floors.toml): what was once read, or answered, is from then on."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from thidua.bench.accuracy import tally
from thidua.bench.answers import group, results
from thidua.bench.answers import tally as tally_answers
from thidua.tests.golden.asked import REPORTS, asked
from thidua.tests.golden.compare import cases

ALL = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
FLOORS = {folder: ALL[folder] for folder in ("cases", "aside")}
ANSWERS = ALL["answers"]
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


@pytest.mark.parametrize("name", ANSWERS)
def test_no_figure_of_the_answers_falls_below_its_floor(name: str) -> None:
    rows, below = results(name), []
    for title in PLACES:
        for wanted, floors in ANSWERS[name][title].items():
            figures = of_answers(tally_answers([row for row in rows if group(title, row) == wanted]))
            below += [f"{wanted}: {w} {figures[w]:.3f} < {least}" for w, least in floors.items() if figures[w] < least]
    all_ = tally_answers(rows)
    assert not below and all_["wrong"] <= ANSWERS[name]["wrong"], (below, all_["wrong"])
    assert of_answers(all_)["grounded"] >= ANSWERS[name]["grounded"]


@pytest.mark.parametrize("name", REPORTS)
def test_every_language_is_asked_in_and_has_a_floor(name: str) -> None:
    langs = {case.lang for case in cases(REPORTS[name])}
    assert langs == {row.lang for row in asked(name)} == set(ANSWERS[name]["language"])


def of_answers(count: Counter[str]) -> dict[str, float]:
    """Shares; 1 where nothing of the kind is asked."""
    parts = {"right": "answerable", "refused": "unanswerable", "grounded": "answered"}
    return {part: count[part] / count[whole] if count[whole] else 1.0 for part, whole in parts.items()}
