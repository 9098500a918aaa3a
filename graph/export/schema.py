"""Reads `schema.ttl` into an Ontology and refuses what would go wrong later: a missing label, an undeclared name."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from thidua.graph.errors import OntologyError
from thidua.graph.ontology import DATATYPES, KG, ClaimKind, Class, Code, Ontology, Property

VOCABULARY = Namespace(KG)
SDO = Namespace("https://schema.org/")
EDGE = re.compile(r"[A-Z]+(_[A-Z]+)*")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z_]*")


def read_schema(content: bytes, name: str) -> Ontology:
    """Raises OntologyError that names every fault found, one sentence each."""
    graph = Graph(bind_namespaces="none")
    try:
        graph.parse(data=content, format="turtle")
    except Exception as error:  # rdflib's Turtle parser has no error class of its own
        raise OntologyError(f"{name} is not valid Turtle: {' '.join(str(error).split())}") from error
    reader = _Reader(graph)
    made = reader.ontology()
    if reader.faults:
        raise OntologyError(f"{name} is not usable: {' '.join(reader.faults)}")
    return made


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.faults: list[str] = []
        self.languages = tuple(sorted(map(str, graph.objects(URIRef(KG), VOCABULARY.requiredLanguage))))
        self.ids: dict[Node, str] = {node: str(id_) for node, id_ in graph.subject_objects(SKOS.notation)}

    def ontology(self) -> Ontology:
        codes = {self.ids[scheme]: self.code_list(scheme) for scheme in self.of_type(SKOS.ConceptScheme)}
        properties = {p.id: p for p in map(self.property, self.named_properties())}
        classes = {c.id: c for c in map(self.class_, self.of_type(OWL.Class))}
        kinds = {k.id: k for k in map(self.kind, self.of_type(VOCABULARY.ClaimKind))}
        self.check_names()
        self.check_edges(kinds.values())
        return Ontology(
            version=_version(classes, kinds, properties), languages=self.languages,
            prefixes={prefix: str(iri) for prefix, iri in sorted(self.graph.namespaces())},
            classes=classes, kinds=kinds, properties=properties, codes=codes,
            schemes={self.ids[scheme]: str(scheme) for scheme in self.of_type(SKOS.ConceptScheme)})

    # terms -----------------------------------------------------------------------------------------------------------
    def class_(self, node: Node) -> Class:
        reached = {above for above in self.graph.transitive_objects(node, RDFS.subClassOf) if above is not None}
        above = (reached & self.ids.keys()) - {node}
        carried = [p for p in self.graph.subjects(SDO.domainIncludes, node) if not self.is_a(p, VOCABULARY.ClaimKind)]
        return Class(
            id=self.ids[node], iri=str(node), labels=self.labels(node, RDFS.label), comment=self.comment(node),
            parents=tuple(sorted(self.ids[c] for c in above)),
            properties=tuple(sorted(self.ids[p] for p in carried if p in self.ids)),
            subject_iri=self.one(node, VOCABULARY.subjectProperty),
            object_iri=self.one(node, VOCABULARY.objectProperty))

    def kind(self, node: Node) -> ClaimKind:
        ends = sorted(self.graph.objects(node, SDO.rangeIncludes), key=str)
        values = [str(end).removeprefix(str(XSD)) for end in ends if str(end).startswith(str(XSD))]
        objects = self.known_classes(node, [end for end in ends if not str(end).startswith(str(XSD))])
        subjects = self.known_classes(node, self.graph.objects(node, SDO.domainIncludes))
        if not subjects:
            self.fault(node, "has no class as its subject (schema:domainIncludes)")
        if bool(objects) == bool(values) or len(values) > 1 or not set(values) <= set(DATATYPES):
            self.fault(node, "must have classes or one datatype as its object (schema:rangeIncludes)")
        qualifiers = list(self.graph.objects(node, VOCABULARY.qualifier))
        for qualifier in qualifiers:
            if not self.is_a(qualifier, VOCABULARY.Qualifier):
                self.fault(node, f"has a qualifier {self.short(qualifier)} that is not declared as kg:Qualifier")
        record = self.known_classes(node, self.graph.objects(node, VOCABULARY.record))
        if len(record) != 1:
            self.fault(node, "must name one class as its kg:record")
        return ClaimKind(
            id=self.ids[node], iri=str(node), labels=self.labels(node, RDFS.label), comment=self.comment(node),
            subjects=subjects, objects=objects, value=values[0] if values else None,
            qualifiers=frozenset(self.ids[q] for q in qualifiers if q in self.ids),
            edge=self.one(node, VOCABULARY.edge) or "", record=min(record, default=""))

    def named_properties(self) -> list[Node]:
        kinds = set(self.of_type(VOCABULARY.ClaimKind))
        types = (VOCABULARY.Qualifier, OWL.ObjectProperty, OWL.DatatypeProperty)
        return sorted({node for type_ in types for node in self.of_type(type_)} - kinds, key=str)

    def property(self, node: Node) -> Property:
        scheme = self.graph.value(node, VOCABULARY.codes)
        if scheme is not None and not self.is_a(scheme, SKOS.ConceptScheme):
            self.fault(node, f"takes its values from {self.short(scheme)}, which is no code list")
        self.known_classes(node, self.graph.objects(node, SDO.domainIncludes))
        return Property(
            id=self.ids[node], iri=str(node), labels=self.labels(node, RDFS.label),
            scheme=None if scheme is None else self.ids.get(scheme),
            objects=self.known_classes(node, self.graph.objects(node, SDO.rangeIncludes)),
            is_qualifier=self.is_a(node, VOCABULARY.Qualifier))

    def code_list(self, scheme: Node) -> dict[str, Code]:
        found = {}
        for node in sorted(self.graph.subjects(SKOS.inScheme, scheme), key=str):
            id_ = self.ids.get(node, "")
            if str(node) != f"{scheme}{id_}" or str(scheme) != f"{KG}{self.ids[scheme]}/":
                self.fault(node, "must be named by its code list and its skos:notation")
            broader = self.graph.value(node, SKOS.broader)
            if broader is not None and broader not in self.ids:
                self.fault(node, f"is narrower than {self.short(broader)}, which is not declared")
            wider = None if broader is None else self.ids.get(broader)
            found[id_] = Code(id_, str(node), self.labels(node, SKOS.prefLabel), wider)
        return found

    # checks ----------------------------------------------------------------------------------------------------------
    def labels(self, node: Node, predicate: URIRef) -> dict[str, str]:
        literals = [label for label in self.graph.objects(node, predicate) if isinstance(label, Literal)]
        counted = Counter(label.language or "" for label in literals)
        for lang in self.languages:
            if not counted[lang]:
                self.fault(node, f"has no label in {lang!r}")
        for lang, count in sorted(counted.items()):
            if count > 1:
                self.fault(node, f"has {count} labels in {lang!r}; one is allowed")
        return dict(sorted((label.language or "", str(label)) for label in literals))

    def known_classes(self, node: Node, classes: Iterable[Node]) -> frozenset[str]:
        found = set()
        for class_ in classes:
            if class_ in self.ids and self.is_a(class_, OWL.Class):
                found.add(self.ids[class_])
            else:
                self.fault(node, f"names the class {self.short(class_)}, which is not declared")
        return frozenset(found)

    def check_names(self) -> None:
        """An id names one class, kind or code, and one property; a kg: term that is used is declared."""
        properties = set(self.named_properties())
        for title, nodes in (("property", properties), ("class, claim kind or code", self.ids.keys() - properties)):
            ids = Counter(self.ids[node] for node in nodes if not self.is_a(node, SKOS.ConceptScheme))
            for id_, count in sorted(ids.items()):
                if count > 1:
                    self.faults.append(f"The name {id_!r} is that of {count} terms; a {title} needs its own.")
        for node, id_ in sorted(self.ids.items(), key=lambda item: str(item[0])):
            if not IDENTIFIER.fullmatch(id_):
                self.fault(node, f"has the name {id_!r}, which is not made of letters and underscores only")
        used = {node for triple in self.graph for node in triple if isinstance(node, URIRef) and node.startswith(KG)}
        for node in sorted(used):
            if (node, RDF.type, None) not in self.graph:
                self.fault(node, "is used but not declared")

    def check_edges(self, kinds: Iterable[ClaimKind]) -> None:
        edges: dict[str, str] = {}
        for kind in kinds:
            if not EDGE.fullmatch(kind.edge):
                self.faults.append(f"The kg:edge of {kind.id}, {kind.edge!r}, must be capital letters and underscores.")
            if kind.edge in edges:
                self.faults.append(f"The edge {kind.edge!r} is that of {edges[kind.edge]} and of {kind.id}.")
            edges[kind.edge] = kind.id

    # small things ----------------------------------------------------------------------------------------------------
    def of_type(self, type_: URIRef) -> list[Node]:
        """The named members of a type, by name."""
        return sorted(self.ids.keys() & set(self.graph.subjects(RDF.type, type_)), key=lambda node: self.ids[node])

    def is_a(self, node: Node, type_: URIRef) -> bool:
        return (node, RDF.type, type_) in self.graph

    def one(self, node: Node, predicate: URIRef) -> str | None:
        value = self.graph.value(node, predicate)
        return None if value is None else str(value)

    def comment(self, node: Node) -> str:
        return self.one(node, RDFS.comment) or ""

    def short(self, node: Node) -> str:
        return node.n3(self.graph.namespace_manager)

    def fault(self, node: Node, what: str) -> None:
        self.faults.append(f"{self.short(node)} {what}.")


def _version(classes: dict[str, Class], kinds: dict[str, ClaimKind], properties: dict[str, Property]) -> str:
    """What a store's tables depend on: names, ends and qualifiers, but no labels."""
    shape = ([(c.id, c.parents, c.properties) for c in classes.values()],
             [(k.id, sorted(k.subjects), sorted(k.objects), k.value, sorted(k.qualifiers), k.edge)
              for k in kinds.values()],
             [(p.id, p.scheme) for p in properties.values()])
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]
