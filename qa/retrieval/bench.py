"""One question's work on one store: what its claims name and where they were said, read once."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.claims import Claim, Entity
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.catalog import known
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import Question
from thidua.qa.views import TextView


class Bench:
    """The entities and the views of sources that were read so far."""

    def __init__(self, question: Question, store: Store) -> None:
        self.question, self.store = question, store
        self.known = known(store)
        self.views: dict[str, TextView] = {}
        self.entities: dict[str, Entity] = {}
        self._reports: dict[Link, frozenset[str]] = {}

    def reports_of(self, cluster: Link) -> frozenset[str]:
        """The sources that state something of a cluster."""
        if cluster not in self._reports:
            claims = self.store.claims(ClaimQuery(ends=cluster.entities)) if cluster.entities else []
            self._reports[cluster] = frozenset(p.source for c in claims for p in c.evidence)
        return self._reports[cluster]

    def read(self, claims: Sequence[Claim]) -> None:
        """Fetch the entities and the sources of the claims."""
        self.entities.update(self.known.entities(sorted({e for c in claims for e in ends(c)})))
        self.views = self.known.views(sorted({e.source for c in claims for e in c.evidence}))


def ends(claim: Claim) -> list[str]:
    named = [claim.subject, claim.giver]
    return [x for x in (*named, claim.object) if isinstance(x, str)]
