"""Titles of honour that people bear before their names ("Hero of Labour Nguyễn Thị A"): they were given them."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.years import clause
from thidua.language.mention import Mention

#: Honours that stand before a name.
_BORNE = frozenset(
    (
        *("hero_of_labour", "hero_of_armed_forces", "peoples_artist", "meritorious_artist", "peoples_teacher"),
        *("meritorious_teacher", "peoples_physician", "meritorious_physician"),
    )
)
_LIGHT = frozenset({"honorific", "of", "article"})


def state_titles(findings: Findings, sentence: Sentence) -> None:
    """The sentence says neither when nor by whom; where it proposes, denies or plans anything it states none."""
    for person in sentence.of("Person"):
        honour = _borne(sentence, sentence.index(person))
        if honour is None:
            continue
        first, last = clause(sentence, sentence.index(honour))
        inside = sentence.elements[first:last]
        if any(m.has(table) for m in inside for table in ("proposal", "negation", "plan", "condition")):
            continue
        bearer, title = findings.registry.of(person, sentence), findings.registry.of(honour, sentence)
        findings.claim("awarded", bearer, title, sentence, status="conferred")


def _borne(sentence: Sentence, position: int) -> Mention | None:
    """The honour right before the person, with nothing but a title or a particle between."""
    at = position - 1
    while at >= 0 and sentence.elements[at].type != "Honour" and _LIGHT.intersection(sentence.elements[at].tables):
        at -= 1
    honour = sentence.elements[at] if at >= 0 else None
    return honour if honour is not None and honour.get("honour") in _BORNE else None
