"""The tools of the MCP server: what language models may ask, answered as JSON in a text. See docs/api.md."""

from __future__ import annotations

import json

import gradio as gr
from gradio.events import api as expose

from thidua.screen.endpoints import ABOUT, DIRECT, who
from thidua.screen.service import Json, Service


class Tools:
    """A tool for each method, described to the model by its docstring. None changes the graph."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, question: str, request: gr.Request, lang: str = "", as_of: str = "") -> str:
        """Answer a question on Vietnam's emulation clusters from the reports that were read, quoting the sentences.
        The status is "answered", "unknown" (the sources don't say) or "ambiguous". State nothing that is not quoted.

        Parameters:
            question: A whole question, with the cluster's province or ministry and the year.
            lang: The language of the answer, as in "en"; empty: the question's.
            as_of: The day taken for today: 2024, 2024-06 or 2024-06-21; empty: today.
        """
        return text(self._service.ask(who(request), question, lang, as_of))

    def profile(self, name: str, request: gr.Request, lang: str = "en") -> str:
        """All that the reports say of one person, cluster, body, document or movement, each line with its sentences.

        Parameters:
            name: In any spelling and script, or an id.
            lang: The language of headings and lines.
        """
        return text(self._service.profile(who(request), name, lang))

    def search(self, words: str, request: gr.Request, limit: int = 10) -> str:
        """Whom and what the reports name, found by the beginnings of words in any script; the ids fit the other tools.

        Parameters:
            words: What to look for.
            limit: How many at most, up to 100.
        """
        return text(self._service.search(who(request), words, limit))

    def trace(self, name: str, request: gr.Request, lang: str = "en") -> str:
        """From a document or movement to all who implement it, to what they do, and to their awards, with sentences.

        Parameters:
            name: The document's code or the movement's name, or an id.
            lang: The language of the lines.
        """
        return text(self._service.trace(who(request), name, lang))


def tools(service: Service) -> gr.Blocks:
    made = Tools(service)
    page: gr.Blocks
    with gr.Blocks(title="thidua", analytics_enabled=False) as page:
        gr.HTML(ABOUT)
        for tool in (made.ask, made.profile, made.search, made.trace):
            expose(tool, **DIRECT)
    return page


def text(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False)
