"""Bodies under two names: the same words in another order, a body whose province no sentence told, a shared head."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from thidua.graph.claims import Entity
from thidua.graph.suggestions.context import Context, Judgement, Pair, listed, words

SAME_WORDS, SAME_BODY, SAME_HEAD, TOGETHER = 0.65, 0.35, 0.4, 0.15
#: Words for the level, which a name may leave out.
LEVELS = frozenset(["tinh", "thanh", "pho", "huyen", "quan", "thi", "xa", "tp"])


def pairs(entities: list[Entity], context: Context) -> Iterator[Pair]:
    yield from context.alike(entities, _names)
    context.need(entities)
    yield from context.alike(entities, lambda body: _posts(body, context))
    yield from context.sharing(body for body in entities if body.get("body"))


def judge(one: Entity, other: Entity, context: Context) -> Judgement | None:
    """Two bodies of the gazetteer are one only where they are of one kind and the place of one is not told."""
    bodies, where = (one.get("body"), other.get("body")), (one.get("place"), other.get("place"))
    if (all(where) and where[0] != where[1]) or (all(bodies) and (bodies[0] != bodies[1] or all(where))):
        return None
    shared, posts = context.shared(one, other), _posts(one, context) & _posts(other, context)
    score, agree, against = 0.0, [], []
    if all(bodies) and shared:
        score += SAME_BODY
        agree.append("They are bodies of the same kind.")
    elif not all(bodies) and _names(one) & _names(other):
        score += SAME_WORDS
        agree.append("Their names have the same words.")
    if posts:
        score += SAME_HEAD
        agree.append(f"{listed(context.labels(who for _, who, _ in posts))} holds the same post in both.")
    if not score:
        return None
    if any(where) and not all(where):
        against.append("No sentence tells the place of one of them.")
    if shared:
        score += TOGETHER
        agree.append(f"Both are named with {listed(shared)}.")
    if not all(bodies) and not _names(one) & _names(other):
        against.append("Their names differ.")
    return Judgement(min(score, 1.0), tuple(agree), tuple(against))


def _names(body: Entity) -> set[Hashable]:
    """The words of its label; what else it is called ("the department") may be any body's name."""
    kept = words(body.label) - LEVELS
    return {kept} if len(kept) > 1 else set()


def _posts(body: Entity, context: Context) -> set[tuple[str, str, str | None]]:
    claims = context.claims(body, "holds_post")
    return {(c.kind, c.subject, c.role) for c in claims if c.object == body.id and c.role}
