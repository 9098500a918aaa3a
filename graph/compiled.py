"""Data files that are slow to read are kept compiled, as JSON in the user's cache folder.

A compiled form is named by the hash of what it was made from, so that a changed file is compiled again. Where the
cache cannot be written, things are compiled in memory at every start.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def compiled(
    name: str, made_from: bytes, build: Callable[[], Any], folder: Path | None, *, read: Callable[[Any], T]
) -> T:
    """`read` of what `build` gives or, if it was built from the same bytes before, gave then: only what JSON knows."""
    if folder is None:
        return read(build())
    path = folder / f"{name}-{hashlib.sha256(made_from).hexdigest()[:20]}.json"
    try:
        return read(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        pass  # absent or damaged: it is made again
    made = build()
    _keep(path, json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
    for old in folder.glob(f"{name}-*.json"):
        if old != path:
            old.unlink(missing_ok=True)
    return read(made)


def _keep(path: Path, content: bytes) -> None:
    """Write the compiled form, never half of it; a cache that cannot be written is done without."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        os.replace(file.name, path)
    except OSError:
        return
