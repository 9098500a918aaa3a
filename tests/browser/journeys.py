"""What a visitor does, in steps that several journeys share."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from thidua.screen.texts import messages


def tab(page: Page, number: int) -> None:
    """Also one that a narrow page keeps in its menu."""
    # Gradio's hidden copy has all in order; the menu has those that do not fit, one of which may be open instead.
    name = page.locator(".tab-container[aria-hidden] button").nth(number).inner_text()
    shown = page.get_by_role("tab", name=name, exact=True)
    if shown.count():
        shown.click()
        return
    page.locator(".overflow-menu > button").click()
    page.locator(".overflow-dropdown").get_by_role("button", name=name, exact=True).click()


def ask(page: Page, question: str) -> Locator:
    """The exchange that asking adds."""
    before = page.locator(".td-exchange").count()
    page.locator("#td-ask textarea").fill(question)
    page.keyboard.press("Enter")
    exchange = page.locator(".td-exchange").nth(before)
    expect(exchange).to_have_attribute("aria-busy", "false")
    return exchange


def add(page: Page, *files: tuple[str, str], addresses: str = "") -> Locator:
    tab(page, 2)
    if files:
        payloads = [FilePayload(name=name, mimeType="text/plain", buffer=text.encode()) for name, text in files]
        page.locator("#td-files input[type=file]").set_input_files(payloads)
        expect(page.locator("#td-files")).to_contain_text(files[-1][0].partition(".")[0])
    page.locator("#td-addresses textarea").fill(addresses)
    page.locator("#td-add").click()
    outcome = page.locator("#td-outcome").locator(".td-outcome, .td-notice")
    outcome.wait_for()
    return outcome


def look(page: Page, kind: str, wanted: str) -> Locator:
    tab(page, 1)
    page.get_by_role("radio", name=messages()["en"][kind], exact=True).check()
    page.locator("#td-choose").get_by_role("textbox").fill(wanted)
    return page.locator("#td-list tbody tr")


def open_page(page: Page, name: str) -> Locator:
    """Types a name into the search and takes the first one found; gives the title of its page."""
    tab(page, 1)
    box = page.locator("#td-wanted textarea")
    box.fill(name)
    box.press("Enter")
    expect(page.locator(".td-found")).to_have_attribute("data-wanted", name)
    expect(page).to_have_url(re.compile("look="))
    title = page.locator("#td-look .td-title")
    title.wait_for()
    return title
