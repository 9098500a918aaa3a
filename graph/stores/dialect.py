"""Where the databases' Cypher differs. All other query text is shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thidua.graph.stores.schema import Columns, EdgeTable, Schema, schema, searched_here

LADYBUG_TYPES = {"text": "STRING", "int": "INT64", "float": "DOUBLE", "bytes": "BLOB"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`rows` begins a statement that runs once for each row of `$rows`, whose columns become variables.

    `schema` gives the tables. `finds_lists`: nodes are found by index for a list of keys along an edge as for a single
    key; if not, a query has a branch for each of up to `most_branches` keys.
    """

    rows: Callable[[Sequence[str]], str]
    schema: Callable[[], Schema]
    finds_lists: bool
    most_branches: int


def quoted(name: str) -> str:
    """A table or column name as it stands in a query; "Group" and "end" are words of Cypher."""
    return f"`{name}`"


def filled(columns: Columns) -> str:
    """The properties of a node or an edge, each from the row's column of the same name."""
    pairs = ", ".join(f"{quoted(column)}: {quoted(column)}" for column in columns)
    return f" {{{pairs}}}" if pairs else ""


def ladybug_tables(schema: Schema) -> list[str]:
    """The statements that make a store's tables."""
    nodes = [ladybug_node(name, columns) for name, columns in schema.nodes.items()]
    return nodes + [_edge(table) for table in schema.edges.values()]


def ladybug_node(name: str, columns: Columns) -> str:
    key = next(iter(columns))
    return f"CREATE NODE TABLE {quoted(name)}({', '.join(_declared(columns))}, PRIMARY KEY({quoted(key)}))"


def _edge(table: EdgeTable) -> str:
    pairs = [f"FROM {quoted(a)} TO {quoted(b)}" for a, b in table.pairs]
    return f"CREATE REL TABLE {quoted(table.name)}({', '.join([*pairs, *_declared(table.columns)])})"


def _declared(columns: Columns) -> list[str]:
    return [f"{quoted(name)} {LADYBUG_TYPES[type_]}" for name, type_ in columns.items()]


def _neo4j_rows(columns: Sequence[str]) -> str:
    named = ", ".join(f"row_[{at}] AS {quoted(column)}" for at, column in enumerate(columns))
    return f"UNWIND $rows AS row_ WITH {named}"


LADYBUG = Dialect(rows=lambda columns: "LOAD FROM $rows", schema=schema, finds_lists=False, most_branches=64)
NEO4J = Dialect(rows=_neo4j_rows, schema=searched_here, finds_lists=True, most_branches=1)
