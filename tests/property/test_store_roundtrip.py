"""Whatever reports come and go, in whatever order: a store is what the reports that are in it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.decisions import CLOSED, SAME, VERDICTS, Decision, Decisions, in_order
from thidua.graph.errors import UsageError
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery, Store

SOURCES = ("a", "b", "c")
KEYS = ("1", "2")
DECIDED = sorted(set(ontology().entity_classes) - CLOSED)
TEXT = "Cụm trưởng là bà Hà. समूह 7. 第七。 \u202bمجموعة\u202c “x”\n\t\\ 🙂 '); --"

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
maybe = st.none() | words
dates = st.none() | st.sampled_from(["2023", "2024-02", "2024-02-29", "2025-12-31"])


@st.composite
def entities(draw: st.DrawFn, class_: str, key: str) -> Entity:
    names = draw(st.sets(st.builds(Name, words, st.sampled_from(["vi", "hi", "en"])), max_size=2))
    properties = draw(st.dictionaries(st.sampled_from(["number", "host"]), words, max_size=2))
    return Entity(entity_id(class_, key), class_, draw(words), tuple(sorted(names)), tuple(sorted(properties.items())))


@st.composite
def claims(draw: st.DrawFn, source: str) -> Claim:
    kind = draw(st.sampled_from(sorted(ontology().kinds)))
    terms = ontology().kinds[kind]
    subject = entity_id(draw(st.sampled_from(sorted(terms.subjects))), draw(st.sampled_from(KEYS)))
    if terms.value:
        target: str | Value = Value(draw(words), terms.value, draw(maybe))
    else:
        target = entity_id(draw(st.sampled_from(sorted(terms.objects))), draw(st.sampled_from(KEYS)))
    givers = sorted(ontology().properties["giver"].objects)
    giver = draw(st.none() | st.sampled_from([entity_id(class_, key) for class_ in givers for key in KEYS]))
    spans = draw(st.sets(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 9)), min_size=1, max_size=2))
    pieces = {Evidence(source, at, min(at + size, len(TEXT)), TEXT[at : at + size]) for at, size in spans}
    return Claim(
        kind,
        subject,
        target,
        draw(maybe),
        draw(dates),
        draw(dates),
        draw(maybe),
        giver,
        draw(st.none() | st.integers(0, 9)),
        draw(maybe),
        draw(maybe),
        tuple(sorted(pieces)),
        draw(st.sampled_from(["rules", "hand"])),
        draw(st.sampled_from([0.25, 0.5, 1.0])),
        draw(st.sampled_from(["unreviewed", "accepted", "disputed", "rejected"])),
    )


@st.composite
def reports(draw: st.DrawFn) -> Extraction:
    id_ = draw(st.sampled_from(SOURCES))
    stated = {claim.id: claim for claim in draw(st.lists(claims(id_), max_size=3))}
    named = {end for c in stated.values() for end in (c.subject, c.object, c.giver) if isinstance(end, str)}
    classes = ontology().entity_classes
    extra = draw(st.sets(st.sampled_from([entity_id(class_, key) for class_ in classes for key in KEYS]), max_size=2))
    ids = {entity_id(class_, key): (class_, key) for class_ in classes for key in KEYS}
    brought = tuple(draw(entities(*ids[id_])) for id_ in sorted(named | extra))
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=4)))
    passages = tuple(Passage(id_, n, a, b, TEXT[a:b]) for n, (a, b) in enumerate(pairwise(cuts)))
    source = Source(
        id_, draw(words), TEXT, "vi", draw(maybe), draw(maybe), draw(maybe), draw(maybe), draw(maybe), draw(words)
    )
    return Extraction(source, passages, brought, tuple(stated[id_] for id_ in sorted(stated)))


def saying(store: Store, put: Sequence[Extraction] = ()) -> tuple[object, ...]:
    """All that the store says, by every way to read it, asked by the names in its reports or in those `put`."""
    found = list(store.reports())
    entities = {one.id: one for class_ in ontology().entity_classes for one in store.entities_of(class_)}
    assert store.entities(sorted(entities)) == entities
    stated = store.claims()
    for field in ("subject", "object"):
        ends = {getattr(claim, field) for claim in stated if isinstance(getattr(claim, field), str)}
        expected = [claim for claim in stated if getattr(claim, field) in ends]
        assert store.claims(ClaimQuery(**{field + "s": tuple(sorted(ends))})) == expected or not ends
    keys = {fold(text) for one in put or found for e in one.entities for text in (e.label, *(n.text for n in e.names))}
    passages = {one.source.id: store.passages(one.source.id) for one in found}
    return found, entities, stated, store.named(sorted(keys)), store.counts(), passages


@pytest.fixture(scope="module")
def stores() -> Sequence[Store]:
    return [open_store(":memory:"), open_store(":memory:")]


def emptied(store: Store) -> Store:
    for source in SOURCES:
        store.retract(source)
    for decision in store.decisions():
        store.undo(*decision.pair)
    assert set(store.counts().values()) == {0}
    return store


@given(st.lists(st.tuples(reports(), st.booleans()), min_size=1, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_store_is_what_its_reports_say(stores: Sequence[Store], steps: list[tuple[Extraction, bool]]) -> None:
    """One store sees everything come and go; the other only what is left, in another order."""
    eventful, plain = (emptied(store) for store in stores)
    left: dict[str, Extraction] = {}
    for report, stays in steps:
        eventful.put([report])
        left[report.source.id] = report
        if not stays:
            assert eventful.retract(report.source.id)
            del left[report.source.id]
    plain.put([left[id_] for id_ in sorted(left, reverse=True)])
    assert saying(eventful) == saying(plain)
    assert sorted(eventful.reports(), key=lambda one: one.source.id) == [left[id_] for id_ in sorted(left)]


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """About one of few pairs, so that they meet the reports and each other; of three people, chains arise."""
    class_ = draw(st.sampled_from(["Person", "Person", *DECIDED]))
    keys = draw(st.permutations([*KEYS, "3"]))[:2]
    return Decision(*in_order(*(entity_id(class_, key) for key in keys)), draw(st.sampled_from(VERDICTS)), at="2025")


Step = Extraction | Decision | int
steps = reports() | decisions() | st.integers(0, 5)  # a number takes back what was put or decided so many steps ago


class World:
    """What is left after all steps, kept in plain dictionaries."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports: dict[str, Extraction] = {}
        self.decided: dict[tuple[str, str], Decision] = {}
        self.past: list[Extraction | Decision] = []

    def take(self, step: Step) -> None:
        if isinstance(step, Extraction):
            self.store.put([step])
            self.reports[step.source.id] = step
        elif isinstance(step, Decision):
            try:
                self.store.decide([step])
            except UsageError:
                return
            self.decided[step.pair] = step
        elif step < len(self.past):
            self.take_back(self.past[-1 - step])
        if not isinstance(step, int):
            self.past.append(step)

    def take_back(self, step: Extraction | Decision) -> None:
        if isinstance(step, Extraction):
            assert self.store.retract(step.source.id) == (self.reports.pop(step.source.id, None) is not None)
        else:
            assert self.store.undo(*reversed(step.pair)) == (self.decided.pop(step.pair, None) is not None)


