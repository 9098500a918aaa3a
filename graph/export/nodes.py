"""The graph as RDF nodes: sources with their passages, entities, claims, always in one order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import quote, unquote

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Passage, Value
from thidua.graph.dates import bounds
from thidua.graph.decisions import DIFFERENT, SAME, Decision
from thidua.graph.errors import UsageError
from thidua.graph.ontology import KG, Ontology, ontology
from thidua.graph.stores.base import ClaimQuery, Store

ID = KG + "id/"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = RDF + "type"
DECISION = "decision:"
#: A decision says what OWL would say, without saying it: who disagrees reads the same file.
SAYING = {SAME: "sameAs", DIFFERENT: "differentFrom"}
DECISION_FIELDS = {"by": DCTERMS + "creator", "at": DCTERMS + "date", "note": SKOS + "note"}
DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# A field of a source and the property that carries it; all are plain strings.
SOURCE_FIELDS = {
    "document": KG + "document", "url": SCHEMA + "url", "title": DCTERMS + "title",
    "publisher": DCTERMS + "publisher", "published": DCTERMS + "issued", "retrieved": KG + "retrieved",
    "lang": DCTERMS + "language", "sha256": KG + "sha256", "text": KG + "text",
}


class Iri(str):
    """A full address of a term or thing."""


class Literal(NamedTuple):
    """A string, with a language or the address of a datatype."""

    text: str
    lang: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A subject with what is said of it, in the order to be written; without an `iri` it stands inside another node."""

    iri: str | None
    facts: Sequence[Fact]


Term = Iri | Literal | Node
Fact = tuple[str, Term]


def iri_of(id_: str) -> Iri:
    """The address of an entity, claim or source; every character of the id survives."""
    return Iri(ID + quote(id_, safe=":"))


def id_of(iri: str) -> str:
    return unquote(iri.removeprefix(ID))


def describe(store: Store) -> Iterator[Node]:
    """All that the store holds: the graph as the reports say it, and what people decided about it."""
    terms, graph = ontology(), store.as_reported()
    claims = {claim.id: claim for claim in graph.claims(ClaimQuery())}
    own: dict[tuple[str, str], Claim] = {}
    for report in store.reports():
        yield _source(terms, report, graph.entities([entity.id for entity in report.entities]))
        yield from (_passage(passage) for passage in report.passages)
        for claim in report.claims:
            if _judged(claim) != _judged(claims[claim.id]):
                own[claim.id, report.source.id] = claim
    for class_ in terms.entity_classes:
        for entity in sorted(graph.entities_of(class_), key=lambda entity: entity.id):
            yield Node(iri_of(entity.id), [(TYPE, Iri(terms.class_(class_).iri)), *_entity(terms, entity)])
    for id_ in sorted(claims):
        yield Node(iri_of(id_), list(_claim(terms, claims[id_], own)))
    for decision in sorted(store.decisions()):
        yield Node(iri_of(DECISION + decision.id), list(_decision(decision)))


def _decision(decision: Decision) -> Iterator[Fact]:
    yield TYPE, Iri(KG + "Decision")
    yield RDF + "subject", iri_of(decision.a)
    yield RDF + "predicate", Iri(OWL + SAYING[decision.verdict])
    yield RDF + "object", iri_of(decision.b)
    for field, iri in DECISION_FIELDS.items():
        yield iri, Literal(getattr(decision, field))


def _source(terms: Ontology, report: Extraction, merged: dict[str, Entity]) -> Node:
    """A source, the entities it mentions, and how it speaks of those that other sources add to."""
    source = report.source
    facts: list[Fact] = [(TYPE, Iri(KG + "Source"))]
    stated = ((iri, getattr(source, name)) for name, iri in SOURCE_FIELDS.items())
    facts += [(iri, Literal(value)) for iri, value in stated if value is not None]
    entities = sorted(report.entities, key=lambda entity: entity.id)
    facts += [(KG + "mentions", iri_of(entity.id)) for entity in entities]
    for entity in entities:
        if settled(entity) != settled(merged.get(entity.id)):
            own = [(TYPE, Iri(KG + "Mention")), (RDF + "subject", iri_of(entity.id)), *_entity(terms, entity)]
            facts.append((KG + "mentioned_as", Node(None, own)))
    return Node(iri_of(source.id), facts)


def settled(entity: Entity | None) -> Entity | None:
    """The entity with its names and properties in one order."""
    names = tuple(sorted(set(entity.names))) if entity else ()
    return entity and replace(entity, names=names, properties=tuple(sorted(entity.properties)))


