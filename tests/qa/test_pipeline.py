from __future__ import annotations

import json

import pytest

from thidua.graph.errors import UsageError
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.pipeline import Thread, ask


def test_answer_json_is_the_documented_one(world: Store) -> None:
    answer = ask("Who led Emulation Cluster No. 4 in 2022?", world).json()
    assert set(answer) >= {
        "question", "lang", "status", "answer", "claims", "evidence", "conflicts", "cypher", "elapsed_ms"
    }  # fmt: skip
    assert set(answer["evidence"][0]) >= {"document", "url", "lang", "quote", "start", "end"}
    assert set(answer["cypher"][0]) == {"query", "parameters"}
    json.dumps(answer)


def test_every_quotation_stands_in_its_source(world: Store) -> None:
    sources = {s.document: s.text for s in world.sources()}
    for question in ("Who attended the conference of Emulation Cluster No. 4?", "What posts does Lê Thị Hoa Mai hold?"):
        evidence = ask(question, world).json()["evidence"]
        assert evidence
        for piece in evidence:
            assert sources[piece["document"]][piece["start"] : piece["end"]] == piece["quote"]


def test_every_statement_ends_in_a_source_number(world: Store) -> None:
    answer = ask("Which directives do the movements of Cluster No. 4 implement, who issued them and when?", world)
    statements = [line for line in answer.text.splitlines() if not line.startswith("[")]
    assert statements
    assert all(line.endswith("]") for line in statements)


def test_two_sources_that_differ_are_both_shown(world: Store) -> None:
    answer = ask("Who led the emulation block of the departments of Ben Tre province in 2023?", world)
    assert "Lê Thị Hoa Mai" in answer.text
    assert "Hồ Văn Phúc" in answer.text
    assert [len(c["claims"]) for c in answer.conflicts] == [2]


def test_a_number_that_two_hosts_have_is_ambiguous(world: Store) -> None:
    answer = ask("Who leads Emulation Cluster No. 7?", world)
    assert answer.status == "ambiguous"
    assert "Bộ Tài chính" in answer.text
    assert "Bộ Tư pháp" in answer.text
    assert "Võ Minh Tâm" not in answer.text


def test_the_host_tells_them_apart(world: Store) -> None:
    answer = ask("Who leads Emulation Cluster No. 7 of the Ministry of Justice?", world)
    assert answer.status == "answered"
    assert "Bùi Gia Khánh" in answer.text
    assert "Võ Minh Tâm" not in answer.text


def test_the_second_step_tells_them_apart(world: Store) -> None:
    answer = ask("What posts does the leader of Emulation Cluster No. 7 hold?", world)
    assert answer.status == "answered"
    assert "Sở Tư pháp tỉnh Lai Châu" in answer.text
    assert "Cụm thi đua số 7 Bộ Tư pháp" in answer.text
    assert "Võ Minh Tâm" not in answer.text


def test_an_unknown_year_is_told_with_what_the_sources_do_say(world: Store) -> None:
    answer = ask("Who led Emulation Cluster No. 4 in 2017?", world)
    assert answer.status == "unknown"
    assert "2017" in answer.text
    assert "2022" in answer.text or "2023" in answer.text


