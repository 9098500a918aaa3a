"""Who and what stands around an entity: a graph small enough to be read, each edge with the sentence that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.graph.claims import Claim, Entity, evidence_json
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.dossiers.reading import Reading, ends
from thidua.qa.dossiers.spans import role_of
from thidua.qa.time import sort_key


@dataclass(frozen=True, slots=True)
class Edge:
    """From a claim's subject to its object, or from the giver of an award to who received it (`kind` "giver").

    `label` says in the asker's language what it means, `when` the latest prefix date stated, `evidence` one quotation
    as in an answer's JSON; `claims` are all that say the same of the two.
    """

    source: str
    target: str
    kind: str
    label: str
    when: str | None
    claims: tuple[Claim, ...]
    evidence: dict[str, Any]

    def json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "target": self.target,
            "kind": self.kind,
            "label": self.label,
            "when": self.when,
            "claims": [c.id for c in self.claims],
            "evidence": self.evidence,
        }


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`nodes` begin with the entity itself; `more` counts the neighbours that are not shown."""

    centre: str
    nodes: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    more: int

    def json(self) -> dict[str, Any]:
        return {
            "centre": self.centre,
            "nodes": [{"id": e.id, "type": e.type, "label": e.label} for e in self.nodes],
            "edges": [e.json() for e in self.edges],
            "more": self.more,
        }


def neighbourhood(store: Store, entity: str, limit: int = 24, lang: str = "en") -> Neighbourhood:
    """The entity, at most `limit` of those it is named with (of whom most and the latest is said), and all edges among
    them. Raises NameUnknown if the store has no such entity, StoreError if it fails."""
    reading = Reading(store, entity, lang)
    centre = reading.entity.id
    around: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        for end in set(ends(claim)) - {centre}:
            around[end].append(claim)
    ranked = sorted(around, key=lambda id_: _weight(around[id_]), reverse=True)
    shown = [centre, *ranked[:limit]]
    among = reading.ask(ClaimQuery(subjects=tuple(shown), objects=tuple(shown))) if len(shown) > 1 else []
    claims = {c.id: c for c in (*reading.claims, *among)}
    edges = _edges(reading, claims.values(), set(shown))
    nodes = tuple(reading.wording.entities[id_] for id_ in shown)
    return Neighbourhood(centre, nodes, edges, max(0, len(ranked) - limit))


def _weight(claims: Sequence[Claim]) -> tuple[int, str, str]:
    latest = max(sort_key(c.valid_from, c.valid_to) for c in claims)
    return len(claims), latest, min(c.id for c in claims)


def _edges(reading: Reading, claims: Iterable[Claim], shown: set[str]) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for source, target, kind in _joins(claim):
            if source in shown and target in shown:
                groups[source, target, kind, _label(reading, claim, kind)].append(claim)
    sources = reading.sources(c for some in groups.values() for c in some)
    made = []
    for (source, target, kind, label), some in sorted(groups.items()):
        some.sort(key=lambda c: (sort_key(c.valid_from, c.valid_to), c.id), reverse=True)
        piece = min(some[0].evidence)
        when = some[0].valid_to or some[0].valid_from
        evidence = evidence_json(piece, sources[piece.source])
        made.append(Edge(source, target, kind, label, when, tuple(some), evidence))
    return tuple(made)


def _joins(claim: Claim) -> Iterable[tuple[str, str, str]]:
    if isinstance(claim.object, str):
        yield claim.subject, claim.object, claim.kind
    if claim.giver:
        yield claim.giver, claim.subject, "giver"


def _label(reading: Reading, claim: Claim, kind: str) -> str:
    """What the edge means: a post by its name, an award that is none yet with its status."""
    terms = ontology()
    if kind == "giver":
        return terms.property("giver").labels.get(reading.lang) or terms.property("giver").labels["en"]
    target = reading.wording.entities.get(str(claim.object))
    if role := role_of(claim):
        return terms.role_label(role, reading.lang, target.get("clusterType") if target else None)
    status = f" ({terms.label(claim.status, reading.lang)})" if claim.status and claim.status != "conferred" else ""
    return terms.label(kind, reading.lang) + status
