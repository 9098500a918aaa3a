"""The back ends that tests run on, a real Neo4j server among them. Another one is one more entry of BACK_ENDS.

An entry opens an empty store, and opens the same one again when called with the same folder; it raises Absent with the
reason where the back end is not there, and the tests are then reported as skipped.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from secrets import token_hex

import pytest

from thidua.dev import neo4j
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store

PASSWORD = token_hex(16)


class Absent(Exception):
    """This back end cannot be tried here."""


def in_memory(folder: Path) -> Store:
    return open_store(":memory:")


def in_a_file(folder: Path) -> Store:
    return open_store(str(folder / "store.db"))


def on_a_server(folder: Path) -> Store:
    """One server for all tests; a folder that it has not seen yet begins with an empty graph."""
    server = running()
    if not (folder / "in-use").exists():
        empty(server)
        (folder / "in-use").touch()
    return open_store(server.address)


BACK_ENDS: dict[str, Callable[[Path], Store]] = {"memory": in_memory, "file": in_a_file, "neo4j": on_a_server}


def address(back_end: str, folder: Path) -> str:
    """Where another process finds an empty store of that kind."""
    opened_empty(back_end, folder).close()
    return running().address if back_end == "neo4j" else str(folder / "store.db")


def opened_empty(back_end: str, folder: Path) -> Store:
    try:
        return BACK_ENDS[back_end](folder)
    except Absent as reason:
        pytest.skip(f"{back_end}: {reason}")


def opened(back_end: str, folder: Path) -> Iterator[Store]:
    with ExitStack() as life:
        yield life.enter_context(opened_empty(back_end, folder))


def on_a_server_of_its_own(name: str) -> Store:
    """An empty graph that other tests leave alone, for as long as the tests run."""
    server = running(name)
    empty(server)
    return open_store(server.address)


@cache
def running(name: str = "shared") -> neo4j.Server:
    """A server of these tests' own, started when first needed; its login is in this process's environment."""
    if reason := neo4j.java_missing():
        raise Absent(reason)
    life = ExitStack()
    home = life.enter_context(tempfile.TemporaryDirectory(prefix="thidua-neo4j-", ignore_cleanup_errors=True))
    # After the folder, which removes itself at exit too: what is registered later is done earlier.
    atexit.register(life.close)
    # All of them have one password, as the store asks the environment for it.
    Path(home, "password").write_text(PASSWORD, "ascii")
    server = life.enter_context(neo4j.Server(Path(home)))
    os.environ |= {name: value for name, value in server.environment.items() if name != "THIDUA_STORE"}
    return server


def empty(server: neo4j.Server) -> None:
    """Without nodes; its indexes stay, as they take long to make."""
    server.query("MATCH (n) DETACH DELETE n")
