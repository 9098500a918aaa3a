"""One person's conversation: what was asked and answered, and the thread that follow-ups hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thidua.screen import places
from thidua.screen.exchange import exchange, lines
from thidua.screen.places import Asked
from thidua.screen.reasons import in_words
from thidua.screen.render import join
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.pipeline import Thread
    from thidua.screen.desk import Desk

LONGEST_QUESTION = 1000
LONGEST_DAY = 10  # 2024-06-21
STEPS = 12  # at most so many pieces in which an answer comes


@dataclass(frozen=True)
class Talk:
    """What was said so far. Asking makes the next one, so that a question that is stopped leaves no trace.

    `shown` holds the exchanges as rendered, so that a long conversation is not looked up again at every question.
    """

    asked: tuple[Asked, ...] = ()
    answers: tuple[dict[str, Any], ...] = ()
    shown: tuple[Markup, ...] = ()
    thread: Thread | None = None

    def ask(self, desk: Desk, words: Words, question: str, as_of: str = "") -> Iterator[tuple[Markup, Talk]]:
        """The new exchange, from the mere question to the whole answer, with the conversation as it is by then."""
        from thidua.qa.pipeline import Thread

        asked, number = Asked(question.strip(), as_of.strip()), len(self.asked) + 1
        if refused := wrong_with(words, asked):
            answer: dict[str, Any] = {"status": "failed", "answer": refused}
            short = Asked(shorten(asked.question, LONGEST_QUESTION), shorten(asked.as_of, LONGEST_DAY))
            yield self._with(words, short, answer, self.thread, desk)
            return
        yield exchange(words, number, asked, {"status": "pending", "answer": ""}), self
        thread = replace(self.thread) if self.thread else Thread()
        answer = desk.ask(asked, thread)
        if answer["status"] == "failed":
            answer = {**answer, "answer": in_words(words.lang, answer["answer"]).text}
        whole = lines(answer["answer"])
        for shown in range(1, len(whole), max(1, len(whole) // STEPS)):
            part = {**answer, "status": "pending", "answer": "\n".join(whole[:shown]), "conflicts": [], "evidence": []}
            yield exchange(words, number, asked, part), self
        yield self._with(words, asked, answer, thread, desk)
        worded = desk.worded(answer, thread)
        if worded != answer:
            yield self._with(words, asked, worded, thread, desk)

    def _with(
        self, words: Words, asked: Asked, answer: dict[str, Any], thread: Thread | None, desk: Desk
    ) -> tuple[Markup, Talk]:
        all_ = (*self.asked, asked)
        done = exchange(words, len(all_), asked, answer, places.asking(all_), desk.sides(answer, words.lang))
        return done, Talk(all_, (*self.answers, answer), (*self.shown, done), thread)

    def html(self, but: int = 0) -> Markup:
        """What was said, without the last `but` exchanges."""
        return join(self.shown[: len(self.shown) - but] if but else self.shown)

    def last(self) -> Markup | None:
        return self.shown[-1] if self.shown else None


def wrong_with(words: Words, asked: Asked) -> str:
    """Why a question is not asked, or nothing."""
    if len(asked.question) > LONGEST_QUESTION:
        return words("question_too_long")
    if asked.as_of and not is_day(asked.as_of):
        return words("as_of_is_no_date", day=shorten(asked.as_of, LONGEST_DAY))
    return ""


def is_day(text: str) -> bool:
    """Whether it is a date, or a month or a year: "2024-06-21", "2024-06", "2024"."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:LONGEST_DAY])
    except ValueError:
        return False
    return True


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} …"
