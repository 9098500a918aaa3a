from __future__ import annotations

from thidua.graph.stores.base import Store
from thidua.qa.langchain import EvidenceRetriever, answering


def test_the_retriever_gives_the_sentences_with_their_place(world: Store) -> None:
    found = EvidenceRetriever(store=world).invoke("Who issued Directive 12-CT/TW?")
    assert [d.page_content.startswith("Its movements implement") for d in found] == [True]
    assert found[0].metadata["document"] == "health.txt"
    text = next(s.text for s in world.sources() if s.document == "health.txt")
    assert text[found[0].metadata["start"] : found[0].metadata["end"]] == found[0].page_content


def test_the_retriever_gives_nothing_where_the_sources_say_nothing(world: Store) -> None:
    assert EvidenceRetriever(store=world).invoke("Who issued Directive 13-CT/TW?") == []


def test_ask_is_a_runnable_that_composes(world: Store) -> None:
    chain = answering(world) | (lambda answer: answer["status"])
    assert chain.batch(["Who issued Directive 12-CT/TW?", "Who issued Directive 13-CT/TW?"]) == ["answered", "unknown"]
