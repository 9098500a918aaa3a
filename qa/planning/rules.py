"""Which plans a question may mean: one rule for each kind of question, the first that finds something answers.

No rule knows a wording or a language: they see topics, what is asked for, and what is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from thidua.qa.planning.compose import composed
from thidua.qa.planning.matters import (
    awards,
    documents,
    doings,
    established,
    events,
    figures,
    movements,
    occasion,
    succession,
)
from thidua.qa.planning.people import about, leads, members, on_behalf, post_holder, posts, takes_part
from thidua.qa.planning.plan import Plan, finds
from thidua.qa.planning.several import several
from thidua.qa.understanding.question import Question

Rule = Callable[[Question], "list[Plan] | Plan | None"]
#: What these ask for nothing else can mean: if they find nothing, other plans would answer another question.
FINAL = (about, awards, established, leads, posts, post_holder)
RULES: tuple[Rule, ...] = (
    about,
    occasion,
    takes_part,
    awards,
    established,
    leads,
    posts,
    post_holder,
    members,
    documents,
    movements,
    doings,
    figures,
    succession,
    events,
    on_behalf,
)


def readings(question: Question) -> Iterator[Plan]:
    """The plans the question may mean, best first: those that use more of what it says before those of one step."""
    yield from several(question, simple)
    yield from composed(question, simple)
    yield from simple(question)


def simple(question: Question) -> Iterator[Plan]:
    """The plans of a question with one answer, or with several side by side."""
    for rule in RULES:
        found = rule(question)
        plans = found if isinstance(found, list) else [found] if found else []
        yield from plans
        if plans and rule in FINAL and not any(find.count for find in finds(plans[0][0])):
            return
