"""`thidua embed`, and what follows from it: two real models on both kinds of store, never mixed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.graph import embedders
from thidua.graph.embedders.names import BUNDLED_NAME
from thidua.graph.errors import StoreMismatch
from thidua.graph.stores import open_store, server
from thidua.graph.stores.base import Store, VectorModel
from thidua.ingest.vectors import fill_vectors
from thidua.qa.pipeline import has_vectors
from thidua.qa.retrieval.nearest import by_vectors
from thidua.qa.understanding.question import understand
from thidua.screen.desk import Desk
from thidua.tests.back_ends import address
from thidua.tests.models import minilm

REPORT = [
    "Emulation Cluster No. 1 of Ninh Binh province met in {}.",
    "Farmers there harvested more rice in {} than in the year before.",
    "The blind association of the province was given new rooms in {}.",
]
HARVEST = "How much rice was brought in?"
Embed = Callable[[str], int]


@pytest.fixture(params=["file", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with 24 sentences in eight reports."""
    where = address(request.param, tmp_path)
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text("\n\n".join(line.format(2010 + number) for line in REPORT), "utf-8")
    assert main(["ingest", *map(str, sorted(tmp_path.glob("*.txt"))), "--store", where]) == 0
    return where


@pytest.fixture
def embed(store: str, monkeypatch: pytest.MonkeyPatch) -> Embed:
    """Run the command with a model; what it ends with."""

    def run(setting: str) -> int:
        monkeypatch.setenv("THIDUA_EMBEDDER", setting)
        return main(["embed", "--store", store])

    return run


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def is_all_of(setting: str, opened: Store) -> bool:
    """Whether every sentence has the vector that this model gives it, and no other."""
    model = embedders.load(setting)
    passages = [passage for source in opened.sources() for passage in opened.passages(source.id)]
    assert len(passages) == 24
    nearest = [
        opened.search_vectors(model.name, vector, 1)[0]
        for vector in model.embed_documents([passage.text for passage in passages])
    ]
    return [hit.passage for hit in nearest] == passages and all(hit.score > 0.999 for hit in nearest)


def test_a_store_is_filled_with_one_model_then_another_and_back(
    store: str, embed: Embed, capsys: pytest.CaptureFixture[str]
) -> None:
    other = minilm()
    name = embedders.load(other).name
    for setting, mine, before in (
        ("bundled", BUNDLED_NAME, None),
        (other, name, BUNDLED_NAME),
        ("bundled", BUNDLED_NAME, name),
    ):
        assert embed(setting) == 0
        lines = told(capsys)
        assert lines[-1] == f"24 sentences were given their vector by {mine}"
        taken = [f"taking out 24 vectors of {before}, to make room for those of {mine}"] if before else []
        assert [line for line in lines if line.startswith("taking out")] == taken
        with open_store(store, read_only=True) as opened:
            assert opened.vector_model() == VectorModel(mine, 384)
            assert is_all_of(setting, opened)
            assert has_vectors(opened)
            assert "rice" in by_vectors(understand(HARVEST, opened, today="2024-01-01"), opened)[0].passage.text
    assert embed("bundled") == 0
    assert told(capsys) == [f"0 sentences were given their vector by {BUNDLED_NAME}"]


def test_the_statistics_say_whose_vectors_there_are(
    store: str, embed: Embed, capsys: pytest.CaptureFixture[str]
) -> None:
    def statistics(*options: str) -> str:
        capsys.readouterr()
        assert main(["stats", *options, "--store", store]) == 0
        return capsys.readouterr().out

    assert json.loads(statistics("--json"))["vectors"] is None
    assert "         0  vectors\n" in statistics()
    assert embed("bundled") == 0
    assert json.loads(statistics("--json"))["vectors"] == {"model": BUNDLED_NAME, "width": 384, "sentences": 24}
    assert f"        24  vectors of {BUNDLED_NAME}, 384 numbers each\n" in statistics()


