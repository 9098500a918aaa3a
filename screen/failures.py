"""What cannot be done is told to whoever asked for it, in their language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import gradio as gr

from thidua.graph.errors import ThiduaError
from thidua.screen.reasons import in_words
from thidua.screen.texts import Words

Given = ParamSpec("Given")
Shown = TypeVar("Shown")


def told(words: Words) -> Callable[[Callable[Given, Shown]], Callable[Given, Shown]]:
    """For what a widget does: a failure (the store is busy, or gone) comes up as a message, and the page stays."""

    def telling(does: Callable[Given, Shown]) -> Callable[Given, Shown]:
        @wraps(does)
        def tried(*given: Given.args, **named: Given.kwargs) -> Shown:
            try:
                return does(*given, **named)
            except ThiduaError as error:
                said = in_words(words.lang, str(error)).text
                raise gr.Error(said, title=words("went_wrong"), print_exception=False) from error

        return tried

    return telling
