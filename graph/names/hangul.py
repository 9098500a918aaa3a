"""Korean particles, which are written onto a name."""

from __future__ import annotations

from thidua.graph.names.glued import glued, mean_cost

_COPULA = "이었으며 이었다 입니다 였으며 였다 이다 이며 이고 이자"
PARTICLES = tuple(f"{_COPULA} 에게서 에게 께서는 께서 이라고 은 는 이 가 을 를 과 와 의 도 씨 님 에 로 및".split())
#: What may be written onto a place's name: particles of whereabouts and the copula too, with which a clause ends.
BEHIND_PLACES = (
    *PARTICLES,
    *("에서", "에서는", "에서의", "에는", "에도", "에게는", "으로", "으로의", "와의", "과의", "까지", "부터", "만"),
    *("이나", "인", "이었고", "였고", "이었습니다", "였습니다", "측", "측은", "측이", "으로부터", "이라는"),
)


def without_particle(word: str) -> tuple[str, tuple[str, ...]]:
    """A hangul word as the likeliest name, with or without a particle at its end, and the name's syllables."""
    ends = {word, *(word.removesuffix(end) for end in PARTICLES)}
    found = [(bare, parts) for bare in ends if len(parts := glued(bare, "hang")) > 2]
    return min(found, key=lambda item: (mean_cost(item[1], "hang"), -len(item[0])), default=(word, ()))
