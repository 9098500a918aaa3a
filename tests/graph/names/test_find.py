"""People and places in running text, in every language there are sentences for."""

from __future__ import annotations

import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thidua.graph.names import find_people, find_places, place, read_person, short_form

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))["case"]
LANGS = ("vi", "en", "de", "hi", "ja", "ko", "ru", "fr", "es", "zh", "th", "bn", "ar")
WORDS = sorted({word for case in CASES for word in case["text"].split()})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']}: {case['text'][:40]}")
def test_people_and_places_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[span.start : span.end] for span in find_people(text, case["lang"])] == case["people"]
    assert [span.place_id for span in find_places(text, case["lang"])] == case["places"]


@example(["(Hà", "Æ"], "vi")
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=30), st.sampled_from(LANGS))
def test_spans_lie_in_the_text_in_order_and_apart(words: list[str], lang: str) -> None:
    text = " ".join(words)
    spans = [(span.start, span.end) for span in find_people(text, lang)] + [
        (span.start, span.end) for span in find_places(text, lang)
    ]
    spans.sort()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_offsets_hold_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Đồng chí Trần Thị Kim Oanh dự hội nghị.")
    span = find_people(text, "vi")[0]
    assert span.name.label == "Trần Thị Kim Oanh"
    assert text[span.start : span.end] == unicodedata.normalize("NFD", "Trần Thị Kim Oanh")


def test_a_name_in_the_stop_set_is_nobody() -> None:
    assert find_people("Ông Nguyễn Văn Thắng dự họp.", "vi", frozenset({"nguyen van thang"})) == []


def test_a_later_short_mention_is_the_one_person_it_fits() -> None:
    known = [name for name in map(read_person, ("Trần Thị Kim Oanh", "Lê Quang Dũng", "गुयेन वान थांग")) if name]
    for text, lang, key in (
        ("bà Oanh", "vi", "tran thi kim oanh"),
        ("Mr. Dung", "en", "le quang dung"),
        ("सुश्री ओआन्ह", "hi", "tran thi kim oanh"),
        ("श्री थांग", "hi", "nguyen van thang"),
        ("г-н Тханг", "ru", "nguyen van thang"),
    ):
        found = short_form(text, known, lang)
        assert found is not None and found.key == key
    assert short_form("ông Đúng", known, "vi") is None
    assert short_form("ông Minh", known, "vi") is None


def test_a_short_mention_that_fits_two_people_is_nobody() -> None:
    known = [name for name in map(read_person, ("Trần Văn Minh", "Lê Quang Minh")) if name]
    assert short_form("ông Minh", known, "vi") is None


def test_a_merged_province_says_into_which() -> None:
    nam_dinh = place("nam-dinh")
    assert (nam_dinh.valid_to, nam_dinh.merged_into) == ("2025-06-30", "ninh-binh")
    assert "nam-dinh" in place("ninh-binh").absorbed
