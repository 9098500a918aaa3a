"""What programs are told when something is wrong: by which code, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph import errors
from thidua.graph.stores import open_store
from thidua.graph.stores.lock import FileLock, Turns
from thidua.qa.pipeline import Thread
from thidua.screen.desk import Desk
from thidua.screen.limits import Rate
from thidua.screen.service import CODES, Json, Service, failed

ROOT = Path(__file__).parents[2]
SEAT = "In {}, the Department of {} of {} province was the head of Emulation Cluster No. 1 of {} province.\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("service")
    for place in ("Ha Giang", "Ca Mau"):
        (folder / f"{place}.txt").write_text(SEAT.format(2024, "Justice", place, place), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_EMBEDDER", "none")
        opened = Desk(str(folder / "graph.db"), lambda _: None)
        opened.prepare()
        opened.add([str(file) for file in folder.glob("*.txt")], lambda _: None)
        yield opened
        opened.close()


@pytest.fixture
def service(desk: Desk) -> Service:
    return Service(desk, Rate(1000))


def error(answer: Json) -> Json:
    assert set(answer) == {"error"}
    assert answer["error"]["message"].endswith((".", ")")) or "\n" in answer["error"]["message"]
    return answer["error"]


def test_a_question_is_answered_and_followed_up(service: Service) -> None:
    thread = Thread()
    answer = service.ask("a", "Who led Emulation Cluster No. 1 of Ca Mau in 2024?", thread=thread)
    assert answer["status"] == "answered"
    assert service.ask("a", "And in 2019?", thread=thread)["status"] == "unknown"
    assert service.ask("a", "Wer leitete Cluster Nr. 1 der Provinz Ca Mau 2024?", "vi")["lang"] == "vi"


@pytest.mark.parametrize(
    ("written", "is_shown"), [("{cluster} was led by {office} in 2024.", True), ("{office} left {cluster}.", False)]
)
def test_a_model_words_only_what_is_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, written: str, is_shown: bool
) -> None:
    sentence = written.format(cluster="Cụm thi đua số 1 tỉnh Cà Mau", office="Sở Tư pháp tỉnh Cà Mau")

    class Scripted:
        def reply(self, *_: object) -> Json:
            return {"sentences": [{"number": 1, "sentence": sentence}]}

    monkeypatch.setattr(desk, "model", Scripted())
    answer = Service(desk, Rate(1000)).ask("a", "Who led Emulation Cluster No. 1 of Ca Mau in 2024?")
    assert (sentence in answer["answer"]) is is_shown
    assert "Sở Tư pháp tỉnh Cà Mau" in answer["answer"]


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question(service: Service, question: str) -> None:
    assert error(service.ask("a", question))["code"] == "empty_question"


def test_a_question_that_is_a_report(service: Service) -> None:
    assert error(service.ask("a", "Who? " * 300))["code"] == "question_too_long"


@pytest.mark.parametrize("as_of", ["yesterday", "2024-13"])
def test_a_day_that_is_none(service: Service, as_of: str) -> None:
    said = error(service.ask("a", "Who led Emulation Cluster No. 1 of Ca Mau?", as_of=as_of))
    assert said["code"] == "bad_request"
    assert as_of in said["message"]


@pytest.mark.parametrize("ask", [Service.profile, Service.trace])
def test_a_name_that_nobody_has_comes_with_those_written_alike(service: Service, ask) -> None:
    assert error(ask(service, "a", "Zzyzx Qwertz"))["code"] == "unknown_name"
    assert error(ask(service, "a", " "))["code"] == "bad_request"
    assert error(ask(service, "a", "x" * 400))["code"] == "bad_request"


def test_a_name_that_several_have_comes_with_their_ids(service: Service) -> None:
    said = error(service.profile("a", "Sở Tư pháp tỉnh"))
    assert said["code"] == "ambiguous_name"
    chosen = said["choices"][0]
    assert service.profile("a", chosen["id"])["entity"]["id"] == chosen["id"]


def test_a_search_gives_at_most_what_may_be_given(service: Service) -> None:
    assert len(service.search("a", "so tu phap", limit=1)["hits"]) == 1
    assert len(service.search("a", "so tu phap", limit=10**9)["hits"]) >= 2


def test_more_questions_than_one_address_may_ask(desk: Desk) -> None:
    service = Service(desk, Rate(2, lambda: 0.0))
    question = "Who led Emulation Cluster No. 1 of Ca Mau in 2024?"
    answers = [service.ask("a", question) for _ in range(3)]
    assert [answer.get("status") for answer in answers] == ["answered", "answered", None]
    said = error(answers[2])
    assert (said["code"], said["retry_after"]) == ("too_many_requests", 30)
    assert error(service.search("a", "ca mau"))["code"] == "too_many_requests"
    assert service.ask("b", question)["status"] == "answered"


def test_a_store_that_another_process_writes_to(service: Service, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.graph.stores.embedded.WRITER_PATIENCE", 0)
    with open_store(desk.address):
        said = error(service.ingest("a", ["a.txt"]))
    assert (said["code"], said["retry"]) == ("store_busy", True)

    monkeypatch.setattr(FileLock.acquire, "__kwdefaults__", {"patience": 0})
    turns = Turns(Path(desk.address))
    with turns.write():
        said = error(service.ask("a", "Who led Emulation Cluster No. 1 of Ca Mau in 2024?"))
    turns.close()
    assert (said["code"], said["retry"]) == ("store_busy", True)


def test_nothing_is_read_for_nothing(service: Service) -> None:
    assert error(service.ingest("a", []))["code"] == "bad_request"


CLASSES = [
    class_
    for class_ in vars(errors).values()
    if isinstance(class_, type) and issubclass(class_, errors.ThiduaError) and class_ is not errors.ThiduaError
]
CAUSES = {
    errors.ReportError: ("a.txt", "it is empty; fill it"),
    errors.NameUnknown: ("Ai", [("person:1", "Ái")]),
    errors.NameAmbiguous: ("Ai", [("person:1", "Ái")]),
}


@pytest.mark.parametrize("class_", CLASSES)
def test_every_error_has_a_code_and_says_whether_to_ask_again(class_: type[errors.ThiduaError]) -> None:
    cause = class_(*CAUSES.get(class_, ("It broke; mend it.",)))
    said = failed(cause)["error"]
    assert said["message"] == str(cause)
    assert said.get("retry", False) == class_.is_retryable
    assert said.get("choices") == ([{"id": "person:1", "label": "Ái"}] if class_.__name__.startswith("Name") else None)


def test_the_page_on_the_api_tells_every_code() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    code = "".join((ROOT / "screen" / name).read_text("utf-8") for name in ("service.py", "guard.py"))
    used = {code for _, code in CODES} | set(re.findall(r'error\("(\w+)"', code))
    used |= set(re.findall(r'Refusal\(\s*\d+,\s*"(\w+)"', code))
    told = set(re.findall(r"^\| (?:\d+ \| )?`(\w+)` \|", page, re.MULTILINE)) - {"code"}
    assert told == used
