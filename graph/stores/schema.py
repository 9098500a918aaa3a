"""The tables of a store, as data: what the ontology declares plus what every store keeps for itself.

A claim is a node with SUBJECT, OBJECT, GIVER and EVIDENCE edges; beside it stands one plain edge per claim kind (LEADS)
from subject to object. What a source says of an entity is a MENTIONS edge, so that retracting the source can be undone
to the letter; a NAMED edge leads from a folded name to what bears it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from thidua.graph.claims import digest
from thidua.graph.errors import OntologyError
from thidua.graph.ontology import Ontology, ontology

Columns = Mapping[str, str]
"""Column -> type: "text", "int", "float" or "bytes"; a node table's first column is its key."""

SOURCE: Columns = dict.fromkeys(
    ("id", "document", "url", "title", "lang", "publisher", "published", "retrieved", "sha256", "text", "content"),
    "text",
) | {"passages": "int"}
PASSAGE: Columns = {"id": "text", "source": "text", "number": "int", "start": "int", "end": "int", "text": "text"}
CLAIM: Columns = dict.fromkeys(
    (
        "id",
        "kind",
        "subject",
        "object",
        "value",
        "datatype",
        "unit",
        "role",
        "valid_from",
        "valid_to",
        "not_before",
        "not_after",
        "status",
        "giver",
        "number",
        "what",
    ),
    "text",
) | {"count": "int"}
ENTITY: Columns = dict.fromkeys(("id", "label", "labels", "names", "properties"), "text")
NAME: Columns = {"key": "text"}
META: Columns = {"key": "text", "value": "text"}
VECTOR: Columns = {"passage": "text", "data": "bytes"}
PENDING: Columns = {"passage": "text"}

EVIDENCE: Columns = {
    "source": "text",
    "start": "int",
    "end": "int",
    "quote": "text",
    "extractor": "text",
    "confidence": "float",
    "review": "text",
}
ROLE_IN_CLAIM: Columns = {"kind": "text"}
MENTIONS: Columns = {"entity": "text", "labels": "text", "names": "text", "properties": "text"}
NAMED: Columns = {"entity": "text", "text": "text", "lang": "text"}
RELATION: Columns = {"claim": "text", "role": "text", "from": "text", "to": "text"}

OWN_NODES: Mapping[str, Columns] = {
    "Source": SOURCE,
    "Passage": PASSAGE,
    "Claim": CLAIM,
    "Name": NAME,
    "Meta": META,
    "Vector": VECTOR,
    "Pending": PENDING,
}


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """`pairs` are the classes it may join, from and to."""

    name: str
    columns: Columns
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """`version` changes when a store made with other tables could not be used."""

    nodes: Mapping[str, Columns]
    edges: Mapping[str, EdgeTable]
    classes: tuple[str, ...]
    relations: Mapping[str, str]
    version: str

    def class_of(self, entity: str) -> str | None:
        """The class that an entity id is of (see `claims.entity_id`), or None if it is no entity id."""
        return _prefixes(self.classes).get(entity.partition(":")[0])


@cache
def schema() -> Schema:
    """The tables of this program's ontology. Raises OntologyError if a term has a name that the store needs itself."""
    return of_ontology(ontology())


def of_ontology(terms: Ontology) -> Schema:
    classes = tuple(sorted(terms.entity_classes))
    nodes = {**OWN_NODES, **dict.fromkeys(classes, ENTITY)}
    own = [
        EdgeTable(name, ROLE_IN_CLAIM, tuple(("Claim", class_) for class_ in classes))
        for name in ("SUBJECT", "OBJECT", "GIVER")
    ]
    own.append(EdgeTable("EVIDENCE", EVIDENCE, (("Claim", "Source"),)))
    own.append(EdgeTable("MENTIONS", MENTIONS, tuple(("Source", class_) for class_ in classes)))
    own.append(EdgeTable("NAMED", NAMED, tuple(("Name", class_) for class_ in classes)))
    plain = [
        EdgeTable(kind.edge, RELATION, tuple((a, b) for a in sorted(kind.subjects) for b in sorted(kind.objects)))
        for kind in terms.kinds.values()
        if kind.objects
    ]
    edges = {table.name: table for table in (*own, *plain)}
    if set(classes) & set(OWN_NODES) or len(edges) < len(own) + len(plain):
        raise OntologyError(
            "The ontology names a class or an edge as the store names its own; rename it in schema.ttl."
        )
    relations = {kind.id: kind.edge for kind in terms.kinds.values()}
    version = digest(
        "tables", {k: dict(v) for k, v in nodes.items()}, [(e.name, dict(e.columns), e.pairs) for e in edges.values()]
    )
    return Schema(nodes, edges, classes, relations, version)


@cache
def _prefixes(classes: tuple[str, ...]) -> Mapping[str, str]:
    return {class_.lower(): class_ for class_ in classes}
