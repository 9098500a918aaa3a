"""Whether two names are one person's: the rules, and the reason in words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from thidua.graph.names.lexicon import lexicon
from thidua.graph.names.person import PersonName, foreign_name, latin_name, script_in, split_joined, words_of
from thidua.graph.names.syllables import plain, spelling
from thidua.graph.names.titles import titles


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    DOUBTFUL = "doubtful"


class Comparison(NamedTuple):
    """A verdict and why, in one sentence for the person who reviews it."""

    verdict: Verdict
    reason: str


def read_person(text: str, lang: str = "") -> PersonName | None:
    """The name that the whole of `text` is, in any script; None if it cannot be a Vietnamese person's."""
    words = words_of(text)
    if lang:
        while len(words) > 2 and words[0].lower() in titles(lang).before:
            words = words[1:]
    script = script_in("".join(words))
    if script is None or not 1 <= len(words) <= 6:
        return None
    if script == "latn":
        parts = [part for word in words for part in split_joined(word)]
        known = lexicon()
        if any(
            plain(part) not in known.syllables and plain(part) not in known.irregular and len(part) > 1
            for part in parts
        ):
            return None
        return latin_name(words, text)
    made = foreign_name(words, script, text)
    return made[0] if made and made[1] <= 1.2 else None


def same(a: str | PersonName, b: str | PersonName) -> Verdict:
    """Whether two person names, in any scripts, are one person's."""
    return compare(a, b).verdict


def compare(a: str | PersonName, b: str | PersonName) -> Comparison:
    """`same` with its reason."""
    left = a if isinstance(a, PersonName) else read_person(a)
    right = b if isinstance(b, PersonName) else read_person(b)
    if left is None or right is None:
        written = [
            " ".join(str(name.label if isinstance(name, PersonName) else name).lower().split()) for name in (a, b)
        ]
        if written[0] == written[1]:
            return Comparison(Verdict.SAME, "The two are written alike.")
        return Comparison(Verdict.DIFFERENT, "They are written differently and one is no Vietnamese name.")
    if len(left.syllables) != len(right.syllables):
        return _unequal(left, right)
    straight = _compare(left, right)
    if straight.verdict is Verdict.DIFFERENT and left.script == right.script == "latn":
        pairs = [(left, turned) for turned in _turned(right)] + [(turned, right) for turned in _turned(left)]
        for one, other in pairs:
            if _compare(one, other).verdict is Verdict.SAME:
                return Comparison(Verdict.SAME, "The same syllables with the surname last.")
    return straight


def _turned(name: PersonName) -> list[PersonName]:
    """Western orders: "An Van Nguyen", "Van An Nguyen"."""
    words = name.label.split()
    if len(words) < 2 or plain(words[-1]) not in lexicon().surnames:
        return []
    return [latin_name(words[::-1], name.label), latin_name([words[-1], *words[:-1]], name.label)]


def _unequal(left: PersonName, right: PersonName) -> Comparison:
    short, long = sorted((left, right), key=lambda name: len(name.syllables))
    if (
        len(short.syllables) >= 2
        and set(short.syllables) <= set(long.syllables)
        and (short.syllables[0], short.syllables[-1]) == (long.syllables[0], long.syllables[-1])
    ):
        return Comparison(Verdict.DOUBTFUL, "One name has a middle syllable that the other lacks.")
    return Comparison(Verdict.DIFFERENT, "The names have different numbers of syllables.")


def _compare(left: PersonName, right: PersonName) -> Comparison:
    if left.script == right.script == "latn":
        return _latin(left, right)
    if left.spellings == right.spellings:
        return Comparison(Verdict.SAME, "The two are written alike.")
    if left.script == right.script and (left.alternatives, left.ties) == (right.alternatives, right.ties):
        return Comparison(Verdict.SAME, "Other letters, but they are read as the same syllables.")
    sure = True
    for position, (ours, theirs) in enumerate(zip(left.alternatives, right.alternatives, strict=True)):
        if not set(ours) & set(theirs):
            return Comparison(
                Verdict.DIFFERENT, f"“{left.syllables[position]}” cannot be “{right.syllables[position]}”."
            )
        sure = sure and bool(set(ours[: left.ties[position]]) & set(theirs[: right.ties[position]]))
    if len(left.syllables) < 3:
        return Comparison(Verdict.DOUBTFUL, "Two syllables in different scripts are too little to be sure.")
    if sure:
        return Comparison(Verdict.SAME, "Read aloud, the two spellings are the same syllables.")
    return Comparison(Verdict.DOUBTFUL, "The spellings allow the same syllables, but not as their likeliest reading.")


def _latin(left: PersonName, right: PersonName) -> Comparison:
    for ours, theirs in zip(left.syllables, right.syllables, strict=True):
        if ours != theirs and spelling(ours) != spelling(theirs):
            return Comparison(Verdict.DIFFERENT, f"“{ours}” is not “{theirs}”.")
    if left.marked and right.marked:
        for position, (ours, theirs) in enumerate(zip(left.label.split(), right.label.split(), strict=True)):
            if spelling(ours) != spelling(theirs) and not (
                position == 0 and lexicon().surnames.get(plain(ours)) == 0.0
            ):
                return Comparison(Verdict.DIFFERENT, f"“{ours}” is not “{theirs}”.")
        return Comparison(Verdict.SAME, "The same syllables with the same tones.")
    if len(left.syllables) >= 3:
        return Comparison(Verdict.SAME, "The same syllables; one text leaves the tones out.")
    if left.label == right.label:
        return Comparison(Verdict.SAME, "The two are written alike.")
    return Comparison(Verdict.DOUBTFUL, "Two syllables without tones are too little to be sure.")
