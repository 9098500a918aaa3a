"""The whole graph as RDF (Turtle, JSON-LD) and back, with nothing lost: languages, dates, sentences, sources' texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TextIO, TypeVar
from urllib.parse import unquote

from rdflib import Graph, URIRef
from rdflib.term import Literal, Node

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value
from thidua.graph.decisions import Decision, in_order
from thidua.graph.errors import UsageError
from thidua.graph.export import nodes
from thidua.graph.export.nodes import ID, OA, RDF, SCHEMA, SKOS, SOURCE_FIELDS
from thidua.graph.export.syntax import jsonld, turtle
from thidua.graph.ontology import KG, Ontology, ontology
from thidua.graph.stores.base import Store

T = TypeVar("T")
SYNTAXES = {".ttl": "turtle", ".jsonld": "json-ld"}


def export_ttl(store: Store, stream: TextIO) -> None:
    turtle(nodes.describe(store), prefixes(), stream)


def export_jsonld(store: Store, stream: TextIO) -> None:
    jsonld(nodes.describe(store), prefixes(), stream)


def prefixes() -> dict[str, str]:
    return {**ontology().prefixes, "id": ID}


class Imported(NamedTuple):
    """What a file holds: reports by document name, and decisions."""

    reports: list[Extraction]
    decisions: list[Decision]


def import_rdf(path: str | Path) -> Imported:
    """What is in a file that `export` has written. Raises UsageError if it is not such a file."""
    path = Path(path)
    syntax = SYNTAXES.get(path.suffix.lower())
    if not syntax:
        raise UsageError(f"{path} is neither .ttl nor .jsonld; import what `thidua export` wrote.")
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{path} cannot be read ({reason}); give the file that `thidua export` wrote.") from error
    if syntax == "json-ld":
        _refuse_remote_context(path, content)
    graph = Graph(bind_namespaces="none")
    try:
        graph.parse(data=content, format=syntax)
    except Exception as error:  # each of rdflib's parsers raises errors of its own
        raise UsageError(f"{path} is not valid {syntax}: {' '.join(str(error).split())[:300]}") from error
    reader = _Reader(graph, ontology(), str(path))
    return Imported(reader.reports(), reader.decisions())


def _refuse_remote_context(path: Path, content: str) -> None:
    """A context that is an address would be fetched while reading."""
    try:
        data = json.loads(content)
    except ValueError as error:
        raise UsageError(f"{path} is not valid JSON: {error}.") from error
    if not isinstance(data, dict) or not isinstance(data.get("@context"), dict) or content.count('"@context"') != 1:
        raise UsageError(f"{path} does not carry one context of its own; import the file as thidua exported it.")


class _Reader:
    def __init__(self, graph: Graph, terms: Ontology, name: str) -> None:
        self.graph, self.terms, self.name = graph, terms, name
        self.properties = {p.iri: p.id for p in terms.properties.values()}
        self.classes = {c.iri: c.id for c in terms.classes.values()}
        self.kinds = {k.iri: k.id for k in terms.kinds.values()}

    def reports(self) -> list[Extraction]:
        entities = {entity.id: entity for entity in self.entities()}
        passages = self.grouped((passage.source, passage) for passage in self.passages())
        claims = self.grouped(self.claims())
        made = []
        for node in self.members(KG + "Source"):
            source = self.source(node)
            own = {entity.id: entity for entity in self.mentions(node, entities)}
            sentences = sorted(passages.get(source.id, ()), key=lambda passage: passage.number)
            said = sorted(claims.get(source.id, ()), key=lambda claim: claim.id)
            made.append(Extraction(source, tuple(sentences), tuple(own[id_] for id_ in sorted(own)), tuple(said)))
            self.check(made[-1])
        return sorted(made, key=lambda report: (report.source.document, report.source.id))

    def source(self, node: Node) -> Source:
        found = {field: self.text(node, iri) for field, iri in SOURCE_FIELDS.items()}
        for field in ("document", "text", "lang", "sha256"):
            if found[field] is None:
                raise self.fault(node, f"has no {field}")
        return Source(id=nodes.id_of(str(node)), **found)  # type: ignore[arg-type]

    def passages(self) -> Iterator[Passage]:
        for node in self.members(KG + "Passage"):
            piece, number = self.quotation(node), int(self.needed(node, KG + "sentence_number"))
            yield Passage(piece.source, number, piece.start, piece.end, piece.quote)

    def entities(self) -> Iterator[Entity]:
        for class_ in self.terms.entity_classes:
            for node in self.members(self.terms.class_(class_).iri):
                yield self.entity(nodes.id_of(str(node)), class_, node)

    def entity(self, id_: str, class_: str, node: Node) -> Entity:
        names = {Name(str(name), name.language or "") for name in self.objects(node, SCHEMA + "name")
                 if isinstance(name, Literal)}
        return Entity(id_, class_, self.needed(node, SKOS + "prefLabel"), tuple(sorted(names)),
                      tuple(sorted(self.own_properties(node))))

    def own_properties(self, node: Node) -> Iterator[tuple[str, str]]:
        unknown = KG + "property/"
        for predicate, value in self.graph.predicate_objects(node):
            iri = str(predicate)
            if iri.startswith(unknown):
                yield unquote(iri.removeprefix(unknown)), str(value)
            elif iri in self.properties:
                yield self.properties[iri], self.plain(value)

    def mentions(self, source: Node, entities: dict[str, Entity]) -> Iterator[Entity]:
        views = self.objects(source, KG + "mentioned_as")
        own = {nodes.id_of(self.needed(view, RDF + "subject")): view for view in views}
        for mentioned in self.objects(source, KG + "mentions"):
            id_ = nodes.id_of(str(mentioned))
            if id_ not in entities:
                raise self.fault(source, f"mentions {id_}, which the file does not describe")
            yield self.entity(id_, entities[id_].type, own[id_]) if id_ in own else entities[id_]

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Each claim once for every source that says it, with that source's evidence and judgement."""
        records = {kind.record for kind in self.terms.kinds.values()}
        for node in (node for record in sorted(records) for node in self.members(self.terms.class_(record).iri)):
            pieces = [(self.quotation(piece), piece) for piece in self.objects(node, KG + "evidence")]
            if not pieces:
                raise self.fault(node, "has no evidence")
            claim = self.claim(node)
            for source, own in self.grouped((evidence.source, (evidence, piece)) for evidence, piece in pieces).items():
                judged = next((piece for _, piece in own if self.text(piece, KG + "confidence")), node)
                evidence = tuple(sorted(evidence for evidence, _ in own))
                yield source, replace(claim, evidence=evidence, **self.judgement(judged))

    def claim(self, node: Node) -> Claim:
        """The claim without its evidence."""
        kind = self.needed(node, RDF + "predicate")
        if kind not in self.kinds:
            raise self.fault(node, f"is of the kind {kind}, which the ontology lacks")
        own: dict[str, Any] = {key: value for key, value in self.own_properties(node)
                               if key in self.terms.properties and self.terms.properties[key].is_qualifier}
        if "count" in own:
            own["count"] = int(own["count"])
        return Claim(self.kinds[kind], nodes.id_of(self.needed(node, RDF + "subject")), self.target(node), **own)

    def judgement(self, node: Node) -> dict[str, Any]:
        return {"confidence": float(self.needed(node, KG + "confidence")),
                "review": dict(self.own_properties(node)).get("review", "unreviewed"),
                "extractor": self.needed(node, KG + "extractor")}

    def target(self, node: Node) -> str | Value:
        entity = self.text(node, RDF + "object")
        if entity is not None:
            return nodes.id_of(entity)
        unit = self.text(node, SCHEMA + "unitText")
        return Value(self.needed(node, RDF + "value"), self.needed(node, KG + "datatype"), unit)

    def quotation(self, node: Node) -> Evidence:
        said = {str(predicate): str(value) for selector in self.objects(node, OA + "hasSelector")
                for predicate, value in self.graph.predicate_objects(selector)}
        try:
            start, end, words = int(said[OA + "start"]), int(said[OA + "end"]), said[OA + "exact"]
        except (KeyError, ValueError):
            raise self.fault(node, "does not say where its words begin and end") from None
        return Evidence(nodes.id_of(self.needed(node, OA + "hasSource")), start, end, words)

    def decisions(self) -> list[Decision]:
        verdicts = {nodes.OWL + saying: verdict for verdict, saying in nodes.SAYING.items()}
        made = []
        for node in self.members(KG + "Decision"):
            a, b = (nodes.id_of(self.needed(node, RDF + end)) for end in ("subject", "object"))
            saying = self.needed(node, RDF + "predicate")
            if saying not in verdicts:
                raise self.fault(node, f"decides {saying}, which is nothing to be decided")
            about = {field: self.text(node, iri) or "" for field, iri in nodes.DECISION_FIELDS.items()}
            made.append(Decision(*in_order(a, b), verdicts[saying], **about))
        return sorted(made)

    def check(self, report: Extraction) -> None:
        """Nothing enters the graph whose words are not in the source, or whose ends nobody describes."""
        text, known = report.source.text, {entity.id for entity in report.entities}
        for piece in (piece for claim in report.claims for piece in claim.evidence):
            if text[piece.start:piece.end] != piece.quote:
                raise UsageError(f"{self.name}: the words {piece.quote[:60]!r} are not at {piece.start} to {piece.end} "
                                 f"of {report.source.document}; export again from a store that passes `thidua check`.")
        ends = {end for claim in report.claims for end in (claim.subject, claim.object, claim.giver)}
        missing = {end for end in ends if isinstance(end, str)} - known
        if missing:
            raise UsageError(f"{self.name}: {report.source.document} makes claims about {min(missing)} without "
                             "mentioning it; export again from a store that passes `thidua check`.")

    # small things ----------------------------------------------------------------------------------------------------
    def members(self, class_: str) -> list[Node]:
        """The named members of a class, by name; what has no name is part of something else."""
        found: list[Node] = [node for node in self.graph.subjects(URIRef(nodes.TYPE), URIRef(class_))
                             if isinstance(node, URIRef)]
        return sorted(found, key=str)

    def objects(self, node: Node, iri: str) -> list[Node]:
        return list(self.graph.objects(node, URIRef(iri)))

    def text(self, node: Node, iri: str) -> str | None:
        found = self.objects(node, iri)
        if len(found) > 1:
            raise self.fault(node, f"has {len(found)} values of {iri}, where one is allowed")
        return str(found[0]) if found else None

    def needed(self, node: Node, iri: str) -> str:
        found = self.text(node, iri)
        if found is None:
            raise self.fault(node, f"has no {iri}")
        return found

    def plain(self, value: Node) -> str:
        """A code or an entity's id out of its address; a literal as it is."""
        if isinstance(value, Literal):
            return str(value)
        scheme = next((iri for iri in self.terms.schemes.values() if str(value).startswith(iri)), None)
        return str(value).removeprefix(scheme) if scheme else nodes.id_of(str(value))

    def grouped(self, pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
        made: dict[str, list[T]] = {}
        for key, value in pairs:
            made.setdefault(key, []).append(value)
        return made

    def fault(self, node: Node, what: str) -> UsageError:
        return UsageError(f"{self.name}: <{node}> {what}; import only what `thidua export` has written.")
