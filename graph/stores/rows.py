"""Reports as rows of the tables in `schema`, and rows as claims again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thidua.graph.claims import Claim, Evidence, Extraction, Source, Value, digest
from thidua.graph.dates import interval
from thidua.graph.errors import UsageError
from thidua.graph.ontology import ontology
from thidua.graph.stores.merge import Said, joined, said
from thidua.graph.stores.schema import Schema

Row = tuple[Any, ...]
SOURCE_AT = 15  # where a row of `query.claims` names the source of its piece of evidence
REVIEWS = ("unreviewed", "accepted", "disputed", "rejected")


@dataclass(slots=True)
class Rows:
    """What to create: nodes by table, edges by table and the classes they join; an edge row begins with its two keys."""

    nodes: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    edges: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))


def content(extraction: Extraction) -> str:
    """A hash of all that a report says, so that a report that is there already is not written again."""
    return digest("extraction", repr(extraction))


def mentioned(extraction: Extraction) -> dict[str, Said]:
    """What the report says of each entity."""
    parts: dict[str, list[Said]] = defaultdict(list)
    for entity in extraction.entities:
        parts[entity.id].append(said(entity))
    return {id_: joined(all_) for id_, all_ in parts.items()}


def source_row(source: Source, passages: int, content_: str) -> Row:
    return (
        source.id,
        source.document,
        source.url,
        source.title,
        source.lang,
        source.publisher,
        source.published,
        source.retrieved,
        source.sha256,
        source.text,
        content_,
        passages,
    )


def claim_row(claim: Claim) -> Row:
    target = claim.object
    value = (
        (None, target.value, target.datatype, target.unit) if isinstance(target, Value) else (target, None, None, None)
    )
    return (
        claim.id,
        claim.kind,
        claim.subject,
        *value,
        claim.role,
        claim.valid_from,
        claim.valid_to,
        *interval(claim.valid_from, claim.valid_to),
        claim.status,
        claim.giver,
        claim.number,
        claim.what,
        claim.count,
    )


def evidence_rows(id_: str, claims: Iterable[Claim]) -> list[Row]:
    """The EVIDENCE edges of a claim that one report may state several times; of the same words the surer reading stays."""
    best: dict[Evidence, Row] = {}
    for claim in sorted(claims, key=lambda c: (c.confidence, REVIEWS.index(c.review))):
        for piece in claim.evidence:
            best[piece] = (
                id_,
                piece.source,
                piece.source,
                piece.start,
                piece.end,
                piece.quote,
                claim.extractor,
                claim.confidence,
                claim.review,
            )
    return list(best.values())


def add_claim(rows: Rows, claim: Claim, schema: Schema) -> None:
    """The claim's node, its edges to what it is about, and the plain edge beside it."""
    rows.nodes["Claim"].append(claim_row(claim))
    ends = {"SUBJECT": claim.subject, "OBJECT": claim.object, "GIVER": claim.giver}
    for edge, entity in ends.items():
        if isinstance(entity, str):
            rows.edges[edge, "Claim", str(schema.class_of(entity))].append((claim.id, entity, claim.kind))
    if isinstance(claim.object, str):
        pair = str(schema.class_of(claim.subject)), str(schema.class_of(claim.object))
        relation = (claim.subject, claim.object, claim.id, claim.role, claim.valid_from, claim.valid_to)
        rows.edges[(schema.relations[claim.kind], *pair)].append(relation)


def read_claims(rows: Iterable[Row]) -> list[Claim]:
    """Claims by id from the rows of `query.claims`: one for each piece of evidence, and the same row may come twice."""
    said_: dict[str, Row] = {}
    pieces: dict[str, dict[Evidence, Row]] = defaultdict(dict)
    for row in rows:
        said_[row[0]] = row
        pieces[row[0]][Evidence(*row[SOURCE_AT : SOURCE_AT + 4])] = row[SOURCE_AT + 4 :]
    return [_claim(said_[id_], pieces[id_]) for id_ in sorted(said_)]


def _claim(row: Row, pieces: Mapping[Evidence, Row]) -> Claim:
    _, kind, subject, object_, value, datatype, unit, role, start, end, status, giver, number, what, count = row[
        :SOURCE_AT
    ]
    extractor, confidence, review = _judged(pieces.values())
    return Claim(
        kind,
        subject,
        Value(value, datatype, unit) if object_ is None else object_,
        role,
        start,
        end,
        status,
        giver,
        count,
        number,
        what,
        tuple(sorted(pieces)),
        extractor,
        confidence,
        review,
    )


def _judged(pieces: Iterable[Row]) -> tuple[str, float, str]:
    """Of several sources' readings the surest counts, and the gravest review."""
    all_ = list(pieces)
    extractor, confidence, _ = min(all_, key=lambda p: (-p[1], p[0]))
    return extractor, confidence, max((p[2] for p in all_), key=REVIEWS.index)


# checks ------------------------------------------------------------------------------------------------------------
def check(extraction: Extraction, schema: Schema) -> None:
    """Raises UsageError if the report is not whole: a store keeps only what can be shown and taken back."""
    source, text = extraction.source, extraction.source.text
    where = f"Report {source.document!r}"
    for number, passage in enumerate(extraction.passages):
        if (passage.source, passage.number) != (source.id, number):
            raise UsageError(
                f"{where}: passage {passage.id} is not its number {number}; number its own passages from 0."
            )
    brought = {entity.id for entity in extraction.entities}
    for entity in extraction.entities:
        if schema.class_of(entity.id) != entity.type:
            raise UsageError(f"{where}: {entity.id!r} is not the id of a {entity.type}; make it with entity_id.")
    for claim in extraction.claims:
        missing = (
            {claim.subject, claim.giver, claim.object if isinstance(claim.object, str) else None} - {None} - brought
        )
        if missing:
            raise UsageError(
                f"{where}: a {claim.kind} claim names {min(map(str, missing))!r}, which is not among its entities."
            )
        _check_kind(claim, where, schema)
        if not claim.evidence or any(e.source != source.id or text[e.start : e.end] != e.quote for e in claim.evidence):
            raise UsageError(
                f"{where}: a {claim.kind} claim does not quote the report letter for letter; give its evidence."
            )


def _check_kind(claim: Claim, where: str, schema: Schema) -> None:
    kind = ontology().kind(claim.kind)
    interval(claim.valid_from, claim.valid_to)
    fits = schema.class_of(claim.subject) in kind.subjects
    if isinstance(claim.object, Value):
        fits = fits and kind.value == claim.object.datatype
    else:
        fits = fits and schema.class_of(claim.object) in kind.objects
    if not fits or claim.review not in REVIEWS:
        raise UsageError(
            f"{where}: {claim.kind} cannot be said of {claim.subject!r} and {claim.object!r}; see schema.ttl."
        )


def latest(extractions: Sequence[Extraction]) -> list[Extraction]:
    """One report a source: where one comes twice, the last."""
    return list({extraction.source.id: extraction for extraction in extractions}.values())
