"""What the graph holds of each class, kept in memory beside an open store: clusters by number, documents by code.

Read from the store when first needed and again when the store has changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, cached_property
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from thidua.graph.bodies import bodies
from thidua.graph.claims import Entity, Source
from thidua.graph.identity import normal_code
from thidua.graph.names import fold
from thidua.graph.stores.base import Store
from thidua.qa.views import TextView

Row = TypeVar("Row")
MOST_KEPT = 20_000
_CATALOGS: WeakKeyDictionary[Store, Catalog] = WeakKeyDictionary()


class Kept(Generic[Row]):
    """Rows by id, read once; forgotten all together when there are very many."""

    def __init__(self, read: Callable[[list[str]], dict[str, Row]]) -> None:
        self._read = read
        self._rows: dict[str, Row] = {}

    def get(self, ids: Iterable[str]) -> dict[str, Row]:
        wanted = list(dict.fromkeys(ids))
        missing = [i for i in wanted if i not in self._rows]
        if missing:
            if len(self._rows) > MOST_KEPT:
                self._rows.clear()
                missing = wanted
            self._rows.update(self._read(missing))
        return {i: self._rows[i] for i in wanted if i in self._rows}


class Catalog:
    """The entities of one state of a store. Lists are sorted, so that answers are the same every time."""

    def __init__(self, store: Store, state: str) -> None:
        self._read: Callable[[str], list[Entity]] = lambda type_: list(store.entities_of(type_))
        self.of_class = cache(self._read)  # every entity of a class, by label
        self._entities = Kept(store.entities)
        self._sources = Kept(lambda ids: {s.id: s for s in store.sources(ids)})
        self._views: dict[str, TextView] = {}
        self.state = state

    @cached_property
    def _movements(self) -> list[tuple[str, str]]:
        return [(e.id, fold(text)) for e in self._read("Movement") for text in (e.label, *(n.text for n in e.names))]

    @cached_property
    def _people(self) -> list[tuple[str, str]]:
        return [(e.id, fold(e.label)) for e in self._read("Person")]

    def placed(self, places: Collection[str]) -> tuple[str, ...]:
        """The organisations of any of these places."""
        return tuple(sorted(e.id for e in self.of_class("Organization") if e.get("place") in places))

    def people(self) -> list[tuple[str, str]]:
        """Everybody's id and folded name."""
        return self._people

    @cached_property
    def _by_body(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = {}
        for entity in self.of_class("Organization"):
            if body := entity.get("body"):
                found.setdefault(body, []).append(entity)
        return found

    def entity(self, id_: str) -> Entity | None:
        return self.entities([id_]).get(id_)

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        return self._entities.get(ids)

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        return self._sources.get(ids)

    def views(self, ids: Iterable[str]) -> dict[str, TextView]:
        """What the reports say as a whole; what has been worked out about one is kept."""
        for source in self.sources(ids).values():
            if source.id not in self._views:
                self._views[source.id] = TextView(source.text, source.lang)
        return self._views

    def clusters(self, number: str | None, kind: str | None) -> tuple[str, ...]:
        """Clusters of that number, or all if it is None; a block is no cluster where both are said."""
        fits = [e for e in self.of_class("EmulationCluster") if number is None or same_number(e.get("number"), number)]
        of_kind = [e for e in fits if kind is None or e.get("clusterType") in (None, kind)]
        return tuple(sorted(e.id for e in (of_kind or (fits if number is None else []))))

    def documents(self, kind: str | None, number: str) -> tuple[str, ...]:
        code = normal_code(number)
        return tuple(sorted(e.id for e in self.of_class("NormativeDocument") if _same_document(e, kind, code)))

    def organisations(self, body: str, place: str | None) -> tuple[str, ...]:
        fits = self._by_body.get(body, [])
        central = [e for e in fits if place is None and e.label == bodies()[body].label]
        return tuple(sorted(e.id for e in central or fits if place is None or e.get("place") == place))

    def organisations_called(self, name: str) -> tuple[str, ...]:
        """Organisations without a gazetteer body whose name is `name` or has all its words."""
        words = set(name.split())
        fits = (
            [e for e in self.of_class("Organization") if any(words <= set(fold(t).split()) for t in _spellings(e))]
            if len(words) > 1
            else []
        )
        return tuple(sorted(e.id for e in fits))

    def movements(self, name: str) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    id_
                    for id_, key in self._movements
                    if key and (key == name or (len(name) > 12 and (name in key or key in name)))
                }
            )
        )

    def people_ending_in(self, name: str) -> tuple[str, ...]:
        """People whose full name ends in this given name."""
        return tuple(sorted(id_ for id_, key in self._people if name and (key == name or key.endswith(" " + name))))


def _spellings(entity: Entity) -> list[str]:
    return [entity.label, *(n.text for n in entity.names)]


def same_number(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.lstrip("0") == other.lstrip("0")


def _same_document(entity: Entity, kind: str | None, code: str) -> bool:
    """A full code must be the same; a bare number is that of a document of the same kind, however long its code."""
    own, type_ = normal_code(entity.get("number") or ""), entity.get("documentType")
    if any(c.isalpha() for c in code):
        if any(c.isalpha() for c in own):
            return _without_zeros(own) == _without_zeros(code)
        return same_number(own, re.split(r"\D", code)[0]) and kind in (None, type_)
    return bool(own) and same_number(re.split(r"\D", own)[0], code) and (kind is None or kind == type_)


def _without_zeros(code: str) -> str:
    return code.lstrip("0").replace("Đ", "D")


def catalog(store: Store) -> Catalog:
    """The catalog of the store as it is now."""
    found = _CATALOGS.get(store)
    state = store.state()
    if found is None or found.state != state:
        found = _CATALOGS[store] = Catalog(store, state)
    return found


def known(store: Store) -> Catalog:
    """The catalog that this question's reading began with."""
    return _CATALOGS.get(store) or catalog(store)
