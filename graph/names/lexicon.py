"""Surnames and given names with what each costs: 0 for the most borne, more for the rarer. Costs are nats, roughly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from thidua.graph.names.data import load
from thidua.graph.names.syllables import inventory, plain, sound, spelling

SURNAME_COST = {"first": 0.0, "common": 0.15, "usual": 0.6, "minority": 0.7}
COMMON_SURNAME, FREQUENT_GIVEN = 0.15, 0.2
GIVEN_COST = {"most": 0.0, "often": 0.2, "known": 0.6}
UNLISTED = 1.4


@dataclass(frozen=True)
class Lexicon:
    """`surnames`, `given`: plain syllable -> cost. `*_spellings`: the listed spellings of each, tones included.

    `guarded` are spellings of surnames that also begin names of bodies. `*sounds`: what syllables cost whose đ is kept.
    """

    surnames: dict[str, float]
    given: dict[str, float]
    surname_spellings: dict[str, frozenset[str]]
    given_spellings: dict[str, frozenset[str]]
    guarded: frozenset[str]
    irregular: frozenset[str]
    syllables: dict[str, float]
    sounds: dict[str, float]
    surname_sounds: dict[str, float]
    given_sounds: dict[str, float]

    def is_surname(self, word: str, marked: bool) -> bool:
        """Whether `word` is a surname; a `marked` text must write its tones right."""
        listed = self.surname_spellings.get(plain(word))
        return listed is not None and (not marked or spelling(word) in listed)

    def is_given(self, word: str, marked: bool) -> bool:
        """Whether `word` is a syllable seen in given names."""
        listed = self.given_spellings.get(plain(word))
        return listed is not None and (not marked or spelling(word) in listed)


def _costs(tiers: dict[str, list[str]], cost: dict[str, float], key: Callable[[str], str]) -> dict[str, float]:
    costs: dict[str, float] = {}
    for tier, words in tiers.items():
        for word in words:
            costs[key(word)] = min(costs.get(key(word), cost[tier]), cost[tier])
    return costs


def _spellings(tiers: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in (word for words in tiers.values() for word in words):
        found.setdefault(plain(word), set()).add(spelling(word))
    return {key: frozenset(spellings) for key, spellings in found.items()}


def _with_unlisted(syllables: frozenset[str], *listed: dict[str, float]) -> dict[str, float]:
    """What each syllable costs anywhere in a name."""
    costs = dict.fromkeys(syllables, UNLISTED)
    for table in listed:
        for key, cost in table.items():
            costs[key] = min(costs.get(key, UNLISTED), cost)
    return costs


@cache
def lexicon() -> Lexicon:
    names, given = load("surnames.toml"), load("given.toml")
    surname_tiers = {tier: names[tier] for tier in SURNAME_COST}
    given_tiers = {tier: given[tier].split() for tier in GIVEN_COST}
    surnames, givens = _costs(surname_tiers, SURNAME_COST, plain), _costs(given_tiers, GIVEN_COST, plain)
    surname_sounds, given_sounds = _costs(surname_tiers, SURNAME_COST, sound), _costs(given_tiers, GIVEN_COST, sound)
    with_d = frozenset("đ" + syllable[1:] for syllable in inventory() if syllable[0] == "d")
    return Lexicon(
        surnames,
        givens,
        _spellings(surname_tiers),
        _spellings(given_tiers),
        frozenset(spelling(word) for word in names["guarded"]),
        frozenset(plain(word) for word in given["irregular"]),
        _with_unlisted(inventory(), surnames, givens),
        _with_unlisted(inventory() | with_d, surname_sounds, given_sounds),
        surname_sounds,
        given_sounds,
    )
