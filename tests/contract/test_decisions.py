"""What every store must do with people's decisions about identity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thidua.graph.claims import Claim, Evidence, Extraction, entity_id
from thidua.graph.decisions import DIFFERENT, SAME, Decision, in_order
from thidua.graph.errors import StoreConflict, UsageError
from thidua.graph.stores.base import ClaimQuery, Named, Store
from thidua.tests.contract.test_store import BLOCK, BUREAU, CLUSTER, FLAG, LAN, QUY, entity, report, trace

LAN_PLAIN = entity("Person", "Do Thi Lan", ("Do Thi Lan", "en"))
LAN_SHORT = entity("Person", "Đỗ Lan", ("Đỗ Lan", "vi"))
ONE, OTHER = in_order(LAN.id, LAN_PLAIN.id)


def decided(one: str, other: str, verdict: str = SAME, at: str = "2025-01-01", **about: str) -> Decision:
    return Decision(*in_order(one, other), verdict, at=at, **about)


def leads(who: str, **qualifiers: str) -> Claim:
    return Claim("leads", who, CLUSTER.id, "leader", **qualifiers)  # type: ignore[arg-type]


def said_by(name: str, sentence: str, claim: Claim, *entities: object) -> Extraction:
    return report(name, [sentence], [claim], entities)  # type: ignore[arg-type]


@pytest.fixture
def two(store: Store) -> Store:
    """Two reports that call one woman by two names, and agree."""
    store.put([said_by("vi", "Bà Đỗ Thị Lan dẫn đầu.", leads(LAN.id), LAN, CLUSTER)])
    store.put([said_by("en", "Do Thi Lan leads.", leads(LAN_PLAIN.id), LAN_PLAIN, CLUSTER)])
    return store


def test_what_was_decided_the_same_is_one_for_whoever_asks(two: Store) -> None:
    before = two.counts()
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    (person,) = two.entities_of("Person")
    assert (person.id, person.label) == (ONE, "Đỗ Thị Lan")
    assert set(person.names) == {*LAN.names, *LAN_PLAIN.names}
    assert two.entities([LAN.id, LAN_PLAIN.id]) == {LAN.id: person, LAN_PLAIN.id: person}
    assert two.named(["do thi lan"]) == [Named("do thi lan", ONE, "Person")]
    after = two.counts()
    assert (after["Person"], after["leads"]) == (before["Person"] - 1, before["leads"] - 1) == (1, 1)
    assert {name: after[name] for name in after if name not in ("Person", "leads")} == {
        name: before[name] for name in before if name not in ("Person", "leads")
    }


def test_degrees_count_what_is_one_once(two: Store) -> None:
    assert two.degrees() == {LAN.id: 1, LAN_PLAIN.id: 1, CLUSTER.id: 2}
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    assert two.degrees() == {ONE: 1, CLUSTER.id: 1}
    assert two.as_reported().degrees() == {LAN.id: 1, LAN_PLAIN.id: 1, CLUSTER.id: 2}


@pytest.mark.parametrize(
    "query",
    [
        ClaimQuery(),
        ClaimQuery(subjects=(LAN.id,)),
        ClaimQuery(subjects=(LAN_PLAIN.id,)),
        ClaimQuery(ends=(LAN_PLAIN.id,)),
        ClaimQuery(objects=(CLUSTER.id,)),
        ClaimQuery(kinds=("leads",), sources=("en",)),
        ClaimQuery(ids=(leads(LAN.id).id,)),
        ClaimQuery(ids=(leads(LAN_PLAIN.id).id,)),
    ],
)
def test_a_claim_of_one_person_has_the_sentences_of_all_reports(two: Store, query: ClaimQuery) -> None:
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    (claim,) = two.claims(query)
    assert claim.subject == ONE
    assert [piece.quote for piece in claim.evidence] == ["Do Thi Lan leads.", "Bà Đỗ Thị Lan dẫn đầu."]


def test_the_query_shown_asks_for_all_that_are_one(two: Store) -> None:
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    shown = two.cypher(ClaimQuery(subjects=(LAN.id,)))
    assert all(id_ in str(shown.parameters) for id_ in (LAN.id, LAN_PLAIN.id))


def test_both_ends_of_a_claim_may_be_one_with_others(two: Store) -> None:
    twin = replace(leads(LAN_PLAIN.id), object=BLOCK.id)
    two.put([said_by("third", "Câu.", twin, LAN_PLAIN, BLOCK)])
    two.decide([decided(LAN.id, LAN_PLAIN.id), decided(CLUSTER.id, BLOCK.id)])
    (claim,) = two.claims(ClaimQuery(sources=("third",)))
    assert claim.object == min(CLUSTER.id, BLOCK.id)
    assert len(claim.evidence) == 3
    assert two.claims() == two.claims(ClaimQuery(ids=(claim.id,))) == [claim]


def test_the_giver_of_a_claim_may_be_one_with_others(store: Store) -> None:
    other = entity("Organization", "Sở Y tế Hải Vân")
    awards = [Claim("awarded", QUY.id, FLAG.id, giver=giver.id) for giver in (BUREAU, other)]
    store.put([report("a", ["Một."], awards, (QUY, FLAG, BUREAU, other))])
    store.decide([decided(BUREAU.id, other.id)])
    (claim,) = store.claims(ClaimQuery(ends=(other.id,)))
    assert claim.giver == min(BUREAU.id, other.id)
    assert store.counts()["awarded"] == 1


def test_the_surest_reading_and_the_gravest_review_count(store: Store) -> None:
    sure = replace(leads(LAN.id), confidence=1.0, extractor="rules", review="unreviewed")
    doubtful = replace(leads(LAN_PLAIN.id), confidence=0.5, extractor="hand", review="disputed")
    store.put([said_by("a", "Một.", sure, LAN, CLUSTER), said_by("b", "Hai.", doubtful, LAN_PLAIN, CLUSTER)])
    store.decide([decided(LAN.id, LAN_PLAIN.id)])
    (claim,) = store.claims()
    assert (claim.confidence, claim.extractor, claim.review) == (1.0, "rules", "disputed")


def test_who_is_the_same_as_the_same_is_the_same(two: Store) -> None:
    two.put([said_by("short", "Bà Đỗ Lan.", leads(LAN_SHORT.id), LAN_SHORT, CLUSTER)])
    two.decide([decided(LAN.id, LAN_PLAIN.id), decided(LAN_PLAIN.id, LAN_SHORT.id)])
    (claim,) = two.claims(ClaimQuery(subjects=(LAN_SHORT.id,)))
    assert {piece.source for piece in claim.evidence} == {"vi", "en", "short"}
    assert two.counts()["Person"] == 1


def test_a_property_that_names_an_entity_names_the_one(store: Store) -> None:
    meeting = entity("Event", "Hội nghị", cluster=max(CLUSTER.id, BLOCK.id))
    store.put([report("a", ["Một."], [], (meeting, CLUSTER, BLOCK))])
    store.decide([decided(CLUSTER.id, BLOCK.id)])
    assert store.entities([meeting.id])[meeting.id].get("cluster") == min(CLUSTER.id, BLOCK.id)


def test_reports_stay_as_they_were_put(two: Store) -> None:
    before = list(two.reports()), two.as_reported().claims(), list(two.as_reported().entities_of("Person"))
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    graph = two.as_reported()
    assert (list(two.reports()), graph.claims(), list(graph.entities_of("Person"))) == before
    assert graph.named(["do thi lan"]) == [Named("do thi lan", id_, "Person") for id_ in (ONE, OTHER)]
    assert graph.counts()["Person"] == 2
    assert graph.entities([OTHER])[OTHER].id == OTHER


def test_undo_gives_back_the_graph_as_it_was(two: Store) -> None:
    before = trace(two)
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    assert trace(two) != before
    assert two.undo(LAN_PLAIN.id, LAN.id) is True
    assert trace(two) == before
    assert two.undo(LAN_PLAIN.id, LAN.id) is False


def test_a_decision_outlives_the_reports_it_is_about(two: Store) -> None:
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    before = trace(two)
    reports = list(two.reports())
    assert two.retract("vi")
    (person,) = two.entities_of("Person")
    assert (person.id, person.label) == (ONE, "Do Thi Lan")
    assert two.retract("en")
    assert two.counts()["Person"] == 0
    assert two.entities([LAN.id]) == {}
    assert len(two.decisions()) == 1
    two.put(reports)
    assert trace(two) == before


def test_decisions_come_back_with_who_when_and_why_the_newest_first(store: Store) -> None:
    first = decided(LAN.id, LAN_PLAIN.id, by="Phạm\n“Thảo”", at="2025-02-03", note="hỏi trực tiếp; '); --")
    second = decided(LAN.id, QUY.id, DIFFERENT, by="क", at="2025-02-04")
    store.decide([first, second])
    assert store.decisions() == [second, first]


def test_the_last_word_on_a_pair_counts(two: Store) -> None:
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    two.decide([decided(LAN.id, LAN_PLAIN.id, DIFFERENT)])
    assert [decision.verdict for decision in two.decisions()] == [DIFFERENT]
    assert two.counts()["Person"] == 2


def test_a_decision_that_contradicts_others_is_refused_and_none_of_its_batch_kept(store: Store) -> None:
    known = [decided(LAN.id, LAN_PLAIN.id), decided(LAN.id, LAN_SHORT.id, DIFFERENT)]
    store.decide(known)
    with pytest.raises(UsageError, match="undo one of these decisions first"):
        store.decide([decided(LAN.id, QUY.id, DIFFERENT), decided(LAN_PLAIN.id, LAN_SHORT.id)])
    assert sorted(store.decisions()) == sorted(known)


@pytest.mark.parametrize(
    "wrong",
    [
        decided(LAN.id, CLUSTER.id),
        decided(LAN.id, LAN.id),
        decided(LAN.id, "nonsense"),
        decided(LAN.id, QUY.id, "perhaps"),
        Decision(OTHER, ONE, SAME),
        decided(FLAG.id, entity_id("Honour", "another")),
    ],
)
def test_what_is_no_pair_cannot_be_decided(store: Store, wrong: Decision) -> None:
    with pytest.raises(UsageError):
        store.decide([wrong])
    assert store.decisions() == []


def test_a_decision_changes_the_state_and_its_repetition_does_not(two: Store) -> None:
    states = [two.state()]
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    states.append(two.state())
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    assert two.state() == states[-1]
    two.decide([])
    assert two.state() == states[-1]
    two.undo(LAN.id, LAN_PLAIN.id)
    states.append(two.state())
    assert len(set(states)) == 3
    with pytest.raises(StoreConflict):
        two.put([report("late", ["Một."])], since=states[0])


def test_passages_are_found_as_before(two: Store) -> None:
    two.decide([decided(LAN.id, LAN_PLAIN.id)])
    assert {hit.passage.source for hit in two.search_words(["lan"], 5)} == {"vi", "en"}
    assert two.claims()[0].evidence[0] == Evidence("en", 0, 17, "Do Thi Lan leads.")
