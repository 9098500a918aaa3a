"""Reads the data files of this package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str, package: str = "thidua.graph.names") -> dict[str, Any]:
    """A TOML file of `package`, read once."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
