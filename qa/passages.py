"""Where no claim fits: the sentences nearest to the question, and strict gates between quoting and silence.

A sentence answers only if it, or its report, says everything that singles out what is asked (names, numbers, years),
if it has something of the kind that is wanted, and if it speaks of the same act. Else the sources don't say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.graph.claims import Evidence, Passage
from thidua.graph.names import fold
from thidua.graph.stores.base import Store
from thidua.language.mention import Mention
from thidua.language.recognise import recognise
from thidua.qa.catalog import Catalog, known, same_number
from thidua.qa.link import Link
from thidua.qa.nearest import nearest
from thidua.qa.people import nobody
from thidua.qa.plan import COUNTED, MEASURED
from thidua.qa.question import Question
from thidua.qa.views import TextView

#: The score from which a sentence is quoted: `python -m thidua.bench.calibration` draws the curve.
ENOUGH = 0.8
#: Names of things, which the sentence itself has to say, and as the question does.
NAMES = ("quote", "name")
BESIDE = 20
#: The roles by which a sentence says who leads a cluster, or is second.
SEATS = {"leads": ("leader", "head", "chair"), "deputy_leads": ("deputy_leader", "deputy_head", "deputy_chair")}
#: Topics of questions and the frames of reports that state the same act.
ACTS = {
    "attends": ("attends",),
    "chairs": ("attends",),
    "speaks": ("speaks",),
    "issued": ("issued",),
    "signed": ("issued",),
    "implements": ("implements",),
    "launched": ("launched",),
    "awarded": ("awarded",),
    "received": ("awarded",),
    "established_by": ("established_by",),
    "member_of": ("member_of",),
}
KINDS = {
    "who": ("Person", "Organization"),
    "person": ("Person",),
    "organisation": ("Organization",),
    "when": ("Date",),
    "year": ("Date",),
    "where": ("Place", "Organization"),
    "place": ("Place",),
    "how_many": ("Number", "Group"),
    "how_much": ("Number", "Group"),
    "number": ("NormativeDocument",),
    "document": ("NormativeDocument",),
    "honour": ("Honour",),
    "movement": ("Movement", "Quote"),
    "post": ("Role",),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence that answers, with what of the wanted kind it names."""

    evidence: Evidence
    lang: str
    score: float
    named: tuple[Mention, ...] = ()


def quotations(question: Question, store: Store, embed: bool = False, *, enough: float = ENOUGH) -> list[Quotation]:
    """The sentences that pass all gates and score `enough`, best first; empty where the sources don't say."""
    if not (question.specifics or question.links) or not (question.asks or question.nouns):
        return []
    if nobody(question) or _aimless(question) or (question.has("signed") and question.wants("who", "person")):
        return []
    if "post" in question.asks and not question.of("Person", "Organization"):
        return []
    passages = nearest(question, store, embed)
    graph = known(store)
    views = graph.views(sorted({p.source for p in passages}))
    found = [q for p in passages if (q := _gated(p, question, views[p.source], graph)) is not None]
    found = [q for q in found if q.score >= (enough if question.readable else 1.0)]
    return sorted(found, key=lambda q: (-q.score, q.evidence))


def _aimless(question: Question) -> bool:
    """Whether nothing but "who" or "how much" is understood: any sentence with a name or a number would do."""
    named = any(s.kind == "word" for s in question.specifics)
    if question.wants("how_many", "how_much"):
        return not (question.things or named)
    acts = question.topics - {"with", "elected"} or question.roles or question.things
    return question.wants("who", "person", "organisation") and not acts and not named


