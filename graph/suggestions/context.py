"""What is known of the entities that are compared: the claims about them, and what they are named with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from thidua.graph.claims import Claim, Entity
from thidua.graph.names import fold
from thidua.graph.names.places import places
from thidua.graph.stores.base import ClaimQuery, Graph

Pair = tuple[Entity, Entity]
AT_ONCE = 500  # entities asked for in one query
#: A key that more entities share says too little by itself: of these only those named with the same third are compared.
LARGE = 40
#: What many reports name says nothing about who is named with it.
COMMON = frozenset({"Event", "Honour", "Place"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely two entities are one (0 to 1), and why, in sentences."""

    score: float
    agree: tuple[str, ...]
    against: tuple[str, ...] = ()


class Context:
    """Reads the claims about an entity once, when it is first compared."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._claims: dict[str, list[Claim]] = {}
        self._entities: dict[str, Entity] = {}
        self._unread: set[str] = set()

    def need(self, entities: Iterable[Entity]) -> None:
        wanted = sorted({entity.id for entity in entities if entity.id not in self._claims})
        for at in range(0, len(wanted), AT_ONCE):
            part = wanted[at : at + AT_ONCE]
            self._claims |= {id_: [] for id_ in part}
            for claim in self._graph.claims(ClaimQuery(ends=tuple(part))):
                self._unread |= ends(claim)
                for end in ends(claim) & set(part):
                    self._claims[end].append(claim)

    def claims(self, entity: Entity, *kinds: str) -> list[Claim]:
        self.need([entity])
        return [claim for claim in self._claims[entity.id] if not kinds or claim.kind in kinds]

    def neighbours(self, entity: Entity) -> set[str]:
        """The ids of what it is named with, but for what everybody is."""
        found = {end for claim in self.claims(entity) for end in ends(claim)} - {entity.id}
        return {id_ for id_ in found if self.entity(id_).type not in COMMON}

    def entity(self, id_: str) -> Entity:
        if id_ not in self._entities:
            unknown = {one for one in (id_, *self._unread) if one not in self._entities}
            self._entities |= self._graph.entities(sorted(unknown))
            self._unread.clear()
        return self._entities[id_]

    def labels(self, ids: Iterable[str]) -> list[str]:
        return sorted({self.entity(id_).label for id_ in ids})

    def shared(self, one: Entity, other: Entity) -> list[str]:
        """The labels of what both are named with."""
        return self.labels(self.neighbours(one) & self.neighbours(other))

    def sources(self, entity: Entity) -> set[str]:
        return {piece.source for claim in self.claims(entity) for piece in claim.evidence}

    def provinces(self, entity: Entity) -> set[str]:
        """The provinces of the bodies it is named with."""
        known = (self.entity(id_).get("place") for id_ in self.neighbours(entity))
        return {province for id_ in known if id_ in places() and (province := places()[id_].province)}

    def sharing(self, entities: Iterable[Entity]) -> Iterator[Pair]:
        """Those that are named with the same third; what very many are named with does not tell them apart."""
        some = list(entities)
        self.need(some)
        yield from _blocks(some, self.neighbours, lambda block: ())

    def alike(self, entities: Iterable[Entity], keys: Callable[[Entity], Iterable[Hashable]]) -> Iterator[Pair]:
        """Those that have a key in common."""
        yield from _blocks(entities, keys, self.sharing)


def _blocks(
    entities: Iterable[Entity],
    keys: Callable[[Entity], Iterable[Hashable]],
    of_large: Callable[[list[Entity]], Iterable[Pair]],
) -> Iterator[Pair]:
    blocks: dict[Hashable, list[Entity]] = defaultdict(list)
    for entity in entities:
        for key in set(keys(entity)):
            blocks[key].append(entity)
    for block in blocks.values():
        yield from combinations(block, 2) if len(block) <= LARGE else of_large(block)


def ends(claim: Claim) -> set[str]:
    return {end for end in (claim.subject, claim.object, claim.giver) if isinstance(end, str)}


def words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def listed(labels: Iterable[str], most: int = 3) -> str:
    """ "A, B, C and 2 more"."""
    some = list(labels)
    more = f" and {len(some) - most} more" if len(some) > most else ""
    return ", ".join(some[:most]) + more
