"""Korean particles, which are written onto a name."""

from __future__ import annotations

import re

from thidua.graph.names.glued import glued, mean_cost

PARTICLES = tuple(re.findall("[가-힣]+", "에게서 에게 께서 이라고 은 는 이 가 을 를 과 와 의 도 씨 님 에 로 및"))


def without_particle(word: str) -> tuple[str, tuple[str, ...]]:
    """A hangul word as the likeliest name, with or without a particle at its end, and the name's syllables."""
    ends = {word, *(word.removesuffix(end) for end in PARTICLES)}
    found = [(bare, parts) for bare in ends if len(parts := glued(bare, "hang")) > 2]
    return min(found, key=lambda item: (mean_cost(item[1], "hang"), -len(item[0])), default=(word, ()))
