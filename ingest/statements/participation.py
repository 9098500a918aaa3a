"""Who attended and who spoke at the report's meeting, and when it was held."""

from __future__ import annotations

from collections import Counter

from thidua.graph.claims import Value
from thidua.ingest.findings import Findings
from thidua.ingest.report import Report, Sentence
from thidua.ingest.statements.frames import negated, triggers
from thidua.ingest.statements.headings import heading
from thidua.ingest.statements.years import beside_document, clause, full_date
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention

_LINE = 10  # elements of a line with place and day


def event_kind(report: Report) -> str:
    """The kind of meeting that the report is about: the one it names most often, early mentions first."""
    kinds: Counter[str] = Counter()
    for sentence in report.sentences:
        for mention in sentence.of("Event"):
            if kind := mention.get("eventType"):
                kinds[kind] += 2 if sentence.number < 3 else 1
    return kinds.most_common(1)[0][0] if kinds else "conference"


def state_participation(findings: Findings, sentence: Sentence, last_person: str | None) -> None:
    registry = findings.registry
    attending = _attends(sentence) or any(_chairs(sentence, t.position) for t in triggers(sentence, "leads"))
    attending = attending or _listed_as_present(findings, sentence)
    named = [m for m in sentence.of("Person") if not _away(sentence, sentence.index(m))]
    people = [p for m in named if (p := registry.of(m, sentence))]
    if not people and last_person and sentence.has("person_ref") and not sentence.of("Person"):
        people = [last_person]
    for person in people if attending else ():
        findings.claim("attends", person, registry.event(findings.meeting), sentence)
    spoken = triggers(sentence, "speaks")
    speakers: list[str | None] = _speakers(findings, sentence, spoken[0].position) if spoken else []
    if spoken and not speakers and not sentence.of("Person") and people:
        speakers = [*people[:1]]
    for speaker in speakers:
        findings.claim("speaks", speaker, registry.event(findings.meeting), sentence)


def _attends(sentence: Sentence) -> bool:
    return any(not _denied(sentence, t.position) for t in triggers(sentence, "attends"))


def _chairs(sentence: Sentence, position: int) -> bool:
    """Whether a verb of leading has the meeting for its object ("leiteten gemeinsam die Konferenz"), not a cluster."""
    near = sentence.elements[max(0, position - 3) : position + 5]
    return any(m.type == "Event" for m in near) and not any(m.type == "EmulationCluster" for m in near)


def _listed_as_present(findings: Findings, sentence: Sentence) -> bool:
    """Whether the line belongs to a list under "Present:"."""
    head = heading(findings, sentence)
    return head is not None and _attends(head) and not any(negated(sentence, i) for i in range(len(sentence.elements)))


def _away(sentence: Sentence, position: int) -> bool:
    """Whether the clause says that the person did not come."""
    first, _ = clause(sentence, position)
    absent = any(m.has("absent") for m in sentence.elements[first:position])
    return absent or _denied(sentence, position)


def _denied(sentence: Sentence, position: int) -> bool:
    """Whether a verb of attending is negated in the clause: the verb's other parts there are too."""
    first, last = clause(sentence, position)
    return any(sentence.elements[i].tells("attends") and negated(sentence, i) for i in range(first, last))


def _speakers(findings: Findings, sentence: Sentence, position: int) -> list[str | None]:
    """Who speaks: right behind the verb ("said X"), else the nearest before it in the clause, else behind; with those
    whom "and" joins before the verb."""
    first, last = clause(sentence, position)
    people = [i for i in range(first, last) if sentence.elements[i].type == "Person" and not _signs(sentence, i)]
    before, after = [i for i in people if i < position], [i for i in people if i > position]
    at, tables = position + 1, {"honorific", "article"}
    while at < last and (sentence.elements[at].type == ROLE or not tables.isdisjoint(sentence.elements[at].tables)):
        at += 1
    chosen = [i for i in after if i == at] or before[::-1] or after
    speaking = chosen[:1]
    for other in before[-2::-1] if speaking and speaking == before[-1:] else ():
        between = sentence.elements[other + 1 : speaking[-1]]
        if any(m.has("frame") for m in between) or not (len(speaking) > 1 or any(m.has("and") for m in between)):
            break
        speaking.append(other)
    return [findings.registry.of(sentence.elements[i], sentence) for i in speaking]


