"""What each format holds of a small graph, and that it is the same every time."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rdflib import Graph

from thidua.graph.claims import Extraction
from thidua.graph.errors import UsageError
from thidua.graph.export import FORMATS, export
from thidua.graph.export.rdf import import_rdf
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store

# Schemata of FollowTheMoney 4.11 with the properties used here; a name after a colon is the schema its values are of.
FTM_THING = "name alias country proof:Document"
FTM_INTERVAL = "startDate endDate summary recordId sourceUrl publisher proof:Document"
FTM_DOCUMENT = f"{FTM_THING} title fileName sourceUrl publisher publishedAt retrievedAt language bodyText date"
FTM = {
    "Article": FTM_DOCUMENT,
    "Document": FTM_DOCUMENT,
    "Person": FTM_THING,
    "LegalEntity": FTM_THING,
    "Organization": f"{FTM_THING} classification",
    "PublicBody": f"{FTM_THING} classification",
    "Address": f"{FTM_THING} full",
    "Project": f"{FTM_THING} goal",
    "Event": f"{FTM_THING} date location involved:LegalEntity",
    "Position": f"{FTM_THING} organization:Organization",
    "Occupancy": f"{FTM_INTERVAL} holder:Person post:Position",
    "Membership": f"{FTM_INTERVAL} role status member:LegalEntity organization:Organization",
    "Documentation": f"{FTM_INTERVAL} role status document:Document entity:Thing",
    "ProjectParticipant": f"{FTM_INTERVAL} role status project:Project participant:LegalEntity",
    "UnknownLink": f"{FTM_INTERVAL} role status subject:Thing object:Thing",
    "Succession": f"{FTM_INTERVAL} role status predecessor:LegalEntity successor:LegalEntity",
}
FTM_ABOVE = {
    "Article": "Document",
    "Document": "Thing",
    "Person": "LegalEntity",
    "PublicBody": "Organization",
    "Organization": "LegalEntity",
    "LegalEntity": "Thing",
    "Address": "Thing",
    "Project": "Thing",
    "Event": "Thing",
}


def exported(store: Store, format_: str) -> str:
    out = io.StringIO()
    export(store, format_, out)
    return out.getvalue()


def is_a(schema: str | None, wanted: str) -> bool:
    return schema is not None and (schema == wanted or is_a(FTM_ABOVE.get(schema), wanted))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_is_the_same_text_whatever_the_order_it_came_in(
    format_: str, extractions: list[Extraction], store: Store
) -> None:
    with open_store(":memory:") as other:
        for extraction in reversed(extractions):
            other.put([extraction])
        assert exported(store, format_) == exported(other, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_graph_is_exported(format_: str) -> None:
    with open_store(":memory:") as empty:
        exported(empty, format_)


def test_an_unknown_format_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="'gexf'"):
        exported(store, "gexf")


# RDF -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("format_", ["ttl", "jsonld"])
def test_rdf_speaks_the_common_vocabularies(format_: str, store: Store) -> None:
    graph = Graph().parse(data=exported(store, format_), format={"ttl": "turtle", "jsonld": "json-ld"}[format_])
    found = graph.query("""
        PREFIX kg: <https://w3id.org/thidua/> PREFIX org: <http://www.w3.org/ns/org#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX role: <https://w3id.org/thidua/role/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?who ?quote WHERE {
            ?tenure a kg:Tenure ; org:role role:leader ; org:member/skos:prefLabel ?who ;
                org:organization/kg:clusterType <https://w3id.org/thidua/clusterType/cluster> ;
                kg:not_before ?from ; kg:not_after ?to ; kg:evidence/oa:hasSelector/oa:exact ?quote .
            FILTER (?from <= "2023-06-30"^^xsd:date && ?to >= "2023-06-30"^^xsd:date) }""")
    assert [(str(who), who.language, str(quote)) for who, quote in found] == [
        ("Lê Thị Mơ", "vi", "Le Thi Mo led Cluster No. 9 in 2022 and 2023.")
    ]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.xml", "", "neither .ttl nor .jsonld"),
        ("a.ttl", "<a> <b>", "is not valid turtle"),
        ("a.ttl", b"\xff\xfe", "it is not UTF-8 text"),
        ("a.jsonld", "{", "is not valid JSON"),
        (
            "a.jsonld",
            '{"@context": "https://example.org/context", "@graph": []}',
            "does not carry one context of its own",
        ),
        ("none.ttl", None, "No such file"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(
    tmp_path: Path, name: str, content: str | bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UsageError, match=re.escape(complaint)):
        import_rdf(tmp_path / name)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("oa:start 0 ", "oa:start 3 ", "are not at 3 to"),
        ('kg:document "english.txt"', 'kg:title "english.txt"', "has no document"),
        ("rdf:predicate kg:leads", "rdf:predicate kg:kind\\/likes", "which the ontology lacks"),
        ('skos:prefLabel "Lê Thị Mơ"@vi ;', "", "has no http://www.w3.org/2004/02/skos/core#prefLabel"),
        ("kg:mentions ", "kg:mentions_not ", "without mentioning it"),
    ],
)
def test_a_graph_that_is_not_whole_is_refused_in_words(
    tmp_path: Path, store: Store, old: str, new: str, complaint: str
) -> None:
    text = exported(store, "ttl")
    assert old in text
    (tmp_path / "a.ttl").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(UsageError, match=re.escape(complaint)):
        import_rdf(tmp_path / "a.ttl")


# FollowTheMoney ------------------------------------------------------------------------------------------------------
def test_ftm_uses_only_what_its_schemata_have(store: Store) -> None:
    entities = {entity["id"]: entity for entity in map(json.loads, exported(store, "ftm").splitlines())}
    for entity in entities.values():
        known = dict((*pair.split(":"), "")[:2] for pair in FTM[entity["schema"]].split())
        for name, values in entity["properties"].items():
            assert name in known, f"{entity['schema']} has no {name}"
            for value in values:
                assert isinstance(value, str)
                assert not known[name] or is_a(entities[value]["schema"], known[name]), f"{entity['schema']}.{name}"


def test_ftm_keeps_tenures_proof_and_quotation(store: Store) -> None:
    entities = [json.loads(line) for line in exported(store, "ftm").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    post = next(entity for entity in entities if entity["schema"] == "Occupancy")["properties"]
    assert by_id[post["post"][0]]["properties"]["name"] == ["Giám đốc Sở Nội vụ tỉnh Đông Hà"]
    assert by_id[post["proof"][0]]["properties"]["fileName"] == ["dong-ha.txt"]
    both = next(e for e in entities if e["schema"] == "Membership" and e["properties"]["startDate"] == ["2022"])
    assert both["datasets"] == ["source_en", "source_vi"] and len(both["properties"]["summary"]) == 2
    award = next(
        entity for entity in entities if entity["schema"] == "UnknownLink" and "status" in entity["properties"]
    )
    assert award["properties"]["status"] == ["proposed"] and award["properties"]["role"] == ["Bằng khen × 4"]
    assert by_id[award["properties"]["subject"][0]]["schema"] == "PublicBody"


# CSV -----------------------------------------------------------------------------------------------------------------
def test_csv_has_a_row_for_every_sentence_of_a_claim(store: Store) -> None:
    text = exported(store, "csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff") and len(rows) == sum(len(claim.evidence) for claim in store.claims())
    texts = {source.id: source.text for source in store.sources()}
    for row in rows:
        assert texts[row["source"]][int(row["start"]) : int(row["end"])] == row["quote"].removeprefix("'")
    leads = [row for row in rows if row["kind"] == "leads" and row["valid_from"] == "2022"]
    assert {(row["subject"], row["role_label"], row["object"]) for row in leads} == {
        ("Lê Thị Mơ", ontology().label("leader", "vi"), "Cụm thi đua số 9")
    }


def test_csv_gives_a_spreadsheet_no_formula_to_run(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv"))))
    formula = next(row for row in rows if row["what"] and row["kind"] == "figure" and "SUM" in row["what"])
    assert formula["what"] == "'=SUM" and formula["quote"].startswith("'=SUM(A1)")
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+@"]


# Cypher --------------------------------------------------------------------------------------------------------------
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def test_cypher_is_one_statement_a_line_whose_strings_are_closed(store: Store) -> None:
    for line in exported(store, "cypher").splitlines():
        assert line.endswith(";")
        bare = STRING.sub("", line[:-1])
        assert '"' not in bare and ";" not in bare and "\\" not in bare
        assert re.match(r"(CREATE CONSTRAINT|MERGE|MATCH) ", bare)


def test_cypher_leaves_no_escape_that_an_older_server_would_read_first(store: Store) -> None:
    assert "\\u" not in exported(store, "cypher")


def test_cypher_draws_a_plain_edge_only_where_the_claim_reads_as_a_fact(store: Store) -> None:
    lines = exported(store, "cypher").splitlines()
    assert [line for line in lines if "[r:LEADS" in line] and not [line for line in lines if "[r:AWARDED" in line]
    assert [line for line in lines if 'n.kind = "awarded"' in line and 'n.status = "proposed"' in line]
