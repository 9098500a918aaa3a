"""Which bodies hold a role that leads a cluster: the nearest on either side, and those joined to it."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.naming import described
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import (
    led_by_body,
)
from thidua.ingest.statements.handovers import respectively, successors
from thidua.ingest.statements.nearby import nearest
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.unit_roles import is_unit_role
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, MARK, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside

_NEAR = 7  # a person behind a comma and an "and" is another one
#: Roles of people who stand for their body but hold none of its posts.
_PEOPLE = frozenset({"representative", "delegate", "specialist", "member"})
_STANDING = frozenset({Sense("role", "representative"), Sense("group", "delegates")})


def leading_bodies(findings: Findings, sentence: Sentence, post: Post, posts: list[Post]) -> list[Mention]:
    """The body nearest to the role on either side, and those joined to it."""
    if body := led_by_body(sentence, post):
        return [body]
    handed = successors(findings, sentence, post)
    if handed is not None:
        return handed
    if (each := respectively(sentence, post, posts)) is not None:
        return each
    if post.body is not None and post.body.type == "Organization":
        return [post.body]
    if is_unit_role(sentence.elements, post.first, findings.report.language) and (
        body := _of_its_head(sentence, post, posts)
    ):
        return [body]
    name = _name_of_led(findings, sentence, post)
    sides = ((-1, post.first), (1, post.last - 1))
    found = [
        (cost, at)
        for step, start in sides
        for cost, at in nearest(sentence, start, step, name)
        if not _issues(sentence, at)
        and (not _genitive(sentence, at, step) or (step > 0 and _in_relative(findings, sentence, post)))
    ]
    language = findings.report.language
    found = [
        (cost, at)
        for cost, at in found
        if _beside_role(sentence, at, post) or not _only_represented(sentence, at, posts, language)
    ]
    found = [(cost, at) for cost, at in found if cost <= _NEAR or sentence.elements[at].type != "Person"]
    at = min(_told(sentence, post, found) or found)[1] if found else -1
    holder = sentence.elements[at] if found else None
    if holder and holder.type == "Person" and post.role not in ("leader", "deputy_leader") and not post.body:
        return []
    return [holder, *_joined(sentence, at)] if holder else []


def _of_its_head(sentence: Sentence, post: Post, posts: list[Post]) -> Mention | None:
    """ "The leading unit: Mr. A, director of B": the unit is B."""
    elements, at = sentence.elements, post.last
    while at < len(elements) and (elements[at].type in (DATE, MARK) or elements[at].has("honorific")):
        at += 1
    if at == post.last or at >= len(elements) or elements[at].type != "Person":
        return None
    held = (p.body for p in posts if at < p.first <= at + 2 and p.body and p.body.type == "Organization")
    return next(held, None)


def _told(sentence: Sentence, post: Post, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Who stands right behind "the leader is", though the name before may stand nearer."""
    says = post.last < len(sentence.elements) and sentence.elements[post.last].has("copula")
    behind = [(cost, at) for cost, at in found if says and post.last <= at <= post.last + 2]
    return [(cost, at) for cost, at in behind if all(m.type != MARK for m in sentence.elements[post.last : at])]


def _name_of_led(findings: Findings, sentence: Sentence, post: Post) -> set[int]:
    """The positions of the cluster that is led and of the words that are its name."""
    if post.body is None:
        return set()
    at = sentence.index(post.body)
    bare = post.body.get("ref") is not None  # "head of the block": what follows is no part of a name
    if post.body.type != "EmulationCluster" or findings.report.language.body_first or bare:
        return {at}
    return {at, *(sentence.index(m) for m in described(sentence.elements[at + 1 :]))}


