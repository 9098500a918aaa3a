"""The two stores side by side: writing against a hand-written query, and answers against the way to the server.

    python -m thidua.bench.stores            10,000 claims
    python -m thidua.bench.stores 1000000    the look-ups at that size too, on the server

A server is started for it and stopped after it (see dev/neo4j.py).
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest import mock

import neo4j

from thidua.bench.scale import BATCH, World, fill, look_ups
from thidua.bench.speed import QUOTED, SAMPLES, STRUCTURED, TIMES, quantiles, timed
from thidua.bench.table import show
from thidua.dev.neo4j import Server
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.graph.stores.bolt import BoltSession
from thidua.graph.stores.rows import Row
from thidua.graph.stores.schema import Columns
from thidua.ingest.pipeline import ingest
from thidua.qa.pipeline import ask

SIZE, RUNS, LOOK_UPS = 10_000, 3, 200
LOOK_UP = "MATCH (m:Meta {key: 'state'}) RETURN m.value"
Statement = tuple[str, list[dict[str, Any]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[], help="further sizes, in claims")
    sizes = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder, "neo4j"), heap="2g", page_cache="512m") as server:
        os.environ |= server.environment
        show("writing", ["claims a second", "ratio"], writing(server, Path(folder)))
        show("answers, ms", ["p50", "p95"], answering(server, Path(folder)))
        columns = [f"{size:,} claims" for size in (SIZE, *sizes)]
        show("look-ups on the server, p50 / p95 ms", columns, growing(server, sizes))


# writing -----------------------------------------------------------------------------------------------------------
def writing(server: Server, folder: Path) -> list[list[str]]:
    """Batches of reports through the store; then the rows that this created, sent by hand to an empty graph."""
    ours, by_hand, embedded = [], [], []
    for run in range(RUNS):
        empty(server)
        with open_store(server.address) as store, recorded() as batches:
            ours.append(put_all(store, run, batches))
        empty(server)
        by_hand.append(replay(server, batches))
        with open_store(str(folder / f"run{run}")) as store:
            embedded.append(put_all(store, run, []))
    best = min(by_hand)
    return [
        [name, f"{SIZE / min(times):,.0f}", f"{min(times) / best:.1f}"]
        for name, times in (("Neo4j, by hand", by_hand), ("Neo4j", ours), ("embedded", embedded))
    ]


def put_all(store: Store, seed: int, batches: list[list[Statement]]) -> float:
    """Seconds; what is created meanwhile is recorded by batch."""
    reports, took = World(SIZE, seed).reports(SIZE), 0.0
    while batch := list(islice(reports, BATCH)):
        batches.append([])
        took += timed(store.put, batch)
    return took


@contextmanager
def recorded() -> Iterator[list[list[Statement]]]:
    """The statements that create something, with their rows, as the store sends them; a list a batch."""
    batches: list[list[Statement]] = []
    send = BoltSession.each

    def each(session: BoltSession, statement: str, columns: Columns, rows: Sequence[Row]) -> list[Row]:
        if "CREATE" in statement and rows:
            by_hand = [dict(zip(columns, row, strict=True)) for row in rows]
            batches[-1].append((f"UNWIND $rows AS row {of_maps(statement, columns)}", by_hand))
        return send(session, statement, columns, rows)

    with mock.patch.object(BoltSession, "each", each):
        yield batches


def of_maps(statement: str, columns: Columns) -> str:
    """The statement as one writes it by hand, for rows that are maps."""
    for column in columns:
        statement = re.sub(rf": (`?){column}\1(?=[,}}])", f": row.`{column}`", statement)
    return statement


def replay(server: Server, batches: Sequence[Sequence[Statement]]) -> float:
    """Seconds for the same rows by a driver alone, a transaction a batch."""
    with driver(server) as connected, connected.session() as session:
        started = perf_counter()
        for batch in batches:
            with session.begin_transaction() as transaction:
                for query, rows in batch:
                    transaction.run(query, rows=rows).consume()
        return perf_counter() - started


def driver(server: Server) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(server.address, auth=("neo4j", server.password))


def empty(server: Server) -> None:
    server.query("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")


# answers -----------------------------------------------------------------------------------------------------------
def answering(server: Server, folder: Path) -> list[list[str]]:
    empty(server)
    rows = []
    with open_store(str(folder / "samples")) as here, open_store(server.address) as there:
        for store in (here, there):
            ingest([str(SAMPLES)], store)
        for name, questions in (("from facts", STRUCTURED), ("by quotation", QUOTED)):
            for where, store in (("embedded", here), ("Neo4j", there)):
                rows.append([f"{name}, {where}", *asked(store, questions)])
    with driver(server) as connected:
        rows.append(["one question to the server by the driver alone", *trips(connected)])
    return rows


def asked(store: Store, questions: Sequence[str]) -> list[str]:
    for question in [*questions] * 3:  # the server compiles what it is asked often
        ask(question, store)
    return quantiles([timed(ask, question, store) for _ in range(TIMES) for question in questions])


def trips(connected: neo4j.Driver) -> list[str]:
    """The cheapest look-up there is, in a transaction as the store makes it."""

    def once() -> None:
        with connected.session() as session:
            session.execute_read(lambda transaction: transaction.run(LOOK_UP).data())

    for _ in range(50):
        once()
    return quantiles([timed(once) for _ in range(200)])


# growing -----------------------------------------------------------------------------------------------------------
def growing(server: Server, sizes: Sequence[int]) -> list[list[str]]:
    columns = [grown(server, size) for size in (SIZE, *sizes)]
    return [[name, *(column[name] for column in columns)] for name in columns[0]]


def grown(server: Server, size: int) -> dict[str, str]:
    empty(server)
    world = World(size)
    with open_store(server.address) as store:
        took = sum(fill(store, world, size))
        found = {"put, claims a second": f"{size / took:,.0f}"}
        for name, (half, most) in look_ups(store, world, LOOK_UPS).items():
            found[name] = f"{half:.1f} / {most:.1f}"
    server.stop()  # what is still in memory is written when it ends
    graph = server.home / "data" / "databases" / "neo4j"
    used = sum(file.stat().st_size for file in graph.rglob("*") if file.is_file())
    server.start()
    server.wait()
    return {**found, "on disk, bytes a claim": f"{used / size:,.0f}"}


if __name__ == "__main__":
    main()
