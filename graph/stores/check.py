"""What a report must be before a store takes it: whole in itself, and only what the ontology lets be said."""

from __future__ import annotations

from thidua.graph.claims import Claim, Extraction, Value
from thidua.graph.dates import interval
from thidua.graph.errors import UsageError
from thidua.graph.ontology import ontology
from thidua.graph.stores.rows import REVIEWS
from thidua.graph.stores.schema import Schema


def check(extraction: Extraction, schema: Schema) -> None:
    """Raises UsageError if something could later not be shown, or not be taken back."""
    source, text = extraction.source, extraction.source.text
    where = f"Report {source.document!r}"
    for number, passage in enumerate(extraction.passages):
        if (passage.source, passage.number) != (source.id, number) or text[passage.start : passage.end] != passage.text:
            raise UsageError(
                f"{where}: passage {number} is not a stretch of its text; number and cut its own sentences."
            )
    entities = {entity.id for entity in extraction.entities}
    for entity in extraction.entities:
        if schema.class_of(entity.id) != entity.type:
            raise UsageError(f"{where}: {entity.id!r} is not the id of a {entity.type}; make it with entity_id.")
    for claim in extraction.claims:
        problem = _problem(claim, entities, extraction, schema)
        if problem:
            raise UsageError(f"{where}: {claim.kind} of {claim.subject!r} {problem}; the extractor must be corrected.")


def _problem(claim: Claim, entities: set[str], extraction: Extraction, schema: Schema) -> str | None:
    kind = ontology().kind(claim.kind)
    interval(claim.valid_from, claim.valid_to)
    ends = {claim.subject, claim.giver, None if isinstance(claim.object, Value) else claim.object} - {None}
    if not ends <= entities:
        return "names an entity that the report does not bring"
    if isinstance(claim.object, Value):
        fits = kind.value == claim.object.datatype
    else:
        fits = schema.class_of(claim.object) in kind.objects
    if not fits or schema.class_of(claim.subject) not in kind.subjects:
        return f"and {claim.object!r} is not what the ontology lets it join"
    if claim.giver and not schema.joins("GIVER", "Claim", str(schema.class_of(claim.giver))):
        return f"is given by {claim.giver!r}, which gives nothing"
    if claim.review not in REVIEWS:
        return f"has the review {claim.review!r}, which there is not"
    text, source = extraction.source.text, extraction.source.id
    if not claim.evidence or any(e.source != source or text[e.start : e.end] != e.quote for e in claim.evidence):
        return "does not quote the report letter for letter"
    return None