def _gated(passage: Passage, question: Question, report: TextView, graph: Catalog) -> Quotation | None:
    view = TextView(passage.text, report.lang)
    if not all(_names(link, view, _where(link, question, view, report), graph) for link in question.links):
        return None
    if question.wants("how_many", "how_much") and not _placed(question, view, report):
        return None
    if question.of("Event") and (question.has("organises") or question.wants("where")) and not _eventful(view):
        return None
    if not _timely(question, view, report) or not _same_act(question, view):
        return None
    score = _score(question, view, report)
    if score is None:
        return None
    named = _wanted(question, passage.text, report.lang)
    if named is None:
        return None
    return Quotation(
        Evidence(passage.source, passage.start, passage.end, passage.text), report.lang, score, tuple(named)
    )


def _where(link: Link, question: Question, view: TextView, report: TextView) -> TextView:
    """Where a name may stand: that of a body in the sentence itself if something is said to be done or held there."""
    acts = question.topics & ACTS.keys() or question.roles
    return view if acts and link.type == "Organization" else report


def _names(link: Link, view: TextView, report: TextView, graph: Catalog) -> bool:
    """Whether the sentence (a person, a document) or its report (anything else) names what the question names."""
    if link.type == "Honour":
        return bool({("honour", c) for c in link.codes} & view.concepts)
    if link.type in ("Event", "Group", "Quote", "Movement") or link.bare:
        return True
    where = view if link.type in ("Person", "NormativeDocument") else report
    if link.type == "Place" and link.place:
        return link.place in where.places
    if link.body:
        return ("body", link.body) in where.concepts and (link.place is None or link.place in where.places)
    if link.type in ("EmulationCluster", "NormativeDocument") and link.number:
        return any(
            t == link.type and same_number(re.split(r"\D", n)[0], re.split(r"\D", link.number)[0])
            for t, n in where.numbered
        )
    spellings = {fold(link.text), fold(link.label or link.text)}
    for id_ in link.entities:
        if entity := graph.entity(id_):
            spellings |= {fold(t) for t in (entity.label, *(n.text for n in entity.names))}
    return any(f" {s} " in where.folded for s in spellings if s)


def _placed(question: Question, view: TextView, report: TextView) -> bool:
    """Whether a number of the sentence may be that of the place asked about."""
    asked = {s.value for s in question.specifics if s.kind == "place"}
    return not asked or (asked <= view.places if view.places else asked == {report.main_place})


def _eventful(view: TextView) -> bool:
    return any(table in ("event", "event_ref") for table, _ in view.concepts)


def _timely(question: Question, view: TextView, report: TextView) -> bool:
    """A year asked for stands in the sentence, or the sentence names none and its report is about that year."""
    years = question.window.years
    if not years:
        return True
    if years[0] in view.years:
        return True
    return not view.years and years[0] == report.main_year


def _same_act(question: Question, view: TextView) -> bool:
    concepts = view.concepts
    if any(question.has(topic) and not _seated(view, topic) for topic in SEATS):
        return False
    if any(("role", r) not in concepts for r in question.roles):
        return False
    for topic in question.topics & ACTS.keys():
        frames = {c.split(".")[0] for t, c in concepts if t == "frame"}
        founding = topic == "implements" and "established_by" in frames  # "under Decision No. 7"
        if founding or not frames & set(ACTS[topic]):
            return False
    return "proposed" not in question.topics or ("proposal", "") in concepts


def _seated(view: TextView, topic: str) -> bool:
    """Whether the sentence puts somebody at the head of a cluster: the role stands beside the cluster's name."""
    mentions = recognise(view.text, view.lang)
    clusters = [m for m in mentions if m.type == "EmulationCluster"]
    roles = [m for m in mentions if m.type == "Role" and m.get("role") in SEATS[topic]]
    return any(r.start - c.end <= BESIDE and c.start - r.end <= BESIDE for r in roles for c in clusters)


