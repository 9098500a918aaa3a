"""The shapes of `schema.ttl`, the graph they are held against, and what a validation found, in terms of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from typing import NamedTuple

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node as Term

from thidua.graph.export.nodes import ID, Node, id_of
from thidua.graph.export.rdf import prefixes
from thidua.graph.export.syntax import turtle
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
    text = StringIO()
    turtle(nodes, prefixes(), text)
    return Graph(bind_namespaces="none").parse(data=text.getvalue(), format="turtle")


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
