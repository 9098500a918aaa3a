"""All that the page of an entity shows, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.screen import page
from thidua.screen.neighbours import LIMIT, neighbours
from thidua.screen.places import looking
from thidua.screen.render import join
from thidua.screen.texts import Words
from thidua.screen.timeline import left_out, timeline
from thidua.screen.tree import branches

if TYPE_CHECKING:
    from thidua.qa.dossiers import Hit

MOST_FOUND = 12  # names; who types on finds the others
TRACED = ("NormativeDocument", "Movement")


class Dossier(NamedTuple):
    """`timeline` is a Plotly figure, None where nothing has a date."""

    head: Markup
    timeline: Any
    body: Markup


def dossier(store: Store, entity: str, words: Words) -> Dossier:
    """Raises NameUnknown if the store has no such entity, StoreError if it fails."""
    from thidua.qa import dossiers

    profile = dossiers.profile(store, entity, words.lang)
    spans = list(dossiers.timeline(store, entity, words.lang))
    around = dossiers.neighbourhood(store, entity, LIMIT, words.lang)
    under = dossiers.trace(store, entity, words.lang) if profile.entity.type in TRACED else None
    ids = {id_ for part in profile.sections for line in part.lines for id_ in line.about}
    ids |= {span.entity for span in spans} | {node.entity for node in (under.root.walk() if under else ())}
    named = store.entities(sorted(ids))
    drawn = timeline(words, spans, profile.evidence)
    told = {node.relation for node in under.root.children} if under else set()
    return Dossier(
        page.head(words, profile) + (page.heading(words("timeline"), drawn.layout.height) if drawn else ""),
        drawn,
        join(
            (
                page.key(words, left_out(spans)) if drawn else Markup(""),
                branches(words, under, named) if under else Markup(""),
                page.body(words, profile, named, spans, but=told),
                neighbours(words, around),
                page.sources(words, profile),
            )
        ),
    )


def suggestions(words: Words, hits: Sequence[Hit], wanted: str) -> Markup:
    """What a search found, as one types: each leads to its page; of more than MOST_FOUND the first."""
    if not wanted.strip():
        return Markup("")
    shown, more = hits[:MOST_FOUND], len(hits) > MOST_FOUND
    items = join(
        Markup(
            '<li><a href="{}" data-go><span class="td-dot td-c-{}"></span><bdi>{}</bdi>{} <small>{}</small></a></li>'
        ).format(
            looking(hit.entity),
            hit.type,
            hit.label,
            Markup(' <small class="td-also"><bdi>{}</bdi></small>').format(hit.matched)
            if hit.matched != hit.label
            else "",
            ontology().label(hit.type, words.lang),
        )
        for hit in shown
    )
    told = words("suggestions_first" if more else "suggestions", count=len(shown)) if hits else words("no_match")
    return Markup(
        '<div class="td-found" data-wanted="{}"><p role="status" class="td-count">{}</p><ul>{}</ul></div>'
    ).format(wanted, told, items)
