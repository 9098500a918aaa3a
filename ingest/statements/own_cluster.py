"""Sentences about the report's own cluster without a word for it: "It was set up under …", "the units carried out"."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import triggers, unreal
from thidua.language.mention import DATE, MARK, ROLE, Mention

_OTHER_DEEDS = ("awarded", "launched", "succeeds")


def speaks_of_own(findings: Findings, sentence: Sentence) -> bool:
    """Whether the sentence tells of the report's cluster what it founds or implements, and of nobody else."""
    if findings.clusters.main is None or sentence.of("Person") or sentence.has("elected"):
        return False
    if any(triggers(sentence, kind) for kind in _OTHER_DEEDS):
        return False
    founded = triggers(sentence, "established_by")
    if founded:
        return _begins(sentence, founded[0].position) and _told_of_before(findings, sentence)
    return any(_units_do(sentence, t.position) for t in triggers(sentence, "implements"))


def _begins(sentence: Sentence, position: int) -> bool:
    """Whether nothing stands before the verb that could be its subject."""
    return all(m.type in (DATE, MARK) or m.has("person_ref") or m.has("article") for m in sentence.elements[:position])


def _told_of_before(findings: Findings, sentence: Sentence) -> bool:
    before = findings.report.sentences[sentence.number - 1] if sentence.number else None
    return before is not None and bool(before.of("EmulationCluster"))


def _units_do(sentence: Sentence, position: int) -> bool:
    """Whether "the units", "the members" stand before the verb, and no body but those whose documents they are."""
    before = sentence.elements[:position]
    named = [i for i, m in enumerate(sentence.elements) if m.type == "Organization"]
    return (
        any(map(is_unit, before)) and not unreal(sentence, position) and all(owns_document(sentence, i) for i in named)
    )


def is_unit(mention: Mention) -> bool:
    """Whether the words mean the cluster's units or members."""
    return mention.has("unit") or (mention.type == ROLE and mention.get("role") == "member")


def owns_document(sentence: Sentence, position: int) -> bool:
    """Whether the body only says whose document it is."""
    before = sentence.elements[max(0, position - 10) : position]
    return any(m.type == "NormativeDocument" for m in before)
