"""Who does what to what around a verb, for every claim kind whose verbs the language data lists.

A frame is a form under `frames.toml`: `active` (who acts is the grammatical subject) or `passive` (who acts is marked,
"by X"). Which classes may stand at either end is read from the ontology.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from thidua.graph.ontology import ontology
from thidua.ingest.report import Sentence
from thidua.ingest.statements.years import clause
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import ROLE, Mention
from thidua.language.sequence import ends_as, senses_inside

FAR = 40  # elements between a verb and what belongs to it


class Trigger(NamedTuple):
    """A verb of a claim kind at a position of the sentence."""

    position: int
    voice: str


def triggers(sentence: Sentence, kind: str) -> list[Trigger]:
    """Where the sentence states the kind, unless a negation stands beside the verb."""
    found = []
    for index, element in enumerate(sentence.elements):
        voices = {
            s.concept.removeprefix(kind + ".")
            for s in element.senses
            if s.table == "frame" and s.concept.startswith(kind + ".")
        }
        if voices and not negated(sentence, index):
            found += [Trigger(index, _voice(sentence, index, voice)) for voice in sorted(voices)]
    return found


def _voice(sentence: Sentence, position: int, voice: str) -> str:
    """A participle is active with "has" and passive with "was" ("hat … verliehen", "wurde … verliehen"); an infinitive
    is active."""
    if voice == "infinitive":
        return "active"
    if voice != "participle":
        return voice
    first, _ = clause(sentence, position)
    beside = [*sentence.elements[position + 1 : position + 2], *sentence.elements[first:position][::-1]]
    told = next((m for m in beside if m.has("perfect_aux") or m.has("passive_aux")), None)
    return "active" if told is not None and told.has("perfect_aux") else "passive"


def conditional(sentence: Sentence, position: int) -> bool:
    """Whether the clause says what would be ("if approved, X will lead")."""
    first, last = clause(sentence, position)
    return any(m.has("condition") for m in sentence.elements[first:last])


def unreal(sentence: Sentence, position: int) -> bool:
    """Whether the verb tells a plan or a condition, not what happened."""
    if conditional(sentence, position):
        return True
    first, last = clause(sentence, position)
    near = sentence.elements[max(first, position - 4) : min(last, position + 4)]
    if any(_plans(sentence, position, m) for m in near):
        return True
    if any(m.has("purpose") for m in sentence.elements[max(first, position - 4) : position]):
        return True
    return _ends(sentence, position) and any(_plans(sentence, position, m) for m in _segment(sentence, first, position))


def _plans(sentence: Sentence, verb: int, word: Mention) -> bool:
    """Whether the word says that what the verb tells is only planned; "geleitet wird" is a passive and no future."""
    participle = any(s.table == "frame" and s.concept.endswith(".participle") for s in sentence.elements[verb].senses)
    return word.has("plan") and not (participle and word.has("passive_aux"))


def foreseen(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether somebody only will hold the role at `position`, and no word of the sentence says that it was decided."""
    first, last = clause(sentence, position)
    elements = sentence.elements
    planned = any(
        _is_future(elements, i) and _holds(elements[i : position + 1], position - i <= 2)
        for i in range(max(first, position - 6), position)
    ) or any(
        _is_future(elements, i) and _holds(elements[i : i + 2], language.postpositions and i - position <= 3)
        for i in range(position + 1, min(last, position + 6))
    )
    return planned and not decided(sentence)


def _is_future(elements: Sequence[Mention], at: int) -> bool:
    """Whether "wird" there tells the future, and is not the end of a passive ("geführt wird")."""
    before = elements[at - 1].senses if at and elements[at].has("passive_aux") else ()
    return elements[at].has("plan") and not any(s.concept.endswith(".participle") for s in before)


def _holds(stretch: Sequence[Mention], near: bool) -> bool:
    """Whether what is planned is to hold the role: a word like "be", "elect" or "hand over" stands with the plan."""
    return near or any(m.has(table) for m in stretch for table in ("copula", "as", "elected", "handover"))


def decided(sentence: Sentence) -> bool:
    """Whether somebody was elected or handed over to, and not only will be."""
    elements = sentence.elements
    told = (i for i, m in enumerate(elements) if m.has("elected") or m.has("handover"))
    return any(not any(m.has("plan") for m in elements[max(0, i - 2) : i + 2]) for i in told)  # "gewählt wird"


def _ends(sentence: Sentence, position: int) -> bool:
    """Whether the verb closes its clause, as an infinitive does whose "will" stands far before it."""
    after = sentence.elements[position + 1 : position + 2]
    return not after or after[0].text in ",;.!?"


