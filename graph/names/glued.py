"""Names written without spaces between their syllables, as Japanese, Korean and Chinese may write them."""

from __future__ import annotations

from functools import lru_cache

from thidua.graph.names.lexicon import UNLISTED, lexicon
from thidua.graph.names.transducer import Reading, read

MIDDLE_BONUS = {"van": -0.3, "thi": -0.4}
LONGEST_WORD = {"kana": 18, "hang": 12}
LONGEST_PART = {"kana": 6, "hang": 3}


def ranked(readings: tuple[Reading, ...], position: int) -> list[tuple[float, str]]:
    """(cost, syllable) of each reading as the surname (position 0) or as a part of the given name, cheapest first."""
    known = lexicon()
    costs = known.surname_sounds if position == 0 else known.given_sounds
    found: dict[str, float] = {}
    for reading in readings:
        bonus = MIDDLE_BONUS.get(reading.syllable, 0.0) if position == 1 else 0.0
        cost = reading.cost + costs.get(reading.sound, UNLISTED) + bonus
        found[reading.syllable] = min(found.get(reading.syllable, cost), cost)
    return sorted((cost, syllable) for syllable, cost in found.items())


@lru_cache(maxsize=1 << 16)
def part_cost(word: str, script: str, position: int) -> float:
    """How unlikely `word` is as the surname (0), the middle (1) or the end (2) of a name; 9 if it cannot be."""
    options = ranked(read(word, script), position)
    if not options or (position == 0 and options[0][1] not in lexicon().surnames):
        return 9.0
    return max(options[0][0], 0.0)


@lru_cache(maxsize=1 << 16)
def glued(word: str, script: str) -> tuple[str, ...]:
    """The syllables of a full name written as one word, surname first; empty if it is none."""
    if script not in LONGEST_WORD or not 3 <= len(word) <= LONGEST_WORD[script]:
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0.0, ())
    for start in range(len(word)):
        reached = best[start]
        if reached is None or len(reached[1]) == 5:
            continue
        for end in range(start + 1, min(start + LONGEST_PART[script], len(word)) + 1):
            cost = part_cost(word[start:end], script, min(len(reached[1]), 2))
            known = best[end]
            total = reached[0] + cost + 0.1
            if cost <= 0.8 and (known is None or total < known[0]):
                best[end] = (total, (*reached[1], word[start:end]))
    whole = best[len(word)]
    return whole[1] if whole and len(whole[1]) >= 2 and whole[0] / len(whole[1]) <= 0.6 else ()


def mean_cost(parts: tuple[str, ...], script: str) -> float:
    """How unlikely the parts are as a name, on average."""
    return sum(part_cost(part, script, min(at, 2)) for at, part in enumerate(parts)) / len(parts)
