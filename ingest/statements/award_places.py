"""When a place stands for those it honours, and when it only says where something happened."""

from __future__ import annotations

from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import opens_relative
from thidua.ingest.statements.shares import Share
from thidua.language.data import Language
from thidua.language.mention import OTHER
from thidua.language.sequence import is_light


def levelled(sentence: Sentence, position: int) -> bool:
    """A place with its kind beside it, that is no whereabouts ("the province of A", not "in the province of A")."""
    elements = sentence.elements
    joined = position > 1 and elements[position - 1].has("of")
    beside = [position - 2 if joined else position - 1, position + 1]
    beside = [i for i in beside if 0 <= i < len(elements) and elements[i].has("level")]
    at = min([position, *beside]) - 1
    while at >= 0 and elements[at].has("article") and not elements[at].has("of"):
        at -= 1
    return bool(beside) and not (at >= 0 and elements[at].has("of") and not elements[at].has("article"))


def is_subject(part: Share, position: int, language: Language) -> bool:
    """A place right before a passive verb ("A was awarded", "B had been proposed for"), not where it happened."""
    elements = part.sentence.elements
    told = part.proposal if part.proposal is not None else part.verb.position if part.verb else position
    before = elements[position - 1] if position else None
    start = _behind_relative(part.sentence, position, told)
    between = elements[start:told]
    passive = (part.verb is not None and part.verb.voice == "passive") or part.proposal is not None
    aux = [m for m in between if m.has("copula") or m.has("frame") or m.type == OTHER]
    told_of = start > position + 1  # "A, which led the cluster, was awarded"
    near = (told_of or len(between) > 0) and len(between) <= 2 and len(aux) == len(between)
    return passive and near and not language.postpositions and not (before is not None and before.has("of"))


def _behind_relative(sentence: Sentence, position: int, told: int) -> int:
    """Where the sentence goes on behind "A, which led the cluster, was awarded"; right behind A where none does so."""
    elements = sentence.elements
    opens = position + 2 < told and elements[position + 1].text == "," and opens_relative(elements, position + 2)
    ends = [i for i in range(position + 3, told) if elements[i].text == ","] if opens else []
    return ends[-1] + 1 if ends else position + 1


def joined(sentence: Sentence, one: int, other: int) -> bool:
    between = sentence.elements[one + 1 : other]
    return all(m.text in ",、" or m.has("and") or m.has("level") or is_light(m) for m in between)


def has_people(sentence: Sentence, position: int) -> bool:
    """Whether the body is only whose people a counted group are ("X has 6 members, who …", X의 회원 6명)."""
    behind = sentence.elements[position + 1 : position + 3]
    return len(behind) > 1 and behind[0].tells("member_of") and bool(behind[1].get("count"))


def is_people(sentence: Sentence, one: int, other: int) -> bool:
    """ "The people of A district": the place stands for them."""
    group, place = sentence.elements[one], sentence.elements[other]
    uncounted = group.type == "Group" and not group.get("count")
    return uncounted and place.type == "Place" and all(m.has("level") for m in sentence.elements[one + 1 : other])
