"""People whose names may be one: without tones, in another script, or with a syllable left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thidua.graph.claims import Entity
from thidua.graph.names import Verdict, compare, fold, fold_keys
from thidua.graph.names.places import places
from thidua.graph.ontology import ontology
from thidua.graph.suggestions.context import Context, Judgement, Pair, listed

SURE, DOUBTFUL, SHORTENED = 0.7, 0.4, 0.3
TOGETHER, SAME_POST = 0.15, 0.1
ONE_REPORT, OTHER_PROVINCE, OTHER_POST = -0.3, -0.15, -0.05


def pairs(entities: list[Entity], context: Context) -> Iterator[Pair]:
    yield from context.alike(entities, _keys)
    yield from _shortened(entities, context)


def _keys(person: Entity) -> set[str]:
    return {key for text in (person.label, *(name.text for name in person.names)) for key in fold_keys(text)}


def _shortened(entities: Iterable[Entity], context: Context) -> Iterator[Pair]:
    """First and last syllable alike and one name longer, if both are named with the same body or cluster."""
    by_ends: dict[tuple[str, str], list[Entity]] = {}
    for person in entities:
        syllables = fold(person.label).split()
        if len(syllables) > 1:
            by_ends.setdefault((syllables[0], syllables[-1]), []).append(person)
    for block in by_ends.values():
        if len({len(fold(person.label).split()) for person in block}) > 1:
            for one, other in context.sharing(block):
                if len(fold(one.label).split()) != len(fold(other.label).split()):
                    yield one, other


def judge(one: Entity, other: Entity, context: Context) -> Judgement | None:
    verdict, reason = compare(one.label, other.label)
    if verdict is Verdict.DIFFERENT:
        return None
    is_short = len(fold(one.label).split()) != len(fold(other.label).split())
    score = SURE if verdict is Verdict.SAME else SHORTENED if is_short else DOUBTFUL
    if verdict is Verdict.SAME:
        agree, against = [reason], []
    else:
        agree, against = ["One name may be short for the other." if is_short else "The names may be one."], [reason]
    if shared := context.shared(one, other):
        score += TOGETHER
        agree.append(f"Both are named with {listed(shared)}.")
    posts, others = _posts(one, context), _posts(other, context)
    if common := posts & others:
        score += SAME_POST
        agree.append(f"Both hold the post {listed(sorted(common))}.")
    elif posts and others:
        score += OTHER_POST
        against.append(f"Their posts differ: {listed(sorted(posts))}; {listed(sorted(others))}.")
    here, there = context.provinces(one), context.provinces(other)
    if here and there and not here & there:
        if {places()[p].merged_into or p for p in here} & {places()[p].merged_into or p for p in there}:
            agree.append("They are named with bodies of provinces that were merged.")
        else:
            score += OTHER_PROVINCE
            against.append("They are named with bodies of different provinces.")
    if context.sources(one) & context.sources(other):
        score += ONE_REPORT
        against.append("One report names both, so it seems to mean two people.")
    return Judgement(min(score, 1.0), tuple(agree), tuple(against))


def _posts(person: Entity, context: Context) -> set[str]:
    claims = context.claims(person, "holds_post", "leads", "deputy_leads")
    return {ontology().label(claim.role, "en") for claim in claims if claim.role and claim.subject == person.id}
