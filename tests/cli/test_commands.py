"""The commands as a shell runs them: what they print where, and the code they end with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

THIDUA = [sys.executable, "-m", "thidua.cli"]
ADDRESS = "https://news.example/2024/cluster"
LEADER = (
    "In 2024, the Department of Home Affairs of Ninh Binh province is the head of "
    "Emulation Cluster No. 1 of Ninh Binh province."
)
EARLIER = (
    "In 2023, the Department of Finance of Ninh Binh province was the head of "
    "Emulation Cluster No. 1 of Ninh Binh province."
)
POST = "Mr. Tran Van Lam, Director of the Department of Home Affairs of Ninh Binh province, attended the conference."
MEMBERS = "Emulation Cluster No. 1 of Ninh Binh province has 7 member units."
AWARD = (
    "In 2024, the People's Committee of Ninh Binh province awarded a Certificate of Merit to "
    "the Department of Justice of Ninh Binh province."
)
QUESTION = "Who led Emulation Cluster No. 1 of Ninh Binh in 2024?"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = str(tmp_path_factory.mktemp("home"))
    kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    return {**kept, "THIDUA_DATA": folder, "THIDUA_EMBEDDER": "none"}


@pytest.fixture(scope="module")
def thidua(environment: dict[str, str]) -> Run:
    def run(*words: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        settings = {"env": environment, **settings}
        command = [*THIDUA, *map(str, words)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, **settings)

    return run


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "new.txt").write_text(f"{ADDRESS}\n{LEADER}\n\n{POST}\n", "utf-8")
    (folder / "old.txt").write_text(f"{EARLIER}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def store(thidua: Run, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "graph.db"
    done = thidua("ingest", reports, "--store", path)
    assert done.returncode == 0, done.stderr
    return path


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_bad_report_is_named_and_the_others_are_read(thidua: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    store = tmp_path / "graph.db"
    done = thidua("ingest", reports / "new.txt", tmp_path / "empty.txt", tmp_path / "absent.txt", "--store", store)
    assert done.returncode == 1
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert [line.split(":")[0] for line in told if line.startswith("failed")] == ["failed", "failed"]
    assert any("empty.txt" in line for line in told)
    assert any("absent.txt" in line for line in told)
    assert told[-1].startswith("1 written")
    assert told[-1].endswith("2 failed")
    assert lines(thidua("claims", "--json", "--store", store))


def test_ingesting_twice_changes_nothing(thidua: Run, reports: Path, store: Path) -> None:
    before = thidua("claims", "--json", "--store", store).stdout
    again = thidua("--store", store, "ingest", reports / "new.txt", reports / "old.txt")
    assert again.returncode == 0
    assert again.stderr.splitlines()[-1] == "0 written (0 claims), 2 unchanged, 0 failed"
    assert thidua("claims", "--json", "--store", store).stdout == before


def test_claims_are_quoted_letter_for_letter(thidua: Run, reports: Path, store: Path) -> None:
    claims = lines(thidua("claims", "--json", "--store", store))
    assert {claim["type"] for claim in claims} >= {"leads", "holds_post"}
    for piece in (piece for claim in claims for piece in claim["evidence"]):
        text = (reports / piece["document"]).read_text("utf-8")
        assert text[piece["start"] : piece["end"]] == piece["quote"]


@pytest.mark.parametrize("name", ["new.txt", ADDRESS])
def test_claims_of_one_source_and_kind(thidua: Run, store: Path, name: str) -> None:
    claims = lines(thidua("claims", "--json", "--source", name, "--kind", "leads", "--store", store))
    assert [piece["quote"] for claim in claims for piece in claim["evidence"]] == [LEADER]


@pytest.mark.parametrize("option", [("--kind", "follows"), ("--source", "nowhere.txt")])
def test_an_unknown_kind_or_source_is_no_empty_answer(thidua: Run, store: Path, option: tuple[str, str]) -> None:
    done = thidua("claims", "--json", *option, "--store", store)
    assert done.returncode == 2
    assert option[1] in done.stderr
    assert done.stdout == ""


def test_an_answer_is_followed_by_its_quotation_and_address(thidua: Run, store: Path) -> None:
    done = thidua("ask", QUESTION, "--store", store)
    assert done.returncode == 0
    statement, *rest = done.stdout.splitlines()
    assert "Sở Nội vụ tỉnh Ninh Bình" in statement
    assert rest.count(f"[1] “{LEADER}”") == 1
    assert any(ADDRESS in line for line in rest)


def test_an_answer_as_json_before_and_after_the_command(thidua: Run, store: Path) -> None:
    first, second = (
        lines(thidua(*words))[0]
        for words in (("--store", store, "ask", QUESTION, "--json"), ("ask", QUESTION, "--json", "--store", store))
    )
    assert first["status"] == "answered"
    assert [piece["quote"] for piece in first["evidence"]] == [LEADER]
    assert {**first, "elapsed_ms": 0} == {**second, "elapsed_ms": 0}


def test_a_batch_answers_in_order_and_names_bad_lines(thidua: Run, store: Path, tmp_path: Path) -> None:
    questions = [
        {"question": QUESTION},
        {"q": 1},
        {"question": QUESTION, "as_of": "soon"},
        {"question": "Gibt es das?", "lang": "de"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(q) + "\n" for q in questions) + "not JSON\n", "utf-8")
    done = thidua("ask", "--batch", file, "--json", "--store", store)
    answers = lines(done)
    assert done.returncode == 1
    assert [answer.get("status") for answer in answers] == ["answered", None, None, "unknown", None]
    assert ":2:" in answers[1]["error"]
    assert "soon" in answers[2]["error"]
    assert answers[3]["lang"] == "de"
    assert answers[4]["line"] == 5


@pytest.mark.parametrize(
    "words",
    [("ask",), ("ask", QUESTION, "--batch", "x.jsonl"), ("ask", "--batch", "absent.jsonl"), ("ask", " "),
     ("ask", QUESTION, "--as-of", "soon"), ("fly",), ("export", "--format", "xls"), ("retract", "nowhere.txt"),
     ("serve", "--host", "0.0.0.0"), ("import", "absent.ttl")],
)  # fmt: skip
def test_wrong_requests_end_with_2_and_a_sentence(thidua: Run, store: Path, words: tuple[str, ...]) -> None:
    done = thidua(*words, "--store", store)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_store_is_an_error_of_the_store(thidua: Run, tmp_path: Path) -> None:
    done = thidua("ask", QUESTION, "--store", tmp_path / "absent.db")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("thidua: ")
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def detailed(thidua: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a title, a post, a figure and an award."""
    folder = tmp_path_factory.mktemp("detailed")
    (folder / "b.txt").write_text(f"{ADDRESS}/2\nA year of the cluster\n{POST}\n\n{MEMBERS}\n\n{AWARD}\n", "utf-8")
    (folder / "a.txt").write_text(f"{EARLIER}\n", "utf-8")
    store = folder / "graph.db"
    assert thidua("ingest", folder / "a.txt", folder / "b.txt", "--store", store).returncode == 0
    return store


