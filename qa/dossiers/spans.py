"""From when to when: what reports state of a post or a seat, joined, with uncertain ends told as such.

A start without an end is never "is": the latest report that says so is the last that is known. Two terms stay two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from thidua.graph.claims import Claim
from thidua.qa.dossiers.reading import Reading, other
from thidua.qa.time import bounds, dated, sort_key


@dataclass(frozen=True, slots=True)
class Span:
    """What somebody was, from `first` to `last` (prefix dates, None where nothing is known).

    `first_is_stated`, `last_is_stated`: whether a sentence states the date; else it is that of the first or last report
    that says so. What is said of one year begins and ends with it. `what` is the post or seat in the asker's language,
    `entity` the id of the other end, `text` both with the time in words. `beside` are claims that only date the
    reports; `notes` number the quotations of both.
    """

    kind: str
    what: str
    entity: str
    first: str | None
    last: str | None
    first_is_stated: bool
    last_is_stated: bool
    text: str
    claims: tuple[Claim, ...]
    beside: tuple[Claim, ...] = ()
    notes: tuple[int, ...] = ()

    def json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "what": self.what,
            "entity": self.entity,
            "first": self.first,
            "last": self.last,
            "first_is_stated": self.first_is_stated,
            "last_is_stated": self.last_is_stated,
            "text": self.text,
            "claims": list(dict.fromkeys(c.id for c in (*self.claims, *self.beside))),
            "evidence": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Reported:
    """When a report is from: the day it was published, else that of the one event it tells of."""

    date: str
    claims: tuple[Claim, ...] = ()


@dataclass
class _Run:
    """Claims of one post that are about one stretch of time. `start`, `end` are stated; both None: no date is."""

    start: str | None
    end: str | None
    claims: list[Claim] = field(default_factory=list)


def spans(reading: Reading, claims: Iterable[Claim], side: str, when: Mapping[str, Reported]) -> list[Span]:
    """The stretches of time that the claims make, the latest first. `when` tells each source's date."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.kind, claim.role, other(claim, side)].append(claim)
    made = [_span(reading, side, run, when) for group in groups.values() for run in _runs(group, when)]
    made.sort(key=lambda span: span.text)
    return sorted(made, key=lambda span: sort_key(span.first, span.last), reverse=True)


def _runs(claims: Sequence[Claim], when: Mapping[str, Reported]) -> list[_Run]:
    runs: list[_Run] = []
    ordered = sorted(claims, key=lambda c: (-len(c.valid_from or ""), c.valid_from or "", c.valid_to or "", c.id))
    for claim in (c for c in ordered if dated(c.valid_from)):
        same = next((r for r in runs if _agrees(r, claim)), None)
        if same is None:
            runs.append(same := _Run(claim.valid_from, claim.valid_to if dated(claim.valid_to) else None))
        same.claims.append(claim)
    for claim in (c for c in ordered if not dated(c.valid_from) and dated(c.valid_to)):
        fits = [r for r in runs if r.start and r.start != r.end and _ends(r, claim.valid_to or "")]
        if len(fits) == 1:
            fits[0].end = fits[0].end or claim.valid_to
            fits[0].claims.append(claim)
        else:
            runs.append(_Run(None, claim.valid_to, [claim]))
    undated = [c for c in ordered if not dated(c.valid_from) and not dated(c.valid_to)]
    rest = [left for c in undated if (left := _placed(c, runs, when)).evidence]
    return [*runs, _Run(None, None, rest)] if rest else runs


def _agrees(run: _Run, claim: Claim) -> bool:
    """Whether a claim says the same time, perhaps less exactly."""
    start, end = claim.valid_from or "", claim.valid_to
    if (run.start == run.end) != (start == end):
        return False
    if start == end:
        return run.start == start
    return (run.start or "").startswith(start) and (end is None or (run.end or end).startswith(end))


def _ends(run: _Run, end: str) -> bool:
    return bounds(run.start or "")[0] <= bounds(end)[1] and (run.end is None or run.end.startswith(end))


