"""Who may use a store's file: one process that writes, any number that read, never both at the same moment.

Empty files beside the database carry the system's own locks, which end with the process that holds them.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from thidua.graph.errors import StoreBusy

if sys.platform != "win32":
    import fcntl

PATIENCE = 30.0  # seconds; more than a batch of reports or a checkpoint takes
PAUSE = 0.002
WRITER_PATIENCE = 5.0  # seconds; longer than the screen needs to write some vectors


def busy(store: Path | None) -> StoreBusy:
    return StoreBusy(
        f"The store {store} is being written to (a running ingest, import or embed, or the screen while it adds "
        "reports); try again when that is done."
    )


class FileLock:
    """A lock on one file. `store` is what the message names."""

    def __init__(self, path: Path, store: Path) -> None:
        self._store = store
        self._file: int | None = None
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return  # a folder that cannot be written to: nobody writes the store either

    def acquire(self, *, exclusive: bool, patience: float = PATIENCE) -> None:
        """Raises StoreBusy when another holds it for longer than `patience`."""
        if self._file is None or sys.platform == "win32":
            return
        end = time.monotonic() + patience
        kind = (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB
        while True:
            try:
                fcntl.flock(self._file, kind)
                return
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise busy(self._store) from None
                time.sleep(PAUSE)

    def release(self) -> None:
        if self._file is not None and sys.platform != "win32":
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class Turns:
    """Readers and the writer take turns at the database. All pass a gate, which a waiting writer keeps shut, so that
    readers who come and go cannot make it wait for ever. A thread must not begin a second turn within its first.

    The threads of a process share one reading turn, which the last of them ends.
    """

    def __init__(self, database: Path) -> None:
        self._gate = FileLock(database.with_name(database.name + ".gate"), database)
        self._lock = FileLock(database.with_name(database.name + ".lock"), database)
        self._mutex = threading.Lock()
        self._readers = 0

    @contextmanager
    def write(self) -> Iterator[None]:
        self._gate.acquire(exclusive=True)
        try:
            self._lock.acquire(exclusive=True)
        finally:
            self._gate.release()
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def read(self, first: Callable[[], None]) -> Iterator[None]:
        """`first` is called when no other thread of this process is reading."""
        self._gate.acquire(exclusive=False)
        self._gate.release()
        with self._mutex:
            if self._readers == 0:
                self._lock.acquire(exclusive=False)
                try:
                    first()
                except BaseException:
                    self._lock.release()
                    raise
            self._readers += 1
        try:
            yield
        finally:
            with self._mutex:
                self._readers -= 1
                if self._readers == 0:
                    self._lock.release()

    def close(self) -> None:
        self._gate.close()
        self._lock.close()
