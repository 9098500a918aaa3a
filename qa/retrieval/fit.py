"""Whether a claim fits a question: its role and status, what singles out a source, and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.names import fold
from thidua.qa import time as times
from thidua.qa.planning.plan import IN_CLUSTER, TENURES, Find
from thidua.qa.retrieval.bench import Bench, ends
from thidua.qa.retrieval.own import group_of, honoured, of_claim, of_entity
from thidua.qa.understanding.asked import COUNTED
from thidua.qa.understanding.link import Link, Specific
from thidua.qa.understanding.question import Question
from thidua.qa.views import TextView

#: What a source must say where the question says it; a body or a field may be translated in another way.
HARD = frozenset({"place", "number", "date", "quote", "name"})
#: What tells one report from another whatever the translation.
FIRM = frozenset({"place", "number", "date", "name"})
#: Things so widely asked for that they single out a figure only where nothing else does.
WIDE = frozenset({"rate", "money", "people", "growth"})
#: Claims that are true only of their own subject: what is said of one province says nothing of another.
OWNED = ("figure", "awarded")
#: Claims about whom a report names without its cluster, the report being that cluster's.
OF_REPORTS = ("awarded", "holds_post", "implements", "launched")
#: Things that are told in hundredths.
RATES = frozenset({"rate", "growth"})
#: What a counted unit of the ontology is in the words of questions.
UNITS: dict[str, frozenset[str]] = {
    "individuals": frozenset({"individuals", "people", "workers"}),
    "collectives": frozenset({"collectives"}),
    "delegates": frozenset({"delegates", "people"}),
    "houses": frozenset({"houses"}),
    "units": frozenset({"member_units", "provinces", "districts", "communes"}),
    "households": frozenset({"households", "poor_households"}),
}


def allowed(claim: Claim, find: Find, bench: Bench) -> bool:
    """Role, status, class of the wanted end and thing counted must be those asked for; a rejected claim never fits."""
    if claim.review == "rejected" or (find.roles and claim.role not in find.roles):
        return False
    if find.kinds == ("awarded",) and not find.statuses and claim.status == "revoked":
        return False
    if find.chairing and claim.role != "chair" and not _chairing(claim, bench):
        return False
    if find.statuses and claim.status not in find.statuses:
        return False
    if claim.kind == "awarded" and not honoured(claim, bench):
        return False
    if find.want == "giver" and claim.giver is None:
        return False
    if any(f.slot == "giver" and claim.giver not in f.entities for f in find.fixed):
        return False
    if find.about:
        end = claim.subject if find.want in ("date", "place", "subject") else claim.object
        if find.want == "place" and claim.kind != "dated":
            end = claim.object
        entity = bench.entities.get(end) if isinstance(end, str) else None
        if entity is None or entity.type not in find.about:
            return False
    if find.want == "place" and not any(
        bench.entities[e].get("place") for e in ends(claim) if bench.entities[e].type == "Event"
    ):
        return False
    if (
        "number" in bench.question.asks
        and find.want == "object"
        and not bench.entities[str(claim.object)].get("number")
    ):
        return False
    groups = {x.kind for x in bench.question.of("Group")}
    subject = bench.entities.get(claim.subject)
    if find.count and claim.kind == "awarded" and groups and subject and subject.get("groupType") not in groups:
        return False
    return not find.things or claim.kind != "figure" or _counted(claim, find, bench) > 0


def _chairing(claim: Claim, bench: Bench) -> bool:
    pieces = ((p.quote, bench.views[p.source].lang) for p in claim.evidence)
    return any("chairs" in TextView(quote, lang).acts for quote, lang in pieces)


def _counted(claim: Claim, find: Find, bench: Bench) -> float:
    """How many of the things asked about the figure counts."""
    unit = claim.object.unit if isinstance(claim.object, Value) else None
    if unit in UNITS and not UNITS[unit] & find.things:
        return 0.0
    if unit and (unit == "percent" or "vnd" in unit) and find.things <= COUNTED:  # money and rates count nobody
        return 0.0
    if find.things & RATES and not find.things & {"money"} and unit != "percent":
        return 0.0
    said: set[str] = set(UNITS.get(unit or "", ()))
    around: set[str] = set()
    for piece in claim.evidence:
        lang = bench.views[piece.source].lang
        around |= TextView(piece.quote, lang).things
        said |= TextView(claim.what or piece.quote, lang).things
    if "rank" in find.things and "rank" not in said:
        return 0.0
    named = find.things - WIDE or find.things
    if not find.things & said or not named & (said | around):
        return 0.0
    return len(named & said) + 0.1 * len(find.things & said) + 0.3 * len(named & (around - said))


def score(claim: Claim, find: Find, bench: Bench) -> float | None:
    """How much of what singles out a source the claim or its reports say; `None` where they contradict it."""
    question = bench.question
    if not all(_about_link(claim, link, find, bench) for link in question.links):
        return None
    views = [bench.views[e.source] for e in claim.evidence]
    sentences = [TextView(e.quote, v.lang) for e, v in zip(claim.evidence, views, strict=True)]
    own = [bench.entities[e] for e in ends(claim) if e in bench.entities]
    owned = claim.kind in OWNED or (claim.kind == "holds_post" and find.want == "subject")
    if owned and not all(of_claim(item, claim, own, bench) for item in question.specifics):
        return None
    said = [(item, _in_value(item, claim) or _said(item, own, views, question.lang)) for item in question.specifics]
    if claim.kind in IN_CLUSTER and undetermined(find, question) and not _placed(question.specifics, own, views):
        return None
    firm = any(answer and item.kind in FIRM for item, answer in said)
    words = [answer for item, answer in said if item.kind == "word"]
    if find.truth and not all(words):  # "did the department of X …": X may be whom it all hangs on
        return None
    words = [] if _seat(claim, bench) else words
    missed = [item for item, answer in said if answer is False and item.kind != "word"]
    if any(item.kind in HARD for item in missed) or (missed and not firm) or words.count(False) * 2 > len(words):
        return None
    counted = _counted(claim, find, bench) if claim.kind == "figure" else 0.0
    sure = [answer for _, answer in said].count(True) + (counted >= 1)
    if not sure and (_vague(claim, find, bench, bool(said)) or (words and _anybodys(claim, find))):
        return None
    near = sum(
        0.5 * any(of_entity(item, e) for e in own) + 0.5 * any(s.says(item, question.lang) for s in sentences)
        for item, answer in said
        if answer and item.kind in (*FIRM, "body")
    )
    near += 0.5 * any(e.get("eventType") in _events(bench) for e in own)
    return counted + near + sum({True: 1.0, False: -0.5, None: 0.0}[answer] for _, answer in said)


def _placed(specifics: Sequence[Specific], own: Sequence[Entity], views: Sequence[TextView]) -> bool:
    """Whether a cluster told by its place is of that place, or its reports are; others only name it somewhere."""
    asked = [item for item in specifics if item.kind == "place"]
    return all(any(of_entity(i, e) for e in own) or any(v.main_place == i.value for v in views) for i in asked)


def _seat(claim: Claim, bench: Bench) -> bool:
    """Whether the claim is about a seat of the one cluster that the question names by number and host: no other word
    tells any more which is meant.
    """
    cluster = bench.question.cluster
    if cluster is None or cluster.bare or not any(x.host for x in bench.question.links):
        return False
    return claim.kind in IN_CLUSTER and cluster.entities == (claim.object,)


def _events(bench: Bench) -> frozenset[str]:
    """The kinds of event that the question speaks of."""
    return frozenset(x.kind for x in bench.question.of("Event") if x.kind)


def _vague(claim: Claim, find: Find, bench: Bench, more: bool) -> bool:
    """Whether nothing tells which of several clusters is meant: "the cluster", "the textile cluster"."""
    cluster = bench.question.cluster
    if not undetermined(find, bench.question):
        return False
    concerned = (cluster is not None and more) or claim.kind in IN_CLUSTER
    return concerned and len(bench.known.clusters(None, None)) > 1


def _anybodys(claim: Claim, find: Find) -> bool:
    """Whether any award of the kind would do, though the question has words for one, which no report can bear out."""
    return claim.kind == "awarded" and all(f.slot == "object" for f in find.fixed)


def undetermined(find: Find, question: Question) -> bool:
    """Whether the cluster is only described, and nobody named stands in the plan."""
    cluster = question.cluster
    named = any(not set(f.entities) <= set(cluster.entities if cluster else ()) for f in find.fixed)
    return not named and not (cluster and (cluster.number or cluster.exact))


def unread(claim: Claim, bench: Bench) -> bool:
    """Whether the question has words of which the claim's reports, in another language, cannot tell."""
    question = bench.question
    own = [bench.entities[e] for e in ends(claim) if e in bench.entities]
    views = [bench.views[e.source] for e in claim.evidence]
    return any(_said(item, own, views, question.lang) is None for item in question.specifics)


