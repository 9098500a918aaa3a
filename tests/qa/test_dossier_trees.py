"""Traces from a document down, and what stands around an entity."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from thidua.graph import identity
from thidua.graph.errors import NameUnknown
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.dossiers import neighbourhood, timeline, trace
from thidua.tests.qa.told import report, said, says

DIRECTIVE = identity.document("directive", "61-CT/TW")
BUREAU = identity.organisation("politburo", None)
FIRST, SECOND = identity.movement("Mỗi ngày một việc tốt"), identity.movement("Mỗi tuần một con đường hoa")
CLUSTER = identity.cluster("cluster", "5", "", "tỉnh Cà Mau")
OFFICE = identity.organisation("health", "ca-mau")
MAI = identity.person("Lâm Thu Mai")
FLAG, MERIT = identity.honour("emulation_flag"), identity.honour("certificate_of_merit")
OTHER = identity.cluster("cluster", "6", "", "tỉnh Cà Mau")
LINES = (
    said("The Politburo issued Directive 61 on 2 May 2020.", says("issued", BUREAU, DIRECTIVE, year="2020-05-02")),
    said("The first movement implements it.", says("implements", FIRST, DIRECTIVE)),
    said("The second carries on the first.", says("implements", SECOND, FIRST)),
    said("The first carries on the second.", says("implements", FIRST, SECOND)),
    said("The cluster implements the first.", says("implements", CLUSTER, FIRST, year="2021")),
    said("The other cluster launched the first.", says("launched", OTHER, FIRST)),
    said("The other cluster rewarded Mai.", says("awarded", MAI, MERIT, giver=OTHER, status="conferred")),
    said("The cluster was awarded a flag.", says("awarded", CLUSTER, FLAG, giver=BUREAU, status="conferred")),
    said("A department implements the directive.", says("implements", OFFICE, DIRECTIVE)),
    said("The department proposed is not awarded.", says("awarded", OFFICE, FLAG, status="proposed")),
    said("Another cluster has nothing to do with it.", says("leads", OFFICE, CLUSTER, role="leader", year="2021")),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.put([report("a", *LINES)])
        yield opened


def test_the_tree_goes_from_the_document_to_movements_clusters_and_awards(store: Store) -> None:
    drawn = trace(store, DIRECTIVE.id).text().split("\n\n")[0]
    assert drawn.splitlines() == [
        "Chỉ thị 61-CT/TW",
        "├─ Issued by: Bộ Chính trị (2 May 2020) [1]",
        "├─ Who implements it: Mỗi ngày một việc tốt [2]",
        "│  ├─ Launched by: Cụm thi đua số 6 tỉnh Cà Mau [3]",
        "│  │  └─ Awards given: Lâm Thu Mai: Bằng khen (Certificate of Merit) [4]",
        "│  ├─ Who implements it: Mỗi tuần một con đường hoa [5]",
        "│  │  └─ Who implements it: Mỗi ngày một việc tốt [6]",
        "│  └─ Who implements it: Cụm thi đua số 5 tỉnh Cà Mau (2021) [7]",
        "│     └─ Awards: Cụm thi đua số 5 tỉnh Cà Mau: Cờ thi đua (Emulation Flag), from Bộ Chính trị [8]",
        "└─ Who implements it: Sở Y tế tỉnh Cà Mau [9]",
        "   └─ Awards: Sở Y tế tỉnh Cà Mau: Cờ thi đua (Emulation Flag) (a proposal, not an award) [10]",
    ]


def test_the_tree_as_data_and_as_markdown_says_the_same(store: Store) -> None:
    tree = trace(store, DIRECTIVE.id, "vi")
    data = json.loads(json.dumps(tree.json()))

    def walk(node: dict[str, object]) -> list[object]:
        return [node["text"], *(t for child in node["children"] for t in walk(child))]  # type: ignore[attr-defined]

    assert walk(data["tree"]) == [node.text for node in tree.root.walk()]
    assert tree.markdown().count("\n- ") + tree.markdown().count("  - ") == len(list(tree.root.walk())) - 1
    assert [e["number"] for e in data["evidence"]] == list(range(1, 11))


def test_every_node_below_the_document_has_claims_and_their_sentences(store: Store) -> None:
    tree = trace(store, DIRECTIVE.id)
    below = list(tree.root.walk())[1:]
    assert all(node.claims and node.notes for node in below)
    quotes = {piece["number"]: piece["quote"] for piece in tree.evidence}
    assert all({quotes[n] for n in node.notes} == {p.quote for c in node.claims for p in c.evidence} for node in below)


def test_a_document_that_nothing_is_said_of(store: Store) -> None:
    with pytest.raises(NameUnknown):
        trace(store, identity.document("directive", "62-CT/TW").id)


def test_what_stands_around_an_entity_with_the_sentence_of_each_edge(store: Store) -> None:
    around = neighbourhood(store, CLUSTER.id)
    assert around.nodes[0].id == around.centre == CLUSTER.id
    assert {node.label for node in around.nodes[1:]} == {FIRST.label, FLAG.label, BUREAU.label, OFFICE.label}
    assert around.more == 0
    told = {(e.source, e.target, e.kind): e for e in around.edges}
    assert (BUREAU.id, CLUSTER.id, "giver") in told
    assert (OFFICE.id, FLAG.id, "awarded") in told, "an edge between two neighbours is shown too"
    assert told[OFFICE.id, FLAG.id, "awarded"].label == "received (Proposed)"
    assert told[OFFICE.id, CLUSTER.id, "leads"].label == "Cluster leader"
    assert told[CLUSTER.id, FIRST.id, "implements"].evidence["quote"] == "The cluster implements the first."
    assert json.loads(json.dumps(around.json()))["more"] == 0


def test_what_cannot_be_shown_is_counted(store: Store) -> None:
    around = neighbourhood(store, CLUSTER.id, limit=1)
    assert len(around.nodes) == 2
    assert around.more == 3
    shown = {node.id for node in around.nodes}
    assert all({edge.source, edge.target} <= shown for edge in around.edges)


def test_a_timeline_is_told_and_cited(store: Store) -> None:
    found = timeline(store, OFFICE.id)
    assert [span.text for span in found] == ["Cụm trưởng (Cluster leader), Cụm thi đua số 5 tỉnh Cà Mau (2021)"]
    assert LINES[-1].sentence in found.text()
    assert "[^1]: " in found.markdown()
    assert len(found) == len(found.json()["spans"]) == 1


def test_of_a_cluster_the_timeline_tells_who_was_what_in_it(store: Store) -> None:
    assert [span.entity for span in timeline(store, CLUSTER.id)] == [OFFICE.id]


def test_a_timeline_of_nothing_says_so(store: Store) -> None:
    assert "No report names a post or seat" in timeline(store, DIRECTIVE.id).text()
