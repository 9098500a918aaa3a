"""Later mentions of a person: "Ms. Diệp", "ông Minh", "सुश्री दीप" after the full name."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.graph.names.glued import ranked
from thidua.graph.names.person import PersonName, script_in, words_of
from thidua.graph.names.syllables import is_marked, plain, spelling
from thidua.graph.names.titles import titles
from thidua.graph.names.transducer import read


def short_form(text: str, known: Iterable[PersonName], lang: str = "") -> PersonName | None:
    """The one of the `known` people whom "Ms. Diệp", "ông Minh" or "सुश्री दीप" means; None if none or several fit."""
    words = words_of(_untitled(text, titles(lang).before | titles("").before, titles(lang).after | titles("").after))
    if not words or len(words) > 3:
        return None
    fits = {name.key: name for name in known if _ends(name, words)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _untitled(text: str, before: frozenset[str], after: frozenset[str]) -> str:
    """The name without the titles around it."""
    text = text.strip()
    while True:
        parts = text.split(maxsplit=1)
        longer = text.split(maxsplit=2)
        if len(longer) == 3 and " ".join(longer[:2]).lower().rstrip(".") in before:
            text = longer[2]
        elif len(parts) == 2 and (parts[0].lower().rstrip(".") in before or parts[0].lower() in before):
            text = parts[1]
        else:
            break
    return next(
        (
            text.removesuffix(title)
            for title in sorted(after, key=len, reverse=True)
            if text.endswith(title) and text != title
        ),
        text,
    )


def _ends(name: PersonName, words: list[str]) -> bool:
    """Whether `words` are the last syllables of the name, tones not contradicting."""
    if len(words) >= len(name.syllables):
        return False
    tail = len(name.syllables) - len(words)
    labels = name.label.split()
    for offset, word in enumerate(words):
        script = script_in(word)
        if script == "latn":
            if not any(plain(word) == option for option in name.alternatives[tail + offset]):
                return False
            if name.marked and is_marked(word) and spelling(word) != spelling(labels[tail + offset]):
                return False
        elif script is None or not set(name.alternatives[tail + offset]) & {
            syllable for _, syllable in ranked(read(word, script), 2)
        }:
            return False
    return True
