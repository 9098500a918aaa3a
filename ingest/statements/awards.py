"""Awards: who gets which honour, from whom, how many, and whether it is given or only proposed."""

from __future__ import annotations

from thidua.graph import identity
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import is_agent, triggers, unreal
from thidua.ingest.statements.years import clause, year_near
from thidua.language.data import Language
from thidua.language.mention import Mention

_GIVERS = {"pm_certificate_of_merit": "prime-minister", "government_flag": "government"}
_RECIPIENTS = ("Organization", "Person", "Group", "EmulationCluster")


def state_awards(findings: Findings, sentence: Sentence) -> None:
    for honour in sentence.of("Honour"):
        at = sentence.index(honour)
        span = clause(sentence, at)
        verbs = [t for t in triggers(sentence, "awarded") if span[0] <= t.position < span[1] and not unreal(sentence, t.position)]
        proposed = any(m.has("proposal") for m in sentence.elements[span[0] : span[1]])
        if verbs or proposed:
            active = verbs[0].position if verbs and all(t.voice == "active" for t in verbs) else None
            _state(findings, sentence, honour, span, active, "proposed" if proposed else "conferred")


def _state(
    findings: Findings, sentence: Sentence, honour: Mention, span: tuple[int, int], active: int | None, status: str
) -> None:
    """One honour of a clause; `active` is the verb's position where its subject is who gives."""
    language, registry = findings.report.language, findings.registry
    inside = [(i, sentence.elements[i]) for i in range(*span) if sentence.elements[i].type in _RECIPIENTS]
    givers = [(i, m) for i, m in inside if _gives(sentence, i, language)]
    if not givers and active is not None:
        givers = [(i, m) for i, m in inside if i < active and m.type != "Group" and not _beside(sentence, i, language, "recipient")][-1:]
    marked = [i for i, _ in inside if _beside(sentence, i, language, "recipient")]
    if marked and not language.postpositions:  # "gives H to R": what stands before "to" does not get it
        givers = givers or [(i, m) for i, m in inside if i < marked[0] and m.type != "Group"][-1:]
        inside = [(i, m) for i, m in inside if i >= marked[0] or m.type == "Group"]
    rest = [(i, m) for i, m in inside if (i, m) not in givers and not _belongs(sentence, i, language)]
    recipients = [m for i, m in rest if m.type != "EmulationCluster" and _honour_of(sentence, i, span) is honour]
    year = year_near(findings, sentence, sentence.index(honour))
    giver = registry.of(givers[0][1], sentence) if givers else _own_giver(findings, honour)
    for recipient in recipients:
        count = recipient.get("count")
        findings.claim("awarded", registry.of(recipient, sentence), registry.of(honour, sentence), sentence, giver=giver, status=status,
                       count=int(count) if count and count.isdigit() else None, valid_from=year, valid_to=year)


def _own_giver(findings: Findings, honour: Mention) -> str | None:
    """Who gives the honours that only one body can give."""
    body = _GIVERS.get(honour.data["honour"])
    return findings.registry.add(identity.organisation(body, None)) if body else None


def _honour_of(sentence: Sentence, position: int, span: tuple[int, int]) -> Mention:
    """Which of the clause's honours a recipient gets: the last before it where honours come first, else the next."""
    honours = [i for i in range(*span) if sentence.elements[i].type == "Honour"]
    first = next(i for i in range(*span) if sentence.elements[i].type in ("Honour", "Group") or i == position)
    before, after = [i for i in honours if i < position], [i for i in honours if i > position]
    honour_first = sentence.elements[first].type == "Honour"
    chosen = (before or after) if honour_first else (after[:1] or before)
    return sentence.elements[chosen[-1]]


def _gives(sentence: Sentence, position: int, language: Language) -> bool:
    """Marked as who acts, or as where the honour comes from."""
    return is_agent(sentence, position, language) or _beside(sentence, position, language, "giver")


def _beside(sentence: Sentence, position: int, language: Language, table: str) -> bool:
    at = position + (1 if language.postpositions else -1)
    return 0 <= at < len(sentence.elements) and sentence.elements[at].has(table)


def _belongs(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the body only says whose people or which post is meant ("11 individuals of the department")."""
    step = 1 if language.postpositions else -1
    at = position + step
    if not (0 <= at < len(sentence.elements) and (sentence.elements[at].has("of") or sentence.elements[at].type == "Role")):
        return False
    while 0 <= at < len(sentence.elements) and (sentence.elements[at].has("of") or sentence.elements[at].has("article")):
        at += step
    return 0 <= at < len(sentence.elements) and sentence.elements[at].type in ("Role", "Group", "EmulationCluster")
