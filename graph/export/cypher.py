"""A script of Cypher for Neo4j's browser or cypher-shell; run twice, it changes nothing.

A claim is a node with SUBJECT, OBJECT, GIVER and EVIDENCE edges. Beside it stands a plain edge (LEADS), for short
queries, but only where the claim reads as a fact: not for an award that was merely proposed or taken back, and not for
a claim that a person has rejected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from thidua.graph.claims import Claim, Entity, Source, Value
from thidua.graph.dates import interval
from thidua.graph.ontology import Ontology, ontology
from thidua.graph.stores.base import ClaimQuery, Store

NODES = ("Entity", "Claim", "Source")
PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def export_cypher(store: Store, stream: TextIO) -> None:
    for line in _script(store, ontology()):
        stream.write(line + ";\n")


def _script(store: Store, terms: Ontology) -> Iterator[str]:
    for label in NODES:
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for source in store.sources():
        yield _source(source)
    for class_ in terms.entity_classes:
        for entity in sorted(store.entities_of(class_), key=lambda entity: entity.id):
            yield _entity(entity)
    for claim in sorted(store.claims(ClaimQuery()), key=lambda claim: claim.id):
        yield from _claim(claim, terms)


def _source(source: Source) -> str:
    return _merge("Source", source.id, {
        "document": source.document, "url": source.url, "title": source.title, "publisher": source.publisher,
        "published": source.published, "retrieved": source.retrieved, "lang": source.lang, "sha256": source.sha256,
        "text": source.text})


def _entity(entity: Entity) -> str:
    names = sorted(set(entity.names))
    return _merge("Entity", entity.id, {
        **dict(sorted(entity.properties)), "label": entity.label,
        "names": [name.text for name in names], "name_langs": [name.lang for name in names]}, entity.type)


def _claim(claim: Claim, terms: Ontology) -> Iterator[str]:
    first, last = interval(claim.valid_from, claim.valid_to)
    value = claim.object if isinstance(claim.object, Value) else None
    yield _merge("Claim", claim.id, {
        "kind": claim.kind, "role": claim.role, "valid_from": claim.valid_from, "valid_to": claim.valid_to,
        "not_before": first, "not_after": last, "status": claim.status, "count": claim.count, "number": claim.number,
        "what": claim.what, "value": value and value.value, "datatype": value and value.datatype,
        "unit": value and value.unit, "confidence": claim.confidence, "review": claim.review,
        "extractor": claim.extractor})
    claim_node = _match("c", "Claim", claim.id)
    for edge, end in (("SUBJECT", claim.subject), ("OBJECT", claim.object), ("GIVER", claim.giver)):
        if isinstance(end, str):
            yield f"{claim_node} {_match('e', 'Entity', end)} MERGE (c)-[:{edge}]->(e)"
    for piece in sorted(claim.evidence):
        words = _map({"start": piece.start, "end": piece.end, "quote": piece.quote})
        yield f"{claim_node} {_match('s', 'Source', piece.source)} MERGE (c)-[:EVIDENCE {words}]->(s)"
    if isinstance(claim.object, str) and claim.review != "rejected" and claim.status in (None, "conferred"):
        ends = f"{_match('a', 'Entity', claim.subject)} {_match('b', 'Entity', claim.object)}"
        more = _sets("r", {"from": claim.valid_from, "to": claim.valid_to, "role": claim.role, "review": claim.review})
        yield f"{ends} MERGE (a)-[r:{_name(terms.kind(claim.kind).edge)} {_map({'claim': claim.id})}]->(b) SET {more}"


def _merge(label: str, id_: str, values: Mapping[str, object], second: str | None = None) -> str:
    labels = f"n:{_name(second)}, " if second else ""
    return f"MERGE (n:{label} {_map({'id': id_})}) SET {labels}{_sets('n', values)}"


def _match(variable: str, label: str, id_: str) -> str:
    return f"MATCH ({variable}:{label} {_map({'id': id_})})"


def _map(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{_name(key)}: {_literal(value)}" for key, value in values.items()) + "}"


def _sets(variable: str, values: Mapping[str, object]) -> str:
    """A value that is not stated is removed, should an earlier run have set it."""
    return ", ".join(f"{variable}.{_name(key)} = {_literal(value)}" for key, value in values.items())


def _name(name: str) -> str:
    return name if PLAIN.fullmatch(name) else "`" + name.replace("`", "``") + "`"


def _literal(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    return f"[{', '.join(map(_literal, value))}]" if isinstance(value, list) else json.dumps(value)


def _text(text: str) -> str:
    """Older servers read \\uXXXX before they look for the string's end, so a backslash never stands before a u."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return '"' + text.replace("\\u", '\\" + "u') + '"'
