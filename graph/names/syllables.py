"""The Vietnamese syllable: its marks, its tone and which spellings exist.

`plain` is a syllable without marks ("nguyen"), `spelling` one that keeps vowels and tone apart ("nguyên5"), so that
"hòa" and "hoà", "Lý" and "Lí" are one spelling and "Hùng" and "Hưng" are two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from thidua.graph.names.data import load

TONES = {"\u0300": 2, "\u0301": 1, "\u0309": 3, "\u0303": 4, "\u0323": 5}
QUALITIES = {
    ("a", "\u0306"): "ă",
    ("a", "\u0302"): "â",
    ("e", "\u0302"): "ê",
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}
UNMARKED = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l"}
)


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Latin `word` in lower case without marks."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.lower().translate(UNMARKED))
    return "".join(char for char in bare if not unicodedata.combining(char))


def sound(word: str) -> str:
    """`plain`, but đ is kept, for đ and d are two sounds."""
    return "đ".join(plain(part) for part in word.lower().split("đ"))


@lru_cache(maxsize=1 << 14)
def spelling(syllable: str) -> str:
    """Letters with their quality, then the digit of the tone (0 where there is none)."""
    letters: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char in TONES:
            tone = TONES[char]
        elif unicodedata.combining(char):
            letters[-1:] = [QUALITIES.get((letters[-1], char), letters[-1])] if letters else []
        else:
            letters.append(char)
    text = "".join(letters)
    if (text.endswith("y") and text[-2:-1] not in ("a", "â", "u")) or text == "quy":
        text = text[:-1] + "i"
    return f"{text}{tone}"


def is_marked(text: str) -> bool:
    """Whether the text carries any Vietnamese mark."""
    return not text.isascii() and any(
        char in "đĐ" or unicodedata.decomposition(char) or unicodedata.combining(char) for char in text
    )


@cache
def _parts() -> dict[str, Any]:
    return load("syllables.toml")


@cache
def inventory() -> frozenset[str]:
    """Every plain syllable that Vietnamese spelling allows."""
    data = _parts()
    rimes, front, back = data["rime"].split(), set(data["before_front"]), set(data["before_back"])
    found: set[str] = set()
    for onset in data["onset"]:
        for rime in rimes:
            if (onset in front and rime[0] not in "eiy") or (onset in back and rime[0] in "eiy" and onset != "g"):
                continue
            if onset == "qu":
                found.add(onset + (rime[1:] if rime[0] in "uo" and len(rime) > 1 and rime[1] in "aeioy" else rime))
            elif rime[0] == "y" and onset and rime != "y":
                continue
            elif onset == "gi" and rime[0] == "i":
                found.add("g" + rime)
            else:
                found.add(onset + rime)
    return frozenset(found)


def prefixes(words: Iterable[str]) -> frozenset[str]:
    """Every beginning of every word, the whole word included."""
    return frozenset(word[:end] for word in words for end in range(len(word) + 1))
