"""Codes of documents, in Latin letters or spelled out letter by letter in another script."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: 05-CT/TW, 34/CT-TTg, 409/QĐ-UBDT, 06/2022/QH15: a number, perhaps a year, and who issued it. What no Latin letter
#: touches may touch (第05-CT/TW号).
LATIN = re.compile(
    r"(?<![A-Za-z0-9ĐđÀ-ɏḀ-ỹ/])\d{1,5}[a-z]?\s?(?:/\s?(?:19|20)\d\d)?"
    r"(?:[-/](?!\s)|\s?[-/]\s?(?![A-ZĐ][a-zđà-ỹ]{2}))[A-ZĐ][A-Za-zĐđƯưƠơ]{0,9}\d{0,3}"  # no code: "1 - Party"
    r"(?:\s?[-/&.]\s?[A-ZĐ][A-Za-zĐđƯưƠơ]{0,9}\d{0,3})*(?![A-Za-z0-9ĐđÀ-ɏḀ-ỹ])"
)


class Code(NamedTuple):
    """`text[start:end]` is the code; `number` is how it is written in Latin letters, without spaces."""

    start: int
    end: int
    number: str


class _Spelled(NamedTuple):
    code: re.Pattern[str]
    letter: re.Pattern[str]
    letters: dict[str, str]

    def latin(self, code: str) -> str:
        named = self.letter.sub(lambda name: self.letters[name[0]], code)
        return _figures(named)


@cache
def _spelled() -> tuple[_Spelled, ...]:
    tables = tomllib.loads(unicodedata.normalize("NFC", Path(__file__).with_name("codes.toml").read_text("utf-8")))
    return tuple(_compiled(letters) for letters in tables.values())


def _compiled(letters: dict[str, str]) -> _Spelled:
    letter = "|".join(re.escape(name) for name in sorted(letters, key=len, reverse=True))
    group = rf"(?:{letter}){{1,9}}"
    end = r"(?![\w\u0900-\u0963\u0980-\u09e3])"
    code = rf"(?<![\w/])\d{{1,5}}\s?(?:/\s?\d{{4}})?\s?[-–/]\s?(?:{letter}){{2,9}}(?:\s?[-–/]\s?{group})*{end}"
    return _Spelled(re.compile(code), re.compile(letter), letters)


def codes(text: str) -> Iterator[Code]:
    """Every code in `text`."""
    for found in LATIN.finditer(text):
        yield Code(found.start(), found.end(), _figures(re.sub(r"\s", "", found[0])))
    for script in _spelled():
        for found in script.code.finditer(text):
            yield Code(found.start(), found.end(), script.latin(re.sub(r"\s", "", found[0])))


def _figures(code: str) -> str:
    """The code with the digits of any script as our own."""
    return "".join(_digit(char) for char in code)


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() else "-" if char == "–" else char
