"""A small invented world, written as reports with their claims, in the embedded store."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from thidua.graph import identity
from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.tests.back_ends import Absent, on_a_server_of_its_own

WORLD = Path(__file__).parent / "world"


def entity(text: str, lang: str) -> Entity:
    """What a line of a world file names: "body health ca-mau", "cluster 4@Bộ Y tế", "person Name|spelling"."""
    kind, _, rest = text.partition(" ")
    if kind == "person":
        label, *spellings = rest.split("|")
        return replace(identity.person(label), names=tuple(Name(s, lang) for s in spellings))
    if kind == "body":
        return identity.organisation(*[*rest.split(" "), None][:2])
    if kind in ("cluster", "block"):
        name, host = rest.split("@")
        return identity.cluster(kind, name if name.isdigit() else None, "" if name.isdigit() else name, host)
    if kind == "document":
        type_, number, issuer = [*rest.split(" ", 2), None][:3]
        return identity.document(type_, number, issuer=issuer)
    if kind == "event":
        type_, label, cluster, place = rest.split("|")
        held = entity(f"cluster {cluster}", lang)
        data = (("cluster", held.id), ("eventType", type_), ("place", place))
        return Entity(entity_id("Event", label), "Event", label, (), data)
    if kind == "group":
        type_, count = rest.split(" ")
        return Entity(entity_id("Group", rest), "Group", rest, (), (("count", count), ("groupType", type_)))
    return {"honour": identity.honour, "movement": identity.movement, "place": identity.where}[kind](rest)


def report(path: Path) -> Extraction:
    """One world file as a store takes it."""
    data = tomllib.loads(path.read_text("utf-8"))
    sentences: list[str] = data["sentences"]
    text = "\n".join(sentences)
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(len(sentences))]
    source = Source(
        f"source:{path.stem}", data["document"], text, data["lang"], data["url"], None, None, data["published"]
    )
    passages = [
        Passage(source.id, n, at, at + len(s), s) for n, (at, s) in enumerate(zip(starts, sentences, strict=True))
    ]
    entities: dict[str, Entity] = {}
    claims = [c for row in data["claim"] for c in _claims(row, data["lang"], passages, entities)]
    return Extraction(source, tuple(passages), tuple(entities.values()), tuple(claims))


def _claims(row: dict[str, Any], lang: str, passages: list[Passage], entities: dict[str, Entity]) -> Iterator[Claim]:
    def known(text: str) -> str:
        made = entity(text, lang)
        entities[made.id] = made
        return made.id

    where = passages[row["sentence"]]
    piece = Evidence(where.source, where.start, where.end, where.text)
    for subject in row.get("each", [row.get("subject")]):
        target: str | Value
        if "value" in row:
            target = Value(row["value"], "date" if row["kind"] == "dated" else "decimal", row.get("unit"))
        else:
            target = known(row["object"])
        year = row.get("year") or (row["value"] if row["kind"] == "dated" else None)
        yield Claim(
            row["kind"],
            known(subject),
            target,
            role=row.get("role"),
            valid_from=year,
            valid_to=year,
            status=row.get("status"),
            giver=known(row["giver"]) if "giver" in row else None,
            count=row.get("count"),
            what=row.get("what"),
            evidence=(piece,),
        )


@pytest.fixture(scope="session")
def world() -> Iterator[Store]:
    with open_store(":memory:") as store:
        yield inhabited(store)


@pytest.fixture(scope="session")
def world_on_a_server() -> Iterator[Store]:
    try:
        store = on_a_server_of_its_own("world")
    except Absent as reason:
        pytest.skip(f"neo4j: {reason}")
    with store:
        yield inhabited(store)


def inhabited(store: Store) -> Store:
    store.put([report(path) for path in sorted(WORLD.glob("*.toml"))])
    return store
