"""A dossier: all that the reports say of one person, cluster, organisation, document or movement."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.claims import Claim
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.dossiers.conflicts import conflicts
from thidua.qa.dossiers.dates import reported
from thidua.qa.dossiers.holes import holes
from thidua.qa.dossiers.layout import LAYOUTS, Part
from thidua.qa.dossiers.lines import MANNERS, Told, about
from thidua.qa.dossiers.model import Line, Profile, Section
from thidua.qa.dossiers.reading import Notes, Reading, other
from thidua.qa.retrieval.reports import Reports


def profile(store: Store, entity: str, lang: str = "en") -> Profile:
    """The dossier of the entity with this id, in a language that has messages, else in English.

    Raises NameUnknown if the store has no such entity, StoreError if it fails.
    """
    reading = Reading(store, entity, lang)
    when = reported(reading, reading.claims)
    drawn: list[tuple[Part, list[Told]]] = []
    rest = {c.id: c for c in reading.claims}
    for part in LAYOUTS.get(reading.entity.type, ()):
        mine = [c for c in reading.claims if _belongs(reading, part, c)]
        drawn.append((part, MANNERS[part.manner](reading, part, mine, when)))
        for claim in mine:
            rest.pop(claim.id, None)
    left = Part("other", "whole", "subject", ())
    drawn.append((left, MANNERS["whole"](reading, left, list(rest.values()), when)))
    return _bound(reading, drawn, conflicts(reading))


def _belongs(reading: Reading, part: Part, claim: Claim) -> bool:
    own = reading.own if part.manner in ("awards", "figures") else (reading.entity.id,)
    if claim.kind not in part.kinds or getattr(claim, part.side) not in own:
        return False
    end = other(claim, part.side)
    return not part.types or (isinstance(end, str) and reading.wording.entities[end].type in part.types)


def _bound(reading: Reading, drawn: Sequence[tuple[Part, list[Told]]], differ: Sequence[Sequence[Told]]) -> Profile:
    """Numbers the quotations and counts the reports behind each line."""
    notes = Notes()
    all_told = [told for some in (*(told for _, told in drawn), *differ) for told in some]
    cited = [c for told in all_told for c in (*told.claims, *told.beside)]
    sources = reading.sources(cited)
    stated = reading.store.claims(ClaimQuery(sources=tuple(sorted(sources)))) if sources else []
    reports = Reports(sources, stated)
    sides = {c.id: number for number, some in enumerate(differ, 1) for t in some for c in t.claims}

    def line(told: Told, number: int | None = None) -> Line:
        conflict = number or next((sides[c.id] for c in told.claims if c.id in sides), None)
        claims = tuple(dict.fromkeys((*told.claims, *told.beside)))
        return Line(
            told.text, claims, notes.of(claims), told.when, reports.count(told.claims), about(reading, claims), conflict
        )

    sections = [
        Section(part.kind, reading.say(part.kind), lines, holes(reading, part, lines))
        for part, told in drawn
        if (lines := tuple(line(t) for t in told))
    ]
    if differ:
        lines = tuple(line(t, number) for number, some in enumerate(differ, 1) for t in some)
        sections.append(Section("conflicts", reading.say("conflicts"), lines))
    evidence = tuple({**piece, "report": reports.report(piece["source"])} for piece in reading.evidence(notes))
    entity = reading.entity
    names = tuple(dict.fromkeys(n.text for n in entity.names if n.text != entity.label))
    return Profile(
        entity,
        reading.lang,
        reading.wording.name(entity.id),
        ontology().label(entity.type, reading.lang),
        names,
        tuple(sections),
        evidence,
        reports.count(cited),
    )
