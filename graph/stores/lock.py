"""Who may use a store's file: one process that writes, any number that read, never both at the same moment.

Two empty files beside the database carry the system's own locks, which end with the process that holds them.
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

PATIENCE = 15.0  # seconds; more than a batch of reports or a checkpoint takes
PAUSE = 0.005


class FileLock:
    """`shared` for a read, `exclusive` for a write; threads of one process share one reading lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers = 0
        self._mutex = threading.Lock()
        self._file: int | None = None
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:  # a folder that cannot be written to: nobody writes the store either
            self._file = None

    @contextmanager
    def exclusive(self, patience: float = PATIENCE) -> Iterator[None]:
        self._acquire(True, patience)
        try:
            yield
        finally:
            self._release()

    @contextmanager
    def shared(self, first: Callable[[], None], patience: float = PATIENCE) -> Iterator[None]:
        """`first` is called when no other thread of this store is reading."""
        with self._mutex:
            if self._readers == 0:
                self._acquire(False, patience)
                try:
                    first()
                except BaseException:
                    self._release()
                    raise
            self._readers += 1
        try:
            yield
        finally:
            with self._mutex:
                self._readers -= 1
                if self._readers == 0:
                    self._release()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _acquire(self, exclusive: bool, patience: float) -> None:
        if self._file is None or sys.platform == "win32":
            return
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= end:
                    store = self._path.with_suffix("")
                    raise StoreBusy(f"Another process is using the store {store}; try again when it is done.") from None
                time.sleep(PAUSE)

    def _release(self) -> None:
        if self._file is not None and sys.platform != "win32":
            fcntl.flock(self._file, fcntl.LOCK_UN)
