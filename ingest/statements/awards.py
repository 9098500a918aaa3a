"""Awards: who gets which honour, from whom, how many, and whether it is given or only proposed."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import is_agent, triggers
from thidua.ingest.statements.years import clause, year_near
from thidua.language.data import Language
from thidua.language.mention import Mention

_RECIPIENTS = ("Organization", "Person", "Group", "EmulationCluster")


def state_awards(findings: Findings, sentence: Sentence) -> None:
    for honour in sentence.of("Honour"):
        at = sentence.index(honour)
        first, last = clause(sentence, at)
        verbs = [t for t in triggers(sentence, "awarded") if first <= t.position < last]
        if verbs:
            _state(findings, sentence, honour, (first, last), passive=any(t.voice == "passive" for t in verbs))


def _state(findings: Findings, sentence: Sentence, honour: Mention, span: tuple[int, int], *, passive: bool) -> None:
    language, registry = findings.report.language, findings.registry
    inside = [(i, sentence.elements[i]) for i in range(*span) if sentence.elements[i].type in _RECIPIENTS]
    givers = [m for i, m in inside if _gives(sentence, i, language)]
    recipients = [m for i, m in inside if m not in givers and not _part_of_giver(sentence, i)]
    if not passive and not givers and recipients and not _marked_recipient(sentence, inside, language):
        givers, recipients = recipients[:1], recipients[1:]
    groups = [m for m in recipients if m.type == "Group"]
    honoured = registry.of(honour, sentence)
    year = year_near(findings, sentence, sentence.index(honour))
    status = "proposed" if any(m.has("proposal") for m in sentence.elements[span[0] : span[1]]) else "conferred"
    giver = registry.of(givers[0], sentence) if givers else None
    for recipient in groups or [m for m in recipients if m.type != "EmulationCluster"]:
        count = recipient.get("count")
        findings.claim("awarded", registry.of(recipient, sentence), honoured, sentence, giver=giver, status=status,
                       count=int(count) if count and count.isdigit() else None, valid_from=year, valid_to=year)


def _gives(sentence: Sentence, position: int, language: Language) -> bool:
    """Marked as who acts, or as where the honour comes from."""
    return is_agent(sentence, position, language) or _beside(sentence, position, language, "giver")


def _beside(sentence: Sentence, position: int, language: Language, table: str) -> bool:
    at = position + (1 if language.postpositions else -1)
    return 0 <= at < len(sentence.elements) and sentence.elements[at].has(table)


def _marked_recipient(sentence: Sentence, inside: list[tuple[int, Mention]], language: Language) -> bool:
    return any(_beside(sentence, i, language, "recipient") for i, _ in inside)


def _part_of_giver(sentence: Sentence, position: int) -> bool:
    """A body inside a person's post is nobody's recipient."""
    before = sentence.elements[max(0, position - 3) : position]
    return any(m.type == "Role" for m in before) and all(m.has("of") or m.has("article") or m.type == "Role" for m in before[1:])
