"""Reports as rows of the tables in `schema`, and rows as claims again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Value, digest
from thidua.graph.dates import interval
from thidua.graph.stores.merge import Said, joined, mentions_json, said
from thidua.graph.stores.schema import WORDS, Schema

Row = tuple[Any, ...]
SOURCE_AT = 15  # where a row of `query.claims` names the source of its piece of evidence
REVIEWS = ("unreviewed", "accepted", "disputed", "rejected")


@dataclass(slots=True)
class Rows:
    """What to create: nodes by table, edges by table and classes joined. An edge's row starts with its two keys."""

    nodes: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    edges: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as one report states it: its node's row and its EVIDENCE edges' rows."""

    claim: Claim
    row: Row
    evidence: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An extraction as rows. `content` is a hash of them all, `mentions` what the report says of each entity."""

    id: str
    content: str
    source: Row
    passages: tuple[Row, ...]
    mentions: Mapping[str, Said]
    claims: Mapping[str, Stated]


def report(extraction: Extraction, schema: Schema) -> Report:
    source = extraction.source
    mentions = _mentions(extraction.entities)
    mentions_column = mentions_json(mentions)
    own = (source.id, source.document, source.url, source.title, source.lang, source.publisher, source.published)
    rest = (source.retrieved, source.sha256, source.text)
    passages: tuple[Row, ...] = tuple((p.id, p.source, p.text, p.number, p.start, p.end) for p in extraction.passages)
    claims = _stated(extraction.claims)
    parts = (own, rest, passages, mentions_column, [(stated.row, stated.evidence) for stated in claims.values()])
    content = digest("report", repr(parts))
    if WORDS in schema.nodes["Passage"]:
        passages = tuple((*row, _words(row[2])) for row in passages)
    return Report(
        source.id, content, (*own, *rest, content, mentions_column, len(passages), 0), passages, mentions, claims
    )


def _words(text: str) -> str:
    from thidua.graph.stores.tokens import tokens

    return " ".join(tokens(text))


def _mentions(entities: Iterable[Entity]) -> dict[str, Said]:
    parts: dict[str, list[Said]] = defaultdict(list)
    for entity in entities:
        parts[entity.id].append(said(entity))
    return {id_: joined(all_) for id_, all_ in parts.items()}


def _stated(claims: Iterable[Claim]) -> dict[str, Stated]:
    """By id; where a report states a claim twice with the same words, the surer reading stays."""
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_id[claim.id].append(claim)
    made = {}
    for id_, same in sorted(by_id.items()):
        same.sort(key=lambda claim: (claim.confidence, REVIEWS.index(claim.review), claim.extractor))
        evidence = {piece: _evidence_row(id_, piece, claim) for claim in same for piece in claim.evidence}
        made[id_] = Stated(same[0], _claim_row(id_, same[0]), tuple(row for _, row in sorted(evidence.items())))
    return made


def _claim_row(id_: str, claim: Claim) -> Row:
    target = claim.object
    literal = (target.value, target.datatype, target.unit) if isinstance(target, Value) else (None, None, None)
    return (
        *(id_, claim.kind, claim.subject, None if isinstance(target, Value) else target, *literal, claim.role),
        *(claim.valid_from, claim.valid_to, *interval(claim.valid_from, claim.valid_to), claim.status, claim.giver),
        *(claim.number, claim.what, claim.count),
    )


def _evidence_row(id_: str, piece: Evidence, claim: Claim) -> Row:
    judged = (claim.extractor, claim.review, piece.start, piece.end, claim.confidence)
    return (id_, piece.source, piece.source, piece.quote, *judged)


def add_claim(rows: Rows, id_: str, stated: Stated, schema: Schema) -> None:
    """The claim's node, its edges to what it is about, and the plain edge beside it."""
    claim = stated.claim
    rows.nodes["Claim"].append(stated.row)
    subject = str(schema.class_of(claim.subject))
    rows.edges["SUBJECT", "Claim", subject].append((id_, claim.subject, claim.kind))
    if claim.giver:
        rows.edges["GIVER", "Claim", str(schema.class_of(claim.giver))].append((id_, claim.giver, claim.kind))
    if isinstance(claim.object, str):
        object_ = str(schema.class_of(claim.object))
        rows.edges["OBJECT", "Claim", object_].append((id_, claim.object, claim.kind))
        relation = (claim.subject, claim.object, id_, claim.valid_from, claim.valid_to)
        rows.edges[schema.relations[claim.kind], subject, object_].append(relation)


def read_claims(rows: Iterable[Row]) -> list[Claim]:
    """Claims by id from the rows of `query.claims`: one for each piece of evidence, and the same row may come twice."""
    stated: dict[str, Row] = {}
    pieces: dict[str, dict[Evidence, Row]] = defaultdict(dict)
    for row in rows:
        stated[row[0]] = row
        pieces[row[0]][Evidence(*row[SOURCE_AT : SOURCE_AT + 4])] = row[SOURCE_AT + 4 :]
    return [_claim(stated[id_], pieces[id_]) for id_ in sorted(stated)]


def _claim(row: Row, pieces: Mapping[Evidence, Row]) -> Claim:
    _, kind, subject, object_, value, datatype, unit, role, start, end, status, giver, number, what, count = row[
        :SOURCE_AT
    ]
    target = Value(value, datatype, unit) if object_ is None else object_
    judged = _judged(list(pieces.values()))
    said_of = (role, start, end, status, giver, count, number, what)
    return Claim(kind, subject, target, *said_of, tuple(sorted(pieces)), *judged)


def _judged(pieces: Sequence[Row]) -> tuple[str, float, str]:
    """Extractor, confidence and review: of several sources' readings the surest counts, and the gravest review."""
    extractor, confidence, _ = min(pieces, key=lambda piece: (-piece[1], piece[0]))
    return extractor, confidence, max((piece[2] for piece in pieces), key=REVIEWS.index)
