"""Who gets an honour: marked as such, or the bodies, people and groups left when who gives is known."""

from __future__ import annotations

from thidua.ingest.report import Sentence
from thidua.ingest.statements.award_places import has_people, is_people, is_subject, joined, levelled
from thidua.ingest.statements.frames import triggers
from thidua.ingest.statements.shares import RECIPIENTS, Share, is_passive
from thidua.language.data import Language
from thidua.language.mention import OTHER, ROLE, Mention
from thidua.language.sequence import ends_as, is_light, marks

#: Who gives and is never given.
_NEVER = frozenset({"government", "prime-minister", "state-president", "state"})


def recipients_of(part: Share, givers: list[int], language: Language) -> list[int]:
    found = [
        i
        for i in part.inside(*RECIPIENTS)
        if i not in givers
        and part.sentence.elements[i].get("body") not in _NEVER
        and not _belongs(part.sentence, i, language)
        and not tells_of_it(part.sentence, i, language)
        and i >= _from(part, i, language)
        and not _denied(part.sentence, i)
        and not _gives(part, i, language)
        and not _refused(part, i, language)
        and not has_people(part.sentence, i)
        and not _of_another_verb(part, i, language)
        and not _hosts(part.sentence, i)
    ]
    found = _without_asked(part, found, language)
    marked = [i for i in found if is_marked(part, i, language)]
    found = _without_givers(part, found, marked, language)
    others = [i for i in found if part.sentence.elements[i].type not in ("Place", "EmulationCluster")]
    kept: list[int] = []
    for i in found:
        kind = part.sentence.elements[i].type
        wanted = (
            kind not in ("Place", "EmulationCluster")
            or i in marked
            or (
                kind == "Place"
                and (
                    (bool(kept) and joined(part.sentence, kept[-1], i))
                    or (not others and (levelled(part.sentence, i) or is_subject(part, i, language)))
                )
            )
        )
        if kind == "Group" and not part.sentence.elements[i].get("count"):
            continue
        if wanted and not (kind == "EmulationCluster" and part.sentence.elements[i].get("units")):
            kept = kept[:-1] if kept and is_people(part.sentence, kept[-1], i) else kept
            kept.append(i)
    return _one_run(part, kept)


def _without_givers(part: Share, found: list[int], marked: list[int], language: Language) -> list[int]:
    """What stands before "to" does not get it ("gives H to R"), nor does an active verb's subject (A が H を B に)."""
    groups = [i for i in found if part.sentence.elements[i].type == "Group"]
    if marked and not language.postpositions:
        return [i for i in found if i >= marked[0] or i in groups]
    if marked and language.verb_last and part.verb and part.verb.voice == "active":
        return [i for i in found if i in marked or i in groups]
    return found


def _hosts(sentence: Sentence, position: int) -> bool:
    """Whether the place only says whose cluster it is ("Cluster No. 2 of A: B was awarded")."""
    at = position - 1
    while at > 0 and (sentence.elements[at].has("level") or is_light(sentence.elements[at])):
        at -= 1
    return at >= 0 and sentence.elements[position].type == "Place" and sentence.elements[at].type == "EmulationCluster"


def _refused(part: Share, position: int, language: Language) -> bool:
    """Whether what follows says that it got nothing ("…, and A received no award")."""
    after = part.sentence.elements[position + 1 : position + 3]
    if language.verb_last:  # behind the verb another clause has begun
        told = part.verb is not None and part.honour < part.verb.position < position
        after = part.sentence.elements[position + 1 : part.last] if told else ()
    return any(m.has("negation") for m in after)


def _of_another_verb(part: Share, position: int, language: Language) -> bool:
    """ "Honoured A with H, and B praised C": what C got nobody says."""
    if language.verb_last or part.verb is None or not part.verb.position < part.honour < position:
        return False
    others = [t.position for t in triggers(part.sentence, "awarded") if t.voice == "active"]
    return any(part.honour < other < position for other in others)


