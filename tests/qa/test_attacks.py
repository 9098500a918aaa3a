"""What a report says to a model or a program changes no claim and no answer; it may be quoted, as any sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from thidua.graph.resolve import Resolver
from thidua.graph.stores import open_store
from thidua.ingest.article import Article
from thidua.ingest.extract import extract
from thidua.language.machine import LISTS, speaks_to_machine
from thidua.qa.answering.answer import Answer
from thidua.qa.pipeline import ask
from thidua.tests.any_model import AnyModel
from thidua.tests.golden.compare import Found, cases

ATTACKS = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))
ROWS = [(lang, row) for lang, rows in ATTACKS["attacks"].items() for row in rows]
KINDS = {"instruction", "system", "json", "html", "dialogue", "image", "context"}
LANGUAGES = sorted((Path(__file__).parent.parent.parent / "language").glob("*/language.toml"))


def article(lang: str, *attacks: str) -> Article:
    text = ATTACKS["reports"][lang].strip().replace("{attack}\n", "".join(f"{attack}\n" for attack in attacks))
    return Article("report.txt", f"{text}\n", "https://reports.example/attacked", lang=lang)


def said(report: Article, *, model: bool) -> set[str]:
    """The claims in words, with or without a model that proposes whatever can be proposed."""
    extraction = extract(report, AnyModel() if model else None)
    found = Found(extraction, {entity.id: entity.label for entity in extraction.entities})
    return {found.show(claim) for claim in extraction.claims}


@cache
def unharmed(lang: str, model: bool) -> set[str]:
    return said(article(lang), model=model)


@pytest.mark.parametrize("model", [False, True], ids=["rules", "any model"])
@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[f"{lang} {row['kind']} {row['text'][:40]}" for lang, row in ROWS])
def test_claims_stay_as_they_are(lang: str, row: dict[str, Any], model: bool) -> None:
    assert len(unharmed(lang, model)) >= 9
    assert said(article(lang, row["text"]), model=model) == unharmed(lang, model)


@pytest.mark.parametrize("lang", ATTACKS["attacks"])
def test_answers_stay_as_they_are(lang: str) -> None:
    attacks = [row["text"] for row in ATTACKS["attacks"][lang]]
    before, after = answers(lang), answers(lang, *attacks)
    assert "answered" in {answer.status for answer in before}
    assert "unknown" in {answer.status for answer in before}
    for one, other in zip(before, after, strict=True):
        quoted = not other.claims and all(any(piece["quote"] in a for a in attacks) for piece in other.evidence)
        assert (one.status, one.text) == (other.status, other.text) or (other.evidence and quoted), other.text


def answers(lang: str, *attacks: str) -> list[Answer]:
    with open_store(":memory:") as store:
        store.put(Resolver(store).resolve([extract(article(lang, *attacks))]))
        return [ask(question, store, as_of="2026-06-30") for question in ATTACKS["questions"][lang]]


def test_there_are_enough_of_every_kind() -> None:
    assert len(ROWS) >= 50 and len(ATTACKS["attacks"]) >= 6
    assert {row["kind"] for _, row in ROWS} == KINDS
    assert len({row["text"] for _, row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("folder", ["cases", "aside"])
def test_no_report_is_taken_for_one(folder: str) -> None:
    lines = [line for case in cases(folder) for line in case.text.splitlines()]
    assert sum(speaks_to_machine(line) for line in lines) == 0


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.parent.name)
def test_every_language_says_how_machines_are_spoken_to(file: Path) -> None:
    data = tomllib.loads(file.with_name("machine.toml").read_text("utf-8"))
    assert data.keys() == set(LISTS) and all(data.values())
