"""Bodies that lead or deputise a cluster: "the Department of A as head unit", "Cụm phó là B", "X को क्लस्टर लीडर"."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import (
    CLUSTER_ROLES,
    LEADING,
    cluster_near,
    elliptic,
    leads_a_cluster,
    led_by_body,
    not_elected,
    of_units,
    only_planned,
    only_proposed,
    rivals,
)
from thidua.ingest.statements.frames import conditional, foreseen, negated, triggers
from thidua.ingest.statements.handovers import successors, told_before
from thidua.ingest.statements.holders import chains
from thidua.ingest.statements.leading_bodies import leading_bodies
from thidua.ingest.statements.leading_verbs import state_leading_verb
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.pairs import paired
from thidua.ingest.statements.posts import Post, find_posts
from thidua.ingest.statements.represented import represented
from thidua.ingest.statements.unit_roles import is_unit_role
from thidua.ingest.statements.years import bounds, clause, joined_years, stated_year, year_near
from thidua.language.mention import DATE, ROLE, Mention


def state_leading_bodies(findings: Findings, sentence: Sentence) -> None:
    posts = find_posts(sentence, findings.report.language) if sentence.of(ROLE) else []
    for post, body in represented(sentence, posts, findings.report.language):
        _state(findings, sentence, post, body, rivals(post, posts))
    seats = list(_seats(findings, sentence, posts))
    seconds: list[Mention] = []
    for post, holder, others in seats:
        had = any(_has_it(sentence, holder, post, rival, other) for rival, other, _ in seats)
        if not had and not _refused(sentence, post, holder):
            _state(findings, sentence, post, holder, others)
            seconds += [holder] if LEADING[post.role] == "deputy_leads" else []
    deputies = {p.first for p in posts if p.role == "deputy_leader"}
    for trigger in triggers(sentence, "leads"):  # "A as leader and B as deputy lead the block"
        if deputies & {trigger.position - 1, trigger.position + 1}:  # "leads it as deputy"
            continue
        state_leading_verb(findings, sentence, trigger.position, trigger.voice, seconds)


def _seats(findings: Findings, sentence: Sentence, posts: list[Post]) -> Iterator[tuple[Post, Mention, list[int]]]:
    """The posts that lead a cluster, each with a body that holds it and the positions of its rivals."""
    units = {p.first for p in posts if is_unit_role(sentence.elements, p.first, findings.report.language)}
    pairs = paired(sentence, posts)
    taken = {
        p.first for c in chains(sentence, posts) if any(isinstance(i, int) for i in c) for p in c if isinstance(p, Post)
    } - units
    for post in posts:
        if post.role not in LEADING or post.former or (post.first in taken and not led_by_body(sentence, post)):
            continue
        if not _is_seat(findings, sentence, post, posts, beside=post.first in pairs):
            continue
        led = triggers(sentence, "leads") if LEADING[post.role] == "leads" else ()
        others = rivals(post, posts)
        others += [t.position for t in led if abs(t.position - post.first) > 2]
        own = pairs.get(post.first)
        for holder in [own] if own else leading_bodies(findings, sentence, post, posts):
            yield post, holder, others


def _is_seat(findings: Findings, sentence: Sentence, post: Post, posts: list[Post], *, beside: bool) -> bool:
    """Whether the post is one of a cluster and somebody holds it; `beside` another of the cluster's it is one."""
    language = findings.report.language
    if negated(sentence, post.first) or conditional(sentence, post.first):
        return False
    if only_planned(sentence, post) or only_proposed(sentence, post) or not_elected(sentence, post, language):
        return False
    if foreseen(sentence, post.first, language) and not told_before(findings, sentence):
        return False
    about_cluster = post.body is not None and post.body.type == "EmulationCluster"
    about_cluster = about_cluster or elliptic(sentence, post, posts) or beside
    handed = post.role in CLUSTER_ROLES.values() and bool(successors(findings, sentence, post))
    if not about_cluster and not handed and not leads_a_cluster(findings, sentence, post, posts):
        return False
    return not of_units(sentence, post, -1 if language.body_first else 1)


