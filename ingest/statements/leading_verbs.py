"""Bodies and people that a verb says lead a cluster: "the block is led by X", "X heads the block"."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.ingest.findings import Findings
from thidua.ingest.naming import described
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import conditional, decided, is_agent, opens_relative, unreal
from thidua.ingest.statements.handovers import told_before
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.nearby import replaced
from thidua.ingest.statements.years import bounds, clause, joined_years, year_near
from thidua.language.data import Language
from thidua.language.mention import DATE, MARK, OTHER, ROLE, Mention
from thidua.language.sequence import senses_inside

#: Elements between a verb and a holder whose relative clause it ends.
_FAR = 12


def state_leading_verb(
    findings: Findings, sentence: Sentence, position: int, voice: str, seconds: Sequence[Mention] = ()
) -> None:
    """State who leads; `seconds` are deputies by another word of the sentence ("A as leader and B as deputy lead")."""
    elements = sentence.elements
    settled = decided(sentence) or told_before(findings, sentence) is not None
    if _is_noun(elements, position) or conditional(sentence, position):
        return
    if unreal(sentence, position) and not settled:
        return
    first, last = clause(sentence, position)
    near = range(max(first, position - 6), min(last, position + 9))
    clusters = _clusters(elements[near.start : near.stop]) or _clusters(elements[max(first, position - 9) : position])
    if not clusters or (voice == "active" and _has_other_object(sentence, position)):
        return
    around = [
        (abs(i - position), m)
        for i, m in enumerate(elements)
        if m not in seconds
        and not replaced(sentence, i)
        and (i in near or _relative(sentence, i, position))
        and (m.type in ("Organization", "Person") or _acts(sentence, i, position))
    ]
    if voice == "passive":
        around = [(d, m) for d, m in around if _leads_it(sentence, m, position, findings.report.language)]
    elif findings.report.language.verb_last:
        around = [(d, m) for d, m in around if _is_subject(sentence, m, position)] or around
    by = voice == "passive" and elements[sentence.index(clusters[0]) + 1].has("agent")  # "der Block von A geführt"
    around = [(d, m) for d, m in around if by or not _inside_name(sentence, m, clusters[0])]
    if around:
        _state(findings, sentence, position, min(around, key=lambda pair: pair[0])[1], clusters[0])


def _state(findings: Findings, sentence: Sentence, position: int, holder: Mention, cluster: Mention) -> None:
    for year in joined_years(sentence, position, year_near(findings, sentence, position)):
        findings.claim(
            "leads",
            competing(findings, sentence, holder),
            findings.registry.cluster(cluster, sentence),
            sentence,
            role="leader",
            **bounds(year),
        )


def _is_noun(elements: Sequence[Mention], position: int) -> bool:
    """ "The heads of …": a word that is also a role's, with "of" behind it."""
    behind = elements[position + 1 : position + 2]
    return elements[position].type == ROLE and bool(behind) and behind[0].has("of")


def _clusters(elements: Sequence[Mention]) -> list[Mention]:
    return [m for m in elements if m.type == "EmulationCluster"]


def _has_other_object(sentence: Sentence, verb: int) -> bool:
    """ "Der Block führte die Richtlinie aus": what stands right behind the verb is carried out, not led."""
    behind = [m for m in sentence.elements[verb + 1 : verb + 4] if not (m.has("article") or m.has("number"))]
    return bool(behind) and behind[0].type in ("NormativeDocument", "Movement")


def _leads_it(sentence: Sentence, mention: Mention, position: int, language: Language) -> bool:
    """Whether a passive verb ("is led by") has the mention for its agent."""
    at = sentence.index(mention)
    return is_agent(sentence, at, language) or (at > position and _says_by(sentence.elements[position], language))


def _says_by(verb: Mention, language: Language) -> bool:
    """Whether the verb's own words mark who leads ("led by"); a participle alone does not ("led in 2023 by A")."""
    small = {s.table for s in senses_inside(verb, language)}
    return language.postpositions or " " in verb.text or not small.isdisjoint({"agent", "of"})


def _is_subject(sentence: Sentence, mention: Mention, verb: int) -> bool:
    """Whether a particle behind the mention marks it as who leads, where verbs come last ("A が B を率い、C が …")."""
    at = sentence.index(mention)
    return at < verb and sentence.elements[at + 1].has("copula")


def _inside_name(sentence: Sentence, holder: Mention, cluster: Mention) -> bool:
    """Whether the body only says whose cluster it is ("the cluster of the committees of A")."""
    at = sentence.index(cluster)
    return any(m is holder for m in described(sentence.elements[at + 1 :])) and sentence.elements[at + 1].has("of")


def _relative(sentence: Sentence, holder: int, verb: int) -> bool:
    """ "A, der den Cluster der Ministerien seit 2020 leitet": a clause of the holder's own that ends with the verb."""
    end = holder
    while end + 2 < verb and any(sentence.elements[end + 1].has(t) for t in ("as", "unit")):  # "A als Einheit, die"
        end += 1
    begins = sentence.elements[end + 1 : end + 3]
    ends = sentence.elements[verb + 1 : verb + 2]
    inside = sentence.elements[end + 3 : verb]
    opened = len(begins) > 1 and begins[0].text == "," and begins[1].has("article")
    ended = bool(ends) and ends[0].type == MARK and all(m.text != "," for m in inside)
    return opened and ended and 0 < verb - holder <= _FAR


def _right_beside(sentence: Sentence, position: int, verb: int) -> bool:
    """ "Distrikt A leitet den Cluster", "den Cluster leitet der Distrikt A": nothing but its kind between it and the
    verb, on the other side a pause, a date or nothing."""
    elements, low, high = sentence.elements, position, position + 1
    while low > 0 and elements[low - 1].has("level"):
        low -= 1
    while high < len(elements) and elements[high].has("level"):
        high += 1
    if high - low == 1:
        return False
    if low > 0 and elements[low - 1].has("article"):
        low -= 1
    beyond = elements[low - 1 : low] if high == verb else elements[high : high + 1] if low == verb + 1 else None
    return beyond is not None and all(m.type in (MARK, DATE) and m.text not in "-–" for m in beyond)


def _marked_behind(sentence: Sentence, position: int) -> bool:
    """Whether a word behind the place and its kind marks it as who acts ("क्लस्टर का नेतृत्व A शहर ने किया")."""
    at = position + 1
    while at < len(sentence.elements) and sentence.elements[at].has("level"):
        at += 1
    return at < len(sentence.elements) and sentence.elements[at].has("agent") and not sentence.elements[at].has("of")


def _acts(sentence: Sentence, position: int, verb: int) -> bool:
    """Whether a place is the verb's subject ("the province of A heads the cluster"), not a whereabouts."""
    elements = sentence.elements
    if elements[position].type != "Place":
        return False
    if _right_beside(sentence, position, verb):
        return True
    if position > verb:
        return _marked_behind(sentence, position)
    if any(opens_relative(elements, i) for i in range(position + 1, verb)):  # "…, which will lead the cluster"
        return True
    first = position - 1
    if first > 0 and elements[first].has("of") and elements[first - 1].has("level"):
        first -= 2
    before = elements[first] if first >= 0 else None
    stands = ("of", "recipient", "agent", "level", "heads")
    plain = before is None or not (before.type == OTHER or any(before.has(t) for t in stands))
    return plain and not any(m.has("level") or m.text == "," for m in elements[position + 1 : position + 2])
