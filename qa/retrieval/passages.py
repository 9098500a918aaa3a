"""Where no claim fits: the sentences nearest to the question, and strict gates between quoting and silence.

A sentence answers only if it, or its report, says everything that singles out what is asked (names, numbers, years),
if it has something of the kind that is wanted, and if it speaks of the same act. Else the sources don't say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.graph.claims import Evidence, Passage
from thidua.graph.names import fold
from thidua.graph.stores.base import Store
from thidua.language.mention import Mention
from thidua.language.recognise import recognise
from thidua.qa.catalog import Catalog, known, same_number
from thidua.qa.planning.people import nobody
from thidua.qa.retrieval.nearest import nearest
from thidua.qa.retrieval.sought import BESIDE, SEATS, sought
from thidua.qa.understanding.asked import COUNTED, MEASURED
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import Question
from thidua.qa.views import TextView

#: The score from which a sentence is quoted: `python -m thidua.bench.calibration` draws the curve.
ENOUGH = 0.8
#: Names of things, which the sentence itself has to say, and as the question does.
NAMES = ("quote", "name")
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
    sure = question.readable and _acts(question)
    found = [q for q in found if q.score >= (enough if sure else 1.0)]
    return sorted(found, key=lambda q: (-q.score, q.evidence))


def _aimless(question: Question) -> bool:
    """Whether nothing but "who" or "how much" is understood: any sentence with a name or a number would do."""
    named = any(s.kind == "word" for s in question.specifics)
    if question.wants("how_many", "how_much"):
        return not (question.things or named)
    return question.wants("who", "person", "organisation") and not _acts(question) and not named


def _acts(question: Question) -> bool:
    """Whether it is understood what is done, held or counted. If not, a sentence has to say every word."""
    return bool(question.topics - {"with", "elected"} or question.roles or question.things)


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
    named = sought(question, passage.text, report.lang)
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
    counted = question.wants("how_many", "how_much")  # "how old is the delegate …": the post only says who is meant
    if not counted and any(("role", r) not in concepts for r in question.roles):
        return False
    if question.has("chairs") and "chairs" not in view.acts:
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
    counted = question.wants("how_many", "how_much") or "rank" in question.things
    things = question.things if counted else question.things - COUNTED
    if things:
        total, gained, sure = total + 1, gained + (1.0 if shared else 0.0), sure + bool(shared)
    in_sentence = sure or any(
        x.entities and not x.bare and x.type in ("Person", "NormativeDocument") for x in question.links
    )
    if not (total and in_sentence):
        return None
    named = [x for x in question.links if not x.bare and x.type != "Group"]  # what is counted is among the things
    gained += sum(bool(x.entities) for x in named) + bool(question.topics or (counted and shared))
    return gained / (total + len(named) + 1)
