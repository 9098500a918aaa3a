"""Tables on standard output, in Markdown so that they can be pasted into the README."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(f"| {' | '.join([title, *columns])} |")
    print(f"|{'---|' * (len(columns) + 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)
