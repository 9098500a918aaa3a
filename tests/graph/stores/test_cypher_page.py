"""The queries of docs/cypher.md, as somebody types them into Neo4j's own browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from thidua.dev.neo4j import Server
from thidua.graph.stores import open_store
from thidua.ingest.pipeline import ingest
from thidua.tests.back_ends import Absent, empty, running
from thidua.tests.worked_examples import ROOT, blocks

QUERIES = blocks("docs/cypher.md", "cypher")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """With the sample reports."""
    try:
        server = running("mortal")
    except Absent as reason:
        pytest.skip(f"neo4j: {reason}")
    empty(server)
    with open_store(server.address) as store:
        ingest([str(ROOT / "samples")], store)
    yield server


def test_the_page_has_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0])
def test_a_query_of_the_page_finds_something(server: Server, query: str) -> None:
    rows = server.query(query)
    assert rows
    assert all(any(value is not None for value in row) for row in rows)
