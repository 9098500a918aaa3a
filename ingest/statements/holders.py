"""Who holds the posts of a sentence: the people who stand beside them.

Posts, people and the light words between them form a chain; any other word ends it, so that a post is never given to
somebody further away in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside

_KANA = re.compile("[\u30a1-\u30fa]")
_ASIDE = 8  # strange words after which a person named before is done with
_PAUSES = frozenset(",，、-–—―()（）:：·・")
_NAMING = frozenset({"sector", "level", "local", "of"})
_GLUE = frozenset(
    ("and", "honorific", "article", "as", "copula", "unit", "former", "elected", "plural", "apposition", "relative")
)


def chains(sentence: Sentence, posts: list[Post]) -> list[list[Post | int]]:
    """Runs of posts and people (a person by position) with only light words between them.

    One other word may stand between two posts ("and its commission's head"), none beside a person.
    """
    starts = {p.first: p for p in posts}
    inside = {i for p in posts for i in range(p.first, p.last)}
    inside |= {i for p in posts for i in _name_before(sentence, p)}
    asides = _asides(sentence)
    found: list[list[Post | int]] = [[]]
    strange = 0
    for index, element in enumerate(sentence.elements):
        item = starts.get(index, index if element.type == "Person" or element.has("person_ref") else None)
        if item is not None:
            if strange > 1 or (strange and (isinstance(item, int) or not found[-1] or isinstance(found[-1][-1], int))):
                found.append([])
            found[-1].append(item)
            strange = 0
        elif index not in inside | asides and not _is_passed(sentence.elements, index):
            strange += 2 if element.text in ";；.。" else 1
    return [chain for chain in found if chain]


def _asides(sentence: Sentence) -> set[int]:
    """Where short brackets behind a name say no post ("A (born in 1979)")."""
    found: set[int] = set()
    elements = sentence.elements
    for at in (i for i, m in enumerate(elements) if m.text in "(（" and i and elements[i - 1].type == "Person"):
        end = next((i for i in range(at, min(at + 8, len(elements))) if elements[i].text in ")）"), at)
        if not any(m.type in (ROLE, "Person", "Organization") for m in elements[at:end]):
            found |= set(range(at, end + 1))
    return found


def _name_before(sentence: Sentence, post: Post) -> Iterator[int]:
    """The positions of the words right before a cluster's post that are the cluster's name (广南省政治社会组织集群)."""
    if post.body is None or post.body.type != "EmulationCluster" or sentence.elements[post.first] is not post.body:
        return
    at = post.first - 1
    while at >= 0 and (sentence.elements[at].type == "Place" or not _NAMING.isdisjoint(sentence.elements[at].tables)):
        yield at
        at -= 1


def _is_when(elements: tuple[Mention, ...], index: int) -> bool:
    """A date, the light word beside one ("in 2024"), or one word before it ("since 2024")."""
    beside = elements[max(0, index - 1) : index + 2]
    since = elements[index].type == OTHER and elements[index].text.islower() and beside[-1].type == DATE
    dated = elements[index].type == DATE or (elements[index].has("of") and any(m.type == DATE for m in beside))
    return dated or since or _is_particle(elements, index)


def _is_particle(elements: tuple[Mention, ...], index: int) -> bool:
    """What a verb leaves behind a name ("den Bericht trug A vor, Direktor von B")."""
    after = elements[index + 1 : index + 2]
    return bool(after) and after[0].text == "," and elements[index].has("particle") and index > 0


def _is_passed(elements: tuple[Mention, ...], index: int) -> bool:
    """Light words, dates, and "the province's" right before a post."""
    whose = elements[index].has("local") and any(m.type == ROLE for m in elements[index + 1 : index + 2])
    return whose or _is_glue(elements[index]) or _is_when(elements, index)


def _is_glue(element: Mention) -> bool:
    return element.text in _PAUSES or not _GLUE.isdisjoint(element.tables)


def holders(sentence: Sentence, chain: list[Post | int], language: Language) -> list[tuple[int, Post]]:
    """Each post of a chain with the positions of the people who hold it."""
    people = [i for i in chain if isinstance(i, int)]
    if not people:
        return []
    if isinstance(chain[0], Post) and not language.body_first and _of_unread_name(sentence, chain[0]):
        chain = chain[chain.index(people[0]) :]
    pairs: list[tuple[int, Post]] = []
    run: list[Post] = []
    person: int | None = None
    before = isinstance(chain[0], Post)
    for item in chain:
        if isinstance(item, Post):
            run.append(item)
            continue
        near = bool(run) and _next(sentence, run[-1], item, language)
        if person is None and not near and _told_before(sentence, chain):
            run = []
        following = [p for p in run if person is None or before or (p is run[-1] and near)]
        pairs += [(item if p in following else person if person is not None else item, p) for p in run]
        run, person = [], item
    if run and language.body_first and _names_unread(sentence, run[-1]):
        run = [] if before else run[:-1]
    pairs += [(people[-1], p) for p in run]
    return [pair for at, post in pairs for pair in _shared_out(sentence, chain, post, at, language)]


def _of_unread_name(sentence: Sentence, post: Post) -> bool:
    """Whether capitalised words that are no name we know stand before the comma before the post ("Rmah H'Net, chair
    of A, and B"): the post is theirs."""
    at, words = post.first - 2, 0
    if at < 0 or sentence.elements[at + 1].text != ",":
        return False
    while at >= 0 and (sentence.elements[at].text in "'’" or sentence.elements[at].text[:1].isupper()):
        if sentence.elements[at].type not in (OTHER, MARK):
            return False
        words, at = words + (sentence.elements[at].type == OTHER), at - 1
    return words > 1


def _names_unread(sentence: Sentence, post: Post) -> bool:
    """Whether a word that could not be read follows the post, as the name of who holds it would."""
    after = sentence.elements[post.last : post.last + 1]
    if not after or after[0].type != OTHER or len(after[0].text) < 2:
        return False
    apart = after[0].start > sentence.elements[post.last - 1].end
    return apart or _KANA.match(after[0].text) is not None


def _shared_out(
    sentence: Sentence, chain: list[Post | int], post: Post, person: int, language: Language
) -> list[tuple[int, Post]]:
    """Who holds a post told in the plural: all of "A and B, both deputy directors", "comrades A and B, deputies"; of
    two bodies each his own, if the sentence says "respectively"."""
    run = sorted([person, *_beside(sentence, chain, post, person)])
    around = sentence.elements[max(0, post.first - 3) : post.last]
    plural = any(Sense("plural", "") in senses_inside(m, language) for m in around)
    if not plural and not (run[0] < post.first and _is_titled(sentence, run[0])):
        return [(person, post)]
    if not sentence.has("respective"):
        return [(at, post) for at in run]
    bodies = _run_of_bodies(sentence, post)
    if len(bodies) != len(run):
        return []
    return [(at, replace(post, body=body)) for at, body in zip(run, bodies, strict=True)]


def _is_titled(sentence: Sentence, person: int) -> bool:
    """Whether a title in the plural stands before the person."""
    before = person - 1
    while before > 0 and sentence.elements[before].has("article"):
        before -= 1
    return before >= 0 and sentence.elements[before].has("plural")


def _run_of_bodies(sentence: Sentence, post: Post) -> list[Mention]:
    """The post's body and those joined to it."""
    found = [post.body] if post.body is not None else []
    for element in sentence.elements[post.last :] if found else ():
        if element.type == "Organization":
            found.append(element)
        elif not (element.has("and") or element.has("level") or is_light(element)):
            break
    return found


def _beside(sentence: Sentence, chain: list[Post | int], post: Post, person: int) -> list[int]:
    """The other people of the enumeration that the person is part of."""
    people = [i for i in chain if isinstance(i, int)]
    step = 1 if person > post.first else -1
    found: list[int] = []
    at = person
    for other in (p for p in (people if step > 0 else people[::-1]) if (p - person) * step > 0):
        low, high = sorted((at, other))
        if not all(_is_glue(m) and not m.has("as") for m in sentence.elements[low + 1 : high]):
            break
        found.append(other)
        at = other
    return found


def _next(sentence: Sentence, post: Post, person: int, language: Language) -> bool:
    """Whether the post is the next person's: nothing stands between, or "and the" begins it and a comma ends it."""
    if _touches(sentence, post, person, language):
        return True
    before, between = sentence.elements[: post.first], sentence.elements[post.last : person]
    begins = len(before) > 1 and before[-1].has("article") and before[-2].has("and")
    after = sentence.elements[person + 1 : person + 3]
    goes_on = len(after) > 1 and after[0].text == "," and after[1].type == ROLE
    return begins and not goes_on and all(m.text == "," or m.has("honorific") for m in between)


def _told_before(sentence: Sentence, chain: list[Post | int]) -> bool:
    """Whether the posts that begin a chain may go on with those of a person before it, whom strange words cut off."""
    first = chain[0]
    at = (first.first if isinstance(first, Post) else first) - 1
    others = 0
    while at >= 0 and others <= _ASIDE and sentence.elements[at].text not in ";；.。:：":
        if sentence.elements[at].type == "Person":
            return isinstance(first, Post)
        if sentence.elements[at].has("frame"):
            return False
        others += sentence.elements[at].type == OTHER
        at -= 1
    return False


def _touches(sentence: Sentence, post: Post, person: int, language: Language) -> bool:
    """Whether nothing but a title stands between post and person, or a particle that joins the two (局長のA).

    Where words are written without spaces, a space is a pause.
    """
    elements = sentence.elements
    pause = not language.spaced and not language.glued
    if pause and sentence.text[elements[post.last - 1].end : elements[person].start][:1].isspace():
        return False
    light = {"honorific", "unit", "as", "copula", "apposition"} if language.body_first else {"honorific"}
    return all(not light.isdisjoint(m.tables) for m in sentence.elements[post.last : person])
