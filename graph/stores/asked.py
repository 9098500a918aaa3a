"""A graph that is opened anew for each question."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from thidua.graph.claims import Claim, Entity
from thidua.graph.stores.base import EVERY_CLAIM, ClaimQuery, Cypher, Graph, Named

T = TypeVar("T")


class Asked(Graph):
    @abstractmethod
    def _ask(self, work: Callable[[Graph], T]) -> T:
        """What `work` gives for a graph that may be gone afterwards."""

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        return self._ask(lambda graph: graph.entities(ids))

    def entities_of(self, type_: str) -> Iterator[Entity]:
        return self._ask(lambda graph: graph.entities_of(type_))

    def named(self, keys: Sequence[str]) -> list[Named]:
        return self._ask(lambda graph: graph.named(keys))

    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        return self._ask(lambda graph: graph.claims(query))

    def cypher(self, query: ClaimQuery) -> Cypher:
        return self._ask(lambda graph: graph.cypher(query))

    def counts(self) -> dict[str, int]:
        return self._ask(lambda graph: graph.counts())

    def degrees(self) -> dict[str, int]:
        return self._ask(lambda graph: graph.degrees())
