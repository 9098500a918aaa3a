"""Leader and deputy told together, each with its own holder: "leader and deputy are A and B respectively"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.years import clause
from thidua.language.mention import MARK, Mention

_HOLDERS = ("Organization", "Person")
_LIGHT = frozenset({"and", "article", "honorific", "level", "local", "unit", "of"})
_NEAR = 6  # elements between the roles and those who hold them


def paired(sentence: Sentence, posts: list[Post]) -> dict[int, Mention]:
    """Who holds each role of a pair, by the role's position, where the sentence says "respectively"."""
    found: dict[int, Mention] = {}
    for post, other in pairwise(posts):
        roles = (post.role, other.role)
        if roles != ("leader", "deputy_leader") or not _joined(sentence, post.last, other.first):
            continue
        first, last = clause(sentence, post.first)
        if not any(m.has("respective") for m in sentence.elements[first:last]):
            continue
        for run in _runs(sentence, first, last):
            behind, before = run[0] - other.last, post.first - run[-1]
            if len(run) == 2 and (0 <= behind <= _NEAR or 0 <= before <= _NEAR):
                found |= {p.first: sentence.elements[i] for p, i in zip((post, other), run, strict=True)}
                break
    return found


def _joined(sentence: Sentence, first: int, last: int) -> bool:
    between = sentence.elements[first:last]
    return bool(between) and all(m.has("and") or m.text in "、,/" or m.has("unit") for m in between)


def _runs(sentence: Sentence, first: int, last: int) -> Iterator[list[int]]:
    """The positions of bodies or people that stand in one enumeration, for each of the clause."""
    run: list[int] = []
    for index in range(first, last):
        element = sentence.elements[index]
        if element.type in _HOLDERS:
            run.append(index)
        elif run and not (_LIGHT.intersection(element.tables) or (element.type == MARK and element.text in "、,")):
            yield run
            run = []
    yield run or [last]
