"""The words around names, by language, ready for look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from thidua.graph.names.data import load


@dataclass(frozen=True)
class Titles:
    """Lower-case words; those of several words are kept as written. See titles.toml for what each list says."""

    before: frozenset[str]
    after: frozenset[str]
    never_before: frozenset[str]
    never_after: frozenset[str]
    stop: frozenset[str]
    never_except: frozenset[str] = frozenset()


def _words(value: str | Sequence[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def titles(lang: str) -> Titles:
    """The lists of `lang`; of all languages together where it has none, save the stop words."""
    data = load("titles.toml")
    if lang in data:
        return Titles(*(_words(data[lang][key]) for key in ("before", "after", "never_before", "never_after", "stop")),
                      _words(data[lang].get("never_except", ())))
    return Titles(*(frozenset().union(*(_words(entry[key]) for entry in data.values()))
                    for key in ("before", "after", "never_before", "never_after")), frozenset())