def _without_asked(part: Share, found: list[int], language: Language) -> list[int]:
    """ "Proposed to A that H be awarded to B": A is asked and gets nothing."""
    if part.proposal is None:
        return found
    elements, verb = part.sentence.elements, part.verb
    before = [i for i in found if i + 1 == part.proposal and has_beside(part.sentence, i, language, "recipient")]
    if before and elements[part.proposal + 1 : part.proposal + 2] and elements[part.proposal + 1].text == ",":
        return [i for i in found if i not in before] or found  # "dem Komitee vorzuschlagen, dem Bezirk H zu verleihen"
    if language.postpositions:  # A에 B에게 H를 수여할 것을 건의
        marked = [i for i in found if has_beside(part.sentence, i, language, "recipient")]
        return [i for i in found if len(marked) < 2 or i != marked[0]]
    marked = [i for i in found if i < part.honour and has_beside(part.sentence, i, language, "recipient")]
    if not (verb and not elements[verb.position].has("proposal")):  # "to propose to A B for H"
        others = [i for i in found if i not in marked]
        return others or found
    asked = [i for i in marked if part.proposal < i]
    others = [i for i in found if i not in asked]
    apart = len(asked) > 1 and not any(m.has("and") for m in elements[asked[-2] : asked[-1]])
    if not others and apart:  # "proposed to A that to B be awarded H"
        return asked[-1:]
    return others if any(i > part.honour for i in others) else found


def _one_run(part: Share, found: list[int]) -> list[int]:
    """Of counted groups those in one enumeration with the nearest: "86 models; heroes: 139" are two."""
    elements = part.sentence.elements
    groups = sorted((i for i in found if elements[i].type == "Group"), key=lambda i: abs(i - part.honour))
    run = groups[:1]
    for i in groups[1:]:
        near = min(run, key=lambda j: abs(i - j))
        between = elements[min(i, near) + 1 : max(i, near)]
        if sum(m.type == OTHER for m in between) <= 1:
            run.append(i)
    return [i for i in found if i in run or elements[i].type != "Group"]


def _denied(sentence: Sentence, position: int) -> bool:
    """ "Not A but B"."""
    at = position - 1
    while at > 0 and sentence.elements[at].has("article"):
        at -= 1
    return at >= 0 and sentence.elements[at].has("negation")


def _gives(part: Share, position: int, language: Language) -> bool:
    """Right behind an active verb and right before who gets it: "überreichte das Komitee der Abteilung die Fahne"."""
    verb, elements = part.verb, part.sentence.elements
    if verb is None or verb.voice != "active" or language.verb_last or not verb.position < position:
        return False
    if verb.position < part.honour <= position:
        return False
    between, after = elements[verb.position + 1 : position], elements[position + 1 : position + 3]
    alone = all(m.has("article") or m.has("honorific") for m in between)
    return alone and len(after) > 1 and after[0].has("article") and after[1].type in ("Organization", "Person")


def _from(part: Share, position: int, language: Language) -> int:
    """Where recipients of this kind may begin: behind an active verb, and a person behind the proposal."""
    verb, proposal, start = part.verb, part.proposal, part.first
    if language.verb_last or is_marked(part, position, language):
        return start
    elements = part.sentence.elements
    asked = proposal is not None and not is_passive(part.sentence, proposal, language, part.first)
    if asked and proposal is not None and elements[position].type == "Person":
        start = max(start, proposal)
    own = verb is not None and not elements[verb.position].has("proposal")
    if verb and own and verb.voice == "active" and verb.position < part.honour and not asked and proposal is None:
        start = max(start, verb.position)
    return start


