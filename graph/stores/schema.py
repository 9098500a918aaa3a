"""The tables of a store, as data: what the ontology declares plus what every store keeps for itself.

A claim is a node with SUBJECT, OBJECT, GIVER and EVIDENCE edges; beside it stands one plain edge per claim kind (LEADS)
from subject to object. MENTIONS leads from a source to the entities in it; the source's `mentions` column keeps what it
says of each, so that it can be taken away again. NAMED leads from a folded name to what bears it. An embedded database
pays for each pair of classes and each column of an edge, so edges carry only what look-ups need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from thidua.graph.claims import digest
from thidua.graph.errors import OntologyError
from thidua.graph.ontology import Ontology, ontology

Columns = Mapping[str, str]
"""Column -> type: "text", "int", "float" or "bytes"; a node table's first column is its key."""


def _columns(**names: str) -> Columns:
    """Columns by type, in the order written."""
    return {name: type_ for type_, all_ in names.items() for name in all_.split()}


SOURCE = _columns(
    text="id document url title lang publisher published retrieved sha256 text content mentions", int="passages vectors"
)
PASSAGE = _columns(text="id source text", int="number start end")
WORDS = "words"
CLAIM = _columns(
    text="id kind subject object value datatype unit role valid_from valid_to not_before not_after status giver number "
    "what",
    int="count",
)
ENTITY = _columns(text="id label labels names properties")
DECISION = _columns(text="id a b verdict by at note")
OWN_NODES: Mapping[str, Columns] = {
    "Source": SOURCE,
    "Passage": PASSAGE,
    "Claim": CLAIM,
    "Name": _columns(text="key"),
    "Meta": _columns(text="key value"),
    "Vector": _columns(text="passage", bytes="data"),
    "Decision": DECISION,
}
#: Tables of nodes that were added later: a store that was made without them is given them.
LATER = ("Decision",)
EVIDENCE = _columns(text="source quote extractor review", int="start end", float="confidence")
END = _columns(text="kind")
MENTIONS = _columns()
NAMED = _columns(text="entity")
RELATION = _columns(text="claim from to")


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """`pairs` are the classes it may join, from and to."""

    name: str
    columns: Columns
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """`relations` gives each kind of claim between entities its plain edge; `version` follows all tables, and `older`
    are the versions that lack only tables of LATER."""

    nodes: Mapping[str, Columns]
    edges: Mapping[str, EdgeTable]
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    prefixes: Mapping[str, str]
    relations: Mapping[str, str]
    version: str
    older: tuple[str, ...]

    def class_of(self, entity: str) -> str | None:
        """The class that an entity id is of (see `claims.entity_id`), or None if it is no entity's id."""
        return self.prefixes.get(entity.partition(":")[0])

    def joins(self, edge: str, a: str, b: str) -> bool:
        return (a, b) in self.edges[edge].pairs


@cache
def schema() -> Schema:
    """The tables of this program's ontology. Raises OntologyError if a term has a name that the store needs itself."""
    return of_ontology(ontology())


@cache
def searched_here() -> Schema:
    """The tables where the database itself searches passages: their words and vectors stand beside their text."""
    tables = {name: columns for name, columns in schema().nodes.items() if name != "Vector"}
    nodes = {**tables, "Passage": {**PASSAGE, WORDS: "text"}}
    return replace(schema(), nodes=nodes, version=digest("tables", schema().version, WORDS))


def of_ontology(terms: Ontology) -> Schema:
    classes = tuple(sorted(terms.entity_classes))
    kinds = terms.kinds.values()
    own = [
        _edge("SUBJECT", END, "Claim", (class_ for kind in kinds for class_ in kind.subjects)),
        _edge("OBJECT", END, "Claim", (class_ for kind in kinds for class_ in kind.objects)),
        _edge("GIVER", END, "Claim", terms.property("giver").objects),
        _edge("EVIDENCE", EVIDENCE, "Claim", ("Source",)),
        _edge("MENTIONS", MENTIONS, "Source", classes),
        _edge("NAMED", NAMED, "Name", classes),
    ]
    plain = [
        EdgeTable(kind.edge, RELATION, tuple((a, b) for a in sorted(kind.subjects) for b in sorted(kind.objects)))
        for kind in kinds
        if kind.objects
    ]
    nodes = {**OWN_NODES, **dict.fromkeys(classes, ENTITY)}
    edges = {table.name: table for table in (*own, *plain)}
    if set(classes) & set(OWN_NODES) or len(edges) < len(own) + len(plain):
        raise OntologyError("The ontology gives a class or an edge a name that the store needs; rename it.")
    versions = [_version(nodes, edges, LATER[known:]) for known in range(len(LATER) + 1)]
    return Schema(
        nodes,
        edges,
        classes,
        tuple(sorted(terms.kinds)),
        {class_.lower(): class_ for class_ in classes},
        {kind.id: kind.edge for kind in kinds if kind.objects},
        versions[-1],
        tuple(versions[:-1]),
    )


def _version(nodes: Mapping[str, Columns], edges: Mapping[str, EdgeTable], lacking: Iterable[str]) -> str:
    there = [(name, columns) for name, columns in nodes.items() if name not in lacking]
    return digest("tables", [there, [(table.name, table.columns, table.pairs) for table in edges.values()]])


def _edge(name: str, columns: Columns, start: str, ends: Iterable[str]) -> EdgeTable:
    return EdgeTable(name, columns, tuple((start, end) for end in sorted(set(ends))))
