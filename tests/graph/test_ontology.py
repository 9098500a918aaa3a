"""schema.ttl itself, what is read from it, and what is refused."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from thidua.graph.errors import OntologyError
from thidua.graph.export.docs import PAGE, page
from thidua.graph.ontology import SCHEMA, load, ontology
from thidua.graph.stores.schema import of_ontology

TERMS = ontology()
TEXT = SCHEMA.read_text("utf-8")
GRAPH = Graph(bind_namespaces="none").parse(data=TEXT, format="turtle")
LABELLED = [
    *TERMS.classes.values(),
    *TERMS.kinds.values(),
    *TERMS.properties.values(),
    *(code for codes in TERMS.codes.values() for code in codes.values()),
]
# The scripts a label may be written in; Latin stands in the others for abbreviations only.
SCRIPTS = {
    **dict.fromkeys(("it", "pt", "no", "id"), ("LATIN",)),
    "th": ("THAI",),
    "bn": ("BENGALI",),
    "ar": ("ARABIC",),
    "hi": ("DEVANAGARI",),
    "ru": ("CYRILLIC",),
    "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    "ko": ("HANGUL",),
    "zh": ("CJK",),
    **dict.fromkeys(("vi", "en", "de", "fr", "es"), ("LATIN",)),
}
NEW_KIND = """
kg:mentors a kg:ClaimKind, owl:ObjectProperty ; skos:notation "mentors" ; kg:edge "MENTORS" ; kg:record kg:Tenure ;
    schema:domainIncludes foaf:Person ; schema:rangeIncludes foaf:Person ; kg:qualifier kg:valid_from ;
    rdfs:label "kèm cặp"@vi, "mentors"@en, "betreut"@de, "मार्गदर्शन करता है"@hi,
        "encadre"@fr, "orienta"@es, "指導する"@ja, "지도하다"@ko, "指导"@zh, "наставляет"@ru,
        "guida"@it, "orienta"@pt, "veileder"@no, "membimbing"@id, "เป็นพี่เลี้ยง"@th, "পথ দেখান"@bn, "يرشد"@ar .
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "schema.ttl"
    path.write_text(text, "utf-8")
    return path


# the file ------------------------------------------------------------------------------------------------------------
def test_every_label_is_in_its_own_script() -> None:
    for term in LABELLED:
        for lang, label in term.labels.items():
            scripts = {unicodedata.name(char).split()[0] for char in label if char.isalpha()}
            assert scripts <= set(SCRIPTS[lang]) | {"KATAKANA-HIRAGANA"}, f"{term.id} in {lang}: {label}"


def test_labels_are_composed_and_trimmed() -> None:
    for term in LABELLED:
        for label in term.labels.values():
            assert label == unicodedata.normalize("NFC", label).strip()


def test_terms_of_other_vocabularies_exist() -> None:
    from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS

    closed = {str(ns): ns for ns in (DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS)}
    for node in {node for triple in GRAPH for node in triple if isinstance(node, URIRef)}:
        start = next((start for start in closed if node.startswith(start) and node != URIRef(start)), None)
        if start:
            assert node in closed[start], f"{node} is not a term of {start}"


def test_the_documented_codes_are_there() -> None:
    assert {
        "leader",
        "deputy_leader",
        "standing_deputy_chair",
        "chief_of_office",
        "political_commissar",
    } <= TERMS.codes["role"].keys()
    assert TERMS.codes["status"].keys() == {"proposed", "conferred", "revoked"}
    assert TERMS.codes["review"].keys() == {"unreviewed", "accepted", "rejected", "disputed"}
    assert {
        "leads",
        "deputy_leads",
        "member_of",
        "holds_post",
        "attends",
        "speaks",
        "issued",
        "dated",
        "implements",
        "launched",
        "awarded",
        "established_by",
        "succeeds",
        "figure",
    } <= TERMS.kinds.keys()


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("chair", "Chủ tịch"),
        ("deputy_chair", "Phó Chủ tịch"),
        ("standing_deputy_chair", "Phó Chủ tịch Thường trực"),
        ("deputy_minister", "Thứ trưởng"),
        ("chief_of_office", "Chánh Văn phòng"),
        ("certificate_of_merit", "Bằng khen"),
        ("labour_order", "Huân chương Lao động"),
        ("directive", "Chỉ thị"),
        ("block", "Khối thi đua"),
    ],
)
def test_vietnamese_labels_are_the_official_terms(code: str, label: str) -> None:
    assert TERMS.label(code, "vi") == label


def test_a_leader_is_called_as_its_cluster_or_block_calls_it() -> None:
    assert TERMS.role_label("leader", "vi", "cluster") == "Cụm trưởng"
    assert TERMS.role_label("deputy_leader", "vi", "block") == "Phó Trưởng khối"
    assert TERMS.role_label("chair", "vi", "block") == TERMS.role_label("chair", "vi") == "Chủ tịch"


