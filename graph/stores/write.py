"""How reports enter and leave a store, in terms of a session's two verbs; every store writes through here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from thidua.graph.stores import rows
from thidua.graph.stores.dialect import filled, quoted
from thidua.graph.stores.merge import Said, from_row, joined, mentions_of
from thidua.graph.stores.rows import Report
from thidua.graph.stores.schema import OWN_NODES, Columns, Schema

OWN_KEYS = {table: next(iter(columns)) for table, columns in OWN_NODES.items()}
NAMED_BY = "MATCH (:Name {key: $key})-[x:NAMED]->() RETURN x.entity"
SOURCES_AT_ONCE = 64


class Session(Protocol):
    """An open transaction. `each` runs a statement once for each row; the row's columns are its variables."""

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[rows.Row]: ...

    def each(self, statement: str, columns: Columns, rows: Sequence[rows.Row]) -> list[rows.Row]: ...


def put(session: Session, schema: Schema, reports: Sequence[Report]) -> bool:
    """Whether anything changed: a report that is there with the same content is left alone."""
    known = {row[0]: row[1] for row in look_up(session, "Source", [report.id for report in reports], "id", "content")}
    fresh = [report for report in reports if known.get(report.id) != report.content]
    if not fresh:
        return False
    remove(session, schema, [report.id for report in fresh if report.id in known])
    made = rows.Rows()
    for report in fresh:
        _add_report(made, report, schema)
    _add_entities(session, schema, made, fresh)
    _add_claims(session, schema, made, fresh)
    _create(session, schema, made)
    return True


def look_up(session: Session, table: str, keys: Sequence[str], *columns: str) -> list[rows.Row]:
    """The columns of the nodes that are there, in no order."""
    if not keys:
        return []
    return session.run(f"{each_node(table)} RETURN {columns_of('n', columns)}", {"keys": list(keys)})


def delete(session: Session, table: str, keys: Sequence[str]) -> None:
    if keys:
        session.run(f"{each_node(table)} DETACH DELETE n", {"keys": list(keys)})


def each_node(table: str, keys: str = "keys") -> str:
    """Each node `n` of a table whose key is in the parameter."""
    return f"UNWIND ${keys} AS key MATCH (n:{quoted(table)} {{{OWN_KEYS.get(table, 'id')}: key}})"


