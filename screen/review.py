"""The tab of pairs that may be one and the same: both sides with a sentence, what speaks for it, and what people say.

What is asked and what a decision does is said in `graph/review.py`; here it is shown and clicked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.graph import review
from thidua.graph.claims import Entity, evidence_json
from thidua.graph.decisions import SAME, Decision, Decisions
from thidua.graph.errors import ThiduaError
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.graph.suggestions import Suggestion, suggestions
from thidua.screen import render
from thidua.screen.desk import Desk
from thidua.screen.failures import told as telling
from thidua.screen.reasons import in_words
from thidua.screen.reports import CHOSEN, QUICK
from thidua.screen.texts import Words

MOST_DECISIONS = 200  # that are listed and can be undone here
LONGEST_NOTE = 500


class Pairs:
    """The suggestions of a store, computed again when it has changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._computed = lru_cache(maxsize=1)(self._compute)

    def open(self) -> tuple[Suggestion, ...]:
        self._desk.wait_until_ready()
        return self._computed(self._desk.store.state(), tuple(self._desk.store.decisions()))

    def _compute(self, _state: str, decided: tuple[Decision, ...]) -> tuple[Suggestion, ...]:
        return tuple(suggestions(self._desk.store, Decisions(decided)))


def review_tab(desk: Desk, words: Words, tab: gr.Tab) -> None:
    pairs, shown, later = Pairs(desk), gr.State(), gr.State([])
    said = gr.HTML(elem_id="td-review-said", apply_default_css=False)
    card = gr.HTML(elem_id="td-pair", apply_default_css=False)
    with gr.Row(visible=False) as reasons:
        note = gr.Textbox(label=words("review_note"), max_length=LONGEST_NOTE, scale=3, min_width=260)
        by = gr.Textbox(label=words("review_by"), max_length=100, scale=1, min_width=160)
    with gr.Row():
        buttons = [
            gr.Button(words("review_accept"), variant="primary", visible=False, elem_id="td-accept"),
            gr.Button(words("review_reject"), visible=False, elem_id="td-reject"),
            gr.Button(words("review_later"), visible=False, elem_id="td-later"),
        ]
    with gr.Accordion(words("review_decisions"), open=False, elem_id="td-decisions"):
        chosen = gr.Radio(choices=[], show_label=False, elem_classes="td-choice")
        undo = gr.Button(words("review_undo"), elem_id="td-undo")
    outputs = [card, shown, reasons, *buttons, chosen, undo]

    @telling(words)
    def show(later: list[str]) -> tuple[Any, ...]:
        return page(desk, words, pairs.open(), later)

    def put_off(pair: str | None, later: list[str]) -> list[str]:
        return [*later, pair] if pair else later

    def deciding(is_same: bool) -> Any:
        def decide(pair: str | None, note: str, by: str, request: gr.Request) -> tuple[Markup, str]:
            return decided(desk, words, pairs, pair, is_same, by or request.username or "", note), ""

        return decide

    def undoing(pair: object) -> Markup:
        return undone(desk, words, pair)

    tab.select(show, later, outputs, **QUICK)
    for button, is_same in zip(buttons, (True, False), strict=False):
        made = button.click(deciding(is_same), [shown, note, by], [said, note], **QUICK)
        made.then(show, later, outputs, **QUICK)
    buttons[2].click(put_off, [shown, later], later, **QUICK).then(show, later, outputs, **QUICK)
    undo.click(undoing, chosen, said, **CHOSEN).then(show, later, outputs, **QUICK)


