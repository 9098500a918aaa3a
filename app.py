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

from thidua.ingest.readers import LARGEST_FILE
from thidua.screen import render
from thidua.screen.ask import PRIVATE, ask_tab, open_reports
from thidua.screen.desk import Desk
from thidua.screen.endpoints import api
from thidua.screen.limits import Rate
from thidua.screen.look import look_tab
from thidua.screen.places import place
from thidua.screen.reports import reports_tab
from thidua.screen.review import review_tab
from thidua.screen.service import Service
from thidua.screen.take import take_tab
from thidua.screen.texts import Words, best_language, messages
from thidua.screen.tools import tools

FOLDER = Path(__file__).parent / "screen"
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
SCRIPTS = ("page.js", "graph.js", "picture.js")
# Gradio writes these itself, in the browser's language if it knows that one; here they are in the page's.
GRADIO_WORDS = {
    "upload_text.drop_file": "files_drop",
    "upload_text.click_to_upload": "files_choose",
    "common.or": "files_or",
}
PAGE_FILE = "frontend/index.html"
ABOUT_GRADIO = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")
# Links and forms inside HTML speak to the server through this element's events.
ADDRESS = """
document.addEventListener("thidua:go", (event) => trigger("submit", event.detail));
document.addEventListener("thidua:read", (event) => trigger("select", event.detail));
document.addEventListener("thidua:note", (event) => trigger("like", event.detail));
"""
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='#0f766e'/>"
    "<path d='M3 5h10M3 8h10M3 11h6' stroke='white' stroke-width='1.5'/></svg>"
)


def build(desk: Desk, words: Words) -> gr.Blocks:
    page: gr.Blocks
    with gr.Blocks(title="thidua", analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        gr.HTML(render.header(words), elem_id="td-header", apply_default_css=False)
        address = gr.HTML(elem_id="td-address", js_on_load=ADDRESS)
        with gr.Tabs(selected="ask") as tabs:
            with gr.Tab(words("tab_ask"), id="ask"):
                ask_tab(desk, words, page, address)
            with gr.Tab(words("tab_look"), id="look") as look:
                look_tab(desk, words, look, address)
            with gr.Tab(words("tab_reports"), id="reports") as reports:
                reports_tab(desk, words, reports)
            with gr.Tab(words("tab_review"), id="review") as review:
                review_tab(desk, words, review)
            with gr.Tab(words("tab_take"), id="take"):
                take_tab(desk, words)
        open_reports(desk, words, address)
        address.submit(tab_of, None, tabs, show_progress="hidden", queue=False, **PRIVATE)
        # Gradio puts the browser's language there, which need not be the page's.
        page.load(None, js=f"() => {{ document.documentElement.lang = '{words.lang}'; thiduaArrive() }}", **PRIVATE)
    return page


def tab_of(event: gr.EventData) -> gr.Tabs:
    where = place(str(event.query))
    return gr.Tabs(selected="look" if where.look or where.list else "ask")


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
        said = {key: words(ours) for key, ours in GRADIO_WORDS.items()}
        mount(
            application,
            build(desk, words),
            f"/{lang}",
            theme=theme(),
            css_paths=[FOLDER / "style.css", FOLDER / "service.css"],
            head=head(),
            i18n=gr.I18n(**dict.fromkeys(messages(), said)),
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
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_400",
    )


def name_page() -> None:
    """Gradio's page speaks of Gradio to those who show a link to it, and has no title or width until scripts run."""
    pages = gradio.routes.templates.env
    gradios = pages.loader
    if isinstance(gradios, BaseLoader) and not isinstance(gradios, ChoiceLoader):
        source = ABOUT_GRADIO.sub("", gradios.get_source(pages, PAGE_FILE)[0])
        ours = f"<title>{{{{ config['title'] }}}}</title><style>{(FOLDER / 'frame.css').read_text('utf-8')}</style>"
        own = source.replace("<head>", f"<head>\n{ours}", 1)
        pages.loader = ChoiceLoader([DictLoader({PAGE_FILE: own}), gradios])


def head() -> str:
    return "".join(f"<script>{(FOLDER / name).read_text('utf-8')}</script>" for name in SCRIPTS)


if __name__ == "__main__":
    from thidua.cli import main

    sys.exit(main(["serve", *sys.argv[1:]]))
