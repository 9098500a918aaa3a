"""Runs a plan on the store: the claims that fit the question, how their time meets the question's, and what came near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.names import fold
from thidua.graph.names.places import places
from thidua.graph.stores.base import ClaimQuery, Cypher, Store
from thidua.qa import time as times
from thidua.qa.catalog import catalog
from thidua.qa.link import Link
from thidua.qa.plan import Find, Fixed
from thidua.qa.question import Question, Specific
from thidua.qa.views import TextView

TENURES = ("leads", "deputy_leads")
#: Things so widely asked for that they single out a figure only where nothing else does.
WIDE = frozenset({"rate", "money", "people", "growth"})
#: What a counted unit of the ontology is in the words of questions.
UNITS: dict[str, frozenset[str]] = {
    "individuals": frozenset({"individuals", "people", "workers"}), "collectives": frozenset({"collectives"}),
    "delegates": frozenset({"delegates", "people"}), "units": frozenset({"member_units", "provinces", "districts", "communes"}),
    "households": frozenset({"households", "poor_households"}),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that fits; `meeting` tells how its time meets the question's; `score` how much of the question it says."""

    claim: Claim
    meeting: times.Meeting
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What one find gave. `facts` answer it; `near` fit but for the time; `rivals` are groups that fit as well as `facts`."""

    find: Find
    facts: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    rivals: tuple[tuple[Fact, ...], ...] = ()
    queries: tuple[Cypher, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
    told: tuple[Claim, ...] = ()


class Bench:
    """One question's work on one store: the views of sources and the entities read so far."""

    def __init__(self, question: Question, store: Store) -> None:
        self.question, self.store = question, store
        self.views = catalog(store).views
        self.entities: dict[str, Entity] = {}

    def read(self, claims: Sequence[Claim]) -> None:
        """Fetch the entities and the sources of the claims, each once."""
        ids = {e for c in claims for e in ends(c)} - self.entities.keys()
        self.entities.update(self.store.entities(sorted(ids)))
        missing = sorted({e.source for c in claims for e in c.evidence} - self.views.keys())
        for source in self.store.sources(missing) if missing else ():
            self.views[source.id] = TextView(source.text, source.lang)


def ends(claim: Claim) -> list[str]:
    named = [claim.subject, claim.giver]
    return [x for x in (*named, claim.object) if isinstance(x, str)]


def run(find: Find, question: Question, store: Store) -> Finding:
    """The claims that answer a find. Raises StoreError if the store fails."""
    bench = Bench(question, store)
    queries: list[Cypher] = []
    claims = _claims(find, store, queries)
    bench.read(claims)
    fitting = [(c, s) for c in claims if _allowed(c, find, bench) and (s := _score(c, find, bench)) is not None]
    timed = [Fact(c, _meeting(c, find, bench), s) for c, s in fitting]
    kept, near = _by_time(timed, find)
    groups = _best_groups(kept, find, bench)
    facts = groups[0] if groups else ()
    told = _told(find, facts, store, queries, bench)
    return Finding(find, facts, tuple(near), tuple(groups[1:]), tuple(queries), bench.entities, told)


def _claims(find: Find, store: Store, queries: list[Cypher]) -> list[Claim]:
    if any(not f.entities for f in find.fixed):
        return []
    query = _query(find.kinds, find.fixed)
    if not find.beside:
        return _ask(query, store, queries)
    events = sorted({c.object for c in _ask(query, store, queries) if isinstance(c.object, str)})
    others = _ask(ClaimQuery(kinds=("attends", "speaks"), objects=tuple(events)), store, queries) if events else []
    known = {e for f in find.fixed for e in f.entities}
    return [c for c in others if c.subject not in known]


def _ask(query: ClaimQuery, store: Store, queries: list[Cypher]) -> list[Claim]:
    queries.append(store.cypher(query))
    return store.claims(query)


def _query(kinds: tuple[str, ...], fixed: Iterable[Fixed]) -> ClaimQuery:
    slots: dict[str, set[str]] = {}
    for item in fixed:
        slot = "ends" if item.slot in ("end", "giver") else item.slot + "s"
        slots[slot] = slots[slot] & set(item.entities) if slot in slots else set(item.entities)
    return ClaimQuery(kinds=kinds, **{k: tuple(sorted(v)) for k, v in slots.items()})


