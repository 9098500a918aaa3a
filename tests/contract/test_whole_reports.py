"""From reports to claims, the stores make no difference: the same graph stands on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.ingest.pipeline import ingest
from thidua.qa.dossiers import neighbourhood, profile, search, trace
from thidua.tests.back_ends import BACK_ENDS, opened
from thidua.tests.golden.compare import cases

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports and the reports of the golden cases."""
    made = tmp_path_factory.mktemp("reports")
    for sample in SAMPLES.glob("*.txt"):
        (made / sample.name).write_text(sample.read_text("utf-8"), "utf-8")
    for case in cases("cases"):
        (made / f"{case.name}.txt").write_text(case.text, "utf-8")
    return made


@pytest.fixture(scope="module")
def reference(folder: Path) -> Iterator[Store]:
    with open_store(":memory:") as store:
        ingest([str(folder)], store)
        yield store


@pytest.fixture(params=[name for name in BACK_ENDS if name != "memory"], scope="module")
def read_in(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    for store in opened(request.param, tmp_path_factory.mktemp("store")):
        summary = ingest([str(folder)], store)
        assert not summary.failed
        yield store


def test_every_report_says_the_same(reference: Store, read_in: Store) -> None:
    assert list(read_in.reports()) == list(reference.reports())


def test_the_graph_is_the_same(reference: Store, read_in: Store) -> None:
    assert read_in.claims() == reference.claims()
    assert read_in.counts() == reference.counts()
    for class_ in ("Person", "Organization", "EmulationCluster", "NormativeDocument"):
        assert list(read_in.entities_of(class_)) == list(reference.entities_of(class_))


@pytest.mark.parametrize("class_", ["Person", "EmulationCluster", "Organization", "NormativeDocument", "Movement"])
def test_dossiers_are_the_same(reference: Store, read_in: Store, class_: str) -> None:
    known = [entity.id for entity in reference.entities_of(class_)][::12]
    assert known
    for id_ in known:
        assert profile(read_in, id_, "vi").json() == profile(reference, id_, "vi").json()
        assert neighbourhood(read_in, id_).json() == neighbourhood(reference, id_).json()


def test_traces_are_the_same(reference: Store, read_in: Store) -> None:
    for document in list(reference.entities_of("NormativeDocument"))[::12]:
        assert trace(read_in, document.id).json() == trace(reference, document.id).json()


def test_names_are_searched_alike(reference: Store, read_in: Store) -> None:
    for typed in ("ng", "cụm thi đua số 1", "12-ct", "so noi vu"):
        assert search(typed, read_in) == search(typed, reference)


def test_every_key_leads_to_the_same_claims(reference: Store, read_in: Store) -> None:
    for claim in reference.claims():
        for query in (
            ClaimQuery(subjects=(claim.subject,), kinds=(claim.kind,)),
            ClaimQuery(ends=(claim.subject,), not_before="2023", not_after="2024"),
        ):
            assert read_in.claims(query) == reference.claims(query)


@pytest.mark.parametrize("words", [["hội nghị", "tổng kết"], ["cluster", "2024"], ["पुरस्कार"], ["Auszeichnung"]])
def test_the_same_sentences_are_found(reference: Store, read_in: Store, words: list[str]) -> None:
    """Of several that are as good as the last, any may be left out."""
    best, found = reference.search_words(words, 10), read_in.search_words(words, 10)
    surely = [hit.passage for hit in best if hit.score > best[-1].score or len(best) < 10]
    assert [hit.passage for hit in found][: len(surely)] == surely
    assert len(found) == len(best)
