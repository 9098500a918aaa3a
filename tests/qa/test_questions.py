"""Questions with what their answers must say: a case is an entry in cases/, one file a language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from thidua.graph.stores.base import Store
from thidua.qa.pipeline import ask

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(pytest.param(path.stem, row, id=f"{path.stem}: {row['question']}"))
    return found


@pytest.mark.parametrize(("lang", "case"), cases())
def test_every_store_gives_the_same_answer(
    world: Store, world_on_a_server: Store, lang: str, case: dict[str, Any]
) -> None:
    here, there = (ask(case["question"], store, as_of="2024-06-30").json() for store in (world, world_on_a_server))
    for own in ("elapsed_ms", "cypher"):
        del here[own], there[own]
    assert here == there


@pytest.mark.parametrize(("lang", "case"), cases())
def test_question(world: Store, lang: str, case: dict[str, Any]) -> None:
    answer = ask(case["question"], world, as_of="2024-06-30")
    assert answer.lang == lang
    assert answer.status == case.get("status", "answered"), answer.text
    for text in case.get("says", ()):
        assert text in answer.text
    for text in case.get("never", ()):
        assert text not in answer.text
    if answer.status == "answered":
        assert answer.evidence
