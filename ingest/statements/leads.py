"""Bodies that lead or deputise a cluster: "the Department of A as head unit", "Cụm phó là B", "X को क्लस्टर लीडर"."""

from __future__ import annotations

from collections.abc import Iterator

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
from thidua.ingest.statements.frames import conditional, negated, triggers
from thidua.ingest.statements.handovers import successors, told_before
from thidua.ingest.statements.leading_verbs import state_leading_verb
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.pairs import paired
from thidua.ingest.statements.posts import Post, chains, find_posts
from thidua.ingest.statements.years import clause, stated_year, year_near
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside

#: What it costs to step over an element between a role and its holder; anything else cannot be stepped over.
_LIGHT = (
    "copula",
    "as",
    "unit",
    "article",
    "recipient",
    "of",
    "elected",
    "agent",
    "honorific",
    "local",
    "cluster_ref",
    "number",
)
_FAR = 12
_NEAR = 7  # a person behind a comma and an "and" is another one
#: Roles of people who stand for their body but hold none of its posts.
_PEOPLE = frozenset({"representative", "delegate", "specialist", "member"})
_STANDING = frozenset({Sense("role", "representative"), Sense("group", "delegates")})


def state_leading_bodies(findings: Findings, sentence: Sentence) -> None:
    posts = find_posts(sentence, findings.report.language) if sentence.of(ROLE) else []
    pairs = paired(sentence, posts)
    taken = {
        p.first for c in chains(sentence, posts) if any(isinstance(i, int) for i in c) for p in c if isinstance(p, Post)
    }
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
        if not_elected(sentence, post, findings.report.language):
            continue
        if not about_cluster and not handed and not leads_a_cluster(findings, sentence, post, posts):
            continue
        if of_units(sentence, post, -1 if findings.report.language.body_first else 1):
            continue
        led = triggers(sentence, "leads") if LEADING[post.role] == "leads" else ()
        others = rivals(post, posts) + [t.position for t in led]
        own = pairs.get(post.first)
        for holder in [own] if own else _holders(findings, sentence, post, posts):
            _state(findings, sentence, post, holder, others)
    deputies = {p.first for p in posts if p.role == "deputy_leader"}
    told = {LEADING[p.role] for p in posts if p.role in CLUSTER_ROLES.values()}
    for trigger in triggers(sentence, "leads") if len(told) < 2 else ():  # "A as leader and B as deputy lead the block"
        if deputies & {trigger.position - 1, trigger.position + 1}:  # "leads it as deputy"
            continue
        state_leading_verb(findings, sentence, trigger.position, trigger.voice)


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
        valid_from=year,
        valid_to=year,
    )


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
    if post.body is not None and post.body.type == "Organization":
        return [post.body]
    name = _name_of_led(findings, sentence, post)
    sides = ((-1, post.first), (1, post.last - 1))
    found = [
        (cost, at)
        for step, start in sides
        for cost, at in _reach(sentence, start, step, name)
        if not _issues(sentence, at)
        and (not _genitive(sentence, at, step) or (step > 0 and _in_relative(findings, sentence, post)))
    ]
    language = findings.report.language
    found = [(cost, at) for cost, at in found if not _only_represented(sentence, at, posts, language)]
    found = [(cost, at) for cost, at in found if cost <= _NEAR or sentence.elements[at].type != "Person"]
    at = min(found)[1] if found else -1
    holder = sentence.elements[at] if found else None
    if holder and holder.type == "Person" and post.role not in ("leader", "deputy_leader") and not post.body:
        return []
    return [holder, *_joined(sentence, at)] if holder else []


def _name_of_led(findings: Findings, sentence: Sentence, post: Post) -> set[int]:
    """The positions of the cluster that is led and of the words that are its name."""
    if post.body is None:
        return set()
    at = sentence.index(post.body)
    if post.body.type != "EmulationCluster" or findings.report.language.body_first:
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


def _says_holds(sentence: Sentence, role: int, place: int, cost: int) -> bool:
    """A place holds a role where words say so ("Gia Lai as head") or it stands right before it."""
    low, high = sorted((role, place))
    said = any(
        m.has("as") or m.has("copula") or m.has("elected") for m in sentence.elements[max(0, low - 3) : high + 4]
    )
    before = sentence.elements[place - 1] if place else None
    if place == 0 and sentence.elements[1].text in ":–—":  # a dateline
        return False
    listed = role < place and cost <= 2 and len(sentence.of(ROLE)) > 1  # "leader is A, deputy B"
    said = said or (listed and sentence.has("copula"))
    between = sentence.elements[role + 1 : place]
    said = said or (bool(between) and all(m.text in ":：" for m in between))  # "leader: A"
    beside = place + 2 == role and sentence.elements[place + 1].has("as")  # "with A as its deputy"
    other = before is not None and before.type == OTHER and not beside
    named = before is not None and (before.has("of") or before.has("heads") or other)
    return (said or (place < role and cost <= 2)) and not named


def _describes(element: Mention) -> bool:
    return element.has("article") or element.has("sector") or element.type == "Place"


def _reach(sentence: Sentence, start: int, step: int, skip: set[int]) -> Iterator[tuple[int, int]]:
    cost, at = 0, start + step
    while 0 <= at < len(sentence.elements) and cost <= _FAR:
        element = sentence.elements[at]
        if element.type in ("Organization", "Person") and at not in skip:
            yield cost, at
            return
        if element.type == "Place" and at not in skip and cost <= 5 and _says_holds(sentence, start, at, cost):
            yield cost + 1, at
            return
        step_cost = 0 if at in skip else _cost(element)
        if step_cost is None:
            return
        cost, at = cost + step_cost, at + step


def _cost(element: Mention) -> int | None:
    if element.type == ROLE or element.text in ";；.。" or element.has("handover"):
        return None
    if element.has("level"):
        return 0
    if (
        element.type in (DATE, "EmulationCluster", "Place", "Number", "Event")
        or element.text in ":：–—―"
        or any(element.has(t) for t in _LIGHT)
    ):
        return 1
    if element.has("frame") and not element.tells("leads"):  # another verb: what follows is its object
        return None
    if element.type == MARK or element.has("and"):
        return 4
    return 3 if element.type in (OTHER, "Word", "Group") else None
