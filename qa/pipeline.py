"""From a question to its answer: understood, planned, found, told; else quoted; else "the sources don't say"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from thidua.graph.errors import UsageError
from thidua.graph.stores.base import Cypher, Store
from thidua.qa import refuse, tell
from thidua.qa.answer import Answer
from thidua.qa.evidence import Finding, run
from thidua.qa.fit import TENURES
from thidua.qa.passages import quotations
from thidua.qa.question import Question, continued, understand
from thidua.qa.rules import readings
from thidua.qa.time import bounds


@dataclass
class Thread:
    """A conversation: what the last question was understood as, and whom its answer named."""

    last: Question | None = None
    answer: Answer | None = None


def ask(
    question: str, store: Store, *, as_of: str | None = None, lang: str | None = None, thread: Thread | None = None
) -> Answer:
    """Answer one question from the graph. `as_of` is the prefix date taken for today.

    Raises StoreError if the store fails, UsageError if the question is empty or `as_of` is no date.
    """
    started = perf_counter()
    if not question.strip():
        raise UsageError("The question is empty; write one.")
    understood = understand(question, store, lang=lang, today=_today(as_of))
    if thread is not None and thread.last is not None and refuse.asks_for_source(understood) and thread.answer:
        return replace(refuse.sentences(thread.answer, question), elapsed_ms=(perf_counter() - started) * 1000)
    if thread is not None and thread.last is not None and understood.follows:
        understood = continued(understood, thread.last)
    answer = _answer(understood, store)
    if thread is not None:
        thread.last, thread.answer = understood, answer
    return replace(answer, elapsed_ms=(perf_counter() - started) * 1000)


def _answer(question: Question, store: Store) -> Answer:
    tried: list[Finding] = []
    for plan in readings(question):
        findings = [run(find, question, store) for find in plan]
        tried += findings
        if any(f.facts for f in findings):
            return tell.findings(question, findings, store)
    cypher: tuple[Cypher, ...] = tuple(q for f in tried for q in f.queries)
    quoted = [] if _settled(tried) else quotations(question, store, embed=has_vectors(store))
    if quoted:
        return replace(refuse.quoted(question, quoted, store), cypher=cypher)
    return refuse.unknown(question, tried, store)


def _settled(tried: Sequence[Finding]) -> bool:
    """Whether the graph knows the seat asked about, only not for the time asked about."""
    return any(f.near and set(f.find.kinds) <= set(TENURES) for f in tried)


def has_vectors(store: Store) -> bool:
    """Whether every passage has its vector, so that searching by them is worth the model's time."""
    return not store.without_vector(1) and store.counts().get("Passage", 0) > 0


def _today(as_of: str | None) -> str:
    if as_of is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(bounds(as_of)[1]).isoformat()
    except ValueError:
        raise UsageError(f"{as_of!r} is no date; write 2024, 2024-06 or 2024-06-21.") from None
