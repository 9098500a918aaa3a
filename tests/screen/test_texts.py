"""The screen's words: every language has them all, none is left over, and the browser's first choice counts."""

import re
from pathlib import Path

import pytest

from thidua.screen.texts import Words, best_language, messages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("en;q=0.5, hi", "hi"),
        ("DE-at", "de"),
        ("fr-FR,vi;q=0.9", "en"),
        ("de;q=nonsense", "de"),
        ("*", "en"),
        (",;q=,", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_first_choice_of_the_browser_counts(accepted: str | None, lang: str) -> None:
    assert best_language(accepted) == lang


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("lang", messages())
def test_every_language_fills_in_the_same_things(lang: str) -> None:
    for key, text in messages()["en"].items():
        assert holes(text) == holes(messages()[lang][key]), key


def test_every_text_is_shown_somewhere() -> None:
    code = "".join(file.read_text("utf-8") for file in (ROOT / "app.py", *(ROOT / "screen").glob("*.py")))
    statuses = {"answered", "unknown", "ambiguous", "failed"}
    assert {key for key in messages()["en"] if f'"{key}"' not in code} <= statuses


def test_values_are_filled_in() -> None:
    assert Words("en")("shown", shown=3, total=9) == "3 of 9"
