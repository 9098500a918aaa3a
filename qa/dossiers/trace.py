"""From a document (or movement) down: what implements it, who carries that out, and the awards of those who do.

An award stands under the cluster or body that received it (or the cluster that gave it), never under the document
itself: no report says that it was given for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.stores.base import Store
from thidua.qa.dossiers.layout import Part
from thidua.qa.dossiers.lines import award
from thidua.qa.dossiers.names import names
from thidua.qa.dossiers.reading import Notes, Reading
from thidua.qa.dossiers.write import escaped, footnotes, marks, sources
from thidua.qa.time import sort_key
from thidua.qa.words import messages

ORDER = ("NormativeDocument", "Movement", "EmulationCluster", "Organization", "Person", "Group")
DOING = ("EmulationCluster", "Organization")


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the tree. `relation` says how it hangs under the one above, as a dossier names its sections; the
    root's is "root". `entity` is an id (of an award the honour's), `text` what is said of it; the root has no claims.
    """

    relation: str
    heading: str
    entity: str
    type: str
    text: str
    claims: tuple[Claim, ...]
    notes: tuple[int, ...]
    children: tuple[Node, ...] = ()

    def json(self) -> dict[str, Any]:
        return {
            "relation": self.relation,
            "entity": self.entity,
            "type": self.type,
            "text": self.text,
            "claims": [c.id for c in self.claims],
            "evidence": list(self.notes),
            "children": [child.json() for child in self.children],
        }

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """`evidence` is in the order of the numbers in the nodes, as in a dossier."""

    lang: str
    root: Node
    evidence: tuple[dict[str, Any], ...]

    def json(self) -> dict[str, Any]:
        return {"lang": self.lang, "tree": self.root.json(), "evidence": list(self.evidence)}

    def text(self) -> str:
        """As a tree with lines, then the quotations by number."""
        lines = list(_drawn(self.root.children, "")) or [self._empty]
        return "\n".join([self.root.text, *lines, *sources(self.lang, self.evidence)]) + "\n"

    def markdown(self) -> str:
        lines = list(_listed(self.root.children, "")) or [escaped(self._empty)]
        return "\n".join([f"# {escaped(self.root.text)}", "", *lines, *footnotes(self.lang, self.evidence)]) + "\n"

    @property
    def _empty(self) -> str:
        return messages(self.lang).text("dossier", "empty", name=self.root.text)


def _drawn(nodes: Sequence[Node], indent: str) -> Iterator[str]:
    for at, node in enumerate(nodes, 1):
        is_last = at == len(nodes)
        numbers = "".join(f"[{n}]" for n in node.notes)
        yield f"{indent}{'└─' if is_last else '├─'} {node.heading}: {node.text} {numbers}"
        yield from _drawn(node.children, indent + ("   " if is_last else "│  "))


def _listed(nodes: Sequence[Node], indent: str) -> Iterator[str]:
    for node in nodes:
        yield f"{indent}- {escaped(f'{node.heading}: {node.text}')}{marks(node.notes)}"
        yield from _listed(node.children, indent + "  ")


class _Below(NamedTuple):
    """Claims under one entity that make one node."""

    relation: str
    entity: str
    text: str
    claims: tuple[Claim, ...]
    grows: bool = False


def trace(store: Store, entity: str, lang: str = "en") -> Tree:
    """What hangs under a document or movement. Raises NameUnknown if the store has no such entity, StoreError if it
    fails."""
    reading, notes = Reading(store, entity, lang), Notes()
    root = reading.entity
    children = _children(reading, root.id, notes, (root.id,))
    tree = Node("root", "", root.id, root.type, reading.wording.name(root.id), (), (), children)
    return Tree(reading.lang, tree, reading.evidence(notes))


def _children(reading: Reading, entity: str, notes: Notes, above: tuple[str, ...]) -> tuple[Node, ...]:
    made = []
    for below in _below(reading, entity):
        type_ = reading.wording.entities[below.entity].type if below.entity in reading.wording.entities else ""
        numbers = notes.of(below.claims)
        deeper = below.grows and below.entity not in above
        children = _children(reading, below.entity, notes, (*above, below.entity)) if deeper else ()
        heading = reading.say(below.relation)
        made.append(Node(below.relation, heading, below.entity, type_, below.text, below.claims, numbers, children))
    return tuple(made)


def _below(reading: Reading, entity: str) -> Iterable[_Below]:
    thing = reading.wording.entities[entity]
    if thing.type in DOING:
        yield from _awards(reading, thing)
        return
    claims = reading.about((entity,))
    yield from _acts(reading, entity, claims, Part("issuer", "acts", "object", ("issued",)), grows=False)
    yield from _dates(reading, entity, claims)
    yield from _acts(reading, entity, claims, Part("launched_by", "acts", "object", ("launched",)), grows=False)
    yield from _acts(reading, entity, claims, Part("founded", "acts", "object", ("established_by",)), grows=True)
    yield from _acts(reading, entity, claims, Part("implemented_by", "acts", "object", ("implements",)), grows=True)


def _acts(reading: Reading, entity: str, claims: Sequence[Claim], part: Part, *, grows: bool) -> Iterable[_Below]:
    """One node for each that did it, whatever the number of times."""
    mine = [c for c in claims if c.kind in part.kinds and c.object == entity]
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in mine:
        groups[claim.subject].append(claim)
    entities = reading.wording.entities

    def place(id_: str) -> tuple[int, str]:
        type_ = entities[id_].type
        return ORDER.index(type_) if type_ in ORDER else len(ORDER), entities[id_].label

    for subject in sorted(groups, key=place):
        some = sorted(groups[subject], key=lambda c: (sort_key(c.valid_from, c.valid_to), c.id), reverse=True)
        times = dict.fromkeys(reading.wording.when(c) for c in some)
        goes_on = grows or entities[subject].type == "EmulationCluster"
        yield _Below(part.kind, subject, reading.wording.name(subject) + "".join(times), tuple(some), goes_on)


def _dates(reading: Reading, entity: str, claims: Sequence[Claim]) -> Iterable[_Below]:
    """The document's own dates, but for those that its issuer's node tells."""
    told = {c.valid_from for c in claims if c.kind == "issued" and c.object == entity}
    for claim in claims:
        if claim.kind == "dated" and isinstance(claim.object, Value) and claim.object.value not in told:
            yield _Below("dates", entity, reading.wording.value(claim.object), (claim,))


def _awards(reading: Reading, thing: Entity) -> Iterable[_Below]:
    """What it and its counted groups received, and what a cluster gave; a body gives mostly for other things."""
    own = (thing.id, *names(reading.store).groups_of(thing))
    claims = [c for c in reading.about(own) if c.kind == "awarded"]
    claims.sort(key=lambda c: (sort_key(c.valid_from, c.valid_to), c.id), reverse=True)
    for claim in (c for c in claims if c.subject in own):
        yield _award(reading, Part("awards", "awards", "subject", ()), claim)
    for claim in (c for c in claims if c.giver in own and thing.type == "EmulationCluster"):
        yield _award(reading, Part("awards_given", "awards", "giver", ()), claim)


def _award(reading: Reading, part: Part, claim: Claim) -> _Below:
    return _Below(part.kind, str(claim.object), award(reading, part, claim), (claim,))
