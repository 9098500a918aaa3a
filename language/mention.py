"""What a recogniser returns: a stretch of text and what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.language.lexicon import Sense

#: Types beside the classes of the ontology: what is read of a sentence but is no node.
ROLE, DATE, NUMBER, QUOTE, WORD, MARK, OTHER = "Role", "Date", "Number", "Quote", "Word", "Mark", "Other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch `text[start:end]`. `type` is a class of the ontology or one of the constants of this module.

    `data` by type: Person label; Place place; Organization body, place, level, local ("yes": the report's province),
    many ("yes": those of several provinces), label; EmulationCluster clusterType, number, ref ("yes": only "the
    cluster"), units ("yes": its units are meant);
    NormativeDocument documentType, number; Movement movementType; Event eventType, ref; Honour honour; Group
    groupType, count; Role role, body; Date value (prefix date, "--11-13" without a year, or "2021/2025"), offset
    (years from the report's own), back ("yes": from the year that the text named last);
    Number value, unit, roman ("yes"), scale (a factor said in a word: "88.03 million"); Quote text.
    """

    type: str
    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    tables: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        if self.senses:  # asked for many times a sentence
            object.__setattr__(self, "tables", frozenset(s.table for s in self.senses))

    def has(self, table: str, concept: str | None = None) -> bool:
        """Whether the stretch may be a form of `table` (and of that concept)."""
        return table in self.tables and (concept is None or (table, concept) in self.senses)

    def tells(self, kind: str) -> bool:
        """Whether the stretch may be a verb that states claims of this kind."""
        return any(s.table == "frame" and s.concept.startswith(kind + ".") for s in self.senses)

    def concept(self, table: str) -> str | None:
        return next((s.concept for s in self.senses if s.table == table), None)

    def get(self, key: str) -> str | None:
        return self.data.get(key)
