"""Movements and campaigns by their quoted names: who launched them, which cluster carries them out."""

from __future__ import annotations

import re

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import actor
from thidua.ingest.statements.frames import (
    Trigger,
    acts_behind,
    is_agent,
    subjects,
    triggers,
    unreal,
)
from thidua.ingest.statements.launching import acting_place, acts_in_relative, behind_verb, in_relative, may_launch
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.years import bounds, stated_year, year_near
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, MARK, OTHER, QUOTE, WORD, Mention
from thidua.language.sequence import senses_inside

_NEAR = 6  # elements between the word "movement" and the first name
_BESIDE = 5  # elements between it and the verb that launches it
_CODE = re.compile(r"\d+[-/]\w*[A-ZĐ]{2}")


def state_movements(findings: Findings, sentence: Sentence) -> None:
    named = movement_names(sentence)
    told = triggers(sentence, "launched")
    launches = [t for t in told if not unreal(sentence, t.position) and not _suggested(sentence, t.position)]
    if told and not launches:
        return
    for name, kind, anchor in named:
        movement = findings.registry.movement(name.data["text"], kind)
        at = sentence.index(name)
        year = year_near(findings, sentence, at)
        launchers = _launchers(findings, sentence, anchor, launches)
        launched = stated_year(findings, sentence, at)
        for launcher in launchers:
            findings.claim("launched", launcher, movement, sentence, **bounds(launched))
        if _is_planned(sentence, at):
            continue
        if (
            triggers(sentence, "implements")
            or sentence.has("cluster_ref")
            or sentence.of("EmulationCluster")
            or not launchers
        ):
            cluster = next(iter(sentence.of("EmulationCluster")), None)
            findings.claim(
                "implements",
                findings.registry.cluster(cluster, sentence),
                movement,
                sentence,
                **bounds(year),
            )
    if launches and not named:
        _unnamed(findings, sentence, launches)


def _suggested(sentence: Sentence, position: int) -> bool:
    """ "A suggested launching …" """
    return any(m.has("proposal") for m in sentence.elements[max(0, position - 2) : position])


def _is_planned(sentence: Sentence, at: int) -> bool:
    """Whether the verbs beside a movement's name, or where none is the name's own place, tell of the future."""
    told = [t for kind in ("implements", "launched") for t in triggers(sentence, kind)]
    near = [t.position for t in told if abs(t.position - at) <= _NEAR]
    return all(unreal(sentence, position) for position in near or [at])


def movement_names(sentence: Sentence) -> list[tuple[Mention, str, int]]:
    """The quotations that name a movement or campaign, and where the word "movement" (or the name) stands.

    Near that word, joined to a name that is, or in a list that the word opens ("movements such as: …").
    """
    found: list[tuple[Mention, str, int]] = []
    kind: str | None = None
    since = anchor = 0
    listed = False
    for index, element in enumerate(sentence.elements):
        if element.type == "Movement":
            kind, since, anchor = element.get("movementType"), 0, index
        elif element.type == "NormativeDocument" and element.get("number"):
            kind, listed = None, False
        elif element.has("list_open"):
            listed = listed or (kind is not None and since <= 2 * _NEAR)
        elif element.type == QUOTE:
            named = _named_after(sentence, index)
            if (chosen := named or (kind if listed or since <= _NEAR else None)) and not _is_speech(
                element.data["text"]
            ):
                found.append((element, chosen, anchor if listed else index))
                kind, since = chosen, 0
        elif not (element.type == MARK or element.has("and")):
            since += 1
    return found


def _is_speech(text: str) -> bool:
    """Words that somebody says, not a name: long, ended like a sentence, or with a document's code inside."""
    return len(text.split()) >= 30 or text.rstrip().endswith((",", ".", "，", "。", "।")) or bool(_CODE.search(text))


def _named_after(sentence: Sentence, index: int) -> str | None:
    """The word "movement" right after a quotation."""
    following = sentence.elements[index + 1 : index + 4]
    return next((m.get("movementType") for m in following if m.type == "Movement"), None)


def _launchers(findings: Findings, sentence: Sentence, at: int, launches: list[Trigger]) -> list[str]:
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
        if may_launch(m)
        and abs(i - trigger.position) <= 8
        and not any(_nearer(t, trigger, i) for t in launches)
        and is_agent(sentence, i, language)
        and not _tells(sentence, i)
        and not _issues(sentence, i, trigger.position)
        and not (
            trigger.voice == "active" and not language.verb_last and _other_name_between(sentence, i, trigger.position)
        )
    ]
    if behind := acts_in_relative(sentence, at, trigger):
        return [e for m in behind if (e := actor(findings, m, sentence))]
    relative = in_relative(sentence, at, trigger)
    if relative:  # "the movement M, which A launched": who else the sentence names did not
        return [e for m in relative if may_launch(m) and (e := actor(findings, m, sentence))][:1]
    others = behind_verb(sentence, trigger, at) or subjects(sentence, language, "launched", trigger)
    others = [m for m in others if not _issues(sentence, sentence.index(m), trigger.position)]
    next_to = acts_behind(sentence, language, "launched", trigger)
    who = next_to or _together(sentence, who, trigger) or others[:1]
    named = [e for m in who if (e := actor(findings, m, sentence))]
    told = sentence.has("cluster_ref") or trigger.voice == "active"  # "it launched": the report's own cluster
    told = told and not (trigger.voice == "passive" and _unread_agent(sentence, trigger, language))
    if not named and (place := acting_place(sentence, trigger)):
        return [e] if (e := competing(findings, sentence, place)) else []
    own = findings.registry.cluster(None, sentence) if not named and told else None
    return named or ([own] if own else [])