def page(desk: Desk, words: Words, open_: Sequence[Suggestion], later: Sequence[str]) -> tuple[Any, ...]:
    """The next pair, its id, fields, buttons, what was decided, and the button to undo; those put off come last."""
    ordered = sorted(open_, key=lambda pair: later.index(pair.id) if pair.id in later else -1)
    made = desk.store.decisions()
    found, more = made[:MOST_DECISIONS], len(made) - MOST_DECISIONS
    entities = desk.store.as_reported().entities(sorted({id_ for one in found for id_ in one.pair}))
    choices = [(listed(one, entities), one.id) for one in found]
    info = words("more_decisions", count=more) if more > 0 else ""
    chosen = gr.Radio(choices=choices, value=choices[0][1] if choices else None, info=info)
    reasons, buttons = gr.Row(visible=bool(ordered)), [gr.Button(visible=bool(ordered))] * 3
    widgets = [reasons, *buttons, chosen, gr.Button(interactive=bool(choices))]
    if not ordered:
        return (render.notice(words("review_none")), None, *widgets)
    return (pair_card(desk.store, words, ordered[0], len(ordered)), ordered[0].id, *widgets)


def decided(desk: Desk, words: Words, pairs: Pairs, pair: str | None, is_same: bool, by: str, note: str) -> Markup:
    found = next((one for one in pairs.open() if one.id == pair), None)
    if found is None:
        return render.notice(words("review_gone"))
    try:
        with desk.writer() as store:
            review.decide(store, found.one.id, found.other.id, is_same=is_same, by=by, note=note)
    except ThiduaError as error:
        return render.failed(words, error)
    desk.reread()
    text = words("review_same" if is_same else "review_different", one=found.one.label, other=found.other.label)
    return told(text)


def undone(desk: Desk, words: Words, id_: object) -> Markup:
    found = next((one for one in desk.store.decisions() if one.id == id_), None)
    if found is None:
        return render.notice(words("review_nothing"))
    try:
        with desk.writer() as store:
            store.undo(*found.pair)
            entities = store.entities(found.pair)
    except ThiduaError as error:
        return render.failed(words, error)
    desk.reread()
    one, other = (review.label(entities, end) for end in found.pair)
    return told(words("review_undone", one=one, other=other))


# how it is shown -----------------------------------------------------------------------------------------------------
def told(text: str) -> Markup:
    return Markup('<p class="td-summary" role="status" dir="auto">{}</p>').format(text)


def pair_card(store: Store, words: Words, pair: Suggestion, left: int) -> Markup:
    sides = render.join(side(store, words, entity) for entity in (pair.one, pair.other))
    reasons = render.join(
        reasons_of(words, words(key), some)
        for key, some in (("review_for", pair.agree), ("review_against", pair.against))
    )
    return Markup('<p class="td-count">{}</p><div class="td-pair">{}</div><div class="td-reasons">{}</div>').format(
        words("review_count", count=left), sides, reasons
    )


def side(store: Store, words: Words, entity: Entity) -> Markup:
    names = [name for name in dict.fromkeys(name.text for name in entity.names) if name != entity.label]
    spellings = Markup("<p>{}: <bdi>{}</bdi></p>").format(words("review_names"), "; ".join(names)) if names else ""
    cited = review.sentence(store, entity)
    piece = evidence_json(*cited) if cited else None
    quoted = render.sentences(words, [piece]) if piece else Markup("<p>{}</p>").format(words("review_no_sentence"))
    kind = ontology().label(entity.type, words.lang)
    return Markup('<section dir="auto"><h2>{}</h2><p class="td-source">{}</p>{}{}</section>').format(
        entity.label, kind, spellings, quoted
    )


def reasons_of(words: Words, heading: str, some: Sequence[str]) -> Markup:
    if not some:
        return Markup("")
    said = [in_words(words.lang, reason) for reason in some]
    items = render.join(Markup('<li lang="{}" dir="auto">{}</li>').format(reason.lang, reason.text) for reason in said)
    return Markup("<section><h3>{}</h3><ul>{}</ul></section>").format(heading, items)


def listed(decision: Decision, entities: dict[str, Entity]) -> str:
    one, other = (review.label(entities, end) for end in decision.pair)
    sign = "=" if decision.verdict == SAME else "≠"
    return " · ".join(filter(None, (f"{one} {sign} {other}", decision.at[:10], decision.by, decision.note)))
