"""One person's conversation: what was asked and answered, and the thread that follow-ups hang on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thidua.screen import render
from thidua.screen.desk import Desk
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.pipeline import Thread

LONGEST_QUESTION = 1000


@dataclass
class Talk:
    """`shown` holds the exchanges as rendered, so that a long conversation is not looked up again at every question."""

    shown: list[Markup] = field(default_factory=list)
    thread: Thread | None = None

    def ask(self, desk: Desk, words: Words, question: str) -> None:
        from thidua.qa.pipeline import Thread

        self.thread = self.thread or Thread()
        question = question.strip()
        if len(question) > LONGEST_QUESTION:
            answer: dict[str, Any] = {"status": "failed", "answer": words("question_too_long")}
            question = question[:LONGEST_QUESTION] + " …"
        else:
            answer = desk.ask(question, self.thread)
        self.shown.append(render.exchange(words, len(self.shown) + 1, question, answer, desk.around))

    def html(self, words: Words) -> Markup:
        return render.join(self.shown) if self.shown else render.welcome(words)