def columns_of(variable: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{variable}.{quoted(column)}" for column in columns)


def passage_ids(source: str, size: int) -> list[str]:
    return [f"{source}#{number}" for number in range(size)]


# adding ------------------------------------------------------------------------------------------------------------
def _add_report(made: rows.Rows, report: Report, schema: Schema) -> None:
    made.nodes["Source"].append(report.source)
    made.nodes["Passage"].extend(report.passages)
    for id_ in report.mentions:
        made.edges["MENTIONS", "Source", str(schema.class_of(id_))].append((report.id, id_))


def _add_entities(session: Session, schema: Schema, made: rows.Rows, fresh: Sequence[Report]) -> None:
    proposed: dict[str, list[Said]] = defaultdict(list)
    for report in fresh:
        for id_, said in report.mentions.items():
            proposed[id_].append(said)
    names: set[str] = set()
    for class_, ids in by_class(schema, proposed).items():
        known = _entities(session, class_, ids)
        changed = []
        for id_ in ids:
            before = known.get(id_, Said())
            after = joined([before, *proposed[id_]])
            if id_ not in known:
                made.nodes[class_].append(after.row(id_))
            elif after != before:
                changed.append(after.row(id_))
            gained = keys_of(after) - keys_of(before) if after.spellings != before.spellings else set()
            made.edges["NAMED", "Name", class_].extend((key, id_, id_) for key in sorted(gained))
            names |= gained
        update(session, schema, class_, changed)
    there = {row[0] for row in look_up(session, "Name", sorted(names), "key")}
    made.nodes["Name"].extend((key,) for key in sorted(names - there))


def _entities(session: Session, class_: str, ids: Sequence[str]) -> dict[str, Said]:
    found = look_up(session, class_, ids, "id", "labels", "names", "properties")
    return {row[0]: from_row(*row[1:]) for row in found}


def keys_of(said: Said) -> set[str]:
    """The folded names that lead to an entity."""
    from thidua.graph.names import fold

    return {key for text in said.spellings if (key := fold(text))}


def _add_claims(session: Session, schema: Schema, made: rows.Rows, fresh: Sequence[Report]) -> None:
    stated = {id_: stated for report in fresh for id_, stated in report.claims.items()}
    there = {row[0] for row in look_up(session, "Claim", list(stated), "id")}
    for id_, one in stated.items():
        if id_ not in there:
            rows.add_claim(made, id_, one, schema)
    made.edges["EVIDENCE", "Claim", "Source"].extend(
        row for report in fresh for one in report.claims.values() for row in one.evidence
    )


def _create(session: Session, schema: Schema, made: rows.Rows) -> None:
    for table, new in made.nodes.items():
        columns = schema.nodes[table]
        session.each(f"CREATE (:{quoted(table)}{filled(columns)})", columns, new)
    for (table, a, b), new in made.edges.items():
        columns = schema.edges[table].columns
        start, end = (next(iter(schema.nodes[node])) for node in (a, b))
        session.each(
            f"MATCH (a_:{quoted(a)} {{{start}: a_key}}) MATCH (b_:{quoted(b)} {{{end}: b_key}}) "
            f"CREATE (a_)-[:{quoted(table)}{filled(columns)}]->(b_)",
            {"a_key": "text", "b_key": "text", **columns},
            new,
        )


def update(session: Session, schema: Schema, class_: str, changed: Sequence[rows.Row]) -> None:
    columns = schema.nodes[class_]
    key, *rest = columns
    setting = ", ".join(f"n.{quoted(column)} = {quoted(column)}" for column in rest)
    if changed:
        session.each(f"MATCH (n:{quoted(class_)} {{{key}: {key}}}) SET {setting}", columns, changed)


def by_class(schema: Schema, ids: Iterable[str]) -> dict[str, list[str]]:
    """Entity ids by their class; what is no entity's id is left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        class_ = schema.class_of(id_)
        if class_:
            found[class_].append(id_)
    return found


# taking away -------------------------------------------------------------------------------------------------------
def remove(session: Session, schema: Schema, sources: Sequence[str]) -> None:
    """Takes sources away with all that only they say. What is shared becomes what the others say."""
    found = look_up(session, "Source", sources, "id", "passages", "mentions")
    claims: dict[str, rows.Row] = {}
    for source in sources:
        claims |= _only_here(session, source, set(sources))
    passages = [id_ for source, size, _ in found for id_ in passage_ids(source, size)]
    if "Vector" in schema.nodes:
        delete(session, "Vector", passages)
    delete(session, "Passage", passages)
    delete(session, "Source", sources)
    for id_, kind, subject, object_ in claims.values():
        if object_ is not None:
            _remove_relation(session, schema, id_, kind, subject, object_)
    delete(session, "Claim", list(claims))
    _recompute(session, schema, sorted({id_ for _, _, mentions in found for id_ in mentions_of(mentions)}))


def _only_here(session: Session, source: str, leaving: set[str]) -> dict[str, rows.Row]:
    """The source's claims that no source states which stays."""
    found = session.run(
        "MATCH (:Source {id: $id})<-[:EVIDENCE]-(c:Claim) MATCH (c)-[e:EVIDENCE]->(:Source) "
        "RETURN c.id, c.kind, c.subject, c.object, e.source",
        {"id": source},
    )
    stated_elsewhere = {row[0] for row in found if row[4] not in leaving}
    return {row[0]: row[:4] for row in found if row[0] not in stated_elsewhere}


def _remove_relation(session: Session, schema: Schema, claim: str, kind: str, subject: str, object_: str) -> None:
    a, b = quoted(str(schema.class_of(subject))), quoted(str(schema.class_of(object_)))
    session.run(
        f"MATCH (:{a} {{id: $subject}})-[r:{quoted(schema.relations[kind])}]->(:{b} {{id: $object}}) "
        "WHERE r.claim = $claim DELETE r",
        {"subject": subject, "object": object_, "claim": claim},
    )


def _recompute(session: Session, schema: Schema, entities: Iterable[str]) -> None:
    """Sets entities to what the remaining sources say of them, and removes those of which none speaks."""
    names: set[str] = set()
    for class_, ids in by_class(schema, entities).items():
        known = _entities(session, class_, ids)
        changed, gone = [], []
        for id_ in ids:
            before, after = known[id_], _still_said(session, class_, id_, known[id_])
            names |= keys_of(before)
            if after is None:
                gone.append(id_)
            elif after != before:
                changed.append(after.row(id_))
                for key in keys_of(before) - keys_of(after):
                    _remove_name(session, class_, id_, key)
        update(session, schema, class_, changed)
        delete(session, class_, gone)
    idle = [name for name in sorted(names) if not session.run(NAMED_BY, {"key": name})]
    delete(session, "Name", idle)


def _still_said(session: Session, class_: str, id_: str, before: Said) -> Said | None:
    """What the remaining sources say, None if there are none; reads no more of them than it takes to find `before`."""
    match = f"MATCH (:{quoted(class_)} {{id: $id}})<-[:MENTIONS]-(s:Source) RETURN s.id"
    sources = sorted(row[0] for row in session.run(match, {"id": id_}))
    if not sources:
        return None
    after = Said()
    for at in range(0, len(sources), SOURCES_AT_ONCE):
        found = look_up(session, "Source", sources[at : at + SOURCES_AT_ONCE], "mentions")
        after = joined([after, *(mentions_of(row[0])[id_] for row in found)])
        if after == before:
            break
    return after


def _remove_name(session: Session, class_: str, id_: str, key: str) -> None:
    session.run(
        f"MATCH (:Name {{key: $key}})-[x:NAMED]->(:{quoted(class_)} {{id: $id}}) DELETE x", {"key": key, "id": id_}
    )
