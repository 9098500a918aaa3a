"""Whatever reports come and go, in whatever order: a store is what the reports that are in it say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery, Store

SOURCES = ("a", "b", "c")
KEYS = ("1", "2")
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


def saying(store: Store) -> object:
    """All that the store says, by every way to read it."""
    found = list(store.reports())
    entities = {one.id: one for class_ in ontology().entity_classes for one in store.entities_of(class_)}
    assert store.entities(sorted(entities)) == entities
    stated = store.claims()
    for field in ("subject", "object"):
        ends = {getattr(claim, field) for claim in stated if isinstance(getattr(claim, field), str)}
        expected = [claim for claim in stated if getattr(claim, field) in ends]
        assert store.claims(ClaimQuery(**{field + "s": tuple(sorted(ends))})) == expected or not ends
    keys = {fold(text) for one in found for e in one.entities for text in (e.label, *(n.text for n in e.names))}
    passages = {one.source.id: store.passages(one.source.id) for one in found}
    return found, entities, stated, store.named(sorted(keys)), store.counts(), passages


@pytest.fixture(scope="module")
def stores() -> Sequence[Store]:
    return [open_store(":memory:"), open_store(":memory:")]


def emptied(store: Store) -> Store:
    for source in SOURCES:
        store.retract(source)
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
