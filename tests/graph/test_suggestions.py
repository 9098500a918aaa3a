"""Which pairs are suggested as one, with which reasons, and which never are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from thidua.graph import identity
from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Passage, Source
from thidua.graph.decisions import DIFFERENT, SAME, Decision, Decisions, in_order
from thidua.graph.resolve import Resolver
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.graph.suggestions import Suggestion, suggestions
from thidua.graph.suggestions.context import LARGE

HOME_AFFAIRS = identity.organisation("home-affairs", "ninh-binh")
FINANCE = identity.organisation("finance", "ninh-binh")
JUSTICE = identity.organisation("justice", "ninh-binh")
ELSEWHERE = identity.organisation("home-affairs", "lai-chau")
CLUSTER = identity.cluster("cluster", "1", "", "tỉnh Ninh Bình")


def said(source: str, *claims: Claim, entities: Iterable[Entity]) -> Extraction:
    text = f"Câu của {source}."
    known = {entity.id: entity for entity in entities}
    ends = {end for claim in claims for end in (claim.subject, claim.object, claim.giver) if isinstance(end, str)}
    quote = (Evidence(source, 0, len(text), text),)
    stated = tuple(Claim(c.kind, c.subject, c.object, c.role, c.valid_from, c.valid_to, evidence=quote) for c in claims)
    brought = tuple(known[id_] for id_ in sorted(ends)) if claims else tuple(known.values())
    return Extraction(
        Source(source, f"{source}.txt", text, "vi"), (Passage(source, 0, 0, len(text), text),), brought, stated
    )


def post(who: Entity, body: Entity = HOME_AFFAIRS, role: str = "director") -> Claim:
    return Claim("holds_post", who.id, body.id, role)


def leads(who: Entity, cluster: Entity, year: str = "2024") -> Claim:
    return Claim("leads", who.id, cluster.id, "leader", year, year)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as made:
        yield made


def found(store: Store) -> list[Suggestion]:
    return suggestions(store, Decisions(store.decisions()))


def labels(store: Store) -> set[frozenset[str]]:
    return {frozenset((s.one.label, s.other.label)) for s in found(store)}


def people(store: Store, *names: str, body: Entity = HOME_AFFAIRS) -> list[Entity]:
    made = [identity.person(name) for name in names]
    for number, one in enumerate(made):
        store.put([said(f"{number} {one.label}", post(one, body), entities=(one, body))])
    return made


# people --------------------------------------------------------------------------------------------------------------
def test_a_name_without_tones_may_be_one_with_them(store: Store) -> None:
    people(store, "Trần Hương", "Tran Huong")
    (suggestion,) = found(store)
    assert suggestion.agree[1:] == (
        "Both are named with Sở Nội vụ tỉnh Ninh Bình.",
        "Both hold the post Director.",
    )
    assert suggestion.against == ("Two syllables without tones are too little to be sure.",)


def test_names_whose_tones_contradict_each_other_are_never_suggested(store: Store) -> None:
    people(store, "Trần Văn Hùng", "Trần Văn Hưng", "Trần Văn Hằng")
    assert found(store) == []


def test_who_may_be_two_is_less_likely_each(store: Store) -> None:
    people(store, "Tran Hung", "Trần Hùng")
    alone = found(store)[0].score
    people(store, "Tran Hung", "Trần Hùng", "Trần Hưng")
    pairs = found(store)
    assert {s.score for s in pairs} == {round(alone - 0.1, 2)}
    assert pairs[0].against[-1].startswith("Tran Hung may as well be Trần H")
    assert labels(store) == {frozenset(("Tran Hung", "Trần Hùng")), frozenset(("Tran Hung", "Trần Hưng"))}


def test_a_shortened_name_is_suggested_only_beside_the_same_body(store: Store) -> None:
    people(store, "Lê Thị Thu Hà", "Lê Hà")
    assert labels(store) == {frozenset(("Lê Thị Thu Hà", "Lê Hà"))}
    store.retract("1 Lê Hà")
    short = identity.person("Lê Hà")
    store.put([said("x", post(short, ELSEWHERE), entities=(short, ELSEWHERE))])
    assert found(store) == []


def test_posts_and_provinces_that_differ_speak_against_it(store: Store) -> None:
    one, other = identity.person("Tran Van Huong"), identity.person("Trần Văn Hương")
    store.put([said("a", post(one), entities=(one, HOME_AFFAIRS))])
    store.put([said("b", post(other, ELSEWHERE, "deputy_director"), entities=(other, ELSEWHERE))])
    (suggestion,) = found(store)
    assert suggestion.against[0].startswith("Their posts differ: ")
    assert "They are named with bodies of different provinces." in suggestion.against


def test_two_names_in_one_report_mean_two_people_sooner(store: Store) -> None:
    one, other = identity.person("Tran Huong"), identity.person("Trần Hương")
    store.put([said("a", post(one), post(other), entities=(one, other, HOME_AFFAIRS))])
    assert all("One report names both, so it seems to mean two people." in s.against for s in found(store))
    together = [s.score for s in found(store)]
    people(store, "Trần Hương", "Tran Huong")
    store.retract("a")
    assert [s.score for s in found(store)] > together


def test_a_decided_pair_is_suggested_no_more(store: Store) -> None:
    one, other = people(store, "Trần Hương", "Tran Huong")
    for verdict in (SAME, DIFFERENT):
        store.decide([Decision(*in_order(one.id, other.id), verdict)])
        assert found(store) == []
    store.undo(one.id, other.id)
    assert len(found(store)) == 1


def test_what_follows_from_decisions_is_suggested_no_more(store: Store) -> None:
    """A is B and B is not C: then A is not C."""
    a, b, c = people(store, "Trần Hương", "Trần Huong", "Tran Huong")
    assert frozenset((a.label, c.label)) in labels(store)
    store.decide([Decision(*in_order(a.id, b.id), SAME), Decision(*in_order(b.id, c.id), DIFFERENT)])
    assert found(store) == []


def test_a_name_that_very_many_bear_is_compared_only_beside_the_same_body(store: Store) -> None:
    """Quiet blocks of hundreds would be compared all with all."""
    full = [identity.other_organisation(f"Công ty Sao Mai {'i' * n}") for n in range(LARGE + 5)]
    bare = [identity.document("directive", "7", scope=str(n)) for n in range(LARGE + 5)]
    store.put([said("many", entities=[*full, *bare])])
    assert found(store) == []


# clusters ------------------------------------------------------------------------------------------------------------
UNNUMBERED = identity.cluster("cluster", None, "", "tỉnh Ninh Bình")


def test_a_cluster_without_number_may_be_the_numbered_one_with_the_same_leader(store: Store) -> None:
    store.put([said("a", leads(FINANCE, CLUSTER), entities=(FINANCE, CLUSTER))])
    store.put([said("b", leads(FINANCE, UNNUMBERED), entities=(FINANCE, UNNUMBERED))])
    (suggestion,) = found(store)
    assert suggestion.agree == (
        "Both belong to tỉnh Ninh Bình.",
        "Sở Tài chính tỉnh Ninh Bình leads both in 2024.",
    )
    assert suggestion.against == ("Only one has a number.",)


@pytest.mark.parametrize(
    "other",
    [
        identity.cluster("cluster", "2", "", "tỉnh Ninh Bình"),
        identity.cluster("cluster", "1", "", "tỉnh Lai Châu"),
    ],
)
def test_numbers_and_hosts_are_hard_keys(store: Store, other: Entity) -> None:
    store.put([said("a", leads(FINANCE, CLUSTER), entities=(FINANCE, CLUSTER))])
    store.put([said("b", leads(FINANCE, other), entities=(FINANCE, other))])
    assert found(store) == []


def test_a_leader_of_another_year_says_nothing(store: Store) -> None:
    store.put([said("a", leads(FINANCE, CLUSTER), entities=(FINANCE, CLUSTER))])
    store.put([said("b", leads(FINANCE, UNNUMBERED, "2021"), entities=(FINANCE, UNNUMBERED))])
    assert found(store) == []


def test_members_in_common_suggest_and_other_leaders_speak_against(store: Store) -> None:
    nowhere = identity.cluster("cluster", "1", "", "", scope="b")
    members = [Claim("member_of", body.id, CLUSTER.id) for body in (FINANCE, JUSTICE, HOME_AFFAIRS)]
    others = [Claim("member_of", claim.subject, nowhere.id) for claim in members]
    bodies = (FINANCE, JUSTICE, HOME_AFFAIRS)
    store.put([said("a", *members, entities=(*bodies, CLUSTER)), said("b", *others, entities=(*bodies, nowhere))])
    (suggestion,) = found(store)
    assert "Both are No. 1." in suggestion.agree
    assert suggestion.against == ("No sentence tells to whom one of them belongs.",)
    store.put([said("c", leads(FINANCE, CLUSTER), leads(JUSTICE, nowhere), entities=(*bodies, CLUSTER, nowhere))])
    assert found(store) == []


# other classes -------------------------------------------------------------------------------------------------------
def test_a_bare_number_may_be_the_full_code(store: Store) -> None:
    code, bare = identity.document("directive", "34-CT/TW"), identity.document("directive", "34", scope="b")
    other = identity.document("directive", "35-CT/TW")
    store.put([said("a", entities=(code, other)), said("b", entities=(bare,))])
    (suggestion,) = found(store)
    assert {suggestion.one.id, suggestion.other.id} == {code.id, bare.id}
    assert suggestion.agree == ("Both have the number 34.",)


@pytest.mark.parametrize(
    "other",
    [
        identity.document("decision", "34", scope="b"),
        identity.document("directive", "34/CT-UBND"),
        identity.document("directive", "34", date="2020", scope="b"),
    ],
)
def test_documents_of_another_kind_code_or_year_are_not_suggested(store: Store, other: Entity) -> None:
    code = identity.document("directive", "34-CT/TW", date="2014-04-07")
    store.put([said("a", entities=(code, other))])
    assert found(store) == []


def test_bodies_and_movements_with_the_same_words_are_suggested(store: Store) -> None:
    one, other = (identity.other_organisation(name) for name in ("Công ty Sao Mai Xanh", "Công ty Xanh Sao Mai"))
    short, long = (identity.movement(name) for name in ("Chung sức xây làng mới", "Cả tỉnh chung sức xây làng mới"))
    launched = [Claim("launched", FINANCE.id, movement.id) for movement in (short, long)]
    store.put([said("a", entities=(one, other))])
    store.put([said(f"b{n}", claim, entities=(FINANCE, short, long)) for n, claim in enumerate(launched)])
    assert labels(store) == {frozenset((one.label, other.label)), frozenset((short.label, long.label))}


def test_bodies_of_two_provinces_or_of_two_kinds_are_two(store: Store) -> None:
    who = identity.person("Trần Văn Hùng")
    bodies = (HOME_AFFAIRS, ELSEWHERE, FINANCE)
    store.put([said("a", *(post(who, body) for body in bodies), entities=(who, *bodies))])
    assert found(store) == []


def test_a_body_whose_province_nothing_told_may_be_the_one_named_elsewhere(store: Store) -> None:
    unknown = identity.organisation("home-affairs", None, local="b")
    who = identity.person("Trần Văn Hùng")
    store.put(
        [said("a", post(who), entities=(who, HOME_AFFAIRS)), said("b", post(who, unknown), entities=(who, unknown))]
    )
    (suggestion,) = found(store)
    assert "Trần Văn Hùng holds the same post in both." in suggestion.agree
    assert "No sentence tells the place of one of them." in suggestion.against


# resolving -----------------------------------------------------------------------------------------------------------
def resolved(store: Store, person: Entity) -> str:
    (extraction,) = Resolver(store).resolve([said("new", post(person), entities=(person, HOME_AFFAIRS))])
    return extraction.claims[0].subject


def test_who_was_decided_to_be_different_is_not_joined_when_reports_are_read_in(store: Store) -> None:
    (known,) = people(store, "Trần Văn Hùng")
    plain = identity.person("Tran Van Hung")
    assert resolved(store, plain) == known.id
    store.decide([Decision(*in_order(known.id, plain.id), DIFFERENT)])
    assert resolved(store, plain) == plain.id
    store.undo(known.id, plain.id)
    assert resolved(store, plain) == known.id


def test_of_several_who_fit_those_decided_to_be_one_count_as_one(store: Store) -> None:
    one, other = people(store, "Trần Văn Hùng", "Trần Văn Hưng")
    plain = identity.person("Tran Van Hung")
    assert resolved(store, plain) == plain.id
    store.decide([Decision(*in_order(one.id, other.id), SAME)])
    assert resolved(store, plain) in (one.id, other.id)


def test_provinces_that_were_merged_do_not_speak_against_it(store: Store) -> None:
    one, other = identity.person("Tran Huong"), identity.person("Trần Hương")
    bodies = [identity.organisation("home-affairs", province) for province in ("hoa-binh", "phu-tho")]
    store.put(
        [
            said(str(n), post(who, where), entities=(who, where))
            for n, (who, where) in enumerate(zip((one, other), bodies, strict=True))
        ]
    )
    (suggestion,) = found(store)
    assert "They are named with bodies of provinces that were merged." in suggestion.agree
