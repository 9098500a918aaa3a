"""Questions in two steps, composed by the ontology's types.

"The posts of whoever led Cluster 2": `holds_post` lacks a person, `leads` gives one. Each half is a question of its
own, read by the same rules as any other; here it is only found out which half is which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

from thidua.graph.ontology import ClaimKind, ontology
from thidua.qa.planning.plan import TENURES, Both, Find, Hop, Plan, Slot, While, fixed
from thidua.qa.time import ANY
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import Question, Spot

#: The plans of one step that a question may mean.
Simple = Callable[[Question], Iterator[Plan]]
#: The claim kinds that topics of questions stand for.
ACTS = {"received": "awarded", "proposed": "awarded", "chairs": "attends"}
#: The classes that answer what is asked for.
ASKED = {
    "who": ("Person", "Organization"),
    "cluster": ("EmulationCluster",),
    "movement": ("Movement",),
    "document": ("NormativeDocument",),
    "event": ("Event",),
    "organisation": ("Organization",),
    "person": ("Person",),
    "honour": ("Honour",),
}
#: What else may be asked for at the end of two steps.
WANTED = frozenset({*ASKED, "post", "when", "year", "how_many"})
#: What asks for a class.
ASKING = {
    "Person": ("who", ""),
    "Organization": ("who", "organisation"),
    "EmulationCluster": ("which", "cluster"),
    "NormativeDocument": ("which", "document"),
    "Movement": ("which", "movement"),
}
#: Stands at the end of a claim for whoever the first step will find.
SOMEBODY = "?"
#: How far, in characters, an act may stand from what is asked or named; beyond it, all are equally far.
FAR = 60
#: What stands so near an act is its own, whatever else is near.
BESIDE = 6


def composed(question: Question, simple: Simple) -> Iterator[Plan]:
    """The plans of two steps that the question may mean; `simple` reads a question of one step."""
    acts = acts_of(question)
    named = named_of(question)
    asked = (question.asks | question.nouns) - {"which"}
    if len(acts) < 2 or not named or len(asked) > 2 or not asked & WANTED:
        return
    pairs = sorted(permutations(acts, 2), key=lambda pair: _stretch(question, pair[0], pair[1], named))
    for outer, inner in pairs:
        if question.relates and (plan := _while(question, outer, inner, simple)):
            yield plan
    for outer, inner in pairs:
        if plan := _both(question, outer, inner, named, simple):
            yield plan
        yield from _hops(question, outer, inner, named, simple)


def named_of(question: Question) -> tuple[Link, ...]:
    """What the question names that the graph has; a cluster may be described by its place ("the block of Nghe An")."""
    described = question.cluster if question.of("Place") else None
    named = tuple(
        x
        for x in question.links
        if (not x.bare or x == described) and not x.host and x.entities and x.type in ontology().entity_classes
    )
    return tuple(x for x in named if x.type != "Place") or named


def _stretch(question: Question, outer: str, inner: str, named: tuple[Link, ...]) -> int:
    """How far the asked act is from what asks, and the other from what is named."""
    return _near_asked(question, outer) + min(_gap(question, inner, x) for x in named)


def acts_of(question: Question) -> tuple[str, ...]:
    """The claim kinds that the question speaks of."""
    kinds = ontology().kinds
    found = {ACTS.get(topic, topic) for topic in question.topics} - {"dated", "figure"}
    return tuple(sorted(act for act in found if act in kinds))


def _hops(question: Question, outer: str, inner: str, named: tuple[Link, ...], simple: Simple) -> Iterator[Plan]:
    kinds = ontology().kinds
    if not all(_belongs(question, x, inner, outer) for x in named):
        return
    sure = not any(_complete(question, act, named) for act in acts_of(question))
    for slot, classes in _open_ends(question, kinds[outer]):
        for class_ in sorted(classes & _given(kinds[inner], named), key=list(ASKING).index):
            first = _one(_first(question, inner, outer, class_), simple, inner)
            then = _one(_then(question, inner, outer, class_), simple, outer)
            if first and then:
                yield (Hop(replace(first, about=(class_,)), *_without_somebody(then, slot), sure),)


def _complete(question: Question, act: str, named: tuple[Link, ...]) -> bool:
    """Whether the act alone answers what is asked: all that is named stands at its other end."""
    kind = ontology().kinds[act]
    if any(x.bare and x.type in kind.objects | kind.subjects for x in question.of("EmulationCluster")):
        return False
    wanted = _classes(question)
    return any(
        wanted & ours and all(_fits(x, theirs) for x in named)
        for ours, theirs in ((kind.subjects, kind.objects), (kind.objects, kind.subjects))
    )


def _classes(question: Question) -> frozenset[str]:
    return frozenset(c for a in question.nouns or question.asks for c in ASKED.get(a, ()))


def _open_ends(question: Question, kind: ClaimKind) -> Iterator[tuple[Slot, frozenset[str]]]:
    """The ends of a claim that are not asked for, with their classes; a mere "the cluster" says which."""
    wanted = _classes(question)
    bare = {x.type for x in question.links if x.bare}
    ends: tuple[tuple[Slot, frozenset[str], frozenset[str]], ...] = (
        ("subject", kind.subjects, kind.objects),
        ("object", kind.objects, kind.subjects),
    )
    for slot, classes, others in ends:
        asked_here = wanted and not wanted & others
        if asked_here and "giver" not in kind.qualifiers:
            continue
        yield slot, (classes & bare or classes) & frozenset(ASKING)


def _belongs(question: Question, link: Link, inner: str, outer: str) -> bool:
    """Whether what is named is the inner act's: the outer one takes no such thing, or stands no nearer."""
    kind = ontology().kinds[outer]
    taken = link.type in kind.subjects | kind.objects
    return not taken or _gap(question, inner, link) <= max(BESIDE, _gap(question, outer, link))