def _signs(sentence: Sentence, position: int) -> bool:
    """Whether the person only issued a document ("the directive signed by A calls on all")."""
    at = position - 1
    while at >= 0 and (sentence.elements[at].type == ROLE or sentence.elements[at].has("article")):
        at -= 1
    if at > 0 and sentence.elements[at].has("agent") and not sentence.elements[at].has("frame"):
        at -= 1
    return at >= 0 and any(s.concept == "issued.passive" for s in sentence.elements[at].senses)


def state_date(findings: Findings, sentence: Sentence, *, bylines: bool = False) -> bool:
    """The day of the meeting: a day and month beside a verb of holding or the meeting's name. True when stated.

    `bylines`: whether the line that says when the report was published counts, where nothing else tells."""
    days = _days(sentence)
    days = [m for m in days if not _is_dateline(sentence, m)] if len(days) > 1 else days
    days = [m for m in days if not _in_brackets(sentence, m)] or days
    # the headline and what follows it, if it tells of no merger
    begins = sentence.number <= 1 and (bylines or not _is_byline(sentence)) and not triggers(sentence, "succeeds")
    meeting = sentence.of("Event") or triggers(sentence, "dated") or triggers(sentence, "attends") or begins
    if not days or not meeting or sentence.has("other_event"):
        return False
    value, confidence = full_date(findings, days[0].data["value"])
    event = findings.registry.event(findings.meeting)
    when = None if value.startswith("--") else value  # a day of no year that anybody states
    findings.claim(
        "dated", event, Value(value, "date"), sentence, valid_from=when, valid_to=when, confidence=confidence
    )
    return True


def _in_brackets(sentence: Sentence, day: Mention) -> bool:
    """ "On the anniversary (11 June), …": the day of something else."""
    at = sentence.index(day)
    around = sentence.elements[max(0, at - 1) : at + 2 : 2]
    return len(around) == 2 and around[0].text in "(（" and around[1].text in ")）"


def _is_byline(sentence: Sentence) -> bool:
    """Whether the line only says where and when the report was published ("Hanoi, 09/07/2025")."""
    told = any(m.type in ("Event", "EmulationCluster", "Organization", "Person") for m in sentence.elements)
    return not told and len(sentence.elements) <= _LINE and not any(m.has("frame") for m in sentence.elements)


def _days(sentence: Sentence) -> list[Mention]:
    """The days that may be the meeting's."""
    return [
        m
        for i, m in enumerate(sentence.elements)
        if m.type == DATE
        and _is_day(m.get("value"))
        and not beside_document(sentence, i)
        and not _other_day(sentence, i)
    ]


def _is_dateline(sentence: Sentence, day: Mention) -> bool:
    """ "HANOI, 12 July – …": when it was written."""
    at = sentence.index(day)
    after = sentence.elements[at + 1 : at + 3]
    before = sentence.elements[:at]
    return any(m.text in "-–—" for m in after) and all(m.type in ("Place", MARK, OTHER) for m in before)


def _other_day(sentence: Sentence, position: int) -> bool:
    """Whether something is to be done by that day ("must be signed before 15 March"), or a document is of it."""
    first, _ = clause(sentence, position)
    dates = [i for i in range(first, position) if sentence.elements[i].type == DATE]
    before = sentence.elements[max(first, position - 4, *(i + 1 for i in dates)) : position]
    issued = any(m.tells("issued") and not m.tells("dated") for m in before) and bool(sentence.of("NormativeDocument"))
    return issued or any(m.has("plan") for m in before)


def _is_day(value: str | None) -> bool:
    """ "2024-06-21" or "--06-21"."""
    return value is not None and "/" not in value and value.count("-") >= 2 and len(value) >= 7 and value[-3] == "-"
