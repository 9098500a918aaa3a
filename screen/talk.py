"""One person's conversation: what was asked and answered, and the thread that follow-ups hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thidua.screen import places
from thidua.screen.exchange import exchange, lines
from thidua.screen.render import join
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.pipeline import Thread
    from thidua.screen.desk import Desk

LONGEST_QUESTION = 1000
STEPS = 12  # at most so many pieces in which an answer comes


@dataclass(frozen=True)
class Talk:
    """What was said so far. Asking makes the next one, so that a question that is stopped leaves no trace.

    `shown` holds the exchanges as rendered, so that a long conversation is not looked up again at every question.
    """

    asked: tuple[str, ...] = ()
    answers: tuple[dict[str, Any], ...] = ()
    shown: tuple[Markup, ...] = ()
    thread: Thread | None = None

    def ask(self, desk: Desk, words: Words, question: str) -> Iterator[tuple[Markup, Talk]]:
        """The new exchange, from the mere question to the whole answer, with the conversation as it is by then."""
        from thidua.qa.pipeline import Thread

        question, number = question.strip(), len(self.asked) + 1
        if len(question) > LONGEST_QUESTION:
            answer: dict[str, Any] = {"status": "failed", "answer": words("question_too_long")}
            yield self._with(words, question[:LONGEST_QUESTION] + " …", answer, self.thread, desk)
            return
        yield exchange(words, number, question, {"status": "pending", "answer": ""}), self
        thread = replace(self.thread) if self.thread else Thread()
        answer = desk.ask(question, thread)
        whole = lines(answer["answer"])
        for shown in range(1, len(whole), max(1, len(whole) // STEPS)):
            part = {**answer, "status": "pending", "answer": "\n".join(whole[:shown]), "conflicts": [], "evidence": []}
            yield exchange(words, number, question, part), self
        yield self._with(words, question, answer, thread, desk)
        worded = desk.worded(answer, thread)
        if worded != answer:
            yield self._with(words, question, worded, thread, desk)

    def _with(
        self, words: Words, question: str, answer: dict[str, Any], thread: Thread | None, desk: Desk
    ) -> tuple[Markup, Talk]:
        asked = (*self.asked, question)
        done = exchange(words, len(asked), question, answer, places.asking(asked), desk.sides(answer, words.lang))
        return done, Talk(asked, (*self.answers, answer), (*self.shown, done), thread)

    def html(self, but: int = 0) -> Markup:
        """What was said, without the last `but` exchanges."""
        return join(self.shown[: len(self.shown) - but] if but else self.shown)

    def last(self) -> Markup | None:
        return self.shown[-1] if self.shown else None
