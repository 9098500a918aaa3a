"""Where reports contradict each other about an entity: both sides of each contradiction, so that both are shown."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.graph.stores.base import ClaimQuery
from thidua.qa.dossiers.lines import Told
from thidua.qa.dossiers.reading import Reading
from thidua.qa.planning.plan import TENURES
from thidua.qa.retrieval.contradictions import Sides, is_seat, of_dates, of_figures, of_seats

SEATS = (*TENURES, "holds_post")


def conflicts(reading: Reading) -> list[list[Told]]:
    """Each contradiction with a line a side."""
    made = [*_seats(reading), *of_dates(reading.claims), *of_figures(reading.claims)]
    return [[Told(reading.wording.say(side).text, tuple(side), side[0].valid_from) for side in sides] for sides in made]


def _seats(reading: Reading) -> Iterable[Sides]:
    """Contradictions about the seats of the clusters and bodies that the entity has a seat in, or is."""
    seats = {str(c.object) for c in reading.claims if is_seat(c)}
    rivals = reading.ask(ClaimQuery(kinds=SEATS, objects=tuple(sorted(seats)))) if seats else []
    for sides in of_seats(rivals, reading.wording.entities):
        if any(reading.entity.id in (c.subject, c.object) for side in sides for c in side):
            yield sides
