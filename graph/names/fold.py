"""The search key of a name: one spelling for all scripts, tones and cases."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from anyascii import anyascii

from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.person import foreign_name, script_in, words_of
from thidua.graph.names.places import latin_index, place
from thidua.graph.names.scan import whole_place
from thidua.graph.names.scripts import WORD
from thidua.graph.names.syllables import plain
from thidua.graph.names.transducer import read

SURE = 1.6
MOST_KEYS = 16
_ASCII = re.compile("[a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, no marks, other scripts as Vietnamese syllables where they are any, one space between words.

    Empty only for a text of nothing but spaces. `fold(fold(x)) == fold(x)`.
    """
    if text.isascii():
        return _latin_words(text)
    if len(text) <= 48:
        whole = _whole(text)
        if whole:
            return whole
    return _words(text)


def _latin_words(text: str) -> str:
    words = [part for match in _ASCII.finditer(text.lower()) for part in _split(match.group())]
    return " ".join(words) or " ".join(text.lower().split())


def _words(text: str) -> str:
    words: list[str] = []
    latin, end = "", -1
    for match in WORD.finditer(text):
        script = match.lastgroup or ""
        if script in ("latn", "digit"):
            word = _ascii(plain(match.group()))
            latin = latin + word if match.start() == end else _flush(words, latin) + word
            end = match.end()
        else:
            latin = _flush(words, latin)
            words += fold_word(match.group(), script).split()
    _flush(words, latin)
    return " ".join(words) or _last_resort(text)


def _ascii(word: str) -> str:
    return word if word.isascii() else "".join(_ASCII.findall(anyascii(word).lower()))


def _flush(words: list[str], latin: str) -> str:
    if latin:
        words += _split(latin)
    return ""


def _last_resort(text: str) -> str:
    """For letters and signs that no table knows."""
    made = anyascii(text)
    words = _ASCII.findall(made.lower())
    return " ".join(words) if words else " ".join((made.strip() or text).lower().split())


@lru_cache(maxsize=1 << 17)
def fold_word(word: str, script: str) -> str:
    """The key of one word in another script, which may be several Vietnamese syllables."""
    if script == "hani" and len(word) > 1:
        return " ".join(fold_word(character, script) for character in word)
    readings = read(word, script)
    if readings:
        best = readings[0]
        if best.cost + lexicon().sounds[best.sound] <= SURE:
            return best.syllable
    made = " ".join(_ASCII.findall(anyascii(word).lower().replace("'", "")))
    return made or word


def _split(word: str) -> list[str]:
    """ "hanoi" -> ["ha", "noi"]."""
    for item in latin_index().get(word, ()):
        parts = _words_of_label(item.place) if item.words == (word,) and item.place else []
        if len(parts) > 1 and "".join(parts) == word:
            return parts
    return [word]


def _whole(text: str) -> str | None:
    """The key of a text that as a whole is a place or a person in another script."""
    matches = list(WORD.finditer(text))
    scripts = {match.lastgroup for match in matches}
    if not matches or scripts & {"latn", "digit"} or len(scripts) != 1 or len(matches) > 6:
        return None
    ids = whole_place(text)
    if ids:
        return " ".join(_words_of_label(ids[0]))
    words = words_of(text)
    if len(words) < 2:
        return None
    read_ = foreign_name(words, matches[0].lastgroup or "", text)
    return read_[0].key if read_ and read_[0].surname and read_[1] <= 0.9 else None


def _words_of_label(id_: str) -> list[str]:
    return [part for match in WORD.finditer(place(id_).names[0]) for part in [plain(match.group())]]


def fold_keys(text: str) -> tuple[str, ...]:
    """`fold(text)` and the keys of the other likely readings of a person's name in another script, likeliest first."""
    words = words_of(text)
    script = script_in("".join(words))
    keys = [fold(text)]
    made = foreign_name(words, script, text) if script and script != "latn" and 1 < len(words) < 7 else None
    if made and made[0].surname:
        name = made[0]
        reach = [max(ties, 2) if ties else 3 for ties in name.ties]
        options = [syllables[:last] for syllables, last in zip(name.alternatives, reach, strict=True)]
        keys += [" ".join(choice) for choice in itertools.islice(itertools.product(*options), MOST_KEYS)]
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]
