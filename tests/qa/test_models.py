"""What a chat model may do to an answer: word it and no more, and reword a question that was not understood."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from thidua.graph.errors import ChatError, ChatTimeout
from thidua.graph.models import ChatModel, chat_model
from thidua.graph.stores.base import Store
from thidua.qa.answering.entailed import entails
from thidua.qa.answering.phrasing import phrased
from thidua.qa.pipeline import Thread, ask
from thidua.tests.chat_server import chat_server

CASES = Path(__file__).parent / "cases"
LED = "Who led Emulation Cluster No. 4 in 2022?"
RECEIVED = "What did the Department of Health of Kon Tum receive?"
PROPOSED = "Which unit was proposed for the Labour Order?"


class Scripted:
    """A model whose replies the test writes; `said` is what it was given."""

    name = "scripted"

    def __init__(self, reply: object) -> None:
        self._reply, self.said = reply, ""

    def reply(self, instruction: str, data: str, schema: object) -> dict[str, Any]:
        self.said = data
        if isinstance(self._reply, Exception):
            raise self._reply
        return cast(dict[str, Any], self._reply)


def scripted(reply: object) -> ChatModel:
    return cast(ChatModel, Scripted(reply))


def sentences(*texts: str) -> dict[str, Any]:
    return {"sentences": [{"number": n, "sentence": text} for n, text in enumerate(texts, 1)]}


BORNE_OUT = [
    (LED, "Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế (2022)."),
    (LED, "The leader of Cụm thi đua số 4 Bộ Y tế in 2022 was Sở Y tế tỉnh Cà Mau."),
    (RECEIVED, "Sở Y tế tỉnh Kon Tum was awarded Cờ thi đua (Emulation Flag) from Bộ Y tế (2021)."),
]
NOT_BORNE_OUT = [
    (LED, "Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế (2023).", "another year"),
    (LED, "Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế.", "the year left out"),
    (LED, "Sở Y tế tỉnh Kon Tum was the leader of Cụm thi đua số 4 Bộ Y tế (2022).", "another name"),
    (LED, "The disgraced Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế (2022).", "a word more"),
    (LED, "Sở Y tế tỉnh Cà Mau was not the leader of Cụm thi đua số 4 Bộ Y tế (2022).", "denied"),
    (LED, "Sở Y tế tỉnh Cà Mau will be the leader of Cụm thi đua số 4 Bộ Y tế (2022).", "planned"),
    (LED, "Sở Y tế tỉnh Cà Mau was the deputy leader of Cụm thi đua số 4 Bộ Y tế (2022).", "another role"),
    (LED, "Sở Y tế tỉnh Cà Mau was the former leader of Cụm thi đua số 4 Bộ Y tế (2022).", "former"),
    (RECEIVED, "Bộ Y tế was awarded Cờ thi đua (Emulation Flag) from Sở Y tế tỉnh Kon Tum (2021).", "changed places"),
    (LED, "Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế (2022) [4].", "a source of its own"),
    (LED, "Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 Bộ Y tế (2022)²⁰.", "a raised number"),
    (LED, "**Sở Y tế tỉnh Cà Mau** was the leader of Cụm thi đua số 4 Bộ Y tế (2022).", "mark-up"),
    (LED, "Sở Y tế tỉnh Cà Mau was the leader\nof Cụm thi đua số 4 Bộ Y tế (2022).", "two lines"),
    (LED, "Bộ Y tế: Sở Y tế tỉnh Cà Mau was the leader of Cụm thi đua số 4 (2022).", "a name taken apart"),
    (RECEIVED, "Sở Y tế tỉnh Kon Tum was awarded Cờ thi đua (Emulation Flag) (2021).", "the giver left out"),
    (PROPOSED, "Sở Y tế tỉnh Bến Tre received Huân chương Lao động (Labour Order).", "no proposal any more"),
]


@pytest.mark.parametrize(("question", "sentence"), BORNE_OUT)
def test_other_words_for_the_same_are_shown(world: Store, question: str, sentence: str) -> None:
    answer = ask(question, world)
    assert any(entails(s, sentence, "en") for s in answer.statements), answer.statements
    text = phrased(answer, scripted(sentences(sentence))).text
    assert text.startswith(sentence)
    assert text.splitlines()[0].endswith("[1]")


@pytest.mark.parametrize(("question", "sentence", "fault"), NOT_BORNE_OUT)
def test_a_sentence_that_says_something_else_is_not_shown(
    world: Store, question: str, sentence: str, fault: str
) -> None:
    answer = ask(question, world)
    assert answer.statements
    assert phrased(answer, scripted(sentences(sentence))) == answer


@pytest.mark.parametrize("reply", [{}, {"sentences": "no"}, {"sentences": [1, {"number": 9, "sentence": "x"}]}, None])
def test_a_reply_of_another_form_changes_nothing(world: Store, reply: object) -> None:
    answer = ask(LED, world)
    assert phrased(answer, scripted(reply or ChatError("none"))) == answer


@pytest.mark.parametrize("failure", [ChatError("quota"), ChatTimeout("slow")])
def test_a_model_that_fails_costs_only_its_words(world: Store, failure: ChatError) -> None:
    model = scripted(failure)
    answer = ask(LED, world, model=model)
    assert answer.status == "answered"
    assert phrased(answer, model) == answer
    assert ask("Zorp blivet quux?", world, model=model).status == "unknown"


def test_statements_are_data_for_the_model(world: Store) -> None:
    model = Scripted({})
    phrased(ask(LED, world), cast(ChatModel, model))
    assert "Sở Y tế tỉnh Cà Mau" in model.said


def test_a_question_that_is_not_understood_is_reworded(world: Store) -> None:
    unread = replace(ask("Whither Tran Quoc Bao?", world), elapsed_ms=0)
    assert unread.status == "unknown"
    answer = ask("Whither Tran Quoc Bao?", world, model=scripted({"question": "What posts does Tran Quoc Bao hold?"}))
    assert answer.status == "answered"
    assert "Understood as: “What posts does Tran Quoc Bao hold?”" in answer.text


@pytest.mark.parametrize(
    "said",
    ["What posts does Do Hai Yen hold?", "What posts did Tran Quoc Bao hold in 2019?", "What posts?", "", 7, "x" * 999],
)
def test_a_rewording_that_is_about_something_else_is_not_taken(world: Store, said: object) -> None:
    question = "Whither Tran Quoc Bao?"
    with_model, without = ask(question, world, model=scripted({"question": said})), ask(question, world)
    assert replace(with_model, elapsed_ms=0) == replace(without, elapsed_ms=0)


def questions() -> Iterator[tuple[str, str]]:
    for path in sorted(CASES.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield row["question"], path.stem


@pytest.mark.parametrize(("question", "lang"), list(questions()))
def test_a_model_of_nonsense_changes_no_answer(world: Store, question: str, lang: str) -> None:
    nonsense = scripted({"question": f"{question} {question}", **sentences("Bộ Y tế 7", "x", question)})
    without = ask(question, world, as_of="2024-06-30")
    answer = phrased(ask(question, world, as_of="2024-06-30", model=nonsense), nonsense)
    assert (answer.status, answer.text) == (without.status, without.text)


@pytest.fixture(scope="module")
def real() -> Iterator[ChatModel]:
    with chat_server() as login:
        model = chat_model(login)
        assert model
        yield model


@pytest.mark.parametrize("question", [LED, PROPOSED, "Who was the deputy leader of Cluster No. 4 in 2022?"])
def test_a_real_weak_model_changes_no_answer(world: Store, real: ChatModel, question: str) -> None:
    without = ask(question, world)
    answer = phrased(ask(question, world, model=real, thread=Thread()), real)
    assert (answer.status, answer.claims, answer.evidence) == (without.status, without.claims, without.evidence)
    for own, other in zip(without.statements, answer.text.splitlines(), strict=False):
        assert entails(own, other.split(" [")[0], answer.lang) or own.text in answer.text