def _score(question: Question, view: TextView, report: TextView) -> float | None:
    """How much of what the question says is sure to be in the sentence; `None` if a hard part is nowhere.

    What only its report says counts half; what cannot be told, a word of another language or a name that the graph
    does not know, counts as unsaid. What the question names and the act it asks about have passed the gates.
    """
    total = gained = 0.0
    sure = 0
    for item in question.specifics:
        here, around = view.says(item, question.lang), report.says(item, question.lang)
        if around is False and item.kind != "word":
            return None
        if item.kind in NAMES and not here:
            return None
        total += 1
        gained += 1.0 if here else 0.5 if around else 0.0
        sure += here is True
    shared = question.things & view.things
    if question.things & MEASURED - {"rank"} and not shared - {"rank"}:
        return None
    counted = question.wants("how_many", "how_much")
    things = question.things if counted else question.things - COUNTED
    if things:
        total, gained, sure = total + 1, gained + (1.0 if shared else 0.0), sure + bool(shared)
    in_sentence = sure or any(
        x.entities and not x.bare and x.type in ("Person", "NormativeDocument") for x in question.links
    )
    if not (total and in_sentence):
        return None
    named = [x for x in question.links if not x.bare]
    gained += sum(bool(x.entities) for x in named) + bool(question.topics or (counted and shared))
    return gained / (total + len(named) + 1)


def _wanted(question: Question, text: str, lang: str) -> list[Mention] | None:
    """What of the wanted kind the sentence names beside what the question itself names; `None` if there is nothing."""
    asked = {"how_many"} if "rank" in question.things else question.asks | question.nouns
    wanted = [KINDS[a] for a in sorted(asked) if a in KINDS]
    if not wanted:
        return None
    said = {i.value for i in question.specifics} | set(question.window.years)
    own = {fold(x.text) for x in question.links} | {fold(x.label) for x in question.links if x.label}
    places = {x.place for x in question.links if x.place}
    found = []
    mentions = recognise(text, lang)
    clusters = [m for m in mentions if m.type == "EmulationCluster"]
    for mention in mentions:
        if not any(mention.type in kinds for kinds in wanted):
            continue
        if mention.type not in ("EmulationCluster", "Place") and any(
            c.start <= mention.start and mention.end <= c.end for c in clusters
        ):
            continue
        if mention.type == "Group" and not mention.get("count"):
            continue
        value = mention.get("value") or mention.get("count") or mention.get("label") or mention.text
        if (
            value in said
            or fold(mention.text) in own
            or fold(value) in own
            or (mention.get("place") in places and mention.type == "Place")
        ):
            continue
        if mention.type == "NormativeDocument" and not mention.get("number"):
            continue
        if mention.type == "Date" and "when" in question.asks and not re.search(r"-\d\d", mention.get("value") or ""):
            continue
        found.append(mention)
    if question.wants("how_many", "how_much") and question.things:
        found = [m for m in found if _counts(m, question, text, lang)]
    if question.wants("who", "person", "organisation"):
        found = _seat_holders(question, found, mentions)
    return found or None


def _seat_holders(question: Question, found: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """Where a seat or post is asked for, only those who stand at the role, with nobody else between."""
    asked = {r for topic in SEATS if question.has(topic) for r in SEATS[topic]} | set(question.roles)
    if not asked:
        return list(found)
    kinds = ("Person",) if question.roles else ("Person", "Organization")
    roles = [m for m in mentions if m.type == "Role" and m.get("role") in asked]
    return [f for f in found if f.type in kinds and any(_beside(f, r, mentions) for r in roles)]


def _beside(one: Mention, role: Mention, mentions: Sequence[Mention]) -> bool:
    first, last = sorted((one, role), key=lambda m: m.start)
    between = [m for m in mentions if first.end <= m.start and m.end <= last.start]
    return last.start - first.end <= 2 * BESIDE and not any(m.type in ("Person", "Role") for m in between)


def _counts(mention: Mention, question: Question, text: str, lang: str) -> bool:
    """Whether the number stands beside the thing that is counted."""
    if own := TextView(mention.text, lang).things:
        return bool(own & question.things)
    around = TextView(text[max(0, mention.start - 45) : mention.end + 45], lang)
    return bool(around.things & question.things)
