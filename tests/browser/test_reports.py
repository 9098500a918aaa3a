"""What a visitor does with reports: follows the reading, stops it, takes one out, joins names, takes files away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download, Page, expect

from thidua.screen.texts import messages
from thidua.tests.browser.steps import choose, give, given, go

Open = Callable[..., Page]
EN = messages()["en"]
SEAT = (
    "In {year}, the Department of {office} of {place} province was the head of "
    "Emulation Cluster No. {number} of {place} province."
)
LONG = "\n".join(SEAT.format(year=2024, office="Finance", place="Cao Bang", number=number) for number in range(1, 500))


def words(key: str, **values: object) -> str:
    return EN[key].format(**values)


def test_reading_shows_each_report_and_stops_when_asked(visit: Open) -> None:
    page = visit()
    files = [(f"long-{number}.txt", f"Number {number}.\n{LONG}\n") for number in range(20)]
    give(page, *files)
    lines = page.locator("#td-outcome .td-progress li")
    expect(lines).to_have_count(len(files))
    expect(lines.filter(has_text="long-0.txt")).to_contain_text(words("feed_read"))
    expect(lines.filter(has_text="long-19.txt")).to_contain_text(words("feed_waiting"))
    page.locator("#td-feed-stop").click()
    outcome = page.locator("#td-outcome .td-outcome")
    outcome.wait_for()
    expect(outcome).to_contain_text(words("feed_left", count=0)[:-1])
    read = outcome.locator("details.td-added, p.td-added").count()
    assert 0 < read < len(files)
    expect(outcome).to_contain_text(words("feed_left", count=len(files) - read))
    expect(page.locator("#td-feed-stop")).to_be_hidden()
    expect(page.locator("#td-add")).to_be_enabled()


def test_a_report_is_taken_out_after_asking_again(visit: Open) -> None:
    page = visit()
    shared = SEAT.format(year=2021, office="Justice", place="Lang Son", number=6)
    alone = SEAT.format(year=2022, office="Health", place="Lang Son", number=6)
    given(page, ("first.txt", f"{shared}\n{alone}\n"), ("second.txt", f"{shared}\n"))
    page.get_by_label(words("retract_search")).fill("first")
    choose(page, "#td-chosen", "first.txt")
    said = page.locator("#td-said")
    expect(said.locator(".td-summary")).to_have_text(words("retract_says", total=2, alone=1))
    expect(said.locator("tbody tr")).to_have_count(2)
    expect(said).to_contain_text(alone)

    page.locator("#td-retract").click()
    page.get_by_role("button", name=words("retract_keep")).click()
    expect(page.locator("#td-retract-sure")).to_be_hidden()
    page.locator("#td-retract").click()
    page.locator("#td-retract-sure").click()
    expect(said).to_have_text(words("retract_done", name="first.txt"))

    go(page, "browse")
    page.get_by_role("radio", name=words("clusters"), exact=True).check()
    page.locator("#td-choose").get_by_role("textbox").fill("lang son so 6")
    rows = page.locator("#td-list tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(shared)


def test_a_pair_is_joined_undone_and_kept_apart(visit: Open) -> None:
    page = visit()
    given(
        page,
        ("toned.txt", "Ông Bùi Hòa, Giám đốc Sở Tư pháp tỉnh Tuyên Quang, phát biểu tại hội nghị.\n"),
        ("plain.txt", "Mr. Bui Hoa, Director of the Department of Justice of Tuyen Quang province, attended.\n"),
    )
    go(page, "review")
    card = page.locator("#td-pair")
    later = page.locator("#td-later")
    expect(later).to_be_visible()
    for _ in range(10):  # other tests' reports may name pairs as well
        expect(card.locator(".td-pair section")).to_have_count(2)
        if "Bùi Hòa" in card.inner_text():
            break
        before = card.inner_text()
        later.click()
        expect(card).not_to_have_text(before, use_inner_text=True)
    expect(card).to_contain_text("Bui Hoa")
    expect(card.locator("blockquote")).to_have_count(2)
    expect(card).to_contain_text(words("review_for"))

    page.get_by_label(words("review_note")).fill("asked <b>her</b> office")
    page.get_by_label(words("review_by")).fill("Desk")
    page.locator("#td-accept").click()
    said = page.locator("#td-review-said")
    expect(said).to_contain_text("=")
    listed = page.locator("#td-decisions")
    listed.get_by_role("button").first.click()
    expect(listed).to_contain_text("asked <b>her</b> office")
    expect(listed).to_contain_text("Desk")

    page.locator("#td-undo").click()
    expect(said).to_contain_text(EN["review_undone"].partition("{")[0])
    expect(card).to_contain_text("Bui Hoa")
    page.locator("#td-reject").click()
    expect(said).to_contain_text("≠")
    expect(card).not_to_contain_text("Bui Hoa")


def taken(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f'#td-made a[download="{name}"]').click()
    got: Download = download.value
    assert got.suggested_filename == name
    return Path(got.path()).read_bytes()


def test_a_table_and_a_dossier_are_taken_away(visit: Open) -> None:
    page = visit()
    told = SEAT.format(year=2020, office="Finance", place="Bac Kan", number=9)
    given(page, ("nine.txt", f"https://news.example/nine\n{told}\n"))
    go(page, "take")
    page.get_by_role("radio", name=words("clusters"), exact=True).last.check()
    page.get_by_label(words("search"), exact=True).last.fill("bac kan so 9")
    page.get_by_role("radio", name="CSV", exact=True).check()
    page.locator("#td-take-table").click()
    expect(page.locator("#td-made")).to_contain_text("csv")
    head, row = csv.reader(io.StringIO(taken(page, "clusters.csv").decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) == {
        words("cluster"): "Cụm thi đua số 9 tỉnh Bắc Kạn",
        words("year"): "2020",
        words("leader"): "Sở Tài chính tỉnh Bắc Kạn",
        words("deputy"): "",
        words("sentence"): told,
        words("report"): "nine.txt",
        words("address"): "https://news.example/nine",
        words("published"): "",
    }
    page.get_by_placeholder(words("take_name")).fill("Cụm thi đua số 9 tỉnh Bắc Kạn")
    page.locator("#td-take-dossier").click()
    expect(page.locator("#td-made")).to_contain_text("html")
    assert told in taken(page, "cum-thi-dua-so-9-tinh-bac-kan.md").decode()
    assert zipfile.is_zipfile(io.BytesIO(taken(page, "cum-thi-dua-so-9-tinh-bac-kan.xlsx")))
    page.get_by_placeholder(words("take_name")).fill("Zzyzx Qwertz")
    page.locator("#td-take-dossier").click()
    expect(page.locator("#td-taken .td-notice")).to_contain_text("Zzyzx Qwertz")
