"""Whether a store is sound: its graph against the ontology's shapes, and what no shape can say, each fault in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice

from thidua.graph.claims import Claim, Entity, Evidence, Source, Value
from thidua.graph.dates import bounds
from thidua.graph.errors import UsageError
from thidua.graph.export.nodes import LANGUAGE_TAG, describe
from thidua.graph.export.view import ends
from thidua.graph.ontology import Ontology, ontology
from thidua.graph.stores.base import ClaimQuery, Store

AGAIN = "Ingest its source again."
RETRACT = "Retract the source and ingest it again."
NODES_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`where` names it as a reader knows it, `what` says what is wrong, `remedy` what to do; `id` is the store's."""

    where: str
    what: str
    remedy: str
    id: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy} ({self.id})"


def check(store: Store) -> list[Problem]:
    """Every fault found, by place; none if the store is sound."""
    return sorted(set(_Check(store).problems()))


class _Check:
    def __init__(self, store: Store) -> None:
        self.store, self.graph, self.terms = store, store.as_reported(), ontology()
        self.sources = {source.id: source for source in store.sources()}
        self.claims = {claim.id: claim for claim in self.graph.claims(ClaimQuery())}
        named = [entity for class_ in self.terms.entity_classes for entity in self.graph.entities_of(class_)]
        self.entities = {entity.id: entity for entity in named}

    def problems(self) -> Iterator[Problem]:
        yield from self.shapes()
        for source in self.sources.values():
            yield from self.passages(source)
        for entity in self.entities.values():
            for what, remedy in entity_faults(self.terms, entity, self.entities):
                yield Problem(self.entity(entity), what, remedy, entity.id)
        for claim in self.claims.values():
            for what, remedy in self.claim_faults(claim):
                yield Problem(self.claim(claim), what, remedy, claim.id)

    def shapes(self) -> Iterator[Problem]:
        """No shape looks beyond one node, so the graph is validated piece by piece, however large it is."""
        from pyshacl import validate

        from thidua.graph.export.shapes import graph_of, shapes, violations

        nodes = describe(self.store)
        while piece := list(islice(nodes, NODES_AT_ONCE)):
            data = graph_of(piece)
            _, results, _ = validate(data, shacl_graph=shapes(), inplace=True)
            for found in violations(results, data):
                yield Problem(self.name(found.id), found.what, found.remedy, found.id)

    def passages(self, source: Source) -> Iterator[Problem]:
        end = 0
        for passage in self.store.passages(source.id):
            where = f"{source.document}, sentence {passage.number + 1}"
            if source.text[passage.start:passage.end] != passage.text:
                what = "The sentence is not what stands in the source's text at that place."
                yield Problem(where, what, RETRACT, source.id)
            if passage.start < end:
                yield Problem(where, "The sentence begins before the one before it has ended.", RETRACT, source.id)
            end = passage.end

    def claim_faults(self, claim: Claim) -> Iterator[tuple[str, str]]:
        for end in ends(claim):
            if end not in self.entities:
                yield f"The claim is about {end}, which is not in the store.", AGAIN
        classes = {end: self.entities[end].type for end in ends(claim) if end in self.entities}
        yield from ((what, AGAIN) for what in claim_faults(self.terms, claim, classes))
        for piece in claim.evidence:
            yield from self.evidence_faults(piece)

    def evidence_faults(self, piece: Evidence) -> Iterator[tuple[str, str]]:
        source = self.sources.get(piece.source)
        if source is None:
            yield f"A quotation is from {piece.source}, which is not in the store.", "Ingest that source again."
        elif source.text[piece.start:piece.end] != piece.quote:
            yield (f"The quotation {_short(piece.quote)} is not what stands in {source.document} from character "
                   f"{piece.start} to {piece.end}."), RETRACT

    # where -----------------------------------------------------------------------------------------------------------
    def name(self, id_: str) -> str:
        if id_ in self.claims:
            return self.claim(self.claims[id_])
        if id_ in self.entities:
            return self.entity(self.entities[id_])
        return self.sources[id_].document if id_ in self.sources else id_

    def claim(self, claim: Claim) -> str:
        target = claim.object.value if isinstance(claim.object, Value) else self.label(claim.object)
        kind = self.terms.kinds.get(claim.kind)
        said = kind.labels["en"] if kind else claim.kind
        documents = sorted({self.document(piece.source) for piece in claim.evidence})
        return f"{self.label(claim.subject)} {said} {target}" + (f", in {', '.join(documents)}" if documents else "")

    def entity(self, entity: Entity) -> str:
        return f"{self.terms.label(entity.type, 'en')} {entity.label or entity.id}"

    def label(self, id_: str) -> str:
        return self.entities[id_].label if id_ in self.entities else id_

    def document(self, id_: str) -> str:
        return self.sources[id_].document if id_ in self.sources else id_