def _state(findings: Findings, sentence: Sentence, post: Post, holder: Mention, others: list[int]) -> None:
    registry = findings.registry
    cluster = post.body if post.body and post.body.type == "EmulationCluster" else cluster_near(sentence, post.first)
    before = told_before(findings, sentence) or _same_line(findings, sentence, post) or _clause_before(sentence, post)
    given = holder in (successors(findings, sentence, post) or ())
    year = before or _year(findings, sentence, post, others, given=given)
    for one in joined_years(sentence, post.first, year):
        findings.claim(
            LEADING[post.role],
            competing(findings, sentence, holder),
            registry.cluster(cluster, sentence),
            sentence,
            role=CLUSTER_ROLES[LEADING[post.role]],
            **bounds(one),
        )


def _refused(sentence: Sentence, post: Post, holder: Mention) -> bool:
    """Whether a negation stands between holder and role ("A did not accept the deputy's post")."""
    low, high = sorted((sentence.index(holder), post.first))
    return any(m.has("negation") for m in sentence.elements[low:high])


def _same_line(findings: Findings, sentence: Sentence, post: Post) -> str | None:
    """The year that the sentence before tells of the leader, where this one goes on in its line with the deputy."""
    before = findings.report.sentences[sentence.number - 1] if sentence.number else None
    if before is None or sentence.of(DATE) or LEADING[post.role] != "deputy_leads":
        return None
    between = findings.report.article.text[before.start : sentence.start]
    years = {v for m in before.of(DATE) if len(v := m.get("value") or "") == 4}
    leader = any(m.get("role") == "leader" for m in before.of(ROLE))
    return years.pop() if "\n" not in between and leader and len(years) == 1 else None


def _clause_before(sentence: Sentence, post: Post) -> str | None:
    """The year of the leader that the clause before elects, where the deputy's has none ("…; B becomes its deputy")."""
    first, last = clause(sentence, post.first)
    elements = sentence.elements
    if LEADING[post.role] != "deputy_leads" or any(m.type == DATE for m in elements[first:last]):
        return None
    roles = [i for i in range(first) if elements[i].type == ROLE and elements[i].get("role") == "leader"]
    behind = elements[roles[-1] + 1 : roles[-1] + 4] if roles and sentence.has("elected") else ()
    return next((v for m in behind if m.type == DATE and len(v := m.get("value") or "") == 4), None)


def _has_it(sentence: Sentence, holder: Mention, post: Post, rival: Post, other: Mention) -> bool:
    """Whether the body stands nearer to the other seat of the cluster, and no date parts the two: it has that one."""
    if other is not holder or LEADING[post.role] == LEADING[rival.role]:
        return False
    at = sentence.index(holder)
    low, high = sorted((post.first, rival.first))
    parted = any(m.type == DATE for m in sentence.elements[low:high])
    return not parted and _distance(sentence, rival, at) < _distance(sentence, post, at)


def _distance(sentence: Sentence, post: Post, at: int) -> int:
    """Elements between a post and a position; an "and" between them parts statements."""
    low, high = (post.last - 1, at) if at >= post.last else (at, post.first)
    return high - low + 3 * sum(m.has("and") for m in sentence.elements[low:high])


def _year(findings: Findings, sentence: Sentence, post: Post, others: list[int], *, given: bool) -> str | None:
    """The year that the sentence states; who is elected at the end of a year is so for another one, and "last year" is
    of who hands over (`given`: whether the holder takes over)."""
    first, last = clause(sentence, post.first)
    if any(m.has("elected") for m in sentence.elements[first:last]):
        return stated_year(findings, sentence, post.first, rivals=tuple(others), days=False)
    return year_near(findings, sentence, post.first, rivals=others, relative=not given)
