"""Both sides of a contradiction, each with its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thidua.graph.stores.base import ClaimQuery, Store
from thidua.screen.lists import View, interval


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, with the JSON of its evidence."""

    text: str
    evidence: tuple[dict[str, Any], ...]


def sides(store: Store, lang: str, claims: Sequence[str]) -> list[Side]:
    """One for each of the claims (by id) that contradict each other, in that order."""
    view = View(store, lang, ClaimQuery(ids=tuple(claims)))
    order = {id_: at for at, id_ in enumerate(claims)}
    return [
        Side(
            " · ".join(filter(None, (view.name(c.subject), view.says(c), view.name(c.object), interval(c)))),
            view.evidence([c]),
        )
        for c in sorted(view.claims, key=lambda c: order.get(c.id, 0))
    ]
