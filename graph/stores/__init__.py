"""Stores of extractions. Nothing outside this package asks which store it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.graph.errors import UsageError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")

if TYPE_CHECKING:
    from thidua.graph.stores.base import Store


def open_store(address: str, *, read_only: bool = False) -> Store:
    """The store at a path, in memory (":memory:") or on a Neo4j server (neo4j://, bolt://). Raises StoreError.

    For reading only, any number of processes may open it; for writing, one, but on a server any number.
    """
    scheme, separator, _ = address.partition("://")
    if not separator:
        from thidua.graph.stores.embedded import EmbeddedStore

        return EmbeddedStore(address, read_only=read_only)
    if scheme not in SCHEMES:
        raise UsageError(f"{address!r} is no store: give a path, or an address that begins with {', '.join(SCHEMES)}.")
    if "@" in address:
        raise UsageError(
            "An address of a server holds no user or password: set THIDUA_NEO4J_USER and THIDUA_NEO4J_PASSWORD."
        )
    from thidua.graph.stores.server import Neo4jStore
    from thidua.settings import settings

    return Neo4jStore(address, settings().neo4j, read_only=read_only)
