"""What all graph stores have in common: everything but how a query is sent and how passages are searched."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

from thidua.graph.claims import Claim, Entity, Extraction, Passage, Source
from thidua.graph.stores import query as queries
from thidua.graph.stores import rows, write
from thidua.graph.stores.base import ClaimQuery, Cypher, Named, Store
from thidua.graph.stores.dialect import quoted
from thidua.graph.stores.merge import from_row, names_of, properties_of
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

    @abstractmethod
    def _touch(self, session: Session) -> None:
        """Passages came or went in this transaction."""

    # writing -------------------------------------------------------------------------------------------------------
    def put(self, extractions: Sequence[Extraction]) -> None:
        reports = rows.latest(extractions)
        for extraction in reports:
            rows.check(extraction, schema())
        if reports:
            with self._writing() as session:
                if write.put(session, schema(), reports):
                    self._touch(session)

    def retract(self, source: str) -> bool:
        with self._writing() as session:
            found = bool(write.look_up(session, "Source", [source], "id"))
            if found:
                write.remove(session, schema(), [source])
                self._touch(session)
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
                entities = self._mentioned(session, source.id)
            yield Extraction(source, tuple(self.passages(source.id)), entities, tuple(rows.read_claims(own)))

    @staticmethod
    def _mentioned(session: Session, source: str) -> tuple[Entity, ...]:
        found = session.run(
            "MATCH (:Source {id: $id})-[m:MENTIONS]->() RETURN m.entity, m.labels, m.names, m.properties",
            {"id": source},
        )
        return tuple(
            Entity(
                id_,
                str(schema().class_of(id_)),
                from_row(labels, names, properties).label,
                names_of(names),
                properties_of(properties),
            )
            for id_, labels, names, properties in sorted(found)
        )

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
            found = [
                (key, row[0])
                for key in there
                for row in session.run("MATCH (:Name {key: $key})-[x:NAMED]->() RETURN DISTINCT x.entity", {"key": key})
            ]
        return [Named(key, entity, str(schema().class_of(entity))) for key, entity in sorted(found)]

    def claims(self, query: ClaimQuery = ClaimQuery()) -> list[Claim]:
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
        return {**found, **dict.fromkeys(sorted(schema().relations), 0), **dict(kinds)}

    # passages ------------------------------------------------------------------------------------------------------
    def passages(self, source: str) -> list[Passage]:
        with self._reading() as session:
            found = write.look_up(session, "Source", [source], "passages")
            ids = [f"{source}#{number}" for number in range(found[0][0])] if found else []
            return sorted(self._passages(session, ids), key=lambda passage: passage.number)

    @staticmethod
    def _passages(session: Session, ids: Sequence[str]) -> list[Passage]:
        return [Passage(*row) for row in write.look_up(session, "Passage", ids, *PASSAGE_COLUMNS)]


def _entity(type_: str, row: rows.Row) -> Entity:
    id_, label, names, properties = row
    return Entity(id_, type_, label, names_of(names), properties_of(properties))


def _columns(variable: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{variable}.{quoted(column)}" for column in columns)
