"""What a person's name is, once read: its syllables, how it is written, and what else it may be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from thidua.graph.names.data import load
from thidua.graph.names.glued import LONGEST_WORD, glued, part_cost, ranked
from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.scripts import WORD, scripts_in
from thidua.graph.names.syllables import inventory, is_marked, plain
from thidua.graph.names.transducer import read, table

TIE, ALLOWED = 0.18, 1.0


@dataclass(frozen=True)
class PersonName:
    """A name as read.

    `label`: canonical Latin form, marks only where the text has them. `syllables`: plain, surname first. `surname`: the
    plain surname if it is a known one. `marked`: whether the tones are known. `script`: of the text read.
    `alternatives`: per syllable, all that the spelling allows, likeliest first; `ties`: how many of them are as likely
    as the first, 0 where the script does not tell which. `spellings`: the forms in the text.
    """

    label: str
    syllables: tuple[str, ...]
    surname: str | None
    marked: bool
    script: str
    alternatives: tuple[tuple[str, ...], ...]
    ties: tuple[int, ...]
    spellings: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether the spelling tells every syllable."""
        return all(self.ties)

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
    return PersonName(
        label, keys, surname, is_marked(label), "latn", tuple((key,) for key in keys), (1,) * len(keys), (text,)
    )


def _cased(word: str) -> str:
    return (
        word if word[:1].isupper() and not (len(word) > 1 and word.isupper()) else word[:1].upper() + word[1:].lower()
    )


def split_joined(word: str) -> list[str]:
    """ "Vanan" -> ["Van", "an"]; a word that is itself a syllable, or no two known ones, stays whole."""
    key = plain(word)
    known = lexicon()
    if key in inventory() or len(key) < 4 or len(key) != len(word):
        return [word]
    for cut in range(len(key) - 1, 1, -1):
        head, tail = key[:cut], key[cut:]
        if head in known.syllables and tail in known.given and (head in known.given or head in known.surnames):
            return [word[:cut], word[cut:]]
    return [word]


def foreign_name(words: list[str], script: str, text: str) -> tuple[PersonName, float] | None:
    """The name that foreign `words` spell, one syllable each, and its mean cost; None if a word is no syllable."""
    chosen: list[str] = []
    alternatives: list[tuple[str, ...]] = []
    ties: list[int] = []
    total = 0.0
    for position, word in enumerate(words):
        options = ranked(read(word, script), position)
        if not options:
            return None
        total += max(options[0][0], 0.0)
        chosen.append(options[0][1])
        likely = sum(cost <= options[0][0] + TIE for cost, _ in options)
        ties.append(0 if likely > 1 and table(script).vague else likely)
        alternatives.append(tuple(syllable for cost, syllable in options if cost <= options[0][0] + ALLOWED))
    surname = chosen[0] if chosen[0] in lexicon().surnames else None
    label = " ".join(syllable.capitalize() for syllable in chosen)
    name = PersonName(label, tuple(chosen), surname, False, script, tuple(alternatives), tuple(ties), (text,))
    return name, total / len(words)


def with_original(name: PersonName, original: PersonName) -> PersonName:
    """The `original` that brackets give for a foreign spelling, with both spellings."""
    return replace(original, spellings=(*name.spellings, *original.spellings))


@cache
def listed(key: str) -> frozenset[str]:
    """The plain names of a list of surnames.toml ("never", "honoured")."""
    return frozenset(" ".join(plain(word) for word in name.split()) for name in load("surnames.toml")[key])


def words_of(text: str) -> list[str]:
    """The syllables that a whole name is written with, each still in its script."""
    words: list[str] = []
    for match in WORD.finditer(text):
        word, script = match.group(), match.lastgroup or ""
        if script == "hani":
            words += word
        elif script in LONGEST_WORD and part_cost(word, script, min(len(words), 2)) > 0.8:
            words += glued(word, script) or (word,)
        else:
            words.append(word)
    return words


def script_in(text: str) -> str | None:
    """The one script of a name's letters; Latin when mixed with others; None when there is no letter."""
    found = scripts_in(text)
    return "latn" if "latn" in found else min(found, default=None)
