"""The store in a file beside the program, or in memory.

The process that writes keeps the database open and lets no other one write. Who only reads opens it anew when the file
has changed, and keeps the writer waiting no longer than a query takes; so readers and the writer take turns.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from thidua.graph.claims import Passage
from thidua.graph.decisions import Decisions
from thidua.graph.errors import StoreBusy, StoreNotFound, StoreOutdated, StoreUnavailable, UsageError
from thidua.graph.stores import vectors, write
from thidua.graph.stores.base import Hit, Store, VectorModel
from thidua.graph.stores.dialect import LADYBUG
from thidua.graph.stores.graph import GraphStore
from thidua.graph.stores.ladybug import LARGEST_LOG, LOG_LEFT, Ladybug, Stamp, full, log_of, stamp
from thidua.graph.stores.lock import WRITER_PATIENCE, FileLock, Turns
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.schema import OWN_NODES
from thidua.graph.stores.write import Session

if TYPE_CHECKING:
    from thidua.graph.stores.search import VectorIndex, WordIndex

T = TypeVar("T")
MEMORY = ":memory:"
ROOM = 2 * LARGEST_LOG  # bytes; the log, and what carrying it over takes
LAG = 10  # a reader spends at most a tenth of its time on catching up


class EmbeddedStore(GraphStore):
    """`address` is a path or ":memory:". Raises StoreBusy, StoreUnavailable or StoreMismatch."""

    dialect = LADYBUG

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        self._path = None if address == MEMORY else Path(address).expanduser().absolute()
        self._read_only = read_only and self._path is not None
        self._database: Ladybug | None = None
        self._stamps: tuple[Stamp, Stamp] = ((), ())
        self._good_until = 0.0
        self._writes = 0
        self._decided: tuple[tuple[Ladybug, int], Decisions] | None = None
        self._changing, self._indexing = threading.Lock(), threading.Lock()
        self._words: WordIndex | None = None
        self._vectors: VectorIndex | None = None
        self._words_at = self._vectors_at = ""
        with ExitStack() as opened:
            self._turns = self._take_part(opened)
            opened.callback(self._close_database)
            if self._read_only:
                self._open_to_read()
            else:
                self._open_to_write()
            self._held = opened.pop_all()

    def close(self) -> None:
        self._held.close()

    # opening -------------------------------------------------------------------------------------------------------
    def _beside(self, suffix: str) -> Path:
        assert self._path is not None
        return self._path.with_name(self._path.name + suffix)

    def _take_part(self, opened: ExitStack) -> Turns | None:
        """Readers and the writer take turns; the one writer also holds a lock of its own all along."""
        if self._path is None:
            return None
        if self._read_only and not self._path.exists():
            raise StoreNotFound(f"There is no store at {self._path}; read reports into it first with thidua ingest.")
        if not self._read_only:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreUnavailable(
                    f"The folder {self._path.parent} cannot be made ({error.strerror}); name another with --store."
                ) from error
            writer = FileLock(self._beside(".writer"), self._path)
            opened.callback(writer.close)
            writer.acquire(exclusive=True, patience=WRITER_PATIENCE)
        turns = Turns(self._path)
        opened.callback(turns.close)
        return turns

    def _open_to_write(self) -> None:
        with self._alone():
            self._database = Ladybug(self._path, read_only=False)
            self._database.make_tables(self.schema)
            self._database.check_tables(self.schema)

    def _open_to_read(self) -> None:
        try:
            self.state()
        except (StoreBusy, StoreOutdated):
            # A writer is at work, and this raises StoreBusy too; or one died while carrying over its log; or the
            # store lacks tables that a writer makes.
            EmbeddedStore(str(self._path)).close()
            self.state()

    def _close_database(self) -> None:
        database, self._database = self._database, None
        if database is None:
            return
        if self._read_only:
            database.close()
            return
        try:
            with self._alone():
                database.checkpoint(LOG_LEFT)
        except StoreBusy:
            pass  # a long read goes on; who opens the store next reads the log
        finally:
            database.close()

    # sessions ------------------------------------------------------------------------------------------------------
    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._turns.write() if self._turns else nullcontext():
            yield

    def _read(self, work: Callable[[Session], T]) -> T:
        turn = self._turns.read(self._catch_up) if self._turns and self._read_only else nullcontext()
        with turn:
            return work(self._open().reader())

    def _write(self, work: Callable[[Session], T]) -> T:
        if self._read_only:
            raise UsageError(f"The store {self._path} was opened for reading; open it for writing to change it.")
        self._check_room()
        with self._changing, self._alone():
            with self._open().transaction() as session:
                done = work(session)
            self._writes += 1
            self._open().checkpoint(LARGEST_LOG)
        return done

    def _check_room(self) -> None:
        """The database cannot take back a write that finds the disk full, so it is not begun."""
        if self._path is not None and shutil.disk_usage(self._path.parent).free < ROOM:
            raise full(self._path)

    def _decisions(self, session: Session) -> Decisions:
        """Read again only after this process has written, or another one: then the file has been opened anew."""
        at = self._open(), self._writes
        if self._decided is None or self._decided[0] != at:
            self._decided = at, super()._decisions(session)
        return self._decided[1]

    @contextmanager
    def writer(self) -> Iterator[Store]:
        if not self._read_only:
            yield self
            return
        with EmbeddedStore(str(self._path)) as store:
            yield store

    def _open(self) -> Ladybug:
        if self._database is None:
            raise StoreUnavailable(f"The store {self._path or 'in memory'} is closed; open it again.")
        return self._database

    def _catch_up(self) -> None:
        """Open the file anew if it has changed. While a writer's log is long, a reader may lag a few seconds behind:
        opening then takes long, and what it has read stays valid until the log is carried over."""
        assert self._path is not None
        base, log = stamp(self._path), stamp(log_of(self._path))
        is_valid = self._database is not None and base == self._stamps[0]
        if is_valid and (log == self._stamps[1] or (log[1] > LOG_LEFT and time.monotonic() < self._good_until)):
            return
        begin = time.monotonic()
        if self._database is not None:
            self._database.close()
            self._database = None
        self._database = Ladybug(self._path, read_only=True)
        self._database.check_tables(self.schema)
        self._stamps = base, log
        self._good_until = time.monotonic() + LAG * (time.monotonic() - begin)

    # passages ------------------------------------------------------------------------------------------------------
    def search_words(self, words: Sequence[str], limit: int) -> list[Hit]:
        with self._indexing:
            return self._read(lambda session: self._by_words(session, words, limit))

    def _by_words(self, session: Session, words: Sequence[str], limit: int) -> list[Hit]:
        from thidua.graph.stores.search import WordIndex

        at = meta(session, "state")
        if self._words is None or at != self._words_at:
            self._words = self._words or WordIndex(self._beside(".words") if self._path else None)
            contents = {row[0]: row[1] for row in session.run("MATCH (s:Source) RETURN s.id, s.content")}
            self._words.refresh(contents, lambda ids: _texts(session, ids))
            self._words_at = at
        found = self._words.search(words, limit)
        return self._hits(session, [(f"{source}#{number}", score) for source, number, score in found])

    def search_vectors(self, model: str, vector: Sequence[float], limit: int) -> list[Hit]:
        with self._indexing:
            return self._read(lambda session: self._by_vector(session, VectorModel(model, len(vector)), vector, limit))

    def _by_vector(self, session: Session, asked: VectorModel, vector: Sequence[float], limit: int) -> list[Hit]:
        from thidua.graph.stores.search import VectorIndex

        vectors.check(vectors.model(session), asked)
        at = meta(session, "state") + meta(session, "vectors")
        if self._vectors is None or at != self._vectors_at:
            table = self._open().reader().arrow("MATCH (v:Vector) RETURN v.passage, v.data")
            self._vectors = VectorIndex(table.column(0).to_pylist(), table.column(1).to_pylist(), asked.width)
            self._vectors_at = at
        return self._hits(session, self._vectors.search(vector, limit))

    def _hits(self, session: Session, found: Sequence[tuple[str, float]]) -> list[Hit]:
        passages = {passage.id: passage for passage in self._passages(session, [id_ for id_, _ in found])}
        return [Hit(passages[id_], score) for id_, score in found]

    def vectors(self, source: str) -> list[tuple[str, list[float]]]:
        from thidua.graph.stores.search import floats

        def work(session: Session) -> list[tuple[str, list[float]]]:
            size = sum(row[0] for row in write.look_up(session, "Source", [source], "passages"))
            ids = write.passage_ids(source, size)
            found = write.look_up(session, "Vector", ids, "passage", "data")
            return [(id_, floats(data)) for id_, data in sorted(found, key=lambda row: ids.index(row[0]))]

        return self._read(work)

    def without_vector(self, limit: int) -> list[Passage]:
        return self._read(lambda session: self._without_vector(session, limit))

    def _without_vector(self, session: Session, limit: int) -> list[Passage]:
        found = session.run(
            "MATCH (s:Source) WHERE s.vectors < s.passages RETURN s.id, s.passages ORDER BY s.id LIMIT $limit",
            {"limit": limit},
        )
        ids = [id_ for source, size in found for id_ in write.passage_ids(source, size)]
        there = _with_vector(session, ids)
        lacking = [id_ for id_ in ids if id_ not in there][:limit]
        passages = {passage.id: passage for passage in self._passages(session, lacking)}
        return [passages[id_] for id_ in lacking]

    def put_vectors(self, model: str, vectors_: Iterable[tuple[str, Sequence[float]]]) -> None:
        made = dict(vectors_)
        if made:
            new = VectorModel(model, vectors.width(made.values()))
            self._write(lambda session: self._put_vectors(session, new, made))

    def _put_vectors(self, session: Session, new: VectorModel, made: Mapping[str, Sequence[float]]) -> None:
        from thidua.graph.stores.search import unit

        passages = write.look_up(session, "Passage", list(made), "id", "source")
        vectors.take(session, new)
        write.delete(session, "Vector", [id_ for id_, _ in passages])
        rows = [(id_, unit(made[id_]).tobytes()) for id_, _ in passages]
        session.each("CREATE (:Vector {passage: passage, data: data})", OWN_NODES["Vector"], rows)
        vectors.count(session, _counted(session, sorted({source for _, source in passages})))

    def forget_vectors(self) -> None:
        def work(session: Session) -> None:
            session.run("MATCH (v:Vector) DETACH DELETE v")
            session.run("MATCH (s:Source) WHERE s.vectors > 0 SET s.vectors = 0")
            set_meta(session, "vectors", token_hex(8))

        self._write(work)


def _with_vector(session: Session, ids: Sequence[str]) -> set[str]:
    return {row[0] for row in write.look_up(session, "Vector", ids, "passage")}


def _counted(session: Session, sources: Sequence[str]) -> dict[str, int]:
    """How many passages of each source have a vector."""
    sizes = {row[0]: write.passage_ids(*row) for row in write.look_up(session, "Source", sources, "id", "passages")}
    here = _with_vector(session, [id_ for ids in sizes.values() for id_ in ids])
    return {source: sum(id_ in here for id_ in ids) for source, ids in sizes.items()}


def _texts(session: Session, sources: Sequence[str]) -> Mapping[str, list[str]]:
    """The passages of each source in reading order."""
    made: dict[str, list[str]] = {source: [] for source in sources}
    sizes = write.look_up(session, "Source", sources, "id", "passages")
    ids = [id_ for source, size in sizes for id_ in write.passage_ids(source, size)]
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for source, number, text in write.look_up(session, "Passage", ids, "source", "number", "text"):
        found[source].append((number, text))
    return made | {source: [text for _, text in sorted(numbered)] for source, numbered in found.items()}
