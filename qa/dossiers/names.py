"""Every name in the graph, in every script, kept in memory beside an open store and searched as one types.

Read from the store when first needed and again when the store has changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from thidua.graph.claims import Entity
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.qa.words import tokens

#: How much two names must be alike, of 100, for one to be proposed for the other.
ALIKE = 76
_NAMES: WeakKeyDictionary[Store, Names] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity whose name fits: `matched` is the spelling that does, `claims` how many statements name it."""

    entity: str
    type: str
    label: str
    matched: str
    claims: int

    def json(self) -> dict[str, Any]:
        return {
            "entity": self.entity,
            "type": self.type,
            "label": self.label,
            "matched": self.matched,
            "claims": self.claims,
        }


class Row(NamedTuple):
    """One spelling: `key` is folded (no tones, Latin letters), `exact` as written in small letters."""

    entity: Entity
    text: str
    key: str
    exact: str


class Names:
    """The names of one state of a store. Groups are counted, not named, and are left out."""

    def __init__(self, store: Store, state: str) -> None:
        self.state = state
        self._entities = [e for t in ontology().entity_classes if t != "Group" for e in store.entities_of(t)]
        self._groups = list(store.entities_of("Group"))
        self._counts = store.degrees()

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(e, text, folded(text), written(text))
            for e in self._entities
            for text in dict.fromkeys((e.label, *(n.text for n in e.names)))
        ]

    @cached_property
    def _vocabulary(self) -> tuple[list[str], list[list[int]]]:
        """The words of all keys in order, and the rows that have each."""
        found: dict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self.rows):
            for word in {*row.key.split(), *row.exact.split()}:
                found[word].add(at)
        words = sorted(found)
        return words, [sorted(found[w]) for w in words]

    @cached_property
    def _by_spelling(self) -> dict[str, list[Entity]]:
        found: dict[str, dict[str, Entity]] = defaultdict(dict)
        for row in self.rows:
            for spelling in {row.key, row.exact}:
                found[spelling][row.entity.id] = row.entity
        return {spelling: list(some.values()) for spelling, some in found.items()}

    def entity(self, id_: str) -> Entity | None:
        return next((e for e in self._entities if e.id == id_), None)

    def spelt(self, spelling: str) -> list[Entity]:
        """The entities with a name of which this is the folded or the exact spelling."""
        return self._by_spelling.get(spelling, [])

    def events_of(self, cluster: str) -> tuple[str, ...]:
        """The ids of the cluster's meetings."""
        return tuple(sorted(e.id for e in self._entities if e.type == "Event" and e.get("cluster") == cluster))

    def groups_of(self, owner: Entity) -> tuple[str, ...]:
        """The ids of what reports count of it without names: "11 individuals of the cluster"."""
        return tuple(sorted(e.id for e in self._groups if e.label == _group_label(e, owner)))

    def beginning(self, words: Sequence[str], *, whole: bool = False) -> set[int]:
        """The rows that have, for each word, one that begins with it; or that has it `whole`."""
        known, where = self._vocabulary
        found: set[int] | None = None
        for word in words:
            at, rows = bisect_left(known, word), set[int]()
            while at < len(known) and (known[at] == word if whole else known[at].startswith(word)):
                rows.update(where[at])
                at += 1
            found = rows if found is None else found & rows
        return found or set()

    def alike(self, text: str, limit: int) -> list[Row]:
        """The rows written most like it. Numbers are never taken for others."""
        from rapidfuzz import fuzz, process

        key, keys = folded(text), [row.key for row in self.rows]
        numbers = figures(key)
        found = process.extract(key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=limit * 8)
        rows: dict[str, Row] = {}
        for _, _, at in found:
            if figures(keys[at]) == numbers:
                rows.setdefault(self.rows[at].entity.id, self.rows[at])
        return list(rows.values())[:limit]

    def hits(self, rows: Iterable[Row]) -> list[Hit]:
        return [Hit(r.entity.id, r.entity.type, r.entity.label, r.text, self.claims(r.entity.id)) for r in rows]

    def claims(self, entity: str) -> int:
        """How many claims name it."""
        return self._counts.get(entity, 0)


def search(text: str, store: Store, limit: int = 10) -> list[Hit]:
    """The entities with a name that has, for each word of `text`, one beginning with it, in any script and with or
    without tones; best first: the very name, then names beginning so, then those that reports say most of.

    Where none has, those written most alike. Raises StoreError if the store fails.
    """
    known, key, exact = names(store), folded(text), written(text)
    if not exact:
        return []
    fits = known.beginning(key.split()) | known.beginning(exact.split())
    best: dict[str, tuple[tuple[bool, ...], Row]] = {}
    for at in fits:
        row = known.rows[at]
        rank = (row.exact != exact, row.key != key, not row.exact.startswith(exact), not row.key.startswith(key))
        id_ = row.entity.id
        if id_ not in best or (rank, len(row.key)) < (best[id_][0], len(best[id_][1].key)):
            best[id_] = rank, row
    if not best:
        return known.hits(known.alike(text, limit))

    def order(found: tuple[tuple[bool, ...], Row]) -> tuple[object, ...]:
        rank, row = found
        return *rank, -known.claims(row.entity.id), len(row.key), row.text, row.entity.id

    return known.hits([row for _, row in sorted(best.values(), key=order)[:limit]])


def folded(text: str) -> str:
    """The key of a name, with numbers as their value: "05-CT/TW" is "5 ct tw"."""
    return " ".join(w.lstrip("0") or "0" if w.isdigit() else w for w in fold(text).split()) if text.strip() else ""


def written(text: str) -> str:
    """The words of a name as they stand, in small letters."""
    return " ".join(tokens(unicodedata.normalize("NFC", text)))


def figures(key: str) -> list[str]:
    return sorted(re.findall(r"\d+", key))


def _group_label(group: Entity, owner: Entity) -> str | None:
    """How a group of the owner is called; it is named after nothing else."""
    kind = group.get("groupType")
    return f"{group.get('count') or ''} {ontology().label(kind, 'vi')} {owner.label}".strip() if kind else None


def names(store: Store) -> Names:
    """The names of the store as it is now."""
    found, state = _NAMES.get(store), store.state()
    if found is None or found.state != state:
        found = _NAMES[store] = Names(store, state)
    return found
