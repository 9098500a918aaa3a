"""Stores of extractions. Nothing outside this package asks which store it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.graph.errors import UsageError

if TYPE_CHECKING:
    from thidua.graph.stores.base import Store


def open_store(address: str, *, read_only: bool = False) -> Store:
    """The store at a path, or one in memory (":memory:"). Raises StoreError if it cannot be opened.

    For reading only, any number of processes may open it; for writing, one.
    """
    if "://" in address:
        raise UsageError(f"{address!r} is no store that this version knows; give a path.")
    from thidua.graph.stores.embedded import EmbeddedStore

    return EmbeddedStore(address, read_only=read_only)
