"""The screen: its widgets and the server under them. `python app.py` is `thidua serve`.

Every language has a page of its own (/en/, /vi/, …) with the same widgets in its words; / leads to the browser's.
"""

from __future__ import annotations

import hmac
import re
import sys
from pathlib import Path
from typing import Any

import gradio as gr
import gradio.routes
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from jinja2 import BaseLoader, ChoiceLoader, DictLoader
from markupsafe import Markup

from thidua.ingest.readers import LARGEST_FILE
from thidua.screen import render
from thidua.screen.desk import Desk
from thidua.screen.endpoints import api
from thidua.screen.limits import Rate
from thidua.screen.lists import LISTS
from thidua.screen.reports import reports_tab
from thidua.screen.review import review_tab
from thidua.screen.service import Service
from thidua.screen.take import take_tab
from thidua.screen.talk import LONGEST_QUESTION, Talk
from thidua.screen.texts import Words, best_language, messages
from thidua.screen.tools import tools

FOLDER = Path(__file__).parent / "screen"
EXAMPLES, PAGE = 4, 25
PEOPLE_AT_ONCE = 8
# What Gradio would add of its own: links to itself, what each visitor did, tracebacks, a server for rendering.
QUIET: dict[str, Any] = {
    "footer_links": [],
    "run_history": False,
    "show_error": False,
    "ssr_mode": False,
    "enable_monitoring": False,
    "pwa": False,
    "mcp_server": False,
}
PAGE_FILE = "frontend/index.html"
ABOUT_GRADIO = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")
PRIVATE: dict[str, Any] = {"api_visibility": "private"}
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='#0f766e'/>"
    "<path d='M3 5h10M3 8h10M3 11h6' stroke='white' stroke-width='1.5'/></svg>"
)


