"""The one interface that all stores share. What is not here, no caller may use.

A store holds extractions, each a whole report. Writing a source replaces what the source said before; entities and
claims are what the extractions together say, so retracting a source leaves no trace that only it had left. Beside them
it holds what people decided about identity, which is applied when the graph is asked and changes no report.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from thidua.graph.claims import Claim, Entity, Extraction, Passage, Source
from thidua.graph.decisions import Decision


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims: every field that is set must hold; a field with several values asks for any of them.

    `ends` matches an entity id as subject, object or giver. `not_before`/`not_after` (ISO dates) keep the claims whose
    interval overlaps the window, and those that state no interval.
    """

    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    not_before: str | None = None
    not_after: str | None = None


EVERY_CLAIM = ClaimQuery()


class Cypher(NamedTuple):
    """A query and its parameters, as sent and as shown to the reader."""

    query: str
    parameters: dict[str, Any]


class Named(NamedTuple):
    """That `key` (a folded name) names an entity."""

    key: str
    entity: str
    type: str


class Hit(NamedTuple):
    """A passage found, best first; `score` is comparable within one search only."""

    passage: Passage
    score: float


class VectorModel(NamedTuple):
    """Whose vectors, and how many numbers each has."""

    name: str
    width: int


class Graph(ABC):
    """What can be asked about entities and claims."""

    @abstractmethod
    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        """The entities asked for, by id, as all sources together give them; an unknown id is left out.

        An entity that is one with others (see `decide`) is given for the id of each, and has one id of them itself.
        """

    @abstractmethod
    def entities_of(self, type_: str) -> Iterator[Entity]:
        """Every entity of a class, by label."""

    @abstractmethod
    def named(self, keys: Sequence[str]) -> list[Named]:
        """The entities that any of the folded names names (see `names.fold`)."""

    @abstractmethod
    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        """The claims asked for with all their evidence, by id. Ids of entities that are one ask for the same."""

    @abstractmethod
    def cypher(self, query: ClaimQuery) -> Cypher:
        """The query that `claims` sends, to be shown beside an answer."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """How many of each class, claim kind, and of "Source" and "Passage"."""

    @abstractmethod
    def degrees(self) -> dict[str, int]:
        """At how many ends of claims (subject, object, giver) each entity stands, by id; one at none is left out."""


class Store(Graph):
    """Answers about the graph take people's decisions into account: what they called the same is one entity.

    Every method raises `StoreError` when the store fails; nothing found is an empty result.
    """

    # writing -----------------------------------------------------------------------------------------------------
    @abstractmethod
    def put(self, extractions: Sequence[Extraction], *, since: str | None = None) -> str:
        """Write whole reports, in one transaction; a source already there is replaced. Gives the state after it.

        `since` is the state that the reports were prepared for: raises StoreConflict if the store has another one.
        """

    @abstractmethod
    def retract(self, source: str) -> bool:
        """Remove a source (by id) and all that only it says; False if it is not there."""

    # reading -----------------------------------------------------------------------------------------------------
    @abstractmethod
    def sources(self, ids: Sequence[str] | None = None, *, text: bool = True) -> list[Source]:
        """The sources asked for, or all, in the order of their document names. `text=False` leaves texts empty."""

    @abstractmethod
    def reports(self, ids: Sequence[str] | None = None) -> Iterator[Extraction]:
        """The reports asked for (by source id), or all, each as it was put: its own spellings, evidence and judgements.

        In the order of their document names; entities by id, passages in reading order, claims by id.
        """

    @abstractmethod
    def contents(self) -> dict[str, str]:
        """A hash of all that each source's report says, by source id; equal reports have equal hashes in all stores."""

    @abstractmethod
    def state(self) -> str:
        """A token that changes whenever a write changes what the store says."""

    # decisions ---------------------------------------------------------------------------------------------------
    @abstractmethod
    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep what people decided about pairs of entities, in one transaction; the last word on a pair counts.

        They hold for ids, whatever reports come and go. Raises UsageError if one contradicts what others say together.
        """

    @abstractmethod
    def undo(self, one: str, other: str) -> bool:
        """Forget the decision on a pair, and all is as if nobody had made it; False if there is none."""

    @abstractmethod
    def decisions(self) -> list[Decision]:
        """All decisions, the newest first."""

    @abstractmethod
    def as_reported(self) -> Graph:
        """The graph as the reports say it, without the decisions."""

    # passages ----------------------------------------------------------------------------------------------------
    @abstractmethod
    def passages(self, source: str) -> list[Passage]:
        """A source's sentences in reading order."""

    @abstractmethod
    def search_words(self, words: Sequence[str], limit: int) -> list[Hit]:
        """Passages by BM25 over folded words."""

    @abstractmethod
    def search_vectors(self, model: str, vector: Sequence[float], limit: int) -> list[Hit]:
        """Passages by cosine similarity. Raises StoreMismatch if the store holds another model's vectors."""

    @abstractmethod
    def vector_model(self) -> VectorModel | None:
        """The model whose vectors the store holds, None if it holds none."""

    @abstractmethod
    def vectors(self, source: str) -> list[tuple[str, list[float]]]:
        """The vectors of a source's passages, by passage id; they may have been set to length 1."""

    @abstractmethod
    def vector_count(self) -> int:
        """How many passages have a vector."""

    @abstractmethod
    def without_vector(self, limit: int) -> list[Passage]:
        """Passages that still lack a vector."""

    @abstractmethod
    def put_vectors(self, model: str, vectors: Iterable[tuple[str, Sequence[float]]]) -> None:
        """Keep vectors by passage id. Raises StoreMismatch if the store holds another model's."""

    @abstractmethod
    def forget_vectors(self) -> None:
        """Remove all vectors, so that another model's may come."""

    # life --------------------------------------------------------------------------------------------------------
    @abstractmethod
    def writer(self) -> AbstractContextManager[Store]:
        """This store open for writing, for as long as it is needed. Raises StoreBusy while another process writes."""

    @abstractmethod
    def close(self) -> None:
        """Release the store; idempotent."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
