"""What a Neo4j database needs besides nodes: constraints, indexes, and a note of what the graph in it is.

All of it is made on first use and checked whenever a store is opened. The note keeps the version of the layout, which
is counted up by hand when the same nodes and edges come to mean something else, and the terms of the ontology: a graph
whose terms are all still there goes on with a grown ontology, any other is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from thidua.graph.errors import StoreMismatch
from thidua.graph.stores.bolt import Bolt, BoltSession
from thidua.graph.stores.dialect import quoted
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.schema import WORDS, Schema

LAYOUT = 1
#: From each older layout, what makes it the next one.
UPGRADES: Mapping[int, Callable[[BoltSession], None]] = {}
WORD_INDEX, VECTOR_INDEX = "thidua_passage_words", "thidua_passage_vectors"
MAKING = 600  # seconds that new indexes of a large graph may take


def prepare(database: Bolt, schema: Schema) -> None:
    """Make or complete the layout. Raises StoreMismatch for what is no thidua graph, or one this version cannot use."""
    held = database.read(_terms)
    if held is None:
        _refuse_others(database)
    complete(database, dict(_statements(schema)))
    if held != _noted(schema):
        database.write(lambda session: _settle(session, schema, database.address))


def exists(database: Bolt) -> bool:
    """Whether a thidua graph is there."""
    return database.read(_terms) is not None


def complete(database: Bolt, statements: Mapping[str, str]) -> None:
    """Make the constraints and indexes that are missing, by name, and wait until they are filled."""
    there = {row[0] for row in database.read(lambda session: session.run("SHOW INDEXES YIELD name"))}
    missing = [statement for name, statement in statements.items() if name not in there]
    if missing:
        database.write(lambda session: [session.run(statement) for statement in missing])
        database.read(lambda session: session.run("CALL db.awaitIndexes($seconds)", {"seconds": MAKING}))


def vector_index(width: int) -> dict[str, str]:
    return {
        VECTOR_INDEX: f"CREATE VECTOR INDEX {VECTOR_INDEX} IF NOT EXISTS FOR (p:Passage) ON (p.vector) OPTIONS "
        f"{{indexConfig: {{`vector.dimensions`: {width}, `vector.similarity_function`: 'cosine'}}}}"
    }


def _statements(schema: Schema) -> Iterator[tuple[str, str]]:
    """Index name and what makes it: each node by its key, entities by their label, claims by kind, passages by word."""
    for table, columns in schema.nodes.items():
        key, name = next(iter(columns)), f"thidua_{table.lower()}"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{quoted(table)}) REQUIRE n.{key} IS UNIQUE"
    for class_ in schema.classes:
        name = f"thidua_{class_.lower()}_label"
        yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{quoted(class_)}) ON (n.label)"
    yield "thidua_claim_kind", "CREATE INDEX thidua_claim_kind IF NOT EXISTS FOR (c:Claim) ON (c.kind)"
    yield (
        WORD_INDEX,
        f"CREATE FULLTEXT INDEX {WORD_INDEX} IF NOT EXISTS FOR (p:Passage) ON EACH [p.{WORDS}] OPTIONS "
        "{indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    )


def _terms(session: BoltSession) -> dict[str, Any] | None:
    """What the graph says it is; None where there is none."""
    noted = meta(session, "layout")
    return dict(json.loads(noted)) if noted else None


def _noted(schema: Schema) -> dict[str, Any]:
    return {"layout": LAYOUT, "terms": sorted({*schema.classes, *schema.kinds})}


def _refuse_others(database: Bolt) -> None:
    query = (
        "OPTIONAL MATCH (m:Meta {key: 'layout'}) WITH m WHERE m IS NULL "
        "MATCH (n) WHERE NOT n:Meta RETURN labels(n) LIMIT 1"
    )
    if database.read(lambda session: session.run(query)):
        raise StoreMismatch(
            f"The database at {database.address} holds other data, and thidua keeps to a database of its own; name an "
            "empty one with THIDUA_NEO4J_DATABASE."
        )


def _settle(session: BoltSession, schema: Schema, address: str) -> None:
    """Bring an older graph up to date, or refuse it; a new one is noted."""
    held = _terms(session)
    if held is not None:
        if held["layout"] > LAYOUT:
            raise StoreMismatch(f"The graph at {address} was made by a later version of thidua; use that version.")
        gone = sorted(set(held["terms"]) - set(_noted(schema)["terms"]))
        if gone:
            raise StoreMismatch(
                f"The graph at {address} was made with another ontology, which has {', '.join(gone)}; ingest its "
                "reports again into an empty database."
            )
        for version in range(held["layout"], LAYOUT):
            UPGRADES[version](session)
    set_meta(session, "layout", json.dumps(_noted(schema)))
