"""What every embedder is: LangChain's `Embeddings`, with a name that a store keeps and a batch that suits it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

from langchain_core.embeddings import Embeddings

from thidua.graph.errors import EmbedderError

Vectors = list[list[float]]


class Embedder(Embeddings):
    """One thread at a time is let in: the engines share buffers, and the tokenizers refuse a second borrower.

    `batch` is how many sentences at once keep the machine busy without keeping others waiting.
    """

    def __init__(self, name: str, batch: int) -> None:
        self.name, self.batch = name, batch
        self._turn = Lock()

    @cached_property
    def width(self) -> int:
        return len(self.embed_query("1"))

    def embed_documents(self, texts: list[str]) -> Vectors:
        with self._working():
            return self._of_passages(texts) if texts else []

    def embed_query(self, text: str) -> list[float]:
        with self._working():
            return self._of_question(text)

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self._turn:
            try:
                yield
            except (RuntimeError, OSError, ValueError) as error:  # out of memory, a text that its tokenizer refuses
                raise EmbedderError(
                    f"The model {self.name} failed ({reason(error)}); try again, or name another in THIDUA_EMBEDDER."
                ) from error

    @abstractmethod
    def _of_passages(self, texts: Sequence[str]) -> Vectors: ...

    @abstractmethod
    def _of_question(self, text: str) -> list[float]: ...


def reason(error: BaseException) -> str:
    """The first line of what an error says."""
    return next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)
