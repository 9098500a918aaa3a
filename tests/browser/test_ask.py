"""Asking: sentences in their reports, both sides, links, copies, what was asked before, notes, and stopping."""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from thidua.screen.texts import messages
from thidua.tests.browser.journeys import add, ask

Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]

FINANCE = (
    "In 2023, the Department of Finance of Ha Nam province was the head of Emulation Cluster No. 5 of Ha Nam province."
)
JUSTICE = FINANCE.replace("Finance", "Justice")
EARLIER = FINANCE.replace("2023", "2022").replace("Finance", "Health")
ARABIC = "في عام 2024، ترأست إدارة الشؤون الداخلية لمقاطعة نينه بينه مجموعة المحاكاة رقم 8 لمقاطعة نينه بينه."
BEFORE = "عُقد الاجتماع في قاعة المقاطعة."


def test_a_number_opens_the_sentence_in_its_whole_report(visit: Open) -> None:
    page = visit()
    add(page, ("arabic.txt", f"https://news.example/ar/8\n{BEFORE}\n{ARABIC}\n"))
    page.get_by_role("tab").first.click()
    exchange = ask(page, "Who led Emulation Cluster No. 8 of Ninh Binh in 2024?")
    expect(exchange.locator("blockquote").first).to_have_css("direction", "rtl")
    number = exchange.locator(".td-mark").first
    number.click()
    report = page.get_by_role("dialog")
    expect(report.locator("mark")).to_have_text(ARABIC)
    expect(report.locator("mark")).to_be_in_viewport()
    expect(report.locator(".td-whole")).to_contain_text(BEFORE)
    expect(report.locator(".td-whole")).to_have_attribute("lang", "ar")
    expect(report.locator("a")).to_have_attribute("href", "https://news.example/ar/8")
    page.keyboard.press("Escape")
    expect(report).to_have_count(0)
    expect(number).to_be_focused()


def test_both_sides_of_a_conflict_stand_beside_each_other(visit: Open) -> None:
    page = visit()
    add(page, ("one.txt", f"{FINANCE}\n"), ("other.txt", f"{JUSTICE}\n"))
    page.get_by_role("tab").first.click()
    exchange = ask(page, "Who led Emulation Cluster No. 5 of Ha Nam in 2023?")
    expect(exchange.locator("h3").first).to_have_text(messages()["en"]["differ"])
    expect(exchange.locator(".td-side blockquote")).to_have_text([FINANCE, JUSTICE])


def test_a_link_reopens_the_question_with_those_it_follows(visit: Open) -> None:
    page = visit()
    add(page, ("one.txt", f"{FINANCE}\n"), ("earlier.txt", f"{EARLIER}\n"))
    page.get_by_role("tab").first.click()
    ask(page, "Who led Emulation Cluster No. 5 of Ha Nam in 2023?")
    answer = ask(page, "And in 2022?").locator(".td-text").first
    expect(answer).to_contain_text("Sở Y tế tỉnh Hà Nam")
    said = answer.inner_text()
    expect(page).to_have_url(re.compile("ask=.*ask="))
    address = page.url
    page.locator("#td-new").click()
    expect(page.locator(".td-exchange")).to_have_count(0)
    page.goto(address)
    expect(page.locator(".td-exchange")).to_have_count(2)
    expect(page.locator(".td-exchange").nth(1).locator(".td-text").first).to_have_text(said)


def test_a_question_is_asked_as_of_a_day_and_so_is_its_link(visit: Open) -> None:
    page = visit()
    add(page, ("one.txt", f"{FINANCE}\n"), ("earlier.txt", f"{EARLIER}\n"))
    page.get_by_role("tab").first.click()
    day = page.get_by_label(messages()["en"]["as_of"])
    day.fill("2022-05")
    exchange = ask(page, "Who is the head of Emulation Cluster No. 5 of Ha Nam province this year?")
    expect(exchange).to_contain_text(messages()["en"]["asked_as_of"].format(day="2022-05"))
    expect(exchange.locator(".td-text").first).to_contain_text("Sở Y tế tỉnh Hà Nam")
    address = page.url
    page.locator("#td-new").click()
    expect(day).to_have_value("")
    page.goto(address)
    expect(page.locator(".td-exchange .td-text").first).to_contain_text("Sở Y tế tỉnh Hà Nam")
    expect(day).to_have_value("2022-05")
    day.fill("soon")
    expect(ask(page, "Who is it now?").locator("h3")).to_have_text(messages()["en"]["failed"])


