"""The words around names, by language, ready for look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from thidua.graph.names.data import load


@dataclass(frozen=True)
class Titles:
    """Lower-case words and phrases. See titles.toml for what each list says."""

    before: frozenset[str]
    after: frozenset[str]
    never_before: frozenset[str]
    never_after: frozenset[str]
    stop: frozenset[str]
    never_except: frozenset[str]
    given: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]
    acts: frozenset[str]
    inside: frozenset[str]
    marks: frozenset[str]


def _words(value: str | Sequence[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def titles(lang: str) -> Titles:
    """The lists of `lang`; of all languages together where it has none, save the stop words."""
    data = load("titles.toml")

    def words(key: str) -> frozenset[str]:
        entries = [data[lang]] if lang in data else list(data.values())
        return frozenset().union(*(_words(entry.get(key, ())) for entry in entries))

    stop, given = (words("stop"), words("given")) if lang in data else (frozenset[str](), frozenset[str]())
    around = (words("before"), words("after"), words("never_before"), words("never_after"))
    rest = (words("openers"), words("closers"), words("acts"), words("inside"), words("marks"))
    return Titles(*around, stop, words("never_except"), given, *rest)
