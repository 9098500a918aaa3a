"""How reports enter and leave a store, in terms of a session's two verbs; every store writes through here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from thidua.graph.claims import Claim, Extraction
from thidua.graph.stores import rows
from thidua.graph.stores.dialect import columns_from_row, quoted
from thidua.graph.stores.merge import Said, from_row, joined
from thidua.graph.stores.schema import Columns, Schema

KEY: Columns = {"key": "text"}


class Session(Protocol):
    """An open transaction. `each` runs a statement once for each row; the row's columns are its variables."""

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[rows.Row]: ...

    def each(self, statement: str, columns: Columns, rows: Sequence[rows.Row]) -> list[rows.Row]: ...


def put(session: Session, schema: Schema, extractions: Sequence[Extraction]) -> bool:
    """Whether anything changed: a report that is there with the same content is left alone."""
    contents = {extraction.source.id: rows.content(extraction) for extraction in extractions}
    known = dict(look_up(session, "Source", list(contents), "id", "content"))
    fresh = [
        extraction for extraction in extractions if known.get(extraction.source.id) != contents[extraction.source.id]
    ]
    if not fresh:
        return False
    remove(session, schema, [extraction.source.id for extraction in fresh if extraction.source.id in known])
    made = rows.Rows()
    for extraction in fresh:
        _add_source(made, extraction, contents[extraction.source.id], schema)
    _add_entities(session, schema, made, fresh)
    _add_claims(session, schema, made, [claim for extraction in fresh for claim in extraction.claims])
    _create(session, schema, made)
    return True


def look_up(session: Session, table: str, keys: Sequence[str], *columns: str) -> list[rows.Row]:
    """The columns of the nodes that are there, in no order."""
    if not keys:
        return []
    key = "key" if table == "Name" else "id"
    found = ", ".join(f"n.{quoted(column)}" for column in columns)
    return session.each(f"MATCH (n:{quoted(table)} {{{key}: key}}) RETURN {found}", KEY, [(k,) for k in keys])


# adding ------------------------------------------------------------------------------------------------------------
def _add_source(made: rows.Rows, extraction: Extraction, content: str, schema: Schema) -> None:
    source = extraction.source
    made.nodes["Source"].append(rows.source_row(source, len(extraction.passages), content))
    for passage in extraction.passages:
        made.nodes["Passage"].append(
            (passage.id, passage.source, passage.number, passage.start, passage.end, passage.text)
        )
        made.nodes["Pending"].append((passage.id,))
    for id_, said in rows.mentioned(extraction).items():
        _, _, *columns = said.row(id_)
        made.edges["MENTIONS", "Source", str(schema.class_of(id_))].append((source.id, id_, id_, *columns))


def _add_entities(session: Session, schema: Schema, made: rows.Rows, fresh: Sequence[Extraction]) -> None:
    proposed: dict[str, list[Said]] = defaultdict(list)
    for extraction in fresh:
        for id_, said in rows.mentioned(extraction).items():
            proposed[id_].append(said)
    names: set[str] = set()
    for class_, ids in by_class(schema, proposed).items():
        known = {
            row[0]: from_row(*row[1:]) for row in look_up(session, class_, ids, "id", "labels", "names", "properties")
        }
        changed = []
        for id_ in ids:
            before = known.get(id_, Said())
            after = joined([before, *proposed[id_]])
            if id_ not in known:
                made.nodes[class_].append(after.row(id_))
            elif after != before:
                changed.append(after.row(id_))
            names |= _add_names(made, class_, id_, after.spellings() - before.spellings())
        update(session, schema, class_, changed)
    there = {row[0] for row in look_up(session, "Name", sorted(names), "key")}
    made.nodes["Name"].extend((key,) for key in sorted(names - there))


def _add_names(made: rows.Rows, class_: str, id_: str, spellings: Iterable[tuple[str, str | None]]) -> set[str]:
    from thidua.graph.names import fold

    keys = {(key, text, lang) for text, lang in spellings if (key := fold(text))}
    made.edges["NAMED", "Name", class_].extend((key, id_, id_, text, lang) for key, text, lang in keys)
    return {key for key, _, _ in keys}


def _add_claims(session: Session, schema: Schema, made: rows.Rows, claims: Iterable[Claim]) -> None:
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_id[claim.id].append(claim)
    there = {row[0] for row in look_up(session, "Claim", list(by_id), "id")}
    for id_, same in by_id.items():
        if id_ not in there:
            rows.add_claim(made, same[0], schema)
        made.edges["EVIDENCE", "Claim", "Source"].extend(rows.evidence_rows(id_, same))