def _given(kind: ClaimKind, named: tuple[Link, ...]) -> frozenset[str]:
    """The classes that a claim of this kind gives when all that is named stands at its other end."""
    found: set[str] = set()
    if all(_fits(x, kind.objects) for x in named):
        found |= kind.subjects
    if all(x.type in kind.subjects for x in named):
        found |= kind.objects
    return frozenset(found)


def _fits(link: Link, classes: frozenset[str]) -> bool:
    """Whether what is named can stand at an end of these classes; an event is named by its cluster."""
    return link.type in classes or (link.type == "EmulationCluster" and "Event" in classes)


def _first(question: Question, inner: str, outer: str, class_: str) -> Question:
    """The half that names somebody: who or what of this class?"""
    ask, noun = ASKING[class_]
    return replace(
        question,
        asks=frozenset({ask}),
        nouns=frozenset({noun} - {""}),
        topics=frozenset(t for t in question.topics if ACTS.get(t, t) == inner),
        things=frozenset(),
        links=tuple(x for x in question.links if not (x.bare and x.type == class_)),
        window=question.window if _timed(inner, outer) == inner else ANY,
    )


def _then(question: Question, inner: str, outer: str, class_: str) -> Question:
    """The half that asks: what is said of them?"""
    somebody = Link(class_, SOMEBODY, 0, 0, (SOMEBODY,), True, number=SOMEBODY)
    return replace(
        question,
        topics=_topics(question, but=inner),
        roles=(),
        links=(somebody,),
        specifics=(),
        window=question.window if _timed(inner, outer) == outer else ANY,
    )


def _timed(inner: str, outer: str) -> str:
    """The act that a year belongs to: that of a seat, the outer one's first."""
    return inner if inner in TENURES and outer not in TENURES else outer


def _one(question: Question, simple: Simple, act: str) -> Find | None:
    """The find that answers half a question, if it is one and of the act."""
    plan = next(simple(question), None)
    if plan is None or len(plan) != 1 or not isinstance(plan[0], Find) or act not in plan[0].kinds:
        return None
    return replace(plan[0], links=question.links, specifics=question.specifics)


def _without_somebody(find: Find, slot: Slot) -> tuple[Slot, Find]:
    """The find and the slot that is open for the answers of the first step."""
    held = next((f for f in find.fixed if SOMEBODY in f.entities), None)
    rest = tuple(f for f in find.fixed if f != held)
    return (held.slot if held else slot, replace(find, fixed=rest, links=(), specifics=()))