def test_what_was_asked_is_kept_by_the_browser_until_it_is_forgotten(visit: Open) -> None:
    question = "What posts has Kha Van Tam held? <b>bold</b>"
    page = visit()
    ask(page, question)
    page.locator("#td-new").click()
    page.locator("#td-history summary").click()
    before = page.locator("#td-earlier a")
    expect(before).to_have_text([question])
    before.click()
    expect(page.locator(".td-question")).to_contain_text(question)
    page.reload()
    page.locator("#td-history summary").click()
    expect(before).to_have_text([question])
    page.locator("[data-forget]").click()
    expect(before).to_have_count(0)
    expect(visit().locator("#td-earlier a")).to_have_count(0)


def test_an_answer_is_copied_with_its_sources(visit: Open) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    exchange = ask(page, "What posts has Kha Van Tam held?")
    quote = exchange.locator("blockquote").first.inner_text()
    exchange.get_by_role("button", name=messages()["en"]["copy"], exact=True).click()
    page.locator(".td-done").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Kha Van Tam" in copied
    assert quote in copied
    assert "https://" in copied
    exchange.get_by_role("button", name=messages()["en"]["copy_link"]).click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text === location.href)")


def test_why_an_answer_is_what_it_is(visit: Open) -> None:
    exchange = ask(visit(), "What posts has Kha Van Tam held?")
    exchange.locator(".td-why summary").click()
    expect(exchange.locator(".td-why pre").first).to_contain_text("MATCH")


def test_a_note_is_kept_with_the_answer(blank: Page, tmp_path: Path, serve: Serve) -> None:
    with serve(tmp_path) as address:
        page = blank
        page.goto(address + "en/")
        exchange = ask(page, "What posts has Kha Van Tam held?")
        exchange.locator(".td-wrong summary").click()
        exchange.get_by_role("textbox").fill("Another <b>Tam</b>")
        exchange.get_by_role("button", name=messages()["en"]["wrong_send"]).click()
        expect(page.get_by_text(messages()["en"]["wrong_kept"])).to_be_visible()
    (note,) = map(json.loads, (tmp_path / "notes.jsonl").read_text("utf-8").splitlines())
    assert note["note"] == "Another <b>Tam</b>"
    assert note["asked"] == ["What posts has Kha Van Tam held?"]
    assert note["answer"]["evidence"]


@contextmanager
def nobody_may_read(store: Path) -> Iterator[None]:
    """What a long step of another process's ingest does."""
    with (store.parent / f"{store.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_question_that_is_stopped_leaves_no_trace(blank: Page, tmp_path: Path, serve: Serve) -> None:
    with serve(tmp_path) as address:
        page = blank
        page.goto(address + "en/")
        ask(page, "What posts has Kha Van Tam held?")
        with nobody_may_read(tmp_path / "graph.db"):
            page.locator("#td-ask textarea").fill("And in 2019?")
            page.keyboard.press("Enter")
            expect(page.locator(".td-pending h3")).to_have_text(messages()["en"]["pending"])
            page.locator("#td-stop").click()
            expect(page.locator(".td-pending")).to_have_count(0)
        expect(page.locator(".td-exchange")).to_have_count(1)
        expect(page.locator("#td-ask textarea")).to_have_value("And in 2019?")
        page.keyboard.press("Escape")
        page.locator("#td-send").click()
        expect(page.locator(".td-exchange")).to_have_count(2)
        expect(page.locator(".td-exchange").nth(1)).to_have_attribute("aria-busy", "false")
