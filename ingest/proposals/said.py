"""Whether a sentence says that something is so: a word that states the kind of claim, and none that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from thidua.graph.ontology import ClaimKind
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import CLUSTER_ROLES, LEADING, says_cluster
from thidua.ingest.statements.frames import Trigger, is_agent, subjects, triggers
from thidua.ingest.statements.posts import Post, find_posts
from thidua.language.data import Language
from thidua.language.mention import ROLE, Mention

#: Words after which nothing in the sentence is taken for a fact.
_NEVER = ("negation", "plan", "condition")
#: Words after which nobody holds what the sentence speaks of: who led, who hands over, who may be chosen.
_NO_TENURE = ("former", "handover", "proposal")
#: Words that say who somebody is.
_JOINS = frozenset({"copula", "as", "elected"})
#: What somebody may do to another; other kinds are also told by small words ("after" names what is implemented).
_DEEDS = ("awarded", "speaks", "attends", "launched", "issued")
_ASKED = ("?", "？", "؟")


def is_unreal(sentence: Sentence, kind: ClaimKind) -> bool:
    """Whether the sentence denies, plans, supposes or asks. Of an award a proposal is no fact either, but a status."""
    words = _NEVER + (_NO_TENURE if kind.record == "Tenure" else () if "status" in kind.qualifiers else ("proposal",))
    return any(sentence.has(word) for word in words) or sentence.text.rstrip("\"'”’»」』 ").endswith(_ASKED)


def may_be_said(sentence: Sentence, kind: ClaimKind) -> bool:
    """Whether there is a word that could state the kind, and none that takes it back."""
    role = bool(sentence.of(ROLE)) if kind.id == "holds_post" or kind.id in CLUSTER_ROLES else False
    return (role or bool(triggers(sentence, kind.id))) and not is_unreal(sentence, kind)


def is_said(
    findings: Findings, sentence: Sentence, kind: ClaimKind, subject: Mention, is_object: Callable[[Mention], bool]
) -> bool:
    """Whether a verb of the kind may have this subject by the grammar, or a role says the kind of the object."""
    language = findings.report.language
    posts = [p for p in find_posts(sentence, language) if not p.former]
    if kind.id == "holds_post":
        return any(p.body and is_object(p.body) for p in posts)
    leading = [p for p in posts if LEADING.get(p.role) == kind.id and _holds(sentence, language, p, subject)]
    if any(_leads(findings, sentence, p, is_object) for p in leading):
        return True
    return any(_may_tell(sentence, language, kind, subject, t) for t in triggers(sentence, kind.id))


def _holds(sentence: Sentence, language: Language, post: Post, subject: Mention) -> bool:
    """Whether a word joins the role to the one proposed ("the leader was, after a long debate, A"), and no other verb
    has them for its ends ("the leader praised A")."""
    at = sentence.index(subject)
    low, high = sorted((at, post.first))
    between = sentence.elements[low + 1 : high]
    told = [*between, *(sentence.elements[high + 1 :] if language.postpositions else ())]
    joined = any(not _JOINS.isdisjoint(m.tables) for m in told)
    beside = sentence.elements[at - 1] if at and not language.postpositions else None
    given = beside is not None and (beside.has("recipient") or beside.has("agent")) and not beside.has("as")
    return joined and not given and not any(m.tells(kind) for m in told for kind in _DEEDS)


def _leads(findings: Findings, sentence: Sentence, post: Post, is_object: Callable[[Mention], bool]) -> bool:
    """Whether it is the post of the cluster meant: "head of the cluster", or "leader" with a cluster's own word."""
    if post.body:
        return post.body.type == "EmulationCluster" and is_object(post.body)
    clusters = any(map(is_object, sentence.of("EmulationCluster")))
    return clusters and post.role in CLUSTER_ROLES.values() and says_cluster(findings, sentence, post)


def _may_tell(sentence: Sentence, language: Language, kind: ClaimKind, subject: Mention, trigger: Trigger) -> bool:
    at = sentence.index(subject)
    before, acts = at < trigger.position, is_agent(sentence, at, language)
    if kind.id == "awarded":  # the subject is who gets it: whom a passive verb follows, or who is marked or counted
        beside = at + 1 if language.postpositions else at - 1
        marked = 0 <= beside < len(sentence.elements) and sentence.elements[beside].has("recipient")
        marked = marked and (before or not language.verb_last)  # behind the verb stands who is asked to award it
        return not acts and (marked or subject.type == "Group" or (trigger.voice == "passive" and before))
    if kind.id == "member_of":  # "A is a member of C"; of "C has A" the verbs say too little
        return trigger.voice == "belongs" and before and not acts and not sentence.has("unit")
    if kind.id == "issued" and triggers(sentence, "established_by"):
        return False  # what is founded by the document stands where its issuer would
    return subject in subjects(sentence, language, kind.id, trigger)