def _placed(claim: Claim, runs: Sequence[_Run], when: Mapping[str, Reported]) -> Claim:
    """Puts each sentence of an undated claim to the one stretch in which its report falls; gives back the others."""
    left = []
    for piece in claim.evidence:
        told = when.get(piece.source)
        fits = [r for r in runs if told and _covers(r, told.date)]
        if len(fits) == 1:
            fits[0].claims.append(replace(claim, evidence=(piece,)))
        else:
            left.append(piece)
    return replace(claim, evidence=tuple(left))


def _covers(run: _Run, date: str) -> bool:
    """Whether a stretch of more than one stated date may hold it."""
    if run.start is None or run.start == run.end:
        return False
    return bounds(run.start)[0] <= bounds(date)[1] and (run.end is None or bounds(date)[0] <= bounds(run.end)[1])


def _span(reading: Reading, side: str, run: _Run, when: Mapping[str, Reported]) -> Span:
    claim = run.claims[0]
    shown = _shown(run, when)
    what = what_of(reading, claim, side)
    return Span(
        claim.kind,
        what,
        str(other(claim, side)),
        run.start or (shown[0].date if shown else None),
        run.end or (shown[-1].date if shown else None),
        run.start is not None,
        run.end is not None,
        what + _time(reading, run, [r.date for r in shown]),
        tuple(dict.fromkeys(run.claims)),
        tuple(dict.fromkeys(c for r in shown for c in r.claims)),
    )


def _shown(run: _Run, when: Mapping[str, Reported]) -> list[Reported]:
    """The first and last reports, where nothing is stated and they tell more than what is."""
    sources = sorted({p.source for c in run.claims for p in c.evidence})
    told = sorted((when[s] for s in sources if s in when), key=lambda reported: bounds(reported.date))
    if run.start and run.end:
        return []
    if run.start:
        return [r for r in told[-1:] if bounds(r.date)[0] > bounds(run.start)[1]]
    if run.end:
        return [r for r in told[:1] if bounds(r.date)[1] < bounds(run.end)[0]]
    return [told[0], told[-1]] if told and told[0].date != told[-1].date else told[:1]


def _time(reading: Reading, run: _Run, reported: Sequence[str]) -> str:
    wording = reading.wording
    if run.start and run.end:
        return wording.when(replace(run.claims[0], valid_from=run.start, valid_to=run.end))
    stated = wording.date(run.start or run.end or "")
    dates = [wording.date(d) for d in reported]
    if run.start:
        return reading.say("since", first=stated, last=dates[0]) if dates else slot(reading, "since", first=stated)
    if run.end:
        return reading.say("until", first=dates[0], last=stated) if dates else slot(reading, "until", last=stated)
    if not dates:
        return slot(reading, "undated")
    if len(dates) == 1:
        return reading.say("reported", date=dates[0])
    return reading.say("reported_between", first=dates[0], last=dates[1])


def slot(reading: Reading, key: str, /, **slots: object) -> str:
    return reading.wording.messages.text("slot", key, **slots)


def what_of(reading: Reading, claim: Claim, side: str) -> str:
    """The post or seat without the one whose dossier it is: "Chủ tịch (Chair), Hội Nhà báo tỉnh An Giang"."""
    wording, target = reading.wording, claim.object
    cluster = wording.entities.get(target) if isinstance(target, str) else None
    end = other(claim, side)
    name = wording.name(end) if isinstance(end, str) else wording.value(end)
    if role := role_of(claim):
        said = wording.role(role, cluster)
        comma = wording.messages.data["join"]["comma"]
        return f"{said}{comma}{name}" if side == "subject" else reading.say("pair", left=said, right=name)
    return name


def role_of(claim: Claim) -> str | None:
    """The role as a cluster calls it: its chair or head is its leader."""
    seats = {"leads": "leader", "deputy_leads": "deputy_leader"}
    if claim.kind in seats and claim.role in (None, "chair", "head", "deputy_chair", "deputy_head"):
        return seats[claim.kind]
    return claim.role