def test_models_of_one_width_are_never_mixed(store: str, embed: Embed, monkeypatch: pytest.MonkeyPatch) -> None:
    other = minilm()
    assert embed("bundled") == 0
    monkeypatch.setenv("THIDUA_EMBEDDER", other)
    with open_store(store) as opened:
        opened.retract(opened.sources()[0].id)
        for act in (lambda: fill_vectors(opened), lambda: put_one(opened, other), lambda: search(opened, other)):
            with pytest.raises(StoreMismatch, match="thidua embed"):
                act()
        assert not has_vectors(opened)
        assert opened.vector_model() == VectorModel(BUNDLED_NAME, 384)
        assert opened.vector_count() == 21


def put_one(opened: Store, setting: str) -> None:
    model, passage = embedders.load(setting), opened.passages(opened.sources()[0].id)[0]
    opened.put_vectors(model.name, [(passage.id, model.embed_query(passage.text))])


def search(opened: Store, setting: str) -> None:
    model = embedders.load(setting)
    opened.search_vectors(model.name, model.embed_query(HARVEST), 3)


def test_an_interrupted_refill_goes_on_where_it_stopped(
    store: str, embed: Embed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = minilm()
    model = embedders.load(other)
    assert embed("bundled") == 0
    monkeypatch.setattr(model, "batch", 5)
    interrupted(monkeypatch, model, "embed_documents", after=2)
    assert embed(other) == 130
    assert "the same command goes on" in told(capsys)[-1]
    with open_store(store) as opened:
        assert opened.vector_model() == VectorModel(model.name, 384)
        assert opened.vector_count() == 10
        assert not has_vectors(opened)
    assert embed(other) == 0
    assert told(capsys) == [f"14 sentences were given their vector by {model.name}"]
    with open_store(store) as opened:
        assert is_all_of(other, opened)


def test_vectors_half_taken_out_are_taken_out_whole_by_the_next_call(
    embed: Embed, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = minilm()
    assert embed("bundled") == 0
    monkeypatch.setattr(server, "FORGOTTEN_AT_ONCE", 3)
    interrupted(monkeypatch, server, "_forget_some", after=1)
    first = embed(other)
    with open_store(store) as opened:
        if opened.vector_model() == VectorModel(BUNDLED_NAME, 384):  # a store that takes them out step by step
            assert (first, opened.vector_count()) == (130, 15)
        else:
            assert first == 0
    assert embed(other) == 0
    with open_store(store) as opened:
        assert is_all_of(other, opened)


def interrupted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, after: int) -> None:
    """Let a function do its work a few times, then be stopped once as by Ctrl-C."""
    work, calls = getattr(owner, name), []

    def stopped(*given: object) -> object:
        calls.append(name)
        if len(calls) == after + 1:
            raise KeyboardInterrupt
        return work(*given)

    monkeypatch.setattr(owner, name, stopped)


def test_a_model_that_does_not_load_takes_nothing_out(
    store: str, embed: Embed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert embed("bundled") == 0
    capsys.readouterr()
    for setting in ("sentence-transformers:/nowhere", "none", "nonsense"):
        assert embed(setting) == 2
        (line,) = told(capsys)
        assert line.startswith("thidua: ") and line.endswith(".") and setting.split(":")[-1] in line
    with open_store(store, read_only=True) as opened:
        assert (opened.vector_model(), opened.vector_count()) == (VectorModel(BUNDLED_NAME, 384), 24)


def test_the_screen_leaves_another_models_vectors_alone_and_says_what_to_do(
    store: str, embed: Embed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert embed("bundled") == 0
    monkeypatch.setenv("THIDUA_EMBEDDER", "sentence-transformers:some/model")
    lines: list[str] = []
    desk = Desk(store, lines.append)
    try:
        desk.prepare()
        (line,) = lines
        assert BUNDLED_NAME in line and "some/model" in line and "thidua embed" in line
        assert desk.store.vector_model() == VectorModel(BUNDLED_NAME, 384)
        assert desk.store.vector_count() == 24
    finally:
        desk.close()


@pytest.mark.parametrize("words", [("ask", "Who?"), ("serve",), ("embed",)])
def test_a_misspelt_model_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("THIDUA_EMBEDDER", "sentence_transformers:model")
    assert main([*words, "--store", str(tmp_path / "graph.db")]) == 2
    (line,) = told(capsys)
    assert "write bundled, none, or sentence-transformers:" in line
