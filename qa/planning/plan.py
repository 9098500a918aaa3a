"""The algebra of plans: find claims, hop from one's answers to the next, count, compare, and order.

A plan is one or more steps that are answered together; `rules` lists the plans a question may mean, `steps` runs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thidua.qa.time import ANY, Window
from thidua.qa.understanding.link import Link, Specific

Want = Literal["subject", "object", "giver", "date", "count", "value", "place", "post", "number", "claim"]
Slot = Literal["subject", "object", "giver", "end"]
Order = Literal["most", "least", "latest", "earliest"]

#: Kinds of claim that somebody else may be the subject of another year.
TENURES = ("leads", "deputy_leads")
#: Those that are about one cluster.
IN_CLUSTER = (*TENURES, "member_of")


@dataclass(frozen=True, slots=True)
class Fixed:
    """`slot` of the claim must be one of `entities`."""

    slot: Slot
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Claims of any of `kinds` whose `want` is the answer. `tell` are the kinds of claims told about each answer found.

    `about` are the classes the wanted end may have; `beside` asks for those who share an event with the fixed ones,
    `chairing` for those whose sentence says that somebody presided, `around` also for what lies in a fixed place.
    `links` and `specifics` are the part of the question that this find answers, None for the whole.
    """

    kinds: tuple[str, ...]
    want: Want
    fixed: tuple[Fixed, ...] = ()
    roles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    window: Window = ANY
    tell: tuple[str, ...] = ()
    beside: bool = False
    chairing: bool = False
    count: bool = False
    truth: bool = False
    around: bool = False
    things: frozenset[str] = frozenset()
    links: tuple[Link, ...] | None = None
    specifics: tuple[Specific, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """The answers of `first` stand at `slot` of `then`: the posts of whoever led the cluster.

    `sure` where no plan of one step would answer all that is asked.
    """

    first: Find
    slot: Slot
    then: Find
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Both:
    """The answers that `one` and `other` share: who attended with X and works at Y."""

    one: Find
    other: Find


@dataclass(frozen=True, slots=True)
class While:
    """`then` in the years that the claims of `first` state: who was deputy when X led."""

    first: Find
    then: Find
    mode: Literal["in", "before", "after"] = "in"


@dataclass(frozen=True, slots=True)
class Compare:
    """The same find in each of the windows, one beside the other."""

    find: Find
    windows: tuple[Window, ...]
    told: bool = True


@dataclass(frozen=True, slots=True)
class Most:
    """The answers of `find` with the greatest or least number, or the latest or earliest date."""

    find: Find
    order: Order


@dataclass(frozen=True, slots=True)
class Each:
    """Every entity of a class that the graph holds, of one kind (a block, a directive) and place if these are said."""

    type: str
    kind: str | None = None
    specifics: tuple[Specific, ...] = ()


Step = Find | Hop | Both | While | Compare | Most | Each
Plan = tuple[Step, ...]


def finds(step: Step) -> tuple[Find, ...]:
    """The finds of a step, in the order in which they are run."""
    match step:
        case Find():
            return (step,)
        case Hop() | While():
            return (step.first, step.then)
        case Both():
            return (step.one, step.other)
        case Compare() | Most():
            return (step.find,)
        case Each():
            return ()


def fixed(slot: Slot, *links: Link) -> tuple[Fixed, ...]:
    """One constraint for all links of a slot; links without an entity in the graph fit nothing."""
    return (Fixed(slot, tuple(sorted({e for x in links for e in x.entities}))),) if links else ()
