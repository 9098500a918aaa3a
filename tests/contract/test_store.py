"""What every store must do, whatever it is made of."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import replace

import pytest

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, Value, entity_id
from thidua.graph.errors import OntologyError, StoreConflict, StoreError, StoreMismatch, UsageError
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import ClaimQuery, Named, Store, VectorModel


def entity(type_: str, label: str, *names: tuple[str, str], **properties: str) -> Entity:
    spelt = tuple(sorted(Name(*name) for name in names))
    return Entity(entity_id(type_, label), type_, label, spelt, tuple(sorted(properties.items())))


LAN = entity("Person", "Đỗ Thị Lan", ("Đỗ Thị Lan", "vi"), ("दो थी लान", "hi"))
QUY = entity("Person", "Mạc Văn Quý", ("Mac Van Quy", "en"))
BUREAU = entity("Organization", "Sở Y tế tỉnh Hải Vân", ("Sở Y tế", "vi"), body="health-department")
BOARD = entity("Organization", "Ban Thi đua Trung ương")
CLUSTER = entity("EmulationCluster", "Cụm thi đua số 7", ("Cụm 7", "vi"), clusterType="cluster", number="7")
BLOCK = entity("EmulationCluster", "Khối thi đua số 7", clusterType="block", number="7")
DIRECTIVE = entity("NormativeDocument", "Chỉ thị 88-CT/TW", documentType="directive", number="88-CT/TW")
MEETING = entity("Event", "Hội nghị tổng kết", eventType="conference")
FLAG = entity("Honour", "Cờ thi đua", honour="emulation_flag")
TEAMS = entity("Group", "5 tập thể", count="5", groupType="collectives")
EVERYONE = (LAN, QUY, BUREAU, BOARD, CLUSTER, BLOCK, DIRECTIVE, MEETING, FLAG, TEAMS)


def report(
    id_: str, sentences: list[str], claims: list[Claim] | None = None, entities: tuple[Entity, ...] = (), **about: str
) -> Extraction:
    """Sentences joined by blanks; each claim without evidence is given the first sentence."""
    text, passages = " ".join(sentences), []
    for number, sentence in enumerate(sentences):
        start = sum(len(before) + 1 for before in sentences[:number])
        passages.append(Passage(id_, number, start, start + len(sentence), sentence))
    quote = Evidence(id_, 0, len(sentences[0]), sentences[0]) if sentences else Evidence(id_, 0, 0, "")
    stated = [claim if claim.evidence else replace(claim, evidence=(quote,)) for claim in claims or []]
    source = Source(id_, about.pop("document", f"{id_}.txt"), text, about.pop("lang", "vi"), **about)  # type: ignore[arg-type]
    named = {end for claim in stated for end in (claim.subject, claim.object, claim.giver)}
    brought = entities or tuple(one for one in EVERYONE if one.id in named)
    in_order = tuple(sorted(brought, key=lambda one: one.id)), tuple(sorted(stated, key=lambda claim: claim.id))
    return Extraction(source, tuple(passages), *in_order)


def leads(**qualifiers: object) -> Claim:
    return Claim("leads", LAN.id, CLUSTER.id, "leader", **qualifiers)  # type: ignore[arg-type]


SEVERAL = [
    leads(valid_from="2024", valid_to="2024"),
    Claim("deputy_leads", BUREAU.id, CLUSTER.id, "deputy_leader", "2024-03", "2024-09"),
    Claim("member_of", BUREAU.id, BLOCK.id),
    Claim("holds_post", LAN.id, BUREAU.id, "director", valid_from="2021-06-21"),
    Claim("holds_post", QUY.id, BUREAU.id, "deputy_director", valid_to="2020"),
    Claim("issued", BOARD.id, DIRECTIVE.id, None, "2019-04-05", "2019-04-05", number="88-CT/TW"),
    Claim("implements", CLUSTER.id, DIRECTIVE.id),
    Claim(
        "awarded", TEAMS.id, FLAG.id, giver=BUREAU.id, count=5, status="proposed", valid_from="2024", valid_to="2024"
    ),
    Claim("dated", MEETING.id, Value("2024-06-21", "date")),
    Claim("figure", CLUSTER.id, Value("7.27", "decimal", "%"), what="tăng trưởng", valid_from="2023", valid_to="2023"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    store.put([report("several", ["Một câu.", "Câu thứ hai."], SEVERAL)])
    return store


@pytest.fixture(scope="module")
def read_only(shared_store: Store) -> Store:
    """Filled once for the tests that only ask."""
    shared_store.put([report("several", ["Một câu.", "Câu thứ hai."], SEVERAL)])
    return shared_store


def ids(claims: list[Claim]) -> set[str]:
    return {claim.id for claim in claims}


def picked(*numbers: int) -> set[str]:
    return {SEVERAL[number].id for number in numbers}


def trace(store: Store) -> object:
    """All that can be read from a store."""
    entities = [list(store.entities_of(class_)) for class_ in ontology().entity_classes]
    keys = sorted({fold(name.text) for of_class in entities for one in of_class for name in one.names} | {"lan", "quy"})
    return list(store.reports()), entities, store.named(keys), store.claims(), store.counts(), store.sources()


# empty -------------------------------------------------------------------------------------------------------------
def test_an_empty_store_has_nothing_and_says_so(store: Store) -> None:
    assert store.sources() == store.claims() == store.named(["lan"]) == list(store.reports()) == []
    assert store.entities([LAN.id, "nonsense"]) == {}
    assert list(store.entities_of("Person")) == []
    assert store.passages("nowhere") == store.without_vector(5) == []
    assert store.search_words(["lan"], 5) == store.search_vectors("model", [1.0, 0.0], 5) == []
    assert set(store.counts().values()) == {0}
    assert set(store.counts()) == {"Source", "Passage", *ontology().entity_classes, *ontology().kinds}
    assert store.retract("nowhere") is False
    assert store.vector_count() == 0


def test_putting_nothing_is_allowed(store: Store) -> None:
    store.put([])
    assert store.sources() == []


# round trip --------------------------------------------------------------------------------------------------------
def test_a_report_comes_back_as_it_was_put(filled: Store) -> None:
    assert list(filled.reports(["several"])) == [report("several", ["Một câu.", "Câu thứ hai."], SEVERAL)]
    assert filled.claims() == sorted(report("several", ["Một câu."], SEVERAL).claims, key=lambda claim: claim.id)


ODD = [
    "Ông Vũ Đăng Khoa — “Cụm trưởng” — nói: 'đúng'.",
    "गुयेन काओ सोन ने 12,5 % की वृद्धि बताई।",
    "قال نجوين: \u202bالمجموعة 7\u202c.",
    "グエン・カオ・ソン氏は第七クラスターを率いた。",
    "Tab\tund Zeile\nund \\u0022 und \\ und ` und $id und {x: 1} und \u0000 und 👩🏽‍🚀.",
    "'); MATCH (n) DETACH DELETE n; //",
]


@pytest.mark.parametrize("sentence", ODD)
def test_any_text_comes_back_letter_for_letter(store: Store, sentence: str) -> None:
    person = entity("Person", sentence, (sentence, "vi"), (sentence, "und"))
    place = entity("Organization", "Sở " + sentence, body=sentence)
    claim = Claim("holds_post", person.id, place.id, "director", number=sentence, what=sentence, extractor=sentence)
    about = {"document": sentence, "url": "https://example.org/" + sentence, "title": sentence, "publisher": sentence}
    put = report(
        "id " + sentence,
        [sentence, "Ende."],
        [claim],
        (person, place),
        **about,
        published="2024-02-29",
        retrieved="2024-03",
    )
    store.put([put])
    assert list(store.reports()) == [put]
    assert store.sources(["id " + sentence]) == [put.source]
    assert store.passages("id " + sentence) == list(put.passages)
    assert store.entities([person.id])[person.id].names == person.names
    assert store.named([fold(sentence)]) == [Named(fold(sentence), person.id, "Person")]
    assert store.claims(ClaimQuery(sources=("id " + sentence,))) == list(put.claims)


def test_every_field_of_a_claim_comes_back(store: Store) -> None:
    evidence = (Evidence("full", 0, 3, "Ein"), Evidence("full", 4, 8, "Satz"))
    claim = Claim(
        "awarded",
        LAN.id,
        FLAG.id,
        "member",
        "2024-06",
        "2024-06-30",
        "conferred",
        BUREAU.id,
        0,
        "12/QĐ",
        "năm",
        evidence,
        "hand",
        0.625,
        "accepted",
    )
    store.put([report("full", ["Ein Satz."], [claim])])
    assert store.claims() == [claim]


def test_a_report_may_say_nothing(store: Store) -> None:
    empty = Extraction(Source("empty", "empty.txt", "", "en"))
    store.put([empty])
    assert list(store.reports()) == [empty]
    assert store.passages("empty") == []


def test_sources_come_in_the_order_of_their_documents_and_without_text_if_asked(store: Store) -> None:
    store.put(
        [report("1", ["Một."], document="b.txt"), report("2", ["Hai."], document="a.txt", url="https://example.org/a")]
    )
    assert [source.document for source in store.sources()] == ["a.txt", "b.txt"]
    assert [(source.text, source.url) for source in store.sources(text=False)] == [
        ("", "https://example.org/a"),
        ("", None),
    ]
    assert [source.id for source in store.sources(["1", "unknown", "1"])] == ["1"]


def test_entities_of_a_class_come_by_label(read_only: Store) -> None:
    assert [one.label for one in read_only.entities_of("Organization")] == [
        "Ban Thi đua Trung ương",
        "Sở Y tế tỉnh Hải Vân",
    ]


def test_degrees_count_the_ends_of_all_claims(filled: Store) -> None:
    ends = (end for claim in filled.claims() for end in (claim.subject, claim.object, claim.giver))
    assert filled.degrees() == Counter(end for end in ends if isinstance(end, str))


def test_an_empty_store_has_no_degrees(store: Store) -> None:
    assert store.degrees() == {}


def test_counts(filled: Store) -> None:
    counts = {name: count for name, count in filled.counts().items() if count}
    assert counts == {
        "Source": 1,
        "Passage": 2,
        "Person": 2,
        "Organization": 2,
        "EmulationCluster": 2,
        "NormativeDocument": 1,
        "Event": 1,
        "Honour": 1,
        "Group": 1,
        "leads": 1,
        "deputy_leads": 1,
        "member_of": 1,
        "holds_post": 2,
        "issued": 1,
        "implements": 1,
        "awarded": 1,
        "dated": 1,
        "figure": 1,
    }


# writing again, replacing, retracting ------------------------------------------------------------------------------
def test_putting_the_same_again_changes_nothing(filled: Store) -> None:
    before, state = trace(filled), filled.state()
    filled.put([report("several", ["Một câu.", "Câu thứ hai."], SEVERAL)])
    assert trace(filled) == before
    assert filled.state() == state


def test_a_source_put_again_is_replaced(filled: Store) -> None:
    state = filled.state()
    filled.put([report("several", ["Câu khác."], [SEVERAL[6]])])
    assert ids(filled.claims()) == picked(6)
    assert [passage.text for passage in filled.passages("several")] == ["Câu khác."]
    assert filled.entities([LAN.id, CLUSTER.id]).keys() == {CLUSTER.id}
    assert filled.named([fold("Đỗ Thị Lan")]) == []
    assert filled.state() != state


def test_of_a_source_twice_in_one_call_the_last_counts(store: Store) -> None:
    store.put([report("twice", ["Một."], [SEVERAL[0]]), report("twice", ["Hai."], [SEVERAL[6]])])
    assert ids(store.claims()) == picked(6)


def test_retracting_leaves_no_trace(store: Store) -> None:
    store.put([report("kept", ["Giữ lại."], SEVERAL[2:4])])
    before = trace(store)
    store.put([report("gone", ["Một.", "Hai."], SEVERAL)])
    store.put_vectors("model", [("gone#0", [1.0, 0.0]), ("gone#1", [0.0, 1.0])])
    assert store.retract("gone") is True
    assert trace(store) == before
    assert store.search_vectors("model", [1.0, 0.0], 5) == []
    assert [hit.passage.source for hit in store.search_words(["một", "lại"], 5)] == ["kept"]
    assert store.retract("gone") is False


def test_retracting_the_last_source_empties_the_store(filled: Store) -> None:
    filled.retract("several")
    assert set(filled.counts().values()) == {0}
    assert filled.named([fold(name.text) for one in EVERYONE for name in one.names]) == []


def test_a_claim_of_two_sources_is_one_claim_with_the_evidence_of_both(store: Store) -> None:
    store.put([report("a", ["Câu một."], [leads(confidence=0.5)]), report("b", ["Câu hai."], [leads(confidence=0.9)])])
    (claim,) = store.claims()
    assert [piece.source for piece in claim.evidence] == ["a", "b"]
    assert (claim.confidence, store.counts()["leads"]) == (0.9, 1)
    store.retract("b")
    (claim,) = store.claims()
    assert ([piece.source for piece in claim.evidence], claim.confidence) == (["a"], 0.5)


def test_reports_keep_what_each_source_says_of_a_shared_claim(store: Store) -> None:
    first = report("a", ["Câu một."], [leads(confidence=0.5, review="disputed", extractor="x")])
    second = report("b", ["Câu hai."], [leads(confidence=0.9)])
    store.put([second, first])
    assert list(store.reports()) == [first, second]
    assert store.claims()[0].review == "disputed"


def test_a_report_that_states_a_claim_twice_has_one_claim_with_both_sentences(store: Store) -> None:
    twice = [leads(evidence=(Evidence("t", 0, 4, "Một."),)), leads(evidence=(Evidence("t", 5, 9, "Hai."),))]
    store.put([report("t", ["Một.", "Hai."], twice)])
    (claim,) = store.claims()
    assert [piece.quote for piece in claim.evidence] == ["Một.", "Hai."]


def test_names_are_those_of_all_sources_and_the_best_label_wins(store: Store) -> None:
    id_ = entity_id("Person", "one")
    spellings = {"en": "Hoang Thi Thu Ha", "hi": "होआंग थी थू हा", "fr": "Mme Hoàng", "vi": "Hoàng Thị Thu Hà"}

    def of(lang: str) -> Extraction:
        one = Entity(id_, "Person", spellings[lang], (Name(spellings[lang], lang),))
        return report(lang, ["Một."], entities=(one,))

    def label_after(*langs: str) -> str:
        store.put([of(lang) for lang in langs])
        return store.entities([id_])[id_].label

    assert label_after("hi") == spellings["hi"]
    assert label_after("en") == spellings["en"]
    assert label_after("vi", "fr") == spellings["vi"]
    assert store.entities([id_])[id_].names == tuple(sorted(Name(text, lang) for lang, text in spellings.items()))
    store.retract("vi")
    assert store.entities([id_])[id_].label == spellings["fr"]
    store.retract("fr")
    assert store.entities([id_])[id_].label == spellings["en"]
    store.retract("en")
    assert store.entities([id_])[id_] == Entity(id_, "Person", spellings["hi"], (Name(spellings["hi"], "hi"),))


def test_properties_are_joined_and_taken_away_again(store: Store) -> None:
    vague = Entity(DIRECTIVE.id, DIRECTIVE.type, DIRECTIVE.label, (), (("date", "2019"), ("number", "88-CT/TW")))
    exact = Entity(DIRECTIVE.id, DIRECTIVE.type, DIRECTIVE.label, (), (("date", "2019-04-05"), ("subject", "Đổi mới")))
    store.put([report("a", ["Một."], entities=(vague,)), report("b", ["Hai."], entities=(exact,))])
    found = store.entities([DIRECTIVE.id])[DIRECTIVE.id]
    assert (found.get("date"), found.get("number"), found.get("subject")) == ("2019-04-05", "88-CT/TW", "Đổi mới")
    store.retract("b")
    assert store.entities([DIRECTIVE.id])[DIRECTIVE.id] == vague


def test_the_order_of_writing_does_not_matter(store: Store) -> None:
    reports = [report(str(n), ["Câu."], SEVERAL[n : n + 4]) for n in range(6)]
    store.put(reports)
    together = trace(store)
    for one in reports:
        store.retract(one.source.id)
    for one in reversed(reports):
        store.put([one])
    assert trace(store) == together


# asking ------------------------------------------------------------------------------------------------------------
ASKED = {
    "kinds": (ClaimQuery(kinds=("leads", "holds_post")), (0, 3, 4)),
    "subjects": (ClaimQuery(subjects=(LAN.id, BOARD.id)), (0, 3, 5)),
    "objects": (ClaimQuery(objects=(CLUSTER.id,)), (0, 1)),
    "ends": (ClaimQuery(ends=(BUREAU.id,)), (1, 2, 3, 4, 7)),
    "ends, an honour": (ClaimQuery(ends=(FLAG.id,)), (7,)),
    "roles": (ClaimQuery(roles=("director", "leader")), (0, 3)),
    "sources": (ClaimQuery(sources=("several",)), tuple(range(10))),
    "ids": (ClaimQuery(ids=(SEVERAL[8].id, SEVERAL[9].id, "claim:none")), (8, 9)),
    "kinds and subjects": (ClaimQuery(kinds=("holds_post",), subjects=(LAN.id,)), (3,)),
    "subjects and objects": (ClaimQuery(subjects=(LAN.id, BUREAU.id), objects=(CLUSTER.id, BLOCK.id)), (0, 1, 2)),
    "subjects and ends": (ClaimQuery(subjects=(BUREAU.id,), ends=(BLOCK.id,)), (2,)),
    "ends and roles": (ClaimQuery(ends=(BUREAU.id,), roles=("deputy_director",)), (4,)),
    "ids and kinds": (ClaimQuery(ids=(SEVERAL[0].id, SEVERAL[1].id), kinds=("deputy_leads",)), (1,)),
    "sources and subjects": (ClaimQuery(sources=("several", "other"), subjects=(QUY.id,)), (4,)),
    "an unknown source": (ClaimQuery(sources=("other",), subjects=(QUY.id,)), ()),
    "an unknown kind": (ClaimQuery(kinds=("admires",)), ()),
    "no entity's id": (ClaimQuery(subjects=("nonsense", "person:")), ()),
    "what can be no subject": (ClaimQuery(subjects=(FLAG.id,), kinds=("awarded",)), ()),
    "one year": (ClaimQuery(not_before="2024-01-01", not_after="2024-12-31"), (0, 1, 2, 3, 6, 7, 8)),
    "a day": (ClaimQuery(not_before="2024-06-21", not_after="2024-06-21"), (0, 1, 2, 3, 6, 7, 8)),
    "before a month": (ClaimQuery(not_after="2024-02"), (0, 2, 3, 4, 5, 6, 7, 8, 9)),
    "after a month": (ClaimQuery(not_before="2024-10"), (0, 2, 3, 6, 7, 8)),
    "a year as a prefix": (ClaimQuery(kinds=("leads",), not_before="2024", not_after="2024"), (0,)),
    "another year": (ClaimQuery(kinds=("leads",), not_before="2025", not_after="2025"), ()),
    "all at once": (
        ClaimQuery(
            ("leads",), (LAN.id,), (CLUSTER.id,), (LAN.id,), ("leader",), ("several",), (SEVERAL[0].id,), "2024", "2024"
        ),
        (0,),
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_claims_asked_for(read_only: Store, name: str) -> None:
    query, expected = ASKED[name]
    assert ids(read_only.claims(query)) == picked(*expected)


def test_a_long_list_of_keys_finds_the_same(read_only: Store) -> None:
    many = tuple(entity_id(class_, str(n)) for n in range(80) for class_ in ("Person", "Honour"))
    assert ids(read_only.claims(ClaimQuery(subjects=(*many, LAN.id, CLUSTER.id)))) == picked(0, 3, 6, 9)
    assert ids(read_only.claims(ClaimQuery(ids=(*many, SEVERAL[4].id)))) == picked(4)
    assert ids(read_only.claims(ClaimQuery(sources=(*many, "several"), kinds=("leads",)))) == picked(0)


def test_the_query_shown_is_parameterised_and_names_what_was_asked(read_only: Store) -> None:
    asked = ClaimQuery(kinds=("leads",), subjects=(LAN.id,), roles=("leader' OR 1=1",), not_before="2024")
    sent = read_only.cypher(asked)
    assert LAN.id not in sent.query and "OR 1=1" not in sent.query and "2024" not in sent.query
    values = [value for one in sent.parameters.values() for value in (one if isinstance(one, list) else [one])]
    assert {LAN.id, "leads", "leader' OR 1=1", "2024-01-01"} <= set(values)
    assert all("$" + name in sent.query for name in sent.parameters)


def test_names_lead_to_all_that_bear_them_and_only_to_those(store: Store) -> None:
    twins = [
        Entity(entity_id("Person", key), "Person", label, (Name(label, "vi"),))
        for key, label in (("1", "Trần Văn Hùng"), ("2", "Trần Văn Hưng"), ("3", "Trần Thị Hằng"))
    ]
    store.put([report("r", ["Một."], entities=tuple(twins))])
    key = fold("Trần Văn Hùng")
    assert store.named([key, "none", key]) == sorted(Named(key, one.id, "Person") for one in twins[:2])
    assert store.named([]) == []


def test_an_entity_is_found_by_its_label_even_where_no_source_spells_it_so(read_only: Store) -> None:
    assert [named.entity for named in read_only.named([fold(BOARD.label)])] == [BOARD.id]


# passages ----------------------------------------------------------------------------------------------------------
SAYINGS = {
    "vi": "Cụm thi đua số 7 ký giao ước.",
    "hi": "समूह 7 ने नया अभियान शुरू किया।",
    "ru": "Кластер №7 подписал соглашение.",
    "ja": "第七クラスターは協定に署名した。",
    "ar": "وقعت المجموعة السابعة على الاتفاق.",
    "th": "กลุ่มที่เจ็ดลงนามในข้อตกลง",
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["giao", "uoc"]),
        ("vi", ["Giao ước"]),
        ("hi", ["अभियान"]),
        ("ru", ["соглашение"]),
        ("ja", ["協定"]),
        ("ar", ["الاتفاق"]),
        ("th", ["ข้อตกลง"]),
    ],
)
def test_words_find_passages_in_any_script(store: Store, lang: str, words: list[str]) -> None:
    store.put([report(code, ["Zuerst etwas anderes.", text], lang=code) for code, text in SAYINGS.items()])
    hits = store.search_words(words, 3)
    assert hits[0].passage == Passage(lang, 1, 22, 22 + len(SAYINGS[lang]), SAYINGS[lang])
    assert all(a.score >= b.score > 0 for a, b in itertools.pairwise(hits))
    assert store.search_words(["vắngmặtxyz"], 3) == []
    assert len(store.search_words(["etwas"], 2)) == 2


def test_words_are_searched_in_what_the_store_holds_now(store: Store) -> None:
    store.put([report("a", ["Xuất hiện từ hiếmhoi."])])
    assert [hit.passage.source for hit in store.search_words(["hiếmhoi"], 5)] == ["a"]
    store.put([report("b", ["Lại hiếmhoi."]), report("a", ["Đã đổi."])])
    assert [hit.passage.source for hit in store.search_words(["hiếmhoi"], 5)] == ["b"]
    store.retract("b")
    assert store.search_words(["hiếmhoi"], 5) == []


def test_vectors_find_the_nearest_by_cosine(store: Store) -> None:
    store.put([report("v", ["Một.", "Hai.", "Ba."])])
    store.put_vectors("model", [("v#0", [3.0, 0.0]), ("v#1", [1.0, 1.0]), ("elsewhere#0", [1.0, 0.0])])
    hits = store.search_vectors("model", [0.0, 2.0], 5)
    assert [hit.passage.number for hit in hits] == [1, 0]
    assert [round(hit.score, 5) for hit in hits] == [round(math.sqrt(0.5), 5), 0.0]
    assert [passage.id for passage in store.without_vector(5)] == ["v#2"]
    assert (store.vector_model(), store.vector_count()) == (VectorModel("model", 2), 2)
    store.put_vectors("model", [("v#0", [0.0, 1.0]), ("v#2", [0.0, 0.5])])
    assert [hit.passage.number for hit in store.search_vectors("model", [0.0, 2.0], 2)] == [0, 2]
    assert store.without_vector(5) == []


def test_passages_without_a_vector_come_in_portions(store: Store) -> None:
    store.put([report(str(n), ["Một.", "Hai."]) for n in range(3)])
    seen = []
    while portion := store.without_vector(2):
        assert len(portion) == 2
        seen += [passage.id for passage in portion]
        store.put_vectors("model", [(passage.id, [1.0, 0.0]) for passage in portion])
    assert seen == ["0#0", "0#1", "1#0", "1#1", "2#0", "2#1"]


def test_another_model_is_refused_until_no_vector_is_left(store: Store) -> None:
    store.put([report("v", ["Một.", "Hai."])])
    store.put_vectors("model", [("v#0", [1.0, 0.0])])
    for model, vector in (("another", [1.0, 0.0]), ("model", [1.0, 0.0, 0.0])):
        with pytest.raises(StoreMismatch, match="model"):
            store.put_vectors(model, [("v#1", vector)])
        with pytest.raises(StoreMismatch, match="model"):
            store.search_vectors(model, vector, 5)
    assert len(store.search_vectors("model", [1.0, 0.0], 5)) == 1
    store.put([report("v", ["Khác."])])
    assert store.vector_count() == 0
    store.put_vectors("another", [("v#0", [0.0, 1.0, 0.0])])
    assert len(store.search_vectors("another", [0.0, 1.0, 0.0], 5)) == 1


def test_when_vectors_are_forgotten_another_model_may_come(store: Store) -> None:
    store.put([report("v", ["Một.", "Hai."]), report("w", ["Ba."])])
    store.put_vectors("model", [("v#0", [1.0, 0.0]), ("w#0", [1.0, 0.0])])
    assert store.vector_count() == 2
    store.forget_vectors()
    assert (store.vector_model(), store.vector_count()) == (None, 0)
    assert store.search_vectors("model", [1.0, 0.0], 5) == []
    assert [passage.id for passage in store.without_vector(5)] == ["v#0", "v#1", "w#0"]
    store.put_vectors("another", [("v#1", [0.0, 1.0, 0.0])])
    assert [hit.passage.id for hit in store.search_vectors("another", [0.0, 1.0, 0.0], 5)] == ["v#1"]


def test_reports_prepared_for_a_state_that_has_passed_are_not_written(store: Store) -> None:
    state = store.state()
    after = store.put([report("a", ["Một."], [SEVERAL[0]])], since=state)
    assert after == store.state() != state
    with pytest.raises(StoreConflict):
        store.put([report("b", ["Hai."], [SEVERAL[6]])], since=state)
    assert [source.id for source in store.sources()] == ["a"]
    store.put([report("b", ["Hai."], [SEVERAL[6]])], since=after)
    assert [source.id for source in store.sources()] == ["a", "b"]


def test_a_store_gives_a_writer_of_itself(store: Store) -> None:
    with store.writer() as writer:
        writer.put([report("a", ["Một."], [SEVERAL[0]])])
    assert ids(store.claims()) == picked(0)


# what is refused, and closing --------------------------------------------------------------------------------------
def refused() -> dict[str, Extraction]:
    good = report("r", ["Một câu."], [leads()])
    (claim,) = good.claims
    return {
        "an entity is missing": replace(good, entities=(LAN,)),
        "an id of another class": replace(good, entities=(*good.entities, replace(QUY, type="Organization"))),
        "no evidence": replace(good, claims=(replace(claim, evidence=()),)),
        "a quotation that is not there": replace(
            good, claims=(replace(claim, evidence=(Evidence("r", 0, 3, "Hai"),)),)
        ),
        "another source's evidence": replace(good, claims=(replace(claim, evidence=(Evidence("s", 0, 3, "Một"),)),)),
        "a passage that is not there": replace(good, passages=(Passage("r", 0, 0, 3, "Hai"),)),
        "a passage out of order": replace(good, passages=(Passage("r", 1, 0, 3, "Một"),)),
        "no date": replace(good, claims=(replace(claim, valid_from="2024-13"),)),
        "a subject that cannot lead": report("r", ["Một."], [Claim("leads", FLAG.id, CLUSTER.id)]),
        "an object that cannot be led": report("r", ["Một."], [Claim("leads", LAN.id, FLAG.id)]),
        "a value that is no date": report("r", ["Một."], [Claim("dated", MEETING.id, Value("2024", "decimal"))]),
        "a giver that cannot give": report("r", ["Một."], [Claim("awarded", TEAMS.id, FLAG.id, giver=MEETING.id)]),
        "an unknown kind": report("r", ["Một."], [Claim("admires", LAN.id, CLUSTER.id)]),
    }


@pytest.mark.parametrize("name", refused())
def test_a_report_that_is_not_whole_is_refused_and_nothing_of_its_batch_written(filled: Store, name: str) -> None:
    before = trace(filled)
    with pytest.raises((UsageError, OntologyError)) as error:
        filled.put([report("good", ["Tốt."], [SEVERAL[0]]), refused()[name]])
    assert str(error.value).endswith(".") and "\n" not in str(error.value)
    assert trace(filled) == before


def test_a_date_that_is_none_cannot_be_asked_for(read_only: Store) -> None:
    with pytest.raises(UsageError, match="2024-06-21"):
        read_only.claims(ClaimQuery(not_before="yesterday"))


def test_a_closed_store_fails_in_words_and_closes_again_silently(filled: Store) -> None:
    filled.close()
    filled.close()
    for act in (
        lambda: filled.claims(),
        lambda: filled.put([report("r", ["Một."])]),
        lambda: filled.search_words(["một"], 1),
    ):
        with pytest.raises(StoreError, match="closed"):
            act()
