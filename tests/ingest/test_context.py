"""What a report is about as a whole, and what a sentence leaves to the sentences before it."""

from __future__ import annotations

import pytest

from thidua.ingest.article import Article
from thidua.ingest.context import Context, context
from thidua.ingest.extract import extract
from thidua.ingest.report import Report, read_report
from thidua.language.mention import DATE


def report(text: str, lang: str) -> Report:
    return read_report(Article("report.txt", text + "\n", lang=lang), lang)


def about(text: str, lang: str) -> Context:
    return context(report(text, lang))


def days(text: str, lang: str) -> list[str | None]:
    claims = extract(Article("report.txt", text, lang=lang)).claims
    return [claim.valid_from for claim in claims if claim.kind == "dated"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "2021年、局はブロック長を務めた。同年、旗を受けた。"),
        ("ko", "2021년 블록장은 내무국이었다. 같은 해 깃발을 받았다."),
        ("zh", "2021年内务厅任块长。同年获得竞赛旗。"),
        ("hi", "2021 में विभाग ब्लॉक प्रमुख था। उसी वर्ष उसे ध्वज मिला।"),
        ("ar", "في عام 2021 كانت الإدارة رئيسة الكتلة. وفي العام نفسه نالت العلم."),
        ("en", "In 2021 the department headed the block. In the same year it received the flag."),
        ("vi", "Năm 2021, Sở là Trưởng khối. Cùng năm, Sở được tặng cờ."),
    ],
)
def test_the_same_year_is_the_one_named_last(lang: str, text: str) -> None:
    dates = [mention.get("value") for sentence in report(text, lang).sentences for mention in sentence.of(DATE)]
    assert dates == ["2021", "2021"]


def test_an_account_of_a_life_is_about_no_single_year() -> None:
    life = "He is honoured. So is his wife. He was born in 1968, joined in 1995, led from 2005 and left in 2016."
    assert about(life, "en").year is None


def test_a_visit_to_other_provinces_does_not_make_the_cluster_theirs() -> None:
    text = (
        "Emulation Cluster No. 7 of Quang Binh province met. The Quang Binh Department of Justice leads it. "
        "The cluster visited provinces and cities of the Central Highlands."
    )
    assert about(text, "en").host == "tỉnh Quảng Bình"


def test_a_day_without_a_year_is_not_before_the_documents_of_the_report() -> None:
    text = "Block No. 2 of Ha Nam province met on June 3.\nIt read Decision No. 12/QD-UBND of May 30, 2024.\n2023."
    assert "2024-06-03" in days(text, "en")


def test_the_line_that_says_when_an_article_was_put_on_line_dates_no_meeting() -> None:
    text = "입력 2024.01.12 | 기자 민 안\n1월 11일 하남성 제2 경쟁 블록은 회의를 열었다.\n"
    assert days(text, "ko") == ["2024-01-11"]
