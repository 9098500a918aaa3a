"""How often the sentence that answers is among the first five found: by words, by the vectors of each model, by both.

The models are the bundled one, the one that THIDUA_EMBEDDER names, and those given:
`make bench ARGS="recall sentence-transformers:NAME-OR-FOLDER"`. The questions are in recall.toml; the reports of the
golden cases that nobody tuned the rules on are searched too, to have more to choose from.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from thidua.bench.table import show
from thidua.graph import embedders
from thidua.graph.embedders.base import Embedder
from thidua.graph.embedders.names import BUNDLED
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Hit, Store
from thidua.ingest.pipeline import ingest
from thidua.qa.retrieval.nearest import LIMIT, by_words, fused
from thidua.qa.understanding.question import Question, understand
from thidua.tests.golden.compare import cases

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
FIRST = 5
ROUNDS, SENTENCES = 3, 100


@dataclass(frozen=True)
class Case:
    """A question, the passage that answers it, and whether it is asked in the language of the report."""

    question: Question
    answer: str
    is_own: bool


def main(given: Sequence[str]) -> None:
    wanted = dict.fromkeys([BUNDLED, *filter(None, [embedders.chosen()]), *given])
    models = [embedders.load(setting) for setting in wanted]
    with reports() as store:
        asked = questions(store)
        words = [by_words(case.question, store) for case in asked]
        rows = [["words alone", *recall(asked, words), "–"]]
        times = durations(models, sentences(store)[:SENTENCES])
        for setting, model, took in zip(wanted, models, times, strict=True):
            vectors = searched(model, store, asked)
            rows.append([f"vectors: {setting}", *recall(asked, vectors), f"{took / times[0]:.1f}"])
            both = [in_one(*lists) for lists in zip(words, vectors, strict=True)]
            rows.append([f"words and vectors: {setting}", *recall(asked, both), f"{took / times[0]:.1f}"])
        own = sum(case.is_own for case in asked)
        columns = [f"all {len(asked)} questions", f"{own} in the report's language", f"{len(asked) - own} in another"]
        among = f"recall at {FIRST}, of {len(sentences(store))} sentences"
        show(among, [*columns, f"all, at {LIMIT}", "time, the bundled model's being 1"], rows)


@contextmanager
def reports() -> Iterator[Store]:
    """The samples and the golden cases in a store, each under the name of its file."""
    with tempfile.TemporaryDirectory() as folder, open_store(":memory:") as store:
        for case in (*cases("cases"), *cases("aside")):
            (Path(folder) / f"{case.name}.txt").write_text(case.text, "utf-8")
        ingest([str(SAMPLES), folder], store)
        yield store


def questions(store: Store) -> list[Case]:
    """Raises ValueError where not exactly one sentence says what a case says."""
    found = []
    by_name = {source.document.removesuffix(".txt"): source for source in store.sources(text=False)}
    for row in tomllib.loads((HERE / "recall.toml").read_text("utf-8"))["case"]:
        source = by_name[row["report"]]
        answers = [passage.id for passage in store.passages(source.id) if row["says"] in passage.text]
        if len(answers) != 1:
            raise ValueError(f"{row['report']}: {len(answers)} sentences say {row['says']!r}; one has to.")
        found.append(Case(understand(row["question"], store), answers[0], row["lang"] == source.lang))
    return found


def sentences(store: Store) -> list[str]:
    return [passage.text for source in store.sources(text=False) for passage in store.passages(source.id)]


def searched(model: Embedder, store: Store, asked: Sequence[Case]) -> list[list[Hit]]:
    """What each question finds by this model's vectors, which take the place of any others."""
    store.forget_vectors()
    while passages := store.without_vector(model.batch):
        vectors = model.embed_documents([passage.text for passage in passages])
        store.put_vectors(model.name, [(p.id, vector) for p, vector in zip(passages, vectors, strict=True)])
    return [store.search_vectors(model.name, model.embed_query(case.question.text), LIMIT) for case in asked]


def in_one(words: Sequence[Hit], vectors: Sequence[Hit]) -> list[Hit]:
    return [Hit(passage, 0.0) for passage in fused([words, vectors])]


def recall(asked: Sequence[Case], lists: Sequence[Sequence[Hit]]) -> list[str]:
    """Of all questions, of those in the language of the report, of the others; then of all among all looked at."""
    ranks = [rank(case.answer, hits) for case, hits in zip(asked, lists, strict=True)]
    own = [found for case, found in zip(asked, ranks, strict=True) if case.is_own]
    other = [found for case, found in zip(asked, ranks, strict=True) if not case.is_own]
    return [*(share(group, FIRST) for group in (ranks, own, other)), share(ranks, LIMIT)]


def rank(answer: str, hits: Sequence[Hit]) -> int:
    """From 0; `LIMIT` if it is not found."""
    return next((number for number, hit in enumerate(hits) if hit.passage.id == answer), LIMIT)


def share(ranks: Sequence[int], among: int) -> str:
    return f"{sum(found < among for found in ranks) / len(ranks):.2f}"


def durations(models: Sequence[Embedder], texts: list[str]) -> list[float]:
    """Seconds of each model for the same texts: the best of some rounds, in turns, so that all are disturbed alike."""
    best = [float("inf")] * len(models)
    for _ in range(ROUNDS):
        for number, model in enumerate(models):
            started = perf_counter()
            for at in range(0, len(texts), model.batch):
                model.embed_documents(texts[at : at + model.batch])
            best[number] = min(best[number], perf_counter() - started)
    return best


if __name__ == "__main__":
    main(sys.argv[1:])
