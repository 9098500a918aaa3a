"""What all graph stores have in common: everything but how a query is sent and how passages are searched."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from secrets import token_hex

from thidua.graph.claims import Claim, Entity, Extraction, Passage, Source
from thidua.graph.ontology import ontology
from thidua.graph.stores import query as queries
from thidua.graph.stores import rows, write
from thidua.graph.stores.base import EVERY_CLAIM, ClaimQuery, Cypher, Named, Store
from thidua.graph.stores.check import check
from thidua.graph.stores.dialect import quoted
from thidua.graph.stores.merge import mentions_of, names_of, properties_of
from thidua.graph.stores.schema import schema
from thidua.graph.stores.write import Session

SOURCE_COLUMNS = ("id", "document", "lang", "url", "title", "publisher", "published", "retrieved", "sha256")
PASSAGE_COLUMNS = ("source", "number", "start", "end", "text")


class GraphStore(Store):
    """A store on a database that speaks Cypher."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Session]:
        """A session in which all reads see one state."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Session]:
        """A session whose writes all happen when it is left, or none if it is left by an error."""

    # writing -------------------------------------------------------------------------------------------------------
    def put(self, extractions: Sequence[Extraction]) -> None:
        for extraction in extractions:
            check(extraction, schema())
        reports = {extraction.source.id: rows.report(extraction) for extraction in extractions}
        if reports:
            with self._writing() as session:
                if write.put(session, schema(), list(reports.values())):
                    set_meta(session, "state", token_hex(8))

    def retract(self, source: str) -> bool:
        with self._writing() as session:
            found = bool(write.look_up(session, "Source", [source], "id"))
            if found:
                write.remove(session, schema(), [source])
                set_meta(session, "state", token_hex(8))
        return found

    # reading -------------------------------------------------------------------------------------------------------
    def sources(self, ids: Sequence[str] | None = None, *, text: bool = True) -> list[Source]:
        columns = (*SOURCE_COLUMNS, "text") if text else SOURCE_COLUMNS
        with self._reading() as session:
            if ids is None:
                found = session.run(f"MATCH (n:Source) RETURN {_columns('n', columns)}")
            else:
                found = write.look_up(session, "Source", list(dict.fromkeys(ids)), *columns)
        made = [Source(**dict(zip(columns, row, strict=True)), **({} if text else {"text": ""})) for row in found]
        return sorted(made, key=lambda source: (source.document, source.id))

    def reports(self, ids: Sequence[str] | None = None) -> Iterator[Extraction]:
        for source in self.sources(ids):
            sent = self.cypher(ClaimQuery(sources=(source.id,)))
            with self._reading() as session:
                own = [row for row in session.run(sent.query, sent.parameters) if row[rows.SOURCE_AT] == source.id]
                mentions = write.look_up(session, "Source", [source.id], "mentions")
            entities = [
                said.entity(id_, str(schema().class_of(id_)))
                for row in mentions
                for id_, said in sorted(mentions_of(row[0]).items())
            ]
            yield Extraction(source, tuple(self.passages(source.id)), tuple(entities), tuple(rows.read_claims(own)))

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        with self._reading() as session:
            return {
                row[0]: _entity(class_, row)
                for class_, keys in write.by_class(schema(), dict.fromkeys(ids)).items()
                for row in write.look_up(session, class_, keys, "id", "label", "names", "properties")
            }

    def entities_of(self, type_: str) -> Iterator[Entity]:
        if type_ not in schema().classes:
            return
        with self._reading() as session:
            found = session.run(f"MATCH (n:{quoted(type_)}) RETURN n.id, n.label, n.names, n.properties")
        for row in sorted(found, key=lambda row: (row[1], row[0])):
            yield _entity(type_, row)

    def named(self, keys: Sequence[str]) -> list[Named]:
        with self._reading() as session:
            there = sorted(row[0] for row in write.look_up(session, "Name", list(dict.fromkeys(keys)), "key"))
            found = [(key, row[0]) for key in there for row in session.run(write.NAMED_BY, {"key": key})]
        return [Named(key, entity, str(schema().class_of(entity))) for key, entity in sorted(found)]

    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        sent = self.cypher(query)
        with self._reading() as session:
            return rows.read_claims(session.run(sent.query, sent.parameters))

    def cypher(self, query: ClaimQuery) -> Cypher:
        return queries.claims(query, schema())

    def counts(self) -> dict[str, int]:
        tables = ("Source", "Passage", *schema().classes)
        with self._reading() as session:
            found = {table: int(session.run(f"MATCH (n:{quoted(table)}) RETURN count(n)")[0][0]) for table in tables}
            kinds = session.run("MATCH (c:Claim) RETURN c.kind, count(c)")
        return {**found, **dict.fromkeys(sorted(ontology().kinds), 0), **dict(kinds)}

    def state(self) -> str:
        with self._reading() as session:
            return meta(session, "state")

    # passages ------------------------------------------------------------------------------------------------------
    def passages(self, source: str) -> list[Passage]:
        with self._reading() as session:
            found = write.look_up(session, "Source", [source], "passages")
            ids = [f"{source}#{number}" for number in range(found[0][0])] if found else []
            return sorted(self._passages(session, ids), key=lambda passage: passage.number)

    @staticmethod
    def _passages(session: Session, ids: Sequence[str]) -> list[Passage]:
        return [Passage(*row) for row in write.look_up(session, "Passage", ids, *PASSAGE_COLUMNS)]


def meta(session: Session, key: str) -> str:
    """A value that the store keeps about itself; empty if it keeps none."""
    found = session.run("MATCH (m:Meta {key: $key}) RETURN m.value", {"key": key})
    return str(found[0][0]) if found else ""


def set_meta(session: Session, key: str, value: str) -> None:
    session.run("MERGE (m:Meta {key: $key}) SET m.value = $value", {"key": key, "value": value})


def _entity(type_: str, row: rows.Row) -> Entity:
    id_, label, names, properties = row
    return Entity(id_, type_, label, names_of(names), properties_of(properties))


def _columns(variable: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{variable}.{quoted(column)}" for column in columns)
