"""The ontology as the program uses it: what `schema.ttl` declares, checked and compiled, so that no start parses it.

The compiled form is JSON in the user's cache folder, named by the hash of `schema.ttl` and of what reads it. Where the
cache cannot be written, the ontology is compiled in memory at every start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from thidua.graph.compiled import compiled
from thidua.graph.errors import OntologyError
from thidua.settings import settings

SCHEMA = Path(__file__).resolve().parents[1] / "schema.ttl"
READER = Path(__file__).with_name("export") / "schema.py"
KG = "https://w3id.org/thidua/"
DATATYPES = ("date", "decimal", "string")
SETS = frozenset({"subjects", "objects", "qualifiers"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Class:
    """A class; `properties` are those its entities may carry, `parents` the classes of this ontology above it."""

    id: str
    iri: str
    labels: Mapping[str, str]
    comment: str
    parents: tuple[str, ...]
    properties: tuple[str, ...]
    subject_iri: str | None
    object_iri: str | None


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """What a claim can say. `value` is "date", "decimal" or "string" where the object is a value, else None.

    `record` is the class of the claim's node in RDF.
    """

    id: str
    iri: str
    labels: Mapping[str, str]
    comment: str
    subjects: frozenset[str]
    objects: frozenset[str]
    value: str | None
    qualifiers: frozenset[str]
    edge: str
    record: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property of entities or a qualifier of claims.

    `scheme` names the code list that its values come from, `objects` the classes whose ids they are.
    """

    id: str
    iri: str
    labels: Mapping[str, str]
    scheme: str | None
    objects: frozenset[str]
    is_qualifier: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a code list; `broader` is the id of the wider one."""

    id: str
    iri: str
    labels: Mapping[str, str]
    broader: str | None


@dataclass(frozen=True)
class Ontology:
    """All terms by id, unique among classes, kinds and codes; `version` follows their structure, not their labels."""

    version: str
    languages: tuple[str, ...]
    prefixes: Mapping[str, str]
    classes: Mapping[str, Class]
    kinds: Mapping[str, ClaimKind]
    properties: Mapping[str, Property]
    codes: Mapping[str, Mapping[str, Code]]
    schemes: Mapping[str, str]

    @property
    def entity_classes(self) -> tuple[str, ...]:
        """The classes whose members are entities: the node tables of a store."""
        return tuple(c.id for c in self.classes.values() if "Entity" in c.parents)

    def kind(self, id_: str) -> ClaimKind:
        return _found(self.kinds, id_, "claim kind")

    def class_(self, id_: str) -> Class:
        return _found(self.classes, id_, "class")

    def property(self, id_: str) -> Property:
        return _found(self.properties, id_, "property")

    def code(self, scheme: str, id_: str) -> Code:
        return _found(_found(self.codes, scheme, "code list"), id_, f"{scheme} code")

    def label(self, id_: str, lang: str) -> str:
        """The label of a class, kind or code in `lang`, else in English, else its id."""
        labels = _found(self._labels, id_, "class, claim kind or code")
        return labels.get(lang) or labels.get("en") or id_

    def role_label(self, role: str, lang: str, cluster_type: str | None = None) -> str:
        """A role as its kind of cluster calls it: "leader" is "Cụm trưởng" in a cluster, "Trưởng khối" in a block."""
        own = f"{cluster_type}_{role}"
        return self.label(own if own in self.codes["roleTitle"] else role, lang)

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[str, str]]:
        groups: list[Mapping[str, Class | ClaimKind | Code]] = [self.classes, self.kinds, *self.codes.values()]
        return {id_: term.labels for group in groups for id_, term in group.items()}


@cache
def ontology() -> Ontology:
    """The program's ontology. Raises OntologyError if `schema.ttl` is not usable."""
    return load(SCHEMA, settings().cache)


def load(path: Path, folder: Path | None = None) -> Ontology:
    """Read an ontology, through the compiled form in `folder` if that is there and of this very file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OntologyError(f"The ontology {path} cannot be read ({error.strerror}); install thidua again.") from error

    def build() -> dict[str, Any]:
        from thidua.graph.export.schema import read_schema

        made: dict[str, Any] = json.loads(json.dumps(asdict(read_schema(content, path.name)), default=sorted))
        return made

    made_from = content + Path(__file__).read_bytes() + READER.read_bytes()
    return compiled("ontology", made_from, build, folder, read=_thaw)


def _found(terms: Mapping[str, T], id_: str, what: str) -> T:
    try:
        return terms[id_]
    except KeyError:
        raise OntologyError(f"The ontology has no {what} {id_!r}; declare it in {SCHEMA.name}.") from None


def _thaw(data: dict[str, Any]) -> Ontology:
    terms: dict[str, Callable[..., Any]] = {"classes": Class, "kinds": ClaimKind, "properties": Property}
    made: dict[str, Any] = {
        key: {id_: _revive(type_, term) for id_, term in data[key].items()} for key, type_ in terms.items()
    }
    made["codes"] = {scheme: {id_: Code(**code) for id_, code in of.items()} for scheme, of in data["codes"].items()}
    return Ontology(**{**data, **made, "languages": tuple(data["languages"])})


def _revive(type_: Callable[..., T], data: dict[str, Any]) -> T:
    """JSON knows lists only; the field's name says what each was."""
    made = {
        key: frozenset(value) if key in SETS else tuple(value) if isinstance(value, list) else value
        for key, value in data.items()
    }
    return type_(**made)