def _ends_another(sentence: Sentence, at: int, verb: Trigger, launches: list[Trigger], language: Language) -> bool:
    """ "Movement A do X launched and movement B": who acts stands before the verb, and A before both."""
    named = [i for i in range(verb.position) if sentence.elements[i].type == QUOTE]
    if not named or verb.position > at or any(named[-1] < t.position < verb.position for t in launches):
        return False
    between = range(named[-1] + 1, verb.position)
    return any(is_agent(sentence, i, language) for i in between if may_launch(sentence.elements[i]))


def _unread_agent(sentence: Sentence, trigger: Trigger, language: Language) -> bool:
    """Whether somebody that could not be read is marked as who acts ("launched by the ministry")."""
    elements, at = sentence.elements, trigger.position + 1
    marked = Sense("agent", "") in senses_inside(elements[trigger.position], language)
    while at < len(elements) and (elements[at].has("agent") or elements[at].has("article")):
        marked, at = marked or elements[at].has("agent"), at + 1
    following = elements[at : at + 1]
    return marked and any(m.type == OTHER or m.has("heads") for m in following)


def _nearer(one: Trigger, other: Trigger, position: int) -> bool:
    """Whether what stands at `position` belongs to `one` verb; who is marked belongs rather to a passive."""
    near, far = abs(position - one.position), abs(position - other.position)
    return near < far or (near == far and one.voice == "passive" != other.voice)


def _tells(sentence: Sentence, position: int) -> bool:
    """Whether it says so and does not do it: a verb of saying follows at once."""
    following = sentence.elements[position + 1 : position + 3]
    return any(m.tells("speaks") for m in following)


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


def _unnamed(findings: Findings, sentence: Sentence, launches: list[Trigger]) -> None:
    """ "launched the 2024 emulation movement": the year makes its name."""
    language = findings.report.language
    for trigger in launches:
        at = _beside_verb(sentence, trigger, language)
        year = (
            _year_beside(sentence, at, trigger.position)
            if at is not None
            else _year_of_that(sentence, trigger, language)
        )
        who = subjects(sentence, language, "launched", trigger)
        if year and who:
            movement = findings.registry.movement(f"Phong trào thi đua yêu nước năm {year}")
            launcher = findings.registry.of(who[0], sentence)
            findings.claim("launched", launcher, movement, sentence, **bounds(year))
            return


def _beside_verb(sentence: Sentence, trigger: Trigger, language: Language) -> int | None:
    """The word "movement" that the verb is about: right behind it; before it where verbs come last or it is passive."""
    before = language.verb_last or trigger.voice == "passive"
    steps = range(-1, -_BESIDE - 1, -1) if before else range(1, _BESIDE + 1)
    for at in (trigger.position + step for step in steps):
        if not 0 <= at < len(sentence.elements) or sentence.elements[at].type == MARK:
            return None
        if sentence.elements[at].type == "Movement":
            return at
    return None


def _year_of_that(sentence: Sentence, trigger: Trigger, language: Language) -> str | None:
    """ "Summed up the movement of 2023 and launched that of 2024"."""
    elements = sentence.elements
    told = any(m.type == "Movement" for m in elements[max(0, trigger.position - 10) : trigger.position])
    for element in elements[trigger.position + 1 : trigger.position + 4] if told and not language.verb_last else ():
        if element.type == DATE:
            return element.get("value") if len(element.get("value") or "") == 4 else None
        if element.type not in (OTHER, WORD) or element.has("recipient"):
            return None
    return None


def _year_beside(sentence: Sentence, at: int, verb: int) -> str | None:
    """The year behind the word "movement", else one between it and the verb or right before it."""
    elements = sentence.elements
    nearby = [*range(at + 1, at + 4), *range(at - 1, at - 4, -1)]
    low, high = min(at - 2, verb), max(at + 3, verb)
    for i in nearby:
        if (
            low <= i <= high
            and 0 <= i < len(elements)
            and elements[i].type == DATE
            and len(elements[i].get("value") or "") == 4
        ):
            return str(elements[i].data["value"])
    return None
