"""The body, person or place nearest to a role, and what it costs to step over what stands between."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.ingest.report import Sentence
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention

#: What it costs to step over an element between a role and its holder; anything else cannot be stepped over.
_LIGHT = (
    "copula",
    "as",
    "unit",
    "article",
    "recipient",
    "of",
    "elected",
    "agent",
    "honorific",
    "local",
    "cluster_ref",
    "number",
    "plan",
)
_FAR = 12


def nearest(sentence: Sentence, start: int, step: int, skip: set[int]) -> Iterator[tuple[int, int]]:
    cost, at = 0, start + step
    while 0 <= at < len(sentence.elements) and cost <= _FAR:
        element = sentence.elements[at]
        if element.type in ("Organization", "Person") and at not in skip:
            beside = (
                step < 0 and start - at <= 2 and not sentence.elements[at + 1].has("as")
            )  # "took over from A, leader"
            if beside or not replaced(sentence, at):
                yield cost, at
                return
            cost, at = cost + 1, at + step
            continue
        if element.type == "Place" and at not in skip and cost <= 5 and _says_holds(sentence, start, at, cost):
            yield cost + 1, at
            return
        if element.type == "Place" and step < 0 and at not in skip and sentence.elements[at - 1].has("of"):
            return  # "A's department, with that of B as its deputy"
        step_cost = 0 if at in skip else _cost(element)
        if step_cost is None:
            return
        cost, at = cost + step_cost, at + step


def replaced(sentence: Sentence, position: int) -> bool:
    """Whether somebody takes the place of who stands there ("B replaces A as leader")."""
    at = position - 1
    while at > 0 and (sentence.elements[at].has("article") or sentence.elements[at].has("honorific")):
        at -= 1
    return at >= 0 and sentence.elements[at].has("replaced")


def _cost(element: Mention) -> int | None:
    if element.type == ROLE or element.text in ";；.。" or element.has("handover"):
        return None
    if element.has("level"):
        return 0
    if element.has("replaced"):
        return 1
    if (
        element.type in (DATE, "EmulationCluster", "Place", "Number", "Event")
        or element.text in ":：–—―"
        or any(element.has(t) for t in _LIGHT)
    ):
        return 1
    if element.has("perfect_aux"):  # "die Leitung hatte die Abteilung A inne"
        return 1
    if element.has("frame") and not element.tells("leads"):  # another verb: what follows is its object
        return None
    if element.type == MARK or element.has("and"):
        return 5 if element.has("and") else 4  # "the head is A and the deputy, B"
    return 3 if element.type in (OTHER, "Word", "Group") else None


def _says_holds(sentence: Sentence, role: int, place: int, cost: int) -> bool:
    """A place holds a role where words say so ("Gia Lai as head") or it stands right before it."""
    low, high = sorted((role, place))
    said = any(
        m.has("as") or m.has("copula") or m.has("elected") for m in sentence.elements[max(0, low - 3) : high + 4]
    )
    at = place - 1
    while at > 0 and sentence.elements[at].has("level"):
        at -= 1
    before = sentence.elements[at] if place else None
    if place == 0 and sentence.elements[1].text in ":–—":  # a dateline
        return False
    listed = role < place and cost <= 2 and len(sentence.of(ROLE)) > 1  # "leader is A, deputy B"
    said = said or (listed and sentence.has("copula"))
    between = sentence.elements[role + 1 : place]
    said = said or (bool(between) and all(m.text in ":：" for m in between))  # "leader: A"
    beside = place + 2 == role and sentence.elements[place + 1].has("as")  # "with A as its deputy"
    other = before is not None and before.type == OTHER and not beside
    said = said or (role - 3 < place < role and sentence.elements[place + 1].text in "(（")  # "A (leader)"
    said = said or (place < role and _is_chosen(sentence, place))
    named = before is not None and (before.has("of") or before.has("heads") or other)
    return (said or (place < role and cost <= 2)) and not named


def _is_chosen(sentence: Sentence, place: int) -> bool:
    """A place that a postposition marks as whom the sentence's election chooses ("Gia Lai को … चुना गया")."""
    at = place + 1
    while at < len(sentence.elements) and sentence.elements[at].has("level"):
        at += 1
    marked = at < len(sentence.elements) and sentence.elements[at].has("recipient")
    return marked and sentence.has("elected")
