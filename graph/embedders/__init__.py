"""Sentence vectors: which model makes them is the choice of THIDUA_EMBEDDER.

Where it cannot be loaded, everything goes on with words alone; that is said once.
"""

from __future__ import annotations

import logging
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from thidua.graph.embedders import names
from thidua.graph.errors import EmbedderError, StoreMismatch, ThiduaError, UsageError
from thidua.settings import settings

if TYPE_CHECKING:
    from thidua.graph.embedders.base import Embedder
    from thidua.graph.stores.base import VectorModel

log = logging.getLogger(__name__)
_loading = Lock()
_loaded: dict[str, Embedder] = {}
_missing: set[str] = set()


def chosen() -> str | None:
    """What the settings say, None for "none". Raises UsageError for what names no model."""
    setting = names.checked(settings().embedder.strip())
    return None if setting == names.NONE else setting


def load(setting: str | None = None, *, may_fetch: bool = True) -> Embedder:
    """The model of a setting, or the chosen one, loaded once. Raises UsageError, or EmbedderError if it cannot be."""
    setting = names.checked(setting) if setting else chosen()
    if setting is None:
        raise UsageError("THIDUA_EMBEDDER is none, so that no sentence gets a vector; name a model there.")
    with _loading:
        if setting not in _loaded:
            _loaded[setting] = _load(setting, may_fetch)
        return _loaded[setting]


def _load(setting: str, may_fetch: bool) -> Embedder:
    if setting == names.BUNDLED:
        from thidua.graph.embedders import bundled

        return bundled.load(names.BUNDLED_NAME)
    from thidua.graph.embedders import sentence_transformers

    return sentence_transformers.load(setting, may_fetch=may_fetch)


def check_ours(held: VectorModel | None) -> None:
    """Raises StoreMismatch if a store's vectors are another model's than the chosen one's."""
    setting = chosen()
    if held is None or setting is None or held.name == names.name(setting):
        return
    raise StoreMismatch(
        f"The store holds vectors of {held.name}, not of the model that THIDUA_EMBEDDER names ({setting}): make them "
        f"anew with thidua embed, or set THIDUA_EMBEDDER to {names.setting_for(held.name)}."
    )


def is_ours(held: VectorModel | None) -> bool:
    """Whether a store holds vectors of the chosen model; says once if they are another's."""
    if held is None or chosen() is None:
        return False
    try:
        check_ours(held)
    except (EmbedderError, StoreMismatch) as error:
        say_once(error)
        return False
    return True


def embedder() -> Embedder | None:
    """The chosen model for who asks, who waits neither for one to be fetched nor twice for one that does not load."""
    setting = chosen()
    if setting is None or (setting in _missing and setting not in _loaded):
        return None
    try:
        return load(may_fetch=False)
    except EmbedderError as error:
        _missing.add(setting)
        say_once(error)
        return None


def say_once(error: ThiduaError) -> None:
    _say_once(f"{error} Search goes on with words alone.")


@cache
def _say_once(line: str) -> None:
    log.warning("%s", line)
