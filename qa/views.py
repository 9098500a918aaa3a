"""What a text says, in any language: its words, and the concepts, places, numbers and dates that languages share."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from thidua.graph.names import find_places, fold
from thidua.language.data import language, languages
from thidua.language.dates import dates
from thidua.language.lexicon import plain
from thidua.language.numbers import numbers
from thidua.language.recognise import recognise
from thidua.qa.words import asking, asking_languages, tokens

if TYPE_CHECKING:
    from thidua.qa.understanding.link import Specific

STEM = 5


class TextView:
    """A sentence or a whole report. Everything is worked out when first asked for."""

    def __init__(self, text: str, lang: str) -> None:
        self.text, self.lang = text, lang

    @cached_property
    def folded(self) -> str:
        return f" {fold(self.text)} "

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.folded.split())

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(w[:STEM] for w in self.words if len(w) >= STEM)

    @cached_property
    def concepts(self) -> frozenset[tuple[str, str]]:
        """Everything of the language's lists that stands in the text: ("honour", "emulation_flag"), ("number", "7")."""
        if self.lang not in languages():
            return frozenset()
        found = {s for m in language(self.lang).lexicon.matches(plain(self.text)) for s in m.senses}
        return frozenset((s.table, s.concept) for s in found)

    @cached_property
    def things(self) -> frozenset[str]:
        """The counted things (ids of questions.toml) that the text mentions."""
        return self._asked("thing")

    @cached_property
    def acts(self) -> frozenset[str]:
        """The topics (ids of questions.toml) that the text has a word for."""
        return self._asked("topic")

    def _asked(self, table: str) -> frozenset[str]:
        if self.lang not in asking_languages():
            return frozenset()
        found = asking(self.lang).lexicon.matches(plain(self.text))
        return frozenset(s.concept for m in found for s in m.senses if s.table == table)

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(p.place_id for p in find_places(self.text, self.lang))

    @cached_property
    def numbers(self) -> frozenset[str]:
        settings = language(self.lang).numbers if self.lang in languages() else {}
        said = {n.value.lstrip("0") or "0" for n in numbers(plain(self.text), settings)}
        return frozenset(said | {c for t, c in self.concepts if t in ("number-words", "number-ordinals")})

    @cached_property
    def numbered(self) -> frozenset[tuple[str, str]]:
        """The clusters and documents named by number: ("EmulationCluster", "2"), ("NormativeDocument", "05-CT/TW")."""
        found = (m for m in recognise(self.text, self.lang) if m.type in ("EmulationCluster", "NormativeDocument"))
        return frozenset((m.type, number) for m in found if (number := m.get("number")))

    @cached_property
    def dates(self) -> frozenset[str]:
        return frozenset(d.value for d in dates(plain(self.text), self.lang) if d.value)

    @cached_property
    def years(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for date in dates(plain(self.text), self.lang):
            found.update(part[:4] for part in date.value.split("/") if part[:4].isdigit())
        return found

    @property
    def main_year(self) -> str | None:
        """The year the text speaks of most, if one stands out; of a year and the next, the one that is reviewed."""
        best = self.years.most_common(3)
        top = sorted(year for year, count in best if count == best[0][1])
        in_a_row = len(top) == 2 and int(top[1]) - int(top[0]) == 1
        return top[0] if len(top) == 1 or in_a_row else None

    @cached_property
    def main_place(self) -> str | None:
        """The place the text names most, if one stands out."""
        best = Counter(p.place_id for p in find_places(self.text, self.lang)).most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None

    def says(self, specific: Specific, lang: str) -> bool | None:
        """Whether the text says it; `None` where that cannot be told, a plain word of another language."""
        kind, value = specific.kind, specific.value
        if kind == "word":
            return self._says_word(value, lang)
        if kind == "place":
            return value in self.places
        if kind == "number":
            return (value.lstrip("0") or "0") in self.numbers
        if kind == "date":
            return value in self.dates or value[4:] in {d[-6:] for d in self.dates if len(d) >= 6}
        if kind == "name":
            return f" {value} " in self.folded
        if kind == "quote":
            return f" {fold(value)} " in self.folded or (None if lang != self.lang else False)
        if self.lang not in languages():
            return None
        return (kind, value) in self.concepts

    def _says_word(self, value: str, lang: str) -> bool | None:
        parts = value.split()
        if all(p in self.words or (len(p) >= STEM and p[:STEM] in self._stems) for p in parts):
            return True
        return False if lang == self.lang else None


__all__ = ["TextView", "tokens"]
