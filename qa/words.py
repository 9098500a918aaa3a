"""How a language asks and answers: its questions.toml and messages.toml, compiled."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import thidua.language
from thidua.graph.errors import LanguageDataError
from thidua.language.clitics import WORD
from thidua.language.data import language_or_neutral
from thidua.language.lexicon import Lexicon, Match, Sense, entries, is_word, plain

FOLDER = Path(thidua.language.__file__).parent
TABLES = ("ask", "noun", "topic", "time", "order", "follow", "thing")
#: Scripts that only one language with question data is written in.
SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("DEVANAGARI", "hi"),
    ("BENGALI", "bn"),
    ("ARABIC", "ar"),
    ("CYRILLIC", "ru"),
    ("CJK", "zh"),
    ("THAI", "th"),
)
DEFAULT = "en"
#: Stands for other words between the two parts of a form.
GAP = " … "


class Runs(frozenset[str]):
    """Words that a run of letters without spaces may be made of: it holds every text that they make up."""

    def __contains__(self, text: object) -> bool:
        if not isinstance(text, str) or not text:
            return False
        ends = {0}
        for end in range(1, len(text) + 1):
            if any(frozenset.__contains__(self, text[start:end]) for start in ends):
                ends.add(end)
        return len(text) in ends


@dataclass(frozen=True)
class Asking:
    """The question words of one language. `noun_after`: the noun asked for follows the interrogative ("which unit").

    `either` are words for clusters and blocks alike.
    """

    code: str
    noun_after: bool
    lexicon: Lexicon
    stop: frozenset[str]
    split: tuple[tuple[re.Pattern[str], Sense], ...] = ()
    either: tuple[str, ...] = ()

    def matches(self, text: str) -> list[Match]:
        """Every form in `text` (already `plain`); one of two parts ("steht … vor") stands at each."""
        parts = [
            Match(m.start(part), m.end(part), (sense,))
            for form, sense in self.split
            for m in form.finditer(text)
            for part in (1, 2)
        ]
        return self.lexicon.matches(text) + parts


@dataclass(frozen=True)
class Messages:
    """The sentences and formats that answers are written in."""

    code: str
    data: Mapping[str, Mapping[str, Any]]

    def text(self, table: str, key: str, /, **slots: object) -> str:
        try:
            template = str(self.data[table][key])
        except KeyError:
            raise LanguageDataError(f"language/{self.code}/messages.toml lacks {table}.{key}; add it.") from None
        return template.format(**slots)


def _load(code: str, name: str) -> dict[str, Any]:
    path = FOLDER / code / f"{name}.toml"
    try:
        return tomllib.loads(unicodedata.normalize("NFC", path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError(f"language/{code}/{name}.toml is not valid TOML: {error}.") from error


@cache
def asking_languages() -> tuple[str, ...]:
    """The languages a question may be asked in, those with both files."""
    folders = (p.parent for p in FOLDER.glob("*/questions.toml"))
    return tuple(sorted(f.name for f in folders if (f / "messages.toml").exists()))


@cache
def asking(code: str) -> Asking:
    data = _load(code, "questions")
    missing = [t for t in (*TABLES, "stop", "which") if t not in data]
    if missing:
        raise LanguageDataError(f"language/{code}/questions.toml lacks {', '.join(missing)}.")

    read = language_or_neutral(code).clitics.form

    def forms() -> Iterator[tuple[str, Sense]]:
        for table in TABLES:
            for concept, listed in data[table].items():
                for form in listed:
                    yield form, Sense(table, concept)

    split = tuple((_in_two(form), sense) for form, sense in forms() if GAP in form)
    spaced = bool(data.get("spaced", True))
    written_together = not spaced or language_or_neutral(code).glued
    stop = (Runs if written_together else frozenset)(plain(read(w)) for w in data["stop"]["forms"])
    either = tuple(plain(read(w)) for w in data.get("either", {}).get("forms", ()))
    return Asking(code, data["which"] == "after", Lexicon(entries(forms()), spaced=spaced), stop, split, either)


def _in_two(form: str) -> re.Pattern[str]:
    first, last = (re.escape(plain(part)) for part in form.split(GAP))
    return re.compile(rf"(?<!\w)({first})(?!\w).+?(?<!\w)({last})(?!\w)")


def forms_of(code: str) -> Iterator[str]:
    """Every form that questions of the language are asked in."""
    data = _load(code, "questions")
    for table in TABLES:
        for listed in data[table].values():
            yield from listed
    yield from data["stop"]["forms"]


@cache
def messages(code: str) -> Messages:
    return Messages(code, _load(code if code in asking_languages() else DEFAULT, "messages"))


def tokens(text: str) -> list[str]:
    """The words of a text in any script, with the signs that belong to their letters."""
    words: list[str] = []
    word = ""
    for char in plain(text) + " ":
        if is_word(char):
            word += char
        elif word:
            words.append(word)
            word = ""
    return words


def spoken(text: str, default: str = DEFAULT) -> str:
    """The language most of whose question words the text has, among those whose script it is written in; `default`
    where several have as many."""
    names = [unicodedata.name(c, "") for c in text if c.isalpha()]
    others = dict(SCRIPTS)
    written = {code for script, code in SCRIPTS if any(n.startswith(script) for n in names)}
    if "ja" in written:
        written.discard("zh")
    known = [c for c in asking_languages() if c in written or c not in others.values()]
    scores = {code: _familiar(plain(language_or_neutral(code).reading(text).text), code) for code in known}
    best = max(scores, key=lambda code: (scores[code], code in written, code == default), default=default)
    return best if scores.get(best) else next(iter(sorted(written)), default)


def _familiar(low: str, code: str) -> float:
    """How many characters of the text are question words of the language."""
    found = asking(code)
    covered: set[int] = set()
    for match in found.matches(low):
        covered.update(range(match.start, match.end))
    for word in WORD.finditer(low):
        if word[0] in found.stop:
            covered.update(range(word.start(), word.end()))
    return float(len(covered))
