"""An entity is what all its sources together say of it, whatever the order they came in.

Joining is commutative, associative and idempotent, so adding a source never needs the ones before it; only taking one
away needs the mentions that remain.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from thidua.graph.claims import Entity, Name

_VIETNAMESE_LETTERS = frozenset("\u0103\u0111\u01a1\u01b0")  # breve a, barred d, horned o and u
_VIETNAMESE_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


@dataclass(frozen=True, slots=True)
class Said:
    """What one source or several say of an entity; `labels` are all that were proposed."""

    labels: frozenset[str] = frozenset()
    names: frozenset[Name] = frozenset()
    properties: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        return max(self.labels, key=_label_rank, default="")

    def spellings(self) -> set[tuple[str, str | None]]:
        """All that it can be found by, with languages: names as sources spell them, and labels, which have none."""
        return {*self.names, *((label, None) for label in self.labels)}

    def row(self, id_: str) -> tuple[str, str, str, str, str]:
        """The columns of `schema.ENTITY`."""
        return id_, self.label, _json(sorted(self.labels)), _json(sorted(self.names)), _json(self.properties)


def said(entity: Entity) -> Said:
    properties = tuple(sorted((key, value) for key, value in entity.properties if value))
    return Said(frozenset({entity.label} - {""}), frozenset(Name(*name) for name in entity.names), properties)


def from_row(labels: str, names: str, properties: str) -> Said:
    return Said(frozenset(json.loads(labels)), frozenset(names_of(names)), properties_of(properties))


def names_of(text: str) -> tuple[Name, ...]:
    return tuple(Name(*name) for name in json.loads(text))


def properties_of(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))


def joined(parts: Iterable[Said]) -> Said:
    """All of them as one. Of a property's values the longest stays, which says most; of equally long ones the first by order."""
    known = list(parts)
    if len(known) == 1:
        return known[0]
    values: dict[str, str] = {}
    for key, value in (pair for part in known for pair in part.properties):
        values[key] = min(values.get(key, value), value, key=lambda text: (-len(text), text))
    return Said(
        frozenset().union(*(part.labels for part in known)),
        frozenset().union(*(part.names for part in known)),
        tuple(sorted(values.items())),
    )


@lru_cache(maxsize=65536)
def _label_rank(label: str) -> tuple[int, int, str]:
    """Vietnamese marks before plain Latin before other scripts; then the longer; then any fixed order.

    Letters that only Vietnamese has (or two marks on one letter) outweigh those it shares with French or Portuguese.
    """
    decomposed = unicodedata.normalize("NFD", label.lower())
    letters = [char for char in decomposed if char.isalpha()]
    if not letters or not all(char.isascii() or char in _VIETNAMESE_LETTERS for char in letters):
        return (0 if letters else 1), len(label), label
    marks = [char for char in decomposed if unicodedata.combining(char)]
    if not set(marks) <= _VIETNAMESE_MARKS:
        return 1, len(label), label
    own = any(char in _VIETNAMESE_LETTERS for char in unicodedata.normalize("NFC", label.lower()))
    own = own or bool({"\u0306", "\u0309", "\u031b", "\u0323"} & set(marks)) or _doubled(decomposed)
    return (3 if own else 2 if marks else 1), len(label), label


def _doubled(decomposed: str) -> bool:
    """Whether one letter bears two marks."""
    return any(
        unicodedata.combining(a) and unicodedata.combining(b) for a, b in zip(decomposed, decomposed[1:], strict=False)
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
