"""Movements and campaigns by their quoted names: who launched them, which cluster carries them out."""

from __future__ import annotations

import re

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import (
    Trigger,
    subjects,
    triggers,
    unreal,
)
from thidua.ingest.statements.launchers import launchers
from thidua.ingest.statements.years import bounds, stated_year, year_near
from thidua.language.data import Language
from thidua.language.mention import DATE, MARK, OTHER, QUOTE, WORD, Mention

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
        who = launchers(findings, sentence, anchor, launches)
        launched = stated_year(findings, sentence, at)
        for launcher in who:
            findings.claim("launched", launcher, movement, sentence, **bounds(launched))
        if _is_planned(sentence, at):
            continue
        if (
            triggers(sentence, "implements")
            or sentence.has("cluster_ref")
            or sentence.of("EmulationCluster")
            or not who
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
