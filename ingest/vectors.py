"""Vectors for the passages that have none: after an ingest, in small steps, so that nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from thidua.graph.embedders import embedder, model_name
from thidua.graph.stores.base import Store

STEP = 16


def fill_vectors(
    store: Store,
    *,
    progress: Callable[[int], None] | None = None,
    writer: Callable[[], AbstractContextManager[Store]] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> int | None:
    """Give every passage its vector; how many were given, or `None` where no model loads.

    `writer` gives the store to write to, where `store` is open for reading only: it is entered for each write and left
    while the model works. `progress` gets the count so far.
    Raises StoreMismatch if the store holds another model's vectors.
    """
    if not store.without_vector(1):
        return 0
    model = embedder()
    if model is None:
        return None
    done = 0
    while not is_stopped():
        passages = store.without_vector(STEP)
        if not passages:
            break
        vectors = model.embed_documents([passage.text for passage in passages])
        with writer() if writer else nullcontext(store) as written:
            if is_stopped():
                break
            written.put_vectors(model_name(model), [(p.id, v) for p, v in zip(passages, vectors, strict=True)])
        done += len(passages)
        if progress:
            progress(done)
    return done
