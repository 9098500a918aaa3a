"""Which reports are one and the same: reprints and translations of a report count once.

Two reports are one where their address is the same but for its language, where both have a quoted sentence word for
word (accents, case and punctuation aside), or where most of what the shorter one states the other states too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from urllib.parse import urlsplit

from thidua.graph.claims import Claim, Source
from thidua.graph.names import fold
from thidua.qa.words import asking_languages

#: A shorter sentence may be written twice by chance.
WORDS = 8
#: So many statements in common, and this share of those of the report that has fewer.
STATEMENTS, SHARE = 3, 0.8
#: What more reports than these have in common tells none of them apart.
COMMON = 40


class Reports:
    """Reports of which some may be one. `claims` are all that they state; any other source is one by itself."""

    def __init__(self, sources: Mapping[str, Source], claims: Iterable[Claim]) -> None:
        self._first = {id_: id_ for id_ in sorted(sources)}
        stated: dict[str, set[str]] = defaultdict(set)
        alike: dict[object, set[str]] = defaultdict(set)
        for source in sources.values():
            if source.url:
                alike[address(source.url)].add(source.id)
        for claim in claims:
            for piece in claim.evidence:
                if piece.source in sources:
                    stated[piece.source].add(claim.id)
                    if len(words := fold(piece.quote).split()) >= WORDS:
                        alike[tuple(words)].add(piece.source)
        for group in alike.values():
            self._join(sorted(group))
        for pair in _overlapping(stated):
            self._join(pair)

    def _join(self, group: Sequence[str]) -> None:
        roots = {self._root(id_) for id_ in group}
        for root in roots:
            self._first[root] = min(roots)

    def _root(self, id_: str) -> str:
        while (first := self._first.get(id_, id_)) != id_:
            id_ = first
        return id_

    def report(self, source: str) -> str:
        """The id that stands for all sources that are one report with this one."""
        return self._root(source)

    def count(self, claims: Iterable[Claim]) -> int:
        """How many independent reports say any of the claims."""
        return len({self._root(p.source) for c in claims for p in c.evidence})


def _overlapping(stated: Mapping[str, set[str]]) -> Iterable[tuple[str, str]]:
    by_claim: dict[str, list[str]] = defaultdict(list)
    for source in sorted(stated):
        for claim in stated[source]:
            by_claim[claim].append(source)
    common = Counter(pair for some in by_claim.values() if len(some) <= COMMON for pair in combinations(some, 2))
    for (one, other), number in sorted(common.items()):
        if number >= STATEMENTS and number >= SHARE * min(len(stated[one]), len(stated[other])):
            yield one, other


def address(url: str) -> tuple[str, str, str]:
    """Host, path and query without what only says the language or the protocol."""
    parts = urlsplit(url.strip().lower())
    host = [label for label in (parts.hostname or "").split(".") if label != "www"]
    if len(host) > 2 and host[0] in asking_languages():
        host = host[1:]
    path = [part for part in parts.path.split("/") if part]
    if path and path[0] in asking_languages():
        path = path[1:]
    return ".".join(host), "/".join(path), parts.query
