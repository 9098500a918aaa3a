"""From one store into another: all reports, decisions and vectors, then a comparison of everything that was copied."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from thidua.graph.errors import StoreError, UsageError
from thidua.graph.stores.base import Store

BATCH = 128  # reports in one transaction
Progress = Callable[[str, int, int], None]
"""Is told the stage ("copied", "embedded", "compared"), how many reports are through it, and how many there are."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How it ended. `claims` is a hash of all reports with their claims, the same in both stores."""

    reports: int
    already_there: int
    claims: str


def copy(store: Store, target: Store, progress: Progress) -> Copied:
    """Copy a store into one that is empty, or that an interrupted copy has begun to fill.

    Raises UsageError if the target holds what the store does not, StoreError if the two differ at the end.
    """
    wanted, there = store.contents(), target.contents()
    if others := there.keys() - wanted.keys():
        raise UsageError(
            f"The store to copy to holds {len(others)} reports that the other does not; copy into an empty store."
        )
    if set(target.decisions()) - set(store.decisions()):
        raise UsageError("The store to copy to holds decisions that the other does not; copy into an empty store.")
    target.decide(store.decisions())
    missing = [id_ for id_, content in wanted.items() if there.get(id_) != content]
    for done, batch in _batches(missing):
        target.put(list(store.reports(batch)))
        progress("copied", done, len(missing))
    _copy_vectors(store, target, progress)
    return Copied(len(missing), len(wanted) - len(missing), _compared(store, target, progress))


def _batches(ids: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Some ids at a time, and how many those are with all before."""
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        yield at + len(batch), batch


def _copy_vectors(store: Store, target: Store, progress: Progress) -> None:
    model, ids = store.vector_model(), [source.id for source in store.sources(text=False)]
    if model is None:
        return
    for done, batch in _batches(ids):
        target.put_vectors(model.name, [vector for source in batch for vector in store.vectors(source)])
        progress("embedded", done, len(ids))


def _compared(store: Store, target: Store, progress: Progress) -> str:
    """The hash of all reports as they are read from either store. Neither may change meanwhile."""
    ids = [source.id for source in store.sources(text=False)]
    hashes = hashlib.sha256(), hashlib.sha256()
    for done, batch in _batches(ids):
        for one, hash_ in zip((store, target), hashes, strict=True):
            for line in _lines(one, batch):
                hash_.update(line.encode())
        progress("compared", done, len(ids))
    if hashes[0].digest() != hashes[1].digest() or _summary(store) != _summary(target):
        raise StoreError("The two stores differ after copying; if nobody wrote to either meanwhile, report this.")
    return hashes[0].hexdigest()[:16]


def _summary(store: Store) -> object:
    return store.counts(), store.decisions()


def _lines(store: Store, ids: Sequence[str]) -> Iterator[str]:
    for report in store.reports(ids):
        yield f"{report.source!r}\n{report.passages!r}\n{report.entities!r}\n"
        yield from (f"{claim!r}\n" for claim in report.claims)
