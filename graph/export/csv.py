"""A table for spreadsheets: one row for every sentence that says a claim."""

from __future__ import annotations

import csv
import re
from typing import TextIO

from thidua.graph.claims import Claim, Entity, Evidence, Source, Value
from thidua.graph.export.view import view
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store

COLUMNS = (
    "claim", "kind", "subject_id", "subject_type", "subject", "object_id", "object_type", "object", "datatype", "unit",
    "role", "role_label", "valid_from", "valid_to", "status", "giver_id", "giver", "count", "number", "what",
    "confidence", "review", "extractor", "source", "document", "url", "title", "publisher", "published", "lang",
    "start", "end", "quote")
# A spreadsheet would run a cell that begins so, some also with the wide signs; a negative number is harmless.
FORMULA = re.compile(r"[=+@\t\r\n＝＋＠－]|-(?![\d.,]*$)")


def export_csv(store: Store, stream: TextIO) -> None:
    """Begins with a byte order mark, without which spreadsheets misread every Vietnamese letter."""
    found = view(store)
    stream.write("\ufeff")
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for claim in found.claims:
        for piece in sorted(claim.evidence):
            row = _row(claim, found.entities) | _evidence(piece, found.sources[piece.source])
            writer.writerow({column: cell(value) for column, value in row.items()})


def _row(claim: Claim, entities: dict[str, Entity]) -> dict[str, object]:
    terms = ontology()
    row: dict[str, object] = {
        "claim": claim.id, "kind": claim.kind, **_end("subject", entities[claim.subject]),
        "role": claim.role, "role_label": terms.label(claim.role, "vi") if claim.role else None,
        "valid_from": claim.valid_from, "valid_to": claim.valid_to, "status": claim.status, "count": claim.count,
        "number": claim.number, "what": claim.what, "confidence": claim.confidence, "review": claim.review,
        "extractor": claim.extractor}
    if isinstance(claim.object, Value):
        row |= {"object": claim.object.value, "datatype": claim.object.datatype, "unit": claim.object.unit}
    else:
        row |= _end("object", entities[claim.object])
    if claim.giver:
        row |= {"giver_id": claim.giver, "giver": entities[claim.giver].label}
    return row


def _end(end: str, entity: Entity) -> dict[str, object]:
    return {f"{end}_id": entity.id, f"{end}_type": entity.type, end: entity.label}


def _evidence(piece: Evidence, source: Source) -> dict[str, object]:
    return {"source": source.id, "document": source.document, "url": source.url, "title": source.title,
            "publisher": source.publisher, "published": source.published, "lang": source.lang,
            "start": piece.start, "end": piece.end, "quote": piece.quote}


def cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value
