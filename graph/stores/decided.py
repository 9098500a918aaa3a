"""The graph as people decided it: what they called the same is asked for together and comes back as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from thidua.graph.claims import Claim, Entity
from thidua.graph.decisions import Decisions
from thidua.graph.stores.base import EVERY_CLAIM, ClaimQuery, Cypher, Graph, Named
from thidua.graph.stores.merge import joined, said
from thidua.graph.stores.rows import REVIEWS


class Decided(Graph):
    """`graph` with the decisions applied. Nothing is kept here, so a decision undone leaves no trace."""

    def __init__(self, graph: Graph, decisions: Decisions) -> None:
        self._graph, self._decisions = graph, decisions

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        if not self._decisions.groups:
            return self._graph.entities(ids)
        found = self._graph.entities(self._whole(ids))
        parts = {id_: [found[m] for m in self._decisions.members(id_) if m in found] for id_ in ids}
        return {id_: self._entity(some) for id_, some in parts.items() if some}

    def entities_of(self, type_: str) -> Iterator[Entity]:
        if not self._decisions.groups:
            return self._graph.entities_of(type_)
        parts: dict[str, list[Entity]] = defaultdict(list)
        for entity in self._graph.entities_of(type_):
            parts[self._decisions.canonical(entity.id)].append(entity)
        return iter(sorted(map(self._entity, parts.values()), key=lambda entity: (entity.label, entity.id)))

    def _entity(self, parts: Sequence[Entity]) -> Entity:
        """One entity of all its parts. A property may name another entity, which then has its one id too."""
        canonical = self._decisions.canonical
        whole = joined(map(said, parts)) if len(parts) > 1 else None
        one = whole.entity(parts[0].id, parts[0].type) if whole else parts[0]
        return replace(
            one, id=canonical(one.id), properties=tuple((key, canonical(value)) for key, value in one.properties)
        )

    def named(self, keys: Sequence[str]) -> list[Named]:
        found = self._graph.named(keys)
        return sorted({named._replace(entity=self._decisions.canonical(named.entity)) for named in found})

    def claims(self, query: ClaimQuery = EVERY_CLAIM) -> list[Claim]:
        if not self._decisions.groups:
            return self._graph.claims(query)
        asked = self._asked(query)
        found = self._graph.claims(asked)
        if missing := set(query.ids) - {claim.id for claim in found}:
            found += self._graph.claims(replace(asked, ids=self._called(missing)))
        if query.ids or query.sources:
            found += self._also_stated(found)
        return self._merged(found)

    def _asked(self, query: ClaimQuery) -> ClaimQuery:
        subjects, objects, ends = (self._whole(ids) for ids in (query.subjects, query.objects, query.ends))
        return replace(query, subjects=subjects, objects=objects, ends=ends)

    def _whole(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(member for id_ in ids for member in self._decisions.members(id_)))

    def _called(self, ids: set[str]) -> tuple[str, ...]:
        """The ids that reports give to claims which are asked for by the ids of their merged ends."""
        return tuple(claim.id for claim in self._touched() if self._claim(claim).id in ids)

    def _touched(self) -> list[Claim]:
        """Every claim about an entity that is one with others."""
        return self._graph.claims(ClaimQuery(ends=tuple(sorted(self._decisions.groups))))

    def _also_stated(self, found: Sequence[Claim]) -> list[Claim]:
        """What other reports say with other ids for the same ends: their sentences belong to the claim too."""
        touched = [claim for claim in found if self._is_touched(claim)]
        wanted = {self._claim(claim).id for claim in touched}
        subjects = tuple(sorted({claim.subject for claim in touched}))
        if not subjects:
            return []
        candidates = self._graph.claims(self._asked(ClaimQuery(subjects=subjects)))
        return [claim for claim in candidates if self._claim(claim).id in wanted]

    def _is_touched(self, claim: Claim) -> bool:
        return any(end in self._decisions.groups for end in (claim.subject, claim.object, claim.giver))

    def _claim(self, claim: Claim) -> Claim:
        """The claim with the ids that stand for its ends."""
        if not self._is_touched(claim):
            return claim
        canonical = self._decisions.canonical
        target = canonical(claim.object) if isinstance(claim.object, str) else claim.object
        giver = canonical(claim.giver) if claim.giver else claim.giver
        return replace(claim, subject=canonical(claim.subject), object=target, giver=giver)

    def _merged(self, found: Iterable[Claim]) -> list[Claim]:
        parts: dict[str, list[Claim]] = defaultdict(list)
        for claim in map(self._claim, found):
            parts[claim.id].append(claim)
        return [_one(parts[id_]) for id_ in sorted(parts)]

    def cypher(self, query: ClaimQuery) -> Cypher:
        return self._graph.cypher(self._asked(query))

    def counts(self) -> dict[str, int]:
        counts = self._graph.counts()
        if self._decisions.groups:
            there = self._graph.entities(sorted(self._decisions.groups)).values()
            claims = self._touched()
            ones = {(self._decisions.canonical(entity.id), entity.type) for entity in there}
            before = Counter(entity.type for entity in there) + Counter(claim.kind for claim in claims)
            after = Counter(type_ for _, type_ in ones) + Counter(claim.kind for claim in self._merged(claims))
            counts |= {name: counts[name] - before[name] + after[name] for name in before}
        return counts

    def degrees(self) -> dict[str, int]:
        degrees = self._graph.degrees()
        if self._decisions.groups:
            claims = self._touched()
            degrees = dict(Counter(degrees) - _ends(claims) + _ends(self._merged(claims)))
        return degrees


def _ends(claims: Iterable[Claim]) -> Counter[str]:
    ends = (end for claim in claims for end in (claim.subject, claim.object, claim.giver))
    return Counter(end for end in ends if isinstance(end, str))


def _one(claims: Sequence[Claim]) -> Claim:
    """Claims that say the same: all their sentences, the surest reading, the gravest review."""
    surest = min(claims, key=lambda claim: (-claim.confidence, claim.extractor))
    evidence = sorted({piece for claim in claims for piece in claim.evidence})
    return replace(surest, evidence=tuple(evidence), review=max((claim.review for claim in claims), key=REVIEWS.index))
