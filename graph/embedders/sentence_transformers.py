"""Any model that sentence-transformers can load, by its name on the Hugging Face hub or from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from thidua.graph.embedders.base import Embedder, Vectors, reason
from thidua.graph.embedders.names import OTHER, folder, name
from thidua.graph.errors import EmbedderError

ON_A_GPU, ON_A_CPU = 128, 32  # sentences at once


class Prefixes(NamedTuple):
    """What stands before a question and before a passage."""

    question: str = ""
    passage: str = ""


#: Families that were trained with prefixes but mostly do not carry them as `prompts`.
FAMILIES = (
    (r"\be5-.*instruct", Prefixes("Instruct: Given a question, retrieve the sentences that answer it\nQuery: ")),
    (r"\be5\b", Prefixes("query: ", "passage: ")),
    (r"\bbge-.*-en\b", Prefixes("Represent this sentence for searching relevant passages: ")),
    (r"\bbge-.*-zh\b", Prefixes("为这个句子生成表示以用于检索相关文章：")),
)


class Named(Embedder):
    """The engine, on a GPU where it found one."""

    def __init__(self, name: str, engine: Any, prefixes: Prefixes) -> None:
        super().__init__(name, ON_A_CPU if engine.device.type == "cpu" else ON_A_GPU)
        self._engine, self.prefixes = engine, prefixes

    def _of_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._engine.encode_document, list(texts), self.prefixes.passage)

    def _of_question(self, text: str) -> list[float]:
        return self._vectors(self._engine.encode_query, [text], self.prefixes.question)[0]

    def _vectors(self, encode: Any, texts: list[str], prefix: str) -> Vectors:
        options = {"batch_size": self.batch, "show_progress_bar": False, "normalize_embeddings": True}
        return encode(texts, prompt=prefix, **options).tolist()  # type: ignore[no-any-return]


def load(setting: str, *, may_fetch: bool) -> Embedder:
    """Raises EmbedderError if the extra is missing or the model cannot be loaded.

    What is on this machine is used as it is; only where it is not there, and if that is allowed, it is fetched.
    """
    model, where = setting.removeprefix(OTHER), folder(setting)
    if find_spec("sentence_transformers") is None:
        raise EmbedderError(
            f"The model {model} needs sentence-transformers: pip install 'thidua[sentence-transformers]', or in a "
            "checkout: make sentence-transformers."
        )
    try:
        engine = _engine(str(where or model), may_fetch=may_fetch and where is None)
    except Exception as error:  # whatever a model's own code raises
        if where is None and not may_fetch:
            raise EmbedderError(f"The model {model} is not on this machine; thidua embed fetches it.") from error
        hint = "see that it is whole" if where else "check its name and the connection, or name a folder that holds it"
        raise EmbedderError(f"The model {model} cannot be loaded ({reason(error)}); {hint}.") from error
    return Named(name(setting), engine, prefixes(engine.prompts, _called(model, where)))


def _engine(model: str, *, may_fetch: bool) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        return SentenceTransformer(model, local_files_only=True)
    except OSError:
        if not may_fetch:
            raise
    return SentenceTransformer(model)


def prefixes(prompts: Mapping[str, str], called: Sequence[str]) -> Prefixes:
    """Those that the model carries, else those of its family, known by what it is called."""
    passage = next((prompts[key] for key in ("document", "passage", "corpus") if prompts.get(key)), "")
    own = Prefixes(prompts.get("query") or "", passage)
    if any(own):
        return own
    names = [one.lower().replace("_", "-") for one in called]
    return next((them for family, them in FAMILIES if any(re.search(family, one) for one in names)), own)


def _called(model: str, where: Path | None) -> list[str]:
    """The model's name; of one in a folder also the name that it had before."""
    names = [model if where is None else where.name]
    with suppress(OSError, ValueError, KeyError, TypeError):
        names += [str(json.loads((where / "config.json").read_text("utf-8"))["_name_or_path"])] if where else []
    return names
