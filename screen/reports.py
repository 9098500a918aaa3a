"""The tab of the reports: to add some, and to take one out with all that only it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.graph.claims import Source
from thidua.graph.errors import ThiduaError
from thidua.graph.names import fold
from thidua.graph.stores.base import ClaimQuery
from thidua.ingest.readers import LARGEST_FILE
from thidua.screen import feed, render
from thidua.screen.ask import PRIVATE, PROMPT
from thidua.screen.desk import Desk
from thidua.screen.failures import told
from thidua.screen.lists import statements
from thidua.screen.texts import Words

AT_ONCE = 8
MOST_OFFERED = 20  # reports to choose from; a search finds the others
QUICK: dict[str, Any] = {**PROMPT, **PRIVATE}
# For lists that a search or another visitor changes: Gradio refuses what is not among the choices that it sent last,
# which may be others than those one sees. Whoever takes the value looks it up instead.
CHOSEN: dict[str, Any] = {**QUICK, "preprocess": False}
QUEUED: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": AT_ONCE, **PRIVATE}  # what comes in pieces


def reports_tab(desk: Desk, words: Words, tab: gr.Tab) -> None:
    with gr.Row():
        files = gr.File(
            label=words("files", size=LARGEST_FILE // 1_000_000),
            file_count="multiple",
            file_types=feed.FILE_TYPES,
            height=180,
            min_width=300,
            elem_id="td-files",
        )
        addresses = gr.Textbox(
            label=words("addresses"),
            placeholder=words("addresses_placeholder"),
            lines=4,
            min_width=300,
            elem_id="td-addresses",
        )
    with gr.Row():
        read = gr.Button(words("add"), variant="primary", elem_id="td-add")
        stop = gr.Button(words("feed_stop"), variant="stop", visible=False, elem_id="td-feed-stop")
    outcome = gr.HTML(elem_id="td-outcome", min_height=60, apply_default_css=False)
    reading = gr.State()

    def add(files: list[str] | None, addresses: str) -> Iterator[tuple[Any, ...]]:
        going = feed.Reading(desk, words, files or [], addresses)
        stoppable = gr.Button(words("feed_stop"), visible=True, interactive=True), gr.Button(interactive=False)
        for shown in going.run():
            yield shown, going, *stoppable, gr.skip(), gr.skip()
            stoppable = gr.skip(), gr.skip()
        yield gr.skip(), None, gr.Button(visible=False), gr.Button(interactive=True), None, ""

    def halt(going: feed.Reading | None) -> gr.Button:
        if going is not None:
            going.stop()
        return gr.Button(words("feed_stopping"), interactive=False)

    added = read.click(add, [files, addresses], [outcome, reading, stop, read, files, addresses], **QUEUED)
    stop.click(halt, reading, stop, **QUICK)
    shelf(desk, words, tab, added)


def shelf(desk: Desk, words: Words, tab: gr.Tab, added: gr.events.Dependency) -> None:
    """Choosing a report, seeing what it says, and taking it out after being asked again."""
    gr.HTML(Markup('<h2 class="td-part">{}</h2>').format(words("retract_title")), apply_default_css=False)
    wanted = gr.Textbox(label=words("retract_search"), placeholder=words("search_placeholder"), max_length=200)
    chosen = gr.Radio(label=words("report"), choices=[], value=None, elem_id="td-chosen", elem_classes="td-choice")
    with gr.Row():
        take = gr.Button(words("retract"), visible=False, elem_id="td-retract")
        sure = gr.Button(words("retract_sure"), variant="stop", visible=False, elem_id="td-retract-sure")
        keep = gr.Button(words("retract_keep"), visible=False)
    said = gr.HTML(elem_id="td-said", apply_default_css=False)
    shown = gr.State()  # the report that is shown, whatever a search offers meanwhile

    @told(words)
    def offer(wanted: str) -> gr.Radio:
        return gr.Radio(**choices(desk, words, wanted))

    @told(words)
    def show(source: object) -> tuple[Any, ...]:
        found = report_of(desk, source)
        says = what_it_says(desk, words, found.id) if found else render.notice(words("retract_gone"))
        buttons = [gr.Button(visible=visible) for visible in (found is not None, False, False)]
        return says, found.id if found else None, *buttons

    def ask_again() -> list[gr.Button]:
        return [gr.Button(visible=visible) for visible in (False, True, True)]

    @told(words)
    def retract(source: str | None, wanted: str) -> tuple[Markup, gr.Radio]:
        return taken_out(desk, words, source), gr.Radio(value=None, **choices(desk, words, wanted))

    def step_back() -> list[gr.Button]:
        return [gr.Button(visible=False)] * 3

    buttons = [take, sure, keep]
    gr.on([tab.select, wanted.change], offer, wanted, chosen, trigger_mode="always_last", **QUICK)
    added.then(offer, wanted, chosen, **QUICK)
    chosen.input(show, chosen, [said, shown, *buttons], **CHOSEN)
    take.click(ask_again, None, buttons, **QUICK)
    keep.click(show, shown, [said, shown, *buttons], **QUICK)
    sure.click(step_back, None, buttons, **QUICK).then(retract, [shown, wanted], [said, chosen], **QUICK)


def choices(desk: Desk, words: Words, wanted: str) -> dict[str, Any]:
    """What a list of reports offers for a search, and how many more there are."""
    found = offered(desk, wanted)
    more = len(found) - MOST_OFFERED
    return {"choices": found[:MOST_OFFERED], "info": words("more_reports", count=more) if more > 0 else ""}


def offered(desk: Desk, wanted: str) -> list[tuple[str, str]]:
    """Reports with all the words in title, file name or address: what each is called, and its id."""
    parts = [f" {word}" for word in fold(wanted).split()] if wanted.strip() else []
    keys = ((fold(" ".join(filter(None, (s.title, s.document, s.url)))), s) for s in desk.sources())
    fitting = [source for key, source in keys if all(part in f" {key}" for part in parts)]
    return [(name_of(source), source.id) for source in fitting]


def report_of(desk: Desk, id_: object) -> Source | None:
    """The report of that id; a browser may send anything for one."""
    return next((source for source in desk.sources() if source.id == id_), None)


def name_of(source: Source) -> str:
    """Title and document, and when it was published: two reports may share either."""
    return " · ".join(dict.fromkeys(filter(None, (source.title, source.document, source.published))))


def what_it_says(desk: Desk, words: Words, source: str) -> Markup:
    """Its statements, and how many would go with it because no other report says them."""
    table = statements(desk.store, words.lang, source)
    claims = desk.store.claims(ClaimQuery(sources=(source,)))
    alone = sum({piece.source for piece in claim.evidence} == {source} for claim in claims)
    count = Markup('<p class="td-summary">{}</p>').format(words("retract_says", total=len(claims), alone=alone))
    return count + render.grid(words, table, table.rows)


def taken_out(desk: Desk, words: Words, source: str | None) -> Markup:
    named = report_of(desk, source)
    try:
        if named is None or not desk.retract(named.id):
            return render.notice(words("retract_gone"))
    except ThiduaError as error:
        return render.failed(words, error)
    return Markup('<p class="td-summary" role="status" dir="auto">{}</p>').format(
        words("retract_done", name=name_of(named))
    )