def test_claims_as_text_say_all_that_is_stated(thidua: Run, detailed: Path) -> None:
    told = thidua("claims", "--store", detailed).stdout
    statements = [line for line in told.splitlines() if not line.startswith(" ")]
    assert "Tran Van Lam · holds_post (Director) · Sở Nội vụ tỉnh Ninh Bình" in statements
    (figure,) = (line for line in statements if " · figure (" in line)
    assert "member" in figure and "7" in figure
    (award,) = (line for line in statements if " · awarded (" in line)
    assert "by Ủy ban nhân dân tỉnh Ninh Bình" in award
    names = [line.rpartition(" ")[2] for line in told.splitlines() if line.startswith(" ")]
    assert names == sorted(names) and set(names) == {"a.txt", "b.txt"}


def test_a_report_is_called_by_its_title(thidua: Run, detailed: Path) -> None:
    assert "Tran Van Lam" in thidua("claims", "--source", "A year of the cluster", "--store", detailed).stdout
    done = thidua("retract", "A year of the cluster", "--store", detailed)
    assert done.returncode == 0
    assert "A year of the cluster (b.txt)" in done.stderr
    assert "Tran Van Lam" not in thidua("claims", "--store", detailed).stdout


def test_two_reports_of_one_title_are_not_retracted_together(thidua: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"{ADDRESS}/{number}\nThe year\n{LEADER}\n", "utf-8")
    store = tmp_path / "graph.db"
    assert thidua("ingest", tmp_path / "1.txt", tmp_path / "2.txt", "--store", store).returncode == 0
    done = thidua("retract", "The year", "--store", store)
    assert done.returncode == 2
    assert lines(thidua("stats", "--json", "--store", store))[0]["counts"]["Source"] == 2


