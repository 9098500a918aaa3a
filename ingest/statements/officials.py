"""Who holds which post, and which person leads or deputises a cluster."""

from __future__ import annotations

from dataclasses import replace

from thidua.graph import identity
from thidua.graph.bodies import local_counterpart
from thidua.graph.names.places import place
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import (
    CLUSTER_ROLES,
    LEADING,
    led_by_body,
    not_elected,
    of_units,
    rivals,
    says_cluster,
)
from thidua.ingest.statements.frames import conditional, foreseen
from thidua.ingest.statements.holders import chains, holders
from thidua.ingest.statements.nearby import replaced
from thidua.ingest.statements.posts import Post, find_posts
from thidua.ingest.statements.tenures import tenure
from thidua.ingest.statements.unit_roles import is_unit_role
from thidua.ingest.statements.years import bounds, clause, year_near
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention

_LED = ("leader", "deputy_leader")
_NAME = 4  # words of a name
#: Posts to which a body elects one of its own, and bodies that also choose who heads others.
_CHOSEN = frozenset({"chair", "deputy_chair", "standing_deputy_chair"})
_APPOINTS = frozenset({"party-committee", "party-standing-committee", "party-executive-committee", "peoples-council"})
_CHAIRS = frozenset({"chair", "deputy_chair", "standing_deputy_chair", "acting_chair"})
#: Bodies of a province's Party whose members have other posts in that province.
_OF_PARTY = frozenset({"party-committee", "party-executive-committee", "party-standing-committee"})
#: Roles whose body the word itself says.
_OWN_BODY = {
    "prime_minister": "government", "deputy_prime_minister": "government", "president": "state",
    "vice_president": "state", "general_secretary": "party-central-committee",
    "central_member": "party-central-committee", "standing_member": "party-standing-committee",
    "chief_inspector": "inspectorate", "deputy_chief_inspector": "inspectorate",
}  # fmt: skip


def state_posts(findings: Findings, sentence: Sentence, last_person: str | None) -> str | None:
    """State the posts of a sentence; returns the person that "he" or "she" means in the next one."""
    if not sentence.of(ROLE, "Person"):
        return last_person
    language = findings.report.language
    posts = find_posts(sentence, language)
    leading = any(p.role in _LED and says_cluster(findings, sentence, p) for p in posts)
    leading = leading or _goes_on(findings, sentence, posts)
    for chain in chains(sentence, posts):
        held = holders(sentence, chain, language)
        for at, post in held:
            post = _placed(post, [p for other, p in held if other == at])
            post = _with_cluster(post, posts)
            if post.role in _LED and is_unit_role(sentence.elements, post.first, findings.report.language):
                continue
            if post.role in _LED and not post.body and not leading:
                continue
            if post.role in _LED and not_elected(sentence, post, language):
                continue
            if _is_unread(sentence, post) or _is_no_person_s(sentence, post, language.body_first):
                continue
            mention = sentence.elements[at]
            holder = last_person if mention.type != "Person" else findings.registry.of(mention, sentence)
            _state(findings, sentence, holder, post, rivals(post, posts))
        for at in (i for i in chain if isinstance(i, int)):
            if sentence.elements[at].type == "Person" and not (last_person and replaced(sentence, at)):
                last_person = findings.registry.of(sentence.elements[at], sentence)
    return last_person


def _goes_on(findings: Findings, sentence: Sentence, posts: list[Post]) -> bool:
    """ "The block's leader is A. Its deputy is B": the deputy begins a sentence behind that on the leader."""
    before = findings.report.sentences[sentence.number - 1] if sentence.number else None
    begins = bool(posts) and posts[0].role == "deputy_leader" and posts[0].first <= 2
    told = before is not None and any(m.get("role") == "leader" for m in before.of(ROLE))
    return begins and told and before is not None and bool(before.of("EmulationCluster"))


def _placed(post: Post, own: list[Post]) -> Post:
    """A member of "the Provincial Party Committee" who chairs a body of A province is one of A's committee."""
    named = {p for other in own if other.body and (p := other.body.get("place"))}
    body = post.body
    if body is None or body.type != "Organization" or body.get("place"):
        return post
    if body.get("level") == "district":  # "Chair of the Council of A district, secretary of the district committee"
        places = {p for p in named if p[0] == "=" or place(p).level in ("district", "town")}
    else:
        of_party = body.get("body") in _OF_PARTY
        places = {q for p in named if p[0] != "=" and (q := place(p).province)} if of_party else set()
    if len(places) != 1:
        return post
    data = {key: value for key, value in body.data.items() if key != "many"}
    return replace(post, body=replace(body, data={**data, "place": places.pop()}))


def _is_unread(sentence: Sentence, post: Post) -> bool:
    """Whether a title and words that are no name we know stand beside the post: whoever holds it, nobody else does."""
    beside = sentence.elements[post.last : post.last + 2]
    if len(beside) == 2 and beside[0].has("honorific") and beside[1].type == OTHER:
        return True
    at = post.first - 1
    at -= at > 0 and sentence.elements[at].text == ","
    named = at
    while named > 0 and sentence.elements[named].type == OTHER and at - named < _NAME:
        named -= 1
    return named < at and sentence.elements[named].has("honorific")


def _is_no_person_s(sentence: Sentence, post: Post, body_first: bool) -> bool:
    """Whether the post is one of a cluster that the person's body holds, or of the cluster's units."""
    led = post.role in _LED or (post.body is not None and post.body.type == "EmulationCluster")
    return led and (led_by_body(sentence, post) is not None or of_units(sentence, post, -1 if body_first else 1))


