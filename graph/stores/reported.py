"""The graph as the reports say it, asked within one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from thidua.graph.claims import Claim, Entity
from thidua.graph.ontology import ontology
from thidua.graph.stores import query as queries
from thidua.graph.stores import rows, write
from thidua.graph.stores.base import EVERY_CLAIM, ClaimQuery, Cypher, Graph, Named
from thidua.graph.stores.dialect import Dialect, quoted
from thidua.graph.stores.merge import names_of, properties_of
from thidua.graph.stores.write import Session

ENTITY_COLUMNS = ("id", "label", "names", "properties")
UNION = "\nUNION ALL\n"  # one query for several answers: each query is a round trip where the database is far away


class Reported(Graph):
    def __init__(self, session: Session, dialect: Dialect) -> None:
        self._session, self._dialect, self._schema = session, dialect, dialect.schema()

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        by_class = write.by_class(self._schema, dict.fromkeys(ids))
        if not by_class:
            return {}
        columns = write.columns_of("n", ENTITY_COLUMNS)
        query = UNION.join(f"{write.each_node(class_, f'ids_{class_}')} RETURN {columns}" for class_ in by_class)
        found = self._session.run(query, {f"ids_{class_}": keys for class_, keys in by_class.items()})
        return {row[0]: _entity(str(self._schema.class_of(row[0])), row) for row in found}

    def entities_of(self, type_: str) -> Iterator[Entity]:
        if type_ not in self._schema.classes:
            return iter(())
        found = self._session.run(f"MATCH (n:{quoted(type_)}) RETURN {write.columns_of('n', ENTITY_COLUMNS)}")
        return (_entity(type_, row) for row in sorted(found, key=lambda row: (row[1], row[0])))

    def named(self, keys: Sequence[str]) -> list[Named]:
        wanted = list(dict.fromkeys(keys))
        found = sorted(self._named(wanted)) if wanted else []
        return [Named(key, entity, str(self._schema.class_of(entity))) for key, entity in found]

    def _named(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        if self._dialect.finds_lists:
            query = "UNWIND $keys AS key MATCH (:Name {key: key})-[x:NAMED]->() RETURN key, x.entity"
            return [(key, entity) for key, entity in self._session.run(query, {"keys": keys})]
        there = [row[0] for row in write.look_up(self._session, "Name", keys, "key")]
        return [(key, row[0]) for key in there for row in self._session.run(write.NAMED_BY, {"key": key})]

    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        sent = self.cypher(query)
        return rows.read_claims(self._session.run(sent.query, sent.parameters))

    def cypher(self, query: ClaimQuery) -> Cypher:
        return queries.claims(query, self._schema, most_branches=self._dialect.most_branches)

    def counts(self) -> dict[str, int]:
        tables = ("Source", "Passage", *self._schema.classes)
        nodes = [f"MATCH (n:{quoted(table)}) RETURN '{table}' AS name, count(n) AS number" for table in tables]
        query = UNION.join([*nodes, "MATCH (c:Claim) RETURN c.kind AS name, count(c) AS number"])
        found: dict[str, int] = dict(self._session.run(query))
        return {name: int(found.get(name, 0)) for name in (*tables, *sorted(ontology().kinds))}

    def degrees(self) -> dict[str, int]:
        columns = [f"c.{quoted(end)}" for end in ("subject", "object", "giver")]
        parts = [f"MATCH (c:Claim) RETURN {column} AS entity, count(c) AS number" for column in columns]
        found: Counter[str] = Counter()
        for entity, number in self._session.run(UNION.join(parts)):
            if entity:
                found[entity] += int(number)
        return dict(found)


def _entity(type_: str, row: rows.Row) -> Entity:
    id_, label, names, properties = row
    return Entity(id_, type_, label, names_of(names), properties_of(properties))
