"""For LangChain: our evidence as a retriever's documents, and `ask` as a runnable."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from thidua.graph.stores.base import Store
from thidua.qa.answer import Answer
from thidua.qa.pipeline import ask


class EvidenceRetriever(BaseRetriever):
    """The sentences an answer rests on, in the order of its source numbers; none where the sources don't say.

    A document's metadata is the evidence as in the answer's JSON (document, url, lang, start, end …), with the
    answer's status and the ids of its claims.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    as_of: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        answer = ask(query, self.store, as_of=self.as_of)
        return documents(answer) if answer.status == "answered" else []


def documents(answer: Answer) -> list[Document]:
    """An answer's evidence as documents."""
    claims = [c.id for c in answer.claims]
    return [
        Document(page_content=piece["quote"], metadata={**piece, "status": answer.status, "claims": claims})
        for piece in answer.evidence
    ]


def answering(store: Store) -> Runnable[str, dict[str, Any]]:
    """`ask` as a runnable: a question in, the documented JSON of its answer out."""

    def answer(question: str) -> dict[str, Any]:
        return ask(question, store).json()

    return RunnableLambda(answer)
