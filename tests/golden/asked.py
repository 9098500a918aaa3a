"""Questions with expected answers over the reports of a folder: questions/{golden,aside}/LANGUAGE.toml.

    ask = [
        {kind = "leader", question = "…", says = ["A|B", "2024-05-24"], never = ["C"], status = "answered"},
        {kind = "follow_up", thread = [{question = "…", says = […]}, …]},
    ]

`says`: what the answer has to hold, all of it, "|" between alternatives; names as the graph has them (Vietnamese, Latin
script), a date as YYYY-MM-DD however the answer writes it. `never`: what no statement of the answer may hold. `status`:
"answered" (unless given), "unknown", "ambiguous", or a list where either is good: a question that a report answers
by saying that nothing has been decided may be refused, or answered by that sentence, which `says` then names.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from thidua.graph.names import fold
from thidua.language.dates import dates
from thidua.language.lexicon import plain
from thidua.qa.answering.answer import Answer

HERE = Path(__file__).parent / "questions"
#: The folder of the reports that each folder of questions is about.
REPORTS = {"golden": "cases", "aside": "aside"}
STATUSES = {"answered", "unknown", "ambiguous"}
KEYS = {"question", "says", "never", "status"}

#: "refused" and "ambiguous": though it is answerable. "incomplete": nothing false, something missing.
Verdict = Literal["right", "refused", "ambiguous", "incomplete", "wrong"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `turn` is its place in a conversation, 0 for the first or only one."""

    lang: str
    kind: str
    question: str
    says: tuple[str, ...]
    never: tuple[str, ...]
    statuses: frozenset[str]
    turn: int = 0

    @property
    def answerable(self) -> bool:
        return self.statuses == {"answered"}


def asked(folder: str) -> list[Asked]:
    """All questions of a folder, by language; those of one conversation in turn."""
    return [row for file in sorted((HERE / folder).glob("*.toml")) for row in read(file)]


def read(file: Path) -> Iterator[Asked]:
    """Raises ValueError for a key or status that there is not, and where a wanted answer has nothing to say."""
    for number, entry in enumerate(tomllib.loads(file.read_text("utf-8"))["ask"], 1):
        turns = entry.get("thread") or [{key: value for key, value in entry.items() if key != "kind"}]
        for turn, row in enumerate(turns):
            try:
                yield _row(file.stem, entry["kind"], row, turn)
            except ValueError as error:
                raise ValueError(f"{file}: question {number}: {error}") from error


def _row(lang: str, kind: str, row: dict[str, Any], turn: int) -> Asked:
    status = row.get("status", "answered")
    statuses = frozenset([status] if isinstance(status, str) else status)
    if unknown := (row.keys() - KEYS) | (statuses - STATUSES):
        raise ValueError(f"no such key or status: {', '.join(sorted(unknown))}")
    if ("answered" in statuses) != bool(row.get("says")):
        raise ValueError("`says` is for questions that may be answered, and they need it")
    return Asked(lang, kind, row["question"], tuple(row.get("says", ())), tuple(row.get("never", ())), statuses, turn)


def verdict(asked: Asked, answer: Answer) -> Verdict:
    """How the answer compares with what is expected."""
    if answer.status not in asked.statuses:
        misses: dict[str, Verdict] = {"unknown": "refused", "ambiguous": "ambiguous"}
        return misses.get(answer.status, "wrong")
    if answer.status != "answered":
        return "right"
    if any(holds(statements(answer), text, answer) for text in asked.never):
        return "wrong"
    held = [holds(answer.text, text, answer) for text in asked.says]
    return "right" if all(held) else "incomplete" if any(held) else "wrong"


def statements(answer: Answer) -> str:
    """The answer's own words: without the quotations."""
    text = answer.text
    for line in text.split("\n"):
        if re.match(r"\[\d+\] ", line):
            text = text.replace(line, "")
    for piece in answer.evidence:
        text = text.replace(piece["quote"], "")
    return text


def holds(text: str, alternatives: str, answer: Answer) -> bool:
    text = digits(re.sub(r"\[\d+\]", " ", text))
    return any(_holds(text, one, answer) for one in alternatives.split("|"))


def _holds(text: str, wanted: str, answer: Answer) -> bool:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        langs = {answer.lang, *(piece["lang"] for piece in answer.evidence)}
        said = {found.value for lang in langs for found in dates(plain(text), lang)}
        return bool(said & {wanted, f"-{wanted[4:]}"})
    if re.fullmatch(r"[\d.,]+", wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![.,]?\d)", text) is not None
    return wanted.casefold() in text.casefold() or f" {fold(wanted)} " in f" {fold(text)} "


def digits(text: str) -> str:
    """The text with the digits 0 to 9 for those of other scripts."""
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
