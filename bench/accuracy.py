"""How right the rules are: recall and precision of the golden cases and of those set aside, by language and kind.

Recall: expected claims that are found. Precision: of the claims of the kinds that a case lists completely, those that
it expects. "wrong": claims found that a case says no sentence makes. Fails nothing; `tests/golden` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from thidua.bench.table import show
from thidua.ingest.propose import Proposer
from thidua.tests.golden.compare import Case, cases, found

FOLDERS = {"golden": "cases", "aside": "aside"}


def main() -> None:
    tallies = {name: tally(cases(folder)) for name, folder in FOLDERS.items()}
    for index, title in enumerate(("language", "kind")):
        keys = sorted({key[index] for counts in tallies.values() for key in counts})
        rows = [[key, *(cell for counts in tallies.values() for cell in cells(counts, index, key))] for key in keys]
        rows.append(["all", *(cell for counts in tallies.values() for cell in cells(counts, index, None))])
        show(title, [f"{name} {what}" for name in FOLDERS for what in ("recall", "precision", "wrong")], rows)


def tally(files: Iterable[Case], proposer: Proposer | None = None) -> dict[tuple[str, str], Counter[str]]:
    """By language and kind: expected, found, stated (of complete kinds), right, wrong."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for case in files:
        result = found(case, proposer)
        for row in case.claims:
            count = counts.setdefault((case.lang, row["kind"]), Counter())
            count.update(expected=1, found=bool(result.matches(row)))
        for claim in result.extraction.claims:
            if claim.kind in case.complete:
                counts.setdefault((case.lang, claim.kind), Counter()).update(stated=1)
        for claim in result.unexpected(case):
            counts[case.lang, claim.kind].update(unexpected=1)
        for row in case.never:
            counts.setdefault((case.lang, row["kind"]), Counter()).update(wrong=len(result.matches(row)))
    return counts


def cells(counts: dict[tuple[str, str], Counter[str]], index: int, key: str | None) -> Sequence[str]:
    total = Counter[str]()
    for place, count in counts.items():
        if key is None or place[index] == key:
            total.update(count)
    right = total["stated"] - total["unexpected"]
    return [share(total["found"], total["expected"]), share(right, total["stated"]), str(total["wrong"])]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} of {whole}" if whole else "–"


if __name__ == "__main__":
    main()
