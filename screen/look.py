"""The pages of people, clusters, organisations, documents and movements, found by any of their names."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.graph.errors import ThiduaError
from thidua.screen import render
from thidua.screen.ask import PRIVATE, PROMPT
from thidua.screen.browse import lists
from thidua.screen.desk import Desk
from thidua.screen.dossier import Dossier, suggestions
from thidua.screen.failures import told
from thidua.screen.places import place
from thidua.screen.texts import Words

SETTINGS: dict[str, Any] = {**PROMPT, **PRIVATE}


def look_tab(desk: Desk, words: Words, tab: gr.Tab, address: gr.HTML) -> None:
    with gr.Column(elem_id="td-search"):
        wanted = gr.Textbox(
            label=words("look_up"), placeholder=words("search_placeholder"), max_length=200, elem_id="td-wanted"
        )
        found = gr.HTML(elem_id="td-found", apply_default_css=False)
    with gr.Column() as listed:
        lists(desk, words, tab)
    with gr.Column(visible=False, elem_id="td-page") as opened:
        head = gr.HTML(elem_id="td-look", elem_classes="td-look", apply_default_css=False)
        times = gr.Plot(label=words("timeline"), show_label=False, container=False, elem_id="td-timeline", buttons=[])
        body = gr.HTML(elem_classes="td-look", apply_default_css=False)

    @told(words)
    def suggest(text: str | None) -> Markup:
        return suggestions(words, desk.search(text or ""), text or "")

    def show(event: gr.EventData) -> tuple[Any, ...]:
        where = place(str(event.query))
        if not where.look:
            return (gr.Column(visible=True), gr.Column(visible=False), *(gr.skip(),) * 3)
        try:
            page: Dossier = desk.dossier(where.look, words)
        except ThiduaError as error:
            page = Dossier(render.failed(words, error), None, Markup(""))
        figure = gr.Plot(page.timeline, visible=page.timeline is not None)
        return gr.Column(visible=False), gr.Column(visible=True), page.head, figure, page.body

    wanted.change(suggest, wanted, found, trigger_mode="always_last", **SETTINGS)
    wanted.submit(None, js="() => thiduaFirst()", **PRIVATE)
    address.submit(show, None, [listed, opened, head, times, body], **SETTINGS).then(
        None, js="() => thiduaOpened()", **PRIVATE
    )
