"""Texts as their words are looked up, and the way back to the original."""

import pytest

from thidua.language.data import language
from thidua.language.reading import JOINT
from thidua.language.recognise import elements

READINGS = [
    ("ar", "والمديرة", "و مديرة"),
    ("ar", "وزير", "وزير"),
    ("ar", "للمقاطعة", "ل ل مقاطعة"),
    ("ar", "المجموعة", "المجموعة"),
    ("ar", "رَئِيسُ اللَّجْنَةِ الشَّعْبِيَّةِ", "رئيس لجنة شعبية"),
    ("ar", "مقاطعة باك نينه ولاو كاي", "مقاطعة باك نينه و لاو كاي"),
    ("ar", "حضره السيد لي مينه هوا ونغوين فان ثانغ", "حضره سيد لي مينه هوا و نغوين فان ثانغ"),
    ("bn", "স্বাস্থ্য বিভাগের পরিচালককে", "স্বাস্থ্য বিভাগ ের পরিচালক কে"),
    ("bn", "৮টি ইউনিটে", "৮ ইউনিট ে"),
    ("bn", "জনাব নগুয়েন ভ্যান থাংকে", "জনাব নগুয়েন ভ্যান থাং কে"),
    ("hi", "पीपुल्‍स कमेटी", "पीपुल्स कमेटी"),
    ("de", "Wett\u00adbewerb", "Wettbewerb"),
    ("en", "the cluster", "the cluster"),
]


@pytest.mark.parametrize(("lang", "text", "read"), READINGS)
def test_a_text_is_read_with_its_clitics_apart(lang: str, text: str, read: str) -> None:
    assert language(lang).reading(text).text.replace(JOINT, " ") == read


def test_an_ending_cut_off_begins_no_word_of_its_own() -> None:
    assert f"{JOINT}কে" in language("bn").reading("কতটি পরিবারকে").text
    assert f"{JOINT}কে" not in language("bn").reading("প্রধান কে").text


def test_what_is_quoted_keeps_its_articles() -> None:
    assert "«المكتب الأخضر»" in language("ar").reading("أطلقت المقاطعة حركة «المكتب الأخضر»").text


@pytest.mark.parametrize(("lang", "text", "_"), READINGS)
def test_every_element_stands_in_the_original(lang: str, text: str, _: str) -> None:
    found = elements(text, lang)
    assert found and all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(text[m.start : m.end] == m.text for m in found if m.type != "Mark")


def test_a_name_is_given_as_the_original_writes_it() -> None:
    found = elements("أطلقت اللجنة الشعبية حركة «المكتب الأخضر» في رابطة الفنون", "ar")
    assert "المكتب الأخضر" in [m.get("text") for m in found]


def test_a_code_beside_letters_of_another_script_is_whole() -> None:
    codes = [m.get("number") for m in elements("القرار رقم ٤١٢/QĐ-UBND؟", "ar")]
    assert "412/QĐ-UBND" in codes
