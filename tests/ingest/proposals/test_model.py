"""A model beside the rules, from the setting to the store: a real one, and one that fails in every way."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.graph.check import check
from thidua.graph.errors import ChatError, ChatTimeout, UsageError
from thidua.graph.models import ChatModel, chat_model
from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery
from thidua.ingest.extract import extract, unread
from thidua.ingest.pipeline import ingest
from thidua.ingest.proposals.reply import instruction, schema
from thidua.ingest.propose import PATIENCE, Proposer, proposer
from thidua.ingest.report import read_report
from thidua.settings import ChatLogin
from thidua.tests.any_model import is_expected
from thidua.tests.golden.compare import Case, Found, article, cases, found
from thidua.tests.ingest.proposals.conftest import Serve, completion

SAID = (
    "Le chef de file du groupe d'émulation n° 3 de la province de Ha Tinh fut en 2023, après un long débat, "
    "M. Tran Van An."
)
CLAIM = {
    "kind": "leads", "quote": SAID, "subject": "Tran Van An", "object": "groupe d'émulation n° 3",
    "role": "leader", "date": "2023",
}  # fmt: skip
RIGHT = json.dumps({"claims": [CLAIM, {**CLAIM, "subject": "Le Van Quy"}, {**CLAIM, "date": "2019"}]})


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(f"{SAID}\n", "utf-8")
    return file


def several(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(SAID.replace("n° 3", f"n° {number + 1}") + "\n", "utf-8")
    return folder


def test_what_is_kept_of_a_reply_is_stored_and_told(
    report: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(report.with_name("graph.db"))
    monkeypatch.setenv("THIDUA_LLM", "openai:any-name")
    monkeypatch.setenv("THIDUA_LLM_URL", serve(lambda _: completion(RIGHT)))
    assert main(["ingest", str(report), "--store", where]) == 0
    told = capsys.readouterr().err
    assert "3 claims proposed by the model openai:any-name, 1 kept; dropped: 1 naming" in told, told
    with open_store(where, read_only=True) as store:
        (claim,) = store.claims(ClaimQuery(kinds=("leads",)))
        assert (claim.extractor, claim.confidence, claim.valid_from) == ("llm:openai:any-name", 0.5, "2023")
        assert [piece.quote for piece in claim.evidence] == [SAID]
        assert check(store) == []


def test_without_a_setting_no_model_is_asked_nor_its_library_imported(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("THIDUA_LLM", raising=False)
    assert chat_model() is None and proposer() is None
    for name in [n for n in sys.modules if n.startswith(("langchain", "thidua.ingest.propos"))]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["ingest", str(report), "--store", str(report.with_name("graph.db"))]) == 0
    assert "proposed" not in capsys.readouterr().err
    assert not [n for n in sys.modules if n.startswith(("langchain", "thidua.ingest.propos"))]


Answer = Callable[[int], "tuple[int, str]"]
FAULTS: dict[str, Answer] = {
    "over quota": lambda _: (429, json.dumps({"error": {"message": "You exceeded your quota.", "code": "quota"}})),
    "failing": lambda _: (500, "no"),
    "speaking": lambda _: completion("Of course! Here are the claims you asked for."),
    "silent": lambda _: completion(""),
    "no server of its kind": lambda _: (200, "<html></html>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_model_that_fails_is_soon_left_alone_and_that_is_said_once(
    fault: str, serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[int] = []

    def answer(number: int) -> tuple[int, str]:
        asked.append(number)
        return FAULTS[fault](number)

    goes_on_without(ChatLogin("openai:m", serve(answer), None, "20"), tmp_path, caplog)
    assert len(asked) == PATIENCE


def test_a_model_whose_server_is_down(serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    goes_on_without(ChatLogin("openai:m", "http://127.0.0.1:9/v1", None, "20"), tmp_path, caplog)


def test_a_model_that_is_slow_is_asked_once(serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    over, asked = threading.Event(), []

    def answer(number: int) -> tuple[int, str]:
        asked.append(number)
        over.wait(30)
        return completion(RIGHT)

    try:
        goes_on_without(ChatLogin("openai:m", serve(answer), None, "0.5"), tmp_path, caplog)
        assert len(asked) == 1
    finally:
        over.set()


def goes_on_without(login: ChatLogin, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Every report is read all the same, with what the rules find, and one line tells of the model."""
    model = chat_model(login)
    assert model
    asking = Proposer(model)
    with open_store(":memory:") as store, caplog.at_level(logging.WARNING, "thidua"):
        summary = ingest([str(several(tmp_path, PATIENCE + 2))], store, proposer=asking)
        assert (summary.written, summary.failed) == (PATIENCE + 2, [])
        assert store.claims(ClaimQuery(kinds=("leads",))) == []
    told = [line.getMessage() for line in caplog.records if line.name.startswith("thidua")]
    assert len(told) == 1 and told[0].endswith("The ingest goes on without it."), told
    assert asking.proposed == 0


