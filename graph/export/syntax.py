"""Writes nodes as Turtle or JSON-LD, line by line. Strings are escaped so that every character comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, TextIO

from thidua.graph.export.nodes import TYPE, XSD, Fact, Iri, Literal, Node, Term

LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_:-]*[A-Za-z0-9_-])?")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


class Names:
    """Short names of addresses, and which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._longest_first = sorted(((iri, prefix) for prefix, iri in prefixes.items()), key=lambda p: (-len(p[0]), p))
        self._known: dict[str, str | None] = {}

    def short(self, iri: str) -> str | None:
        """The address as prefix:name where that is possible in both syntaxes."""
        if iri not in self._known:
            self._known[iri] = self._shortened(iri)
        return self._known[iri]

    def _shortened(self, iri: str) -> str | None:
        for start, prefix in self._longest_first:
            if iri.startswith(start):
                local = iri[len(start):]
                return f"{prefix}:{local}" if LOCAL.fullmatch(local) else None
        return None


def turtle(nodes: Iterable[Node], prefixes: Mapping[str, str], stream: TextIO) -> None:
    names = Names(prefixes)
    for prefix, iri in sorted(prefixes.items()):
        stream.write(f"@prefix {prefix}: <{iri}> .\n")
    for node in nodes:
        stream.write(f"\n{_address(node.iri or '', names)} {_facts(node.facts, names, 1)} .\n")


def _facts(facts: Iterable[Fact], names: Names, depth: int) -> str:
    groups = []
    for predicate, group in groupby(facts, key=lambda fact: fact[0]):
        verb = "a" if predicate == TYPE else _address(predicate, names)
        groups.append(f"{verb} " + ", ".join(_turtle(term, names, depth) for _, term in group))
    return (" ;\n    " if depth == 1 else " ; ").join(groups)


def _turtle(term: Term, names: Names, depth: int) -> str:
    if isinstance(term, Node):
        return f"[ {_facts(term.facts, names, depth + 1)} ]"
    if isinstance(term, Literal):
        if term.datatype == XSD + "integer":
            return term.text
        text = f'"{ESCAPED.sub(_escape, term.text)}"'
        if term.lang:
            return f"{text}@{term.lang}"
        return f"{text}^^{_address(term.datatype, names)}" if term.datatype else text
    return _address(term, names)


def _escape(match: re.Match[str]) -> str:
    return ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _address(iri: str, names: Names) -> str:
    return names.short(iri) or f"<{iri}>"


def jsonld(nodes: Iterable[Node], prefixes: Mapping[str, str], stream: TextIO) -> None:
    names = Names(prefixes)
    stream.write('{"@context": ' + json.dumps(dict(sorted(prefixes.items())), indent=1) + ',\n"@graph": [')
    separator = "\n"
    for node in nodes:
        stream.write(separator + json.dumps(_json_node(node, names), ensure_ascii=False))
        separator = ",\n"
    stream.write("\n]}\n")


def _json_node(node: Node, names: Names) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": names.short(node.iri) or node.iri} if node.iri else {}
    for predicate, group in groupby(node.facts, key=lambda fact: fact[0]):
        if predicate == TYPE:
            made["@type"] = [names.short(term) or term for _, term in group if isinstance(term, Iri)]
        else:
            made.setdefault(names.short(predicate) or predicate, []).extend(_json(term, names) for _, term in group)
    return made


def _json(term: Term, names: Names) -> Any:
    if isinstance(term, Node):
        return _json_node(term, names)
    if isinstance(term, Iri):
        return {"@id": names.short(term) or str(term)}
    if term.lang:
        return {"@value": term.text, "@language": term.lang}
    if term.datatype == XSD + "integer":
        return int(term.text)
    return {"@value": term.text, "@type": names.short(term.datatype)} if term.datatype else term.text
