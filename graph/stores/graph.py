"""What all graph stores have in common: everything but how a query is sent and how passages are searched."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from secrets import token_hex
from typing import ClassVar, TypeVar

from thidua.graph.claims import Extraction, Passage, Source
from thidua.graph.decisions import Decision, Decisions, pair_id
from thidua.graph.errors import StoreConflict
from thidua.graph.stores import decisions, rows, vectors, write
from thidua.graph.stores.asked import Asked
from thidua.graph.stores.base import ClaimQuery, Graph, Store, VectorModel
from thidua.graph.stores.check import check
from thidua.graph.stores.decided import Decided
from thidua.graph.stores.dialect import Dialect
from thidua.graph.stores.merge import mentions_of
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.reported import Reported
from thidua.graph.stores.schema import Schema
from thidua.graph.stores.write import Session

T = TypeVar("T")
SOURCE_COLUMNS = ("id", "document", "lang", "url", "title", "publisher", "published", "retrieved", "sha256")
PASSAGE_COLUMNS = ("source", "number", "start", "end", "text")


class GraphStore(Asked, Store):
    """A store on a database that speaks Cypher."""

    dialect: ClassVar[Dialect]

    @property
    def schema(self) -> Schema:
        """The tables of this store."""
        return self.dialect.schema()

    @abstractmethod
    def _read(self, work: Callable[[Session], T]) -> T:
        """What `work` gives; it may be run again when the database fails midway, so it only asks."""

    @abstractmethod
    def _write(self, work: Callable[[Session], T]) -> T:
        """What `work` gives, once all its writes have happened; after an error none has. Those who write take turns.

        It may be run again when the database fails midway, so it begins from what the store holds.
        """

    # writing -------------------------------------------------------------------------------------------------------
    def put(self, extractions: Sequence[Extraction], *, since: str | None = None) -> str:
        for extraction in extractions:
            check(extraction, self.schema)
        reports = {extraction.source.id: rows.report(extraction, self.schema) for extraction in extractions}
        return self._write(lambda session: self._put(session, list(reports.values()), since))

    def _put(self, session: Session, reports: Sequence[rows.Report], since: str | None) -> str:
        state = meta(session, "state")
        if since is not None and since != state:
            raise StoreConflict("The store was changed by somebody else meanwhile; read it again and repeat the step.")
        if reports and write.put(session, self.schema, reports):
            return _changed(session)
        return state

    def retract(self, source: str) -> bool:
        def work(session: Session) -> bool:
            found = bool(write.look_up(session, "Source", [source], "id"))
            if found:
                write.remove(session, self.schema, [source])
                _changed(session)
            return found

        return self._write(work)

    # reading -------------------------------------------------------------------------------------------------------
    def sources(self, ids: Sequence[str] | None = None, *, text: bool = True) -> list[Source]:
        columns = (*SOURCE_COLUMNS, "text") if text else SOURCE_COLUMNS

        def work(session: Session) -> list[rows.Row]:
            if ids is None:
                return session.run(f"MATCH (n:Source) RETURN {write.columns_of('n', columns)}")
            return write.look_up(session, "Source", list(dict.fromkeys(ids)), *columns)

        rest = {} if text else {"text": ""}
        made = [Source(**dict(zip(columns, row, strict=True)), **rest) for row in self._read(work)]
        return sorted(made, key=lambda source: (source.document, source.id))

    def reports(self, ids: Sequence[str] | None = None) -> Iterator[Extraction]:
        for source in self.sources(ids, text=False):
            if found := self._read(partial(self._report, id_=source.id)):
                yield found

    def _report(self, session: Session, id_: str) -> Extraction | None:
        """None if it has been retracted meanwhile."""
        found = write.look_up(session, "Source", [id_], *SOURCE_COLUMNS, "text", "mentions", "passages")
        if not found:
            return None
        *columns, mentions, size = found[0]
        source = Source(**dict(zip((*SOURCE_COLUMNS, "text"), columns, strict=True)))
        sent = Reported(session, self.dialect).cypher(ClaimQuery(sources=(id_,)))
        own = [row for row in session.run(sent.query, sent.parameters) if row[rows.SOURCE_AT] == id_]
        entities = [
            said.entity(entity, str(self.schema.class_of(entity)))
            for entity, said in sorted(mentions_of(mentions).items())
        ]
        passages = self._in_order(session, id_, size)
        return Extraction(source, tuple(passages), tuple(entities), tuple(rows.read_claims(own)))

    def contents(self) -> dict[str, str]:
        return dict(self._read(lambda session: session.run("MATCH (s:Source) RETURN s.id, s.content")))

    # the graph -------------------------------------------------------------------------------------------------------
    def _graph(self, session: Session) -> Graph:
        return Decided(Reported(session, self.dialect), self._decisions(session))

    def _decisions(self, session: Session) -> Decisions:
        return decisions.read(session)

    def as_reported(self) -> Graph:
        return _AsReported(self)

    def _ask(self, work: Callable[[Graph], T]) -> T:
        return self._read(lambda session: work(self._graph(session)))

    def decide(self, decisions_: Sequence[Decision]) -> None:
        def work(session: Session) -> None:
            known = decisions.read(session)
            if known.with_(decisions_).all != known.all:
                decisions.keep(session, decisions_)
                _changed(session)

        self._write(work)

    def undo(self, one: str, other: str) -> bool:
        def work(session: Session) -> bool:
            found = decisions.forget(session, pair_id(one, other))
            if found:
                _changed(session)
            return found

        return self._write(work)

    def decisions(self) -> list[Decision]:
        made = self._read(self._decisions).all
        return sorted(made, key=lambda decision: decision.at, reverse=True)

    def state(self) -> str:
        return self._read(lambda session: meta(session, "state"))

    # passages ------------------------------------------------------------------------------------------------------
    def passages(self, source: str) -> list[Passage]:
        def work(session: Session) -> list[Passage]:
            found = write.look_up(session, "Source", [source], "passages")
            return self._in_order(session, source, found[0][0]) if found else []

        return self._read(work)

    def _in_order(self, session: Session, source: str, size: int) -> list[Passage]:
        return sorted(self._passages(session, write.passage_ids(source, size)), key=lambda passage: passage.number)

    @staticmethod
    def _passages(session: Session, ids: Sequence[str]) -> list[Passage]:
        return [Passage(*row) for row in write.look_up(session, "Passage", ids, *PASSAGE_COLUMNS)]

    def vector_model(self) -> VectorModel | None:
        return self._read(vectors.model)

    def vector_count(self) -> int:
        return self._read(vectors.held)


def _changed(session: Session) -> str:
    """Note that what the store says has changed."""
    state = token_hex(8)
    set_meta(session, "state", state)
    return state


class _AsReported(Asked):
    """The graph of a store without the decisions in it."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def _ask(self, work: Callable[[Graph], T]) -> T:
        return self._store._read(lambda session: work(Reported(session, self._store.dialect)))
