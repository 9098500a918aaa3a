"""A text as words with their places in it."""

from __future__ import annotations

from typing import NamedTuple

from thidua.graph.names.scripts import WORD


class Token(NamedTuple):
    start: int
    end: int
    script: str
    text: str


def tokens_of(text: str) -> list[Token]:
    make = Token._make
    return [make((*match.span(), match.lastgroup, match.group())) for match in WORD.finditer(text)]


def joined(text: str, left: Token, right: Token, between: str) -> bool:
    """Whether nothing but one or two of the characters `between` stands between two words."""
    gap = text[left.end : right.start]
    return len(gap) <= 2 and all(char in between for char in gap)


def words_before(tokens: list[Token], at: int, text: str, count: int) -> list[str]:
    """Up to `count` words right before word `at`, in lower case, nearest last; punctuation but a dot ends them."""
    found: list[str] = []
    right = tokens[at].start if at < len(tokens) else len(text)
    for token in reversed(tokens[max(at - count, 0) : at]):
        if text[token.end : right].strip(' .\u00a0\u2019"“«‘:-'):
            break
        found.append(token.text.lower())
        right = token.start
    return found[::-1]


def follows_any(words: list[str], phrases: frozenset[str]) -> bool:
    """Whether `words` end with one of the phrases."""
    return any(" ".join(words[at:]) in phrases for at in range(max(len(words) - 3, 0), len(words)))
