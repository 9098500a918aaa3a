"""Joins the people of new reports with those already in the graph.

A person's id comes from the full name as one report writes it. Another report may write it without tones or in
another script: it is the same node then, unless the tones contradict each other, several people fit, or somebody
decided that the two are different.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from thidua.graph.claims import Claim, Entity, Extraction
from thidua.graph.decisions import Decisions
from thidua.graph.names import Verdict, fold_keys, read_person, same
from thidua.graph.stores.base import Store


class Resolver:
    """Knows the people of a store by folded name; each resolved extraction adds its own."""

    def __init__(self, store: Store) -> None:
        self._graph = store.as_reported()  # an id that was put must not hang on a decision that may be undone
        self._decisions = Decisions(store.decisions())
        self._known: dict[str, dict[str, str]] = defaultdict(dict)
        self._asked: set[str] = set()

    def resolve(self, extractions: Sequence[Extraction]) -> list[Extraction]:
        """The extractions with the ids of the people that the graph (or an earlier one of them) already has."""
        self._load({key for e in extractions for p in _people(e) for key in _keys(p)} - self._asked)
        return [self._one(extraction) for extraction in extractions]

    def _load(self, keys: set[str]) -> None:
        if not keys:
            return
        self._asked |= keys
        named = [n for n in self._graph.named(sorted(keys)) if n.type == "Person"]
        labels = self._graph.entities(sorted({n.entity for n in named}))
        for name in named:
            self._known[name.key][name.entity] = _written(labels[name.entity])

    def _one(self, extraction: Extraction) -> Extraction:
        renamed: dict[str, str] = {}
        for person in _people(extraction):
            if (known := self._match(person)) and known != person.id:
                renamed[person.id] = known
            for key in _keys(person):
                self._known[key].setdefault(renamed.get(person.id, person.id), _written(person))
        return _renamed(extraction, renamed) if renamed else extraction

    def _match(self, person: Entity) -> str | None:
        """The one known person whose name is the same; an equal id always is."""
        candidates = {i: name for key in _keys(person) for i, name in self._known[key].items()}
        if person.id in candidates:
            return person.id
        fitting = [i for i, name in candidates.items() if self._fits(person, i, name)]
        return min(fitting) if len(set(map(self._decisions.canonical, fitting))) == 1 else None

    def _fits(self, person: Entity, known: str, name: str) -> bool:
        return same(_written(person), name) is Verdict.SAME and not self._decisions.apart(person.id, known)


def _people(extraction: Extraction) -> list[Entity]:
    return [e for e in extraction.entities if e.type == "Person"]


def _written(person: Entity) -> str:
    """The name as it is compared: in Latin letters, unless its only spelling leaves open which they are."""
    spellings = [name.text for name in person.names]
    read = read_person(spellings[0]) if spellings and not any(map(_is_latin, spellings)) else None
    return person.label if read is None or read.sure else spellings[0]


def _is_latin(text: str) -> bool:
    return any("a" <= char <= "z" for char in text.lower())


def _keys(person: Entity) -> set[str]:
    return {key for text in (person.label, *(name.text for name in person.names)) for key in fold_keys(text)}


def _renamed(extraction: Extraction, ids: dict[str, str]) -> Extraction:
    entities: dict[str, Entity] = {}
    for entity in extraction.entities:
        new = ids.get(entity.id, entity.id)
        entities[new] = (
            replace(entity, id=new)
            if new not in entities
            else replace(entities[new], names=tuple(dict.fromkeys((*entities[new].names, *entity.names))))
        )
    return replace(
        extraction, entities=tuple(entities.values()), claims=tuple(_claim(c, ids) for c in extraction.claims)
    )


def _claim(claim: Claim, ids: dict[str, str]) -> Claim:
    target = ids.get(claim.object, claim.object) if isinstance(claim.object, str) else claim.object
    giver = ids.get(claim.giver, claim.giver) if claim.giver else None
    return replace(claim, subject=ids.get(claim.subject, claim.subject), object=target, giver=giver)
