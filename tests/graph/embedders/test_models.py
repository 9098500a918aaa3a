"""The models themselves, loaded for real: the bundled one, and one that sentence-transformers loads from a folder."""

from __future__ import annotations

import math
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from thidua.graph import embedders
from thidua.graph.embedders import sentence_transformers
from thidua.graph.embedders.base import Embedder
from thidua.graph.embedders.sentence_transformers import Named, Prefixes
from thidua.graph.errors import EmbedderError
from thidua.tests.models import minilm

TEXTS = [
    "The blind association received a certificate of merit.",
    "Farmers harvested more rice than in the year before.",
    "The office was moved to another street.",
]


@pytest.fixture(params=["bundled", "minilm"])
def model(request: pytest.FixtureRequest) -> Embedder:
    return embedders.load("bundled" if request.param == "bundled" else minilm())


def cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_vectors_are_of_length_one_and_of_one_width(model: Embedder) -> None:
    vectors = [*model.embed_documents(TEXTS), model.embed_query(TEXTS[0])]
    assert {len(vector) for vector in vectors} == {model.width} == {384}
    assert all(math.isclose(cosine(vector, vector), 1, abs_tol=1e-3) for vector in vectors)
    assert model.embed_documents([]) == []
    assert isinstance(model, Embeddings)


@pytest.mark.parametrize(
    ("question", "nearest"), [("How was the harvest?", 1), ("Which organisation was honoured?", 0), ("Who moved?", 2)]
)
def test_the_nearest_sentence_is_the_one_that_answers(model: Embedder, question: str, nearest: int) -> None:
    asked = model.embed_query(question)
    scores = [cosine(asked, vector) for vector in model.embed_documents(TEXTS)]
    assert scores.index(max(scores)) == nearest


def test_a_sentence_has_one_vector_whatever_stands_beside_it(model: Embedder) -> None:
    texts = [*TEXTS, " ".join(TEXTS * 5)]
    alone = [model.embed_documents([text])[0] for text in texts]
    together = model.embed_documents(texts)
    assert all(cosine(one, other) > 0.999 for one, other in zip(alone, together, strict=True))


def test_many_threads_may_ask_and_embed_at_once(model: Embedder) -> None:
    expected = model.embed_query(TEXTS[1]), model.embed_documents(TEXTS)

    def both(_: int) -> bool:
        asked, made = model.embed_query(TEXTS[1]), model.embed_documents(TEXTS)
        return cosine(asked, expected[0]) > 0.999 and all(map(close, made, expected[1]))

    def close(one: list[float], other: list[float]) -> bool:
        return cosine(one, other) > 0.999

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(both, range(12)))


def test_a_model_is_loaded_once() -> None:
    assert embedders.load(minilm()) is embedders.load(minilm())


def test_prefixes_stand_before_what_is_embedded() -> None:
    plain = embedders.load(minilm())
    assert isinstance(plain, Named) and plain.prefixes == Prefixes()
    told = Named("told", plain._engine, Prefixes("question: ", "answer: "))
    assert cosine(told.embed_query("rice"), plain.embed_query("question: rice")) > 0.999
    assert cosine(told.embed_documents(["rice"])[0], plain.embed_query("answer: rice")) > 0.999
    assert cosine(told.embed_query("rice"), plain.embed_query("rice")) < 0.99


def test_a_folder_without_a_whole_model_is_told(tmp_path: Path) -> None:
    whole = Path(minilm().removeprefix("sentence-transformers:"))
    folder = tmp_path / "cut-off"
    shutil.copytree(whole, folder)
    (folder / "model.safetensors").write_bytes((whole / "model.safetensors").read_bytes()[:1000])
    with pytest.raises(EmbedderError, match=r"cannot be loaded .*; see that it is whole\.$"):
        embedders.load(f"sentence-transformers:{folder}")


def test_a_model_that_nobody_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    minilm()
    setting = "sentence-transformers:nobody/has-this-model"
    with pytest.raises(EmbedderError, match=r"nobody/has-this-model cannot be loaded .*connection"):
        embedders.load(setting)
    with pytest.raises(EmbedderError, match="not on this machine; thidua embed fetches it"):
        sentence_transformers.load(setting, may_fetch=False)


def test_a_model_that_fails_at_work_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of memory\nmore of it")

    model = embedders.load("bundled")
    monkeypatch.setattr(model, "_of_question", fail)
    with pytest.raises(EmbedderError, match=r"failed \(out of memory\)"):
        model.embed_query("rice")
