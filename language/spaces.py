"""Where sentences end in a language that writes spaces between clauses and names, but not between words.

A space ends a sentence where a new one clearly begins: at a word that opens sentences, or, once the sentence has its
verb, at a person's title or at a stretch that has a verb of its own behind its subject. Inside a list none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from thidua.language.data import language, languages

_OTHER = r"[\dA-Za-z\u00c0-\u024f\u1e00-\u1eff]"  # numbers and names in Latin letters stand between spaces
GAP = re.compile(rf"\s+(?!{_OTHER})")
STRETCH = re.compile(rf"(?:\S|(?<={_OTHER})\s(?=\S)|\s(?={_OTHER}))*")
COUNT = re.compile(r"(?<![\d/])(?!(?:19|2[0456])\d\d$)\d[\d.,]*$")  # a number that is no year
MARKERS = ("of", "recipient", "giver", "agent", "as", "copula", "and", "list_open", "honorific")
TELLING = ("leads", "awarded", "issued", "launched", "implements", "speaks", "attends", "dated")
SHORT, LONG = 20, 60  # characters before which no sentence ends, and none that has not had a verb


class _Spaces:
    """The words of one language that tell."""

    def __init__(self, code: str) -> None:
        folder = language(code).folder
        words, own = folder["words"], folder["language"]["spaces"]
        self.starts, self.times = tuple(own["starts"]), tuple(own["times"])
        self.first = (*own["first"], *words["condition"])
        self.joins, self.titles = (*words["and"], *own["joins"]), tuple(words["honorific"])
        self.ands = tuple(words["and"])  # what follows is a part of a name: "Board of Emulation and Awarding"
        has = folder["frames"]["member_of"]["consists"]
        self.hanging = (*has, *(form for key in MARKERS for form in words[key]))
        self.opens = _any(words["list_open"])
        frames = [form for kind in TELLING for form in folder["frames"][kind]["active"]]
        awarded = folder["frames"]["awarded"]
        verbs = (*frames, *awarded["passive"], *words["elected"], *words["handover"])
        given = [form for form in awarded["active"] if len(form) == 3]
        self.verb = _any([*(form for form in verbs if len(form) > 3), *words["copula"], *given])
        self.posts = (*words["former"], *(form for forms in folder["terms"]["role"].values() for form in forms))

    def cuts(self, line: str) -> Iterator[int]:
        start = at = told = 0
        listing = False
        for gap in GAP.finditer(line):
            stretch, after = line[at : gap.start()], self._after(line, gap.end())
            told += bool(self.verb.search(stretch))
            listing = listing or bool(self.opens.search(stretch))
            at = gap.end()
            if len(gap.group()) > 1 or (
                gap.start() - start >= SHORT
                and self._ends(line[start:at], after, told, listing)
                and not self._belongs(stretch, after)
            ):
                yield at
                start, told, listing = at, 0, False

    def _after(self, line: str, start: int) -> str:
        """What follows, up to a space between two words of the language or before one that opens a sentence."""
        found = STRETCH.match(line, start)
        pieces = found.group().split(" ") if found else []
        count = next((n for n, piece in enumerate(pieces) if n and piece.startswith(self.starts)), len(pieces))
        return " ".join(pieces[:count])

    def _belongs(self, stretch: str, after: str) -> bool:
        """Whether the stretch before the space needs what follows: a post its holder, a count what it counts."""
        if after.startswith(self.starts):
            return False
        post = stretch.startswith(self.posts) and not self.verb.search(stretch)
        return (post and after.startswith(self.titles)) or bool(COUNT.search(stretch))

    def _ends(self, sentence: str, after: str, told: int, listing: bool) -> bool:
        if sentence.rstrip().endswith(self.hanging) or (not told and len(sentence) < LONG):
            return False
        if after.startswith(self.starts):
            return True
        if after.startswith(self.joins):
            return False
        if after.startswith(self.times):  # "in 2024 X led": a date without a verb behind it goes with what was said
            return self.verb.search(after) is not None
        if listing or told < 1 + sentence.startswith(self.first):
            return False
        verb = next((m for m in self.verb.finditer(after) if not after[: m.start()].endswith(self.ands)), None)
        return after.startswith(self.titles) or (verb is not None and verb.start() > 0)


def _any(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))


@cache
def _spaces(code: str) -> _Spaces | None:
    return _Spaces(code) if code in languages() and "spaces" in language(code).folder["language"] else None


def cuts(line: str, lang: str) -> Iterator[int]:
    """Offsets in the line where a sentence begins behind a space; none for a language that spaces its words."""
    return spaces.cuts(line) if (spaces := _spaces(lang)) else iter(())