def test_the_page_is_what_the_file_says() -> None:
    assert PAGE.read_text("utf-8") == page(TERMS), "run python -m thidua.graph.export.docs"


# reading it ----------------------------------------------------------------------------------------------------------
def test_kinds_say_what_may_stand_at_their_ends() -> None:
    leads = TERMS.kind("leads")
    assert leads.subjects == {"Person", "Organization"} and leads.objects == {"EmulationCluster", "Organization"}
    assert leads.value is None and leads.qualifiers == {"role", "valid_from", "valid_to"} and leads.edge == "LEADS"
    assert TERMS.kind("figure").value == "decimal" and not TERMS.kind("figure").objects
    assert "clusterType" in TERMS.class_("EmulationCluster").properties


def test_a_label_falls_back_to_english() -> None:
    assert TERMS.label("chair", "sw") == "Chair"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: TERMS.label("bogus", "en"),
        lambda: TERMS.kind("bogus"),
        lambda: TERMS.class_("bogus"),
        lambda: TERMS.property("bogus"),
        lambda: TERMS.code("role", "bogus"),
        lambda: TERMS.code("bogus", "chair"),
    ],
)
def test_an_unknown_term_is_an_error_that_names_it(ask: object) -> None:
    with pytest.raises(OntologyError, match="bogus"):
        ask()  # type: ignore[operator]


def test_a_new_claim_kind_is_an_edit_of_the_file_only(tmp_path: Path) -> None:
    terms = load(written(tmp_path, TEXT + NEW_KIND), tmp_path / "cache")
    assert terms.kind("mentors").subjects == {"Person"} and terms.label("mentors", "de") == "betreut"
    assert terms.version != TERMS.version
    assert of_ontology(terms).edges["MENTORS"].pairs == (("Person", "Person"),)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Chủ tịch"@vi, "Chair"@en', '"Chủ tịch"@vi', "role:chair has no label in 'en'"),
        ('"Chair"@en', '"Chair"@en, "Chairman"@en', "role:chair has 2 labels in 'en'"),
        (
            "schema:domainIncludes foaf:Person ;",
            "schema:domainIncludes foaf:Agent ;",
            "names the class foaf:Agent, which is not declared",
        ),
        (
            "kg:qualifier org:role, kg:valid_from",
            "kg:qualifier kg:wrong, kg:valid_from",
            "kg:wrong is used but not declared",
        ),
        ('kg:edge "SPEAKS"', 'kg:edge "ATTENDS"', "The edge 'ATTENDS' is that of attends and of speaks"),
        ('kg:edge "SPEAKS"', 'kg:edge "speaks at"', "The kg:edge of speaks, 'speaks at', must be capital letters"),
        ('skos:notation "rector"', 'skos:notation "principal"', "The name 'principal' is that of 2 terms"),
        (
            "schema:rangeIncludes xsd:decimal",
            "schema:rangeIncludes xsd:float",
            "kg:figure must have classes or one datatype",
        ),
        ("skos:broader role:leader", "skos:broader role:boss", "role:boss is used but not declared"),
        ("kg:leads a kg:ClaimKind", "kg:leads a a kg:ClaimKind", "is not valid Turtle"),
    ],
)
def test_a_faulty_file_is_refused_in_words(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in TEXT
    with pytest.raises(OntologyError, match=complaint.replace("(", r"\(")) as caught:
        load(written(tmp_path, TEXT.replace(old, new, 1)))
    assert "schema.ttl" in str(caught.value)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load(tmp_path / "none.ttl")


# the compiled form ---------------------------------------------------------------------------------------------------
def test_the_compiled_form_says_the_same_and_needs_no_rdf_library(tmp_path: Path) -> None:
    assert load(SCHEMA, tmp_path) == load(SCHEMA) == TERMS
    code = (
        f"import sys; from pathlib import Path; from thidua.graph.ontology import SCHEMA, load; "
        f"load(SCHEMA, Path({str(tmp_path)!r})); print('rdflib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_compiled_form_is_made_again_when_the_file_changes(tmp_path: Path) -> None:
    schema = written(tmp_path, TEXT)
    load(schema, tmp_path / "cache")
    assert "mentors" in load(written(tmp_path, TEXT + NEW_KIND), tmp_path / "cache").kinds
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_damaged_compiled_form_is_made_again(tmp_path: Path) -> None:
    load(SCHEMA, tmp_path)
    kept = next(tmp_path.iterdir())
    for damage in (b"", b'{"version": 1}', b"[]"):
        kept.write_bytes(damage)
        assert load(SCHEMA, tmp_path) == TERMS
        assert kept.read_bytes() != damage


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load(SCHEMA, tmp_path / "file" / "cache") == TERMS