def _passage(passage: Passage) -> Node:
    piece = Evidence(passage.source, passage.start, passage.end, passage.text)
    number = (KG + "sentence_number", Literal(str(passage.number), datatype=XSD + "integer"))
    return Node(f"{iri_of(passage.source)}#sentence={passage.number}", [*_quotation("Passage", piece), number])


def _quotation(class_: str, piece: Evidence) -> list[Fact]:
    position = Node(None, [(TYPE, Iri(OA + "TextPositionSelector")), (OA + "start", _integer(piece.start)),
                           (OA + "end", _integer(piece.end))])
    words = Node(None, [(TYPE, Iri(OA + "TextQuoteSelector")), (OA + "exact", Literal(piece.quote))])
    return [(TYPE, Iri(KG + class_)), (OA + "hasSource", iri_of(piece.source)),
            (OA + "hasSelector", position), (OA + "hasSelector", words)]


def _entity(terms: Ontology, entity: Entity) -> Iterator[Fact]:
    yield SKOS + "prefLabel", Literal(entity.label, "vi")
    for name in sorted(set(entity.names)):
        yield SCHEMA + "name", Literal(name.text, name.lang if LANGUAGE_TAG.fullmatch(name.lang) else None)
    for key, value in sorted(entity.properties):
        yield _property(terms, key, value)


def _property(terms: Ontology, key: str, value: str) -> Fact:
    """A code becomes its concept, an entity's id the entity; a key that the ontology lacks is kept for `check`."""
    known = terms.properties.get(key)
    if known is None:
        return KG + "property/" + quote(key, safe=""), Literal(value)
    if known.scheme and value in terms.codes[known.scheme]:
        return known.iri, Iri(terms.codes[known.scheme][value].iri)
    return known.iri, iri_of(value) if known.objects else Literal(value)


def _claim(terms: Ontology, claim: Claim, own: Mapping[tuple[str, str], Claim]) -> Iterator[Fact]:
    """`own` holds what single sources' readings judged otherwise than all together, by claim and source."""
    kind = terms.kinds.get(claim.kind)
    record = terms.class_(kind.record if kind else "Claim")
    yield TYPE, Iri(record.iri)
    yield RDF + "subject", iri_of(claim.subject)
    yield RDF + "predicate", Iri(kind.iri if kind else KG + "kind/" + quote(claim.kind, safe=""))
    if isinstance(claim.object, Value):
        yield from _value(claim.object)
    else:
        yield RDF + "object", iri_of(claim.object)
        if record.object_iri:
            yield record.object_iri, iri_of(claim.object)
    if record.subject_iri:
        yield record.subject_iri, iri_of(claim.subject)
    for key in ("role", "valid_from", "valid_to", "status", "giver", "number", "what"):
        if (value := getattr(claim, key)) is not None:
            yield _property(terms, key, value)
    if claim.count is not None:
        yield KG + "count", _integer(claim.count)
    yield from _interval(claim)
    yield from _judgement(terms, claim)
    for piece in sorted(claim.evidence):
        reading = own.get((claim.id, piece.source))
        judged = _judgement(terms, reading) if reading else ()
        yield KG + "evidence", Node(None, [*_quotation("Evidence", piece), *judged])


def _judged(claim: Claim) -> tuple[float, str, str]:
    return claim.confidence, claim.review, claim.extractor


def _judgement(terms: Ontology, claim: Claim) -> Iterator[Fact]:
    yield KG + "confidence", Literal(repr(float(claim.confidence)), datatype=XSD + "double")
    yield _property(terms, "review", claim.review)
    yield KG + "extractor", Literal(claim.extractor)


def _value(value: Value) -> Iterator[Fact]:
    """The value as the claim has it, and a decimal once more as a number to reckon with."""
    yield RDF + "value", Literal(value.value)
    yield KG + "datatype", Literal(value.datatype)
    if value.datatype == "decimal" and DECIMAL.fullmatch(value.value):
        yield SCHEMA + "value", Literal(value.value, datatype=XSD + "decimal")
    if value.unit is not None:
        yield SCHEMA + "unitText", Literal(value.unit)


def _interval(claim: Claim) -> Iterator[Fact]:
    """The days that the stated dates allow; no end stated is no end here, nor is what is no date."""
    for key, date, end in (("not_before", claim.valid_from, 0), ("not_after", claim.valid_to, 1)):
        with suppress(UsageError):
            if date:
                yield KG + key, Literal(bounds(date)[end], datatype=XSD + "date")


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD + "integer")
