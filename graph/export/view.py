"""What a table-like export needs at once: every claim with its ends and its sources."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.graph.claims import Claim, Entity, Source
from thidua.graph.errors import StoreError
from thidua.graph.stores.base import ClaimQuery, Store


@dataclass(frozen=True, slots=True)
class View:
    """`claims` by id; `entities` and `sources` hold all that they name."""

    claims: list[Claim]
    entities: dict[str, Entity]
    sources: dict[str, Source]


def view(store: Store, *, text: bool = False) -> View:
    """Raises StoreError if a claim names what the store does not hold."""
    claims = sorted(store.claims(ClaimQuery()), key=lambda claim: claim.id)
    entities = store.entities(sorted({end for claim in claims for end in ends(claim)}))
    sources = {source.id: source for source in store.sources(text=text)}
    for claim in claims:
        missing = set(ends(claim)) - entities.keys() | {piece.source for piece in claim.evidence} - sources.keys()
        if missing:
            raise StoreError(f"The store lacks {min(missing)}, which {claim.id} names; `thidua check` says more.")
    return View(claims, entities, sources)


def ends(claim: Claim) -> tuple[str, ...]:
    """The entities that a claim is about."""
    return tuple(end for end in (claim.subject, claim.object, claim.giver) if isinstance(end, str))
