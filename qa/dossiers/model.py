"""What a dossier is: sections of lines, each line with the claims it says and the numbers of its quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thidua.graph.claims import Claim, Entity


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in the asker's language.

    `claims` say it (one at least), `notes` number their quotations in the dossier's evidence, from 1. `when` is the
    prefix date it is sorted by, None where nothing is stated. `reports` counts independent reports that say it, not
    those that only complete it (the date of an event, who else was there). `about` are the ids of the other entities
    it names. `conflict` numbers the contradiction of which it is a side, from 1.
    """

    text: str
    claims: tuple[Claim, ...]
    notes: tuple[int, ...]
    when: str | None = None
    reports: int = 1
    about: tuple[str, ...] = ()
    conflict: int | None = None

    def json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "when": self.when,
            "claims": list(dict.fromkeys(c.id for c in self.claims)),
            "evidence": list(self.notes),
            "reports": self.reports,
            "about": list(self.about),
            "conflict": self.conflict,
        }


@dataclass(frozen=True, slots=True)
class Hole:
    """A year of which no report says who led, told as such: it rests on no claim. `year` is four digits."""

    year: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """`kind` is the same in every language ("posts"), `heading` in the asker's. Lines are the latest first."""

    kind: str
    heading: str
    lines: tuple[Line, ...]
    holes: tuple[Hole, ...] = ()

    def rows(self) -> list[Line | Hole]:
        """Lines and holes in the order in which they are read."""
        rows: list[Line | Hole] = list(self.lines)
        for hole in self.holes:
            later = [at for at, row in enumerate(rows) if isinstance(row, Line) and (row.when or "")[:4] > hole.year]
            at = max(later) + 1 if later else 0
            while at < len(rows) and isinstance(before := rows[at], Hole) and before.year > hole.year:
                at += 1
            rows.insert(at, hole)
        return rows


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the reports say of one entity.

    `type` is its class in words; `names` its other spellings. `evidence` is in the order of the numbers in the lines:
    the documented JSON of evidence with its "number", and "report", equal for reports that are one and the same.
    `reports` counts the independent ones.
    """

    entity: Entity
    lang: str
    title: str
    type: str
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    evidence: tuple[dict[str, Any], ...]
    reports: int

    def section(self, kind: str) -> Section | None:
        return next((s for s in self.sections if s.kind == kind), None)

    def json(self) -> dict[str, Any]:
        from thidua.qa.dossiers.write import as_json

        return as_json(self)

    def text(self) -> str:
        from thidua.qa.dossiers.write import as_text

        return as_text(self)

    def markdown(self) -> str:
        from thidua.qa.dossiers.write import as_markdown

        return as_markdown(self)

    def html(self) -> str:
        """A whole page, which a browser or a word processor opens."""
        from thidua.qa.dossiers.page import as_page

        return as_page(self)
