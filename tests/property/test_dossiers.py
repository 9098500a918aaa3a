"""Whatever reports say: a dossier has all of it, each line with its sentences, and every form can be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.graph.claims import Claim, Extraction
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.dossiers import neighbourhood, profile, search, timeline, trace
from thidua.qa.words import asking_languages
from thidua.tests.property.test_store_roundtrip import SOURCES, TEXT, reports

roles = st.none() | st.sampled_from(sorted(ontology().codes["role"]))
statuses = st.none() | st.sampled_from(sorted(ontology().codes["status"]))
published = st.none() | st.sampled_from(["2022", "2024-13", "2024-02-30", "2024-05-01", "yesterday"])


@st.composite
def sayings(draw: st.DrawFn) -> Extraction:
    """A report whose codes are those of the ontology."""
    made: Extraction = draw(reports())
    claims: dict[str, Claim] = {}
    for claim in made.claims:
        coded = replace(claim, role=draw(roles), status=draw(statuses))
        claims[coded.id] = coded
    source = replace(made.source, published=draw(published))
    return replace(made, source=source, claims=tuple(claims[id_] for id_ in sorted(claims)))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


@given(st.lists(sayings(), min_size=1, max_size=4), st.sampled_from(asking_languages()))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_dossier_has_all_that_is_said_with_its_sentences(store: Store, put: list[Extraction], lang: str) -> None:
    for source in SOURCES:
        store.retract(source)
    store.put(put)
    stated = [claim for claim in store.claims() if claim.review != "rejected"]
    for class_ in ontology().entity_classes:
        for entity in store.entities_of(class_):
            found = profile(store, entity.id, lang)
            lines = [line for section in found.sections for line in section.lines]
            assert all(line.claims and line.notes for line in lines)
            assert all(TEXT[e["start"] : e["end"]] == e["quote"] for e in found.evidence)
            own = {c.id for c in stated if entity.id in (c.subject, c.object, c.giver)}
            assert own <= {c.id for line in lines for c in line.claims}
            json.dumps(found.json())
            assert found.text() and found.markdown() and found.html()
            spans = timeline(store, entity.id, lang)
            assert all(span.first is not None or not span.first_is_stated for span in spans)
            assert trace(store, entity.id, lang).text()
            around = neighbourhood(store, entity.id, limit=3)
            assert len(around.nodes) <= 4 and all(edge.claims for edge in around.edges)
            assert class_ == "Group" or not entity.label.strip() or len(search(entity.label, store, 1)) <= 1
