"""The lists of what is in the graph."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.screen import render
from thidua.screen.ask import PRIVATE, PROMPT
from thidua.screen.desk import Desk
from thidua.screen.failures import told
from thidua.screen.lists import LISTS
from thidua.screen.texts import Words

PAGE = 25


def lists(desk: Desk, words: Words, tab: gr.Tab) -> None:
    with gr.Row(elem_id="td-choose"):
        kind = gr.Radio(
            [(words(name), name) for name in LISTS], value="officials", label=words("list"), scale=3, min_width=300
        )
        wanted = gr.Textbox(
            value="",
            label=words("search"),
            placeholder=words("search_placeholder"),
            max_length=200,
            scale=2,
            min_width=260,
        )
    limit = gr.State(PAGE)
    listed = gr.HTML(elem_id="td-list", apply_default_css=False)
    more = gr.Button(words("show_more"), visible=False)

    @told(words)
    def show(kind: str, wanted: str | None, limit: int = PAGE) -> tuple[Markup, gr.Button, int]:
        table = desk.table(kind, words.lang)
        rows = table.search(wanted or "")
        return render.table(words, table, rows[:limit], len(rows)), gr.Button(visible=len(rows) > limit), limit

    def show_more(kind: str, wanted: str, limit: int) -> tuple[Markup, gr.Button, int]:
        return show(kind, wanted, limit + PAGE)

    settings: dict[str, Any] = {**PROMPT, **PRIVATE}
    outputs = [listed, more, limit]
    # One event for all three, so that an older list never comes in over a newer one.
    gr.on(
        [tab.select, kind.change, wanted.change], show, [kind, wanted], outputs, trigger_mode="always_last", **settings
    )
    more.click(show_more, [kind, wanted, limit], outputs, **settings)
