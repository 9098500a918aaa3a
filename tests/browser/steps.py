"""What visitors do again and again."""

from playwright.sync_api import FilePayload, Locator, Page, expect

from thidua.tests.browser import journeys

TABS = ("ask", "browse", "reports", "review", "take")


def go(page: Page, tab: str) -> None:
    journeys.tab(page, TABS.index(tab))


def give(page: Page, *files: tuple[str, str]) -> None:
    """Drop reports and have them read; the page is then at their progress."""
    go(page, "reports")
    payloads = [FilePayload(name=name, mimeType="text/plain", buffer=text.encode()) for name, text in files]
    page.locator("#td-files input[type=file]").set_input_files(payloads)
    expect(page.locator("#td-files")).to_contain_text(files[-1][0].partition(".")[0])
    page.locator("#td-add").click()


def given(page: Page, *files: tuple[str, str]) -> Locator:
    """The outcome of dropping reports."""
    give(page, *files)
    outcome = page.locator("#td-outcome").locator(".td-outcome, .td-notice")
    outcome.wait_for()
    return outcome


def choose(page: Page, field: str, option: str) -> None:
    """The only option of a list that has this text in it."""
    fitting = page.locator(f"{field} label").filter(has_text=option)
    expect(fitting).to_have_count(1)
    fitting.click()
