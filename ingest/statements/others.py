"""Claim kinds without rules of their own: who and what stand on either side of the kind's verbs.

A kind added to `schema.ttl`, whose verbs are added to the `frames.toml` of a language, is read from here on.
"""

from __future__ import annotations

from thidua.graph.claims import Value
from thidua.graph.ontology import ontology
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import Trigger, objects, subjects, triggers, unreal
from thidua.ingest.statements.years import bounds, stated_year
from thidua.language.mention import DATE

#: Kinds that other rules state.
_RULED = frozenset(
    (
        *("leads", "deputy_leads", "member_of", "holds_post", "attends", "speaks", "issued", "dated", "implements"),
        *("launched", "awarded", "established_by", "succeeds", "figure"),
    )
)


def state_others(findings: Findings, sentence: Sentence) -> None:
    for kind in sorted(ontology().kinds.keys() - _RULED):
        for trigger in triggers(sentence, kind):
            if not unreal(sentence, trigger.position):
                _state(findings, sentence, kind, trigger)


def _state(findings: Findings, sentence: Sentence, kind: str, trigger: Trigger) -> None:
    language = findings.report.language
    who = subjects(sentence, language, kind, trigger)[:1]
    what = [m for m in objects(sentence, language, kind, trigger) if m not in who][:1]
    if not who:
        return
    subject = findings.registry.of(who[0], sentence)
    target = findings.registry.of(what[0], sentence) if what else _date(sentence, kind)
    year = stated_year(findings, sentence, trigger.position)
    dated = {"valid_from", "valid_to"} <= ontology().kinds[kind].qualifiers
    findings.claim(kind, subject, target, sentence, **(bounds(year) if dated else {}))


def _date(sentence: Sentence, kind: str) -> Value | None:
    """The day that a kind with a date for its object states."""
    if ontology().kinds[kind].value != "date":
        return None
    days = (m.get("value") or "" for m in sentence.of(DATE))
    return next((Value(day, "date") for day in days if day and "/" not in day), None)
