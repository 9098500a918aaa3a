"""Bodies that lead or deputise a cluster: "the Department of A as head unit", "Cụm phó là B", "X को क्लस्टर लीडर"."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.ingest.findings import Findings
from thidua.ingest.naming import described
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import CLUSTER_ROLES, LEADING, cluster_near, rivals, says_cluster
from thidua.ingest.statements.frames import conditional, is_agent, negated, triggers
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.posts import Post, chains, find_posts
from thidua.ingest.statements.years import clause, year_near
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention
from thidua.language.sequence import is_light

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


def state_leading_bodies(findings: Findings, sentence: Sentence) -> None:
    posts = find_posts(sentence, findings.report.language) if sentence.of(ROLE) else []
    taken = {
        p.first for c in chains(sentence, posts) if any(isinstance(i, int) for i in c) for p in c if isinstance(p, Post)
    }
    for post in posts:
        about_cluster = post.body is not None and post.body.type == "EmulationCluster"
        about_cluster = about_cluster or _elliptic(sentence, post, posts)
        if post.first in taken or post.role not in LEADING or post.former:
            continue
        if negated(sentence, post.first) or conditional(sentence, post.first):
            continue
        if not about_cluster and not _leads_a_cluster(findings, sentence, post, posts):
            continue
        if _of_units(sentence, post, -1 if findings.report.language.body_first else 1):
            continue
        others = rivals(post, posts) + [t.position for t in triggers(sentence, "leads")]
        for holder in _holders(findings, sentence, post):
            _state(findings, sentence, post, holder, others)
    for trigger in triggers(sentence, "leads"):
        _state_verb(findings, sentence, trigger.position, trigger.voice)


def _elliptic(sentence: Sentence, post: Post, posts: list[Post]) -> bool:
    """ "Chair of the block is A, deputy chair B": where no person is named, B can only be who holds the second role."""
    held = post.body is not None and post.body.type == "Organization" and post.role.startswith("deputy")
    return held and not sentence.of("Person") and any(p.body and p.body.type == "EmulationCluster" for p in posts)


def _leads_a_cluster(findings: Findings, sentence: Sentence, post: Post, posts: list[Post]) -> bool:
    """Whether a role that stands with no cluster still is one of a cluster."""
    if post.body is not None and _is_holder(sentence, post):
        return False
    if post.role in ("leader", "deputy_leader"):
        beside = [p for p in posts if p.role in ("leader", "deputy_leader")]  # "cluster leader …, deputy leader …"
        return any(says_cluster(findings, sentence, p) for p in beside)
    # A body is head of nothing but a cluster: "A as head, B as deputy head".
    named = any(
        m.has("as") or m.has("elected") or m.has("copula")
        for m in sentence.elements[max(0, post.first - 3) : post.last + 3]
    )
    led = cluster_near(sentence, post.first, 25) or next(
        (m for m in sentence.of(ROLE) if m.get("role") == "leader"), None
    )
    named = named or any(m.get("role") in ("leader", "deputy_leader") for m in sentence.of(ROLE))
    return post.role in ("head", "deputy_head", "chair", "deputy_chair") and named and led is not None


def _is_holder(sentence: Sentence, post: Post) -> bool:
    """A leader "of" a body that is no cluster leads that body; without "of" the body holds the role."""
    return post.body is not None and any(m.has("of") for m in sentence.elements[post.first : post.last])


def _of_units(sentence: Sentence, post: Post, step: int) -> bool:
    """ "The leaders of the cluster's units" lead no cluster."""
    at = post.last if step > 0 else post.first - 1
    while 0 <= at < len(sentence.elements) and is_light(sentence.elements[at]):
        at += step
    following = sentence.elements[at] if 0 <= at < len(sentence.elements) else None
    return following is not None and (following.type == "Group" or following.get("units") is not None)


def _state(findings: Findings, sentence: Sentence, post: Post, holder: Mention, others: list[int]) -> None:
    registry = findings.registry
    cluster = post.body if post.body and post.body.type == "EmulationCluster" else cluster_near(sentence, post.first)
    year = year_near(findings, sentence, post.first, rivals=others)
    findings.claim(
        LEADING[post.role],
        competing(findings, sentence, holder),
        registry.cluster(cluster, sentence),
        sentence,
        role=CLUSTER_ROLES[LEADING[post.role]],
        valid_from=year,
        valid_to=year,
    )


def _holders(findings: Findings, sentence: Sentence, post: Post) -> list[Mention]:
    """The body nearest to the role on either side, and those joined to it."""
    if post.body is not None and post.body.type == "Organization":
        return [post.body]
    if (successors := _successors(findings, sentence, post)) is not None:
        return successors
    name = _name_of_led(findings, sentence, post)
    sides = ((-1, post.first), (1, post.last - 1))
    found = [
        (cost, at)
        for step, start in sides
        for cost, at in _reach(sentence, start, step, name)
        if not _genitive(sentence, at, step)
    ]
    at = min(found)[1] if found else -1
    holder = sentence.elements[at] if found else None
    if holder and holder.type == "Person" and post.role not in ("leader", "deputy_leader") and not post.body:
        return []
    return [holder, *_joined(sentence, at)] if holder else []


def _successors(findings: Findings, sentence: Sentence, post: Post) -> list[Mention] | None:
    """Whom the role is handed to ("the leadership passes from A to B"); None where it is not what is handed over."""
    first, last = clause(sentence, post.first)
    elements = sentence.elements
    handed = next((i for i in range(first, last) if elements[i].has("handover")), None)
    bodies = [i for i in range(first, last) if elements[i].type == "Organization"]
    if handed is None or findings.report.language.postpositions:
        return None
    if post.first < handed and any(i < handed for i in bodies):
        return None  # "A, leader in 2023, handed the flag over to B"
    return [elements[i] for i in bodies if i > max(handed, post.first) and _given(sentence, i)][:1]


def _given(sentence: Sentence, position: int) -> bool:
    """Whether "to" stands before it, alone or as the end of "handed over to"."""
    at = position - 1
    while at > 0 and sentence.elements[at].has("article") and not sentence.elements[at].has("recipient"):
        at -= 1
    return at >= 0 and (sentence.elements[at].has("recipient") or sentence.elements[at].has("handover"))


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
            if (
                step < 0 or beyond is None or beyond.type == MARK
            ):  # "A as leader and B as deputy" joins roles, not bodies
                found.append(sentence.elements[position])
    return found


def _genitive(sentence: Sentence, position: int, step: int) -> bool:
    """Whether the body only describes what is led ("head of the cluster of the committees of A")."""
    at = position - step
    while 0 <= at < len(sentence.elements) and _describes(sentence.elements[at]):
        at -= step
    near = sentence.elements[at] if 0 <= at < len(sentence.elements) else None
    return step > 0 and near is not None and near.has("of") and not near.has("as") and not near.has("copula")


def _says_holds(sentence: Sentence, role: int, place: int, cost: int) -> bool:
    """A place holds a role where words say so ("Gia Lai as head") or it stands right before it."""
    low, high = sorted((role, place))
    said = any(
        m.has("as") or m.has("copula") or m.has("elected") for m in sentence.elements[max(0, low - 3) : high + 4]
    )
    before = sentence.elements[place - 1] if place else None
    named = before is not None and (before.has("of") or before.has("heads") or before.type == OTHER)
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
        if element.type == "Place" and at not in skip and cost <= 3 and _says_holds(sentence, start, at, cost):
            yield cost + 1, at
            return
        step_cost = 0 if at in skip else _cost(element)
        if step_cost is None:
            return
        cost, at = cost + step_cost, at + step


def _cost(element: Mention) -> int | None:
    if element.type == ROLE or element.text in ";；.。":
        return None
    if (
        element.type in (DATE, "EmulationCluster", "Place", "Number", "Event")
        or element.text in ":："
        or any(element.has(t) for t in _LIGHT)
    ):
        return 1
    if element.type == MARK or element.has("and"):
        return 4
    return 3 if element.type == OTHER or element.type == "Word" else None


def _state_verb(findings: Findings, sentence: Sentence, position: int, voice: str) -> None:
    """ "The block is led by X"; "X heads the block"."""
    registry, elements = findings.registry, sentence.elements
    if conditional(sentence, position):
        return
    clusters = [m for m in sentence.of("EmulationCluster") if abs(sentence.index(m) - position) <= 6]
    if not clusters:
        return
    around = [
        (abs(i - position), m)
        for i, m in enumerate(elements)
        if (m.type in ("Organization", "Person") or _acts_as_body(sentence, i, position)) and abs(i - position) <= 6
    ]
    if voice == "passive":
        around = [
            (d, m)
            for d, m in around
            if is_agent(sentence, sentence.index(m), findings.report.language) or sentence.index(m) > position
        ]
    if around:
        holder = min(around, key=lambda pair: pair[0])[1]
        year = year_near(findings, sentence, position)
        findings.claim(
            "leads",
            competing(findings, sentence, holder),
            registry.cluster(clusters[0], sentence),
            sentence,
            role="leader",
            valid_from=year,
            valid_to=year,
        )


def _acts_as_body(sentence: Sentence, position: int, verb: int) -> bool:
    """Whether a place before the verb is its subject ("the province of A heads the cluster"), not a whereabouts."""
    elements = sentence.elements
    if elements[position].type != "Place" or position > verb:
        return False
    if any(m.has("relative") for m in elements[position + 1 : verb]):  # "…, which will lead the cluster"
        return True
    first = position - 1
    if first > 0 and elements[first].has("of") and elements[first - 1].has("level"):
        first -= 2
    before = elements[first] if first >= 0 else None
    return before is None or not (before.has("of") or before.has("recipient") or before.has("agent"))