def claim_faults(terms: Ontology, claim: Claim, classes: dict[str, str]) -> Iterator[str]:
    """What the ontology forbids in a claim, one sentence each; `classes` are those of its ends, by id."""
    kind = terms.kinds.get(claim.kind)
    if kind is None:
        yield f"The ontology has no claim kind {claim.kind!r}."
        return
    if classes.get(claim.subject, min(kind.subjects)) not in kind.subjects:
        yield f"{_a(classes[claim.subject])} cannot be the subject of {kind.id!r}."
    if isinstance(claim.object, Value):
        if claim.object.datatype != kind.value:
            yield f"A {claim.object.datatype} cannot be the object of {kind.id!r}."
        elif not _is_value(claim.object):
            yield f"The value {claim.object.value!r} is not a {claim.object.datatype}."
    elif not kind.objects or classes.get(claim.object, min(kind.objects)) not in kind.objects:
        yield f"{_a(classes.get(claim.object, 'thing'))} cannot be the object of {kind.id!r}."
    for name, known in terms.properties.items():
        if not known.is_qualifier or getattr(claim, name) is None:
            continue
        if name not in kind.qualifiers:
            yield f"A claim of the kind {kind.id!r} cannot have a {name}."
        if known.scheme and getattr(claim, name) not in terms.codes[known.scheme]:
            yield f"The code list {known.scheme!r} has no {getattr(claim, name)!r}."
        if known.objects and classes.get(getattr(claim, name), min(known.objects)) not in known.objects:
            yield f"{_a(classes[getattr(claim, name)])} cannot be the {name} of {kind.id!r}."
    for date in (claim.valid_from, claim.valid_to):
        if date is not None and not _is_date(date):
            yield f"There is no day, month or year {date!r}."


def entity_faults(terms: Ontology, entity: Entity, known: dict[str, Entity]) -> Iterator[tuple[str, str]]:
    """What the ontology forbids in an entity, each with what to do."""
    again = "Ingest the sources that mention it again."
    allowed = terms.class_(entity.type).properties
    for key, value in entity.properties:
        if key not in allowed:
            yield f"{_a(entity.type)} has no property {key!r}.", again
            continue
        property_ = terms.properties[key]
        if property_.scheme and value not in terms.codes[property_.scheme]:
            yield f"The code list {property_.scheme!r} has no {value!r}.", again
        if property_.objects and value not in known:
            yield f"Its {key} is {value}, which is not in the store.", again
        if key == "date" and not _is_date(value):
            yield f"There is no day, month or year {value!r}.", again
    for name in entity.names:
        if not LANGUAGE_TAG.fullmatch(name.lang):
            yield f"The spelling {_short(name.text)} has the language {name.lang!r}, which is no language code.", again


def _is_value(value: Value) -> bool:
    if value.datatype == "date":  # or a day of no stated year: --11-13
        return _is_date(value.value) or (value.value.startswith("--") and _is_date("2024" + value.value[1:]))
    if value.datatype == "decimal":
        try:
            return all(Decimal(part).is_finite() for part in value.value.split("/", 1))
        except InvalidOperation:
            return False
    return True


def _is_date(text: str) -> bool:
    try:
        return bool(bounds(text))
    except UsageError:
        return False


def _a(noun: str) -> str:
    return f"{'An' if noun[0] in 'AEIOU' else 'A'} {noun}"


def _short(text: str) -> str:
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"
