"""The questions that recall is measured on: each is answered by exactly one sentence of its report."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from thidua.language.sentences import sentences
from thidua.tests.golden.compare import read

ROOT = Path(__file__).parent.parent.parent
CASES = tomllib.loads((ROOT / "bench" / "recall.toml").read_text("utf-8"))["case"]


def text_and_language(report: str) -> tuple[str, str]:
    sample = ROOT / "samples" / f"{report}.txt"
    if sample.exists():
        return sample.read_text("utf-8").split("\n", 1)[1], report.split("_")[1]
    case = read(ROOT / "tests" / "golden" / "cases" / f"{report}.toml")
    return case.text, case.lang


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_one_sentence_answers(case: dict[str, str]) -> None:
    text, lang = text_and_language(case["report"])
    found = [text[start:end] for start, end in sentences(text, lang)]
    assert sum(case["says"] in sentence for sentence in found) == 1
    assert case["question"] not in text


def test_there_are_enough_questions_in_enough_languages_and_none_twice() -> None:
    asked = [case["question"] for case in CASES]
    assert len(set(asked)) == len(asked) >= 60
    assert len({case["lang"] for case in CASES}) >= 8
    in_own = [case for case in CASES if text_and_language(case["report"])[1] == case["lang"]]
    assert 20 <= len(in_own) <= len(CASES) - 20
