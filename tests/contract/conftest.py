"""The back ends that every contract test runs on. Another one is one more entry of BACK_ENDS.

An entry opens an empty store, and opens the same one again when called with the same folder; it raises Absent with the
reason where the back end is not there, and the tests are then reported as skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store


class Absent(Exception):
    """This back end cannot be tried here."""


def in_memory(folder: Path) -> Store:
    return open_store(":memory:")


def in_a_file(folder: Path) -> Store:
    return open_store(str(folder / "store.db"))


BACK_ENDS: dict[str, Callable[[Path], Store]] = {"memory": in_memory, "file": in_a_file}


@pytest.fixture(params=list(BACK_ENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield from opened(request.param, tmp_path)


@pytest.fixture(params=list(BACK_ENDS), scope="module")
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all tests of a module that only read."""
    yield from opened(request.param, tmp_path_factory.mktemp("shared"))


def opened(back_end: str, folder: Path) -> Iterator[Store]:
    with ExitStack() as life:
        try:
            store = BACK_ENDS[back_end](folder)
        except Absent as reason:
            pytest.skip(f"{back_end}: {reason}")
        yield life.enter_context(store)