def test_what_is_exported_can_be_imported(thidua: Run, store: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "graph.ttl", tmp_path / "other.db"
    done = thidua("export", "--format", "ttl", "-o", file, "--store", store)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"of 2 reports written to {file} ({file.stat().st_size:,} bytes)" in done.stderr
    assert thidua("import", file, "--store", other).returncode == 0
    assert thidua("claims", "--json", "--store", other).stdout == thidua("claims", "--json", "--store", store).stdout
    assert [path.name for path in tmp_path.glob("graph.ttl*")] == ["graph.ttl"]


@pytest.mark.parametrize("format_", ["jsonld", "ftm", "csv", "cypher"])
def test_every_export_holds_the_leader(thidua: Run, store: Path, format_: str) -> None:
    done = thidua("export", "--format", format_, "--store", store)
    assert done.returncode == 0, done.stderr
    assert "Sở Nội vụ tỉnh Ninh Bình" in done.stdout


def test_retracting_a_report_leaves_the_others(thidua: Run, reports: Path, tmp_path: Path) -> None:
    both, one = tmp_path / "both.db", tmp_path / "one.db"
    assert thidua("ingest", reports, "--store", both).returncode == 0
    assert thidua("ingest", reports / "old.txt", "--store", one).returncode == 0
    assert thidua("retract", ADDRESS, "--store", both).returncode == 0
    assert thidua("claims", "--json", "--store", both).stdout == thidua("claims", "--json", "--store", one).stdout


def test_stats_count_the_sources(thidua: Run, store: Path) -> None:
    stats = lines(thidua("stats", "--json", "--store", store))[0]
    assert stats["counts"]["Source"] == 2
    assert [source["document"] for source in stats["sources"]] == ["new.txt", "old.txt"]
    assert "new.txt" in thidua("stats", "--store", store).stdout


def test_the_graph_keeps_to_its_ontology(thidua: Run, store: Path) -> None:
    done = thidua("check", "--store", store)
    assert (done.returncode, done.stdout) == (0, "")


def test_output_is_utf8_whatever_the_locale(thidua: Run, environment: dict[str, str], store: Path) -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = thidua("ask", QUESTION, "--store", store, env={**environment, **plain})
    assert done.returncode == 0
    assert "Sở Nội vụ" in done.stdout


def test_a_reader_that_has_enough_is_no_failure(environment: dict[str, str], store: Path) -> None:
    command = f"{' '.join(THIDUA)} claims --json --store {store} | head -n 0"
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("", "")


def test_asking_loads_nothing_heavy(environment: dict[str, str], store: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "thidua.cli", "ask", QUESTION, "--store", str(store)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "thidua.qa.pipeline" in loaded
    heavy = {"gradio", "rdflib", "pyshacl", "trafilatura", "langchain_core", "torch", "neo4j"}
    assert not loaded & heavy


def test_an_interrupted_ingest_leaves_whole_reports(thidua: Run, environment: dict[str, str], tmp_path: Path) -> None:
    many, store = tmp_path / "many", tmp_path / "graph.db"
    many.mkdir()
    for number in range(1, 601):
        (many / f"{number:04}.txt").write_text(LEADER.replace("No. 1", f"No. {number}") + f"\n\n{POST}\n", "utf-8")
    command = [*THIDUA, "ingest", str(many), "--store", str(store)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stderr
        assert running.stderr.readline().startswith("written: ")
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(timeout=60) == 130
    assert rest.splitlines()[-1].startswith("thidua: Stopped")
    assert "Traceback" not in rest
    counts = lines(thidua("stats", "--json", "--store", store))[0]["counts"]
    assert 0 < counts["Source"] < 600
    assert counts["Passage"] == 2 * counts["Source"]
    assert counts["leads"] == counts["Source"]
