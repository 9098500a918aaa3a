"""Who attended and who spoke at the report's meeting, and when it was held."""

from __future__ import annotations

from collections import Counter

from thidua.graph.claims import Value
from thidua.ingest.findings import Findings
from thidua.ingest.report import Report, Sentence
from thidua.ingest.statements.frames import triggers
from thidua.ingest.statements.years import beside_document, full_date
from thidua.language.mention import DATE


def event_kind(report: Report) -> str:
    """The kind of meeting that the report is about: the one it names most often, early mentions first."""
    kinds: Counter[str] = Counter()
    for sentence in report.sentences:
        for mention in sentence.of("Event"):
            if kind := mention.get("eventType"):
                kinds[kind] += 2 if sentence.number < 3 else 1
    return kinds.most_common(1)[0][0] if kinds else "conference"


def state_participation(findings: Findings, sentence: Sentence, last_person: str | None) -> None:
    people = [p for m in sentence.of("Person") if (p := findings.registry.of(m, sentence))]
    if not people and last_person and sentence.has("person_ref"):
        people = [last_person]
    if not people:
        return
    event = findings.registry.event(findings.meeting)
    if triggers(sentence, "attends"):
        for person in people:
            findings.claim("attends", person, event, sentence)
    if spoken := triggers(sentence, "speaks"):
        speaker = _speaker(findings, sentence, spoken[0].position) or people[0]
        findings.claim("speaks", speaker, event, sentence)


def _speaker(findings: Findings, sentence: Sentence, position: int) -> str | None:
    people = [(abs(i - position), m) for i, m in enumerate(sentence.elements) if m.type == "Person"]
    return findings.registry.of(min(people, key=lambda p: p[0])[1], sentence) if people else None


def state_date(findings: Findings, sentence: Sentence) -> bool:
    """The day of the meeting: a day and month beside a verb of holding or the meeting's name. True when stated."""
    days = [m for i, m in enumerate(sentence.elements) if m.type == DATE and _is_day(m.get("value")) and not beside_document(sentence, i)]
    meeting = sentence.of("Event") or triggers(sentence, "dated") or triggers(sentence, "attends") or sentence.number == 0
    if not days or not meeting:
        return False
    value, confidence = full_date(findings, days[0].data["value"])
    event = findings.registry.event(findings.meeting)
    findings.claim("dated", event, Value(value, "date"), sentence, valid_from=value, valid_to=value, confidence=confidence)
    return True


def _is_day(value: str | None) -> bool:
    """ "2024-06-21" or "--06-21"."""
    return value is not None and "/" not in value and value.count("-") >= 2 and len(value) >= 7 and value[-3] == "-"
