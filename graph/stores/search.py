"""Finding passages by words (BM25) and by vectors (exact), in memory beside a store whose database cannot."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.graph.stores.tokens import tokens

K1 = 1.2  # as Lucene has it, so that a server finds the same
KEPT_FROM = 20_000  # passages; fewer are indexed faster than a file is worth
Found = tuple[str, int, float]
"""A passage's source, number and score."""


class WordIndex:
    """The words of all passages, source by source; a source is read again only when its content has changed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._sources: dict[str, tuple[str, list[NDArray[np.int32]]]] = {}
        self._vocabulary: dict[str, int] = {}
        self._places: tuple[NDArray[np.int32], NDArray[np.int32]] = (np.zeros(0, np.int32), np.zeros(0, np.int32))
        self._order: list[str] = []
        self._scorer: Any = None
        self._is_new = True

    def refresh(self, contents: Mapping[str, str], texts: Callable[[list[str]], Mapping[str, Sequence[str]]]) -> None:
        """`contents` gives each source's content hash, `texts` the passages of the sources asked for."""
        if self._is_new:
            self._load()
            self._is_new = False
        stale = [id_ for id_, content in contents.items() if self._sources.get(id_, ("", []))[0] != content]
        gone = self._sources.keys() - contents.keys()
        if not stale and not gone and self._scorer is not None:
            return
        for id_ in gone:
            del self._sources[id_]
        for id_, passages in texts(stale).items():
            self._sources[id_] = (contents[id_], [self._numbers(text) for text in passages])
        self._build()
        self._keep()

    def search(self, words: Iterable[str], limit: int) -> list[Found]:
        known = {self._vocabulary[t] for word in words for t in tokens(word) if t in self._vocabulary}
        if self._scorer is None or not known:
            return []
        scores = self._scorer.get_scores_from_ids(sorted(known))
        return [
            (self._order[self._places[0][at]], int(self._places[1][at]), float(scores[at]))
            for at in best(scores, limit)
            if scores[at] > 0
        ]

    def _numbers(self, text: str) -> NDArray[np.int32]:
        vocabulary = self._vocabulary
        return np.array([vocabulary.setdefault(token, len(vocabulary)) for token in tokens(text)], np.int32)

    def _build(self) -> None:
        import bm25s

        self._place()
        passages = [numbers.tolist() for id_ in self._order for numbers in self._sources[id_][1]]
        self._scorer = None
        if any(passages):
            self._scorer = bm25s.BM25(k1=K1)
            self._scorer.index((passages, dict(self._vocabulary)), show_progress=False)

    def _place(self) -> None:
        self._order = sorted(self._sources)
        sizes = [len(self._sources[id_][1]) for id_ in self._order]
        source = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        number = np.concatenate([np.arange(size, dtype=np.int32) for size in sizes]) if sizes else np.zeros(0, np.int32)
        self._places = source, number

    # the file ------------------------------------------------------------------------------------------------------
    def _keep(self) -> None:
        """A cache: what cannot be written is built again next time."""
        if self._file is None or self._scorer is None or len(self._places[0]) < KEPT_FROM:
            return
        passages = [numbers for id_ in self._order for numbers in self._sources[id_][1]]
        head = {
            "sources": [(id_, self._sources[id_][0], len(self._sources[id_][1])) for id_ in self._order],
            "vocabulary": list(self._vocabulary),
            "passages": int(self._scorer.scores["num_docs"]),
        }
        try:
            with tempfile.NamedTemporaryFile(dir=self._file.parent, delete=False) as file:
                np.savez(
                    file,
                    head=np.frombuffer(json.dumps(head).encode(), np.uint8),
                    tokens=np.concatenate(passages),
                    lengths=np.array([len(numbers) for numbers in passages], np.int32),
                    **{name: self._scorer.scores[name] for name in ("data", "indices", "indptr")},
                )
            os.replace(file.name, self._file)
        except OSError:
            return

    def _load(self) -> None:
        if self._file is None or not self._file.exists():
            return
        import bm25s

        try:
            with np.load(self._file) as kept:
                head = json.loads(kept["head"].tobytes())
                passages = np.split(kept["tokens"], np.cumsum(kept["lengths"])[:-1])
                scores = {name: kept[name] for name in ("data", "indices", "indptr")}
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            return
        self._vocabulary = {token: number for number, token in enumerate(head["vocabulary"])}
        at = 0
        for id_, content, size in head["sources"]:
            self._sources[id_] = (content, passages[at : at + size])
            at += size
        self._place()
        self._scorer = bm25s.BM25(k1=K1)
        self._scorer.scores = {**scores, "num_docs": head["passages"]}
        self._scorer.nonoccurrence_array = None  # the scoring used gives no points for words that are absent


class VectorIndex:
    """All vectors as the rows of one matrix."""

    def __init__(self, ids: Sequence[str], rows: Sequence[bytes], width: int) -> None:
        self._ids = list(ids)
        self._matrix = np.frombuffer(b"".join(rows), np.float32).reshape(len(self._ids), width)

    def search(self, vector: Sequence[float], limit: int) -> list[tuple[str, float]]:
        if not self._ids or self._matrix.shape[1] != len(vector):
            return []
        scores = self._matrix @ unit(vector)
        return [(self._ids[at], float(scores[at])) for at in best(scores, limit)]


def unit(vector: Sequence[float]) -> NDArray[np.float32]:
    """The vector at length 1, so that a dot product is the cosine."""
    made = np.asarray(vector, np.float32)
    length = float(np.linalg.norm(made))
    return made / length if length else made


def floats(data: bytes) -> list[float]:
    """A kept vector's numbers."""
    return [float(number) for number in np.frombuffer(data, np.float32)]


def best(scores: NDArray[np.float32], limit: int) -> list[int]:
    """Where the highest scores stand, best first, equal ones in order."""
    if limit < len(scores):
        floor = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= floor)
    else:
        candidates = np.arange(len(scores))
    order = np.lexsort((candidates, -scores[candidates]))
    return [int(at) for at in candidates[order][:limit]]
