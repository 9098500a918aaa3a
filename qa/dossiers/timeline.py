"""Posts, leaderships and memberships over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from thidua.graph.claims import Entity
from thidua.graph.stores.base import Store
from thidua.qa.dossiers.dates import reported
from thidua.qa.dossiers.reading import Notes, Reading
from thidua.qa.dossiers.spans import Span, spans
from thidua.qa.dossiers.write import escaped, footnotes, marks, sources
from thidua.qa.time import sort_key
from thidua.qa.words import messages

HELD = ("holds_post", "leads", "deputy_leads", "member_of")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans, the latest first; `evidence` is in the order of their numbers, as in a dossier."""

    entity: Entity
    lang: str
    title: str
    spans: tuple[Span, ...]
    evidence: tuple[dict[str, Any], ...]

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)

    def json(self) -> dict[str, Any]:
        return {
            "entity": {"id": self.entity.id, "type": self.entity.type, "label": self.entity.label},
            "lang": self.lang,
            "spans": [span.json() for span in self.spans],
            "evidence": list(self.evidence),
        }

    def text(self) -> str:
        lines = [f"  – {span.text} {''.join(f'[{n}]' for n in span.notes)}" for span in self.spans]
        return "\n".join([self.title, *(lines or [self._empty]), *sources(self.lang, self.evidence)]) + "\n"

    def markdown(self) -> str:
        lines = [f"- {escaped(span.text)}{marks(span.notes)}" for span in self.spans] or [escaped(self._empty)]
        return "\n".join([f"# {escaped(self.title)}", "", *lines, *footnotes(self.lang, self.evidence)]) + "\n"

    @property
    def _empty(self) -> str:
        return messages(self.lang).text("dossier", "no_posts", name=self.title)


def timeline(store: Store, entity: str, lang: str = "en") -> Timeline:
    """What somebody or a body was and when, and who was what in it.

    Raises NameUnknown if the store has no such entity, StoreError if it fails.
    """
    reading, notes = Reading(store, entity, lang), Notes()
    when = reported(reading, reading.claims)
    own = [c for c in reading.claims if c.kind in HELD and c.subject == reading.entity.id]
    within = [c for c in reading.claims if c.kind in HELD and c.object == reading.entity.id]
    found = [*spans(reading, own, "subject", when), *spans(reading, within, "object", when)]
    found.sort(key=lambda span: sort_key(span.first, span.last), reverse=True)
    numbered = tuple(replace(span, notes=notes.of((*span.claims, *span.beside))) for span in found)
    title = reading.wording.name(reading.entity.id)
    return Timeline(reading.entity, reading.lang, title, numbered, reading.evidence(notes))