def test_what_is_said_now_is_told_with_its_year(world: Store) -> None:
    answer = ask("Who leads Emulation Cluster No. 4 now?", world, as_of="2026-01-01")
    assert "Sở Y tế tỉnh Kon Tum" in answer.text
    assert "2023" in answer.text


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("Who led Emulation Cluster No. 4 in 2022?", "And in 2023?", "Sở Y tế tỉnh Kon Tum"),
        ("Wer leitete den Emulationscluster Nr. 4 im Jahr 2023?", "Und der Stellvertreter?", "Sở Y tế tỉnh Bến Tre"),
        ("Ai là cụm trưởng Cụm thi đua số 4 năm 2022?", "Còn năm 2023?", "Sở Y tế tỉnh Kon Tum"),
        ("2022 में अनुकरण क्लस्टर नंबर 4 का प्रमुख कौन था?", "और 2023 में?", "Sở Y tế tỉnh Kon Tum"),
        ("Who led Emulation Cluster No. 4 in 2023?", "And the year before?", "Sở Y tế tỉnh Cà Mau"),
        ("Ai là cụm trưởng Cụm thi đua số 4 năm 2023?", "Còn năm trước đó?", "Sở Y tế tỉnh Cà Mau"),
        ("2023년 경쟁 클러스터 4호의 단장은 누구였습니까?", "그 전해는?", "Sở Y tế tỉnh Cà Mau"),
        ("Кто возглавлял эмуляционный кластер № 4 в 2022 году?", "А годом позже?", "Sở Y tế tỉnh Kon Tum"),
        (
            "What posts does Trần Quốc Bảo hold?",
            "Show me the sentence.",
            "Director of the Department of Health of Ca Mau",
        ),
    ],
)
def test_a_follow_up_keeps_the_thread(world: Store, first: str, then: str, says: str) -> None:
    thread = Thread()
    ask(first, world, thread=thread)
    answer = ask(then, world, thread=thread)
    assert answer.status == "answered"
    assert says in answer.text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Who led Emulation Cluster No. 4 in 2023?", ("Who was the deputy?",)),
        ("Who led Emulation Cluster No. 4 in 2022?", ("Who was the deputy?", "And in 2023?")),
        ("Which cluster did the Department of Health of Kon Tum lead in 2023?", ("Who was the deputy?",)),
        ("Ai là cụm trưởng Cụm thi đua số 4 năm 2023?", ("Ai là cụm phó?",)),
        ("Wer leitete den Emulationscluster Nr. 4 im Jahr 2023?", ("Wer war der Stellvertreter?",)),
        ("2023 में अनुकरण क्लस्टर नंबर 4 का प्रमुख कौन था?", ("उप प्रमुख कौन था?",)),
    ],
)
def test_a_question_without_a_cluster_is_about_the_last_one(world: Store, first: str, then: tuple[str, ...]) -> None:
    thread = Thread()
    for question in (first, *then):
        answer = ask(question, world, thread=thread)
    assert answer.status == "answered"
    assert "Sở Y tế tỉnh Bến Tre" in answer.text.split("[1]")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Wer leitete den Emulationscluster Nr. 4 im Jahr 2023?",
        "Ai là cụm trưởng Cụm thi đua số 4 năm 2023?",
        "2023 में अनुकरण क्लस्टर नंबर 4 का प्रमुख कौन था?",
    ],
)
def test_the_language_told_is_that_of_the_answer_only(world: Store, question: str) -> None:
    answer = ask(question, world, lang="en")
    assert (answer.status, answer.lang) == ("answered", "en")
    assert "Sở Y tế tỉnh Kon Tum" in answer.text
    assert "leader" in answer.text


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("Who led Cụm thi đua số 4 Bộ Y tế in 2023?", "en"),
        ("Wer leitete Cụm thi đua số 4 Bộ Y tế im Jahr 2023?", "de"),
        ("2023年Cụm thi đua số 4 Bộ Y tế的组长是谁？", "zh"),
        ("2023年にCụm thi đua số 4 Bộ Y tếを率いたのは誰ですか。", "ja"),
        ("Cụm thi đua số 4 Bộ Y tế의 2023년 클러스터장은 누구입니까?", "ko"),
        ("Ai đứng đầu Cụm thi đua số 4 Bộ Y tế năm 2023?", "vi"),
    ],
)
def test_a_vietnamese_name_does_not_make_the_question_vietnamese(world: Store, question: str, lang: str) -> None:
    answer = ask(question, world)
    assert (answer.status, answer.lang) == ("answered", lang)
    assert "Sở Y tế tỉnh Kon Tum" in answer.text


def test_what_is_not_read_keeps_from_a_yes(world: Store) -> None:
    assert ask("Did the Department of Health of Kon Tum lead Emulation Cluster No. 4 in 2023?", world).text[:3] == "Yes"
    doubtful = ask("Did the Department of Health of Zorpville lead Emulation Cluster No. 4 in 2023?", world)
    assert not doubtful.text.startswith("Yes")


def test_a_word_for_clusters_and_blocks_alike_takes_the_cluster_there_is(world: Store) -> None:
    answer = ask("2023 में अनुकरण समूह संख्या 4 का नेतृत्व किसने किया?", world)
    assert answer.status == "answered"
    assert "Sở Y tế tỉnh Kon Tum" in answer.text


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("Which documents are there?", "77/QĐ-BYT"),
        ("No. 4 in 2023 was led by whom?", "Sở Y tế tỉnh Kon Tum"),
    ],
)
def test_a_question_that_is_whole_takes_nothing_from_the_one_before(world: Store, second: str, says: str) -> None:
    thread = Thread()
    ask("Who led Emulation Cluster No. 4 in 2022?", world, thread=thread)
    answer = ask(second, world, thread=thread)
    assert answer.status == "answered"
    assert says in answer.text


def test_a_question_of_its_own_forgets_the_thread(world: Store) -> None:
    thread = Thread()
    ask("Who led Emulation Cluster No. 4 in 2022?", world, thread=thread)
    answer = ask("Who is the Vice Chairman of the People's Committee of Ca Mau?", world, thread=thread)
    assert "Phạm Văn Đức" in answer.text
    assert "Sở Y tế" not in answer.text.split("[1]")[0]


def test_an_empty_store_says_nothing() -> None:
    with open_store(":memory:") as store:
        assert ask("Who led Emulation Cluster No. 4 in 2022?", store).status == "unknown"


def test_the_same_question_has_the_same_answer(world: Store) -> None:
    answers = {ask("Which units are members of Emulation Cluster No. 4?", world).text for _ in range(3)}
    assert len(answers) == 1


@pytest.mark.parametrize(("question", "as_of"), [("  ", None), ("Who leads?", "soon")])
def test_a_wrong_request_is_told(world: Store, question: str, as_of: str | None) -> None:
    with pytest.raises(UsageError):
        ask(question, world, as_of=as_of)
