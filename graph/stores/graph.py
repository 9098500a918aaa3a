"""What all graph stores have in common: everything but how a query is sent and how passages are searched."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from secrets import token_hex
from typing import ClassVar, TypeVar

from thidua.graph.claims import Claim, Entity, Extraction, Passage, Source
from thidua.graph.errors import StoreConflict
from thidua.graph.ontology import ontology
from thidua.graph.stores import query as queries
from thidua.graph.stores import rows, vectors, write
from thidua.graph.stores.base import EVERY_CLAIM, ClaimQuery, Cypher, Named, Store, VectorModel
from thidua.graph.stores.check import check
from thidua.graph.stores.dialect import Dialect, quoted
from thidua.graph.stores.merge import mentions_of, names_of, properties_of
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.schema import Schema
from thidua.graph.stores.write import Session

T = TypeVar("T")
SOURCE_COLUMNS = ("id", "document", "lang", "url", "title", "publisher", "published", "retrieved", "sha256")
PASSAGE_COLUMNS = ("source", "number", "start", "end", "text")
ENTITY_COLUMNS = ("id", "label", "names", "properties")
UNION = "\nUNION ALL\n"  # one query for several answers: each query is a round trip where the database is far away


class GraphStore(Store):
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
        sent = self.cypher(ClaimQuery(sources=(id_,)))
        own = [row for row in session.run(sent.query, sent.parameters) if row[rows.SOURCE_AT] == id_]
        entities = [
            said.entity(entity, str(self.schema.class_of(entity)))
            for entity, said in sorted(mentions_of(mentions).items())
        ]
        passages = self._in_order(session, id_, size)
        return Extraction(source, tuple(passages), tuple(entities), tuple(rows.read_claims(own)))

    def contents(self) -> dict[str, str]:
        return dict(self._read(lambda session: session.run("MATCH (s:Source) RETURN s.id, s.content")))

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        by_class = write.by_class(self.schema, dict.fromkeys(ids))
        if not by_class:
            return {}
        columns = write.columns_of("n", ENTITY_COLUMNS)
        query = UNION.join(f"{write.each_node(class_, f'ids_{class_}')} RETURN {columns}" for class_ in by_class)
        parameters = {f"ids_{class_}": keys for class_, keys in by_class.items()}
        found = self._read(lambda session: session.run(query, parameters))
        return {row[0]: _entity(str(self.schema.class_of(row[0])), row) for row in found}

    def entities_of(self, type_: str) -> Iterator[Entity]:
        if type_ not in self.schema.classes:
            return
        query = f"MATCH (n:{quoted(type_)}) RETURN {write.columns_of('n', ENTITY_COLUMNS)}"
        for row in sorted(self._read(lambda session: session.run(query)), key=lambda row: (row[1], row[0])):
            yield _entity(type_, row)

    def named(self, keys: Sequence[str]) -> list[Named]:
        wanted = list(dict.fromkeys(keys))
        found = self._read(lambda session: self._named(session, wanted)) if wanted else []
        return [Named(key, entity, str(self.schema.class_of(entity))) for key, entity in sorted(found)]

    def _named(self, session: Session, keys: Sequence[str]) -> list[tuple[str, str]]:
        if self.dialect.finds_lists:
            query = "UNWIND $keys AS key MATCH (:Name {key: key})-[x:NAMED]->() RETURN key, x.entity"
            return [(key, entity) for key, entity in session.run(query, {"keys": keys})]
        there = [row[0] for row in write.look_up(session, "Name", keys, "key")]
        return [(key, row[0]) for key in there for row in session.run(write.NAMED_BY, {"key": key})]

    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        sent = self.cypher(query)
        return rows.read_claims(self._read(lambda session: session.run(sent.query, sent.parameters)))

    def cypher(self, query: ClaimQuery) -> Cypher:
        return queries.claims(query, self.schema, most_branches=self.dialect.most_branches)

    def counts(self) -> dict[str, int]:
        tables = ("Source", "Passage", *self.schema.classes)
        nodes = [f"MATCH (n:{quoted(table)}) RETURN '{table}' AS name, count(n) AS number" for table in tables]
        query = UNION.join([*nodes, "MATCH (c:Claim) RETURN c.kind AS name, count(c) AS number"])
        found: dict[str, int] = dict(self._read(lambda session: session.run(query)))
        return {name: int(found.get(name, 0)) for name in (*tables, *sorted(ontology().kinds))}

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


def _changed(session: Session) -> str:
    """Note that what the store says has changed."""
    state = token_hex(8)
    set_meta(session, "state", state)
    return state


def _entity(type_: str, row: rows.Row) -> Entity:
    id_, label, names, properties = row
    return Entity(id_, type_, label, names_of(names), properties_of(properties))
