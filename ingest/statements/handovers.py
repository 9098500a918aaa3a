"""Leads that change hands: who takes over, and for which year somebody was elected just before."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.years import clause
from thidua.language.mention import DATE, ROLE, Mention


def told_before(findings: Findings, sentence: Sentence) -> str | None:
    """The year of the election that the sentence goes on telling of ("A was elected for 2024. B will be deputy.")."""
    going_on = not sentence.of(DATE) and (sentence.has("elected") or sentence.has("plan"))
    before = findings.report.sentences[sentence.number - 1] if going_on and sentence.number else None
    if before is None or not (before.has("elected") or before.has("handover")) or not before.of(ROLE):
        return None
    years = {int(v) for m in before.of(DATE) if len(v := m.get("value") or "") == 4 and v.isdigit()}
    later = years - {findings.context.year}
    return str(max(later)) if len(later) == 1 and max(later) > (findings.context.year or 0) else None


def handed_to(findings: Findings, sentence: Sentence, post: Post) -> list[Mention]:
    """Who takes over where a sentence tells of a handover: the body marked as its recipient."""
    first, last = clause(sentence, post.first)
    if findings.report.language.postpositions or not any(m.has("handover") for m in sentence.elements[first:last]):
        return []
    bodies = [i for i in range(first + 1, last) if sentence.elements[i].type == "Organization"]
    return [sentence.elements[i] for i in bodies if _is_recipient(sentence, i)][:1]


def _is_recipient(sentence: Sentence, position: int) -> bool:
    at = position - 1
    while at > 0 and sentence.elements[at].has("article") and not sentence.elements[at].has("recipient"):
        at -= 1
    return sentence.elements[at].has("recipient")
