"""The lines of a section, one function a manner (see `layout`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from thidua.graph.claims import Claim, Value
from thidua.graph.stores.base import ClaimQuery
from thidua.qa.dossiers.dates import date_of
from thidua.qa.dossiers.layout import Part
from thidua.qa.dossiers.names import names
from thidua.qa.dossiers.reading import Reading, ends, other
from thidua.qa.dossiers.spans import Reported, slot, spans, what_of
from thidua.qa.time import dated, sort_key

PARTS = ("attends", "speaks")


class Told(NamedTuple):
    """A line before its quotations are numbered. `beside` are claims that complete it: a date, who else was there."""

    text: str
    claims: tuple[Claim, ...]
    when: str | None = None
    beside: tuple[Claim, ...] = ()


def in_spans(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Posts and seats over time."""
    return [Told(s.text, s.claims, s.last or s.first, s.beside) for s in spans(reading, claims, part.side, when)]


def acts(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """What was done, a line for each other end and date."""
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[other(claim, part.side), claim.role, claim.valid_from, claim.valid_to].append(claim)
    return _latest([Told(_act(reading, part, some), tuple(some), _when(some[0])) for some in groups.values()])


def _act(reading: Reading, part: Part, claims: Sequence[Claim]) -> str:
    claim = claims[0]
    text = what_of(reading, claim, part.side)
    return text if isinstance(other(claim, part.side), Value) else text + reading.wording.when(claim)


def carried(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Movements launched or carried out, each with what it implements itself."""
    own: dict[str, list[Claim]] = defaultdict(list)
    movements = tuple(sorted({str(c.object) for c in claims}))
    for claim in reading.ask(ClaimQuery(kinds=("implements",), subjects=movements)) if movements else []:
        own[claim.subject].append(claim)
    made = []
    for kind in part.kinds:
        for told in acts(reading, part, [c for c in claims if c.kind == kind], when):
            basis = own.get(str(told.claims[0].object), [])
            text = reading.say(f"did_{kind}", what=told.text)
            if basis:
                names = reading.wording.joined([reading.wording.name(str(c.object)) for c in basis])
                text += reading.say("implementing", names=names)
            made.append(Told(text, told.claims, told.when, tuple(basis)))
    return _latest(made)


def awards(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """A line an award; whatever is not simply conferred says so."""
    return _latest([Told(award(reading, part, c), (c,), _when(c)) for c in claims])


def award(reading: Reading, part: Part, claim: Claim) -> str:
    wording = reading.wording
    honour = wording.name(str(claim.object)) if part.side != "object" else ""
    is_named = part.side == "subject" and claim.subject == reading.entity.id
    recipient = "" if is_named else wording.name(claim.subject)
    is_group = wording.entities[claim.subject].type == "Group"
    count = slot(reading, "count", count=claim.count) if claim.count and not is_group else ""
    giver = slot(reading, "giver", giver=wording.name(claim.giver)) if claim.giver and part.side != "giver" else ""
    both = reading.say("pair", left=recipient, right=honour) if recipient and honour else recipient or honour
    status = reading.say(claim.status) if claim.status in ("proposed", "revoked") else ""
    return both + count + giver + wording.when(claim) + status


def events(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Events with their date and, where somebody attended, who else was there."""
    groups: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[str(claim.object), claim.role].append(claim)
    around = _around(reading, tuple(sorted({event for event, _ in groups})))
    made = []
    for (event, _), some in groups.items():
        days = [c for c in around[event] if c.kind == "dated"]
        others = [c for c in around[event] if c.kind in PARTS and c.subject != reading.entity.id]
        beside = (*days, *others) if part.kinds == ("attends",) else tuple(days)
        stated = "" if days else reading.wording.when(some[0])
        text, day = _held(reading, what_of(reading, some[0], "subject") + stated, beside)
        made.append(Told(text, tuple(some), day or _when(some[0]), beside))
    return _latest(made)


def held(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """A cluster's meetings, with their date and who was there."""
    made = []
    for event, some in _around(reading, names(reading.store).events_of(reading.entity.id)).items():
        text, day = _held(reading, reading.wording.name(event), some)
        made.append(Told(text, tuple(some), day))
    return _latest(made)


def _around(reading: Reading, ids: tuple[str, ...]) -> dict[str, list[Claim]]:
    """By event, its date and all who took part."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.ask(ClaimQuery(kinds=(*PARTS, "dated"), ends=ids)) if ids else []:
        found[claim.subject if claim.kind == "dated" else str(claim.object)].append(claim)
    return found


def _held(reading: Reading, text: str, claims: Sequence[Claim]) -> tuple[str, str | None]:
    """The event with its dates and who was there, and its last date."""
    wording = reading.wording
    dates = sorted({d for c in claims if c.kind == "dated" and (d := date_of(c))})
    if dates:
        text += slot(reading, "on", year=wording.joined([wording.date(d) for d in dates]))
    if there := sorted(wording.name(c.subject) for c in claims if c.kind in PARTS):
        text += reading.say("with", names=wording.joined(there))
    return text, dates[-1] if dates else None


def leaders(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Who led, year by year, a leader before the deputies of the year."""
    found = spans(reading, claims, part.side, when)
    found.sort(key=lambda s: s.kind != "leads")
    found.sort(key=lambda s: sort_key(s.first, s.last)[:4], reverse=True)
    return [Told(s.text, s.claims, s.last or s.first, s.beside) for s in found]


def figures(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Numbers with the words of the report that say what is counted."""
    wording = reading.wording

    def text(claim: Claim) -> str:
        value = wording.value(claim.object) if isinstance(claim.object, Value) else ""
        what = wording.label(claim.what or "")
        return (reading.say("pair", left=what, right=value) if what else value) + wording.when(claim)

    return _latest([Told(text(c), (c,), _when(c)) for c in claims])


def whole(reading: Reading, part: Part, claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[Told]:
    """Whole sentences, for what no section has a place for."""
    return _latest([Told(reading.wording.say([c]).text, (c,), _when(c)) for c in claims])


def _latest(lines: Iterable[Told]) -> list[Told]:
    """The latest first, then by text, so that a dossier is the same every time."""
    return sorted(sorted(lines, key=lambda told: told.text), key=lambda told: sort_key(told.when, None), reverse=True)


def _when(claim: Claim) -> str | None:
    found = claim.valid_to if dated(claim.valid_to) else claim.valid_from
    if not found and isinstance(claim.object, Value):
        found = date_of(claim)
    return found if dated(found) else None


def about(reading: Reading, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The other entities that the claims name, in the order in which they do."""
    found = dict.fromkeys(e for c in claims if c.kind != "dated" for e in ends(c))
    return tuple(e for e in found if e != reading.entity.id and reading.wording.entities[e].type != "Group")


MANNERS: dict[str, Callable[[Reading, Part, Sequence[Claim], Mapping[str, Reported]], list[Told]]] = {
    "spans": in_spans,
    "acts": acts,
    "carried": carried,
    "awards": awards,
    "events": events,
    "leaders": leaders,
    "held": held,
    "figures": figures,
    "whole": whole,
}
