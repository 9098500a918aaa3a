"""Who holds which post, and who leads or deputises which cluster.

A person stands beside his or her posts: "X, chair of A and head of B", "the chair of A, X". A post is a role with the
body it belongs to, in the order of the language. Posts, people and the light words between them form a chain; any
other word ends it, so that a post is never given to somebody further away in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from thidua.graph import identity
from thidua.graph.bodies import local_counterpart
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import conditional
from thidua.ingest.statements.years import year_near
from thidua.language.data import Language
from thidua.language.lexicon import plain
from thidua.language.mention import DATE, ROLE, Mention
from thidua.language.sequence import senses_inside

#: Roles that lead a body, and so lead a cluster where the body is one.
LEADING = {"leader": "leads", "chair": "leads", "head": "leads", "director": "leads", "president": "leads",
           "deputy_leader": "deputy_leads", "deputy_chair": "deputy_leads", "deputy_head": "deputy_leads",
           "deputy_director": "deputy_leads", "vice_president": "deputy_leads", "standing_deputy_chair": "deputy_leads"}
#: Whatever a report calls it ("head", "chair"), who leads a cluster is its leader.
CLUSTER_ROLES = {"leads": "leader", "deputy_leads": "deputy_leader"}
#: Roles whose body the word itself says.
_OWN_BODY = {"prime_minister": "government", "deputy_prime_minister": "government", "president": "state", "vice_president": "state",
             "general_secretary": "party-central-committee", "central_member": "party-central-committee", "standing_member": "party-standing-committee"}
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
            post = replace(post, body=next((b.body for b in beside if b.body and _joined(elements, post, b)), None))
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
    return role in ("leader", "deputy_leader") and elements[at].type == "Organization" and any(m.has("agent") for m in between)


def _before(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index - 1
    while at >= 0 and reach and elements[at].type not in ("Organization", "EmulationCluster", ROLE) and _links(elements[at]):
        at, reach = at - 1, reach - 1
    return at if at >= 0 and _is_body(elements[at]) else None


def _after(elements: tuple[Mention, ...], index: int, reach: int) -> int | None:
    at = index + 1
    while at < len(elements) and reach and elements[at].type not in ("Organization", "EmulationCluster") and _links(elements[at]):
        at, reach = at + 1, reach - 1
    return at if at < len(elements) and _is_body(elements[at]) else None


def _is_body(mention: Mention) -> bool:
    """A body, or a cluster itself; not "the units of the cluster"."""
    return mention.type == "Organization" or (mention.type == "EmulationCluster" and not mention.get("units"))


def _links(word: Mention) -> bool:
    return word.has("of") or word.has("article") or word.has("level") or word.has("local") or word.has("unit")


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


def holders(sentence: Sentence, chain: list[Post | int]) -> list[tuple[int, Post]]:
    """Each post of a chain with the position of the person who holds it."""
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
        following = [p for p in run if person is None or before or (p is run[-1] and _touches(sentence, p, item))]
        pairs += [(item if p in following else person if person is not None else item, p) for p in run]
        run, person = [], item
    pairs += [(people[-1], p) for p in run]
    return pairs


def _touches(sentence: Sentence, post: Post, person: int) -> bool:
    """Whether nothing but a title stands between post and person."""
    return all(m.has("honorific") for m in sentence.elements[post.last : person])


def state_posts(findings: Findings, sentence: Sentence, last_person: str | None) -> str | None:
    """State the posts of a sentence; returns the person that "he" or "she" means in the next one."""
    if not sentence.of(ROLE, "Person"):
        return last_person
    posts = find_posts(sentence, findings.report.language)
    for chain in chains(sentence, posts):
        for at, post in holders(sentence, chain):
            mention = sentence.elements[at]
            holder = last_person if mention.type != "Person" else findings.registry.of(mention, sentence)
            _state(findings, sentence, holder, post, rivals(post, posts))
        for at in (i for i in chain if isinstance(i, int)):
            if sentence.elements[at].type == "Person":
                last_person = findings.registry.of(sentence.elements[at], sentence)
    return last_person


def _state(findings: Findings, sentence: Sentence, holder: str | None, post: Post, others: list[int]) -> None:
    registry = findings.registry
    if post.former or conditional(sentence, post.first):
        return
    if post.role in ("leader", "deputy_leader") and not post.body and not says_cluster(findings, sentence, post):
        return
    if post.role in ("leader", "deputy_leader") or (post.body and post.body.type == "EmulationCluster"):
        cluster = post.body if post.body and post.body.type == "EmulationCluster" else None
        kind = LEADING.get(post.role, "member_of")
        year = year_near(findings, sentence, post.first, rivals=others)
        findings.claim(kind, holder, registry.cluster(cluster, sentence), sentence, role=CLUSTER_ROLES.get(kind), valid_from=year, valid_to=year)
        return
    following = sentence.elements[post.last : post.last + 1]
    if post.role == "chair" and post.body is None and not any(m.has("of") for m in following):  # of the meeting
        findings.claim("attends", holder, registry.event(findings.meeting), sentence)
    body = registry.of(_directed(findings, post), sentence) if post.body else _own_body(findings, post.role)
    findings.claim("holds_post", holder, body, sentence, role=post.role)


def rivals(post: Post, posts: list[Post]) -> list[int]:
    """Where the sentence's other posts of the same kind stand: this year's leader and next year's."""
    kind = LEADING.get(post.role)
    return [p.first for p in posts if p is not post and kind and LEADING.get(p.role) == kind and _of_cluster(p)]


def _of_cluster(post: Post) -> bool:
    return post.role in ("leader", "deputy_leader") or (post.body is not None and post.body.type == "EmulationCluster")


def _directed(findings: Findings, post: Post) -> Mention:
    """A director heads a department: a translation's "ministry" in a province's report is one."""
    assert post.body is not None
    kind = post.body.get("body")
    if kind and findings.context.province and post.role in ("director", "deputy_director"):
        return replace(post.body, data={**post.body.data, "body": local_counterpart(kind)})
    return post.body


def says_cluster(findings: Findings, sentence: Sentence, post: Post) -> bool:
    """Whether "leader" is one of a cluster: its own word says so ("Cụm trưởng"), or a cluster stands near."""
    word = next(m for m in sentence.elements[post.first : post.last] if m.type == ROLE)
    language = findings.report.language
    said = {s.table for s in senses_inside(word, language)} & {"cluster", "cluster_ref"}
    compound = any(form in plain(word.text) for form in language.cluster_words)
    return bool(said) or compound or cluster_near(sentence, post.first, 5) is not None


def cluster_near(sentence: Sentence, position: int, reach: int = 8) -> Mention | None:
    near = [
        (abs(i - position), i) for i, m in enumerate(sentence.elements)
        if m.type == "EmulationCluster" and not m.get("units") and abs(i - position) <= reach
    ]
    return sentence.elements[min(near)[1]] if near else None


def _own_body(findings: Findings, role: str) -> str | None:

    """The body that a role names by itself ("Prime Minister", "member of the Standing Committee")."""
    if role not in _OWN_BODY:
        return None
    body, place = _OWN_BODY[role], findings.context.province
    return findings.registry.add(identity.organisation(body, place, local=None if place else findings.report.source_id))