def _both(question: Question, outer: str, inner: str, named: tuple[Link, ...], simple: Simple) -> Plan | None:
    """Those who are the answer to both acts, each with a name of its own."""
    kinds = ontology().kinds
    wanted = _classes(question)
    ours = tuple(x for x in named if _gap(question, outer, x) <= _gap(question, inner, x))
    theirs = tuple(x for x in named if x not in ours)
    shares = {outer: ours, inner: theirs}
    if not all(links and wanted & _beside(question, kinds[act], links) for act, links in shares.items()):
        return None
    halves = []
    for act, links in shares.items():
        topics = frozenset(t for t in question.topics if ACTS.get(t, t) == act or (t == "with" and act == "attends"))
        specifics = question.specifics if links is theirs else ()
        window = question.window if act == _timed(inner, outer) else ANY
        part = replace(question, topics=topics, links=links, specifics=specifics, window=window)
        halves.append(_one(part, simple, act) or _plain(act, links, wanted))
    return (Both(halves[0], halves[1]),)


def _beside(question: Question, kind: ClaimKind, named: tuple[Link, ...]) -> frozenset[str]:
    """The classes that a claim gives for what is named: "with" asks for others at the same end."""
    return kind.subjects if question.has("with") and kind.id == "attends" else _given(kind, named)


def _plain(act: str, links: tuple[Link, ...], wanted: frozenset[str]) -> Find:
    """Those who stand at the other end of the act from what is named."""
    kind = ontology().kinds[act]
    if wanted & kind.subjects:
        return Find((act,), "subject", fixed("object", *links), links=links, specifics=())
    return Find((act,), "object", fixed("subject", *links), links=links, specifics=())


def _while(question: Question, outer: str, inner: str, simple: Simple) -> Plan | None:
    """The asked act in the years of another: "when X led", "before the merger"."""
    if question.relates is None or (inner == "succeeds") != (question.relates != "in"):
        return None
    people = tuple(x for x in question.of("Person", "Organization", "Place") if x.entities)
    theirs = tuple(x for x in people if _gap(question, inner, x) <= _gap(question, outer, x)) or people
    if not theirs:
        return None
    cluster = question.cluster if inner != "succeeds" else None
    fixes = (*fixed("end", *theirs), *(fixed("object", cluster) if cluster and not cluster.bare else ()))
    first = Find((inner,), "claim", fixes, links=theirs)
    part = replace(
        question,
        asks=question.asks - {"when"} or question.asks,
        topics=_topics(question, but=inner),
        links=tuple(x for x in question.links if x not in theirs or x.type == "Place"),
        specifics=tuple(s for s in question.specifics if s.kind not in ("place", "body")),
        relates=None,
    )
    then = _one(part, simple, outer)
    return (While(first, then, question.relates),) if then else None


def _topics(question: Question, *, but: str) -> frozenset[str]:
    return frozenset(t for t in question.topics if ACTS.get(t, t) != but)


def _near_asked(question: Question, act: str) -> int:
    asked = [spot for spot in question.spots if spot.table in ("ask", "noun")]
    return min((_between(spot, (a.start, a.end)) for spot in _spots(question, act) for a in asked), default=FAR)


def _gap(question: Question, act: str, link: Link) -> int:
    return min((_between(spot, _whole(question, link)) for spot in _spots(question, act)), default=FAR)


def _whole(question: Question, link: Link) -> tuple[int, int]:
    """Where what is named stands, with the body or place beside it that is a part of its name."""
    hosts = [x for x in question.links if x.host and _apart(x, link) <= BESIDE] if link.number else []
    return min(x.start for x in (link, *hosts)), max(x.end for x in (link, *hosts))


def _apart(one: Link, other: Link) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _between(spot: Spot, stretch: tuple[int, int]) -> int:
    """How many characters lie between a word and a stretch of the question."""
    return max(0, stretch[0] - spot.end, spot.start - stretch[1])


def _spots(question: Question, act: str) -> list[Spot]:
    own = {act, *(topic for topic, other in (*ACTS.items(), ("with", "attends")) if other == act)}
    return [s for s in question.spots if s.table == "topic" and s.concept in own]
