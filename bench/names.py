"""How well two spellings of a name are told to be one person's, beside rapidfuzz and nomenklatura on the same pairs.

nomenklatura is compared where it is installed: `pip install 'thidua[matchers]'`, which builds PyICU if need be.
"""

from __future__ import annotations

import importlib.util
import itertools
import time
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import WRatio

from thidua.bench.table import show
from thidua.graph.names import Verdict, find_people, find_places, fold, read_person, same

TABLE = Path(__file__).parents[1] / "tests" / "graph" / "names" / "names.toml"
CUT = 80.0
NOMENKLATURA_CUT = 0.7  # what its own tools take for a match
Judge = Callable[[str, str], bool]


class Pair(NamedTuple):
    left: str
    right: str
    same: bool


def unmarked(name: str) -> str:
    """The name as a text without marks writes it."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


#: Languages whose script leaves vowels out, so that a spelling often fits several names.
VAGUE = ("ar",)


def pairs(leave_out: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Each person in every two spellings; each person beside two others in every script; the near misses."""
    data = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    people = [{lang: names for lang, names in person.items() if lang not in leave_out} for person in data["person"]]
    for person in people:
        spellings = [
            person["vi"],
            unmarked(person["vi"]),
            *(name for lang in person if lang != "vi" for name in person[lang]),
        ]
        for left, right in itertools.combinations(spellings, 2):
            yield Pair(left, right, True)
    for at, person in enumerate(people):
        for other in (people[(at + step) % len(people)] for step in (1, 7)):
            yield Pair(person["vi"], unmarked(other["vi"]), False)
            for lang in sorted(other.keys() - {"vi"}):
                yield Pair(person["vi"], other[lang][0], False)
    for left, right in data["near"]["pairs"]:
        yield Pair(left, right, False)
        yield Pair(left.upper(), right, False)


def score(judge: Judge, cases: list[Pair]) -> tuple[float, float]:
    """Precision and recall of `judge` for "the same person"."""
    said = [pair for pair in cases if judge(pair.left, pair.right)]
    right = sum(pair.same for pair in said)
    return right / max(len(said), 1), right / max(sum(pair.same for pair in cases), 1)


def _says_same(left: str, right: str) -> bool:
    return same(left, right) is Verdict.SAME


def told(pair: Pair) -> bool:
    """Whether both spellings tell which name they stand for, and not two or more equally likely ones."""
    return all((name := read_person(text)) is not None and name.sure for text in (pair.left, pair.right))


def nomenklatura() -> dict[str, Judge]:
    """Its matchers of people's names; none where it is not installed."""
    if importlib.util.find_spec("nomenklatura") is None:
        print("nomenklatura is not installed and not compared: pip install 'thidua[matchers]'\n")
        return {}
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    def judge(name: str) -> Judge:
        algorithm = get_algorithm(name)

        def says_same(left: str, right: str) -> bool:
            data = ({"id": text, "schema": "Person", "properties": {"name": [text]}} for text in (left, right))
            one, other = (model.get_proxy(entity) for entity in data)
            return bool(algorithm.compare(one, other, algorithm.default_config()).score >= NOMENKLATURA_CUT)

        return says_same

    return {f"nomenklatura {name} ≥ {NOMENKLATURA_CUT}": judge(name) for name in ("logic-v2", "name-based")}


def main() -> None:
    cases = list(pairs())
    judges: dict[str, Judge] = {
        "same() says same": _says_same,
        "same() says same or doubtful": lambda left, right: same(left, right) is not Verdict.DIFFERENT,
        "equal fold()": lambda left, right: fold(left) == fold(right),
        f"rapidfuzz WRatio ≥ {CUT:.0f}": lambda left, right: WRatio(left, right) >= CUT,
        f"WRatio ≥ {CUT:.0f} of fold()": lambda left, right: WRatio(fold(left), fold(right)) >= CUT,
        **nomenklatura(),
    }
    one = sum(pair.same for pair in cases)
    rows = [(name, *(f"{value:.3f}" for value in score(judge, cases))) for name, judge in judges.items()]
    clear = list(pairs(VAGUE))
    rows.insert(1, ("same() says same, scripts with vowels", *(f"{v:.3f}" for v in score(_says_same, clear))))
    open_ = [pair for pair in cases if pair.same and not told(pair)]
    decided = [pair for pair in cases if not pair.same or told(pair)]
    clearly = score(_says_same, decided)
    rows.insert(2, ("same() says same, spellings that tell the name", *(f"{v:.3f}" for v in clearly)))
    show(f"{len(cases)} pairs, {one} of them one person", ("precision", "recall"), rows)
    print(f"In {len(open_)} of the {one} pairs of one person a spelling without vowels fits several names alike.\n")
    show("speed", ("time",), _speed())


def _speed() -> list[tuple[str, str]]:
    vi = (
        "Tại Hà Nội, Phó Chủ tịch UBND tỉnh Nguyễn Văn Thắng trao cờ thi đua cho các đơn vị "
        "dẫn đầu phong trào năm 2024. "
        "Các đơn vị trong cụm đã bám sát nhiệm vụ chính trị, tổ chức nhiều phong trào thiết thực, hiệu quả, "
        "góp phần hoàn thành chỉ tiêu kinh tế, xã hội được giao và nâng cao đời sống của nhân dân trên địa bàn. "
    )
    hi = (
        "हनोई में प्रांतीय जन समिति के उपाध्यक्ष गुयेन वान थांग ने 2024 के आंदोलन में अग्रणी इकाइयों को अनुकरण ध्वज प्रदान किया। "
        "क्लस्टर की इकाइयों ने राजनीतिक कार्यों का बारीकी से पालन किया है और लोगों के जीवन को बेहतर बनाने में योगदान दिया है। "
    )
    rows = []
    for lang, text in (("vi", (vi * 50)[:5000]), ("hi", (hi * 50)[:5000])):
        best = min(_timed(f"{text} {turn}", lang) for turn in range(30))
        rows.append((f"people and places in 5,000 characters ({lang})", f"{best * 1000:.1f} ms"))
    start = time.perf_counter()
    for _ in range(100_000):
        fold("Nguyễn Văn Thắng")
    return [*rows, ("fold of a name seen before", f"{(time.perf_counter() - start) * 10:.2f} µs")]


def _timed(text: str, lang: str) -> float:
    start = time.perf_counter()
    find_people(text, lang)
    find_places(text, lang)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
