"""The sentences nearest to a question: by words, and by vectors where the store has them, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.claims import Passage
from thidua.graph.errors import EmbedderError, StoreMismatch
from thidua.graph.names import fold
from thidua.graph.stores.base import Hit, Store
from thidua.qa.catalog import known
from thidua.qa.understanding.question import Question
from thidua.qa.words import asking

LIMIT = 40
RANK = 60


def nearest(question: Question, store: Store, embed: bool) -> list[Passage]:
    """At most `LIMIT`, best first; `embed` searches by vectors too, where the model is there."""
    lists = [by_words(question, store)]
    if embed:
        lists.append(by_vectors(question, store))
    return fused(lists)


def by_words(question: Question, store: Store) -> list[Hit]:
    return store.search_words(_search_words(question, store), LIMIT)


def by_vectors(question: Question, store: Store) -> list[Hit]:
    """Nothing where the model fails or the store has meanwhile been given another's vectors; that is said once."""
    from thidua.graph.embedders import embedder, say_once

    model = embedder()
    if model is None:
        return []
    try:
        return store.search_vectors(model.name, model.embed_query(question.text), LIMIT)
    except (EmbedderError, StoreMismatch) as error:
        say_once(error)
        return []


def fused(lists: Sequence[Sequence[Hit]]) -> list[Passage]:
    scores: dict[str, float] = {}
    passages: dict[str, Passage] = {}
    for hits in lists:
        for rank, hit in enumerate(hits):
            passages[hit.passage.id] = hit.passage
            scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + 1 / (RANK + rank)
    return [passages[i] for i in sorted(scores, key=lambda i: (-scores[i], i))][:LIMIT]


def _search_words(question: Question, store: Store) -> list[str]:
    """The question's own words and every spelling of what it names."""
    stop = asking(question.lang).stop
    words = [w for w in fold(question.text).split() if w not in stop]
    ids = sorted({e for x in question.links if len(x.entities) <= 8 for e in x.entities})
    for entity in known(store).entities(ids).values():
        words += [w for name in (entity.label, *(n.text for n in entity.names)) for w in fold(name).split()]
    return list(dict.fromkeys(words))
