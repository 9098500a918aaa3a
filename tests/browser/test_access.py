"""What axe-core, the accessibility checker, says of every page, in light and dark; and that pages do not jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from thidua.screen.texts import messages
from thidua.tests.browser.journeys import ask, open_page, tab

Open = Callable[..., Page]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SHIFT = """
    window.shift = 0;
    const add = (one) => { if (!one.hadRecentInput) shift += one.value; };
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: "layout-shift", buffered: true });
"""
GOOD_SHIFT = 0.1  # what browsers' makers call good (web.dev/cls)


def violations(page: Page) -> list[Any]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_the_checker(visit: Open, scheme: str) -> None:
    page = visit("vi/", color_scheme=scheme, bypass_csp=True)
    page.locator(".td-example:visible").first.wait_for()
    assert violations(page) == []
    exchange = ask(page, "Kha Van Tam đã giữ những chức vụ gì?")
    exchange.locator(".td-why summary").click()
    exchange.locator(".td-wrong summary").click()
    assert violations(page) == []
    exchange.locator(".td-mark").first.click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    tab(page, 1)
    page.locator("#td-list tbody tr").first.wait_for()
    assert violations(page) == []
    page.locator("#td-wanted textarea").fill("dong nai")
    page.locator("#td-found a").first.wait_for()
    assert violations(page) == []
    open_page(page, "cum thi dua so 2 dong nai")
    page.locator(".td-canvas[data-drawn]").wait_for()
    page.locator("#td-timeline .js-plotly-plot").wait_for()
    assert violations(page) == []
    tab(page, 2)
    expect(page.locator("#td-add")).to_have_text(messages()["vi"]["add"])
    assert violations(page) == []
    tab(page, 3)
    page.locator("#td-pair").locator(".td-pair, .td-notice").wait_for()
    assert violations(page) == []
    tab(page, 4)
    page.get_by_placeholder(messages()["vi"]["take_name"]).fill("Zzyzx Qwertz")
    page.locator("#td-take-dossier").click()
    page.locator("#td-taken .td-notice").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["en/", "en/?ask=What+posts+has+Kha+Van+Tam+held%3F"])
def test_a_page_does_not_jump_while_it_opens(visit: Open, path: str) -> None:
    page = visit(path, script=SHIFT)
    page.locator(".td-exchange[aria-busy=false]" if "ask=" in path else ".td-example:visible").first.wait_for()
    page.wait_for_timeout(1000)  # what comes late may push as well
    assert page.evaluate("shift") < GOOD_SHIFT


def test_a_phone_shows_a_page_without_scrolling_sideways(visit: Open) -> None:
    page = visit("de/", viewport={"width": 360, "height": 740})
    open_page(page, "cum thi dua so 2 dong nai")
    page.locator(".td-canvas[data-drawn]").wait_for()
    page.locator("#td-timeline .js-plotly-plot").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
