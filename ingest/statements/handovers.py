"""Leads that change hands: who takes over, and for which year somebody was elected just before."""

from __future__ import annotations

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.years import clause
from thidua.language.data import Language
from thidua.language.mention import DATE, ROLE, Mention
from thidua.language.sequence import ends_as, marks, senses_inside

_HEADING = 8  # elements


def told_before(findings: Findings, sentence: Sentence) -> str | None:
    """The year of the election that the sentence goes on telling of ("A was elected for 2024. B will be deputy.")."""
    going_on = not sentence.of(DATE) and any(sentence.has(table) for table in ("elected", "plan", "handover"))
    before = findings.report.sentences[sentence.number - 1] if going_on and sentence.number else None
    if before is None or not (_elects(before) or _heads(before)):
        return None
    if not before.of(DATE):
        return told_before(findings, before)
    years = {int(v) for m in before.of(DATE) if len(v := m.get("value") or "") == 4 and v.isdigit()}
    later = years - {findings.context.year}
    return str(max(later)) if len(later) == 1 and max(later) > (findings.context.year or 0) else None


def _elects(sentence: Sentence) -> bool:
    return (sentence.has("elected") or sentence.has("handover")) and bool(sentence.of(ROLE))


def _heads(sentence: Sentence) -> bool:
    """Whether it is a heading such as "3. Leadership for 2024"."""
    about = any(m.type == ROLE or m.has("elected") or m.tells("leads") for m in sentence.elements)
    return about and len(sentence.elements) <= _HEADING and not sentence.of("Organization", "Person")


def successors(findings: Findings, sentence: Sentence, post: Post) -> list[Mention] | None:
    """Whom the role is handed to ("the leadership passes from A to B"); None where it is not what is handed over."""
    beside = sentence.elements[max(0, post.first - 2) : post.first]
    if len(beside) == 2 and beside[0].type == "Organization" and beside[1].text == ",":
        return None  # "took over from A, leader in 2023"
    first, last = clause(sentence, post.first)
    elements, language = sentence.elements, findings.report.language
    handed = next((i for i in range(first, last) if _hands_over(elements[i], language)), None)
    if handed is None or language.postpositions or any(m.type == "Honour" for m in elements[first:last]):
        return None
    if _elected_beside(sentence, post.first, handed):
        return None
    bodies = [i for i in range(first, last) if elements[i].type == "Organization"]
    places = [i for i in range(first, last) if elements[i].type == "Place" and _is_given(sentence, i, language)]
    given = [i for i in bodies if _is_given(sentence, i, language)] or places
    if post.first < handed and min(bodies, default=handed) < handed <= min(given, default=handed):
        return None  # "A, leader in 2023, handed its files over to B"
    if not given and any(m.has("elected") for m in elements[handed + 1 : post.first]):
        return None
    return [elements[i] for i in given[:1]]


def respectively(sentence: Sentence, post: Post, posts: list[Post]) -> list[Mention] | None:
    """ "A and B were elected leader and deputy leader": each his own, by the order; None where not two are joined."""
    pair = [p for p in posts if p.role in ("leader", "deputy_leader")]
    if len(pair) != 2 or len({p.role for p in pair}) != 2 or post not in pair:
        return None
    bodies = [i for i, m in enumerate(sentence.elements) if m.type == "Organization"]
    roles = sentence.elements[pair[0].last : pair[1].first]
    if len(bodies) != 2 or not roles or not all(m.has("and") or m.has("article") or m.text == "," for m in roles):
        return None
    between = sentence.elements[bodies[0] + 1 : bodies[1]]
    joined = any(m.has("and") for m in between) and all(m.has("and") or m.has("article") for m in between)
    outside = bodies[1] < pair[0].first or bodies[0] >= pair[1].last
    return [sentence.elements[bodies[pair.index(post)]]] if joined and outside else None


def _hands_over(element: Mention, language: Language) -> bool:
    """Whether it tells of a handover, and not only of the flag's."""
    return element.has("handover") and all(s.table != "honour" for s in senses_inside(element, language))


def _elected_beside(sentence: Sentence, role: int, handed: int) -> bool:
    """ "The lead passes to A, with B as its deputy": between the role and the next comma it says who holds it."""
    elements, low, high = sentence.elements, role, role
    while low > 0 and elements[low - 1].text != ",":
        low -= 1
    while high + 1 < len(elements) and elements[high + 1].text != ",":
        high += 1
    told = any(m.has("elected") or m.has("copula") for m in elements[low : high + 1])
    told = told or (role > 1 and elements[role - 1].has("as") and elements[role - 2].type == "Organization")
    return told and not low <= handed <= high


def _is_given(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether "to" stands before it, alone or as the end of "handed over to"."""
    elements, at = sentence.elements, position - 1
    if ends_as(elements[position], language, "recipient"):
        return True
    while at > 0 and not marks(elements, at, "recipient"):
        if not (elements[at].has("article") or elements[at].has("level")):
            break
        at -= 1
    return at >= 0 and (marks(elements, at, "recipient") or elements[at].has("handover"))
