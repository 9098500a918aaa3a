"""What people decided about identity: that two entities are one, or that they are two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from thidua.graph.claims import digest
from thidua.graph.errors import UsageError
from thidua.graph.ontology import ontology

SAME, DIFFERENT = "same", "different"
VERDICTS = (SAME, DIFFERENT)
#: Classes whose members are entries of a gazetteer or of a code list: who doubts one of them corrects that.
CLOSED = frozenset({"Honour", "Place"})


class Decision(NamedTuple):
    """That `a` and `b` (ids, a < b) are the same or different; `by` says who decided it, `at` when (an ISO date)."""

    a: str
    b: str
    verdict: str
    by: str = ""
    at: str = ""
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.a, self.b

    @property
    def id(self) -> str:
        return pair_id(*self.pair)


def in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def pair_id(one: str, other: str) -> str:
    """The id of a pair, whichever comes first."""
    return digest("pair", *in_order(one, other))


class Decisions:
    """Decisions with all that follows from them: if A is B and B is C, then A is C, and who is not B is not A.

    Of entities that are one, the smallest id stands for all: which one it is follows from the decisions alone.
    """

    def __init__(self, decided: Iterable[Decision] = ()) -> None:
        self.all = tuple(sorted({d.pair: d for d in decided}.values()))
        self.groups = _groups(d.pair for d in self.all if d.verdict == SAME)
        self._apart = {frozenset(map(self.canonical, d.pair)) for d in self.all if d.verdict == DIFFERENT}

    def members(self, entity: str) -> tuple[str, ...]:
        """The ids that are this entity, its own among them."""
        return self.groups.get(entity, (entity,))

    def canonical(self, entity: str) -> str:
        return self.members(entity)[0]

    def apart(self, one: str, other: str) -> bool:
        """Whether somebody decided that the two are different, or it follows."""
        return frozenset((self.canonical(one), self.canonical(other))) in self._apart

    def with_(self, new: Iterable[Decision]) -> Decisions:
        """These and new ones, which replace those on the same pairs. Raises UsageError for a contradiction."""
        made = Decisions((*self.all, *map(_checked, new)))
        for decision in made.all:
            a, b = decision.pair
            if decision.verdict == DIFFERENT and made.canonical(a) == made.canonical(b):
                between = " and ".join(f"{d.a} = {d.b}" for d in made.all if d.verdict == SAME and made.joins(d, a))
                raise UsageError(
                    f"{a} and {b} were decided to be different, and together with {between} they would be the same; "
                    "undo one of these decisions first."
                )
        return made

    def joins(self, decision: Decision, entity: str) -> bool:
        return decision.a in self.members(entity)


def _checked(decision: Decision) -> Decision:
    classes = {class_.lower(): class_ for class_ in ontology().entity_classes}
    found = [classes.get(id_.partition(":")[0], "") for id_ in decision.pair]
    if decision.verdict not in VERDICTS:
        raise UsageError(f"A decision is {' or '.join(VERDICTS)}, not {decision.verdict!r}.")
    if not all(found) or found[0] != found[1] or decision.a >= decision.b:
        raise UsageError(f"{decision.a!r} and {decision.b!r} are not two entities of one class.")
    if found[0] in CLOSED:
        raise UsageError(f"What {decision.a} and {decision.b} are stands in lists; nothing is to be decided there.")
    return decision


def _groups(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Each id that is joined to others with all of them, in order."""
    together: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        whole = {a, b} | together[a] | together[b]
        for id_ in whole:
            together[id_] = whole
    return {id_: tuple(sorted(whole)) for id_, whole in together.items()}
