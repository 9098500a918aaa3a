"""What programs ask: the same answers as on the screen, as JSON, and errors that a program can tell apart.

An error is `{"error": {"code": …, "message": …}}`: the code says what to decide, the message what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from thidua.graph.errors import (
    NameAmbiguous,
    NameUnknown,
    StoreBusy,
    StoreError,
    StoreUnavailable,
    ThiduaError,
    UsageError,
)
from thidua.screen.desk import Desk
from thidua.screen.limits import Rate
from thidua.screen.talk import LONGEST_QUESTION

if TYPE_CHECKING:
    from thidua.qa.pipeline import Thread

Json = dict[str, Any]
# The first class that fits gives the code.
CODES: tuple[tuple[type[ThiduaError], str], ...] = (
    (NameUnknown, "unknown_name"),
    (NameAmbiguous, "ambiguous_name"),
    (UsageError, "bad_request"),
    (StoreBusy, "store_busy"),
    (StoreUnavailable, "store_unavailable"),
    (StoreError, "store_failed"),
    (ThiduaError, "failed"),
)
MOST_HITS, LONGEST_NAME = 100, 300


class Service:
    """`rate` says how often one address may ask; `who` is that address."""

    def __init__(self, desk: Desk, rate: Rate) -> None:
        self.desk, self.rate = desk, rate

    def ask(self, who: str, question: str, lang: str = "", as_of: str = "", thread: Thread | None = None) -> Json:
        from thidua.qa.answering.phrasing import phrased
        from thidua.qa.pipeline import ask

        store, model = self.desk.store, self.desk.model

        def answer() -> Json:
            if not question.strip():
                return error("empty_question", "The question is empty; write one.")
            if len(question) > LONGEST_QUESTION:
                text = f"The question is longer than {LONGEST_QUESTION} characters; ingest a text and ask about it."
                return error("question_too_long", text)
            given = ask(question, store, as_of=as_of or None, lang=lang or None, thread=thread, model=model)
            return (phrased(given, model) if model else given).json()

        return self._answered(who, answer)

    def profile(self, who: str, name: str, lang: str = "en") -> Json:
        from thidua.qa.dossiers import find, profile

        store = self.desk.store
        return self._answered(who, lambda: profile(store, find(named(name), store).id, lang or "en").json())

    def trace(self, who: str, name: str, lang: str = "en") -> Json:
        from thidua.qa.dossiers import find, trace

        def answer() -> Json:
            found = find(named(name), self.desk.store, types=("NormativeDocument", "Movement"))
            return trace(self.desk.store, found.id, lang or "en").json()

        return self._answered(who, answer)

    def search(self, who: str, text: str, limit: int = 10) -> Json:
        from thidua.qa.dossiers import search

        def answer() -> Json:
            most = min(max(int(limit), 1), MOST_HITS)
            return {"text": text, "hits": [hit.json() for hit in search(named(text), self.desk.store, most)]}

        return self._answered(who, answer)

    def ingest(self, who: str, inputs: Sequence[str], names: Callable[[str], str] = str) -> Json:
        """Read files and addresses in; `names` says what an input is called in the answer."""

        def answer() -> Json:
            if not inputs:
                return error("bad_request", "Give a file or an address to read.")
            summary = self.desk.add(inputs, lambda _: None)
            return {
                "read": summary.written,
                "unchanged": summary.unchanged,
                "claims": summary.claims,
                "sources": summary.sources,
                "failed": [{"input": names(one.where), "reason": one.reason} for one in summary.failed],
            }

        return self._answered(who, answer)

    def _answered(self, who: str, answer: Callable[[], Json]) -> Json:
        if wait := self.rate.take(who):
            seconds = ceil(wait)
            text = f"More than {self.rate.per_minute} questions a minute; ask again in {seconds} seconds."
            return error("too_many_requests", text, retry_after=seconds)
        self.desk.wait_until_ready()
        try:
            return answer()
        except ThiduaError as failure:
            return failed(failure)


def named(name: str) -> str:
    """A name as given. Raises UsageError for one that is none."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise UsageError(f"Give a name or an id of at most {LONGEST_NAME} characters.")
    return name.strip()


def failed(failure: ThiduaError) -> Json:
    """An error as programs get it; a name that fits nobody or several comes with those it may mean."""
    code = next(code for class_, code in CODES if isinstance(failure, class_))
    more: Json = {"retry": True} if failure.is_retryable else {}
    if isinstance(failure, NameUnknown | NameAmbiguous):
        more["choices"] = [{"id": id_, "label": label} for id_, label in failure.names]
    return error(code, str(failure), **more)


def error(code: str, message: str, **more: Any) -> Json:
    return {"error": {"code": code, "message": message, **more}}
