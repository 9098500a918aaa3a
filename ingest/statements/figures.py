"""Numbers with a unit that a sentence states about something."""

from __future__ import annotations

from thidua.graph import identity
from thidua.graph.claims import Value
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import conditional, is_agent, triggers
from thidua.ingest.statements.membership import counts_units
from thidua.ingest.statements.own_cluster import is_unit, owns_document
from thidua.ingest.statements.posts import find_posts
from thidua.ingest.statements.years import bounds, clause, stated_year
from thidua.language.data import Language
from thidua.language.mention import DATE, NUMBER, ROLE, Mention
from thidua.language.numbers import named_scale
from thidua.language.sequence import is_light, senses_inside

_ABOUT = ("Place", "Organization", "EmulationCluster")
_WORDS = 10  # words of the sentence kept on either side to say what is counted
_PAUSES = frozenset(",;:.!?、。，；：।")


def state_figures(findings: Findings, sentence: Sentence) -> None:
    awarded = bool(sentence.of("Honour"))  # the counts of an award are the award's
    members = bool(triggers(sentence, "member_of"))
    for mention in sentence.of(NUMBER) if awarded else sentence.of(NUMBER, "Group"):
        value = mention.get("value") or mention.get("count")
        unit = mention.get("unit") or mention.get("groupType") or ("" if mention.get("scale") else None)
        if not value or unit is None or (counts_units(mention, bodies=members) and sentence.of("EmulationCluster")):
            continue
        at = sentence.index(mention)
        if conditional(sentence, at):
            continue
        inside = stated_year(findings, sentence, at, relative=False, spans=(clause(sentence, at),))
        told = findings.context.year and not _of_before(sentence, at)
        year = inside or _opening_year(sentence) or (str(findings.context.year) if told else None)
        if scale := mention.get("scale"):  # kept as the report says it: "88.03 million", not 88030000
            value, name = named_scale(value, scale)
            unit = f"{name} {unit}".strip()
        findings.claim(
            "figure",
            _members_of(findings, sentence, mention) or _about(findings, sentence, at),
            Value(value, "decimal", unit),
            sentence,
            what=_what(sentence, at),
            number=mention.text,
            **bounds(year),
        )


def _opening_year(sentence: Sentence) -> str | None:
    """The year that opens the sentence and is that of all its clauses ("In 2022, …; revenue came to …")."""
    for at, element in enumerate(sentence.elements[:3]):
        value = element.get("value") or ""
        after = sentence.elements[at + 1 : at + 2]
        if element.type == DATE and len(value) == 4 and value.isdigit() and any(m.text in ",，、" for m in after):
            return value
    return None


def _members_of(findings: Findings, sentence: Sentence, mention: Mention) -> str | None:
    """The cluster, where its members are counted ("representatives of the eight member units")."""
    named = any(s.table == "cluster_ref" for s in senses_inside(mention, findings.report.language))
    named = named or (mention.has("role", "member") and not any(m.tells("member_of") for m in sentence.elements))
    return findings.registry.cluster(None, sentence) if named and counts_units(mention) else None


def _of_before(sentence: Sentence, position: int) -> bool:
    """ "Last year 12 …": not the report's year. After the number it only compares ("12, up on last year")."""
    first, _ = clause(sentence, position)
    return any((m.get("offset") or "").startswith("-") for m in sentence.elements[first:position])


def _about(findings: Findings, sentence: Sentence, position: int) -> str | None:
    """What the number is about: the nearest place or body before it, else after it, else the report's."""
    language = findings.report.language
    named = [(i, m) for i, m in enumerate(sentence.elements) if m.type in _ABOUT]
    held = (p.body for p in find_posts(sentence, language) if p.body and p.body.type == "Organization")
    posts = {sentence.index(body) for body in held}
    others = {i for i, _ in named if is_agent(sentence, i, language) or _issues(sentence, i, language)} | posts
    about = [(i, m) for i, m in named if i not in others]
    about = about or [(i, m) for i, m in named if m.type == "EmulationCluster"]  # "the cluster raised 3 million"
    near = [m for i, m in about if i < position][::-1]
    if not near and not any(m.has("local") for m in sentence.elements[:position]):  # "the province's GRDP"
        near = [m for i, m in about if i > position]
    if near and (entity := findings.registry.of(near[0], sentence)):
        return entity
    if len(about) < len(named) and any(map(is_unit, sentence.elements[:position])):
        return findings.registry.cluster(None, sentence)
    spans = findings.context.host and not findings.context.local  # a cluster across provinces
    province = any(m.has("local") or m.has("level", "provincial") for m in sentence.elements)  # "the province's GRDP"
    if findings.context.province and (province or not spans):
        return findings.registry.add(identity.where(findings.context.province))
    return findings.registry.cluster(None, sentence)


def _issues(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the body only says whose document is meant ("Plan No. 12 of X", X的第12号计划)."""
    if not language.body_first:
        return owns_document(sentence, position)
    at = position + 1
    while 0 <= at < len(sentence.elements):
        element = sentence.elements[at]
        if element.type == "NormativeDocument":
            return True
        if element.type not in (DATE, ROLE) and not (is_light(element) or element.has("number")):
            return False
        at += 1
    return False


def _what(sentence: Sentence, position: int) -> str:
    """The words around the number, as far as the next pause on either side."""
    elements = sentence.elements
    first = last = position
    while first > 0 and position - first < _WORDS and elements[first - 1].text not in _PAUSES:
        first -= 1
    while last + 1 < len(elements) and last - position < _WORDS and elements[last + 1].text not in _PAUSES:
        last += 1
    return sentence.text[elements[first].start : elements[last].end]
