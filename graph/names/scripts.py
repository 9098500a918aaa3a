"""Which script a character is in, how a script's words are told apart, and how a word is made ready for its table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

RANGES = {
    "latn": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f",
    "deva": "\u0900-\u0963\u0971-\u097f",
    "beng": "\u0980-\u09e3\u09f0-\u09fe",
    "cyrl": "\u0400-\u04ff",
    "hang": "\uac00-\ud7a3",
    "kana": "\u30a1-\u30fa\u30fc-\u30fe",
    "hani": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff",
    "thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "arab": "\u0620-\u065f\u066e-\u06d3",
}
TABLES = {
    "deva": "deva",
    "beng": "beng",
    "cyrl": "cyrl",
    "hang": "hang",
    "kana": "jpan",
    "thai": "thai",
    "arab": "arab",
    "hani": "hans",
}
_KNOWN = "".join(RANGES.values())
WORD = re.compile(
    "|".join(
        [
            *(f"(?P<{script}>[{chars}]+)" for script, chars in RANGES.items()),
            r"(?P<digit>\d+)",
            rf"(?P<other>(?:(?![{_KNOWN}])(?:[^\W\d_]|[\u0b80-\u0dff\u0e80-\u109f\u1780-\u17ff]))+)",
        ]
    )
)
NUKTA = "\u093c"
_CONSONANT = re.compile("[\u0915-\u0939]")


@cache
def script_of(char: str) -> str | None:
    """The script of a letter; "digit"; "other" for letters of a script without a table; None for the rest."""
    match = WORD.match(char)
    return match.lastgroup if match else None


def scripts_in(text: str) -> set[str]:
    return {group for group in (script_of(char) for char in set(text)) if group and group != "digit"}


def _devanagari(word: str) -> str:
    """Writes the inherent vowel out: अ after a consonant that no vowel sign or virama follows, except at the end."""
    word = unicodedata.normalize("NFD", word)
    out: list[str] = []
    for at, char in enumerate(word):
        out.append(char)
        if not _CONSONANT.match(char) and char != NUKTA:
            continue
        following = word[at + 1 : at + 2]
        if following == NUKTA:
            continue
        if (following and (_CONSONANT.match(following) or following in "ंँ")) or (not following and len(word) <= 2):
            out.append("अ")
    return "".join(out)


def _bengali(word: str) -> str:
    """Bengali letters stand 0x80 above the Devanagari ones of the same sound."""
    composed = unicodedata.normalize("NFC", word)
    return _devanagari("".join(chr(ord(char) - 0x80) if "\u0981" <= char <= "\u09df" else char for char in composed))


def _hangul(word: str) -> str:
    return unicodedata.normalize("NFD", word)


_THAI_LEADING = re.compile("([เแโไใ])(ตร|ห(?=[งญนมยรลว])[งญนมยรลว]|[ก-ฮ])")


def _thai(word: str) -> str:
    """Drops tone marks and silent letters; moves the vowels written before a consonant behind it.

    A nasal before a silent ห stands for the "nh" that ends a syllable (มิงห์, มินห์ as มิญ).
    """
    spoken = re.sub(".[ิุ]?\u0e4c", "", re.sub("[งน]ห\u0e4c", "ญ", word))
    return _THAI_LEADING.sub(r"\2\1", re.sub("[\u0e47-\u0e4b]", "", spoken))


def _arabic(word: str) -> str:
    return re.sub("[\u064b-\u0652\u0640]", "", unicodedata.normalize("NFC", word))


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word)


def _cyrillic(word: str) -> str:
    return word.lower().replace("ё", "е")


PREPARE: dict[str, Callable[[str], str]] = {
    "deva": _devanagari,
    "beng": _bengali,
    "hang": _hangul,
    "thai": _thai,
    "arab": _arabic,
    "cyrl": _cyrillic,
    "kana": _composed,
}


def prepare(word: str, script: str) -> str:
    return PREPARE.get(script, str)(word)
