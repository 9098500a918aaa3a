"""What the graph is made of: sources, passages, entities and claims, each an immutable value.

A claim says one thing (subject, kind, object, qualifiers) and names the sentences that say it. Its id is a hash of
what it says, not of who says it: two reports that state the same thing share one claim with two pieces of evidence.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Name(NamedTuple):
    """A spelling seen in a source; `lang` is a BCP 47 code ("vi", "hi")."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A node. `type` is a class of the ontology ("Person"), `label` the canonical Vietnamese name in Latin script.

    `properties` holds the class's own data ("number", "level", "host", "date", "documentType", …) as strings.
    """

    id: str
    type: str
    label: str
    names: tuple[Name, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        return dict(self.properties).get(key)


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object: `value` as a string ("7.27", "2024-06-21"), `datatype` "decimal", "date" or "string"."""

    value: str
    datatype: str = "string"
    unit: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence of a source: `source.text[start:end] == quote`, in characters."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. Dates are prefix dates ("2024", "2024-06", "2024-06-21"), `None` where nothing is stated.

    An act that happens once (issued, dated, awarded, established_by) has `valid_from == valid_to`.
    `role`, `status` are codes of the ontology; `giver` is an entity id; `what` says what a figure counts.
    """

    kind: str
    subject: str
    object: str | Value
    role: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    status: str | None = None
    giver: str | None = None
    count: int | None = None
    number: str | None = None
    what: str | None = None
    evidence: tuple[Evidence, ...] = ()
    extractor: str = "rules"
    confidence: float = 1.0
    review: str = "unreviewed"

    @property
    def id(self) -> str:
        return "claim:" + digest("claim", *self.content())

    def content(self) -> tuple[Any, ...]:
        """What the claim says, without who says it."""
        target = (
            (self.object.value, self.object.datatype, self.object.unit)
            if isinstance(self.object, Value)
            else self.object
        )
        return (
            self.kind,
            self.subject,
            target,
            self.role,
            self.valid_from,
            self.valid_to,
            self.status,
            self.giver,
            self.count,
            self.number,
            self.what,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a source, in reading order; `number` counts from 0."""

    source: str
    number: int
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.source}#{self.number}"


@dataclass(frozen=True, slots=True)
class Source:
    """A report as it was read. `document` is its file name or address, `url` where the reader can open it."""

    id: str
    document: str
    text: str
    lang: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one source: the unit that a store writes, replaces and retracts as a whole."""

    source: Source
    passages: tuple[Passage, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = field(default=())


def digest(*parts: object) -> str:
    """A short stable hash of any JSON-able parts."""
    return hashlib.sha256(_as_json(parts).encode()).hexdigest()[:20]


def entity_id(type_: str, *key: str) -> str:
    """The id of the entity of class `type_` that `key` identifies, the same in every run."""
    return f"{type_.lower()}:{digest(type_, *key)}"


def claim_json(
    claim: Claim, entities: dict[str, Entity], sources: dict[str, Source], role_label: str | None = None
) -> dict[str, Any]:
    """The claim in the documented JSON form; `entities` and `sources` hold all that it names."""

    def end(ref: str | Value) -> dict[str, Any]:
        if isinstance(ref, Value):
            return {"value": ref.value, "datatype": ref.datatype, "unit": ref.unit}
        entity = entities[ref]
        return {
            "id": entity.id,
            "type": entity.type,
            "label": entity.label,
            "names": [{"text": n.text, "lang": n.lang} for n in entity.names],
        }

    return {
        "id": claim.id,
        "type": claim.kind,
        "subject": end(claim.subject),
        "object": end(claim.object),
        "role": {"id": claim.role, "label": role_label or claim.role} if claim.role else None,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "status": claim.status,
        "giver": end(claim.giver) if claim.giver else None,
        "count": claim.count,
        "number": claim.number,
        "what": claim.what,
        "confidence": claim.confidence,
        "review": claim.review,
        "extractor": claim.extractor,
        "evidence": [evidence_json(piece, sources[piece.source]) for piece in claim.evidence],
    }


def evidence_json(piece: Evidence, source: Source) -> dict[str, Any]:
    """A quotation with where it stands and where the report can be read."""
    return {
        "document": source.document,
        "url": source.url,
        "lang": source.lang,
        "title": source.title,
        "published": source.published,
        "source": source.id,
        "quote": piece.quote,
        "start": piece.start,
        "end": piece.end,
    }
