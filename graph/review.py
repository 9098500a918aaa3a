"""What a person needs to decide whether two entities are one, and the keeping of what is decided."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from thidua.graph.claims import Entity, Evidence, Source
from thidua.graph.decisions import DIFFERENT, SAME, Decision, Decisions, in_order
from thidua.graph.errors import UsageError
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.graph.suggestions import Suggestion, suggestions

ENTITY = re.compile(r"\b[a-z]+:[0-9a-f]{20}\b")
#: A sentence and the report it stands in.
Cited = tuple[Evidence, Source]


def suggested(store: Store) -> list[Suggestion]:
    """The pairs that nobody has decided about, the likeliest first."""
    return suggestions(store, Decisions(store.decisions()))


def sentence(store: Store, entity: Entity) -> Cited | None:
    """One that a claim about it stands on; else one that writes one of its names."""
    pieces = [piece for claim in store.claims(ClaimQuery(ends=(entity.id,))) for piece in claim.evidence]
    names = {entity.label, *(name.text for name in entity.names)}
    if not pieces:
        hits = [hit.passage for name in sorted(names) for hit in store.search_words([name], 5)]
        pieces = [Evidence(p.source, p.start, p.end, p.text) for p in hits if _writes(p.text, names)][:1]
    if not pieces:
        return None
    piece = min(pieces, key=lambda piece: (not _writes(piece.quote, names), piece))
    return piece, store.sources([piece.source], text=False)[0]


def _writes(text: str, names: set[str]) -> bool:
    return any(name in text for name in names)


def decide(store: Store, one: str, other: str, *, is_same: bool, by: str, note: str) -> Decision:
    """Keep what somebody decided about two entities, by id. Raises UsageError if it contradicts other decisions."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    decision = Decision(*in_order(one, other), SAME if is_same else DIFFERENT, by, at, note)
    try:
        store.decide([decision])
    except UsageError as error:
        named = store.as_reported().entities(ENTITY.findall(str(error)))
        raise UsageError(ENTITY.sub(lambda found: label(named, found[0]), str(error))) from error
    return decision


def label(entities: dict[str, Entity], id_: str) -> str:
    """An entity whose reports are gone has its id only."""
    return entities[id_].label if id_ in entities else id_
