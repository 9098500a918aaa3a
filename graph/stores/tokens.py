"""The words of a passage as every store searches them."""

from __future__ import annotations

import re
from functools import lru_cache

from thidua.graph.names import fold

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]+"
)


@lru_cache(maxsize=1 << 17)
def _tokens_of(word: str) -> tuple[str, ...]:
    """Its folded words; where a script sets no spaces, every two neighbouring characters too."""
    pairs = [run[at : at + 2] for run in _UNSPACED.findall(word) for at in range(max(1, len(run) - 1))]
    return (*fold(word).split(), *pairs)


def tokens(text: str) -> list[str]:
    return [token for word in text.split() for token in _tokens_of(word)]
