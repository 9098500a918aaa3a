"""The posts of a sentence: a role with its body, in the order of the language; and who stands beside them.

Posts, people and the light words between them form a chain; any other word ends it, so that a post is never given to
somebody further away in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from thidua.ingest.report import Sentence
from thidua.language.data import Language
from thidua.language.mention import DATE, ROLE, Mention
from thidua.language.sequence import is_light

_PAUSES = frozenset(",、-–()（）:：·・")
_GLUE = frozenset({"and", "honorific", "article", "as", "copula", "unit", "former", "elected"})


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
    posts = [_post(elements, i, language) for i, m in enumerate(elements) if m.type == ROLE]
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
    former = index > 0 and elements[index - 1].has("former")
    if elements[index].get("body"):
        return Post(index, index + 1, role, elements[index], former)
    sides = (_before, _after) if language.body_first else (_after, _before)
    for side in sides:
        reach = 4 if side is sides[0] else 0
        if (at := side(elements, index, reach)) is not None and not _by(elements, index, at, role):
            return Post(min(at, index), max(at, index) + 1, role, elements[at], former)
    return Post(index, index + 1, role, None, former)


def _by(elements: tuple[Mention, ...], index: int, at: int, role: str) -> bool:
    """ "Takes the leadership over from X": X is no body that is led."""
    between = elements[min(index, at) + 1 : max(index, at)]
    return (
        role in ("leader", "deputy_leader")
        and elements[at].type == "Organization"
        and any(m.has("agent") for m in between)
    )


def _before(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index - 1
    if reach and at >= 0 and elements[at].type == "Person":  # body, name, title: 人民委員会のA副委員長
        at -= 1
    while (
        at >= 0
        and reach
        and elements[at].type not in ("Organization", "EmulationCluster", ROLE)
        and _links(elements[at])
    ):
        at, reach = at - 1, reach - 1
    return at if at >= 0 and _is_body(elements[at]) else None


def _after(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index + 1
    while (
        at < len(elements)
        and reach
        and elements[at].type not in ("Organization", "EmulationCluster")
        and _links(elements[at])
    ):
        at, reach = at + 1, reach - 1
    return at if at < len(elements) and _is_body(elements[at]) else None


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
    titled = post.role in ("minister", "deputy_minister")
    return (titled or near.type == ROLE) and _joined(elements, post, other)


def _joined(elements: tuple[Mention, ...], one: Post, other: Post) -> bool:
    """ "Chair and secretary of A" share A; with a comma only a minister does ("Deputy Minister, vice chair of A")."""
    low, high = sorted((one, other), key=lambda p: p.first)
    pauses = "-–/,、" if one.role in ("minister", "deputy_minister") else "-–/"
    return all(m.has("and") or m.has("article") or m.text in pauses for m in elements[low.last : high.first])


def chains(sentence: Sentence, posts: list[Post]) -> list[list[Post | int]]:
    """Runs of posts and people (a person by position) with only light words between them.

    One other word may stand between two posts ("and its commission's head"), none beside a person.
    """
    starts = {p.first: p for p in posts}
    inside = {i for p in posts for i in range(p.first, p.last)}
    found: list[list[Post | int]] = [[]]
    strange = 0
    for index, element in enumerate(sentence.elements):
        item = starts.get(index, index if element.type == "Person" or element.has("person_ref") else None)
        if item is not None:
            if strange > 1 or (strange and (isinstance(item, int) or not found[-1] or isinstance(found[-1][-1], int))):
                found.append([])
            found[-1].append(item)
            strange = 0
        elif index not in inside and not _is_glue(element) and not _is_when(sentence.elements, index):
            strange += 2 if element.text in ";；.。" else 1
    return [chain for chain in found if chain]


def _is_when(elements: tuple[Mention, ...], index: int) -> bool:
    """A date, or the light word beside one ("in 2024")."""
    beside = elements[max(0, index - 1) : index + 2]
    return elements[index].type == DATE or (elements[index].has("of") and any(m.type == DATE for m in beside))


def _is_glue(element: Mention) -> bool:
    return element.text in _PAUSES or not _GLUE.isdisjoint(element.tables)


def holders(sentence: Sentence, chain: list[Post | int], language: Language) -> list[tuple[int, Post]]:
    """Each post of a chain with the positions of the people who hold it."""
    pairs = _pairs(sentence, chain, language)
    return pairs + [(other, post) for at, post in pairs for other in _fellows(sentence, chain, at, post)]


def _fellows(sentence: Sentence, chain: list[Post | int], person: int, post: Post) -> list[int]:
    """Who shares the post behind a person under one title in the plural ("comrades A and B, deputies")."""
    if post.first < person:
        return []
    group: list[int] = []
    for item in reversed(chain[: chain.index(person)]):
        if not isinstance(item, int):
            break
        group.append(item)
    before = group[-1] - 1 if group else -1
    while before > 0 and sentence.elements[before].has("article"):
        before -= 1
    return group if before >= 0 and sentence.elements[before].has("plural_title") else []


def _pairs(sentence: Sentence, chain: list[Post | int], language: Language) -> list[tuple[int, Post]]:
    people = [i for i in chain if isinstance(i, int)]
    if not people:
        return []
    pairs: list[tuple[int, Post]] = []
    run: list[Post] = []
    person: int | None = None
    before = isinstance(chain[0], Post)
    for item in chain:
        if isinstance(item, Post):
            run.append(item)
            continue
        following = [
            p for p in run if person is None or before or (p is run[-1] and _touches(sentence, p, item, language))
        ]
        pairs += [(item if p in following else person if person is not None else item, p) for p in run]
        run, person = [], item
    pairs += [(people[-1], p) for p in run]
    return pairs


def _touches(sentence: Sentence, post: Post, person: int, language: Language) -> bool:
    """Whether nothing but a title stands between post and person, or a particle that joins the two (局長のA)."""
    light = {"honorific", "unit", "as", "copula"} if language.body_first else {"honorific"}
    return all(not light.isdisjoint(m.tables) for m in sentence.elements[post.last : person])
