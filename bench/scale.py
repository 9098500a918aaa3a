"""How the store grows: time of writing, and of the look-ups an answer makes, at several numbers of claims.

    python bench/scale.py 10000 1000000

The reports are made up: 15 sentences, about 20 entities and 25 claims each; a few entities are in most reports, many
in one or two, as in real news. Claims are counted as written, so the store holds a few less where two reports agree.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.names import fold
from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.qa.dossiers import profile, search

BATCH = 100
CLAIMS_A_REPORT, PASSAGES_A_REPORT = 25, 15
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Nông")
MIDDLE = ("Văn", "Thị", "Minh", "Thanh", "Quốc", "Đức", "Thu", "Hồng", "Xuân", "Ngọc", "Cao", "Bảo", "Gia", "Hữu")
GIVEN = ("Sơn", "Hà", "Hùng", "Hằng", "Lan", "Dũng", "Tuấn", "Hương", "Thảo", "Phong", "Long", "Giang", "Yến", "Bình")
POOLS = {
    "Person": 0.04,
    "Organization": 0.02,
    "EmulationCluster": 0.004,
    "NormativeDocument": 0.01,
    "Movement": 0.004,
    "Event": 0.02,
}
CAST = {"Person": 7, "Organization": 6, "EmulationCluster": 2, "NormativeDocument": 2, "Movement": 1, "Event": 2}
Kind = tuple[str, str, str | None, str | None]
Saying = tuple[Kind, Entity, Entity | None]
KINDS: tuple[Kind, ...] = (
    ("leads", "Person", "EmulationCluster", "leader"),
    ("deputy_leads", "Organization", "EmulationCluster", "deputy_leader"),
    ("member_of", "Organization", "EmulationCluster", None),
    ("holds_post", "Person", "Organization", "director"),
    ("attends", "Person", "Event", None),
    ("speaks", "Person", "Event", None),
    ("issued", "Organization", "NormativeDocument", None),
    ("implements", "Movement", "NormativeDocument", None),
    ("launched", "Organization", "Movement", None),
    ("figure", "Organization", None, None),
)


class World:
    """The entities that reports draw from; the first of each class are in the news most."""

    def __init__(self, claims: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.entities = {
            class_: [self._entity(class_, n) for n in range(max(20, int(claims * share)))]
            for class_, share in POOLS.items()
        }

    def _entity(self, class_: str, number: int) -> Entity:
        pick = self.random.choice
        label = (
            f"{pick(SURNAMES)} {pick(MIDDLE)} {pick(GIVEN)}"
            if class_ == "Person"
            else f"{class_} {pick(GIVEN)} {number}"
        )
        return Entity(
            entity_id(class_, str(number)),
            class_,
            label,
            (Name(label, "vi"), Name(fold(label).title(), "en")),
            (("number", str(number)),),
        )

    def any_of(self, class_: str) -> Entity:
        pool = self.entities[class_]
        return pool[int(len(pool) * self.random.random() ** 2)]

    def reports(self, claims: int) -> Iterator[Extraction]:
        for number in range(claims // CLAIMS_A_REPORT):
            yield self._report(f"report{number}")

    def _report(self, id_: str) -> Extraction:
        cast = {class_: [self.any_of(class_) for _ in range(number)] for class_, number in CAST.items()}
        said = [self._saying(cast) for _ in range(CLAIMS_A_REPORT)]
        entities = {entity.id: entity for _, *ends in said for entity in ends if entity}
        sentences = [self._sentence(said[at::PASSAGES_A_REPORT]) for at in range(PASSAGES_A_REPORT)]
        starts = [sum(len(s) + 1 for s in sentences[:at]) for at in range(PASSAGES_A_REPORT)]
        passages = tuple(
            Passage(id_, at, start, start + len(s), s)
            for at, (start, s) in enumerate(zip(starts, sentences, strict=True))
        )
        claims = tuple(self._claim(saying, passages[at % PASSAGES_A_REPORT]) for at, saying in enumerate(said))
        return Extraction(
            Source(id_, f"{id_}.txt", " ".join(sentences), "vi"), passages, tuple(entities.values()), claims
        )

    def _saying(self, cast: Mapping[str, Sequence[Entity]]) -> Saying:
        kind = self.random.choice(KINDS)
        return kind, self.random.choice(cast[kind[1]]), self.random.choice(cast[kind[2]]) if kind[2] else None

    def _sentence(self, said: Sequence[Saying]) -> str:
        parts = [
            f"{a.label} và {b.label if b else 'số liệu'} tại hội nghị {self.random.randint(1, 9999)}"
            for _, a, b in said
        ]
        return "; ".join(parts) + "."

    def _claim(self, saying: Saying, passage: Passage) -> Claim:
        (kind, _, _, role), subject, object_ = saying
        year = str(self.random.randint(2015, 2025))
        target = object_.id if object_ else Value(str(self.random.randint(1, 9999)), "decimal", "%")
        evidence = Evidence(passage.source, passage.start, passage.end, passage.text)
        return Claim(
            kind, subject.id, target, role, year, year, what=None if object_ else "units", evidence=(evidence,)
        )


def fill(store: Store, world: World, claims: int) -> list[float]:
    """Seconds in `put` for each batch."""
    times: list[float] = []
    reports = world.reports(claims)
    while batch := list(islice(reports, BATCH)):
        begin = time.perf_counter()
        store.put(batch)
        times.append(time.perf_counter() - begin)
    return times


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _percentiles(acts: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, after each has run once."""
    for act in acts[:20]:
        act()
    times = sorted(_seconds(act) * 1000 for act in acts)
    return statistics.median(times), times[int(len(times) * 0.95)]


