"""The conversation: a question, its answer as it comes, what was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.screen import reader
from thidua.screen.desk import Desk
from thidua.screen.exchange import LONGEST_NOTE, welcome
from thidua.screen.failures import told
from thidua.screen.places import place
from thidua.screen.talk import Talk
from thidua.screen.texts import Words

EXAMPLES = 4
PEOPLE_AT_ONCE = 8
MOST_REMEMBERED = 30  # conversations that a browser lists
Shown = tuple[Any, ...]
PRIVATE: dict[str, Any] = {"api_visibility": "private"}
# Not through the queue, where Gradio loses what is sent in the moment in which the queue's last event ends.
PROMPT: dict[str, Any] = {"show_progress": "hidden", "queue": False}
ASKING: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_limit": PEOPLE_AT_ONCE,
    "concurrency_id": "ask",
    **PRIVATE,
}


class Asking:
    """What the widgets do: each gives what was said before, the newest exchange, the question box and the talk."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self.desk, self.words = desk, words

    def answer(self, asked: str, as_of: str, talk: Talk) -> Iterator[Shown]:
        if not asked.strip():
            yield (gr.skip(),) * 4
            return
        for exchange, now in talk.ask(self.desk, self.words, asked, as_of):
            yield talk.html(), exchange, "", now

    def arrive(self, event: gr.EventData) -> Iterator[Shown]:
        """The conversation that an address names, asked again from its first question on."""
        talk = Talk()
        for asked in place(str(event.query)).asked:
            for exchange, now in talk.ask(self.desk, self.words, *asked):
                yield talk.html(), exchange, "", now, asked.as_of
            talk = now
        if not talk.asked:
            yield (gr.skip(),) * 5

    def stopped(self, talk: Talk, question: str) -> Shown:
        return talk.html(but=1), talk.last() or welcome(self.words), question, talk

    def begin_again(self) -> Shown:
        return "", welcome(self.words), "", Talk(), ""


def ask_tab(desk: Desk, words: Words, page: gr.Blocks, address: gr.HTML) -> None:
    """`address` tells where a link leads, and what a reader says about an answer (see page.js)."""
    talk = gr.State(Talk())
    # The newest exchange stands by itself, so that only it is sent while its answer comes.
    with gr.Column(elem_id="td-transcript"):
        earlier = gr.HTML(apply_default_css=False)
        newest = gr.HTML(welcome(words), elem_id="td-newest", apply_default_css=False)
    with gr.Row(elem_id="td-examples"):
        examples = [gr.Button(visible=False, size="sm", elem_classes="td-example") for _ in range(EXAMPLES)]
    with gr.Row(elem_id="td-ask"):
        question = question_box(words)
        send = gr.Button(words("ask"), variant="primary", scale=1, min_width=88, elem_id="td-send")
        stop = gr.Button(words("stop"), scale=1, min_width=88, elem_id="td-stop")
    with gr.Row(elem_id="td-after"):
        gr.HTML(history(words), elem_id="td-history", apply_default_css=False)
        as_of = gr.Textbox(label=words("as_of"), placeholder="2024-06-21", min_width=150, elem_id="td-as-of")
        clear = gr.Button(words("new_conversation"), size="sm", scale=0, elem_id="td-new")

    does, shown = Asking(desk, words), [earlier, newest, question, talk]
    asked = [(send.click, question), (question.submit, question), *((button.click, button) for button in examples)]
    running: list[Any] = [event(does.answer, [source, as_of, talk], shown, **ASKING) for event, source in asked]
    for each in running:
        each.then(None, js="() => thiduaShown()", **PRIVATE)
    running.append(address.submit(does.arrive, None, [*shown, as_of], **ASKING))
    running[-1].then(None, js="() => thiduaShown(true)", **PRIVATE)
    back: dict[str, Any] = {"js": "(talk) => [talk, thiduaStopped()]", "cancels": running, "queue": False}
    stop.click(does.stopped, [talk, question], shown, **back, **PRIVATE)
    again = clear.click(does.begin_again, None, [*shown, as_of], queue=False, **PRIVATE)
    again.then(None, js="() => thiduaNew()", **PRIVATE)
    offer_examples(desk, words, page, examples)
    take_notes(desk, words, address, talk)


def offer_examples(desk: Desk, words: Words, page: gr.Blocks, buttons: list[gr.Button]) -> None:
    def offer() -> list[gr.Button]:
        offered = desk.examples(words.lang)
        none = [gr.Button(visible=False)] * (EXAMPLES - len(offered))
        return [gr.Button(text, visible=True) for text in offered] + none

    page.load(offer, None, buttons, **PROMPT, **PRIVATE)


def take_notes(desk: Desk, words: Words, address: gr.HTML, talk: gr.State) -> None:
    @told(words)
    def note(talking: Talk, event: gr.EventData) -> None:
        number, text = int(event.number), str(event.note).strip()[:LONGEST_NOTE]
        if not text or not 0 < number <= len(talking.asked):
            return
        desk.note(text, talking.asked[:number], talking.answers[number - 1])
        gr.Info(words("wrong_kept"))

    address.like(note, talk, None, show_progress="hidden", **PRIVATE)


def open_reports(desk: Desk, words: Words, address: gr.HTML) -> None:
    """The window in which a whole report is read, from wherever a sentence is shown."""
    window = gr.HTML(elem_id="td-window", apply_default_css=False)

    @told(words)
    def read(event: gr.EventData) -> Markup:
        return reader.whole(words, desk.report(str(event.source)), int(event.start), int(event.end))

    address.select(read, None, window, show_progress="hidden", concurrency_limit=PEOPLE_AT_ONCE, **PRIVATE).then(
        None, js="() => thiduaRead()", **PRIVATE
    )


def question_box(words: Words) -> gr.Textbox:
    return gr.Textbox(
        label=words("question"),
        placeholder=words("question_placeholder"),
        lines=1,
        max_lines=5,
        autofocus=True,
        scale=8,
    )


def history(words: Words) -> Markup:
    """Earlier conversations, which only the reader's own browser keeps; its script fills in the list."""
    return Markup(
        '<details><summary>{}</summary><ol id="td-earlier" data-most="{}"></ol>'
        '<button type="button" class="td-link" data-forget>{}</button></details>'
    ).format(words("history", most=MOST_REMEMBERED), MOST_REMEMBERED, words("history_forget"))
