"""`python -m thidua.graph.export.docs` writes docs/ontology.md from schema.ttl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from thidua.graph.export.shapes import SH, shapes
from thidua.graph.ontology import KG, SCHEMA, Ontology, load

PAGE = SCHEMA.parent / "docs" / "ontology.md"
LANGUAGES = ("vi", "en", "de", "hi")
INTRODUCTION = """# The ontology

Written by `python -m thidua.graph.export.docs` from `schema.ttl`; change that file, then run the command again.

The program reads `schema.ttl` at its start and repeats nothing of it: the claim kinds with what may stand at their
ends, the store's tables, the codes, every label in an answer and the shapes of `thidua check` come from there. To add a
claim kind, declare it there like its neighbours, with a label in every language, and give the languages its words.

`kg:` is `{kg}`. Other vocabularies are used where their definition fits. Labels are in
{languages}; the tables show four of them.
"""


def page(terms: Ontology) -> str:
    parts = [
        INTRODUCTION.format(kg=KG, languages=", ".join(terms.languages)),
        *_classes(terms), *_kinds(terms), *_properties(terms), *_codes(terms), *_shapes()]
    return "\n".join(parts) + "\n"


def _classes(terms: Ontology) -> Iterator[str]:
    yield "## Classes\n\nEntities have one of the classes under `Entity`; the others make up claims and sources.\n"
    yield from _table(("id", "term", "under", "properties", *LANGUAGES, "meaning"), (
        (f"`{c.id}`", _short(terms, c.iri), ", ".join(c.parents), _ids(c.properties), *_labels(c.labels), c.comment)
        for c in terms.classes.values()))


def _kinds(terms: Ontology) -> Iterator[str]:
    yield "## Claim kinds\n\nThe edge is the plain one of the property graph, the record the class of the RDF node.\n"
    yield from _table(("id", "subject", "object", "qualifiers", "edge", "record", *LANGUAGES, "meaning"), (
        (f"`{k.id}`", _ids(sorted(k.subjects)), f"a {k.value}" if k.value else _ids(sorted(k.objects)),
         _ids(sorted(k.qualifiers)), f"`{k.edge}`", k.record, *_labels(k.labels), k.comment)
        for k in terms.kinds.values()))


def _properties(terms: Ontology) -> Iterator[str]:
    yield "## Properties and qualifiers\n\nA qualifier belongs to the claim, a property to the entity.\n"
    yield from _table(("id", "term", "is", "values", *LANGUAGES), (
        (f"`{p.id}`", _short(terms, p.iri), "qualifier" if p.is_qualifier else "property",
         f"codes of {p.scheme}" if p.scheme else _ids(sorted(p.objects)) or "text", *_labels(p.labels))
        for p in terms.properties.values()))


def _codes(terms: Ontology) -> Iterator[str]:
    yield "## Code lists\n"
    for scheme, codes in terms.codes.items():
        yield f"### {scheme}\n"
        yield from _table(("code", "under", *LANGUAGES), (
            (f"`{c.id}`", c.broader or "", *_labels(c.labels)) for c in codes.values()))


def _shapes() -> Iterator[str]:
    yield "## What `thidua check` says\n"
    yield "Beside these shapes it compares every quotation with its source, and every claim with the tables above.\n"
    graph = shapes()
    remedy = graph.namespace_manager.expand_curie("kg:remedy")
    messages = graph.subject_objects(SH.message)
    found = sorted({(str(message), str(graph.value(shape, remedy) or "")) for shape, message in messages})
    yield from _table(("problem", "what to do"), found)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _short(terms: Ontology, iri: str) -> str:
    prefix, start = max(((p, i) for p, i in terms.prefixes.items() if iri.startswith(i)), key=lambda pair: len(pair[1]))
    return f"`{prefix}:{iri.removeprefix(start)}`"


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(ids)


def _labels(labels: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(labels[lang] for lang in LANGUAGES)


def main(target: Path = PAGE) -> None:
    target.write_text(page(load(SCHEMA)), "utf-8")


if __name__ == "__main__":
    main()