def _with_cluster(post: Post, posts: list[Post]) -> Post:
    """ "A, head of the block, and B, deputy head": the deputy of the same body."""
    mains = {"deputy_head": ("head", "leader"), "deputy_chair": ("chair", "leader")}.get(post.role, ())
    before = [p for p in posts if p.role in mains and p.first < post.first]
    if post.body is not None or not before or before[-1].former:
        return post
    main = before[-1]
    led = main.role == "leader" or (main.body is not None and main.body.type == "EmulationCluster")
    return replace(post, role="deputy_leader", body=main.body) if led else post


def _state(findings: Findings, sentence: Sentence, holder: str | None, post: Post, others: list[int]) -> None:
    registry = findings.registry
    if post.former or post.role == "representative" or conditional(sentence, post.first):
        return
    if foreseen(sentence, post.first, findings.report.language):
        return
    if post.role == "member" and post.body and post.body.type == "EmulationCluster":  # units are members, not people
        return
    led = post.role in _LED and post.body is not None and post.body.type == "Organization"
    if led and not says_cluster(findings, sentence, post):  # "his deputy in the committee"
        return
    if post.role in _LED or (post.body and post.body.type == "EmulationCluster"):
        cluster = post.body if post.body and post.body.type == "EmulationCluster" else None
        kind = LEADING.get(post.role, "member_of")
        year = year_near(findings, sentence, post.first, rivals=others)
        findings.claim(
            kind,
            holder,
            registry.cluster(cluster, sentence),
            sentence,
            role=CLUSTER_ROLES.get(kind),
            **bounds(year),
        )
        return
    if post.body is None and (elector := _elector(sentence, post)):
        findings.claim("holds_post", holder, registry.of(elector, sentence), sentence, role=post.role)
        return
    following = sentence.elements[post.last : post.last + 1]  # a chair "of" something else chairs no meeting
    if post.role == "chair" and post.body is None and not any(m.has("of") for m in following):  # of the meeting
        findings.claim("attends", holder, registry.event(findings.meeting), sentence)
    body = registry.of(_directed(findings, post), sentence) if post.body else _own_body(findings, post.role)
    if post.body is None and post.role in _CHAIRS and (where := _chaired_place(findings, sentence, post)):
        body = registry.add(identity.organisation("peoples-committee", where))
    when = tenure(sentence, post, findings.report.language)
    findings.claim("holds_post", holder, body, sentence, role=_title(post), **when)


def _chaired_place(findings: Findings, sentence: Sentence, post: Post) -> str | None:
    """The province of which a post is told without a body ("vice chairman of A province", "the province's chairman"):
    it is one of its People's Committee."""
    elements, language = sentence.elements, findings.report.language
    if not language.spaced or language.body_first:
        return None
    before, after = elements[max(0, post.first - 3) : post.first], elements[post.last : post.last + 3]
    owned = len(before) > 2 and before[-2].text in "'’" and before[-1].text == "s"
    if owned or (before and before[-1].text.endswith(("'s", "’s"))):
        named = before[0] if owned else before[-1]
        if named.type == "Place":
            return _province(named)
        return findings.context.province if named.has("local") or named.has("level", "provincial") else None
    if not after or not after[0].has("of"):
        return None
    rest = [m for m in after[1:] if not m.has("article") and not m.has("level")]
    if rest and rest[0].type == "Place" and any(m.has("level") for m in elements[post.last : post.last + 4]):
        return _province(rest[0])
    return findings.context.province if len(after) > 1 and after[1].has("local") else None


def _province(mention: Mention) -> str | None:
    found = mention.get("place") or "="
    return found if found[0] != "=" and place(found).level in ("province", "city") else None


def _elector(sentence: Sentence, post: Post) -> Mention | None:
    """The one body of the clause that elects somebody to its chair ("the association elected A chair")."""
    first, last = clause(sentence, post.first)
    elements = sentence.elements
    bodies = [i for i in range(first, last) if elements[i].type == "Organization"]
    chosen = any(m.has("elected") for m in elements[first:last])
    if post.role not in _CHOSEN or not chosen or len(bodies) != 1 or elements[bodies[0]].get("body") in _APPOINTS:
        return None
    at = bodies[0] - 1
    if at >= first and elements[at].has("article") and not elements[at].has("of"):
        at -= 1
    acts = at < first or elements[at].type in (MARK, DATE) or elements[at].has("perfect_aux")
    return elements[bodies[0]] if acts and bodies[0] < post.first else None


def _directed(findings: Findings, post: Post) -> Mention:
    """A director heads a department: a translation's "ministry" in a province's report is one."""
    assert post.body is not None
    kind = post.body.get("body")
    if kind == "emulation-council" and post.role in ("head", "deputy_head"):  # a council has a chair, its office a head
        return replace(post.body, data={**post.body.data, "body": "emulation-board"})
    if kind and findings.context.province and post.role in ("director", "deputy_director"):
        return replace(post.body, data={**post.body.data, "body": local_counterpart(kind)})
    return post.body


def _title(post: Post) -> str:
    """Where one word is a minister and the head of a Party commission (zh 部长), the body tells which."""
    kind = post.body.get("body") if post.body else None
    heads = {"minister": "head", "deputy_minister": "deputy_head"}
    return heads.get(post.role, post.role) if kind and kind.startswith("party-") else post.role


def _own_body(findings: Findings, role: str) -> str | None:
    """The body that a role names by itself ("Prime Minister", "member of the Standing Committee")."""
    if role not in _OWN_BODY:
        return None
    own, place = _OWN_BODY[role], findings.context.province
    return findings.registry.add(identity.organisation(own, place, local=None if place else findings.report.source_id))
