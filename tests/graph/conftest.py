"""A small graph of invented people and places, put into a real store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store

VI = (
    "Bà Lê Thị Mơ, Giám đốc Sở Nội vụ tỉnh Đông Hà, Cụm trưởng Cụm thi đua số 9 năm 2022, phát biểu tại Hội nghị.\n"
    "Cụm thực hiện Chỉ thị số 77-CT/TW.\nSở Nội vụ đề nghị tặng Bằng khen cho 4 tập thể; tăng trưởng đạt 8,5%."
)
EN = 'Le Thi Mo led Cluster No. 9 in 2022 and 2023.\n=SUM(A1) was "typed" by mistake \\u0022.'


def entity(type_: str, label: str, names: tuple[tuple[str, str], ...] = (), **properties: str) -> Entity:
    return Entity(
        entity_id(type_, label), type_, label, tuple(Name(*name) for name in names), tuple(sorted(properties.items()))
    )


MO = entity("Person", "Lê Thị Mơ", (("Lê Thị Mơ", "vi"),))
OFFICE = entity("Organization", "Sở Nội vụ tỉnh Đông Hà", (("Sở Nội vụ", "vi"),), body="home-affairs")
CLUSTER = entity(
    "EmulationCluster", "Cụm thi đua số 9", (("Cụm thi đua số 9", "vi"),), clusterType="cluster", number="9"
)
MEETING = entity("Event", "Hội nghị Cụm thi đua số 9", (), eventType="conference", date="2022", cluster=CLUSTER.id)
DIRECTIVE = entity("NormativeDocument", "Chỉ thị 77-CT/TW", (), documentType="directive", number="77-CT/TW")
HONOUR = entity("Honour", "Bằng khen", (), honour="certificate_of_merit")
TEAMS = entity("Group", "4 tập thể", (), count="4", groupType="collectives")
PLACE = entity("Place", "Đông Hà", (), level="provincial")


def said(text: str, source: str, words: str) -> tuple[Evidence, ...]:
    start = text.index(words)
    return (Evidence(source, start, start + len(words), words),)


def report(source: Source, entities: tuple[Entity, ...], claims: tuple[Claim, ...]) -> Extraction:
    passages, start = [], 0
    for number, line in enumerate(source.text.splitlines(keepends=True)):
        passages.append(Passage(source.id, number, start, start + len(line), line))
        start += len(line)
    by_id = tuple(sorted(entities, key=lambda one: one.id)), tuple(sorted(claims, key=lambda one: one.id))
    return Extraction(source, tuple(passages), *by_id)


def vietnamese() -> Extraction:
    first, second, third = VI.split("\n")

    def claim(line: str, kind: str, subject: Entity, target: Entity | Value, **qualifiers: object) -> Claim:
        end = target if isinstance(target, Value) else target.id
        return Claim(kind, subject.id, end, evidence=said(VI, "source:vi", line), **qualifiers)  # type: ignore[arg-type]

    year = {"valid_from": "2022", "valid_to": "2022"}
    return report(
        Source(
            "source:vi",
            "dong-ha.txt",
            VI,
            "vi",
            "https://example.org/vi",
            "Cụm thi đua số 9",
            "Báo Đông Hà",
            "2022-12-01",
        ),
        (MO, OFFICE, CLUSTER, MEETING, DIRECTIVE, HONOUR, TEAMS, PLACE),
        (
            claim(first, "leads", MO, CLUSTER, role="leader", **year),
            claim(first, "holds_post", MO, OFFICE, role="director"),
            claim(first, "speaks", MO, MEETING),
            claim(second, "implements", CLUSTER, DIRECTIVE),
            claim(third, "awarded", TEAMS, HONOUR, giver=OFFICE.id, count=4, status="proposed"),
            claim(third, "figure", PLACE, Value("8.5", "decimal", "%"), what="tăng trưởng"),
        ),
    )


def english() -> Extraction:
    led, formula = EN.split("\n")
    mo = Entity(MO.id, "Person", MO.label, (Name("Le Thi Mo", "en"),))
    cluster = Entity(CLUSTER.id, CLUSTER.type, CLUSTER.label, (Name("Cluster No. 9", "en"),), CLUSTER.properties)
    leads = [
        Claim("leads", mo.id, cluster.id, "leader", year, year, evidence=said(EN, "source:en", led), confidence=0.8)
        for year in ("2022", "2023")
    ]
    figure = Claim("figure", cluster.id, Value("1", "decimal"), what="=SUM", evidence=said(EN, "source:en", formula))
    return report(Source("source:en", "english.txt", EN, "en"), (mo, cluster), (*leads, figure))


@pytest.fixture
def extractions() -> list[Extraction]:
    return [vietnamese(), english()]


@pytest.fixture
def store(extractions: list[Extraction]) -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.put(extractions)
        yield opened
