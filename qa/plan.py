"""From a question to plans: which claims to find, which of their ends is asked for, and what must stand at the others.

A plan is one or more finds that are answered together; `rules` lists the plans a question may mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thidua.qa.link import Link
from thidua.qa.time import ANY, Window

Want = Literal["subject", "object", "giver", "date", "count", "value", "place", "post", "number", "claim"]
Slot = Literal["subject", "object", "giver", "end"]


#: Things that are asked for without "how much" as well.
MEASURED = frozenset({"rate", "rank", "grdp", "growth", "income", "poverty", "age", "budget", "disbursement"})
#: Things that are counted one by one; beside a measured thing they only say whose it is.
COUNTED = frozenset(
    {"member_units", "collectives", "individuals", "delegates", "households", "provinces", "districts", "communes"}
)


@dataclass(frozen=True, slots=True)
class Fixed:
    """`slot` of the claim must be one of `entities`."""

    slot: Slot
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Claims of any of `kinds` whose `want` is the answer. `tell` are the kinds of claims told about each answer found.

    `about` are the classes the wanted end may have; `beside` asks for those who share an event with the fixed ones,
    `chairing` for those whose sentence says that somebody presided.
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
    things: frozenset[str] = frozenset()


Plan = tuple[Find, ...]


def fixed(slot: Slot, *links: Link) -> tuple[Fixed, ...]:
    """One constraint for all links of a slot; links without an entity in the graph fit nothing."""
    return (Fixed(slot, tuple(sorted({e for x in links for e in x.entities}))),) if links else ()
