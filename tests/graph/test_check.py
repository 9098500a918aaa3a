"""A sound store has no problems; a damaged one says each of them in words."""

from __future__ import annotations

from pathlib import Path

import ladybug
import pytest

from thidua.graph.check import check
from thidua.graph.claims import Extraction
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store

# What to do to the database behind the store's back, and what the check then says of where and what.
DAMAGE = [
    (
        "MATCH (s:Source {id: 'source:vi'}) SET s.text = 'x' + s.text",
        "dong-ha.txt, sentence 1",
        "is not what stands in the source's text",
    ),
    (
        "MATCH (:Claim)-[e:EVIDENCE]->(:Source {id: 'source:en'}) SET e.quote = 'Le Thi Mo left.'",
        "Lê Thị Mơ leads Cụm thi đua số 9, in english.txt",
        "The quotation “Le Thi Mo left.” is not what stands in english.txt from character 0 to 45.",
    ),
    (
        "MATCH (:Claim)-[e:EVIDENCE]->(:Source {id: 'source:en'}) SET e.`end` = e.start",
        "in english.txt",
        "The quoted words end before they begin.",
    ),
    (
        "MATCH (:Claim)-[e:EVIDENCE]->() SET e.source = 'source:gone'",
        "in source:gone",
        "A quotation is from source:gone, which is not in the store.",
    ),
    (
        "MATCH (p:Passage {number: 1, source: 'source:vi'}) SET p.start = p.start - 1, p.text = '\\n' + p.text",
        "dong-ha.txt, sentence 2",
        "begins before the one before it has ended",
    ),
    (
        "MATCH (c:Claim {kind: 'leads', valid_from: '2023'}) SET c.valid_to = '2021'",
        "Lê Thị Mơ leads Cụm thi đua số 9",
        "The claim ends before it begins.",
    ),
    (
        "MATCH (c:Claim {kind: 'leads'}) SET c.valid_from = '21 June'",
        "Lê Thị Mơ leads",
        "The start of the claim's time is not a year, month or day",
    ),
    (
        "MATCH (c:Claim {kind: 'leads'}) SET c.valid_from = '2022-02-30'",
        "Lê Thị Mơ leads",
        "There is no day, month or year '2022-02-30'.",
    ),
    ("MATCH (c:Claim {kind: 'leads'}) SET c.role = 'boss'", "Lê Thị Mơ leads", "The code list 'role' has no 'boss'."),
    (
        "MATCH (c:Claim {kind: 'speaks'}) SET c.kind = 'whispers'",
        "Lê Thị Mơ whispers",
        "The ontology has no claim kind 'whispers'.",
    ),
    (
        "MATCH (c:Claim {kind: 'speaks'}) SET c.kind = 'leads'",
        "Lê Thị Mơ leads Hội nghị",
        "An Event cannot be the object of 'leads'.",
    ),
    (
        "MATCH (c:Claim {kind: 'speaks'}) SET c.what = 'x'",
        "Lê Thị Mơ speaks at",
        "A claim of the kind 'speaks' cannot have a what.",
    ),
    (
        "MATCH (c:Claim {kind: 'figure', unit: '%'}) SET c.value = 'much'",
        "Đông Hà figure much",
        "The value 'much' is not a decimal.",
    ),
    (
        "MATCH (c:Claim {kind: 'awarded'}) SET c.status = NULL",
        "4 tập thể received Bằng khen",
        "does not say whether it was proposed, conferred or revoked",
    ),
    ("MATCH (c:Claim {kind: 'awarded'}) SET c.count = -1", "4 tập thể received", "The claim counts fewer than none."),
    (
        "MATCH (c:Claim {kind: 'awarded'}) SET c.giver = 'person:gone'",
        "4 tập thể received",
        "The claim is about person:gone, which is not in the store.",
    ),
    (
        "MATCH (:Claim)-[e:EVIDENCE]->() SET e.confidence = 1.5",
        "Lê Thị Mơ speaks at",
        "The claim's confidence is not between 0 and 1.",
    ),
    (
        "MATCH (n:EmulationCluster) SET n.properties = '[]'",
        "Emulation cluster or block Cụm thi đua số 9",
        "whether this is a cluster or a block",
    ),
    (
        'MATCH (n:Event) SET n.properties = \'[["cluster","emulationcluster:gone"]]\'',
        "Event Hội nghị",
        "Its cluster is emulationcluster:gone, which is not in the store.",
    ),
    (
        'MATCH (n:Event) SET n.properties = \'[["colour","red"]]\'',
        "Event Hội nghị",
        "An Event has no property 'colour'.",
    ),
    (
        'MATCH (n:Place) SET n.properties = \'[["level","cosmic"]]\'',
        "Place Đông Hà",
        "The code list 'level' has no 'cosmic'.",
    ),
    ("MATCH (n:Person) SET n.label = ''", "Person person:", "The entity has no name."),
    ('MATCH (n:Person) SET n.names = \'[["Mo","not a language"]]\'', "Person Lê Thị Mơ", "which is no language code"),
]


def test_a_sound_store_has_no_problem(store: Store) -> None:
    assert check(store) == []


@pytest.mark.parametrize(("damage", "where", "what"), DAMAGE, ids=[what[:40] for _, _, what in DAMAGE])
def test_each_fault_is_said_in_words(
    tmp_path: Path, extractions: list[Extraction], damage: str, where: str, what: str
) -> None:
    path = tmp_path / "store.db"
    with open_store(str(path)) as store:
        store.put(extractions)
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    connection.execute(damage)
    connection.close()
    database.close()
    with open_store(str(path), read_only=True) as store:
        problems = check(store)
    found = [problem for problem in problems if where in problem.where and what in problem.what]
    assert found, "\n".join(map(str, problems))
    assert all(problem.remedy.endswith(".") and problem.id for problem in found)
