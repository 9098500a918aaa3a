"""The claims about one entity with all that they name, read once for one dossier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from thidua.graph.claims import Claim, Entity, Evidence, Source, Value, evidence_json
from thidua.graph.errors import NameUnknown
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.answering.phrase import Wording
from thidua.qa.catalog import catalog
from thidua.qa.dossiers.names import names
from thidua.qa.words import DEFAULT, asking_languages


class Reading:
    """`claims` are those in which the entity, or a counted group of it, stands at any end; what a person rejected is
    not among them.

    Raises NameUnknown if the store has no such entity.
    """

    def __init__(self, store: Store, entity: str, lang: str) -> None:
        self.store, self.known = store, catalog(store)
        found = self.known.entity(entity)
        if found is None:
            raise NameUnknown(entity)
        self.entity: Entity = found
        self.lang = lang if lang in asking_languages() else DEFAULT
        self.wording = Wording(self.lang, {found.id: found})
        self.own = (found.id, *names(store).groups_of(found))
        self.claims = self.about(self.own)

    def about(self, ids: Sequence[str]) -> list[Claim]:
        """All claims that name any of the entities."""
        return self.ask(ClaimQuery(ends=tuple(ids)))

    def ask(self, query: ClaimQuery) -> list[Claim]:
        """Claims with their entities read."""
        found = [c for c in self.store.claims(query) if c.review != "rejected"]
        self.wording.entities.update(self.known.entities(sorted({e for c in found for e in ends(c)})))
        return found

    def say(self, key: str, /, **slots: object) -> str:
        return self.wording.messages.text("dossier", key, **slots)

    def sources(self, claims: Iterable[Claim]) -> dict[str, Source]:
        return self.known.sources(sorted({p.source for c in claims for p in c.evidence}))

    def evidence(self, notes: Notes) -> tuple[dict[str, Any], ...]:
        """The numbered quotations in the documented JSON form, each with its "number"."""
        sources = self.known.sources(sorted({p.source for p in notes.pieces}))
        return tuple({**evidence_json(p, sources[p.source]), "number": n} for n, p in enumerate(notes.pieces, 1))


class Notes:
    """The numbers of quotations, in the order in which lines cite them: the same sentence has one number."""

    def __init__(self) -> None:
        self._numbers: dict[Evidence, int] = {}

    def of(self, claims: Sequence[Claim]) -> tuple[int, ...]:
        found = {self._numbers.setdefault(p, len(self._numbers) + 1) for c in claims for p in c.evidence}
        return tuple(sorted(found))

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        return tuple(self._numbers)


def ends(claim: Claim) -> list[str]:
    """The ids of the entities it names: subject, object, giver."""
    return [e for e in (claim.subject, claim.object, claim.giver) if isinstance(e, str)]


def other(claim: Claim, side: str) -> str | Value:
    """The end across from `side` ("subject", "object" or "giver"); across from the giver is who received."""
    return claim.object if side == "subject" else claim.subject
