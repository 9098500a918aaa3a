"""Sending queries to ladybug, and its failures in our words. The only module that imports the driver."""

from __future__ import annotations

import itertools
import logging
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from thidua.graph.errors import StoreError, StoreFull, StoreMismatch, StoreOutdated, StoreUnavailable
from thidua.graph.stores.dialect import LADYBUG, ladybug_node, ladybug_tables
from thidua.graph.stores.lock import busy
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.rows import Row
from thidua.graph.stores.schema import LATER, Columns, Schema

log = logging.getLogger(__name__)
TORN = "WAL file is corrupted"
UNWRITABLE = ("cannot write to file", "no space left", "disk quota exceeded")
Stamp = tuple[int, ...]
BUFFER = 1 << 30
LARGEST = 1 << 38  # address space that is reserved, not used; some containers limit it
LARGEST_LOG = 1 << 27  # carrying the log over costs by the table, hardly by the row: seldom is cheap
LOG_LEFT = 1 << 20  # what a closing writer may leave in the log; the next to open reads it in about 0.05 s


class Ladybug:
    """An open database: one connection for each reading thread, a fresh one for each write."""

    def __init__(self, path: Path | None, *, read_only: bool) -> None:
        import ladybug

        self._path = path
        self._local = threading.local()
        self._connections: list[Any] = []
        self._connect = ladybug.Connection
        with opening(path, read_only):
            try:
                self._database = self._opened(path, read_only, throw_on_wal_replay_failure=True)
            except RuntimeError as error:
                if path is None or read_only or TORN not in str(error):
                    raise
                kept = keep_log(path)
                self._database = self._opened(path, read_only, throw_on_wal_replay_failure=False)
                log.warning("The last write to %s was cut short and is not in it; its log is kept as %s.", path, kept)
        if path and not read_only:
            self.reader().run("CALL force_checkpoint_on_close=false")

    @staticmethod
    def _opened(path: Path | None, read_only: bool, throw_on_wal_replay_failure: bool) -> Any:
        import ladybug

        database = ladybug.Database(
            str(path) if path else ":memory:",
            read_only=read_only,
            buffer_pool_size=BUFFER,
            max_db_size=LARGEST,
            auto_checkpoint=False,
            throw_on_wal_replay_failure=throw_on_wal_replay_failure,
        )
        database.init_database()
        return database

    def reader(self) -> LadybugSession:
        session: LadybugSession | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = LadybugSession(self._connect(self._database), self._path)
            self._connections.append(session.connection)
        return session

    @contextmanager
    def transaction(self) -> Iterator[LadybugSession]:
        """The connection is not kept: ladybug remembers the plan of each statement that reads a table of rows."""
        with failures(self._path):
            session = LadybugSession(self._connect(self._database), self._path)
        try:
            session.run("BEGIN TRANSACTION")
            try:
                yield session
            except BaseException:
                session.run("ROLLBACK")
                raise
            session.run("COMMIT")
        finally:
            session.connection.close()

    def make_tables(self, schema: Schema) -> None:
        """A new store's tables, or those that one made by an earlier version lacks."""
        with self.transaction() as session:
            there = {row[0] for row in session.run("CALL show_tables() RETURN name")}
            if not there:
                for statement in ladybug_tables(schema):
                    session.run(statement)
            elif "Meta" in there and meta(session, "schema") in schema.older:
                for name in LATER:
                    if name not in there:
                        session.run(ladybug_node(name, schema.nodes[name]))
            else:
                return
            set_meta(session, "schema", schema.version)

    def check_tables(self, schema: Schema) -> None:
        session = self.reader()
        if "Meta" not in {row[0] for row in session.run("CALL show_tables() RETURN name")}:
            raise StoreMismatch(f"{self._path} is a database, but not a thidua store; name another file.")
        held = meta(session, "schema")
        if held in schema.older:
            raise StoreOutdated(f"An earlier version made the store {self._path}; any command that writes mends it.")
        if held != schema.version:
            raise StoreMismatch(
                f"The store {self._path} was made with another ontology; ingest its reports again into a new store."
            )

    def checkpoint(self, limit: int) -> None:
        """Carry the log into the database file if it is longer than `limit`."""
        if self._path and log_size(self._path) > limit:
            self.reader().run("CHECKPOINT")

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._database.close()


class LadybugSession:
    """See `write.Session`."""

    def __init__(self, connection: Any, path: Path | None) -> None:
        self.connection, self._path = connection, path

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        with failures(self._path):
            result = self.connection.execute(query, dict(parameters or {}))
            try:
                return [tuple(row) for row in result.get_all()]
            finally:
                result.close()

    def each(self, statement: str, columns: Columns, rows: Sequence[Row]) -> list[Row]:
        return self.run(f"{LADYBUG.rows(tuple(columns))} {statement}", {"rows": table(columns, rows)}) if rows else []

    def arrow(self, query: str) -> Any:
        """A large result as an Arrow table."""
        with failures(self._path):
            return self.connection.execute(query).get_as_arrow()


def table(columns: Columns, rows: Sequence[Row]) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bytes": pa.binary()}
    fields = [(name, types[type_]) for name, type_ in columns.items()]
    arrays = [pa.array(values, type_) for values, (_, type_) in zip(zip(*rows, strict=True), fields, strict=True)]
    return pa.table(arrays, schema=pa.schema(fields))


@contextmanager
def opening(path: Path | None, read_only: bool) -> Iterator[None]:
    """A reader may meet a file whose writer is at work, or died at it: StoreBusy. Any other failure is the file's."""
    try:
        yield
    except RuntimeError as error:
        text = _first_line(error)
        if "lock" in text.lower() or (read_only and ("checkpoint" in text.lower() or TORN in text)):
            raise busy(path) from error
        raise StoreUnavailable(
            f"The store {path} cannot be opened ({text}); check the file, or name another with --store."
        ) from error


@contextmanager
def failures(path: Path | None) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        where = path or "in memory"
        if any(sign in str(error).lower() for sign in UNWRITABLE):
            raise full(where) from error
        raise StoreError(f"The store {where} failed ({_first_line(error)}); please report this.") from error


def full(where: Path | str) -> StoreFull:
    return StoreFull(f"The disk of the store {where} is full; make room and repeat the step.")


def keep_log(path: Path) -> Path:
    """A copy of the log beside it, under a name that is free."""
    names = (path.with_name(f"{path.name}.wal.cut{number or ''}") for number in itertools.count())
    kept = next(name for name in names if not name.exists())
    shutil.copyfile(log_of(path), kept)
    return kept


def _first_line(error: RuntimeError) -> str:
    return next(iter(str(error).splitlines()), "no reason given").rstrip(".")


def log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def log_size(path: Path) -> int:
    log = log_of(path)
    return log.stat().st_size if log.exists() else 0


def stamp(path: Path) -> Stamp:
    """Inode, size and time of change; zeros where there is no file."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    return state.st_ino, state.st_size, state.st_mtime_ns
