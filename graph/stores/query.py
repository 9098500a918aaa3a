"""The one query that finds claims: from the keys asked for along edges to the claims and their evidence.

A database may find a single key by its index but read a whole table for a list of them (`dialect.most_branches`): each
key asked for then begins a branch of its own, and only a long list is joined with the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thidua.graph.dates import bounds
from thidua.graph.stores.base import ClaimQuery, Cypher
from thidua.graph.stores.dialect import quoted
from thidua.graph.stores.schema import Schema

CLAIM_COLUMNS = (
    *("id", "kind", "subject", "object", "value", "datatype", "unit", "role", "valid_from", "valid_to", "status"),
    *("giver", "number", "what", "count"),
)
EVIDENCE_COLUMNS = ("source", "start", "end", "quote", "extractor", "confidence", "review")
EVIDENCE = "MATCH (c)-[e:EVIDENCE]->(:Source)"
RETURN = "RETURN " + ", ".join(
    [*(f"c.{quoted(name)}" for name in CLAIM_COLUMNS), *(f"e.{quoted(name)}" for name in EVIDENCE_COLUMNS)]
)
ENDS = {"subjects": ("SUBJECT",), "objects": ("OBJECT",), "ends": ("SUBJECT", "OBJECT", "GIVER")}
COLUMNS = {"subjects": ("subject",), "objects": ("object",), "ends": ("subject", "object", "giver"), "roles": ("role",)}


def claims(query: ClaimQuery, schema: Schema, *, most_branches: int) -> Cypher:
    anchor = next((name for name in ("ids", *ENDS, "sources") if getattr(query, name)), "")
    parameters: dict[str, Any] = {}
    conditions = list(_conditions(query, anchor, parameters))
    branches = []
    kind = ["c.kind IN $in_kinds"] if query.kinds else []
    for start in _starts(query, anchor, parameters, schema, most_branches):
        where = ["WHERE " + " AND ".join(kind + conditions)] if kind or conditions else []
        branches.append("\n".join([start, *where, *_stated_by(query, anchor), EVIDENCE, RETURN]))
    if query.kinds:
        parameters["in_kinds"] = list(query.kinds)
    if query.sources and anchor != "sources":
        parameters["in_sources"] = list(query.sources)
    return Cypher("\nUNION ALL\n".join(branches), parameters)


def _starts(
    query: ClaimQuery, anchor: str, parameters: dict[str, Any], schema: Schema, most_branches: int
) -> Iterator[str]:
    """A beginning for each key asked for."""
    if not anchor:
        yield "MATCH (c:Claim)"
        return
    keys = sorted(set(getattr(query, anchor)))
    by_class: dict[str, list[str]] = {}
    for key in keys:
        by_class.setdefault({"ids": "Claim", "sources": "Source"}.get(anchor) or schema.class_of(key) or "", []).append(
            key
        )
    for class_, found in by_class.items():
        if len(keys) > most_branches:
            name = f"{anchor}_{class_}"
            parameters[name] = found
            yield f"UNWIND ${name} AS key {_from('key', anchor, class_, schema)}"
            continue
        for key in found:
            name = f"{anchor[:-1]}{len(parameters)}"
            parameters[name] = key
            yield _from(f"${name}", anchor, class_, schema)


def _from(key: str, anchor: str, class_: str, schema: Schema) -> str:
    """From one key to its claims. Where no edge can lead, nothing is found.

    The kind is asked of the claim: ladybug 0.22 reads the wrong rows where an edge's own property is filtered and a
    second pattern follows, as long as the edges are still in the write-ahead log.
    """
    if anchor == "sources":
        return f"MATCH (:Source {{id: {key}}})<-[:EVIDENCE]-(c:Claim)"
    edges = [edge for edge in ENDS.get(anchor, ()) if schema.joins(edge, "Claim", class_)]
    if not edges:
        return f"MATCH (c:Claim {{id: {key}}})"
    return f"MATCH (:{quoted(class_)} {{id: {key}}})<-[:{'|'.join(edges)}]-(c:Claim)"


def _stated_by(query: ClaimQuery, anchor: str) -> list[str]:
    if not query.sources or anchor == "sources":
        return []
    return ["MATCH (c)-[f:EVIDENCE]->(:Source)", "WHERE f.source IN $in_sources"]


def _conditions(query: ClaimQuery, anchor: str, parameters: dict[str, Any]) -> Iterator[str]:
    """The fields that the anchor does not answer, but for kinds and sources."""
    for name, columns in COLUMNS.items():
        if getattr(query, name) and name != anchor:
            parameters[f"in_{name}"] = list(getattr(query, name))
            found = " OR ".join(f"c.{column} IN $in_{name}" for column in columns)
            yield f"({found})" if len(columns) > 1 else found
    if query.not_after:
        parameters["not_after"] = bounds(query.not_after)[1]
        yield "(c.not_before IS NULL OR c.not_before <= $not_after)"
    if query.not_before:
        parameters["not_before"] = bounds(query.not_before)[0]
        yield "(c.not_after IS NULL OR c.not_after >= $not_before)"
