"""From a question to its answer: understood, planned, found, told; else quoted; else "the sources don't say"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from thidua.graph.errors import UsageError
from thidua.graph.models import ChatModel
from thidua.graph.stores.base import Cypher, Store
from thidua.qa.answering import refuse, tell
from thidua.qa.answering.answer import Answer, joined
from thidua.qa.answering.explain import in_words
from thidua.qa.catalog import catalog
from thidua.qa.planning.plan import TENURES, Plan
from thidua.qa.planning.rules import readings
from thidua.qa.retrieval.bench import ends
from thidua.qa.retrieval.evidence import Finding
from thidua.qa.retrieval.passages import quotations
from thidua.qa.retrieval.steps import outcome
from thidua.qa.time import bounds
from thidua.qa.understanding.follow import (
    OF_SOMEBODY,
    at_event,
    continued,
    leans,
    nameless,
    of_cluster,
    of_documents,
    of_event,
    of_something,
    of_whom,
    without,
)
from thidua.qa.understanding.link import Link
from thidua.qa.understanding.question import Question, understand
from thidua.qa.understanding.rewriting import reworded
from thidua.qa.understanding.split import questions
from thidua.qa.words import messages


@dataclass
class Thread:
    """A conversation: what the last question was understood as, and whom its answer named."""

    last: Question | None = None
    answer: Answer | None = None


def ask(
    question: str,
    store: Store,
    *,
    as_of: str | None = None,
    lang: str | None = None,
    thread: Thread | None = None,
    model: ChatModel | None = None,
) -> Answer:
    """Answer one question from the graph. `as_of` is the prefix date taken for today.

    `model` may reword a question that is not understood, and may be None; how it may word the answer, see `phrasing`.
    Raises StoreError if the store fails, UsageError if the question is empty or `as_of` is no date.
    """
    started = perf_counter()
    if not question.strip():
        raise UsageError("The question is empty; write one.")
    today = _today(as_of)
    thread = Thread() if thread is None else thread
    answers: list[Answer] = []
    for part in questions(question, store, lang=lang, today=today):
        understood = replace(part, numbered=sum(len(a.evidence) for a in answers))
        before = replace(thread)
        answer = _one(understood, thread, store)
        if model is not None and not answer.plan and answer.status == "unknown":
            answer = _reworded(understood, before, thread, store, model, lang=lang, today=today) or answer
        answers.append(answer)
    answer = replace(answers[0], question=question) if len(answers) == 1 else joined(question, answers)
    return replace(answer, elapsed_ms=(perf_counter() - started) * 1000)


def _one(understood: Question, thread: Thread, store: Store) -> Answer:
    """The answer to one question of the conversation."""
    if thread.last is not None:
        if refuse.asks_for_source(understood) and thread.answer:
            return refuse.sentences(thread.answer, understood.text)
        understood = _threaded(understood, thread.last, thread.answer, store)
    thread.last, thread.answer = understood, _answer(understood, store)
    return thread.answer


def _reworded(
    question: Question, before: Thread, thread: Thread, store: Store, model: ChatModel, *, lang: str | None, today: str
) -> Answer | None:
    """The answer to the question as a model words it, said so; None where that helps nothing."""
    earlier = [t for t in (before.last and before.last.text, before.answer and before.answer.text) if t]
    said = reworded(question.text, earlier, question.lang, model)
    if said is None:
        return None
    understood = replace(understand(said, store, lang=lang, today=today), numbered=question.numbered)
    again = replace(before)
    answer = _one(understood, again, store)
    if answer.status != "answered" or not answer.statements:
        return None
    thread.last, thread.answer = again.last, answer
    lead = messages(answer.lang).text("slot", "understood", question=said)
    return replace(answer, question=question.text, text=f"{lead}\n{answer.text}")


def _threaded(question: Question, last: Question, answer: Answer | None, store: Store) -> Question:
    """The question with what it takes from the one before."""
    home = _home(last, answer, store)
    told = frozenset(e for c in (answer.claims if answer else ()) for e in ends(c))
    if question.corrects:
        return without(continued(question, last), told)
    if of_something(question) and (documents := _documents(answer, store)):
        return of_documents(question, documents)
    if (event := _event(answer, store)) and at_event(question):
        return of_event(continued(question, last), event)
    if leans(question) and (home or last.cluster):
        return of_cluster(question, last, home)
    if (question.follows or nameless(question)) and (whom := _whom(question, last, answer, store)):
        return of_whom(question, whom)
    if question.follows or question.more or nameless(question):
        question = continued(question, last)
    return replace(question, told=tuple(c.id for c in answer.claims)) if question.more and answer else question


def _whom(question: Question, last: Question, answer: Answer | None, store: Store) -> Link | None:
    """The one person, or else body, that the last answer gave, where the question asks about somebody unnamed."""
    if question.of("Person", "Organization") or not (question.has(*OF_SOMEBODY) or "post" in question.asks):
        return None
    ids = {c.subject for c in (answer.claims if answer else ())} - {e for x in last.links for e in x.entities}
    found = catalog(store).entities(sorted(ids)).values()
    for type_ in ("Person", "Organization"):
        if len(ours := [e for e in found if e.type == type_]) == 1:
            return Link(type_, ours[0].label, 0, 0, (ours[0].id,), True, label=ours[0].label)
    return None


def _documents(answer: Answer | None, store: Store) -> Link | None:
    """The documents that the last answer tells of."""
    ids = {e for c in (answer.claims if answer else ()) for e in ends(c)}
    found = [e for e in catalog(store).entities(sorted(ids)).values() if e.type == "NormativeDocument"]
    label = ", ".join(e.label for e in found)
    return Link("NormativeDocument", label, 0, 0, tuple(e.id for e in found), True, label=label) if found else None


def _event(answer: Answer | None, store: Store) -> Link | None:
    """The one event that the last answer tells of."""
    ids = {e for c in (answer.claims if answer else ()) for e in ends(c)}
    found = [e for e in catalog(store).entities(sorted(ids)).values() if e.type == "Event"]
    if len(found) != 1:
        return None
    return Link("Event", found[0].label, 0, 0, (found[0].id,), True, kind=found[0].get("eventType"))


def _home(last: Question, answer: Answer | None, store: Store) -> Link | None:
    """The one cluster that the last answer names, of those its question may mean."""
    ids = {e for c in (answer.claims if answer else ()) for e in ends(c)}
    clusters = {e.id: e for e in catalog(store).entities(sorted(ids)).values() if e.type == "EmulationCluster"}
    if last.cluster and not last.cluster.bare:
        clusters = {i: e for i, e in clusters.items() if i in last.cluster.entities}
    if len(clusters) != 1:
        return None
    (only,) = clusters.values()
    return Link(
        only.type, only.label, 0, 0, (only.id,), True, only.get("number"), only.get("clusterType"), label=only.label
    )


def _answer(question: Question, store: Store) -> Answer:
    tried: list[Finding] = []
    sought: Plan = ()
    final = False
    for plan in readings(question):
        sought = sought or plan
        outcomes = [outcome(step, question, store) for step in plan]
        tried += [f for o in outcomes for f in o.findings]
        if any(o.found for o in outcomes):
            return replace(tell.told(question, outcomes, store), plan=in_words(plan, question))
        if final := any(o.final for o in outcomes):
            sought = plan
            break
    if denied := refuse.contrary(question, tried, store):
        return replace(denied, plan=in_words(sought, question))
    cypher: tuple[Cypher, ...] = tuple(q for f in tried for q in f.queries)
    quoted = [] if final or _settled(tried) else quotations(question, store, embed=has_vectors(store))
    if quoted:
        how = messages(question.reply).text("plan", "quoted")
        return replace(refuse.quoted(question, quoted, store), cypher=cypher, plan=how)
    return replace(refuse.unknown(question, tried, store), plan=in_words(sought, question))


def _settled(tried: Sequence[Finding]) -> bool:
    """Whether the graph knows the seat asked about, only not for the time asked about."""
    return any(f.near and set(f.find.kinds) <= set(TENURES) for f in tried)


def has_vectors(store: Store) -> bool:
    """Whether every passage has its vector, so that searching by them is worth the model's time."""
    from thidua.graph.embedders import is_ours

    return is_ours(store.vector_model()) and not store.without_vector(1)


def _today(as_of: str | None) -> str:
    if as_of is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(bounds(as_of)[1]).isoformat()
    except ValueError:
        raise UsageError(f"{as_of!r} is no date; write 2024, 2024-06 or 2024-06-21.") from None
