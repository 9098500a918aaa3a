"""Pictures of every page in light, dark and on a phone: `python tests/browser/screenshots.py [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from conftest import CHROMIUM, QUIET, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright

from thidua.tests.browser.journeys import add, ask, open_page, tab

DESK, PHONE = {"width": 1200, "height": 860}, {"width": 390, "height": 844}
LOOKS = {
    "light": {"viewport": DESK, "locale": "en-US"},
    "dark": {"viewport": DESK, "color_scheme": "dark", "locale": "vi-VN"},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "locale": "de-DE"},
}
REPORT = Path(__file__).parents[2] / "samples" / "03_en_culture-departments-cluster.txt"
PAGES = {
    "kha van tam": "Kha Van Tam",
    "khoi thi dua cac to chuc chinh tri": "Khối thi đua các tổ chức chính trị - xã hội tỉnh Nghệ An",
    "cum thi dua so 2 dong nai": "Cụm thi đua số 2 tỉnh Đồng Nai",
    "chi thi 20 ct ubnd": "Chỉ thị 20/CT-UBND",
}
PAIR = (
    "Ông Bùi Hòa, Giám đốc Sở Tư pháp tỉnh Tuyên Quang, phát biểu tại hội nghị.\n",
    "Mr. Bui Hoa, Director of the Department of Justice of Tuyen Quang province, attended.\n",
)


def main(folder: Path) -> None:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        sys.exit("No chromium is installed.")
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=120_000)
    with tempfile.TemporaryDirectory() as store, serving(Path(store)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for name, look in LOOKS.items():
            photograph(browser, address, look, folder / name)
        browser.close()


def photograph(browser: Browser, address: str, look: dict[str, object], to: Path) -> None:
    page = browser.new_context(**look).new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.locator(".td-example:visible").first.wait_for()
    shot(page, to, "1-start")
    asking(page, to)
    looking(page, to)
    adding(page, to)
    deciding(page, to)
    taking(page, to)
    page.context.close()


def asking(page: Page, to: Path) -> None:
    ask(page, "Ai là trưởng Cụm thi đua số 2 tỉnh Đồng Nai năm 2023?")
    shot(page, to, "2-answer")
    page.locator(".td-mark").first.click()
    page.get_by_role("dialog").wait_for()
    shot(page, to, "3-sentence")
    page.keyboard.press("Escape")
    ask(page, "Còn năm 1999 thì sao?").locator(".td-why summary").click()
    shot(page, to, "4-refusal")


def looking(page: Page, to: Path) -> None:
    tab(page, 1)
    page.locator("#td-list tbody tr").first.wait_for()
    shot(page, to, "5-lists")
    page.locator("#td-wanted textarea").fill("dong nai")
    page.locator("#td-found a").first.wait_for()
    shot(page, to, "6-names")
    for name, title in PAGES.items():
        open_page(page, name)
        expect(page).to_have_title(f"{title} · thidua")  # and no longer that of the page before
        page.locator(".td-canvas[data-drawn]").wait_for()
        shot(page, to, f"7-{name.replace(' ', '-')}", full_page=True)


def adding(page: Page, to: Path) -> None:
    report = (f"{to.name}.txt", REPORT.read_text("utf-8").split("\n", 1)[1])
    add(page, report, addresses="file:///etc/hostname").locator("summary").first.click()
    shot(page, to, "8-added")


def deciding(page: Page, to: Path) -> None:
    add(page, *((f"{to.name}-{number}.txt", text) for number, text in enumerate(PAIR)))
    page.locator("#td-outcome .td-outcome").filter(has_text=f"{to.name}-1.txt").wait_for()
    tab(page, 3)
    page.locator("#td-pair .td-pair").wait_for()
    shot(page, to, "9-pair", full_page=True)


def taking(page: Page, to: Path) -> None:
    tab(page, 4)
    page.locator("#td-take-table").click()
    page.locator("#td-made a").first.wait_for()
    shot(page, to, "10-files")


def shot(page: Page, to: Path, name: str, *, full_page: bool = False) -> None:
    page.wait_for_timeout(1200)
    page.screenshot(path=f"{to}-{name}.png", full_page=full_page)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
