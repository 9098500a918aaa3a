"""When reports are from, and when events took place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from thidua.graph.claims import Claim, Value
from thidua.graph.stores.base import ClaimQuery
from thidua.qa.dossiers.reading import Reading
from thidua.qa.dossiers.spans import Reported
from thidua.qa.time import bounds, dated


def reported(reading: Reading, claims: Iterable[Claim]) -> dict[str, Reported]:
    """The date of each source of the claims: the day it was published, else that of the one event it tells of.

    A report whose date neither tells is left out.
    """
    sources = reading.sources(claims)
    found = {id_: Reported(s.published) for id_, s in sources.items() if s.published and _is_date(s.published)}
    silent = tuple(sorted(set(sources) - set(found)))
    events: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.ask(ClaimQuery(kinds=("dated",), sources=silent)) if silent else []:
        if reading.wording.entities[claim.subject].type == "Event":
            for id_ in {p.source for p in claim.evidence} & set(silent):
                events[id_].append(claim)
    for id_, told in events.items():
        if len(told) == 1 and (day := date_of(told[0])):
            found[id_] = Reported(day, (told[0],))
    return found


def _is_date(text: str) -> bool:
    """Whether a report's own date can be read; it is whatever its page gives."""
    try:
        return dated(text) and all(date.fromisoformat(day) for day in bounds(text))
    except ValueError:
        return False


def date_of(claim: Claim) -> str | None:
    """The date that a `dated` claim states, if it has a year."""
    value = claim.object.value if isinstance(claim.object, Value) else None
    return value if dated(value) else None
