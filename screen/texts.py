"""The words of the screen: `messages/<language>.toml`, each with the keys of `en.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from thidua.graph.errors import LanguageDataError

FOLDER = Path(__file__).parent / "messages"
FALLBACK = "en"


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every language's words, by language and key."""
    found = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    keys = found[FALLBACK].keys()
    for lang, words in found.items():
        if words.keys() != keys:
            raise LanguageDataError(
                f"screen/messages/{lang}.toml differs from en.toml in: {', '.join(sorted(words.keys() ^ keys))}."
            )
    return found


def best_language(accept_language: str | None) -> str:
    """The language that the browser puts first, if there are messages in it; else English.

    Only the first counts because that is how the widgets themselves choose: one page, one language.
    """
    weighted = [part.strip().partition(";q=") for part in (accept_language or "").split(",") if part.strip()]
    first = max(weighted, key=lambda part: _weight(part[2]), default=(FALLBACK, "", ""))
    code = first[0].strip().lower().split("-")[0]
    return code if code in messages() else FALLBACK


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


class Words:
    """The words of one language: `words("shown", shown=3, total=9)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._messages = messages()[lang]

    def __call__(self, key: str, **values: object) -> str:
        text = self._messages[key]
        return text.format(**values) if values else text