def _segment(sentence: Sentence, first: int, position: int) -> tuple[Mention, ...]:
    """What stands before the position, back to the last comma."""
    start = position
    while start > first and sentence.elements[start - 1].text != ",":
        start -= 1
    return sentence.elements[start:position]


def negated(sentence: Sentence, position: int) -> bool:
    return any(m.has("negation") for m in sentence.elements[max(0, position - 2) : position + 3])


def subjects(sentence: Sentence, language: Language, kind: str, trigger: Trigger) -> list[Mention]:
    """Who may be meant as the subject of the claim, most likely first."""
    classes = ontology().kinds[kind].subjects
    first, last = clause(sentence, trigger.position)
    marked = [
        m
        for i, m in enumerate(sentence.elements)
        if first <= i < last and m.type in classes and is_agent(sentence, i, language)
    ]
    if trigger.voice == "passive":
        return sorted(marked, key=lambda m: abs(m.start - sentence.elements[trigger.position].start))
    before = _nearest(sentence, trigger.position, classes, -1, first - 1)
    plain = [m for m in before if not _owns(sentence, m, language)]
    if language.postpositions:
        return [*marked, *plain]
    others = [m for m in plain if m not in marked]  # "A, launched by B, started C": B started nothing
    return [*acts_behind(sentence, language, kind, trigger), *others]


def acts_behind(sentence: Sentence, language: Language, kind: str, trigger: Trigger) -> list[Mention]:
    """Who stands right behind a verb that comes first, titles between; nobody if somebody stands before the verb."""
    elements, at = sentence.elements, trigger.position + 1
    classes = ontology().kinds[kind].subjects
    if not language.verb_first or trigger.voice != "active" or elements[max(at - 2, 0)].type in classes:
        return []
    at = behind_titles(sentence, at)
    return [elements[at]] if at < clause(sentence, trigger.position)[1] and elements[at].type in classes else []


def behind_titles(sentence: Sentence, at: int) -> int:
    """The first position from `at` that is no title."""
    elements = sentence.elements
    while at < len(elements) and (
        elements[at].type == "Role" or elements[at].has("honorific") or elements[at].has("article")
    ):
        at += 1
    return at


def objects(sentence: Sentence, language: Language, kind: str, trigger: Trigger) -> list[Mention]:
    """What may be meant as the object: beside the verb on its usual side, with what is coordinated to it."""
    classes = ontology().kinds[kind].objects
    first, last = clause(sentence, trigger.position)
    before = list(_nearest(sentence, trigger.position, classes, -1, first - 1))
    after = list(_nearest(sentence, trigger.position, classes, 1, last))
    if language.verb_last and trigger.voice == "active":
        return before
    return after or before if trigger.voice == "active" else before or after


def _owns(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """Whether the mention only says whose something is ("the directive of the Politburo")."""
    at = sentence.index(mention) + (1 if language.postpositions else -1)
    if not language.postpositions and mention.type == "EmulationCluster" and at > 0:  # "A, deputy head of Block 1, …"
        beside = sentence.elements[at - 1 : at + 1]
        return beside[1].type == ROLE or (beside[1].has("of") and beside[0].type == ROLE)
    return mention.type != "EmulationCluster" and 0 <= at < len(sentence.elements) and sentence.elements[at].has("of")


def opens_relative(elements: Sequence[Mention], at: int) -> bool:
    """Whether "which" stands there; a word that is also an article is one only behind a comma (German "die")."""
    word = elements[at]
    return word.has("relative") and (not word.has("article") or (at > 0 and elements[at - 1].text == ","))


def is_agent(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the mention is marked as who acts ("by X", "X द्वारा", "launched by X")."""
    if sentence.elements[position].type == "Organization" and ends_as(sentence.elements[position], language, "agent"):
        return True
    step = 1 if language.postpositions else -1
    at = position + step
    while 0 <= at < len(sentence.elements) and abs(at - position) <= 5:
        element = sentence.elements[at]
        if element.has("agent") or (element.has("frame") and Sense("agent", "") in senses_inside(element, language)):
            return True
        title = element.text == "," and any(m.type == "Role" for m in sentence.elements[max(0, at - 3) : at])
        joined = title or element.has("and") or element.type == "Organization"  # "by A and B", "by the minister, A"
        if not (joined or element.has("article") or element.has("honorific") or element.type == "Role"):
            return False
        at += step
    return False


def _nearest(sentence: Sentence, position: int, classes: frozenset[str], step: int, limit: int) -> Iterator[Mention]:
    at = position + step
    while at != limit and 0 <= at < len(sentence.elements) and abs(at - position) <= FAR:
        if sentence.elements[at].type in classes:
            yield sentence.elements[at]
        at += step
