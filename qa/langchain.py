"""For LangChain: our evidence as a retriever's documents, a chain from question to answer, and tools for any agent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda, RunnableParallel
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import ConfigDict

from thidua.graph.errors import UsageError
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.qa import dossiers
from thidua.qa.answering.answer import Answer
from thidua.qa.pipeline import ask as answer_to

#: What a tool gives: the text a model reads, and the documented JSON for the program.
Given = tuple[str, dict[str, Any]]


class EvidenceRetriever(BaseRetriever):
    """The sentences an answer rests on, in the order of its source numbers; none where the sources don't say.

    A document's metadata is the evidence as in the answer's JSON (document, url, lang, start, end …), with the
    answer's status and the ids of the claims that rest on the sentence.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    as_of: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        answer = answer_to(query, self.store, as_of=self.as_of)
        return documents(answer) if answer.status == "answered" else []


def documents(answer: Answer) -> list[Document]:
    """An answer's evidence as documents."""

    def claims(piece: dict[str, Any]) -> list[str]:
        place = piece["source"], piece["start"], piece["end"]
        return [c.id for c in answer.claims if any((e.source, e.start, e.end) == place for e in c.evidence)]

    return [
        Document(page_content=piece["quote"], metadata={**piece, "status": answer.status, "claims": claims(piece)})
        for piece in answer.evidence
    ]


def answering(store: Store) -> Runnable[str, dict[str, Any]]:
    """`ask` as a runnable: a question in, the documented JSON of its answer out."""
    return _asked(store) | RunnableLambda(Answer.json)


def chain(store: Store) -> Runnable[str, dict[str, Any]]:
    """A question in; out its answer as text ("answer"), the sentences it rests on ("documents") and its JSON ("json").

    No model is in it; what follows it with | can be one.
    """
    parts = RunnableParallel(
        answer=RunnableLambda(lambda answer: answer.text),
        documents=RunnableLambda(documents),
        json=RunnableLambda(Answer.json),
    )
    return _asked(store) | parts


def _asked(store: Store) -> Runnable[str, Answer]:
    return RunnableLambda(lambda question: answer_to(question, store), name="ask")


def tools(store: Store) -> list[BaseTool]:
    """`ask`, `profile`, `search` and `trace` for an agent.

    Each gives the model a text with quotations and sources, and the program the documented JSON as the message's
    artifact. A name that fits nobody or several is told to the model, which may try another; a store that fails raises.
    """
    return [_tool(made, store) for made in (_ask, _profile, _search, _trace)]


def _tool(make: Callable[[Store], Callable[..., Given]], store: Store) -> BaseTool:
    work = make(store)
    form: Literal["content_and_artifact"] = "content_and_artifact"
    return StructuredTool.from_function(work, response_format=form, handle_tool_error=True)


def _ask(store: Store) -> Callable[..., Given]:
    def ask(question: str) -> Given:
        """Answer a question about Vietnam's emulation clusters and blocks, their leaders, members, documents, movements
        and awards, in the question's language, from the reports that were read. "The sources don't say" is an answer:
        do not fill it in."""
        given = _told(lambda: answer_to(question, store))
        return given.text, given.json()

    return ask


def _profile(store: Store) -> Callable[..., Given]:
    def profile(name: str, lang: str = "en") -> Given:
        """All that the reports say of one person, cluster, organisation, document or movement, every line with its
        source. `name`: in any script, or an id that `search` gave. `lang`: the language of the text, "en", "vi" …"""
        found = _told(lambda: dossiers.profile(store, dossiers.find(name, store).id, lang))
        return found.text(), found.json()

    return profile


def _search(store: Store) -> Callable[..., Given]:
    def search(text: str, limit: int = 10) -> Given:
        """People, clusters, organisations, documents and movements whose name begins like `text`, with their ids."""
        hits = dossiers.search(text, store, limit)
        lines = [f"{h.label} ({ontology().label(h.type, 'en')}, {h.claims} claims): {h.entity}" for h in hits]
        return "\n".join(lines) or f"No report names {text!r}.", {"hits": [h.json() for h in hits]}

    return search


def _trace(store: Store) -> Callable[..., Given]:
    def trace(document: str, lang: str = "en") -> Given:
        """What hangs under a document ("05-CT/TW") or a movement: what implements it, who, and their awards."""
        types = ("NormativeDocument", "Movement")
        found = _told(lambda: dossiers.trace(store, dossiers.find(document, store, types=types).id, lang))
        return found.text(), found.json()

    return trace


def _told(work: Callable[[], Any]) -> Any:
    """What `work` gives; a wrong request is told to the model and no failure of the program."""
    try:
        return work()
    except UsageError as error:
        raise ToolException(str(error)) from error