def _allowed(claim: Claim, find: Find, bench: Bench) -> bool:
    """Roles, status, class of the wanted end and the thing counted must be those asked for; a rejected claim never is."""
    if claim.review == "rejected" or (find.roles and claim.role not in find.roles):
        return False
    if find.kinds == ("awarded",) and not find.statuses and claim.status == "revoked":
        return False
    if find.statuses and claim.status not in find.statuses:
        return False
    if find.want == "giver" and claim.giver is None:
        return False
    if find.about:
        end = claim.subject if find.want in ("date", "place", "subject") else claim.object
        if find.want == "place" and claim.kind != "dated":
            end = claim.object
        entity = bench.entities.get(end) if isinstance(end, str) else None
        if entity is None or entity.type not in find.about:
            return False
    if find.want == "place" and not any(bench.entities[e].get("place") for e in ends(claim) if bench.entities[e].type == "Event"):
        return False
    if "number" in bench.question.asks and find.want == "object" and not bench.entities[str(claim.object)].get("number"):
        return False
    groups = {x.kind for x in bench.question.of("Group")}
    subject = bench.entities.get(claim.subject)
    if find.count and claim.kind == "awarded" and groups and subject and subject.get("groupType") not in groups:
        return False
    return not find.things or claim.kind != "figure" or _counted(claim, find, bench) > 0


def _counted(claim: Claim, find: Find, bench: Bench) -> float:
    """How many of the things asked about the figure counts; what stands nearest to the number decides between figures."""
    unit = claim.object.unit if isinstance(claim.object, Value) else None
    if unit in UNITS and not UNITS[unit] & find.things:
        return 0.0
    said = set(UNITS.get(unit or "", ()))
    for piece in claim.evidence:
        said |= TextView(claim.what or piece.quote, bench.views[piece.source].lang).things
    return len((find.things - WIDE or find.things) & said) + 0.1 * len(find.things & said)


def _score(claim: Claim, find: Find, bench: Bench) -> float | None:
    """How much of what singles out a source the claim or its reports say; `None` where they contradict or lack it."""
    question = bench.question
    if not all(_about_link(claim, link, find, bench) for link in question.links):
        return None
    views = [bench.views[e.source] for e in claim.evidence]
    sentences = [TextView(e.quote, v.lang) for e, v in zip(claim.evidence, views, strict=True)]
    own = [bench.entities[e] for e in ends(claim) if e in bench.entities]
    score, sure, open_words = (_counted(claim, find, bench) if claim.kind == "figure" else 0.0), 0, 0
    for item in question.specifics:
        said = _said(item, own, views, sentences, question.lang)
        if said is False and item.kind != "word":
            return None
        score += {True: 1.0, False: -0.5, None: 0.0}[said]
        if item.kind in ("place", "date", "number") and any(_of_entity(item, e) or s.says(item, question.lang) for e in own for s in sentences):
            score += 0.5
        sure += said is True
        open_words += said is not True
    cluster = question.cluster
    vague = cluster is not None and cluster.number is None and not cluster.exact
    if vague and not sure and (open_words or claim.kind in (*TENURES, "member_of")) and len(catalog(bench.store).clusters(None, None)) > 1:
        return None
    words = [i for i in question.specifics if i.kind == "word"]
    missing = sum(_said(i, own, views, sentences, question.lang) is False for i in words)
    return None if words and missing * 2 > len(words) else score


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
        return False
    names = {fold(link.text), fold(link.label or link.text)} | {fold(bench.entities[e].label) for e in link.entities if e in bench.entities}
    return any(f" {n} " in TextView(p.quote, "").folded for p in claim.evidence for n in names)


def _said(item: Specific, own: Sequence[Entity], views: Sequence[TextView], sentences: Sequence[TextView], lang: str) -> bool | None:
    if any(_of_entity(item, e) for e in own):
        return True
    answers = [v.says(item, lang) for v in views]
    if True in answers:
        return True
    return None if None in answers else False