def test_a_failure_now_and_then_is_borne(serve: Serve, tmp_path: Path) -> None:
    model = chat_model(ChatLogin("openai:m", serve(lambda n: completion(RIGHT) if n % 2 else (500, "no")), None, "20"))
    assert model
    asking = Proposer(model)
    with open_store(":memory:") as store:
        ingest([str(several(tmp_path, 6))], store, proposer=asking)
    assert asking.asked == 6 and asking.proposed == 9


def test_the_time_of_a_reply_is_bounded_even_where_it_trickles(serve: Serve) -> None:
    start, over = time.monotonic(), threading.Event()
    model = chat_model(ChatLogin("openai:m", serve(lambda _: (over.wait(30), completion(RIGHT))[1]), None, "0.5"))
    assert model
    try:
        with pytest.raises(ChatTimeout):
            model.reply("", "", schema())
        assert time.monotonic() - start < 20
    finally:
        over.set()


@pytest.mark.parametrize("name", ["gpt", "openai:", ":gpt", "nobody:gpt", "openai"])
def test_a_setting_that_names_no_model_is_told_at_once(name: str) -> None:
    with pytest.raises(UsageError, match="THIDUA_LLM"):
        chat_model(ChatLogin(name, "http://127.0.0.1:9/v1", None, "5"))


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "nan", "inf"])
def test_a_time_that_is_none_is_told_at_once(seconds: str) -> None:
    with pytest.raises(UsageError, match="THIDUA_LLM_TIMEOUT"):
        chat_model(ChatLogin("openai:m", "http://127.0.0.1:9/v1", None, seconds))


# a real model ---------------------------------------------------------------------------------------------------------
#: The shortest case of each of four languages, since the model takes seconds a sentence.
LANGS = ("vi", "en", "de", "hi")
SOME = [min((c for c in cases("cases") if c.lang == lang), key=lambda c: len(c.text)) for lang in LANGS]


@pytest.mark.parametrize("case", SOME, ids=lambda case: case.name)
def test_a_real_weak_model_says_of_a_report_nothing_that_it_does_not(case: Case, model: ChatLogin) -> None:
    """Of every sentence, as if the rules had read none."""
    asked = chat_model(model)
    assert asked
    asking, findings = Proposer(asked), unread(read_report(article(case), case.lang))
    asking.add(findings)
    assert asking.asked and asking.proposed == asking.kept + asking.dropped.total()
    judged = Found(found(case).extraction, {e.id: e.label for e in findings.registry.entities()})
    for claim in findings.claims():
        assert is_expected(judged, claim, case) or claim.kind not in case.complete, judged.show(claim)


def test_a_real_model_answers_in_the_form_that_the_ontology_gives(model: ChatLogin, report: Path) -> None:
    asked = chat_model(model)
    assert asked
    asking = Proposer(asked)
    with open_store(":memory:") as store:
        summary = ingest([str(report)], store, proposer=asking)
        assert (summary.written, asking.asked) == (1, 1)
        assert asking.proposed == asking.kept + asking.dropped.total() > 0, "it said nothing in the form asked for"
        assert check(store) == []
        allowed = {"leads"} if asking.kept else set()
        assert {claim.kind for claim in store.claims(ClaimQuery())} <= allowed


def test_a_real_model_says_the_same_twice(model: ChatLogin) -> None:
    asked = chat_model(model)
    assert asked
    case = next(case for case in cases("cases") if case.lang == "en")
    sentence = extract(article(case)).passages[0].text
    replies = [_reply(asked, sentence) for _ in range(2)]
    assert replies[0] == replies[1]


def _reply(asked: ChatModel, sentence: str) -> object:
    try:
        return asked.reply(instruction(), json.dumps({"sentence": sentence}), schema())
    except ChatError as error:
        return str(error)
