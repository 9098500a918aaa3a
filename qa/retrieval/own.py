"""Whose a claim is: whether a place, body, cluster or honour of the question is its own, not merely its report's."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.bodies import bodies
from thidua.graph.claims import Claim, Entity
from thidua.graph.honours import GIVERS, SAME, WIDER
from thidua.graph.names import fold
from thidua.graph.names.places import places
from thidua.qa.retrieval.bench import Bench
from thidua.qa.understanding.link import Link, Specific
from thidua.qa.views import TextView


def of_claim(item: Specific, claim: Claim, own: Sequence[Entity], bench: Bench) -> bool:
    """Whether a place or body is the claim's own. Where its entities have none, its sentence says it, or its report
    speaks of that place most."""
    if item.kind not in ("place", "body", "name") or any(of_entity(item, e) for e in own):
        return True
    reports = [bench.views[e.source] for e in claim.evidence]
    views = [TextView(e.quote, v.lang) for e, v in zip(claim.evidence, reports, strict=True)]
    if item.kind == "name":
        return any(v.says(item, bench.question.lang) for v in views)
    if item.kind == "body":
        return bench.question.cluster is not None or any(("body", item.value) in v.concepts for v in views)
    subject = bench.entities.get(claim.subject)
    ends_ = own if claim.kind == "holds_post" else [subject] if subject else []
    own_places = [p for e in ends_ if (p := e.get("place"))]
    if claim.kind == "awarded" and any(_lies_in(p, item.value, reports) for p in own_places):
        return True
    if own_places or (subject and subject.type == "Group"):
        return False
    if named := {p for v in views for p in v.places}:
        return all(p == item.value or _lies_in(p, item.value, reports) for p in named)
    return any(v.main_place == item.value for v in reports)


def _lies_in(place: str, province: str, reports: Sequence[TextView]) -> bool:
    """Whether a district is one of the province; of an unlisted one, where its report names that province alone."""
    if place in places():
        return places()[place].province == province
    named = {p.province for v in reports for id_ in v.places if (p := places().get(id_)) and p.province}
    return named == {province}


def honoured(claim: Claim, bench: Bench) -> bool:
    """Whether it is the honour asked about: a certificate "of the Prime Minister" may be any that he gave."""
    for link in bench.question.of("Honour"):
        narrow = [c for c in link.codes if c in WIDER]
        if not narrow or len(narrow) < len(link.codes):
            continue
        entity = bench.entities.get(str(claim.object))
        giver = bench.entities.get(claim.giver or "")
        code = entity.get("honour") if entity else None
        given = {b for c in narrow if WIDER[c] == code for b in SAME[GIVERS[c]]}
        if code not in link.codes and not (giver and giver.get("body") in given):
            return False
    return True


def group_of(entity: str, link: Link, bench: Bench) -> bool:
    """Whether an entity is a group of people or units of the cluster."""
    group = bench.entities.get(entity)
    if group is None or group.type != "Group":
        return False
    return any(group.label.endswith(f" {c.label}") for c in bench.known.entities(link.entities).values())


def of_entity(item: Specific, entity: Entity) -> bool:
    if (
        item.kind == "place"
        and item.value in places()
        and f" {fold(places()[item.value].label)} " in f" {fold(entity.label)} "
    ):
        return True
    if item.kind == "body" and f" {fold(bodies()[item.value].label)} " in f" {fold(entity.label)} ":
        return True
    if item.kind == "name":
        return any(f" {item.value} " in f" {fold(text)} " for text in (entity.label, *(n.text for n in entity.names)))
    if item.kind in ("place", "body", "number", "honour"):
        return entity.get(item.kind) == item.value
    if item.kind == "date":
        return (entity.get("date") or "").endswith(item.value[4:])
    return False
