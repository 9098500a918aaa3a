"""Runs one find on the store: the claims that fit the question, those that only time keeps away, and rivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from thidua.graph.claims import Claim, Entity
from thidua.graph.stores.base import ClaimQuery, Cypher, Store
from thidua.qa import time as times
from thidua.qa.catalog import known
from thidua.qa.planning.plan import IN_CLUSTER, TENURES, Find, Fixed
from thidua.qa.retrieval.bench import Bench
from thidua.qa.retrieval.fit import allowed, meeting, score, undetermined, unread
from thidua.qa.understanding.question import Question


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that fits: how its time meets the question's, and how much of the question it says."""

    claim: Claim
    meeting: times.Meeting
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What one find gave. `facts` answer it; `near` fit but for the time; `rivals` fit as well as `facts`.

    `question` is the part of the question that it answers.
    """

    find: Find
    question: Question
    facts: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    rivals: tuple[tuple[Fact, ...], ...] = ()
    queries: tuple[Cypher, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
    told: tuple[Claim, ...] = ()


def run(find: Find, question: Question, store: Store, *, every: bool = False) -> Finding:
    """The claims that answer a find: the best of them, or `every` one. Raises StoreError if the store fails."""
    question = part(question, find)
    bench = Bench(question, store)
    queries: list[Cypher] = []
    claims = _claims(find, question, store, queries)
    bench.read(claims)
    claims = [c for c in claims if c.id not in question.told]
    fitting = [(c, s) for c in claims if allowed(c, find, bench) and (s := score(c, find, bench)) is not None]
    timed = [Fact(c, meeting(c, find, bench), s) for c, s in fitting]
    kept, near = _by_time(timed, find)
    groups = [tuple(kept)] if every else _best_groups(kept, find, bench)
    facts = groups[0] if groups else ()
    told = _told(find, facts, store, queries, bench)
    return Finding(find, question, facts, tuple(near), tuple(groups[1:]), tuple(queries), bench.entities, told)


def part(question: Question, find: Find) -> Question:
    """The question without what other steps of the plan answer."""
    links = question.links if find.links is None else find.links
    specifics = question.specifics if find.specifics is None else find.specifics
    return replace(question, links=links, specifics=specifics)


def _claims(find: Find, question: Question, store: Store, queries: list[Cypher]) -> list[Claim]:
    if any(not f.entities for f in find.fixed):
        return []
    fixed = [_around(f, question, store) for f in find.fixed] if find.around else find.fixed
    query = _query(find.kinds, fixed)
    if not find.beside:
        return _ask(query, store, queries)
    events = sorted({c.object for c in _ask(query, store, queries) if isinstance(c.object, str)})
    others = _ask(ClaimQuery(kinds=("attends", "speaks"), objects=tuple(events)), store, queries) if events else []
    known = {e for f in find.fixed for e in f.entities}
    return [c for c in others if c.subject not in known]


def _around(fixed: Fixed, question: Question, store: Store) -> Fixed:
    """The places with the bodies that are there."""
    there = known(store).placed({x.place for x in question.of("Place") if x.place})
    return replace(fixed, entities=(*fixed.entities, *there))


def _ask(query: ClaimQuery, store: Store, queries: list[Cypher]) -> list[Claim]:
    queries.append(store.cypher(query))
    return store.claims(query)


def _query(kinds: tuple[str, ...], fixed: Iterable[Fixed]) -> ClaimQuery:
    slots: dict[str, set[str]] = {}
    for item in fixed:
        slot = "end" if item.slot == "giver" else item.slot
        slots[slot] = slots[slot] & set(item.entities) if slot in slots else set(item.entities)
    ids = {slot: tuple(sorted(found)) for slot, found in slots.items()}
    return ClaimQuery(
        kinds=kinds, subjects=ids.get("subject", ()), objects=ids.get("object", ()), ends=ids.get("end", ())
    )


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
    seats = set(find.kinds) <= set(IN_CLUSTER) or "member_units" in find.things
    if seats and undetermined(find, bench.question) and any(unread(f.claim, bench) for f in facts):
        if any(not x.entities and not x.bare for x in bench.question.of("Organization")):
            return []  # it is described by a name that nothing in the graph has
        best = min(f.score for found in latest.values() for f in found)
    good = [tuple(found) for _, found in sorted(latest.items()) if max(f.score for f in found) >= best - 0.01]
    return sorted(good, key=lambda found: (-len(found), found[0].claim.id))


def _group(claim: Claim, find: Find, bench: Bench) -> str:
    """What must be one for facts to be parts of one answer: the cluster, the event, the body, the thing counted."""
    if (
        find.truth
        or find.want in ("post", "claim")
        or (find.fixed and find.want in ("object", "giver", "date"))
        or find.beside
    ):
        return ""
    if claim.kind in (*IN_CLUSTER, "attends", "speaks", "holds_post") and find.want in (
        "subject",
        "count",
        "place",
    ):
        return str(claim.object)
    if claim.kind in ("established_by", "implements", "launched"):
        if any(f.slot == "object" and len(f.entities) == 1 for f in find.fixed):
            return ""  # one document or movement, named by the question: all who did it are the answer
        return (
            claim.subject
            if find.want == "object" and _type(claim.subject, bench) == "EmulationCluster"
            else claim.evidence[0].source
        )
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
    abroad = _abroad(claims, facts, bench)
    about = (c for c in claims if c.object in wanted or c.subject in wanted)
    return tuple(c for c in about if not {e.source for e in c.evidence} <= abroad)


def _abroad(claims: Sequence[Claim], facts: Sequence[Fact], bench: Bench) -> set[str]:
    """The reports in which a document of the number is another province's: every province has its own 12-CT/TU."""
    own = {e.source for f in facts for e in f.claim.evidence}
    places = {bench.views[s].main_place for s in own}
    issued = ((c, bench.entities[c.subject].get("place")) for c in claims if c.kind == "issued")
    return {e.source for c, place in issued if place and place not in places for e in c.evidence} - own