def _create(session: Session, schema: Schema, made: rows.Rows) -> None:
    for table, new in made.nodes.items():
        columns = schema.nodes[table]
        session.each(f"CREATE (:{quoted(table)} {columns_from_row(columns)})", columns, new)
    for (table, a, b), new in made.edges.items():
        columns = schema.edges[table].columns
        keys = [next(iter(schema.nodes[end])) for end in (a, b)]
        session.each(
            f"MATCH (a_:{quoted(a)} {{{keys[0]}: a_key}}) MATCH (b_:{quoted(b)} {{{keys[1]}: b_key}}) "
            f"CREATE (a_)-[:{quoted(table)} {columns_from_row(columns)}]->(b_)",
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
    """Takes sources away with all that only they say. What is shared is recomputed from what the others say."""
    if not sources:
        return
    entities: set[str] = set()
    claims: dict[str, rows.Row] = {}
    for source in sources:
        entities |= {
            row[0] for row in session.run("MATCH (:Source {id: $id})-[m:MENTIONS]->() RETURN m.entity", {"id": source})
        }
        claims |= _only_here(session, source, set(sources))
        _remove_passages(session, source)
    delete(session, "Source", "id", sources)
    for id_, (_, kind, subject, object_) in claims.items():
        if object_ is not None:
            _remove_relation(session, schema, id_, kind, subject, object_)
    delete(session, "Claim", "id", list(claims))
    names = {
        key
        for class_, ids in by_class(schema, sorted(entities)).items()
        for id_ in ids
        for key in _recompute(session, schema, class_, id_)
    }
    idle = [
        name
        for name in sorted(names)
        if not _count(session, "MATCH (:Name {key: $key})-[x:NAMED]->() RETURN count(x)", name)
    ]
    delete(session, "Name", "key", idle)


def _only_here(session: Session, source: str, leaving: set[str]) -> dict[str, rows.Row]:
    """The source's claims that no source states which stays."""
    found = session.run(
        "MATCH (:Source {id: $id})<-[:EVIDENCE]-(c:Claim) MATCH (c)-[e:EVIDENCE]->(:Source) "
        "RETURN c.id, c.kind, c.subject, c.object, e.source",
        {"id": source},
    )
    stated_elsewhere = {row[0] for row in found if row[4] not in leaving}
    return {row[0]: row[:4] for row in found if row[0] not in stated_elsewhere}


def _remove_passages(session: Session, source: str) -> None:
    count = session.run("MATCH (s:Source {id: $id}) RETURN s.passages", {"id": source})[0][0]
    passages = [f"{source}#{number}" for number in range(count)]
    for table, key in (("Pending", "passage"), ("Vector", "passage"), ("Passage", "id")):
        delete(session, table, key, passages)


def _remove_relation(session: Session, schema: Schema, claim: str, kind: str, subject: str, object_: str) -> None:
    a, b = quoted(str(schema.class_of(subject))), quoted(str(schema.class_of(object_)))
    session.run(
        f"MATCH (:{a} {{id: $subject}})-[r:{quoted(schema.relations[kind])}]->(:{b} {{id: $object}}) WHERE r.claim = $claim DELETE r",
        {"subject": subject, "object": object_, "claim": claim},
    )


def _recompute(session: Session, schema: Schema, class_: str, id_: str) -> set[str]:
    """Sets an entity to what the remaining mentions say, or removes it; returns the name keys it is no longer found by."""
    from thidua.graph.names import fold

    before = from_row(*look_up(session, class_, [id_], "labels", "names", "properties")[0])
    mentions = session.run(
        f"MATCH (:{quoted(class_)} {{id: $id}})<-[m:MENTIONS]-(:Source) RETURN DISTINCT m.labels, m.names, m.properties",
        {"id": id_},
    )
    if not mentions:
        delete(session, class_, "id", [id_])
        return {fold(text) for text, _ in before.spellings()}
    after = joined(from_row(*mention) for mention in mentions)
    if after == before:
        return set()
    update(session, schema, class_, [after.row(id_)])
    lost = before.spellings() - after.spellings()
    for text, lang in lost:
        session.run(
            f"MATCH (:Name {{key: $key}})-[x:NAMED]->(:{quoted(class_)} {{id: $id}}) "
            "WHERE x.text = $text AND coalesce(x.lang, '') = $lang DELETE x",
            {"key": fold(text), "id": id_, "text": text, "lang": lang or ""},
        )
    return {fold(text) for text, _ in lost}


def delete(session: Session, table: str, key: str, keys: Sequence[str]) -> None:
    if keys:
        session.each(f"MATCH (n:{quoted(table)} {{{key}: key}}) DETACH DELETE n", KEY, [(k,) for k in keys])


def _count(session: Session, query: str, key: str) -> int:
    return int(session.run(query, {"key": key})[0][0])
