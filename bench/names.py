"""How well two spellings of a Vietnamese name are told to be one person's, beside rapidfuzz WRatio on the same pairs.

Run: python bench/names.py
"""

from __future__ import annotations

import itertools
import time
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import WRatio

from thidua.graph.names import Verdict, find_people, find_places, fold, same

TABLE = Path(__file__).parents[1] / "tests" / "graph" / "names" / "names.toml"
CUT = 80.0


class Pair(NamedTuple):
    left: str
    right: str
    kind: str
    same: bool


def unmarked(name: str) -> str:
    """The name as a text without marks writes it."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def pairs() -> Iterator[Pair]:
    """Each person in every two spellings; each person beside the next three; the near misses."""
    data = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    people = [{lang: [names] if isinstance(names, str) else names for lang, names in person.items()} for person in data["person"]]
    for person in people:
        spellings = [(lang, name) for lang, names in person.items() for name in names] + [("ascii", unmarked(person["vi"][0]))]
        for (left_lang, left), (right_lang, right) in itertools.combinations(spellings, 2):
            yield Pair(left, right, f"{min(left_lang, right_lang)}-{max(left_lang, right_lang)}", True)
    for at, person in enumerate(people):
        for other in (people[(at + step) % len(people)] for step in (1, 7)):
            for lang in person.keys() & other.keys():
                yield Pair(person["vi"][0], other[lang][0], f"vi-{lang}", False)
    for left, right in data["near"]["pairs"]:
        yield Pair(left, right, "near", False)
        yield Pair(left.upper(), right, "near", False)


def score(judge: Callable[[str, str], bool], cases: list[Pair]) -> tuple[float, float]:
    """Precision and recall of `judge` for "the same person"."""
    said = [pair for pair in cases if judge(pair.left, pair.right)]
    right = sum(pair.same for pair in said)
    return right / max(len(said), 1), right / max(sum(pair.same for pair in cases), 1)


def main() -> None:
    cases = list(pairs())
    judges: dict[str, Callable[[str, str], bool]] = {
        "same() is SAME": lambda left, right: same(left, right) is Verdict.SAME,
        "same() is SAME or DOUBTFUL": lambda left, right: same(left, right) is not Verdict.DIFFERENT,
        "equal fold()": lambda left, right: fold(left) == fold(right),
        f"rapidfuzz WRatio >= {CUT:.0f}": lambda left, right: WRatio(left, right) >= CUT,
        f"WRatio >= {CUT:.0f} after fold()": lambda left, right: WRatio(fold(left), fold(right)) >= CUT,
    }
    print(f"{len(cases)} pairs, {sum(pair.same for pair in cases)} of them one person")
    for name, judge in judges.items():
        precision, recall = score(judge, cases)
        print(f"{name:32} precision {precision:.3f}  recall {recall:.3f}")
    speed()


def speed() -> None:
    text = ("Phó Chủ tịch UBND tỉnh Ninh Bình Nguyễn Văn Thắng và bà Trần Thị Kim Oanh dự hội nghị tại Hà Nội. " * 60)[:5000]
    find_people(text, "vi")
    best = min(_timed(f"{text} {turn}") for turn in range(20))
    print(f"people and places in {len(text)} characters: {best * 1000:.1f} ms; fold of a known name: {_fold_time() * 1e6:.2f} µs")


def _timed(text: str) -> float:
    start = time.perf_counter()
    find_people(text, "vi")
    find_places(text, "vi")
    return time.perf_counter() - start


def _fold_time() -> float:
    start = time.perf_counter()
    for _ in range(10_000):
        fold("Nguyễn Văn Thắng")
    return (time.perf_counter() - start) / 10_000


if __name__ == "__main__":
    main()
