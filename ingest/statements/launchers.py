"""Who launched a movement: the body beside the verb of launching that belongs to the movement's name."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import actor, office
from thidua.ingest.statements.frames import (
    Trigger,
    acts_behind,
    is_agent,
    opens_relative,
    subjects,
)
from thidua.ingest.statements.membership import competing
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import OTHER, QUOTE, Mention
from thidua.language.sequence import senses_inside


def launchers(findings: Findings, sentence: Sentence, at: int, launches: list[Trigger]) -> list[str]:
    """Who launched the movement named at `at`, if a verb of launching stands near it."""
    language = findings.report.language
    near = [t for t in launches if abs(t.position - at) <= 20 and not _other_name_between(sentence, at, t.position)]
    near = [t for t in near if not _ends_another(sentence, at, t, launches, language)] or near
    if not near:
        return []
    trigger = min(near, key=lambda t: abs(t.position - at))
    who = [
        m
        for i, m in enumerate(sentence.elements)
        if _launches(m)
        and abs(i - trigger.position) <= 8
        and not any(_nearer(t, trigger, i) for t in launches)
        and is_agent(sentence, i, language)
        and not _tells(sentence, i)
        and not _issues(sentence, i, trigger.position)
        and not (
            trigger.voice == "active" and not language.verb_last and _other_name_between(sentence, i, trigger.position)
        )
    ]
    if behind := _acts_in_relative(sentence, at, trigger):
        return [e for m in behind if (e := actor(findings, m, sentence))]
    relative = _relative(sentence, at, trigger)
    if relative:  # "the movement M, which A launched": who else the sentence names did not
        return [e for m in relative if _launches(m) and (e := actor(findings, m, sentence))][:1]
    others = _behind(sentence, trigger, at) or subjects(sentence, language, "launched", trigger)
    others = [m for m in others if not _issues(sentence, sentence.index(m), trigger.position)]
    next_to = acts_behind(sentence, language, "launched", trigger)
    who = next_to or _together(sentence, who, trigger) or others[:1]
    named = [e for m in who if (e := actor(findings, m, sentence))]
    told = sentence.has("cluster_ref") or trigger.voice == "active"  # "it launched": the report's own cluster
    told = told and not (trigger.voice == "passive" and _unread_agent(sentence, trigger, language))
    if not named and (place := _acting_place(sentence, trigger)):
        return [e] if (e := competing(findings, sentence, place)) else []
    own = findings.registry.cluster(None, sentence) if not named and told else None
    return named or ([own] if own else [])


def _acting_place(sentence: Sentence, trigger: Trigger) -> Mention | None:
    """ "The district of A launched …": the place that begins the sentence, with the word for what it is."""
    before = sentence.elements[: trigger.position] if trigger.voice == "active" else ()
    at = next((i for i, m in enumerate(before) if m.type == "Place"), None)
    levelled = at is not None and any(m.has("level") for m in before[: at + 2])
    tables = ("level", "of", "article", "copula")  # "c'est le district de A qui a lancé"
    light = all(len(m.text) == 1 or any(m.has(t) for t in tables) for m in before[:at])
    return before[at] if at is not None and levelled and light else None


def _acts_in_relative(sentence: Sentence, at: int, trigger: Trigger) -> list[Mention]:
    """ "El movimiento M, que lanzó A, …": who stands right behind the verb of a relative clause."""
    opened = at < trigger.position and sentence.elements[trigger.position - 1].has("relative")
    position = trigger.position + 1
    while opened and position < len(sentence.elements) and sentence.elements[position].has("article"):
        position += 1
    beside = sentence.elements[position : position + 1] if opened and trigger.voice == "active" else ()
    return [m for m in beside if _launches(m)]


def _ends_another(sentence: Sentence, at: int, verb: Trigger, launches: list[Trigger], language: Language) -> bool:
    """ "Movement A do X launched and movement B": who acts stands before the verb, and A before both."""
    named = [i for i in range(verb.position) if sentence.elements[i].type == QUOTE]
    if not named or verb.position > at or any(named[-1] < t.position < verb.position for t in launches):
        return False
    between = range(named[-1] + 1, verb.position)
    return any(is_agent(sentence, i, language) for i in between if _launches(sentence.elements[i]))


def _unread_agent(sentence: Sentence, trigger: Trigger, language: Language) -> bool:
    """Whether somebody that could not be read is marked as who acts ("launched by the ministry")."""
    elements, at = sentence.elements, trigger.position + 1
    marked = Sense("agent", "") in senses_inside(elements[trigger.position], language)
    while at < len(elements) and (elements[at].has("agent") or elements[at].has("article")):
        marked, at = marked or elements[at].has("agent"), at + 1
    following = elements[at : at + 1]
    return marked and any(m.type == OTHER or m.has("heads") for m in following)


def _relative(sentence: Sentence, at: int, trigger: Trigger) -> tuple[Mention, ...]:
    """What stands between "which", right behind the movement's name, and an active verb behind that."""
    last = trigger.position if trigger.voice == "active" else at
    opened = next((i for i in range(at + 1, min(at + 4, last)) if opens_relative(sentence.elements, i)), None)
    return sentence.elements[opened:last] if opened is not None else ()


def _behind(sentence: Sentence, trigger: Trigger, at: int) -> list[Mention]:
    """Who stands between the verb and what it launches ("rief der Block die Bewegung … aus")."""
    position = trigger.position + 1
    while position < at and sentence.elements[position].has("article"):
        position += 1
    inverted = trigger.voice == "active" and position < at and _launches(sentence.elements[position])
    return [sentence.elements[position]] if inverted else []


def _nearer(one: Trigger, other: Trigger, position: int) -> bool:
    """Whether what stands at `position` belongs to `one` verb; who is marked belongs rather to a passive."""
    near, far = abs(position - one.position), abs(position - other.position)
    return near < far or (near == far and one.voice == "passive" != other.voice)


def _launches(mention: Mention) -> bool:
    own = mention.type == "EmulationCluster" and not mention.get("units")
    return own or mention.type in ("Organization", "Person") or office(mention) is not None


def _tells(sentence: Sentence, position: int) -> bool:
    """Whether it says so and does not do it: a verb of saying follows at once."""
    following = sentence.elements[position + 1 : position + 3]
    launches = bool(following) and following[0].tells("launched")  # "launched by A under Plan No. 1"
    return not launches and any(m.tells("speaks") for m in following)


def _issues(sentence: Sentence, position: int, verb: int) -> bool:
    """Whether a verb of issuing stands nearer: "the movement launched in May follows the directive issued by A"."""
    reach = abs(verb - position)
    near = sentence.elements[max(0, position - reach + 1) : position + reach]
    return any(m.tells("issued") and not m.tells("launched") for m in near)


def _other_name_between(sentence: Sentence, at: int, position: int) -> bool:
    """Whether the verb belongs to another quoted name, which stands between."""
    low, high = sorted((at, position))
    return any(m.type == QUOTE for m in sentence.elements[low + 1 : high])


def _together(sentence: Sentence, who: list[Mention], trigger: Trigger) -> list[Mention]:
    """The agent nearest to the verb, and those joined to it by "and"."""
    if not who:
        return []
    nearest = min(who, key=lambda m: abs(sentence.index(m) - trigger.position))
    at = sentence.index(nearest)
    return [
        m
        for m in who
        if m is nearest
        or (
            abs(sentence.index(m) - at) <= 3
            and any(e.has("and") for e in sentence.elements[min(at, sentence.index(m)) : max(at, sentence.index(m))])
        )
    ]
