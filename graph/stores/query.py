"""The one query that finds claims: from the keys asked for along edges to the claims and their evidence.

A database finds a single key by its index but reads a whole table for a list of them, so each key asked for begins a
branch of its own; only a very long list is read through the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from thidua.graph.dates import bounds
from thidua.graph.stores.base import ClaimQuery, Cypher
from thidua.graph.stores.dialect import quoted
from thidua.graph.stores.schema import Schema

MOST_BRANCHES = 64
CLAIM_COLUMNS = (
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
    "status",
    "giver",
    "number",
    "what",
    "count",
)
EVIDENCE_COLUMNS = ("source", "start", "end", "quote", "extractor", "confidence", "review")
RETURN = "RETURN " + ", ".join(
    [*(f"c.{quoted(name)}" for name in CLAIM_COLUMNS), *(f"e.{quoted(name)}" for name in EVIDENCE_COLUMNS)]
)
EVIDENCE = "MATCH (c)-[e:EVIDENCE]->(:Source)"
_EDGES = {"subjects": "SUBJECT", "objects": "OBJECT", "ends": "SUBJECT|OBJECT|GIVER"}


def claims(query: ClaimQuery, schema: Schema) -> Cypher:
    anchor = next((name for name in ("ids", "subjects", "objects", "ends", "sources") if getattr(query, name)), None)
    parameters: dict[str, Any] = {}
    conditions = list(_conditions(query, anchor, parameters))
    where = ["WHERE " + " AND ".join(conditions)] if conditions else []
    if query.sources and anchor != "sources":
        parameters["sources"] = list(query.sources)
        where.append("MATCH (c)-[f:EVIDENCE]->(:Source) WHERE f.source IN $sources")
    starts = _starts(query, anchor, parameters, schema) if anchor else ["MATCH (c:Claim)"]
    return Cypher("\nUNION ALL\n".join("\n".join([start, *where, EVIDENCE, RETURN]) for start in starts), parameters)


def _starts(query: ClaimQuery, anchor: str, parameters: dict[str, Any], schema: Schema) -> list[str]:
    """One beginning for each key; a key that is no entity's id is looked for where it cannot be."""
    keys: Sequence[str] = sorted(set(getattr(query, anchor)))
    by_class: dict[str, list[str]] = {}
    for key in keys:
        class_ = {"ids": "Claim", "sources": "Source"}.get(anchor) or schema.class_of(key) or schema.classes[0]
        by_class.setdefault(class_, []).append(key)
    starts: list[str] = []
    for class_, found in by_class.items():
        if len(keys) > MOST_BRANCHES:
            name = f"{anchor}_{class_}"
            parameters[name] = found
            starts.append(f"UNWIND ${name} AS key {_from('key', anchor, class_)}")
            continue
        for key in found:
            name = f"{anchor[:-1]}{len(starts)}"
            parameters[name] = key
            starts.append(_from(f"${name}", anchor, class_))
    return starts


def _from(key: str, anchor: str, class_: str) -> str:
    if anchor == "ids":
        return f"MATCH (c:Claim {{id: {key}}})"
    edge = "[:EVIDENCE]" if anchor == "sources" else f"[a:{_EDGES[anchor]}]"
    return f"MATCH (:{quoted(class_)} {{id: {key}}})<-{edge}-(c:Claim)"


def _conditions(query: ClaimQuery, anchor: str | None, parameters: dict[str, Any]) -> Iterator[str]:
    """The fields that the anchor does not answer. The edges carry the claim's kind, which spares reading the other claims."""
    if query.kinds:
        parameters["kinds"] = list(query.kinds)
        yield ("a" if anchor in _EDGES else "c") + ".kind IN $kinds"
    for name, columns in (
        ("subjects", ("subject",)),
        ("objects", ("object",)),
        ("ends", ("subject", "object", "giver")),
        ("roles", ("role",)),
    ):
        if getattr(query, name) and name != anchor:
            parameters[name] = list(getattr(query, name))
            found = " OR ".join(f"c.{column} IN ${name}" for column in columns)
            yield f"({found})" if len(columns) > 1 else found
    if query.not_after:
        parameters["not_after"] = bounds(query.not_after)[1]
        yield "(c.not_before IS NULL OR c.not_before <= $not_after)"
    if query.not_before:
        parameters["not_before"] = bounds(query.not_before)[0]
        yield "(c.not_after IS NULL OR c.not_after >= $not_before)"
