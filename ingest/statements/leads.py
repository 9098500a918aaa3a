"""Bodies that lead or deputise a cluster: "the Department of A as head unit", "Cụm phó là B", "X को क्लस्टर लीडर"."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.naming import described
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import (
    CLUSTER_ROLES,
    LEADING,
    cluster_near,
    elliptic,
    leads_a_cluster,
    not_elected,
    of_units,
    only_planned,
    only_proposed,
    rivals,
)
from thidua.ingest.statements.frames import conditional, foreseen, negated, triggers
from thidua.ingest.statements.handovers import respectively, successors, told_before
from thidua.ingest.statements.holders import chains
from thidua.ingest.statements.leading_verbs import state_leading_verb
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.nearby import nearest
from thidua.ingest.statements.pairs import paired
from thidua.ingest.statements.posts import Post, find_posts
from thidua.ingest.statements.unit_roles import is_unit_role
from thidua.ingest.statements.years import bounds, clause, stated_year, year_near
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, MARK, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside

_NEAR = 7  # a person behind a comma and an "and" is another one
#: Roles of people who stand for their body but hold none of its posts.
_PEOPLE = frozenset({"representative", "delegate", "specialist", "member"})
_STANDING = frozenset({Sense("role", "representative"), Sense("group", "delegates")})


def state_leading_bodies(findings: Findings, sentence: Sentence) -> None:
    posts = find_posts(sentence, findings.report.language) if sentence.of(ROLE) else []
    units = {p.first for p in posts if is_unit_role(sentence.elements, p.first, findings.report.language)}
    pairs = paired(sentence, posts)
    taken = {
        p.first for c in chains(sentence, posts) if any(isinstance(i, int) for i in c) for p in c if isinstance(p, Post)
    } - units
    seconds: list[Mention] = []
    for post in posts:
        about_cluster = post.body is not None and post.body.type == "EmulationCluster"
        about_cluster = about_cluster or elliptic(sentence, post, posts) or post.first in pairs
        if post.first in taken or post.role not in LEADING or post.former:
            continue
        handed = post.role in CLUSTER_ROLES.values() and bool(successors(findings, sentence, post))
        if negated(sentence, post.first) or conditional(sentence, post.first):
            continue
        if only_planned(sentence, post) or only_proposed(sentence, post):
            continue
        if foreseen(sentence, post.first, findings.report.language) and not told_before(findings, sentence):
            continue
        if not_elected(sentence, post, findings.report.language):
            continue
        if not about_cluster and not handed and not leads_a_cluster(findings, sentence, post, posts):
            continue
        if of_units(sentence, post, -1 if findings.report.language.body_first else 1):
            continue
        led = triggers(sentence, "leads") if LEADING[post.role] == "leads" else ()
        others = rivals(post, posts)
        others += [t.position for t in led if abs(t.position - post.first) > 2]
        own = pairs.get(post.first)
        for holder in [own] if own else _holders(findings, sentence, post, posts):
            if not _refused(sentence, post, holder):
                _state(findings, sentence, post, holder, others)
                seconds += [holder] if LEADING[post.role] == "deputy_leads" else []
    deputies = {p.first for p in posts if p.role == "deputy_leader"}
    for trigger in triggers(sentence, "leads"):  # "A as leader and B as deputy lead the block"
        if deputies & {trigger.position - 1, trigger.position + 1}:  # "leads it as deputy"
            continue
        state_leading_verb(findings, sentence, trigger.position, trigger.voice, seconds)


def _state(findings: Findings, sentence: Sentence, post: Post, holder: Mention, others: list[int]) -> None:
    registry = findings.registry
    cluster = post.body if post.body and post.body.type == "EmulationCluster" else cluster_near(sentence, post.first)
    before = told_before(findings, sentence) or _same_line(findings, sentence, post)
    year = before or _year(findings, sentence, post, others)
    findings.claim(
        LEADING[post.role],
        competing(findings, sentence, holder),
        registry.cluster(cluster, sentence),
        sentence,
        role=CLUSTER_ROLES[LEADING[post.role]],
        **bounds(year),
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


def _year(findings: Findings, sentence: Sentence, post: Post, others: list[int]) -> str | None:
    """The year that the sentence states; who is elected at the end of a year is so for another one."""
    first, last = clause(sentence, post.first)
    if any(m.has("elected") for m in sentence.elements[first:last]):
        return stated_year(findings, sentence, post.first, rivals=tuple(others), days=False)
    return year_near(findings, sentence, post.first, rivals=others)


def _holders(findings: Findings, sentence: Sentence, post: Post, posts: list[Post]) -> list[Mention]:
    """The body nearest to the role on either side, and those joined to it."""
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
    at = min(found)[1] if found else -1
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
            and sentence.elements[position].has("article")
        ):
            position += step
        if (
            near
            and near.has("and")
            and 0 <= position < len(sentence.elements)
            and sentence.elements[position].type == "Organization"
        ):
            beyond = sentence.elements[position + step] if 0 <= position + step < len(sentence.elements) else None
            if step < 0 and _is_predicate(sentence, position):  # "leader is A and B is deputy" joins statements
                continue
            if (
                step < 0 or beyond is None or beyond.type == MARK
            ):  # "A as leader and B as deputy" joins roles, not bodies
                found.append(sentence.elements[position])
    return found


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
    told = any(m.has("copula") for m in sentence.elements[max(0, at - 3) : at])  # "the lead lay with the department"
    return step > 0 and near is not None and near.has("of") and not (near.has("as") or near.has("copula") or told)


def _describes(element: Mention) -> bool:
    return element.has("article") or element.has("sector") or element.type == "Place"
