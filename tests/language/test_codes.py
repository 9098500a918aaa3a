"""Codes of documents are read in Latin letters and spelled out in Devanagari and Bengali."""

from __future__ import annotations

import pytest

from thidua.language.codes import codes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Directive No. 12-CT/TU dated", "12-CT/TU"),
        ("Quyết định số 301/QĐ-UBND của", "301/QĐ-UBND"),
        ("निर्देश संख्या 12-सीटी/टीयू दिनांक", "12-CT/TU"),
        ("निर्देश 19/सीटी-टीटीजी को", "19/CT-TTg"),
        ("निर्णय संख्या ३०१/क्यूडी-यूबीएनडी", "301/QD-UBND"),
        ("डिक्री 15/2021/एनडी-सीपी।", "15/2021/ND-CP"),
        ("নির্দেশ ১২-সিটি/টিইউ", "12-CT/TU"),
    ],
)
def test_code_is_read(text: str, number: str) -> None:
    assert [code.number for code in codes(text)] == [number]


@pytest.mark.parametrize("text", ["2024-के लिए", "5-एकड़ भूमि", "12 ए", "24/7"])
def test_other_numbers_are_no_codes(text: str) -> None:
    assert not list(codes(text))
