"""The Python that the documentation shows runs, and prints what the page says."""

import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage

from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.ingest.pipeline import ingest
from thidua.tests.scripted_chat import Scripted, calling
from thidua.tests.worked_examples import ROOT, blocks


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with open_store(":memory:") as store:
        ingest([str(ROOT / "samples")], store)
        yield store


def test_the_page_on_langchain_prints_what_it_shows(samples: Store) -> None:
    replies = [calling("profile", name=name) for name in ("Kha Van Tan", "Kha Van Tam")]
    known = {"store": samples, "model": Scripted(replies=[*replies, AIMessage("Chairman of the Labour Federation.")])}
    shown = "".join(blocks("docs/langchain.md", "pycon"))
    examples = doctest.DocTestParser().get_doctest(shown, known, "docs/langchain.md", None, 0)
    assert len(examples.examples) > 10
    printed: list[str] = []
    failed, _ = doctest.DocTestRunner().run(examples, out=printed.append)
    assert not failed, "".join(printed)


def test_the_example_on_dossiers_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    with open_store(str(tmp_path / "graph.db")) as store:
        ingest([str(ROOT / "samples")], store)
    monkeypatch.chdir(tmp_path)
    (shown,) = blocks("docs/dossiers.md", "python")
    exec(compile(shown, "docs/dossiers.md", "exec"), {})
    assert capsys.readouterr().out.startswith("# Kha Van Tam\n")
