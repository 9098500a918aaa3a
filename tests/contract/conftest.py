"""Every contract test runs on every back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.stores.base import Store
from thidua.tests.back_ends import BACK_ENDS, opened


@pytest.fixture(params=list(BACK_ENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield from opened(request.param, tmp_path)


@pytest.fixture(params=list(BACK_ENDS), scope="module")
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all tests of a module that only read."""
    yield from opened(request.param, tmp_path_factory.mktemp("shared"))
