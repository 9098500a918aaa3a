"""Movements and campaigns by their quoted names: who launched them, which cluster carries them out."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import Trigger, is_agent, objects, subjects, triggers
from thidua.ingest.statements.years import stated_year, year_near
from thidua.language.mention import DATE, MARK, QUOTE, Mention

_NEAR = 6  # elements between the word "movement" and the first name


def state_movements(findings: Findings, sentence: Sentence) -> None:
    named = movement_names(sentence)
    launches = triggers(sentence, "launched")
    for name, kind in named:
        movement = findings.registry.movement(name.data["text"], kind)
        at = sentence.index(name)
        year = year_near(findings, sentence, at)
        launcher = _launcher(findings, sentence, at, launches)
        launched = stated_year(findings, sentence, at)
        findings.claim("launched", launcher, movement, sentence, valid_from=launched, valid_to=launched)
        if triggers(sentence, "implements") or sentence.has("cluster_ref") or sentence.of("EmulationCluster") or launcher is None:
            cluster = next(iter(sentence.of("EmulationCluster")), None)
            findings.claim("implements", findings.registry.cluster(cluster, sentence), movement, sentence, valid_from=year, valid_to=year)
    if launches and not named:
        _unnamed(findings, sentence, launches)


def movement_names(sentence: Sentence) -> list[tuple[Mention, str]]:
    """The quotations that name a movement or campaign: near that word, or joined to one that is."""
    found: list[tuple[Mention, str]] = []
    kind: str | None = None
    since = 0
    for index, element in enumerate(sentence.elements):
        if element.type == "Movement":
            kind, since = element.get("movementType"), 0
        elif element.type == "NormativeDocument":
            kind = None
        elif element.type == QUOTE:
            following = sentence.elements[index + 1 : index + 4]
            named = next((m.get("movementType") for m in following if m.type == "Movement"), None)
            if (chosen := named or (kind if since <= _NEAR else None)) and len(element.data["text"].split()) < 30:
                found.append((element, chosen))
                kind, since = chosen, 0
        elif not (element.type == MARK or element.has("and")):
            since += 1
    return found


def _launcher(findings: Findings, sentence: Sentence, at: int, launches: list[Trigger]) -> str | None:
    """Who launched the movement named at `at`, if a verb of launching stands near it."""
    near = [t for t in launches if abs(t.position - at) <= 20]
    if not near:
        return None
    trigger = min(near, key=lambda t: abs(t.position - at))
    language = findings.report.language
    marked = [(abs(i - trigger.position), m) for i, m in enumerate(sentence.elements) if m.type in ("Organization", "Person")
              and abs(i - trigger.position) <= 8 and is_agent(sentence, i, language)]
    who = [m for _, m in sorted(marked, key=lambda pair: pair[0])] or subjects(sentence, language, "launched", trigger)
    return findings.registry.of(who[0], sentence) if who else findings.registry.cluster(None, sentence) if sentence.has("cluster_ref") else None


def _unnamed(findings: Findings, sentence: Sentence, launches: list[Trigger]) -> None:
    """ "launched the 2024 emulation movement": the year makes its name."""
    language = findings.report.language
    for trigger in launches[:1]:
        what = [m for m in objects(sentence, language, "launched", trigger) if m.type == "Movement"]
        who = subjects(sentence, language, "launched", trigger)
        if not what or not who:
            continue
        at = sentence.index(what[0])
        years = [m for m in sentence.elements[max(0, at - 4) : at + 6] if m.type == DATE and len(m.get("value") or "") == 4]
        if years:
            year = years[0].data["value"]
            movement = findings.registry.movement(f"Phong trào thi đua yêu nước năm {year}")
            findings.claim("launched", findings.registry.of(who[0], sentence), movement, sentence, valid_from=year, valid_to=year)
