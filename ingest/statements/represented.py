"""Bodies that lead a cluster because their head speaks for its leader: "on behalf of the leader, A, director of B"."""

from __future__ import annotations

from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.unit_roles import is_unit_role, on_behalf
from thidua.language.data import Language
from thidua.language.mention import DATE, MARK, ROLE, Mention
from thidua.language.sequence import senses_inside

#: Roles that are held beside one's work: whoever has them works elsewhere.
_BESIDE = frozenset({"member", "standing_member", "central_member", "delegate", "secretary", "deputy_secretary"})
_BETWEEN = frozenset({DATE, MARK, "EmulationCluster", "Place", "Number"})
_LIGHT = ("honorific", "of", "article", "cluster_ref", "level", "as")


def represented(sentence: Sentence, posts: list[Post], language: Language) -> list[tuple[Post, Mention]]:
    """Each role of a cluster that somebody speaks for, with the body that this person works for."""
    if language.body_first:
        return []
    found = []
    for at, element in enumerate(sentence.elements):
        role = element.get("role") if element.type == ROLE else None
        if role not in ("leader", "deputy_leader") or not _is_spoken_for(sentence, at, language):
            continue
        if (body := _body(sentence, at, posts)) is not None:
            found.append((Post(at, at + 1, role, _cluster(sentence, at)), body))
    return found


def _is_spoken_for(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether somebody stands for the cluster's leader there; its word or what follows says that it is a cluster's."""
    elements = sentence.elements
    behalf = any(m.has("behalf") for m in elements[max(0, at - 3) : at])
    spoken = on_behalf(elements, at, language) or (behalf and is_unit_role(elements, at, language))
    said = {s.table for s in senses_inside(elements[at], language)} & {"cluster", "cluster_ref"}
    word = any(form in elements[at].text.lower() for form in language.cluster_words)
    return spoken and (bool(said) or word or _cluster(sentence, at) is not None)


def _cluster(sentence: Sentence, at: int) -> Mention | None:
    """The cluster named right behind the role."""
    for element in sentence.elements[at + 1 : at + 4]:
        if element.type == "EmulationCluster":
            return element
        if not any(element.has(table) for table in _LIGHT):
            break
    return None


def _body(sentence: Sentence, at: int, posts: list[Post]) -> Mention | None:
    """The body of the person named next, by the first post that is not one held beside it."""
    elements, person = sentence.elements, at + 1
    while person < len(elements) and elements[person].type != "Person":
        if elements[person].type not in _BETWEEN and not _is_light(elements[person]):
            return None
        person += 1
    for post in posts:
        between = elements[person + 1 : post.first]
        if post.first <= person:
            continue
        if any(m.type == "Person" or m.has("frame") or m.text in ";." for m in between):
            return None
        if post.role not in _BESIDE and post.body is not None:
            return post.body if post.body.type == "Organization" else None
    return None


def _is_light(element: Mention) -> bool:
    return any(element.has(table) for table in _LIGHT)
