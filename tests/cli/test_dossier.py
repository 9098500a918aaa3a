"""`thidua profile`, `trace` and `timeline` as a shell runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SENTENCES = (
    "Ms. Lam Thu Mai, Director of the Department of Justice of Ca Mau province, attended the conference.",
    "In 2023, the Department of Justice of Ca Mau province is the head of Emulation Cluster No. 6 of Ca Mau province.",
    "Emulation Cluster No. 6 of Ca Mau province implemented Directive No. 61-CT/TW of May 2, 2020.",
)
ELSEWHERE = "In 2023, the Department of Health of Lai Chau is the head of Emulation Cluster No. 6 of Lai Chau province."
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def thidua(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command on a store of its own that has read the report."""
    folder = tmp_path_factory.mktemp("home")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    own = {"THIDUA_DATA": str(folder), "THIDUA_EMBEDDER": "none"}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "thidua.cli", *map(str, words)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, env={**kept, **own})

    (folder / "report.txt").write_text("https://news.example/6\n" + "\n".join(SENTENCES) + "\n", "utf-8")
    (folder / "other.txt").write_text(f"{ELSEWHERE}\n", "utf-8")
    assert run("ingest", folder / "report.txt", folder / "other.txt").returncode == 0
    return run


def printed(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_dossier_as_text_markdown_page_and_json(thidua: Run) -> None:
    text, markdown, page = (printed(thidua("profile", "Lâm Thu Mai", *form)) for form in ((), ("--md",), ("--html",)))
    found = json.loads(printed(thidua("profile", "lam thu mai", "--json")))
    assert found["entity"]["label"] == "Lam Thu Mai"
    posts = next(s for s in found["sections"] if s["kind"] == "posts")
    for line in posts["lines"]:
        assert line["text"] in text and line["text"] in page
        assert [found["evidence"][n - 1]["quote"] for n in line["evidence"]] == [SENTENCES[0]]
    assert SENTENCES[0] in text and "https://news.example/6" in text
    assert markdown.startswith("# Lam Thu Mai\n") and "<https://news.example/6>" in markdown
    assert page.startswith("<!DOCTYPE html>") and 'href="https://news.example/6"' in page


def test_a_dossier_in_another_language(thidua: Run) -> None:
    assert "Chức vụ" in printed(thidua("profile", "Lam Thu Mai", "--lang", "vi"))


def test_a_trace_and_a_timeline(thidua: Run) -> None:
    assert "└─ Who implements it: Cụm thi đua số 6 tỉnh Cà Mau" in printed(thidua("trace", "61-CT/TW"))
    tree = json.loads(printed(thidua("trace", "Directive 61-CT/TW", "--json")))["tree"]
    assert tree["relation"] == "root" and "Cụm thi đua số 6 tỉnh Cà Mau" in [c["text"] for c in tree["children"]]
    (span,) = json.loads(printed(thidua("timeline", "Emulation Cluster No. 6 of Ca Mau", "--json")))["spans"]
    assert (span["first"], span["last"], span["first_is_stated"]) == ("2023", "2023", True)
    assert "(2023)[^1]" in printed(thidua("timeline", "Cluster No. 6 of Ca Mau", "--md"))


@pytest.mark.parametrize("command", ["profile", "trace", "timeline"])
def test_a_name_that_fits_nobody_ends_with_2_and_what_is_written_alike(thidua: Run, command: str) -> None:
    done = thidua(command, "Lam Thu Mae")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Lam Thu Mae" in done.stderr
    assert ("Lam Thu Mai" in done.stderr) == (command != "trace"), "only a document or movement can be traced"
    assert "Traceback" not in done.stderr


def test_a_name_that_fits_several_lists_them_with_ids_that_work(thidua: Run) -> None:
    done = thidua("profile", "Cluster No. 6")
    assert (done.returncode, done.stdout) == (2, "")
    ids = [line.split()[0] for line in done.stderr.splitlines()[1:]]
    assert len(ids) == 2
    assert {printed(thidua("profile", id_)).splitlines()[0].split(" (")[0] for id_ in ids} == {
        "Cụm thi đua số 6 tỉnh Cà Mau",
        "Cụm thi đua số 6 tỉnh Lai Châu",
    }


def test_an_empty_store_says_what_to_do(thidua: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Nothing to see here, and nobody.\n", "utf-8")
    store = tmp_path / "graph.db"
    assert thidua("ingest", tmp_path / "report.txt", "--store", store).returncode == 0
    assert thidua("retract", "report.txt", "--store", store).returncode == 0
    for place in (store, tmp_path / "absent.db"):
        done = thidua("profile", "Lam Thu Mai", "--store", place)
        assert done.returncode in (2, 3)
        assert "thidua ingest" in done.stderr