def build(desk: Desk, words: Words) -> gr.Blocks:
    page: gr.Blocks
    with gr.Blocks(title="thidua", analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        gr.HTML(render.header(words), elem_id="td-header", apply_default_css=False)
        with gr.Tabs():
            with gr.Tab(words("tab_ask"), id="ask"):
                ask_tab(desk, words, page)
            with gr.Tab(words("tab_browse"), id="browse") as browse:
                browse_tab(desk, words, browse)
            with gr.Tab(words("tab_reports"), id="reports") as reports:
                reports_tab(desk, words, reports)
            with gr.Tab(words("tab_review"), id="review") as review:
                review_tab(desk, words, review)
            with gr.Tab(words("tab_take"), id="take"):
                take_tab(desk, words)
        # Gradio puts the browser's language there, which need not be the page's.
        page.load(None, js=f"() => {{ document.documentElement.lang = '{words.lang}' }}", **PRIVATE)
    return page


def ask_tab(desk: Desk, words: Words, page: gr.Blocks) -> None:
    talk = gr.State()
    transcript = gr.HTML(render.welcome(words), elem_id="td-transcript", apply_default_css=False)
    with gr.Row(elem_id="td-examples"):
        clear = gr.Button(words("new_conversation"), size="sm", elem_id="td-new")
        buttons = [gr.Button(visible=False, size="sm", elem_classes="td-example") for _ in range(EXAMPLES)]
    with gr.Row(elem_id="td-ask"):
        question = question_box(words)
        send = gr.Button(words("ask"), variant="primary", scale=1, min_width=96)

    def answer(asked: str, before: Talk | None) -> tuple[Markup, str, Talk]:
        talking = before or Talk()
        if asked.strip():
            talking.ask(desk, words, asked)
        return talking.html(words), "", talking

    def begin_again() -> tuple[Markup, str, Talk]:
        return render.welcome(words), "", Talk()

    def offer() -> list[gr.Button]:
        offered = desk.examples(words.lang)
        return [gr.Button(text, visible=True) for text in offered] + [gr.Button(visible=False)] * (
            EXAMPLES - len(offered)
        )

    asked = [(send.click, question), (question.submit, question), *((button.click, button) for button in buttons)]
    for event, source in asked:
        event(
            answer,
            [source, talk],
            [transcript, question, talk],
            show_progress="minimal",
            concurrency_limit=PEOPLE_AT_ONCE,
            concurrency_id="ask",
            **PRIVATE,
        ).then(None, js="() => thiduaShowLast()", **PRIVATE)
    clear.click(begin_again, None, [transcript, question, talk], **PRIVATE)
    page.load(offer, None, buttons, show_progress="hidden", concurrency_limit=PEOPLE_AT_ONCE, **PRIVATE)


def question_box(words: Words) -> gr.Textbox:
    return gr.Textbox(
        label=words("question"),
        placeholder=words("question_placeholder"),
        lines=1,
        max_lines=5,
        max_length=LONGEST_QUESTION,
        autofocus=True,
        scale=8,
    )


def browse_tab(desk: Desk, words: Words, tab: gr.Tab) -> None:
    with gr.Row(elem_id="td-choose"):
        kind = gr.Radio(
            [(words(name), name) for name in LISTS], value="officials", label=words("list"), scale=3, min_width=300
        )
        wanted = gr.Textbox(
            label=words("search"), placeholder=words("search_placeholder"), max_length=200, scale=2, min_width=260
        )
    limit = gr.State(PAGE)
    listed = gr.HTML(elem_id="td-list", apply_default_css=False)
    more = gr.Button(words("show_more"), visible=False)

    def show(kind: str, wanted: str, limit: int = PAGE) -> tuple[Markup, gr.Button, int]:
        table = desk.table(kind, words.lang)
        rows = table.search(wanted)
        return render.table(words, table, rows[:limit], len(rows)), gr.Button(visible=len(rows) > limit), limit

    def show_more(kind: str, wanted: str, limit: int) -> tuple[Markup, gr.Button, int]:
        return show(kind, wanted, limit + PAGE)

    settings: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": PEOPLE_AT_ONCE, **PRIVATE}
    outputs = [listed, more, limit]
    # One event for all three, so that an older list never comes in over a newer one.
    gr.on(
        [tab.select, kind.change, wanted.change], show, [kind, wanted], outputs, trigger_mode="always_last", **settings
    )
    more.click(show_more, [kind, wanted, limit], outputs, **settings)


# the site ----------------------------------------------------------------------------------------------------------
def site(desk: Desk, password: str | None, rate: Rate) -> FastAPI:
    """All pages on one server; the door before them knows the browser's language. No password lets everyone in.

    The API and the MCP server stand beside them; whoever serves this must ask for the password there (see `Guard`).
    `rate` is how often one address may ask them.
    """
    application = FastAPI(openapi_url=None)
    name_page()

    @application.get("/")
    def door(request: Request) -> RedirectResponse:
        return RedirectResponse(
            f"{best_language(request.headers.get('accept-language'))}/", headers={"vary": "accept-language"}
        )

    @application.get("/favicon.ico")
    def icon() -> Response:
        return Response(ICON, media_type="image/svg+xml")

    for lang in messages():
        words = Words(lang)
        mount(
            application,
            build(desk, words),
            f"/{lang}",
            theme=theme(),
            css_paths=[FOLDER / "style.css", FOLDER / "service.css"],
            head=head(),
            auth=(lambda _, given: hmac.compare_digest(given.encode(), (password or "").encode()))
            if password
            else None,
            auth_message=words("password_asked"),
        )
    service = Service(desk, rate)
    mount(application, api(service), "/api")
    mount(application, tools(service), "/mcp", mcp_server=True)
    return application


def mount(application: FastAPI, page: gr.Blocks, path: str, **settings: Any) -> None:
    gr.mount_gradio_app(application, page, path, max_file_size=LARGEST_FILE, **QUIET | settings)
    # Gradio refuses a file that nobody uploaded, which a request may name, only in what it takes for launched.
    page.has_launched = True


def theme() -> gr.themes.Base:
    """The reader's own fonts: none is fetched, and every script is drawn as their system draws it best."""
    base = gr.themes.Base(
        primary_hue="teal",
        neutral_hue="stone",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    # Gradio's own shades are too pale to read as text or under white text.
    return base.set(
        color_accent="*primary_700",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        block_label_text_color="*neutral_600",
        block_title_text_color="*neutral_600",
    )


def name_page() -> None:
    """Gradio's page speaks of Gradio to those who show a link to it, and has no title until its script runs."""
    pages = gradio.routes.templates.env
    gradios = pages.loader
    if isinstance(gradios, BaseLoader) and not isinstance(gradios, ChoiceLoader):
        source = ABOUT_GRADIO.sub("", gradios.get_source(pages, PAGE_FILE)[0])
        own = source.replace("<head>", "<head>\n<title>{{ config['title'] }}</title>", 1)
        pages.loader = ChoiceLoader([DictLoader({PAGE_FILE: own}), gradios])


def head() -> str:
    return f"<script>{(FOLDER / 'page.js').read_text('utf-8')}</script>"


if __name__ == "__main__":
    from thidua.cli import main

    sys.exit(main(["serve", *sys.argv[1:]]))
