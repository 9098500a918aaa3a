"""Movements and campaigns by their quoted names: who launched them, which cluster carries them out."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import Trigger, is_agent, objects, subjects, triggers, unreal
from thidua.ingest.statements.years import stated_year, year_near
from thidua.language.mention import DATE, MARK, QUOTE, Mention

_NEAR = 6  # elements between the word "movement" and the first name


def state_movements(findings: Findings, sentence: Sentence) -> None:
    named = movement_names(sentence)
    told = triggers(sentence, "launched")
    launches = [t for t in told if not unreal(sentence, t.position)]
    if told and not launches:
        return
    for name, kind, anchor in named:
        movement = findings.registry.movement(name.data["text"], kind)
        at = sentence.index(name)
        year = year_near(findings, sentence, at)
        launchers = _launchers(findings, sentence, anchor, launches)
        launched = stated_year(findings, sentence, at)
        for launcher in launchers:
            findings.claim("launched", launcher, movement, sentence, valid_from=launched, valid_to=launched)
        if triggers(sentence, "implements") or sentence.has("cluster_ref") or sentence.of("EmulationCluster") or not launchers:
            cluster = next(iter(sentence.of("EmulationCluster")), None)
            findings.claim("implements", findings.registry.cluster(cluster, sentence), movement, sentence, valid_from=year, valid_to=year)
    if launches and not named:
        _unnamed(findings, sentence, launches)


def movement_names(sentence: Sentence) -> list[tuple[Mention, str, int]]:
    """The quotations that name a movement or campaign, and where the word "movement" (or the name) stands.

    Near that word, joined to a name that is, or in a list that the word opens ("movements such as: …").
    """
    found: list[tuple[Mention, str, int]] = []
    kind: str | None = None
    since = anchor = 0
    listed = False
    for index, element in enumerate(sentence.elements):
        if element.type == "Movement":
            kind, since, anchor = element.get("movementType"), 0, index
        elif element.type == "NormativeDocument" and element.get("number"):
            kind, listed = None, False
        elif element.has("list_open"):
            listed = listed or (kind is not None and since <= 2 * _NEAR)
        elif element.type == QUOTE:
            named = _named_after(sentence, index)
            if (chosen := named or (kind if listed or since <= _NEAR else None)) and len(element.data["text"].split()) < 30:
                found.append((element, chosen, anchor if listed else index))
                kind, since = chosen, 0
        elif not (element.type == MARK or element.has("and")):
            since += 1
    return found


def _named_after(sentence: Sentence, index: int) -> str | None:
    """The word "movement" right after a quotation."""
    following = sentence.elements[index + 1 : index + 4]
    return next((m.get("movementType") for m in following if m.type == "Movement"), None)


def _launchers(findings: Findings, sentence: Sentence, at: int, launches: list[Trigger]) -> list[str]:
    """Who launched the movement named at `at`, if a verb of launching stands near it."""
    near = [t for t in launches if abs(t.position - at) <= 20 and not _other_name_between(sentence, at, t.position)]
    if not near:
        return []
    trigger = min(near, key=lambda t: abs(t.position - at))
    language = findings.report.language
    who = [m for i, m in enumerate(sentence.elements) if m.type in ("Organization", "Person")
           and abs(i - trigger.position) <= 8 and is_agent(sentence, i, language)]
    who = _together(sentence, who, trigger) or subjects(sentence, language, "launched", trigger)[:1]
    named = [e for m in who if (e := findings.registry.of(m, sentence))]
    own = findings.registry.cluster(None, sentence) if not named and sentence.has("cluster_ref") else None
    return named or ([own] if own else [])


def _other_name_between(sentence: Sentence, at: int, position: int) -> bool:
    """Whether the verb belongs to another quoted name, which stands between."""
    low, high = sorted((at, position))
    return any(m.type == QUOTE for m in sentence.elements[low + 1 : high])


def _together(sentence: Sentence, who: list[Mention], trigger: Trigger) -> list[Mention]:
    """The agent nearest to the verb, and those joined to it by "and"."""
    if not who:
        return []
    nearest = min(who, key=lambda m: abs(sentence.index(m) - trigger.position))
    at = sentence.index(nearest)
    return [m for m in who if m is nearest or (abs(sentence.index(m) - at) <= 3 and any(
        e.has("and") for e in sentence.elements[min(at, sentence.index(m)) : max(at, sentence.index(m))]))]


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
