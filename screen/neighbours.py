"""An entity's neighbourhood as a graph to move about in, and as a list that says the same.

Cytoscape draws it (docs/decisions/0011-drawing.md): Gradio's own wheel carries the library, under a name with a hash.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thidua.graph.claims import Entity
from thidua.graph.ontology import ontology
from thidua.screen.places import looking
from thidua.screen.render import join, page_link, source_line
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.dossiers import Edge, Neighbourhood

LONGEST = 60  # characters of a label; the whole name is shown when one points at it
PICTURES = ("PNG", "SVG")
LIMIT = 18  # neighbours; more labels than these cannot be read beside each other


@cache
def cytoscape() -> str | None:
    """The library's address on this server; None where this version of Gradio does not carry it."""
    import gradio

    folder = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
    found = next(iter(sorted(folder.glob("cytoscape.esm*.js"))), None)
    return f"assets/{found.name}" if found else None


def neighbours(words: Words, around: Neighbourhood) -> Markup:
    if not around.edges:
        return Markup("")
    named = {entity.id: entity for entity in around.nodes}
    more = Markup('<p class="td-count">{}</p>').format(words("more_neighbours", count=around.more))
    return Markup(
        '<section class="td-part td-look"><h3>{}</h3>{}{}<details{}><summary>{}</summary>{}</details></section>'
    ).format(
        words("neighbourhood"),
        drawn(words, around) if cytoscape() else "",
        more if around.more else "",
        "" if cytoscape() else Markup(" open"),
        words("as_a_list"),
        listed(words, around.edges, named),
    )


def drawn(words: Words, around: Neighbourhood) -> Markup:
    buttons = join(
        Markup('<button type="button" data-zoom="{}" aria-label="{}">{}</button>').format(by, words(name), sign)
        for by, name, sign in (("1.3", "zoom_in", "+"), ("0.77", "zoom_out", "−"), ("0", "zoom_fit", "⤢"))
    )
    pictures = join(
        Markup('<button type="button" data-picture="{}" aria-label="{}">{}</button>').format(
            kind.lower(), words("save_picture", kind=kind), kind
        )
        for kind in PICTURES
    )
    return Markup(
        '<div class="td-graph">'
        '<div class="td-canvas" role="img" aria-label="{}" data-script="{}" data-graph="{}"></div>'
        '<div class="td-zoom">{}</div><div class="td-said" aria-hidden="true" hidden></div></div>'
        '{}<p class="td-count">{}</p>'
    ).format(
        words("graph_label", count=len(around.nodes) - 1),
        cytoscape(),
        json.dumps(elements(around), ensure_ascii=False),
        pictures + buttons,
        legend(words, around.nodes),
        words("graph_help"),
    )


def elements(around: Neighbourhood) -> list[dict[str, Any]]:
    """Nodes and edges as Cytoscape reads them; an edge has its sentence."""
    nodes: list[dict[str, Any]] = [
        {
            "data": {"id": e.id, "label": short(e.label), "name": e.label, "query": looking(e.id)},
            "classes": f"{e.type} centre" if e.id == around.centre else e.type,
        }
        for e in around.nodes
    ]
    edges = [
        {
            "data": {
                "id": f"e{number}",
                "source": edge.source,
                "target": edge.target,
                "label": told(edge),
                "quote": edge.evidence["quote"],
                "lang": edge.evidence["lang"],
                "where": edge.evidence["title"] or edge.evidence["document"],
            }
        }
        for number, edge in enumerate(around.edges)
    ]
    return nodes + edges


def short(label: str) -> str:
    return shorten(label, LONGEST, placeholder=" …") or label[:LONGEST]


def told(edge: Edge) -> str:
    return f"{edge.label} ({edge.when})" if edge.when else edge.label


def legend(words: Words, nodes: Sequence[Entity]) -> Markup:
    types = dict.fromkeys(entity.type for entity in nodes)
    return Markup('<ul class="td-legend" aria-label="{}">{}</ul>').format(
        words("legend"),
        join(
            Markup('<li><span class="td-dot td-c-{}"></span>{}</li>').format(type_, ontology().label(type_, words.lang))
            for type_ in types
        ),
    )


def listed(words: Words, edges: Sequence[Edge], named: dict[str, Entity]) -> Markup:
    return Markup('<ul class="td-lines">{}</ul>').format(
        join(
            Markup('<li>{} — {} → {}<blockquote lang="{}" dir="auto">{}</blockquote>{}</li>').format(
                page_link(edge.source, named[edge.source].label),
                told(edge),
                page_link(edge.target, named[edge.target].label),
                edge.evidence["lang"],
                edge.evidence["quote"],
                source_line(words, edge.evidence),
            )
            for edge in edges
        )
    )