def look_ups(store: Store, world: World, times: int) -> dict[str, tuple[float, float]]:
    def some(class_: str) -> list[Entity]:
        return [world.any_of(class_) for _ in range(times)]

    def asks(queries: Sequence[ClaimQuery]) -> list[Callable[[], object]]:
        return [lambda query=query: store.claims(query) for query in queries]  # type: ignore[misc]

    people, clusters = some("Person"), some("EmulationCluster")
    rare = list(store.entities([person.id for person in world.entities["Person"][-times:]]))[: times // 4]
    words = [fold(person.label).split() for person in people[: max(10, times // 10)]]
    return {
        "named": _percentiles([lambda p=p: store.named([fold(p.label)]) for p in people]),  # type: ignore[misc]
        "entities": _percentiles([lambda p=p: store.entities([p.id]) for p in people]),  # type: ignore[misc]
        "claims by subject": _percentiles(asks([ClaimQuery(subjects=(p.id,)) for p in people])),
        "claims by subject, kind": _percentiles(
            asks([ClaimQuery(kinds=("holds_post",), subjects=(p.id,)) for p in people])
        ),
        "claims by object, kind, year": _percentiles(
            asks([ClaimQuery(kinds=("leads",), objects=(c.id,), not_before="2024", not_after="2024") for c in clusters])
        ),
        "claims by source": _percentiles(asks([ClaimQuery(sources=(f"report{n}",)) for n in range(times // 2)])),
        "names as typed": _percentiles([lambda p=p: search(p.label[:7], store) for p in people]),  # type: ignore[misc]
        "dossier": _percentiles([lambda p=p: profile(store, p) for p in rare]),  # type: ignore[misc]
        "search_words": _percentiles([lambda w=w: store.search_words(w, 10) for w in words]),  # type: ignore[misc]
    }


def measure(claims: int, folder: Path, times: int) -> dict[str, str]:
    world = World(claims)
    path = str(folder / f"scale-{claims}")
    with open_store(path) as store:
        batches = fill(store, world, claims)
        total = sum(batches)
        closing = _seconds(store.close)
    reports = claims // CLAIMS_A_REPORT
    table = {
        "put, in all": f"{total:.1f} s",
        "put, a report": f"{1000 * total / reports:.2f} ms",
        "put, last batches": f"{1000 * statistics.mean(batches[-5:]) / min(BATCH, reports):.2f} ms a report",
        "close": f"{closing:.2f} s",
        "file": f"{Path(path).stat().st_size / 2**20:.0f} MB",
    }
    begin = time.perf_counter()
    with open_store(path, read_only=True) as store:
        table["open to read"] = f"{1000 * (time.perf_counter() - begin):.0f} ms"
        table["first search_words"] = f"{_seconds(lambda: store.search_words(['hội'], 1)):.2f} s"
        for name, (half, most) in look_ups(store, world, times).items():
            table[name] = f"{half:.2f} / {most:.2f} ms"
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the embedded store at several sizes; look-ups are p50 / p95.")
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 1_000_000], help="sizes, in claims")
    parser.add_argument("--times", type=int, default=400, help="how often each look-up is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = [measure(claims, Path(folder), options.times) for claims in options.claims]
    print(f"{'':32}" + "".join(f"{claims:>22,}" for claims in options.claims))
    for row in tables[0]:
        print(f"{row:32}" + "".join(f"{table[row]:>22}" for table in tables))


if __name__ == "__main__":
    main()
