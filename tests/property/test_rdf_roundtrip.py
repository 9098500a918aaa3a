"""What is exported and imported again is what was there: every language, date, sentence and text."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.decisions import DIFFERENT, SAME, Decision, in_order
from thidua.graph.export import export
from thidua.graph.export.rdf import import_rdf
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store

TERMS = ontology()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
TAGS = st.sampled_from(["vi", "en", "hi", "zh-Hant", "pt-BR", "sr-Latn-RS"])
DATES = st.one_of(
    st.integers(1900, 2100).map(str),
    st.dates().filter(lambda d: d.year >= 1900).map(lambda d: d.isoformat()[:7]),
    st.dates().filter(lambda d: d.year >= 1900).map(lambda d: d.isoformat()),
)
NAMES = st.builds(Name, TEXT, TAGS)


@st.composite
def entities(draw: st.DrawFn, class_: str) -> Entity:
    own = {}
    for key in (
        draw(st.sets(st.sampled_from(sorted(TERMS.class_(class_).properties))))
        if TERMS.class_(class_).properties
        else ()
    ):
        known = TERMS.property(key)
        codes = sorted(TERMS.codes[known.scheme]) if known.scheme else []
        own[key] = draw(st.sampled_from(codes) | TEXT if codes else DATES if key == "date" else TEXT)
    return Entity(
        entity_id(class_, draw(st.sampled_from("abcd"))),
        class_,
        draw(TEXT),
        tuple(sorted(draw(st.sets(NAMES, max_size=3)))),
        tuple(sorted(own.items())),
    )


@st.composite
def claims(draw: st.DrawFn, found: dict[str, list[Entity]], source: Source) -> Claim:
    kind = TERMS.kind(draw(st.sampled_from(sorted(TERMS.kinds))))

    def one(classes: frozenset[str]) -> str:
        return draw(st.sampled_from([entity.id for class_ in sorted(classes) for entity in found[class_]]))

    values = {"decimal": st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True), "date": DATES}
    target: str | Value = (
        one(kind.objects) if not kind.value else Value(draw(values[kind.value]), kind.value, draw(st.none() | TEXT))
    )
    codes = {"role": "role", "status": "status"}
    makers = {
        "giver": lambda: one(frozenset({"Person", "Organization"})),
        "count": lambda: draw(st.integers(0, 10**9)),
        "number": lambda: draw(TEXT),
        "what": lambda: draw(TEXT),
        "valid_from": lambda: draw(DATES),
        "valid_to": lambda: draw(DATES),
    }
    own = {}
    for name in draw(st.sets(st.sampled_from(sorted(kind.qualifiers)))) if kind.qualifiers else ():
        own[name] = draw(st.sampled_from(sorted(TERMS.codes[codes[name]]))) if name in codes else makers[name]()
    places = (
        st.tuples(st.integers(0, len(source.text)), st.integers(0, len(source.text)))
        .map(sorted)
        .filter(lambda p: p[0] < p[1])
    )
    pieces = {
        Evidence(source.id, start, end, source.text[start:end])
        for start, end in draw(st.lists(places, min_size=1, max_size=3))
    }
    return Claim(
        kind.id,
        one(kind.subjects),
        target,
        **own,
        evidence=tuple(sorted(pieces)),
        extractor=draw(st.sampled_from(["rules", "model:x/1"])),
        confidence=draw(st.floats(0, 1)),
        review=draw(st.sampled_from(sorted(TERMS.codes["review"]))),
    )


@st.composite
def reports(draw: st.DrawFn, number: int) -> Extraction:
    optional = st.none() | TEXT
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=200))
    source = Source(
        f"source:{number}",
        f"{number} {draw(TEXT)}",
        text,
        draw(st.sampled_from(["vi", "en", "zh"])),
        draw(optional),
        draw(optional),
        draw(optional),
        draw(st.none() | DATES),
        draw(optional),
        draw(st.sampled_from(["", "0f"])),
    )
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)) | {0, len(text)})
    spans = list(pairwise(cuts))
    passages = tuple(Passage(source.id, at, start, end, text[start:end]) for at, (start, end) in enumerate(spans))
    found = {class_: [draw(entities(class_))] for class_ in TERMS.entity_classes}
    said = {claim.id: claim for claim in draw(st.lists(claims(found, source), max_size=4))}
    brought = tuple(sorted((entity for of in found.values() for entity in of), key=lambda entity: entity.id))
    return Extraction(source, passages, brought, tuple(said[id_] for id_ in sorted(said)))


@pytest.mark.parametrize("format_", ["ttl", "jsonld"])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.tuples(reports(0), reports(1)), st.sampled_from([SAME, DIFFERENT]), TEXT | st.just(""))
def test_what_is_exported_comes_back(
    format_: str, extractions: tuple[Extraction, Extraction], verdict: str, words: str
) -> None:
    decided = [Decision(*in_order(*(entity_id("Person", key) for key in "ab")), verdict, words, "2025-03-01", words)]
    with open_store(":memory:") as store, TemporaryDirectory() as folder:
        store.put(extractions)
        store.decide(decided)
        out = io.StringIO()
        export(store, format_, out)
        path = Path(folder) / f"graph.{format_}"
        path.write_text(out.getvalue(), "utf-8", newline="")
        back = import_rdf(path)
        assert back.reports == sorted(extractions, key=lambda report: (report.source.document, report.source.id))
        assert back.decisions == decided
        with open_store(":memory:") as second:
            second.put(back.reports)
            second.decide(back.decisions)
            again = io.StringIO()
            export(second, format_, again)
            assert again.getvalue() == out.getvalue()
            second.retract("source:0")
            assert list(second.reports()) == [extractions[1]]