def _of_entity(item: Specific, entity: Entity) -> bool:
    if item.kind == "place" and item.value in places() and f" {fold(places()[item.value].label)} " in f" {fold(entity.label)} ":
        return True
    if item.kind in ("place", "body", "number", "honour"):
        return entity.get(item.kind) == item.value
    if item.kind == "date":
        return (entity.get("date") or "").endswith(item.value[4:])
    return False


def _meeting(claim: Claim, find: Find, bench: Bench) -> times.Meeting:
    """A claim that states no year takes the one its sentence names, or its report's own, as possible only."""
    window = find.window
    found = times.meets(claim.valid_from, claim.valid_to, window)
    if found == "no" and claim.kind in ("holds_post",):
        return found
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


def _by_time(facts: Sequence[Fact], find: Find) -> tuple[list[Fact], list[Fact]]:
    """Those that meet the window, the stated ones if there are any; and those that only its time keeps away."""
    window = find.window
    if window.mode == "now":
        facts = [f for f in facts if f.meeting != "no"]
        return list(facts), []
    if not window.asked:
        return list(facts), []
    stated = [f for f in facts if f.meeting == "stated"]
    possible = [f for f in facts if f.meeting == "possible"]
    kept = stated if stated and find.kinds[:1] and find.kinds[0] in TENURES else stated + possible
    return kept, [f for f in facts if f not in kept]


def _best_groups(facts: Sequence[Fact], find: Find, bench: Bench) -> list[tuple[Fact, ...]]:
    """Facts by what they are about, best group first; only groups as good as the best are kept."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_group(fact.claim, find, bench), []).append(fact)
    if not groups:
        return []
    latest = {key: _latest(found, find) for key, found in groups.items()}
    best = max(f.score for found in latest.values() for f in found)
    good = [tuple(found) for _, found in sorted(latest.items()) if max(f.score for f in found) >= best - 0.01]
    return sorted(good, key=lambda found: (-len(found), found[0].claim.id))


def _group(claim: Claim, find: Find, bench: Bench) -> str:
    """What must be one for facts to be parts of one answer: the cluster, the event, the body, the thing counted."""
    if find.truth or find.want in ("post", "claim") or (find.fixed and find.want in ("object", "giver", "date")) or find.beside:
        return ""
    if claim.kind in (*TENURES, "member_of", "attends", "speaks", "holds_post") and find.want in ("subject", "count", "place"):
        return str(claim.object)
    if claim.kind in ("established_by", "implements", "launched"):
        return claim.subject if find.want == "object" and _type(claim.subject, bench) == "EmulationCluster" else claim.evidence[0].source
    if claim.kind == "figure":
        return f"{claim.subject} {claim.what} {claim.valid_from}"
    if claim.kind == "dated":
        return claim.subject
    return claim.evidence[0].source if claim.kind == "awarded" and not find.fixed else ""


def _type(id_: str, bench: Bench) -> str:
    entity = bench.entities.get(id_)
    return entity.type if entity else ""


def _latest(facts: Sequence[Fact], find: Find) -> list[Fact]:
    """Where no time is asked, a cluster's leader is the one stated for the latest year, beside those without a year."""
    if find.window.asked or not set(find.kinds) <= set(TENURES) or find.want != "subject":
        return list(facts)
    newest = max(times.sort_key(f.claim.valid_from, f.claim.valid_to) for f in facts)
    return [f for f in facts if times.sort_key(f.claim.valid_from, f.claim.valid_to) == newest]


def _told(find: Find, facts: Sequence[Fact], store: Store, queries: list[Cypher], bench: Bench) -> tuple[Claim, ...]:
    """What else is told about the answers: a document's issuer and date."""
    wanted = sorted({e for f in facts if isinstance(e := f.claim.object, str)})
    if not find.tell or not wanted:
        return ()
    claims = _ask(ClaimQuery(kinds=find.tell, ends=tuple(wanted)), store, queries)
    bench.read(claims)
    return tuple(c for c in claims if c.object in wanted or c.subject in wanted)

