"""The country's movements by their official Vietnamese names, and how other languages name them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "gazetteer" / "movements.toml"


class Known(NamedTuple):
    """A movement of the gazetteer; of one of `signs` every phrase is in a text that names it."""

    id: str
    label: str
    signs: tuple[tuple[str, ...], ...]


class Span(NamedTuple):
    """Where `text[start:end]` names a movement of the gazetteer."""

    start: int
    end: int
    label: str


@cache
def _all() -> tuple[Known, ...]:
    data = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Known(key, row["vi"], tuple(tuple(phrases) for forms in row["names"].values() for phrases in forms))
        for key, row in data.items()
    )


def official_name(text: str) -> str | None:
    """The official name of the movement that `text` is a name of; None if the gazetteer does not have it."""
    return next((span.label for span in _spans(text)), None)


def find_movements(text: str) -> list[Span]:
    """The movements a question or sentence names, the surest first."""
    return list(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    low = text.lower()
    if len(low) != len(text):
        return
    for known in _all():
        for phrases in known.signs:
            places = [low.find(p) for p in phrases]
            if min(places) >= 0:
                yield Span(min(places), max(at + len(p) for at, p in zip(places, phrases, strict=True)), known.label)
                break
