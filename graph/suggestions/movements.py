"""Movements under two names: more or fewer words, or two languages."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.graph.claims import Entity
from thidua.graph.suggestions.context import Context, Judgement, Pair, listed, words

SAME_WORDS, MORE_WORDS, OTHER_LANGUAGE, TOGETHER = 0.65, 0.35, 0.2, 0.15
FEWEST = 3  # words that a name must have to be the beginning of another


def pairs(entities: list[Entity], context: Context) -> Iterator[Pair]:
    yield from context.alike(entities, lambda movement: [words(movement.label)])
    yield from context.sharing(entities)


def judge(one: Entity, other: Entity, context: Context) -> Judgement | None:
    short, long = sorted((words(one.label), words(other.label)), key=len)
    shared = context.shared(one, other)
    if short == long:
        score, agree = SAME_WORDS, ["Their names have the same words."]
    elif short < long and len(short) >= FEWEST and shared:
        score, agree = MORE_WORDS, ["One name has all words of the other."]
    elif shared and not _languages(one) & _languages(other) and not short & long and _same_year(one, other, context):
        score, agree = OTHER_LANGUAGE, ["They are named in different languages and launched in the same year."]
    else:
        return None
    against = [] if short == long else ["Their names differ."]
    if shared:
        score += TOGETHER
        agree.append(f"Both are named with {listed(shared)}.")
    return Judgement(score, tuple(agree), tuple(against))


def _languages(movement: Entity) -> set[str]:
    return {name.lang for name in movement.names}


def _same_year(one: Entity, other: Entity, context: Context) -> bool:
    here, there = ({c.valid_from[:4] for c in context.claims(m, "launched") if c.valid_from} for m in (one, other))
    return bool(here & there)
