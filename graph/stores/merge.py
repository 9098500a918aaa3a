"""An entity is what all its sources together say of it, whatever the order they came in.

Joining is commutative, associative and idempotent, so adding a source never needs the ones before it; only taking one
away needs what the others say.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from thidua.graph.claims import Entity, Name

_VIETNAMESE_LETTERS = frozenset("\u0103\u0111\u01a1\u01b0")  # breve a, barred d, horned o and u
_VIETNAMESE_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_ONLY_VIETNAMESE = frozenset("\u0306\u0309\u031b\u0323")  # of those; the others French or Portuguese have too
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Said:
    """What one source or several say of an entity; `labels` are all that were proposed."""

    labels: frozenset[str] = frozenset()
    names: frozenset[Name] = frozenset()
    properties: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        return max(self.labels, key=_label_rank, default="")

    @property
    def spellings(self) -> set[str]:
        """All that it can be found by."""
        return {*self.labels, *(name.text for name in self.names)}

    def row(self, id_: str) -> tuple[str, str, str, str, str]:
        """The columns of `schema.ENTITY`."""
        return (
            id_,
            self.label,
            _as_json(sorted(self.labels)),
            _as_json(sorted(self.names)),
            _as_json(self.properties),
        )

    def entity(self, id_: str, type_: str) -> Entity:
        return Entity(id_, type_, self.label, tuple(sorted(self.names)), self.properties)


def said(entity: Entity) -> Said:
    properties = tuple(sorted({(key, value) for key, value in entity.properties if value}))
    return Said(frozenset((entity.label,) if entity.label else ()), frozenset(entity.names), properties)


def from_row(labels: str, names: str, properties: str) -> Said:
    return Said(frozenset(json.loads(labels)), frozenset(names_of(names)), properties_of(properties))


def names_of(text: str) -> tuple[Name, ...]:
    return tuple(Name(*name) for name in json.loads(text))


def properties_of(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))


def mentions_json(mentions: Mapping[str, Said]) -> str:
    """What a source says of each entity, as its `mentions` column keeps it."""
    return _as_json([(id_, sorted(s.labels), sorted(s.names), s.properties) for id_, s in sorted(mentions.items())])


def mentions_of(text: str) -> dict[str, Said]:
    return {
        id_: Said(
            frozenset(labels),
            frozenset(Name(*name) for name in names),
            tuple((key, value) for key, value in properties),
        )
        for id_, labels, names, properties in json.loads(text)
    }


def joined(parts: Iterable[Said]) -> Said:
    """All of them as one. Of a property's values the longest stays, which says most; of equals the first in order."""
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

    Letters that only Vietnamese has outweigh those it shares with French or Portuguese.
    """
    decomposed = unicodedata.normalize("NFD", label.lower())
    letters = [char for char in decomposed if char.isalpha()]
    marks = {char for char in decomposed if unicodedata.combining(char)}
    if not all(char.isascii() or char in _VIETNAMESE_LETTERS for char in letters):
        return 0, len(label), label
    if not marks <= _VIETNAMESE_MARKS:
        return 1, len(label), label
    own = bool(set(letters) & _VIETNAMESE_LETTERS or marks & _ONLY_VIETNAMESE) or _has_two_marks(decomposed)
    return (3 if own else 2 if marks else 1), len(label), label


def _has_two_marks(decomposed: str) -> bool:
    """Whether some letter bears two."""
    return any(unicodedata.combining(a) and unicodedata.combining(b) for a, b in pairwise(decomposed))
