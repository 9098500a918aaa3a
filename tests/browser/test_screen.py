"""What a visitor does on the screen: asks, doubts, looks, adds reports."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from thidua.screen.texts import messages
from thidua.tests.browser.journeys import add, ask, look, tab

Open = Callable[..., Page]

LEADER = (
    "In 2024, the Department of Home Affairs of Ninh Binh province is the head of "
    "Emulation Cluster No. 7 of Ninh Binh province."
)
EARLIER = (
    "In 2023, the Department of Finance of Ninh Binh province was the head of "
    "Emulation Cluster No. 7 of Ninh Binh province."
)
HOSTILE = (
    "Mr. Le Van Thu, Director of the Department of Justice of Hung Yen province, attended the conference "
    "<script>alert('script')</script> <img src=http://outside.example/x.png onerror=alert('image')> "
    "[link](javascript:alert('link')) ${alert('template')} {{7*7}} \u202etxet desrever"
)


def test_a_first_visitor_picks_an_example_and_gets_a_sourced_answer(visit: Open) -> None:
    page = visit()
    example = page.locator(".td-example:visible").first
    example.wait_for()
    question = example.inner_text()
    example.click()
    exchange = page.locator(".td-exchange")
    expect(exchange.locator(".td-question")).to_contain_text(question)
    expect(exchange.locator("h3")).to_have_text(messages()["en"]["answered"])
    expect(exchange.locator(".td-quotes blockquote").first).not_to_be_empty()
    expect(exchange.locator(".td-source").last).not_to_be_empty()


def test_a_report_is_added_listed_and_answers(visit: Open) -> None:
    page = visit()
    address = "https://news.example/cluster-7"
    outcome = add(page, ("seven.txt", f"{address}\n{LEADER}\n"), ("six.txt", f"{EARLIER}\n"))
    expect(outcome).to_contain_text(messages()["en"]["added_summary"].format(read=2, unchanged=0, failed=0))
    outcome.locator("summary").first.click()
    expect(outcome.locator("blockquote").first).to_be_visible()

    row = look(page, "reports", "seven")
    expect(row).to_have_count(1)
    expect(row.locator("a")).to_have_attribute("href", address)
    row = look(page, "clusters", "cum thi dua so 7 noi vu")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Sở Nội vụ tỉnh Ninh Bình")
    expect(row).to_contain_text(LEADER)

    tab(page, 0)
    exchange = ask(page, "Who led Emulation Cluster No. 7 of Ninh Binh in 2024?")
    expect(exchange.locator(".td-text").first).to_contain_text("Sở Nội vụ tỉnh Ninh Bình")
    expect(exchange.locator(".td-quotes blockquote")).to_have_text([LEADER])
    expect(exchange.locator(".td-source a")).to_have_attribute("href", address)
    follow_up = ask(page, "And in 2023?")
    expect(follow_up.locator(".td-text").first).to_contain_text("Sở Tài chính tỉnh Ninh Bình")

    refusal = ask(page, "Who led Emulation Cluster No. 7 of Ninh Binh in 1999?")
    expect(refusal.locator("h3")).to_have_text(messages()["en"]["unknown"])
    expect(refusal.locator(".td-quotes blockquote").first).to_be_visible()


def test_what_a_report_says_is_shown_as_text(visit: Open) -> None:
    page = visit()
    outcome = add(page, ("hostile.txt", f"https://news.example/<script>\n{HOSTILE}.\n"))
    outcome.locator("summary").first.click()
    expect(outcome).to_contain_text("<script>alert('script')</script>")
    row = look(page, "officials", "Le Van Thu")
    expect(row).to_have_count(1)
    expect(row.locator("blockquote")).to_have_text(f"{HOSTILE}.")
    tab(page, 0)
    exchange = ask(page, "What posts has Le Van Thu held? <img src=x onerror=alert('question')> **bold**")
    expect(exchange.locator(".td-question")).to_contain_text("<img src=x onerror=alert('question')> **bold**")
    for place in (".td-exchange", "#td-list", "#td-outcome"):
        assert page.locator(f"{place} script, {place} img, {place} strong, {place} [onerror]").count() == 0
    links = page.locator(".td-exchange a, #td-list a, #td-outcome a").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) <= {"http:", "https:"}


def test_what_cannot_be_read_is_named(visit: Open) -> None:
    page = visit()
    outcome = add(page, ("hollow.txt", " \n"), addresses="/etc/hostname\nfile:///etc/hostname")
    expect(outcome.locator(".td-failed li")).to_have_count(3)
    expect(outcome).to_contain_text("hollow.txt")
    expect(outcome).to_contain_text(messages()["en"]["not_an_address"])


def test_adding_nothing_says_so(visit: Open) -> None:
    expect(add(visit())).to_have_text(messages()["en"]["nothing_given"])


def test_two_visitors_do_not_see_each_other(visit: Open) -> None:
    one, other = visit(), visit()
    ask(one, "What posts has Kha Van Tam held?")
    exchange = ask(other, "And in 2023?")
    assert other.locator(".td-exchange").count() == 1
    expect(exchange).not_to_contain_text("Kha Van Tam")
    one.locator("#td-new").click()
    expect(one.locator(".td-exchange")).to_have_count(0)


@pytest.mark.parametrize(("locale", "lang"), [("vi-VN", "vi"), ("hi-IN", "hi"), ("de-AT", "de"), ("pt-BR", "en")])
def test_the_browser_chooses_the_language(visit: Open, locale: str, lang: str) -> None:
    page = visit(locale=locale)
    assert urlsplit(page.url).path == f"/{lang}/"
    expect(page.get_by_role("tab").first).to_have_text(messages()[lang]["tab_ask"])
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(visit: Open, scheme: str) -> None:
    page = visit("de/", viewport={"width": 360, "height": 740}, color_scheme=scheme)
    ask(page, "Welche Ämter hatte Kha Van Tam?")
    for number in range(5):
        tab(page, number)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_command_reads_reports_in_beside_the_running_screen(
    blank: Page, tmp_path: Path, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    (tmp_path / "seven.txt").write_text(f"{LEADER}\n", "utf-8")
    command = [sys.executable, "-m", "thidua.cli", "ingest", str(tmp_path / "seven.txt")]
    with serve(tmp_path) as address:
        page = blank
        page.goto(address + "en/")
        exchange = ask(page, "Who led Emulation Cluster No. 7 of Ninh Binh in 2024?")
        expect(exchange.locator("h3")).to_have_text(messages()["en"]["unknown"])
        done = subprocess.run(
            [*command, "--store", str(tmp_path / "graph.db")], capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == 0, done.stderr
        exchange = ask(page, "Who led Emulation Cluster No. 7 of Ninh Binh in 2024?")
        expect(exchange.locator(".td-text").first).to_contain_text("Sở Nội vụ tỉnh Ninh Bình")


def test_it_ends_quietly_while_a_page_is_open(
    blank: Page, tmp_path: Path, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    told: list[str] = []
    with serve(tmp_path, told=told) as address:
        blank.goto(address + "en/")
        ask(blank, "What posts has Kha Van Tam held?")
    assert [line for line in told if "sample reports" not in line] == []


def request(address: str, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_page_is_called_thidua_before_any_script_runs(address: str) -> None:
    with urlopen(f"{address}en/") as response:
        page = response.read().decode("utf-8").partition("window.gradio_config")[0]
    assert "<title>thidua</title>" in page
    assert 'content="Gradio"' not in page
    assert "og:" not in page


def test_only_this_machines_names_are_answered(address: str) -> None:
    assert request(address, "/en/") == 200
    assert request(address, "/en/", Host="elsewhere.example") == 421


def test_a_password_is_asked_for(tmp_path: Path, serve: Callable[..., AbstractContextManager[str]]) -> None:
    with serve(tmp_path, "--host", "0.0.0.0", THIDUA_PASSWORD="a secret") as address:
        local = address.replace("0.0.0.0", "127.0.0.1")
        assert request(local, "/en/config") == 401
