"""Surnames and given names with what each costs: 0 for the most borne, more for the rarer. Costs are nats, roughly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from thidua.graph.names.data import load
from thidua.graph.names.syllables import inventory, plain, spelling

SURNAME_COST = {"first": 0.0, "common": 0.15, "usual": 0.6, "minority": 0.7}
COMMON_SURNAME, FREQUENT_GIVEN = 0.15, 0.2
GIVEN_COST = {"most": 0.0, "often": 0.2, "known": 0.6}
UNLISTED = 1.4


@dataclass(frozen=True)
class Lexicon:
    """`surnames`, `given`: plain syllable -> cost. `*_spellings`: the listed spellings of each, tones included.

    `guarded` are spellings of surnames that also begin names of bodies; `double` are plain pairs.
    """

    surnames: dict[str, float]
    given: dict[str, float]
    surname_spellings: dict[str, frozenset[str]]
    given_spellings: dict[str, frozenset[str]]
    guarded: frozenset[str]
    double: frozenset[str]
    irregular: frozenset[str]
    syllables: dict[str, float]

    def is_surname(self, word: str, marked: bool) -> bool:
        """Whether `word` is a surname; a `marked` text must write its tones right."""
        listed = self.surname_spellings.get(plain(word))
        return listed is not None and (not marked or spelling(word) in listed)

    def is_given(self, word: str, marked: bool) -> bool:
        """Whether `word` is a syllable seen in given names."""
        listed = self.given_spellings.get(plain(word))
        return listed is not None and (not marked or spelling(word) in listed)


def _costs(tiers: dict[str, list[str]], cost: dict[str, float]) -> tuple[dict[str, float], dict[str, frozenset[str]]]:
    costs: dict[str, float] = {}
    spellings: dict[str, set[str]] = {}
    for tier, words in tiers.items():
        for word in words:
            key = plain(word)
            costs[key] = min(costs.get(key, cost[tier]), cost[tier])
            spellings.setdefault(key, set()).add(spelling(word))
    return costs, {key: frozenset(found) for key, found in spellings.items()}


@cache
def lexicon() -> Lexicon:
    names, given = load("surnames.toml"), load("given.toml")
    surnames, surname_spellings = _costs({tier: names[tier] for tier in SURNAME_COST}, SURNAME_COST)
    givens, given_spellings = _costs({tier: given[tier].split() for tier in GIVEN_COST}, GIVEN_COST)
    syllables = dict.fromkeys(inventory(), UNLISTED)
    for listed, extra in ((surnames, 0.0), (givens, 0.0)):
        for key, cost in listed.items():
            syllables[key] = min(syllables.get(key, UNLISTED), cost + extra)
    return Lexicon(
        surnames,
        givens,
        surname_spellings,
        given_spellings,
        frozenset(spelling(word) for word in names["guarded"]),
        frozenset(plain(pair) for pair in names["double"]),
        frozenset(plain(word) for word in given["irregular"]),
        syllables,
    )