def _about_link(claim: Claim, link: Link, find: Find, bench: Bench) -> bool:
    """Whether the claim concerns a person, document or numbered cluster that the question names."""
    if link.bare or link.type not in ("Person", "NormativeDocument", "EmulationCluster"):
        return True
    if link.entities and any(set(link.entities) & set(f.entities) for f in find.fixed):
        return True
    own = set(ends(claim)) | {c for e in ends(claim) if (c := bench.entities[e].get("cluster"))}
    if own & set(link.entities):
        return True
    if link.type == "EmulationCluster":
        told = claim.kind in OF_REPORTS and any(p.source in bench.reports_of(link) for p in claim.evidence)
        return told or any(group_of(e, link, bench) for e in own)
    names = {fold(link.text), fold(link.label or link.text)} | {
        fold(bench.entities[e].label) for e in link.entities if e in bench.entities
    }
    return any(f" {n} " in TextView(p.quote, "").folded for p in claim.evidence for n in names)


def _in_value(item: Specific, claim: Claim) -> bool:
    """Whether the number is a part of the claim's own: 35 of "32/35"."""
    return item.kind == "number" and isinstance(claim.object, Value) and item.value in claim.object.value.split("/")


def _said(item: Specific, own: Sequence[Entity], views: Sequence[TextView], lang: str) -> bool | None:
    if any(of_entity(item, e) for e in own):
        return True
    answers = [v.says(item, lang) for v in views]
    if True in answers:
        return True
    return None if None in answers else False


def _of_year(claim: Claim, window: times.Window, bench: Bench) -> bool:
    """Whether the claim is about an event that has the year in its name: that of 2023 may be held in 2024."""
    events = [bench.entities[e] for e in ends(claim) if e in bench.entities and bench.entities[e].type == "Event"]
    return bool(window.years) and any(re.search(rf"\b{window.years[0]}$", e.label) for e in events)


def meeting(claim: Claim, find: Find, bench: Bench) -> times.Meeting:
    """A claim that states no year takes the one its sentence names, or its report's own, as possible only."""
    window = find.window
    found = times.meets(claim.valid_from, claim.valid_to, window)
    if found == "no" and claim.kind in ("holds_post",):
        return found
    if found in ("no", "unknown") and _of_year(claim, window, bench):
        return "possible"
    if found != "unknown" or not window.years:
        return found
    year = window.years[0]
    for piece in claim.evidence:
        view = bench.views[piece.source]
        named = TextView(piece.quote, view.lang).years
        if year in named or (not named and year == view.main_year):
            return "possible"
        if claim.kind not in (*TENURES, "holds_post") and year in view.years:
            return "possible"
    return "unknown"
