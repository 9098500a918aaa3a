"""Names that a question misspells.

Only what is no Vietnamese syllable may be a slip: "Qouc" for "Quốc". "Bac" for "Bao" is another name, and a question
about one is never answered about the other; names like it are only mentioned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from thidua.graph.names import fold
from thidua.graph.names.syllables import inventory
from thidua.language.mention import OTHER, Mention
from thidua.qa.catalog import Catalog
from thidua.qa.understanding.link import Link

SHORTEST, LONGEST = 2, 5
#: Letters that may differ in a syllable of fewer than five letters, and in a longer one.
SLIPS = (1, 2)
#: How like a name must be to be mentioned (0 to 100), and how many are.
LIKE, MENTIONED = 80, 3


def corrected(mentions: Sequence[Mention], text: str, known: Catalog) -> Iterator[Link]:
    """The people whom stretches of unknown words name with a slip of the pen, where only one can be meant."""
    taken = 0
    for start, stretch in _stretches(mentions):
        if start < taken:
            continue
        first, last = stretch[0].start, stretch[-1].end
        words = fold(text[first:last]).split()
        if sum(word not in inventory() for word in words) != 1:
            continue
        meant = {id_ for id_, key in known.people() if _slip(words, key.split())}
        if len(meant) == 1:
            taken = start + len(stretch)
            yield Link("Person", text[first:last], first, last, tuple(meant), exact=True, misspelt=True)


def similar(name: str, known: Catalog) -> list[str]:
    """Ids of people whose names are like one that no report has, the likest first."""
    keys = dict(enumerate(key for _, key in known.people()))
    found = process.extract(fold(name), keys, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MENTIONED)
    ids = [id_ for id_, _ in known.people()]
    return list(dict.fromkeys(ids[index] for _, _, index in found))


def unknown_names(mentions: Sequence[Mention], stop: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised Vietnamese syllables that no list has: their stretch and folded text."""
    run: list[Mention] = []
    for mention in (*mentions, None):
        if mention and mention.type == OTHER and _is_syllable(mention.text, stop):
            run.append(mention)
            continue
        if len(run) >= SHORTEST:
            yield run[0].start, run[-1].end, " ".join(fold(m.text) for m in run)
        run = []


def _is_syllable(text: str, stop: Collection[str]) -> bool:
    return text.istitle() and fold(text) in inventory() and fold(text) not in stop


def _stretches(mentions: Sequence[Mention]) -> Iterator[tuple[int, Sequence[Mention]]]:
    """Runs of words that the question's language does not know, the longest first."""
    for size in range(LONGEST, SHORTEST - 1, -1):
        for start in range(len(mentions) - size + 1):
            stretch = mentions[start : start + size]
            if all(m.type in (OTHER, "Person") for m in stretch) and not stretch[0].text[0].islower():
                yield start, stretch


def _slip(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words are the name but for one syllable that is none."""
    if len(words) != len(name) or len(words) < SHORTEST:
        return False
    odd = [(w, n) for w, n in zip(words, name, strict=True) if w != n]
    if len(odd) != 1:
        return False
    ((word, right),) = odd
    return word not in inventory() and OSA.distance(word, right) <= SLIPS[len(right) >= 5]
