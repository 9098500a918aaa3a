"""The named endpoints of the API: `Service` in Gradio's terms. See docs/api.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from thidua.ingest.readers import LARGEST_FILE
from thidua.qa.pipeline import Thread
from thidua.screen.feed import FILE_TYPES, addresses_of, called
from thidua.screen.limits import visitor
from thidua.screen.service import Json, Service, error

ABOUT = "The API of thidua. Programs call its named endpoints; docs/api.md describes them."
# Answered in the request itself: a queue would call this server back at whatever host the request names.
DIRECT: dict[str, Any] = {"queue": False, "concurrency_limit": None}


def api(service: Service) -> gr.Blocks:
    """The endpoints /ask, /profile, /search, /trace and /ingest. What one client asks is one conversation."""
    page: gr.Blocks
    with gr.Blocks(title="thidua", analytics_enabled=False, delete_cache=(3600, 86400)) as page:
        gr.HTML(ABOUT)
        with gr.Column(visible=False):
            _ask(service)
            _profile(service)
            _search(service)
            _trace(service)
            _ingest(service)
    return page


def _ask(service: Service) -> None:
    question, thread = gr.Textbox(label="question"), gr.State()
    lang, as_of = gr.Textbox("", label="lang"), gr.Textbox("", label="as_of")

    def ask(question: str, lang: str, as_of: str, thread: Thread | None, request: gr.Request) -> tuple[Json, Thread]:
        """Answer a question from the graph, with the sentences that say so.

        Parameters:
            question: In any language; a follow-up may leave out what was said before.
            lang: The language of the answer, as in "en"; empty: the question's.
            as_of: The day taken for today: 2024, 2024-06 or 2024-06-21; empty: today.
        """
        talked = thread or Thread()
        return service.ask(who(request), question, lang, as_of, talked), talked

    gr.Button().click(ask, [question, lang, as_of, thread], [gr.JSON(), thread], api_name="ask", **DIRECT)


def _profile(service: Service) -> None:
    def profile(name: str, lang: str, request: gr.Request) -> Json:
        """All that the reports say of one person, cluster, body, document or movement.

        Parameters:
            name: In any spelling and script, or an id.
            lang: The language of headings and lines.
        """
        return service.profile(who(request), name, lang)

    inputs = [gr.Textbox(label="name"), gr.Textbox("en", label="lang")]
    gr.Button().click(profile, inputs, gr.JSON(), api_name="profile", **DIRECT)


def _search(service: Service) -> None:
    def search(text: str, limit: float, request: gr.Request) -> Json:
        """Whom and what the reports name, found by the beginnings of words in any script.

        Parameters:
            text: What to look for.
            limit: How many at most, up to 100.
        """
        return service.search(who(request), text, int(limit))

    inputs = [gr.Textbox(label="text"), gr.Number(10, label="limit", precision=0)]
    gr.Button().click(search, inputs, gr.JSON(), api_name="search", **DIRECT)


def _trace(service: Service) -> None:
    def trace(name: str, lang: str, request: gr.Request) -> Json:
        """From a document or movement to all who implement it, to what they do, and to their awards.

        Parameters:
            name: The document's code or the movement's name, or an id.
            lang: The language of the lines.
        """
        return service.trace(who(request), name, lang)

    inputs = [gr.Textbox(label="name"), gr.Textbox("en", label="lang")]
    gr.Button().click(trace, inputs, gr.JSON(), api_name="trace", **DIRECT)


def _ingest(service: Service) -> None:
    def ingest(addresses: str, request: gr.Request, files: list[str] | None = None) -> Json:
        """Read reports into the graph.

        Parameters:
            addresses: Web addresses, one on each line.
            files: Files to read.
        """
        web, others = addresses_of(addresses)
        if others:
            return error("bad_request", f"Only http:// and https:// addresses can be fetched, not {others[0]!r}.")
        given = [file for file in files or [] if Path(file).is_file()]
        return service.ingest(who(request), [*given, *web], lambda where: called(where, given))

    inputs = [
        gr.Textbox("", label="addresses"),
        gr.File(label=f"files, up to {LARGEST_FILE} bytes each", file_count="multiple", file_types=FILE_TYPES),
    ]
    gr.Button().click(ingest, inputs, gr.JSON(), api_name="ingest", **DIRECT)


def who(request: gr.Request) -> str:
    return visitor(request.client.host if request.client else None)
