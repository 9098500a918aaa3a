"""Sending queries to a Neo4j server, and its failures in our words. The only module that imports the driver."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as errors

from thidua.graph.errors import (
    StoreBusy,
    StoreError,
    StoreFull,
    StoreNotFound,
    StoreRefused,
    StoreUnavailable,
    UsageError,
)
from thidua.graph.stores.dialect import NEO4J
from thidua.graph.stores.rows import Row
from thidua.graph.stores.schema import Columns
from thidua.settings import Neo4jLogin

T = TypeVar("T")
PATIENCE = 60.0  # seconds; a server that is started again answers before
CONNECTING = 10.0  # seconds
LONGEST = 600.0  # seconds that a transaction may take, waiting for its turn included
ROWS_AT_ONCE = 10_000  # in one message
#: The codes of a transaction that waited too long for those of others.
LOST = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)
#: What a server says when it cannot write: at the commit that finds the disk full, and at all that follow.
FULL = "Neo.DatabaseError.Transaction.TransactionLogError"
STOPPED = ("Neo.DatabaseError.Transaction.TransactionStartFailed", "Neo.DatabaseError.Database.DatabaseStopped")


class Bolt:
    """A connection pool to one database. Transactions see all that earlier ones of the same pool have written."""

    def __init__(self, address: str, login: Neo4jLogin) -> None:
        self.address, self._database = address, login.database
        # Each failure and retry is its own line there; how it ended is told once, by the error that we raise.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with failures(address, login.database):
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=(login.user, login.password) if login.password else None,
                max_transaction_retry_time=PATIENCE,
                connection_timeout=CONNECTING,
                connection_acquisition_timeout=PATIENCE,
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
                user_agent="thidua",
            )

    def verify(self) -> None:
        """Raises StoreUnavailable, StoreRefused or StoreNotFound at once, without trying again."""
        with failures(self.address, self._database), self._session(neo4j.READ_ACCESS) as session:
            session.run("RETURN 1").consume()

    def read(self, work: Callable[[BoltSession], T]) -> T:
        """In one transaction that cannot write; tried again for `PATIENCE` while the server is away."""
        with failures(self.address, self._database), self._session(neo4j.READ_ACCESS) as session:

            def unit(transaction: neo4j.ManagedTransaction) -> T:
                return work(BoltSession(transaction))

            try:
                return session.execute_read(unit)
            except errors.IncompleteCommit:  # all was read, but the server went before it said so
                return session.execute_read(unit)

    def write(self, work: Callable[[BoltSession], T]) -> T:
        """In one transaction; tried again while the server is away, or after another transaction has won."""
        with failures(self.address, self._database), self._session(neo4j.WRITE_ACCESS) as session:

            @neo4j.unit_of_work(timeout=LONGEST)
            def unit(transaction: neo4j.ManagedTransaction) -> T:
                return work(BoltSession(transaction))

            try:
                return session.execute_write(unit)
            except errors.IncompleteCommit:
                # Whether it was written is unknown. Work begins from what the store holds, so twice is as once.
                return session.execute_write(unit)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def close(self) -> None:
        self._driver.close()


class BoltSession:
    """See `write.Session`."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        return [tuple(record.values()) for record in self._transaction.run(query, dict(parameters or {}))]

    def each(self, statement: str, columns: Columns, rows: Sequence[Row]) -> list[Row]:
        query = f"{NEO4J.rows(tuple(columns))} {statement}"
        batches = [rows[at : at + ROWS_AT_ONCE] for at in range(0, len(rows), ROWS_AT_ONCE)]
        return [row for batch in batches for row in self.run(query, {"rows": [list(row) for row in batch]})]


@contextmanager
def failures(address: str, database: str | None) -> Iterator[None]:
    """The driver's errors as ours, one class a decision."""
    try:
        yield
    except (errors.Neo4jError, errors.DriverError) as error:
        raise _ours(error, address, database) from error
    except ValueError as error:  # of the address
        raise UsageError(f"{address!r} is no address of a Neo4j server ({error}); give neo4j://HOST:7687.") from error


def _ours(error: errors.Neo4jError | errors.DriverError, address: str, database: str | None) -> StoreError | UsageError:
    code = getattr(error, "code", None) or ""
    reason = _first_line(error)
    if isinstance(error, errors.ConfigurationError):
        return UsageError(f"{address!r} is no address of a Neo4j server ({reason}); give neo4j://HOST:7687.")
    if isinstance(error, errors.AuthError) or code.startswith("Neo.ClientError.Security."):
        return StoreRefused(
            f"The server {address} does not let this user do that ({reason}); set THIDUA_NEO4J_USER and "
            "THIDUA_NEO4J_PASSWORD."
        )
    if code.startswith("Neo.ClientError.Database.") or code == "Neo.ClientError.General.DatabaseNotFound":
        return StoreNotFound(f"The server {address} has no database {database!r}; name one with THIDUA_NEO4J_DATABASE.")
    if code == FULL:
        return StoreFull(
            f"The server {address} cannot write to its disk, which is full or broken; make room there, start it "
            "again and repeat the step."
        )
    if code in STOPPED:
        return StoreUnavailable(f"The server {address} has stopped its database ({reason}); see its log, and start it.")
    if code in LOST or (isinstance(error, errors.TransientError) and ".Transaction." in code):
        return StoreBusy(f"Others write to {address} so much that a step did not come to its turn; try again.")
    if isinstance(error, errors.ServiceUnavailable | errors.SessionExpired | errors.TransientError):
        return StoreUnavailable(
            f"The server {address} does not answer ({_first_line(_root(error))}); start it, or name another store with "
            "--store."
        )
    return StoreError(f"The server {address} failed ({reason}); see its log, and repeat the step.")


def _root(error: BaseException) -> BaseException:
    """The cause of all causes, which says what the others only wrap."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _first_line(error: BaseException) -> str:
    text = getattr(error, "message", None) or str(error)
    return next(iter(str(text).splitlines()), "no reason given").rstrip(".")
