"""`thidua review` as a shell runs it: what is suggested, decided, and undone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPORTS = {
    "vi.txt": "Bà Đỗ Lan, Phó Giám đốc Sở Tài chính tỉnh Ninh Bình, phát biểu tại hội nghị của Cụm thi đua số 1 "
    "tỉnh Ninh Bình.",
    "en.txt": "Ms. Do Lan, Deputy Director of the Department of Finance of Ninh Binh province, spoke at the conference "
    "of Emulation Cluster No. 1 of Ninh Binh province.",
}
QUESTION = "What posts does Do Lan hold?"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def thidua(tmp_path: Path) -> Run:
    """The command on a store of its own that has read both reports."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    own = {"THIDUA_DATA": str(tmp_path), "THIDUA_EMBEDDER": "none", "THIDUA_USER": "Vũ"}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "thidua.cli", *map(str, words)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, env={**kept, **own})

    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert run("ingest", *(tmp_path / name for name in REPORTS)).returncode == 0
    return run


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def people(thidua: Run) -> int:
    return int(lines(thidua("stats", "--json"))[0]["counts"]["Person"])


def test_a_pair_is_shown_with_reasons_and_both_sentences_decided_and_undone(thidua: Run) -> None:
    (pair,) = lines(thidua("review", "--json"))
    assert {pair["one"]["label"], pair["other"]["label"]} == {"Đỗ Lan", "Do Lan"}
    assert {pair["one"]["quote"], pair["other"]["quote"]} == set(REPORTS.values())
    assert {pair["one"]["document"], pair["other"]["document"]} == set(REPORTS)

    shown = thidua("review").stdout
    assert shown.startswith("1. ") and pair["id"][:8] in shown
    for expected in (*REPORTS.values(), *pair["agree"], *pair["against"], pair["one"]["id"]):
        assert expected in shown

    accepted = thidua("review", "accept", pair["id"][:8], "--note", "hỏi qua điện thoại")
    assert "are one from now on" in accepted.stderr
    assert (people(thidua), lines(thidua("review", "--json"))) == (1, [])
    (claim,) = lines(thidua("claims", "--kind", "holds_post", "--json"))
    assert {piece["document"] for piece in claim["evidence"]} == set(REPORTS)
    assert "Đỗ Lan" in thidua("ask", QUESTION).stdout
    (decision,) = lines(thidua("review", "decisions", "--json"))
    assert (decision["verdict"], decision["by"], decision["note"]) == ("same", "Vũ", "hỏi qua điện thoại")

    listed = thidua("review", "decisions").stdout
    assert " = " in listed and "hỏi qua điện thoại" in listed
    assert thidua("review", "undo", "Đỗ Lan", "Do Lan").returncode == 0
    assert people(thidua) == 2
    assert lines(thidua("review", "--json")) == [pair]
    assert thidua("review", "decisions").stderr == "Nothing has been decided.\n"


def test_a_rejected_pair_is_not_shown_again_and_goes_with_the_graph(thidua: Run, tmp_path: Path) -> None:
    assert "no longer suggested" in thidua("review", "reject", "Do Lan", "Đỗ Lan", "--by", "Hà").stderr
    assert (people(thidua), lines(thidua("review", "--json"))) == (2, [])
    graph, other = tmp_path / "graph.ttl", tmp_path / "other.db"
    assert thidua("export", "--format", "ttl", "-o", graph).returncode == 0
    assert "2 reports and 1 decision read" in thidua("import", graph, "--store", other).stderr
    (decision,) = lines(thidua("review", "decisions", "--json", "--store", other))
    assert (decision["verdict"], decision["by"]) == ("different", "Hà")
    assert lines(thidua("review", "--json", "--store", other)) == []
    assert thidua("check", "--store", other).returncode == 0
    assert thidua("review", "undo", decision["id"][:8]).returncode == 0
    assert len(lines(thidua("review", "--json"))) == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("accept",), "Name two entities"),
        (("accept", "Đỗ Lan", "Nobody Known"), "called 'Nobody Known'"),
        (("accept", "Đỗ Lan", "Sở Tài chính tỉnh Ninh Bình"), "are not two of one kind"),
        (("reject", "Đỗ Lan", "Đỗ Lan"), "are not two of one kind"),
        (("reject", "do lan", "Đỗ Lan"), "Several are called 'do lan'"),
        (("accept", "ffffffff"), "No pair has the id 'ffffffff'"),
        (("undo", "Đỗ Lan", "Do Lan"), "Nobody has decided about these two"),
        (("list", "Đỗ Lan"), "takes no names"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(thidua: Run, words: tuple[str, ...], complaint: str) -> None:
    done = thidua("review", *words)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stdout == ""


def test_a_contradiction_is_told_by_name(thidua: Run, tmp_path: Path) -> None:
    (tmp_path / "third.txt").write_text(REPORTS["vi.txt"].replace("Đỗ Lan", "Đỗ Lân"), "utf-8")
    assert thidua("ingest", tmp_path / "third.txt").returncode == 0
    assert thidua("review", "accept", "Đỗ Lan", "Do Lan").returncode == 0
    assert thidua("review", "reject", "Đỗ Lân", "Do Lan").returncode == 0
    done = thidua("review", "accept", "Đỗ Lan", "Đỗ Lân")
    assert done.returncode == 2
    assert "Do Lan and Đỗ Lân were decided to be different" in done.stderr or (
        "Đỗ Lân and Do Lan were decided to be different" in done.stderr
    )
    assert "undo one of these decisions first" in done.stderr
