"""The question and message files of all languages: whole, and of the same shape."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest

from thidua.qa import words

REFERENCE = "en"
QUESTIONS = {
    "en": "Which directives do the movements implement?",
    "vi": "Ai là cụm trưởng năm 2024?",
    "de": "Wer leitete den Block?",
    "hi": "क्लस्टर का प्रमुख कौन है?",
    "fr": "Qui dirigeait le bloc ?",
    "es": "¿Quién dirigió el bloque?",
    "it": "Chi guidava il blocco?",
    "pt": "Quem liderou o bloco?",
    "ja": "ブロック長は誰ですか。",
    "ko": "블록장은 누구입니까?",
    "zh": "组长是谁？",
    "ru": "Кто возглавлял блок?",
    "no": "Hvem ledet blokken i fjor?",
}


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("lang", words.asking_languages())
def test_messages_have_the_keys_and_slots_of_the_reference(lang: str) -> None:
    mine, reference = words.messages(lang).data, words.messages(REFERENCE).data
    assert {t: set(rows) for t, rows in mine.items()} == {t: set(rows) for t, rows in reference.items()}
    assert len(mine["date"]["months"]) == 12
    for table in ("say", "state", "dossier"):
        for key, template in reference[table].items():
            assert slots(mine[table][key]) == slots(template), f"{table}.{key}"


@pytest.mark.parametrize("lang", words.asking_languages())
def test_question_files_name_only_known_concepts(lang: str) -> None:
    mine, reference = words._load(lang, "questions"), words._load(REFERENCE, "questions")
    for table in words.TABLES:
        assert set(mine[table]) <= set(reference[table])
        assert set(mine[table]) >= {"ask": {"who", "when", "how_many"}, "topic": {"leads", "deputy_leads"}}.get(
            table, set()
        )


@pytest.mark.parametrize(("lang", "question"), QUESTIONS.items())
def test_a_question_tells_its_language(lang: str, question: str) -> None:
    assert words.spoken(question) == lang


@pytest.mark.parametrize("name", ["गुयेन काओ सोन", "グエン・カオ・ソン", "Nguyễn Cao Sơn"])
def test_a_name_in_another_script_does_not_change_it(name: str) -> None:
    assert words.spoken(f"What posts does {name} hold?") == "en"
    assert words.spoken(f"Welche Ämter bekleidet {name}?") == "de"


def test_tokens_keep_the_signs_of_their_letters() -> None:
    found: list[Any] = words.tokens("की प्रमुख कौन?")
    assert found == ["की", "प्रमुख", "कौन"]
    assert all(re.fullmatch(r"\S+", t) for t in found)
