"""The posts of a sentence: a role with its body, in the order of the language."""

from __future__ import annotations

from dataclasses import dataclass, replace

from thidua.ingest.report import Sentence
from thidua.ingest.statements.unit_roles import on_behalf
from thidua.language.data import Language
from thidua.language.mention import DATE, ROLE, Mention
from thidua.language.sequence import is_light


@dataclass(frozen=True)
class Post:
    """A role with its body; `first` and `last` are positions among the sentence's elements (`last` exclusive)."""

    first: int
    last: int
    role: str
    body: Mention | None
    former: bool = False


def find_posts(sentence: Sentence, language: Language) -> list[Post]:
    """The posts named in a sentence, in order; a role takes the body beside it, or shares its neighbour's."""
    elements = sentence.elements
    roles = [i for i, m in enumerate(elements) if m.type == ROLE]
    posts = [_post(elements, i, language) for i in roles if not on_behalf(elements, i, language)]
    shared: list[Post] = []
    for index, post in enumerate(posts):
        beside = [posts[i] for i in (index - 1, index + 1) if 0 <= i < len(posts)]
        if not language.body_first:
            beside.reverse()
        if post.body is None:
            post = replace(post, body=next((b.body for b in beside if b.body and _shares(elements, post, b)), None))
        shared.append(post)
    return shared


def _post(elements: tuple[Mention, ...], index: int, language: Language) -> Post:
    role = elements[index].data["role"]
    former = _is_former(elements, index, language)
    if elements[index].get("body"):
        return Post(index, index + 1, role, elements[index], former)
    sides = (_before, _after) if language.body_first else (_after, _before)
    for side in sides:
        reach = 4 if side is sides[0] else 0
        if (at := side(elements, index, reach)) is not None and not _by(elements, index, at, role):
            return Post(min(at, index), max(at, index) + 1, role, elements[at], former)
    return Post(index, index + 1, role, None, former)


def _is_former(elements: tuple[Mention, ...], index: int, language: Language) -> bool:
    """ "The former chair", or where adjectives follow "the chair former of the association"."""
    after = elements[index + 1 : index + 3]
    follows = bool(after) and after[0].has("former") and after[-1].type != ROLE
    return (index > 0 and elements[index - 1].has("former")) or (follows and not language.body_first)


def _by(elements: tuple[Mention, ...], index: int, at: int, role: str) -> bool:
    """ "Takes the leadership over from X", "the leadership falls to X", "… is X leader is Y" without a comma: X is no
    body that is led."""
    if role not in ("leader", "deputy_leader") or elements[at].type != "Organization":
        return False
    told = at < index and any(m.has("copula") and m.has("list_open") for m in elements[index + 1 : index + 2])
    between = elements[min(index, at) + 1 : max(index, at)]
    taken = any(m.has("elected") or m.has("handover") for m in elements[max(0, index - 3) : index])
    return told or any(
        m.has("agent") or (at > index and m.has("copula")) or (taken and at > index and m.has("giver")) for m in between
    )


def _before(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index - 1
    if at > 1 and elements[at].text == "s" and elements[at - 1].text in "'’":  # "the health department's director"
        at -= 2
    if reach and at >= 0 and elements[at].type == "Person":  # body, name, title: 人民委員会のA副委員長
        at -= 1
    if reach and at > 0 and elements[at].text in "(（" and elements[at - 1].type == "Organization":  # 감찰원(원장 A)
        at -= 1
    dated = False
    while (
        at >= 0
        and reach
        and elements[at].type not in ("Organization", "EmulationCluster", ROLE)
        and (_links(elements[at]) or elements[at].type == DATE)
    ):
        dated = dated or elements[at].type == DATE  # "the block's 2024 head", but a department is no head's in 2024
        at, reach = at - 1, reach - 1
    body = elements[at] if at >= 0 else None
    return at if body and _is_body(body) and (not dated or body.type == "EmulationCluster") else None


def _after(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index + 1
    if reach and _goes_on(elements, at):
        at, reach = at + 1, reach - 1
    while (
        at < len(elements)
        and reach
        and elements[at].type not in ("Organization", "EmulationCluster")
        and _links(elements[at])
    ):
        at, reach = at + 1, reach - 1
    return at if at < len(elements) and _is_body(elements[at]) else None


def _goes_on(elements: tuple[Mention, ...], at: int) -> bool:
    """ "Director A at the department": the holder's name stands between; "director A by the department" is no post."""
    joint = elements[at + 1] if at + 1 < len(elements) else None
    if elements[at : at + 1] == () or elements[at].type != "Person" or joint is None or not joint.has("of"):
        return False
    return joint.tables.isdisjoint(("agent", "giver", "recipient"))


def _is_body(mention: Mention) -> bool:
    """A body, or a cluster itself; not "the units of the cluster"."""
    return mention.type == "Organization" or (mention.type == "EmulationCluster" and not mention.get("units"))


def _links(word: Mention) -> bool:
    return is_light(word) or word.has("level") or word.has("local") or word.has("unit")


def _shares(elements: tuple[Mention, ...], post: Post, other: Post) -> bool:
    """Whether the roles are joined and no body stands between them, which would be the other's alone.

    A minister's title may stand before the whole other post ("Deputy Minister, vice chair of A").
    """
    near = elements[other.first] if other.first > post.first else elements[other.last - 1]
    if post.role in ("leader", "deputy_leader") and other.role == "representative":
        return False  # "the block's deputy leader and representatives of A"
    titled = post.role in ("minister", "deputy_minister")
    return (titled or near.type == ROLE) and _joined(elements, post, other)


def _joined(elements: tuple[Mention, ...], one: Post, other: Post) -> bool:
    """ "Chair and secretary of A" share A; with a comma only a minister does ("Deputy Minister, vice chair of A")."""
    low, high = sorted((one, other), key=lambda p: p.first)
    pauses = "-–/,、" if one.role in ("minister", "deputy_minister") else "-–/"
    return all(m.has("and") or m.has("article") or m.text in pauses for m in elements[low.last : high.first])
