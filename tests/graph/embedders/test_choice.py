"""THIDUA_EMBEDDER: what may be written, what the model is then called, and what is said where it does not load."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from thidua.graph import embedders
from thidua.graph.embedders import names, sentence_transformers
from thidua.graph.embedders.sentence_transformers import Named, Prefixes, prefixes
from thidua.graph.errors import EmbedderError, StoreMismatch, UsageError
from thidua.graph.stores.base import VectorModel

OTHER = "sentence-transformers:"
HELD = VectorModel(names.BUNDLED_NAME, 384)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder as models have them; its weights are none."""
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "config.json").write_text("{}")
    (folder / "1_Pooling" / "config.json").write_text("{}")
    return folder


def choose(monkeypatch: pytest.MonkeyPatch, setting: object) -> None:
    monkeypatch.setenv("THIDUA_EMBEDDER", str(setting))


@pytest.mark.parametrize("setting", ["bundled", OTHER + "own/model", OTHER + "/models/C:one"])
def test_a_model_may_be_chosen(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    choose(monkeypatch, setting)
    assert embedders.chosen() == setting


def test_none_is_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, "none")
    assert embedders.chosen() is embedders.embedder() is None
    assert not embedders.is_ours(HELD)
    with pytest.raises(UsageError, match="THIDUA_EMBEDDER is none"):
        embedders.load()


@pytest.mark.parametrize("setting", ["Bundled", "own/model", OTHER, OTHER + "  ", "openai:some-model"])
def test_what_names_no_model_is_told_with_what_may_be_written(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    choose(monkeypatch, setting)
    with pytest.raises(UsageError, match=f"write bundled, none, or {OTHER}"):
        embedders.chosen()


def test_a_folder_is_called_by_what_is_in_it(model: Path, tmp_path: Path) -> None:
    first = names.name(f"{OTHER}{model}")
    moved = tmp_path / "elsewhere" / "renamed"
    shutil.copytree(model, moved)
    (moved / "README.md").write_text("For people.")
    (moved / ".cache").mkdir()
    (moved / ".cache" / "lock.json").write_text("{}")
    assert names.name(f"{OTHER}{moved}") == first
    for number, part in enumerate(("model.safetensors", "1_Pooling/config.json")):
        other = tmp_path / str(number)
        shutil.copytree(model, other)
        (other / part).write_bytes(b"others")
        assert names.name(f"{OTHER}{other}") != first


def test_a_model_on_the_hub_is_called_by_its_name() -> None:
    assert names.name(OTHER + "own/model") == OTHER + "own/model"


@pytest.mark.parametrize("folder", ["/nowhere/model", "./nowhere", "~/no/such/model"])
def test_a_folder_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    choose(monkeypatch, OTHER + folder)
    with pytest.raises(EmbedderError, match="no folder") as error:
        embedders.load()
    assert folder in str(error.value)


def test_a_missing_extra_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch, model: Path) -> None:
    monkeypatch.setattr(sentence_transformers, "find_spec", lambda _: None)
    choose(monkeypatch, f"{OTHER}{model}")
    with pytest.raises(EmbedderError, match=r"pip install 'thidua\[sentence-transformers\]'"):
        embedders.load()


def test_who_asks_goes_on_without_a_model_that_does_not_load_and_is_told_once(
    monkeypatch: pytest.MonkeyPatch, model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sentence_transformers, "find_spec", lambda _: None)
    choose(monkeypatch, f"{OTHER}{model}")
    with caplog.at_level(logging.WARNING):
        assert [embedders.embedder() for _ in range(3)] == [None, None, None]
    (told,) = [record.message for record in caplog.records if str(model) in record.message]
    assert told.endswith("Search goes on with words alone.")


def test_vectors_of_another_model_are_not_ours_which_is_told_once(
    monkeypatch: pytest.MonkeyPatch, model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    choose(monkeypatch, "bundled")
    embedders.check_ours(HELD)
    assert embedders.is_ours(HELD) and not embedders.is_ours(None)
    choose(monkeypatch, f"{OTHER}{model}")
    with pytest.raises(StoreMismatch, match="thidua embed, or set THIDUA_EMBEDDER to bundled"):
        embedders.check_ours(HELD)
    with caplog.at_level(logging.WARNING):
        assert not any(embedders.is_ours(HELD) for _ in range(3))
    assert [str(model) in record.message for record in caplog.records] == [True]


@pytest.mark.parametrize(
    ("prompts", "called", "expected"),
    [
        ({"query": "", "document": ""}, ["all-MiniLM-L6-v2"], Prefixes()),
        ({"query": "ask: ", "document": "", "passage": "say: "}, ["own/model"], Prefixes("ask: ", "say: ")),
        ({"query": "ask: ", "document": "tell: ", "passage": "say: "}, ["own/e5-tuned"], Prefixes("ask: ", "tell: ")),
        ({"query": "", "document": ""}, ["intfloat/multilingual-e5-small"], Prefixes("query: ", "passage: ")),
        ({}, ["folder", "intfloat/e5-base-v2"], Prefixes("query: ", "passage: ")),
        ({}, ["multilingual_e5_small"], Prefixes("query: ", "passage: ")),
        ({}, ["own/le5-model"], Prefixes()),
        ({}, ["BAAI/bge-m3"], Prefixes()),
    ],
)
def test_questions_and_passages_get_the_prefixes_a_model_wants(
    prompts: dict[str, str], called: list[str], expected: Prefixes
) -> None:
    assert prefixes(prompts, called) == expected


def test_an_instructed_model_wants_an_instruction_before_questions_only() -> None:
    found = prefixes({}, ["intfloat/multilingual-e5-large-instruct"])
    assert found.question.startswith("Instruct: ") and found.question.endswith("Query: ")
    assert found.passage == ""


@pytest.mark.parametrize(("device", "batch"), [("cpu", 32), ("cuda", 128), ("mps", 128)])
def test_a_gpu_takes_more_sentences_at_once(device: str, batch: int) -> None:
    engine = SimpleNamespace(device=SimpleNamespace(type=device))
    assert Named("own/model", engine, Prefixes()).batch == batch
