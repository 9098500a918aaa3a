"""Where the databases' Cypher differs. All other query text is shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thidua.graph.stores.schema import Columns, EdgeTable, Schema

LADYBUG_TYPES = {"text": "STRING", "int": "INT64", "float": "DOUBLE", "bytes": "BLOB"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`rows` begins a statement that runs once for each row of `$rows`, whose columns become variables; `tables` makes
    a store's tables."""

    rows: Callable[[Sequence[str]], str]
    tables: Callable[[Schema], list[str]]


def quoted(name: str) -> str:
    """A table or column name as it stands in a query; "Group" and "end" are words of Cypher."""
    return f"`{name}`"


def filled(columns: Columns) -> str:
    """The properties of a node or an edge, each from the row's column of the same name."""
    pairs = ", ".join(f"{quoted(column)}: {quoted(column)}" for column in columns)
    return f" {{{pairs}}}" if pairs else ""


def _ladybug_tables(schema: Schema) -> list[str]:
    nodes = [_node(name, columns) for name, columns in schema.nodes.items()]
    return nodes + [_edge(table) for table in schema.edges.values()]


def _node(name: str, columns: Columns) -> str:
    key = next(iter(columns))
    return f"CREATE NODE TABLE {quoted(name)}({', '.join(_declared(columns))}, PRIMARY KEY({quoted(key)}))"


def _edge(table: EdgeTable) -> str:
    pairs = [f"FROM {quoted(a)} TO {quoted(b)}" for a, b in table.pairs]
    return f"CREATE REL TABLE {quoted(table.name)}({', '.join([*pairs, *_declared(table.columns)])})"


def _declared(columns: Columns) -> list[str]:
    return [f"{quoted(name)} {LADYBUG_TYPES[type_]}" for name, type_ in columns.items()]


LADYBUG = Dialect(rows=lambda columns: "LOAD FROM $rows", tables=_ladybug_tables)