@given(st.lists(steps, min_size=1, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_store_is_what_its_reports_say_and_people_decided(stores: Sequence[Store], taken: list[Step]) -> None:
    eventful, plain = (emptied(store) for store in stores)
    world = World(eventful)
    for step in taken:
        world.take(step)
    plain.decide(list(world.decided.values()))
    plain.put([world.reports[id_] for id_ in sorted(world.reports, reverse=True)])
    assert saying(eventful) == saying(plain)
    assert sorted(eventful.decisions()) == sorted(world.decided.values())


def of_one_mind(extraction: Extraction, known: Decisions) -> Extraction:
    """The report as if it had written the id that stands for each entity, and every reading were as sure."""

    def claim(one: Claim) -> Claim:
        ends = {name: known.canonical(end) for name in ("subject", "object", "giver")
                if isinstance(end := getattr(one, name), str)}  # fmt: skip
        return replace(one, **ends, extractor="rules", confidence=1.0, review="unreviewed")

    renamed = tuple(replace(one, id=known.canonical(one.id)) for one in extraction.entities)
    return replace(extraction, entities=renamed, claims=tuple(map(claim, extraction.claims)))


@given(st.lists(reports(), min_size=1, max_size=3), st.lists(decisions(), min_size=1, max_size=3))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_is_the_same_is_as_if_all_reports_had_called_it_so(
    stores: Sequence[Store], put: list[Extraction], made: list[Decision]
) -> None:
    """The one store is told of the decisions; the other is given reports that knew them."""
    told, knowing = (emptied(store) for store in stores)
    same = [decision._replace(verdict=SAME) for decision in made]
    told.decide(same)
    told.put([of_one_mind(report, Decisions()) for report in put])
    knowing.put([of_one_mind(report, Decisions(same)) for report in put])
    assert saying(told, put)[1:] == saying(knowing, put)[1:]
