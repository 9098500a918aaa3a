"""What the syllables of a name in another script say by themselves: a sure surname, a common one, a woman's name."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.names.glued import part_cost
from thidua.graph.names.lexicon import COMMON_SURNAME, lexicon
from thidua.graph.names.person import foreign_name
from thidua.graph.names.transducer import read

_SURE = 0.2


def led_by_first_surname(words: Sequence[str], script: str, limit: float) -> bool:
    """Whether the words read as a full name with one of the first surnames; `limit`: what a part may cost."""
    costs = [part_cost(word, script, position) for position, word in enumerate(words)]
    first = foreign_name(list(words[:1]), script, words[0])
    led = first is not None and lexicon().surnames.get(first[0].syllables[0]) == 0.0
    return led and costs[0] <= _SURE and max(costs[1:]) <= limit


def clearly_spelt(word: str, parts: Sequence[str], limit: float) -> bool:
    """Whether the parts of a hangul word are a full name with a common surname, spelt at no more than the limit."""
    named = foreign_name(list(parts), "hang", word) if len(parts) > 2 else None
    return named is not None and named[1] <= limit and lexicon().surnames[named[0].syllables[0]] <= COMMON_SURNAME


def is_woman(middle: str, script: str) -> bool:
    """Whether the middle syllable of a name is that of women."""
    return any(reading.syllable == "thi" for reading in read(middle, script))


def is_unmistakable(parts: Sequence[str], script: str) -> bool:
    """Whether the first syllable is the one surname that is no other word in any script."""
    named = foreign_name([parts[0]], script, parts[0])
    if named is None or len(parts) < 3 or len(parts[0]) < 2:
        return False
    return named[0].syllables[0] == "nguyen"
