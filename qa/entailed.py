"""Whether a sentence says what a statement says, and no more: names, numbers, who did what to whom, hedges, every word.

A model's sentence is compared with the statement it was made from. It may be worded in another way, with the words that
the language has for the same act, and with words that say nothing by themselves; any other word is one too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.language.data import language_or_neutral
from thidua.language.lexicon import Match, plain
from thidua.qa.phrase import Statement
from thidua.qa.words import asking, tokens

Span = tuple[int, int]
#: Words that join others and say nothing by themselves.
JOINING = frozenset({"of", "and", "article", "as", "copula", "honorific", "agent", "giver", "recipient", "relative"})
#: Words that make another fact of one.
TURNING = frozenset({"negation", "plan", "condition", "former", "proposal", "other", "elected"})
DIGITS = re.compile(r"\d+")


def entails(statement: Statement, sentence: str, lang: str) -> bool:
    """Whether the statement, in the language `lang`, bears the sentence out, and nothing of it is lost."""
    if set(DIGITS.findall(statement.text)) != set(DIGITS.findall(sentence)):
        return False
    if not _named(statement, sentence) or not all(hedge in sentence for hedge in statement.hedges):
        return False
    return not any(_added(statement, sentence, lang))


def _named(statement: Statement, sentence: str) -> bool:
    """Whether all names are there; of two that could change places, in the same order."""
    places = [sentence.find(name) for name in statement.names]
    if -1 in places:
        return False
    return not statement.ordered or places == sorted(places)


def _added(statement: Statement, sentence: str, lang: str) -> Iterator[str]:
    """The letters of the sentence that are no word of the statement, nor of its act, nor one that only joins."""
    low = plain(sentence)
    said = frozenset(tokens(statement.text))
    allowed = [m.span() for m in re.finditer(r"\w+", low) if m[0] in said | asking(lang).stop]
    turned = []
    for match in language_or_neutral(lang).lexicon.matches(low):
        if _says_the_same(match, statement):
            allowed.append((match.start, match.end))
        elif any(s.table in TURNING for s in match.senses) and low[match.start : match.end] not in said:
            turned.append((match.start, match.end))
    kinds = {c.kind for c in statement.claims}
    allowed += [
        (m.start, m.end)
        for m in asking(lang).matches(low)
        if any(s.table == "topic" and s.concept in kinds for s in m.senses)
    ]
    for at, char in enumerate(low):
        if char.isalpha() and (not _within(at, allowed) or _within(at, turned)):
            yield char


def _within(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _says_the_same(match: Match, statement: Statement) -> bool:
    """Whether the words join others, or mean the act or the role of a claim."""
    kinds = {c.kind for c in statement.claims}
    roles = {c.role for c in statement.claims if c.role}
    return any(
        s.table in JOINING
        or (s.table == "frame" and s.concept.partition(".")[0] in kinds)
        or (s.table == "role" and s.concept in roles)
        for s in match.senses
    )