def is_marked(part: Share, position: int, language: Language) -> bool:
    """Behind "to", with a title, role, level or one strange word between; before "को" with nothing between.

    In a list the mark stands with the first or the last.
    """
    elements, step = part.sentence.elements, 1 if language.postpositions else -1
    if ends_as(elements[position], language, "recipient"):
        return True
    at, strange = position + step, 0
    while part.first <= at < part.last and abs(at - position) <= 12:
        element = elements[at]
        if element.type != ROLE and marks(elements, at, "recipient"):
            return True
        if element.type == ROLE and ends_as(element, language, "recipient"):
            return True
        strange += element.type == OTHER
        if step < 0 and at and _tells_which(elements[at - 1], element):
            return False
        light = element.has("honorific") or element.has("article") or element.has("level") or element.type == ROLE
        joint = element.text in ",、" or element.has("and") or element.type in ("Place", "Group", "Organization")
        if element.type == "Organization" and elements[at - step].type in ("Organization", ROLE) and step > 0:
            return False  # who gives stands right before who gets it
        if not (light or joint or (element.type == OTHER and strange <= 2 and step < 0)):
            return False
        at += step
    return False


def _tells_which(before: Mention, element: Mention) -> bool:
    """ "To A, the unit that leads the cluster of B": behind the comma nobody gets anything."""
    return before.text == "," and element.type == "Group" and not element.get("count")


def _belongs(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the body only says whose people or which post is meant ("11 individuals of the department")."""
    step = 1 if language.postpositions else -1
    at = position + step
    elements = sentence.elements
    if step < 0 and at >= 0 and elements[at].type == "Group" and elements[at].get("count"):
        return True
    if not (0 <= at < len(elements) and (elements[at].has("of") or elements[at].type == ROLE)):
        return False
    if step < 0 and works_at(sentence, position):
        return True
    if (
        step < 0 and elements[at].type == ROLE and elements[position].get("count")
    ):  # the minister's certificate to 4 people
        return False
    while 0 <= at < len(elements) and is_light(elements[at]):
        at += step
    if 0 <= at < len(elements) and elements[at].get("role") == "representative":  # takes it for the body
        return False
    return 0 <= at < len(elements) and elements[at].type in (ROLE, "Group", "EmulationCluster")


def works_at(sentence: Sentence, position: int) -> bool:
    """ "A at the department received …": the body is only where the person works. With "by" or "from" it is so where a
    verb that nothing like "was" announces stands right behind it."""
    elements, at = sentence.elements, position - 1
    while at > 0 and elements[at].has("article") and not elements[at].has("of"):
        at -= 1
    if at < 1 or not elements[at].has("of") or elements[at - 1].type != "Person":
        return False
    marking = not elements[at].tables.isdisjoint(("agent", "giver", "recipient"))
    told = elements[position + 1 : position + 2]
    announced = any(m.has("copula") or m.has("passive_aux") for m in elements[:at])
    return not marking or (bool(told) and told[0].tells("awarded") and not announced)


def tells_of_it(sentence: Sentence, position: int, language: Language) -> bool:
    """Who tells of the award: "according to X", "X said that"."""
    elements = sentence.elements
    before, after = position - 1, position + 1
    while before > 0 and elements[before].has("honorific"):
        before -= 1
    while after < len(elements) - 1 and elements[after].has("agent"):
        after += 1
    aside = elements[after + 2 : after + 3] if elements[after : after + 1] and elements[after].text == "," else ()
    others = any(m.has("person_ref") or m.has("honorific") or m.type in ("Person", ROLE) for m in aside)
    beside = (before, after) if others else (before, after, after + 1)  # "the department, he said, was awarded …"
    near = [elements[i] for i in beside if 0 <= i < len(elements) and i != position]
    awarding = any(m.tells("awarded") for m in near)
    told = any(m.tells("speaks") for m in near)
    return told and not awarding and elements[position].type != "Group"


def has_beside(sentence: Sentence, position: int, language: Language, table: str) -> bool:
    step = 1 if language.postpositions else -1
    at = position + step
    while 0 <= at < len(sentence.elements) and sentence.elements[at].has("honorific"):  # "from Mr. A"
        at += step
    beside = 0 <= at < len(sentence.elements) and marks(sentence.elements, at, table)
    return beside or ends_as(sentence.elements[position], language, table)
