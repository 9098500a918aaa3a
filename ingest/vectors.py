"""Vectors for the passages that have none: after an ingest, in small steps, so that nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from thidua.graph.embedders import check_ours, chosen, load
from thidua.graph.stores.base import Store, VectorModel

if TYPE_CHECKING:
    from thidua.graph.embedders.base import Embedder


def fill_vectors(
    store: Store,
    *,
    progress: Callable[[int], None] | None = None,
    writer: Callable[[], AbstractContextManager[Store]] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Give every passage its vector, if a model is chosen; how many were given.

    `writer` gives the store to write to, where `store` is open for reading only: it is entered for each write and left
    while the model works. `progress` gets the count so far.
    Raises StoreMismatch if the store holds another model's vectors, EmbedderError if the model cannot be loaded.
    """
    check_ours(store.vector_model())
    if chosen() is None or not store.without_vector(1):
        return 0
    model = load()
    done = 0
    while not is_stopped() and (passages := store.without_vector(model.batch)):
        vectors = model.embed_documents([passage.text for passage in passages])
        with writer() if writer else nullcontext(store) as written:
            if is_stopped():
                break
            written.put_vectors(model.name, [(p.id, v) for p, v in zip(passages, vectors, strict=True)])
        done += len(passages)
        if progress:
            progress(done)
    return done


def others(store: Store, model: Embedder) -> VectorModel | None:
    """Whose vectors the store holds, if not this model's; they have to be forgotten before its own come."""
    held = store.vector_model()
    return None if held == VectorModel(model.name, model.width) else held
