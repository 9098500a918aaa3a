"""Statements of answers beside their claims and sentences, for a person to judge: is this what the sentence says?

`python -m thidua.bench.audit [FOLDER…] [--count 200] [--lang xx …] [--seed 0] [--aside]`: the questions are those of
`answers`, over the golden reports and the folders. Equally many statements are drawn of each language asked in, but
few of one answer. `--aside` draws from the set-aside reports as well, and shows them: not for who writes the rules.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from thidua.bench.answers import answers, questions, reports
from thidua.bench.grounding import told
from thidua.cli.terminal import statement
from thidua.graph.ontology import ontology

OF_ONE_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One statement to be judged; `question` is what it answers, `status` how."""

    lang: str
    question: str
    status: str
    text: str
    claims: tuple[str, ...]
    sentences: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lang", action="append")
    parser.add_argument("--aside", action="store_true")
    options = parser.parse_args()
    sets = ["golden", *(["aside"] if options.aside else []), *options.folders]
    found = [row for folder in sets for row in rows(folder) if not options.lang or row.lang in options.lang]
    for number, row in enumerate(drawn(found, options.count, options.seed), 1):
        print(f"{number}. {row.lang} {row.status}: {row.question}")
        print(f"   statement  {row.text}")
        for name, lines in (("claim", row.claims), ("sentence", row.sentences)):
            print("".join(f"   {name:<10} {line}\n" for line in lines), end="")
        print()


def rows(folder: str | Path) -> Iterator[Row]:
    """The first statements of the answers to the questions of a set or a folder."""
    asked = questions(folder)
    with reports(folder) as store:
        for row, answer in zip(asked, answers(asked, store), strict=True):
            for line in told(answer)[:OF_ONE_ANSWER]:
                ends = sorted({e for c in line.claims for e in (c.subject, c.object, c.giver) if isinstance(e, str)})
                entities = store.entities(ends)
                claims = tuple(statement(claim, entities, ontology()) for claim in line.claims)
                sentences = tuple(f"“{' '.join(p['quote'].split())}” {p['document']}" for p in line.pieces)
                yield Row(answer.lang, row.question, answer.status, line.text, claims, sentences)


def drawn(found: Sequence[Row], count: int, seed: int) -> list[Row]:
    """At most `count`, equally many of each language as far as there are; the same for the same seed."""
    by_lang: dict[str, list[Row]] = {}
    for row in dict.fromkeys(found):
        by_lang.setdefault(row.lang, []).append(row)
    pick = random.Random(seed)
    mixed = [pick.sample(by_lang[lang], len(by_lang[lang])) for lang in sorted(by_lang)]
    turns = [row for turn in zip_longest(*mixed) for row in turn if row is not None]
    return sorted(turns[:count], key=lambda row: row.lang)


if __name__ == "__main__":
    main()
