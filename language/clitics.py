"""Small words that a language writes onto their neighbour ("والمدير", "বিভাগের"), told apart from it by a word list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from thidua.language.lexicon import plain

#: A word: letters, with the vowel signs of Indic scripts.
WORD = re.compile(
    "(?:[^\\W\\d_]|[\u0900-\u0903\u093a-\u094f\u0951-\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3])+"
)
SHORTEST = 3  # letters that an article or an ending leaves
Cuts = tuple[int, ...]


class Clitics:
    """What may be written `before` a word or `behind` it; an `article_before` or `article_behind` means nothing here.

    `known` are the words of the language's lists; one with a `*` stands for all that begin so. What stands behind is
    always cut off, what stands before only from a word that is not itself listed. `definite` are words that keep their
    article, since it makes another word of them ("the group" is the cluster, "a group" is none).
    """

    def __init__(self, listed: Mapping[str, Iterable[str]], known: Iterable[str]) -> None:
        self.before = _longest_first(listed.get("before", ()))
        self.silent = frozenset(listed.get("article_behind", ()))
        self.behind = _longest_first((*listed.get("behind", ()), *self.silent))
        self._articles = tuple(listed.get("article_before", ()))
        self._definite = frozenset(listed.get("definite", ()))
        listed_words = {plain(WORD.sub(self._bare, word)) for word in (*known, *self.behind)}
        self._words = frozenset(word for word in listed_words if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed_words if word.endswith("*") and len(word) > 2)
        self._seen: dict[str, Cuts] = {}

    def __bool__(self) -> bool:
        return bool(self.before or self.behind or self._articles)

    def article(self, word: str) -> int:
        """How long the article at the beginning of `word` is."""
        if word in self._definite:
            return 0
        return next((len(a) for a in self._articles if word.startswith(a) and len(word) >= len(a) + SHORTEST), 0)

    def cuts(self, word: str) -> Cuts:
        """Where the parts of a known word begin, (0,) for one of a single part; empty where the rest is not known."""
        if word not in self._seen:
            self._seen[word] = self._cuts(word)
        return self._seen[word]

    def form(self, form: str) -> str:
        """A listed form as it stands in a text that is read with these clitics."""
        return WORD.sub(self._form, form) if self else form

    def tails(self, word: str) -> list[int]:
        """Where something written behind the word may begin."""
        return [len(word) - len(end) for end in self.behind if word.endswith(end) and len(word) >= len(end) + 2]

    def heads(self, word: str) -> list[Cuts]:
        """Where one or two clitics before the rest of the word, and the rest, may begin."""
        one = [(0, len(c)) for c in self.before if word.startswith(c) and len(word) > len(c) + 1]
        two = [(0, n, n + len(c)) for _, n in one for c in self.before if word.startswith(c, n)]
        return [*one, *(cuts for cuts in two if cuts[-1] < len(word) - 1)]

    def _cuts(self, word: str) -> Cuts:
        ended = [(*found, at) for at in self.tails(word) if self._stands(word[:at]) and (found := self.cuts(word[:at]))]
        if ended:
            return min(ended, key=lambda cuts: (len(cuts), -cuts[-1]))
        if self._is_known(word):
            return (0,)
        for _, at in (cuts for cuts in self.heads(word) if len(cuts) == 2):
            rest = word[at:]
            if (len(rest) >= SHORTEST or self._is_known(rest)) and (found := self.cuts(rest)):
                return (0, *(at + part for part in found))
        return ()

    def _stands(self, word: str) -> bool:
        return len(word) >= SHORTEST or word in self.behind

    def _is_known(self, word: str) -> bool:
        low = plain(word[self.article(word) :])
        return low in self._words or low.startswith(self._stems)

    def _bare(self, word: re.Match[str]) -> str:
        return word[0][self.article(word[0]) :]

    def _form(self, word: re.Match[str]) -> str:
        cuts = self.cuts(self._bare(word)) if self.behind else ()
        bare = self._bare(word)
        parts = [bare[a:b] for a, b in zip(cuts, (*cuts[1:], len(bare)), strict=True)] if cuts else [bare]
        return " ".join(part for at, part in enumerate(parts) if not at or part not in self.silent)


def _longest_first(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=len, reverse=True))
