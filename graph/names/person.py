"""What a person's name is, once read: its syllables, how it is written, and what else it may be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from thidua.graph.names.data import load
from thidua.graph.names.lexicon import Lexicon, lexicon
from thidua.graph.names.scripts import WORD, scripts_in
from thidua.graph.names.syllables import inventory, is_marked, plain
from thidua.graph.names.transducer import Reading, read

SEPARATORS = re.compile(r"[\s・＝=·\u2010-\u2015\-,.]+")
MIDDLE_BONUS = {"van": -0.3, "thi": -0.4}


@dataclass(frozen=True)
class PersonName:
    """`label`: canonical Latin form, marks only where the text has them. `syllables`: plain, surname first.

    `surname`: the plain surname if it is a known one. `marked`: whether the tones are known. `script`: of the text read.
    `alternatives`: per syllable, all that the spelling allows, likeliest first. `spellings`: the forms in the text.
    """

    label: str
    syllables: tuple[str, ...]
    surname: str | None
    marked: bool
    script: str
    alternatives: tuple[tuple[str, ...], ...]
    spellings: tuple[str, ...]

    @property
    def key(self) -> str:
        return " ".join(self.syllables)


@dataclass(frozen=True)
class PersonSpan:
    """`text[start:end]` is the name; a Latin original in brackets behind it belongs to it."""

    start: int
    end: int
    name: PersonName


def latin_name(words: list[str], text: str) -> PersonName:
    """The name that Latin `words` spell, surname first; `text` is how it stands in the source."""
    words = [part for word in words for part in split_joined(word)]
    keys = tuple(plain(word) for word in words)
    label = " ".join(_cased(unicodedata.normalize("NFC", word)) for word in words)
    surname = keys[0] if keys[0] in lexicon().surnames else None
    return PersonName(label, keys, surname, is_marked(label), "latn", tuple((key,) for key in keys), (text,))


def _cased(word: str) -> str:
    return word if word[:1].isupper() and not (len(word) > 1 and word.isupper()) else word[:1].upper() + word[1:].lower()


def split_joined(word: str) -> list[str]:
    """"Vanan" -> ["Van", "an"]; a word that is itself a syllable, or no two known ones, stays whole."""
    key = plain(word)
    known = lexicon()
    if key in inventory() or len(key) < 4 or len(key) != len(word):
        return [word]
    for cut in range(len(key) - 1, 1, -1):
        head, tail = key[:cut], key[cut:]
        if head in known.syllables and tail in known.given and (head in known.given or head in known.surnames):
            return [word[:cut], word[cut:]]
    return [word]


def ranked(readings: tuple[Reading, ...], position: int, known: Lexicon | None = None) -> list[tuple[float, str]]:
    """(cost, syllable) of each reading as the surname (position 0) or as a part of the given name, cheapest first."""
    known = known or lexicon()
    costs = known.surnames if position == 0 else known.given
    found = []
    for reading in readings:
        prior = costs.get(reading.syllable, 1.4)
        bonus = MIDDLE_BONUS.get(reading.syllable, 0.0) if position == 1 else 0.0
        found.append((reading.cost + prior + bonus, reading.syllable))
    found.sort()
    return found


def foreign_name(words: list[str], script: str, text: str) -> tuple[PersonName, float] | None:
    """The name that foreign `words` spell, one syllable each, and its mean cost; None if a word is no syllable."""
    chosen: list[str] = []
    alternatives: list[tuple[str, ...]] = []
    total = 0.0
    for position, word in enumerate(words):
        options = ranked(read(word, script), position)
        if not options:
            return None
        total += max(options[0][0], 0.0)
        chosen.append(options[0][1])
        alternatives.append(tuple(syllable for cost, syllable in options if cost <= options[0][0] + 1.0))
    surname = chosen[0] if chosen[0] in lexicon().surnames else None
    label = " ".join(syllable.capitalize() for syllable in chosen)
    name = PersonName(label, tuple(chosen), surname, False, script, tuple(alternatives), (text,))
    return name, total / len(words)


@cache
def listed(key: str) -> frozenset[str]:
    """The plain names of a list of surnames.toml ("never", "honoured")."""
    return frozenset(" ".join(plain(word) for word in name.split()) for name in load("surnames.toml")[key])


def words_of(text: str) -> list[str]:
    return [match.group() for match in WORD.finditer(text)]


def script_in(text: str) -> str | None:
    """The one script of a name's letters; Latin when mixed with others; None when there is no letter."""
    found = scripts_in(text)
    return "latn" if "latn" in found else min(found, default=None)
