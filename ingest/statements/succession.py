"""Which body or place took the place of which: mergers, divisions, new names.

The verbs tell both directions ("A was merged into B", "B was formed from A and C"), so the language data says of each
form which end stands where; the ends themselves are the names in a row right beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.graph.ontology import ontology
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import Trigger, triggers, unreal
from thidua.ingest.statements.years import bounds, clause, stated_year
from thidua.language.data import Language
from thidua.language.mention import DATE, OTHER, WORD, Mention

KIND = "succeeds"
BESIDE = (
    4  # elements that may stand between a form and the name nearest to it ("was officially", "a new", "the former")
)
JOINTS = (",", "、", "，")
BRACKETS = ("(", "（")
Ends = tuple[list[Mention], list[Mention]]
"""What was before, and what is since."""


def state_succession(findings: Findings, sentence: Sentence) -> None:
    for trigger in triggers(sentence, KIND):
        if unreal(sentence, trigger.position):
            continue
        old, new = _ends(findings, sentence, trigger)
        year = stated_year(findings, sentence, trigger.position) if old and new else None
        for after in new:
            for before in old:
                since, was = (findings.registry.of(mention, sentence) for mention in (after, before))
                findings.claim(KIND, since, was, sentence, **bounds(year))


def _ends(findings: Findings, sentence: Sentence, trigger: Trigger) -> Ends:
    at = trigger.position
    match trigger.voice:
        case "into":
            return _row(sentence, at, -1), _row(sentence, at, 1)[:1]
        case "from":
            return _row(sentence, at, 1), _row(sentence, at, -1)[:1]
        case "divided":
            return _row(sentence, at, -1)[:1], _row(sentence, at, 1)
        case "onto":
            return _old_and_new(sentence, at)
        case "out_of":
            return _out_of(sentence, at)
        case "merging":
            return _merging(findings, sentence, at)
        case _:
            return [], []


def _old_and_new(sentence: Sentence, at: int) -> Ends:
    """ "A and B in C merged": the name right before the form is new; those before it, which no "and" joins, are old."""
    new = _row(sentence, at, -1, beside=0)[:1]
    return (_row(sentence, sentence.index(new[0]), -1), new) if new else ([], [])


def _out_of(sentence: Sentence, at: int) -> Ends:
    """ "From A and B by merger C arose", or "C from A and B by merger arose"."""
    old = _row(sentence, at, -1, beside=0)
    if not old:
        return [], []
    first = min(map(sentence.index, old))
    return old, _row(sentence, at, 1)[:1] or _row(sentence, first, -1, verbs=True)[:1]


def _merging(findings: Findings, sentence: Sentence, at: int) -> Ends:
    """ "Merging A and B into C", or "A and B were to C merged": a word for the result is written with the new one."""
    language = findings.report.language
    old = _row(sentence, at, 1)
    if old and (new := _row(sentence, sentence.index(old[-1]), 1)[:1]):
        return (old, new) if _leads_to(language, sentence, old[-1].end, new[0].start) else ([], [])
    new = _row(sentence, at, -1)[:1]
    old = _row(sentence, sentence.index(new[0]), -1) if new else []
    if not old:
        return [], []
    after = new[0].end, sentence.elements[at].start
    where = after if language.postpositions else (old[0].end, new[0].start)
    return (old, new) if _leads_to(language, sentence, *where) else ([], [])


def _leads_to(language: Language, sentence: Sentence, start: int, end: int) -> bool:
    forms = language.folder["frames"][KIND].get("result", ())
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", sentence.text[start:end]) for form in forms)


def _row(sentence: Sentence, at: int, step: int, *, beside: int = BESIDE, verbs: bool = False) -> list[Mention]:
    """The names of one class that stand in a row beside a position, nearest first.

    Words and dates may stand between the two, but nobody's post and, unless `verbs`, no verb of another rule.
    """
    classes = ontology().kinds[KIND].subjects
    row: list[Mention] = []
    gap = joints = 0
    for element in _walk(sentence, at, step):
        if element.type in classes and (not row or (joints and element.type == row[0].type)):
            row.append(element)
            joints = 0
        elif element.text in JOINTS or element.has("and"):
            joints += 1
        elif row:
            if not (element.has("article") or element.has("former")):
                break
        elif gap < beside and _is_light(element, verbs):
            gap += 1
        else:
            break
    return row


def _walk(sentence: Sentence, at: int, step: int) -> Iterator[Mention]:
    first, last = clause(sentence, at)
    index = at + step
    while first <= index < last:
        yield sentence.elements[index]
        index += step


def _is_light(element: Mention, verbs: bool) -> bool:
    return element.text in BRACKETS or (element.type in (OTHER, WORD, DATE) and (verbs or not element.has("frame")))
