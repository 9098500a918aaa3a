"""Who may launch a movement, by where they stand around the verb: before it, behind it, in a relative clause."""

from __future__ import annotations

from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import office
from thidua.ingest.statements.frames import Trigger, opens_relative
from thidua.language.mention import Mention


def acting_place(sentence: Sentence, trigger: Trigger) -> Mention | None:
    """ "The district of A launched …": the place that begins the sentence, with the word for what it is."""
    before = sentence.elements[: trigger.position] if trigger.voice == "active" else ()
    at = next((i for i, m in enumerate(before) if m.type == "Place"), None)
    levelled = at is not None and any(m.has("level") for m in before[: at + 2])
    tables = ("level", "of", "article", "copula")  # "c'est le district de A qui a lancé"
    light = all(len(m.text) == 1 or any(m.has(t) for t in tables) for m in before[:at])
    return before[at] if at is not None and levelled and light else None


def acts_in_relative(sentence: Sentence, at: int, trigger: Trigger) -> list[Mention]:
    """ "El movimiento M, que lanzó A, …": who stands right behind the verb of a relative clause."""
    opened = at < trigger.position and sentence.elements[trigger.position - 1].has("relative")
    position = trigger.position + 1
    while opened and position < len(sentence.elements) and sentence.elements[position].has("article"):
        position += 1
    beside = sentence.elements[position : position + 1] if opened and trigger.voice == "active" else ()
    return [m for m in beside if may_launch(m)]


def in_relative(sentence: Sentence, at: int, trigger: Trigger) -> tuple[Mention, ...]:
    """What stands between "which", right behind the movement's name, and an active verb behind that."""
    last = trigger.position if trigger.voice == "active" else at
    opened = next((i for i in range(at + 1, min(at + 4, last)) if opens_relative(sentence.elements, i)), None)
    return sentence.elements[opened:last] if opened is not None else ()


def behind_verb(sentence: Sentence, trigger: Trigger, at: int) -> list[Mention]:
    """Who stands between the verb and what it launches ("rief der Block die Bewegung … aus")."""
    position = trigger.position + 1
    while position < at and sentence.elements[position].has("article"):
        position += 1
    inverted = trigger.voice == "active" and position < at and may_launch(sentence.elements[position])
    return [sentence.elements[position]] if inverted else []


def may_launch(mention: Mention) -> bool:
    own = mention.type == "EmulationCluster" and not mention.get("units")
    return own or mention.type in ("Organization", "Person") or office(mention) is not None
