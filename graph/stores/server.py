"""The store on a Neo4j server, alone or a cluster of them. Any number of processes read and write side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import TypeVar

from thidua.graph.claims import Passage
from thidua.graph.errors import StoreNotFound, StoreUnavailable, UsageError
from thidua.graph.stores import layout, vectors
from thidua.graph.stores.base import Hit, Store, VectorModel
from thidua.graph.stores.bolt import Bolt
from thidua.graph.stores.dialect import NEO4J
from thidua.graph.stores.graph import PASSAGE_COLUMNS, GraphStore
from thidua.graph.stores.meta import set_meta
from thidua.graph.stores.tokens import tokens
from thidua.graph.stores.write import Session, columns_of
from thidua.settings import Neo4jLogin

T = TypeVar("T")
MOST_WORDS = 1000  # in one search; the server takes 1,024
CANDIDATES = 2  # for each vector wanted
FORGOTTEN_AT_ONCE = 500  # sources whose vectors go in one transaction
FOUND = columns_of("p", PASSAGE_COLUMNS)


class Neo4jStore(GraphStore):
    """Raises StoreUnavailable, StoreRefused, StoreNotFound or StoreMismatch."""

    dialect = NEO4J

    def __init__(self, address: str, login: Neo4jLogin, *, read_only: bool = False) -> None:
        self._address, self._login, self._read_only = address, login, read_only
        self._database: Bolt | None = Bolt(address, login)
        self._indexing = threading.Lock()
        self._indexed = 0  # the width of the vectors that the server has an index for
        try:
            self._database.verify()
            if read_only and not layout.exists(self._database):
                raise StoreNotFound(f"There is no graph at {address} yet; read reports into it with thidua ingest.")
            layout.prepare(self._database, self.schema)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()

    @contextmanager
    def writer(self) -> Iterator[Store]:
        if not self._read_only:
            yield self
            return
        with Neo4jStore(self._address, self._login) as store:
            yield store

    # sessions ------------------------------------------------------------------------------------------------------
    def _open(self) -> Bolt:
        if self._database is None:
            raise StoreUnavailable(f"The store {self._address} is closed; open it again.")
        return self._database

    def _read(self, work: Callable[[Session], T]) -> T:
        return self._open().read(work)

    def _write(self, work: Callable[[Session], T]) -> T:
        if self._read_only:
            raise UsageError(f"The store {self._address} was opened for reading; open it for writing to change it.")

        def in_turn(session: Session) -> T:
            set_meta(session, "turn", token_hex(8))  # a lock on this node, held until the transaction ends
            return work(session)

        return self._open().write(in_turn)

    # passages ------------------------------------------------------------------------------------------------------
    def search_words(self, words: Sequence[str], limit: int) -> list[Hit]:
        asked = list(dict.fromkeys(token for word in words for token in tokens(word)))[:MOST_WORDS]
        if not asked or limit < 1:
            return []
        query = (
            f"CALL db.index.fulltext.queryNodes('{layout.WORD_INDEX}', $words, {{limit: $limit}}) "
            f"YIELD node AS p, score RETURN {FOUND}, score ORDER BY score DESC, p.source, p.number"
        )
        words_ = " ".join(f'"{_escaped(token)}"' for token in asked)
        return self._hits(query, {"words": words_, "limit": limit})

    def search_vectors(self, model: str, vector: Sequence[float], limit: int) -> list[Hit]:
        held = self.vector_model()
        vectors.check(held, VectorModel(model, len(vector)))
        if held is None or limit < 1:
            return []
        self._make_index(held.width)
        # The index keeps its vectors rounded, so the nearest are compared again; the function gives (1 + cosine) / 2.
        query = (
            f"CALL db.index.vector.queryNodes('{layout.VECTOR_INDEX}', $candidates, $vector) YIELD node AS p "
            f"RETURN {FOUND}, 2 * vector.similarity.cosine(p.vector, $vector) - 1 AS cosine "
            "ORDER BY cosine DESC, p.source, p.number LIMIT $limit"
        )
        return self._hits(query, {"vector": list(vector), "limit": limit, "candidates": CANDIDATES * limit})

    def _hits(self, query: str, parameters: Mapping[str, object]) -> list[Hit]:
        found = self._read(lambda session: session.run(query, parameters))
        return [Hit(Passage(*row[:-1]), row[-1]) for row in found]

    def vectors(self, source: str) -> list[tuple[str, list[float]]]:
        query = (
            "MATCH (s:Source {id: $source}) UNWIND range(0, s.passages - 1) AS number "
            "MATCH (p:Passage {id: s.id + '#' + number}) WHERE p.vector IS NOT NULL "
            "RETURN p.id, p.vector ORDER BY number"
        )
        found = self._read(lambda session: session.run(query, {"source": source}))
        return [(id_, [float(number) for number in vector]) for id_, vector in found]

    def without_vector(self, limit: int) -> list[Passage]:
        query = (
            "MATCH (s:Source) WHERE s.vectors < s.passages WITH s ORDER BY s.id LIMIT $limit "
            "UNWIND range(0, s.passages - 1) AS number MATCH (p:Passage {id: s.id + '#' + number}) "
            f"WHERE p.vector IS NULL RETURN {FOUND} ORDER BY p.source, p.number LIMIT $limit"
        )
        return [Passage(*row) for row in self._read(lambda session: session.run(query, {"limit": limit}))]

    def put_vectors(self, model: str, vectors_: Iterable[tuple[str, Sequence[float]]]) -> None:
        made = [(id_, list(vector)) for id_, vector in vectors_]
        if not made:
            return
        new = VectorModel(model, vectors.width([vector for _, vector in made]))
        vectors.check(self.vector_model(), new)
        self._make_index(new.width)
        self._write(lambda session: self._put_vectors(session, new, made))

    def _put_vectors(self, session: Session, new: VectorModel, made: Sequence[tuple[str, list[float]]]) -> None:
        vectors.take(session, new)
        session.each(
            "MATCH (p:Passage {id: id}) CALL db.create.setNodeVectorProperty(p, 'vector', vector)",
            {"id": "text", "vector": "floats"},
            made,
        )
        counted = session.run(
            "UNWIND $ids AS id MATCH (p:Passage {id: id}) WITH DISTINCT p.source AS source "
            "MATCH (s:Source {id: source}) UNWIND range(0, s.passages - 1) AS number "
            "MATCH (p:Passage {id: source + '#' + number}) RETURN source, count(p.vector)",
            {"ids": [id_ for id_, _ in made]},
        )
        vectors.count(session, dict(counted))

    def _make_index(self, width: int) -> None:
        """An index is of one width; it is made anew when another model's vectors come."""
        with self._indexing:
            if self._indexed == width:
                return
            statement = layout.vector_index(width)
            query = "SHOW VECTOR INDEXES YIELD name, options WHERE name = $name RETURN options"
            found = self._read(lambda session: session.run(query, {"name": layout.VECTOR_INDEX}))
            if found and found[0][0]["indexConfig"]["vector.dimensions"] != width:
                self._open().write(lambda session: session.run(f"DROP INDEX {layout.VECTOR_INDEX} IF EXISTS"))
            layout.complete(self._open(), statement)
            self._indexed = width

    def forget_vectors(self) -> None:
        while self._write(_forget_some):
            pass


def _forget_some(session: Session) -> bool:
    """Whether there was anything left. The store holds the model until its last vector is gone."""
    found = session.run(
        "MATCH (s:Source) WHERE s.vectors > 0 WITH s LIMIT $limit "
        "UNWIND range(0, s.passages - 1) AS number MATCH (p:Passage {id: s.id + '#' + number}) REMOVE p.vector "
        "WITH DISTINCT s SET s.vectors = 0 RETURN count(s)",
        {"limit": FORGOTTEN_AT_ONCE},
    )
    return bool(found[0][0])


def _escaped(token: str) -> str:
    """A word as it stands in quotation marks in the server's search syntax."""
    return token.replace("\\", "\\\\").replace('"', '\\"')
