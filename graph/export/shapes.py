"""The shapes of `schema.ttl`, the graph they are held against, and what a validation found, in terms of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node as Term

from thidua.graph.export.nodes import ID, Iri, Literal, Node, id_of
from thidua.graph.ontology import KG, SCHEMA

SH = Namespace("http://www.w3.org/ns/shacl#")


class Violation(NamedTuple):
    """`id` is the claim, entity or source it belongs to; `what` and `remedy` are sentences of the shape."""

    id: str
    what: str
    remedy: str


@cache
def shapes() -> Graph:
    return Graph(bind_namespaces="none").parse(SCHEMA, format="turtle")


def graph_of(nodes: Iterable[Node]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for node in nodes:
        _add(graph, node)
    return graph


def _add(graph: Graph, node: Node) -> Term:
    subject = URIRef(node.iri) if node.iri else BNode()
    for predicate, value in node.facts:
        graph.add((subject, URIRef(predicate), _term(graph, value)))
    return subject


def _term(graph: Graph, value: Iri | Literal | Node) -> Term:
    if isinstance(value, Node):
        return _add(graph, value)
    if isinstance(value, Iri):
        return URIRef(value)
    return RdfLiteral(value.text, lang=value.lang, datatype=URIRef(value.datatype) if value.datatype else None)


def violations(results: Graph, data: Graph) -> Iterator[Violation]:
    """What a validation report says; a shape's own words, and for a nested node the named one it is part of."""
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = results.value(result, SH.sourceShape)
        remedy = shapes().value(shape, URIRef(KG + "remedy")) if shape is not None else None
        focus = results.value(result, SH.focusNode)
        what = results.value(result, SH.resultMessage)
        yield Violation(id_of(_named(focus, data)), str(what), str(remedy or ""))


def _named(node: Term | None, data: Graph) -> str:
    while node is not None and not (isinstance(node, URIRef) and node.startswith(ID)):
        node = next(data.subjects(None, node), None)
    return str(node or "").partition("#")[0]
