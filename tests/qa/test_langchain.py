"""LangChain, both ways: our evidence, chain and tools in its own constructs, and in its own agent loop."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, ToolMessage

from thidua.graph.stores.base import Store
from thidua.qa.langchain import EvidenceRetriever, answering, chain, tools
from thidua.tests.scripted_chat import Scripted, calling


def test_the_retriever_gives_the_sentences_with_their_place(world: Store) -> None:
    found = EvidenceRetriever(store=world).invoke("Who issued Directive 12-CT/TW?")
    assert [d.page_content.startswith("Its movements implement") for d in found] == [True]
    assert found[0].metadata["document"] == "health.txt"
    text = next(s.text for s in world.sources() if s.document == "health.txt")
    assert text[found[0].metadata["start"] : found[0].metadata["end"]] == found[0].page_content


def test_a_document_names_the_claims_that_rest_on_it(world: Store) -> None:
    found = EvidenceRetriever(store=world).invoke("Who issued Directive 12-CT/TW?")
    claims = {c.id: c for c in world.claims()}
    for document in found:
        assert document.metadata["claims"]
        for id_ in document.metadata["claims"]:
            assert document.page_content in [piece.quote for piece in claims[id_].evidence]


def test_the_retriever_gives_nothing_where_the_sources_say_nothing(world: Store) -> None:
    assert EvidenceRetriever(store=world).invoke("Who issued Directive 13-CT/TW?") == []


def test_ask_is_a_runnable_that_composes(world: Store) -> None:
    composed = answering(world) | (lambda answer: answer["status"])
    questions = ["Who issued Directive 12-CT/TW?", "Who issued Directive 13-CT/TW?"]
    assert composed.batch(questions) == ["answered", "unknown"]


def test_the_chain_gives_the_answer_with_its_documents(world: Store) -> None:
    given = chain(world).invoke("Who issued Directive 12-CT/TW?")
    assert "Ban Bí thư" in given["answer"]
    assert [d.page_content for d in given["documents"]] == [e["quote"] for e in given["json"]["evidence"]]


def test_the_tools_say_what_they_take(world: Store) -> None:
    known = {tool.name: tool for tool in tools(world)}
    assert list(known) == ["ask", "profile", "search", "trace"]
    assert all(len(tool.description) > 40 for tool in known.values())
    assert list(known["profile"].args) == ["name", "lang"]
    assert list(known["trace"].args) == ["document", "lang"]


def run(world: Store, *replies: AIMessage) -> list[Any]:
    agent = create_agent(Scripted(replies=list(replies)), tools(world))
    messages: Sequence[Any] = agent.invoke({"messages": [("user", "Tell me.")]})["messages"]
    return list(messages)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": "Who issued Directive 12-CT/TW?"}, "Ban Bí thư"),
        ("profile", {"name": "Trần Quốc Bảo"}, "Sở Y tế tỉnh Cà Mau"),
        ("search", {"text": "tran quoc"}, "Trần Quốc Bảo"),
        ("trace", {"document": "12-CT/TW"}, "Cụm thi đua số 4 Bộ Y tế"),
    ],
)
def test_an_agent_uses_each_tool(world: Store, tool: str, arguments: dict[str, str], said: str) -> None:
    messages = run(world, calling(tool, **arguments), AIMessage("Done."))
    (told,) = [m for m in messages if isinstance(m, ToolMessage)]
    assert told.status == "success"
    assert said in told.content
    assert json.loads(json.dumps(told.artifact)) == told.artifact
    assert messages[-1].content == "Done."


def test_an_agent_goes_from_a_misspelt_name_to_the_dossier(world: Store) -> None:
    messages = run(
        world,
        calling("profile", name="Tran Quoc Bap"),
        calling("search", text="tran quoc"),
        calling("profile", name="Tran Quoc Bao"),
        AIMessage("Director of the Department of Health of Ca Mau."),
    )
    first, second, third = (m for m in messages if isinstance(m, ToolMessage))
    assert (first.status, second.status, third.status) == ("error", "success", "success")
    assert "Trần Quốc Bảo" in first.content
    assert "Giám đốc" in third.content
