"""Every kind of question that docs/questions.md lists is asked about the sample reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest
from thidua.qa.pipeline import Thread, ask

ROOT = Path(__file__).parent.parent.parent
ROW = re.compile(r"^\| (?!Kind|---)(.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
KINDS = ROW.findall((ROOT / "docs" / "questions.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with open_store(":memory:") as store:
        ingest([str(ROOT / "samples")], store)
        yield store


def test_there_are_kinds() -> None:
    assert len(KINDS) > 20


@pytest.mark.parametrize(("kind", "question", "says"), KINDS, ids=[row[0] for row in KINDS])
def test_kind(samples: Store, kind: str, question: str, says: str) -> None:
    thread = Thread()
    for turn in question.split("<br>"):
        answer = ask(turn, samples, as_of="2025-06-30", thread=thread)
    for part in says.split("; "):
        assert part in answer.text
    assert answer.status == ("unknown" if kind.startswith("*") else "answered")
    assert answer.plan or "says so" in question