def _joined(sentence: Sentence, at: int) -> list[Mention]:
    """Other bodies that "and" joins to the holder ("A and B as deputy leaders")."""
    found = []
    for step in (-1, 1):
        joint = at + step
        while step < 0 and joint > 0 and sentence.elements[joint].has("article"):  # "A and the B are deputy leaders"
            joint -= 1
        near = sentence.elements[joint] if 0 <= joint < len(sentence.elements) else None
        position = joint + step
        while (
            near
            and near.has("and")
            and 0 <= position < len(sentence.elements)
            and (sentence.elements[position].has("article") or _is_level(sentence, position))
        ):
            position += step
        if (
            near
            and near.has("and")
            and 0 <= position < len(sentence.elements)
            and _is_like(sentence.elements[position], sentence.elements[at])
        ):
            beyond = sentence.elements[position + step] if 0 <= position + step < len(sentence.elements) else None
            if step < 0 and _is_predicate(sentence, position):  # "leader is A and B is deputy" joins statements
                continue
            if (
                step < 0 or beyond is None or beyond.type == MARK or _ends_election(sentence, position + step)
            ):  # "A as leader and B as deputy" joins roles, not bodies
                found.append(sentence.elements[position])
    return found


def _ends_election(sentence: Sentence, at: int) -> bool:
    """Whether the clause ends with the verb of electing ("als Stellvertreter wurden A und B bestimmt")."""
    after = sentence.elements[at + 1 : at + 2]
    return sentence.elements[at].has("elected") and (not after or after[0].type == MARK)


def _is_level(sentence: Sentence, position: int) -> bool:
    """Whether "province" stands there before a place."""
    after = sentence.elements[position + 1 : position + 2]
    return sentence.elements[position].has("level") and bool(after) and after[0].type == "Place"


def _is_like(mention: Mention, holder: Mention) -> bool:
    """Another body; another place only beside a place."""
    return mention.type == "Organization" or mention.type == holder.type == "Place"


def _is_predicate(sentence: Sentence, position: int) -> bool:
    """Whether the body is what another role is said to be ("the leader is A")."""
    before = sentence.elements[max(0, position - 3) : position]
    return bool(before) and before[-1].has("copula") and any(m.type == ROLE for m in before)


def _only_represented(sentence: Sentence, position: int, posts: list[Post], language: Language) -> bool:
    """ "The block's leader and representatives of A": A is only spoken of by its people."""
    if any(p.role in _PEOPLE and p.body is sentence.elements[position] for p in posts):
        return True
    at = position + (1 if language.body_first else -1)
    beside = sentence.elements[at] if 0 <= at < len(sentence.elements) else None
    if beside is None or beside.has("behalf"):  # A is led, and somebody speaks for it
        return False
    return not _STANDING.isdisjoint(senses_inside(beside, language))


def _beside_role(sentence: Sentence, position: int, post: Post) -> bool:
    """ "The representative of A, elected leader": nothing but a comma and that stands between A and the role."""
    between = sentence.elements[position + 1 : post.first]
    told = any(m.has("elected") or m.text == "," for m in between)
    return told and all(m.text == "," or m.has("elected") or m.has("as") or m.has("article") for m in between)


def _in_relative(findings: Findings, sentence: Sentence, post: Post) -> bool:
    """Whether a verb of holding stands before the role: the body behind it holds it (担任2024年块长的内务厅)."""
    before = sentence.elements[max(0, post.first - 3) : post.first]
    language = findings.report.language
    return language.body_first and not language.verb_last and any(m.has("copula") and m.has("as") for m in before)


def _issues(sentence: Sentence, position: int) -> bool:
    """Whether the body is only whose document it is ("Decision No. 1 of X on who is leader")."""
    at = position - 1
    if at < 0 or not sentence.elements[at].has("of"):
        return False
    while at >= 0 and (is_light(sentence.elements[at]) or sentence.elements[at].type == DATE):
        at -= 1
    return at >= 0 and sentence.elements[at].type == "NormativeDocument"


def _genitive(sentence: Sentence, position: int, step: int) -> bool:
    """Whether the body only describes what is led ("head of the cluster of the committees of A")."""
    at = position - step
    while 0 <= at < len(sentence.elements) and _describes(sentence.elements[at]):
        at -= step
    near = sentence.elements[at] if 0 <= at < len(sentence.elements) else None
    told = any(
        m.has("copula") or m.has("elected") for m in sentence.elements[max(0, at - 3) : at]
    )  # "the lead lay with the department"
    return step > 0 and near is not None and near.has("of") and not (near.has("as") or near.has("copula") or told)


def _describes(element: Mention) -> bool:
    return element.has("article") or element.has("sector") or element.type == "Place"
