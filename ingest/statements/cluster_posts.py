"""Which posts are those of a cluster: its leader, its deputy, whatever a report calls them."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import negated, opens_relative
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.years import clause
from thidua.language.data import Language
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import DATE, MARK, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside

#: Roles that lead a body, and so lead a cluster where the body is one.
LEADING = {
    "leader": "leads", "chair": "leads", "head": "leads", "director": "leads", "president": "leads",
    "deputy_leader": "deputy_leads", "deputy_chair": "deputy_leads", "deputy_head": "deputy_leads",
    "deputy_director": "deputy_leads", "vice_president": "deputy_leads", "standing_deputy_chair": "deputy_leads",
}  # fmt: skip
#: Whatever a report calls it ("head", "chair"), who leads a cluster is its leader.
CLUSTER_ROLES = {"leads": "leader", "deputy_leads": "deputy_leader"}
_HELD = frozenset({"leader", "deputy_leader", "head", "deputy_head", "chair", "deputy_chair"})
#: Bodies whose chair everybody means by "chair" beside their name.
_CHAIRED = frozenset({"peoples-committee", "peoples-council", "party-committee"})


def rivals(post: Post, posts: list[Post]) -> list[int]:
    """Where the sentence's other posts of the same kind stand: this year's leader and next year's."""
    kind = LEADING.get(post.role)
    return [p.first for p in posts if p is not post and kind and LEADING.get(p.role) == kind and _of_cluster(p)]


def _of_cluster(post: Post) -> bool:
    return post.role in ("leader", "deputy_leader") or (post.body is not None and post.body.type == "EmulationCluster")


def says_cluster(findings: Findings, sentence: Sentence, post: Post) -> bool:
    """Whether "leader" is one of a cluster: its own word says so ("Cụm trưởng"), or a cluster stands near."""
    word = next(m for m in sentence.elements[post.first : post.last] if m.type == ROLE)
    language = findings.report.language
    said = {s.table for s in senses_inside(word, language)} & {"cluster", "cluster_ref", "cluster_stem"}
    text = plain(word.text)
    compound = any(form in text for form in language.cluster_words)
    return bool(said) or compound or cluster_near(sentence, post.first, 5) is not None


def cluster_near(sentence: Sentence, position: int, reach: int = 8) -> Mention | None:
    near = [
        (abs(i - position), i)
        for i, m in enumerate(sentence.elements)
        if m.type == "EmulationCluster" and not m.get("units") and abs(i - position) <= reach
    ]
    return sentence.elements[min(near)[1]] if near else None


def only_planned(sentence: Sentence, post: Post) -> bool:
    """Whether a note in brackets behind the role says so ("leader in 2025 (planned): A")."""
    behind = sentence.elements[post.last : post.last + 4]
    opened = next((i for i, m in enumerate(behind) if m.text in "(（"), None)
    return opened is not None and any(m.has("plan") for m in behind[opened + 1 :])


def only_proposed(sentence: Sentence, post: Post) -> bool:
    """Whether the sentence only tells a candidate: "proposed" and "elected" may both be said of who is chosen."""
    first, last = clause(sentence, post.first)
    near = sentence.elements[max(first, post.first - 5) : min(last, post.last + 5)]
    said = [m for m in near if m.has("proposal")]
    undecided = any(m.has("negation") for m in sentence.elements[first:last])  # "proposed, and nothing is decided"
    return bool(said) and (undecided or not any(m.has("elected") for m in near))


def not_elected(sentence: Sentence, post: Post, language: Language) -> bool:
    """Whether the clause's verb of electing is denied ("블록장 후보로 거론된 A는 선출되지 않았다")."""
    if not language.verb_last:
        return False
    _, last = clause(sentence, post.first)
    told = [i for i in range(post.last, last) if sentence.elements[i].has("elected")]
    return bool(told) and negated(sentence, told[0])


def elliptic(sentence: Sentence, post: Post, posts: list[Post]) -> bool:
    """ "Chair of the block is A, deputy chair B": where no person is named, B can only be who holds the second role."""
    held = (post.body is None or post.body.type == "Organization") and post.role.startswith("deputy")
    return held and not sentence.of("Person") and any(p.body and p.body.type == "EmulationCluster" for p in posts)


def leads_a_cluster(findings: Findings, sentence: Sentence, post: Post, posts: list[Post]) -> bool:
    """Whether a role that stands with no cluster still is one of a cluster."""
    if post.body is not None and (leads_its_body(findings, sentence, post) or _is_own(findings, post)):
        return False
    if _taken_by_body(sentence, post) and findings.clusters.main:
        return True
    if _held_by_body(sentence, post) and (findings.clusters.main or sentence.of("EmulationCluster")):
        return True
    if post.role in ("leader", "deputy_leader"):
        beside = [p for p in posts if p.role in ("leader", "deputy_leader")]  # "cluster leader …, deputy leader …"
        named = any(p.body is not None and p.body.type == "EmulationCluster" for p in posts)  # "the block's chair …"
        return named or any(says_cluster(findings, sentence, p) for p in beside)
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


def _taken_by_body(sentence: Sentence, post: Post) -> bool:
    """ "Dann übernahm A die Leitung": the body between a verb of electing and the role takes it."""
    before = sentence.elements[max(0, post.first - 3) : post.first + 1]
    named = post.body is not None and post.body.type == "Organization" and post.body in before
    return named and post.role in ("leader", "deputy_leader") and any(m.has("elected") for m in before)


