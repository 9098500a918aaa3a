"""Which posts are those of a cluster: its leader, its deputy, whatever a report calls them."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.language.lexicon import plain
from thidua.language.mention import ROLE, Mention
from thidua.language.sequence import senses_inside

#: Roles that lead a body, and so lead a cluster where the body is one.
LEADING = {
    "leader": "leads", "chair": "leads", "head": "leads", "director": "leads", "president": "leads",
    "deputy_leader": "deputy_leads", "deputy_chair": "deputy_leads", "deputy_head": "deputy_leads",
    "deputy_director": "deputy_leads", "vice_president": "deputy_leads", "standing_deputy_chair": "deputy_leads",
}  # fmt: skip
#: Whatever a report calls it ("head", "chair"), who leads a cluster is its leader.
CLUSTER_ROLES = {"leads": "leader", "deputy_leads": "deputy_leader"}


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
    compound = any(form in plain(word.text) for form in language.cluster_words)
    return bool(said) or compound or cluster_near(sentence, post.first, 5) is not None


def cluster_near(sentence: Sentence, position: int, reach: int = 8) -> Mention | None:
    near = [
        (abs(i - position), i)
        for i, m in enumerate(sentence.elements)
        if m.type == "EmulationCluster" and not m.get("units") and abs(i - position) <= reach
    ]
    return sentence.elements[min(near)[1]] if near else None
