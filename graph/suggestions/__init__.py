"""Which entities may be one: pairs that the hard keys keep apart, each with what speaks for it and against it.

Nothing here is stored or merged. Each class has a module with two functions: `pairs` names the candidates, by folded
keys and by what they are named with, never all with all; `judge` weighs one pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.graph.claims import Entity
from thidua.graph.decisions import Decisions, pair_id
from thidua.graph.stores.base import Graph
from thidua.graph.suggestions import clusters, documents, movements, organisations, people
from thidua.graph.suggestions.context import Context, Judgement, Pair

RULES = {
    "Person": people,
    "Organization": organisations,
    "EmulationCluster": clusters,
    "Movement": movements,
    "NormativeDocument": documents,
}
LEAST = 0.3
RIVAL = 0.1  # what each other entity that fits as well takes away
MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That two entities may be one. `agree` and `against` are sentences; `score` orders suggestions, 0 to 1."""

    one: Entity
    other: Entity
    score: float
    agree: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def id(self) -> str:
        return pair_id(self.one.id, self.other.id)


def suggestions(graph: Graph, decisions: Decisions) -> list[Suggestion]:
    """The pairs that nobody has decided about, the likeliest first."""
    context, found = Context(graph), []
    for type_, rule in RULES.items():
        named = rule.pairs(list(graph.entities_of(type_)), context)
        pairs = {pair_id(one.id, other.id): (one, other) for one, other in named}.values()
        open_ = [(one, other) for one, other in pairs if not decisions.apart(one.id, other.id)]
        context.need(entity for pair in open_ for entity in pair)
        found += _with_rivals((pair, judgement) for pair in open_ if (judgement := rule.judge(*pair, context)))
    return sorted(found, key=lambda s: (-s.score, s.one.label, s.other.label, s.id))


def _with_rivals(judged: Iterable[tuple[Pair, Judgement]]) -> list[Suggestion]:
    """Where several entities fit one that are not one themselves, each is less likely."""
    kept = [(pair, judgement) for pair, judgement in judged if judgement.score >= LEAST]
    fitting: dict[str, dict[str, Entity]] = defaultdict(dict)
    for one, other in (pair for pair, _ in kept):
        fitting[one.id][other.id], fitting[other.id][one.id] = other, one
    made = [_suggestion(pair, judgement, fitting) for pair, judgement in kept]
    return [suggestion for suggestion in made if suggestion.score >= LEAST]


def _suggestion(pair: Pair, judgement: Judgement, fitting: dict[str, dict[str, Entity]]) -> Suggestion:
    one, other = sorted(pair, key=lambda entity: entity.id)
    rivals = [*_rivals(one, other, fitting), *_rivals(other, one, fitting)]
    score = judgement.score - RIVAL * min(len(rivals), MOST_RIVALS)
    return Suggestion(one, other, round(max(score, 0.0), 2), judgement.agree, (*judgement.against, *rivals))


def _rivals(one: Entity, other: Entity, fitting: dict[str, dict[str, Entity]]) -> list[str]:
    third = [rival for id_, rival in fitting[one.id].items() if id_ != other.id and id_ not in fitting[other.id]]
    return [f"{one.label} may as well be {rival.label}." for rival in sorted(third, key=lambda r: r.label)]