def _held_by_body(sentence: Sentence, post: Post) -> bool:
    """ "A stays on as deputy leader.", "B is leader this year": a body leads nothing but a cluster."""
    first, last = clause(sentence, post.first)
    people = any(m.type == "Person" for m in sentence.elements[first:last])
    if post.body is not None or people or post.role not in _HELD:
        return False
    before = sentence.elements[max(0, post.first - 3) : post.first]
    behind = post.last
    while behind < len(sentence.elements) and _is_when(sentence, behind):  # "deputy leader this year is A"
        behind += 1
    beside = [*before, *sentence.elements[behind : behind + 1]]
    said = any(m.has("as") or m.has("copula") or m.has("elected") for m in beside)
    said = said or (bool(before) and before[-1].text == "(")  # "A (leader)"
    said = said or (behind < len(sentence.elements) and _is_entry(sentence, behind))
    said = said or _is_apposition(sentence, post)
    rest = [m for m in sentence.elements[post.last : post.last + 2] if not (m.has("of") or m.has("as"))]
    goes_on = ("and", "elected", "copula", "list_open")
    ended = not rest or rest[0].type in (DATE, MARK) or any(rest[0].has(t) for t in goes_on)
    after = sentence.elements[post.last : post.last + 2]
    for_a_time = any(m.type == DATE or m.has("recipient") for m in after)  # "leader for another year"
    return said and (ended or (post.role in ("leader", "deputy_leader") and for_a_time))


def _is_when(sentence: Sentence, at: int) -> bool:
    """A date, or "for", "in" and commas around one."""
    element, near = sentence.elements[at], sentence.elements[max(0, at - 1) : at + 3]
    return element.type == DATE or ((element.text == "," or element.has("of")) and any(m.type == DATE for m in near))


def _is_apposition(sentence: Sentence, post: Post) -> bool:
    """ "A, leader in 2023"; "the leader for 2023, A, said"."""
    before = sentence.elements[max(0, post.first - 2) : post.first]
    named = len(before) == 2 and before[0].type == "Organization" and before[1].text in ",-–—"
    behind = post.last
    while behind < len(sentence.elements) and _is_when(sentence, behind):
        behind += 1
    after = [m for m in sentence.elements[behind - 1 : behind + 3] if not m.has("article")]
    told = behind > post.last and [m.text == "," for m in after[:3]] == [True, False, True]
    named = named or (told and after[1].type == "Organization")
    return named and post.role in ("leader", "deputy_leader")


def _is_entry(sentence: Sentence, behind: int) -> bool:
    """ "Leader: A", "leader, A; deputy leader, B": the line of a list, not a sentence."""
    mark = sentence.elements[behind]
    both = {m.data["role"] for m in sentence.of(ROLE)} >= {"leader", "deputy_leader"}
    following = [m for m in sentence.elements[behind + 1 : behind + 3] if not m.has("article")]
    listed = mark.has("list_open") or (both and mark.text == ",")
    return listed and bool(following) and following[0].type == "Organization"


def leads_its_body(findings: Findings, sentence: Sentence, post: Post) -> bool:
    """A leader "of" a body that is no cluster leads that body; without "of" the body holds the role."""
    if post.body is None or post.body.type != "Organization":
        return False
    language, words = findings.report.language, sentence.elements[post.first : post.last]
    role = next(m for m in words if m.type == ROLE)
    inside = language.spaced and Sense("of", "") in senses_inside(role, language)  # "leadership of"
    return inside or any(m.has("of") for m in words if m is not post.body)


def _is_own(findings: Findings, post: Post) -> bool:
    """Whether the body right before a chair or head has that post itself (人民委員会委員長)."""
    chaired = post.body is not None and post.body.get("body") in _CHAIRED
    return findings.report.language.body_first and chaired and post.role not in ("leader", "deputy_leader")


def led_by_body(sentence: Sentence, post: Post) -> Mention | None:
    """ "A, director of B, the unit that leads the block": the body before "unit" leads, not the person before it."""
    at = post.first - 1
    while at > 0 and not sentence.elements[at].has("unit") and _joins_unit(sentence, at):
        at -= 1
    if at < 1 or not sentence.elements[at].has("unit"):
        return None
    at -= 1
    while at > 0 and (sentence.elements[at].type == MARK or sentence.elements[at].has("article")):
        at -= 1
    body = sentence.elements[at]
    return body if body.type == "Organization" and sentence.elements[at + 1].type == MARK else None


def _joins_unit(sentence: Sentence, at: int) -> bool:
    element = sentence.elements[at]
    if element.text == ",":  # "the unit, which"
        return opens_relative(sentence.elements, at + 1)
    return is_light(element) or element.type == DATE or any(element.has(t) for t in ("as", "copula", "relative"))


def of_units(sentence: Sentence, post: Post, step: int) -> bool:
    """ "The leaders of the cluster's units" lead no cluster."""
    if any(m.type == "Group" for m in sentence.elements[post.first : post.last]):
        return True
    at = post.last if step > 0 else post.first - 1
    while 0 <= at < len(sentence.elements) and is_light(sentence.elements[at]):
        at += step
    following = sentence.elements[at] if 0 <= at < len(sentence.elements) else None
    return following is not None and (following.type == "Group" or following.get("units") is not None)
