"""Whether a sentence says what a statement says, and no more: names, numbers, who did what to whom, hedges, every word.

A model's sentence is compared with the statement it was made from. It may be worded in another way, with the words that
the language has for the same act, and with words that say nothing by themselves; any other word or sign, such as a
source number of its own, is one too many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from thidua.language.data import language_or_neutral
from thidua.language.lexicon import Match, plain
from thidua.qa.answering.phrase import Statement
from thidua.qa.words import asking, tokens

Span = tuple[int, int]
#: Words that join others and say nothing by themselves.
JOINING = frozenset({"of", "and", "article", "as", "copula", "honorific", "agent", "giver", "recipient", "relative"})
#: Words that make another fact of one.
TURNING = frozenset({"negation", "plan", "condition", "former", "proposal", "other", "elected"})
DIGITS = re.compile(r"\d+")
#: The signs that any sentence may have: those of its language, and no mark-up.
SIGNS = frozenset(".,;:!()'\"-–—“”„‘’‚«»、。，；：（）「」『』《》।،؛·")
#: What stands in a text for the first of its names while it is compared.
FIRST_NAME = 0xE000


def entails(statement: Statement, sentence: str, lang: str) -> bool:
    """Whether the statement, in the language `lang`, bears the sentence out, and nothing of it is lost."""
    own, other = (_without_names(text, statement.names) for text in (statement.text, sentence))
    if DIGITS.findall(own) != DIGITS.findall(other) or not _same_names(own, other, ordered=statement.ordered):
        return False
    if not all(hedge in sentence for hedge in statement.hedges) or not _signs(sentence) <= SIGNS | set(statement.text):
        return False
    return not any(_added(statement, sentence, lang))


def _without_names(text: str, names: tuple[str, ...]) -> str:
    """The text with one letter for each name; a longer name is taken first, as it may have a shorter one in it."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, chr(FIRST_NAME + names.index(name)))
    return text


def _same_names(own: str, other: str, *, ordered: bool) -> bool:
    """Whether the names are the same, as often; where two could change places (`ordered`), in the same order."""
    one, two = ([c for c in text if unicodedata.category(c) == "Co"] for text in (own, other))
    return one == two if ordered else sorted(one) == sorted(two)


def _signs(sentence: str) -> set[str]:
    """What is no letter, plain digit or space."""
    return {c for c in sentence if not (c.isalpha() or unicodedata.category(c) in ("Mn", "Mc", "Nd", "Zs"))}


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
