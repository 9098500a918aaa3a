"""A graph moves between stores of any kind and is the same there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from thidua.graph.decisions import Decision, in_order
from thidua.graph.errors import StoreError, UsageError
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.graph.transfer import copy
from thidua.ingest.pipeline import ingest
from thidua.tests.back_ends import BACK_ENDS, opened_empty

SAMPLES = Path(__file__).parents[2] / "samples"
#: From each kind to each, but between two graphs on one server, as there is but one in it.
WAYS = [(a, b) for a in BACK_ENDS for b in BACK_ENDS if (a, b) != ("neo4j", "neo4j")]


def silent(stage: str, count: int, all_: int) -> None:
    pass


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]} to {way[1]}")
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A filled one and an empty one."""
    folders = [tmp_path / "from", tmp_path / "to"]
    for folder in folders:
        folder.mkdir()
    with opened_empty(request.param[0], folders[0]) as store, opened_empty(request.param[1], folders[1]) as target:
        ingest([str(SAMPLES)], store)
        yield store, target


def test_everything_comes_along(stores: tuple[Store, Store]) -> None:
    store, target = stores
    first = next(iter(store.sources()))
    passages = store.passages(first.id)
    store.put_vectors("model", [(passage.id, [0.6, 0.8]) for passage in passages])
    one, other = [person.id for person in store.entities_of("Person")][:2]
    store.decide([Decision(*in_order(one, other), "same", "Hà", "2025-01-01", "hỏi rồi")])
    stages = []
    done = copy(store, target, lambda *stage: stages.append(stage))
    assert (done.reports, done.already_there) == (12, 0)
    assert stages == [("copied", 12, 12), ("embedded", 12, 12), ("compared", 12, 12)]
    assert list(target.reports()) == list(store.reports())
    assert target.claims() == store.claims()
    assert target.decisions() == store.decisions() != []
    assert target.vector_model() == store.vector_model()
    assert [hit.passage.id for hit in target.search_vectors("model", [1.0, 0.0], 99)] == [p.id for p in passages]


def test_a_copy_goes_on_where_it_was_stopped(stores: tuple[Store, Store]) -> None:
    store, target = stores
    reports = list(store.reports())
    target.put([*reports[:5], replace(reports[5], claims=())])
    done = copy(store, target, silent)
    assert (done.reports, done.already_there) == (7, 5)
    assert list(target.reports()) == reports
    assert copy(store, target, silent) == replace(done, reports=0, already_there=12)


def test_a_graph_of_other_reports_is_not_mixed_in(stores: tuple[Store, Store]) -> None:
    store, target = stores
    target.put(list(store.reports()))
    gone = next(iter(store.sources()))
    store.retract(gone.id)
    with pytest.raises(UsageError, match="empty store"):
        copy(store, target, silent)
    assert len(target.sources()) == 12


def test_decisions_of_others_are_not_mixed_in(stores: tuple[Store, Store]) -> None:
    store, target = stores
    one, other = [person.id for person in store.entities_of("Person")][:2]
    target.decide([Decision(*in_order(one, other), "different")])
    with pytest.raises(UsageError, match="decisions that the other does not"):
        copy(store, target, silent)
    assert target.contents() == {}


def test_a_copy_that_differs_is_an_error() -> None:
    class Forgetful:
        """Loses the claims of what it is given."""

        def __init__(self, store: Store) -> None:
            self._store = store

        def __getattr__(self, name: str) -> object:
            return getattr(self._store, name)

        def put(self, reports: list[object]) -> None:
            self._store.put([replace(report, claims=()) for report in reports])  # type: ignore[type-var]

    with open_store(":memory:") as store, open_store(":memory:") as target:
        ingest([str(SAMPLES)], store)
        with pytest.raises(StoreError, match="differ"):
            copy(store, Forgetful(target), silent)  # type: ignore[arg-type]
