"""Rules about several answers at once: one year beside another, the highest and the latest, all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from thidua.graph.ontology import ontology
from thidua.qa.planning.compose import ASKED, Simple, acts_of
from thidua.qa.planning.plan import Compare, Each, Find, Most, Order, Plan
from thidua.qa.time import within
from thidua.qa.understanding.asked import COUNTED
from thidua.qa.understanding.question import Question

#: The class that each noun asks for, where it is one.
CLASSES = {noun: classes[0] for noun, classes in ASKED.items() if len(classes) == 1}
#: What a superlative is about must be told by a number; a date orders anything.
NUMBERS = ("most", "least")


def several(question: Question, simple: Simple) -> Iterator[Plan]:
    """The plans that put answers beside each other; `simple` reads a question for one answer."""
    yield from _most(question, simple)
    yield from _compared(question, simple)
    yield from _each(question)


def _compared(question: Question, simple: Simple) -> Iterator[Plan]:
    """The same in each year that the question names, or at both ends of the years it compares."""
    compared = "compare" in question.order
    windows = question.windows
    if compared and len(windows) == 1 and windows[0].mode == "in" and not windows[0].years:
        windows = tuple(within(str(day)[:4]) for day in (windows[0].first, windows[0].last))
    if len(windows) < 2:
        return
    asks = question.asks - {"yes_no"} | {"who"} if compared and "yes_no" in question.asks else question.asks
    for plan in simple(replace(question, asks=asks, window=windows[0], windows=windows[:1], order=frozenset())):
        if all(isinstance(step, Find) for step in plan):
            yield tuple(Compare(step, windows, compared) for step in plan if isinstance(step, Find))


def _most(question: Question, simple: Simple) -> Iterator[Plan]:
    order = next((o for o in get_args(Order) if o in question.order), None)
    if order is None:
        return
    plain = replace(question, order=frozenset())
    if order in NUMBERS:
        things = question.things - COUNTED if question.things - COUNTED else question.things
        if things:
            yield (Most(Find(("figure",), "value", things=things, window=question.window), order),)
        return
    for plan in simple(plain):
        if len(plan) == 1 and isinstance(plan[0], Find):
            yield (Most(plan[0], order),)


def _each(question: Question) -> Iterator[Plan]:
    """Every cluster, movement or document there is, where nothing more is said of them."""
    noun = next((n for n in CLASSES if n in question.nouns), None)
    named = [x for x in question.links if not x.bare and x.type != "Place" and x.entities]
    if noun is None or named or acts_of(question) or question.roles or question.window.asked or question.things:
        return
    if any(s.kind not in ("place", *ontology().codes) for s in question.specifics):
        return
    places = tuple(s for s in question.specifics if s.kind == "place")
    kind = next((x.kind for x in question.links if x.bare and x.type == CLASSES[noun]), None)
    yield (Each(CLASSES[noun], None if kind == "cluster" else kind, places),)  # clusters and blocks are one class
