"""Pictures of every page in light, dark and on a phone: `python tests/browser/screenshots.py [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from conftest import CHROMIUM, QUIET, serving
from playwright.sync_api import Browser, Page, sync_playwright

DESK, PHONE = {"width": 1200, "height": 860}, {"width": 390, "height": 844}
LOOKS = {
    "light": {"viewport": DESK, "locale": "en-US"},
    "dark": {"viewport": DESK, "color_scheme": "dark", "locale": "vi-VN"},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "locale": "de-DE"},
}
REPORT = Path(__file__).parents[2] / "samples" / "03_en_culture-departments-cluster.txt"


def main(folder: Path) -> None:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        sys.exit("No chromium is installed.")
    folder.mkdir(parents=True, exist_ok=True)
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
    page.locator(".td-example:visible").first.click()
    page.locator(".td-exchange").first.wait_for()
    shot(page, to, "2-answer")
    page.locator("#td-ask textarea").fill("1999?")
    page.keyboard.press("Enter")
    page.locator(".td-exchange").nth(1).wait_for()
    shot(page, to, "3-refusal")
    for number, kind in ((4, 0), (5, 1)):
        page.get_by_role("tab").nth(1).click()
        page.locator("#td-choose input[type=radio]").nth(kind).check()
        page.locator("#td-list tbody tr").first.wait_for()
        shot(page, to, f"{number}-list")
    page.get_by_role("tab").nth(2).click()
    page.locator("#td-files input[type=file]").set_input_files(
        [{"name": f"{to.name}.txt", "mimeType": "text/plain", "buffer": REPORT.read_bytes().split(b"\n", 1)[1]}]
    )
    page.locator("#td-addresses textarea").fill("file:///etc/hostname")
    page.locator("#td-files tbody tr, #td-files .file-preview").first.wait_for()
    page.locator("#td-add").click()
    page.locator(".td-outcome").wait_for()
    page.locator(".td-outcome summary").first.click()
    shot(page, to, "6-added")
    page.context.close()


def shot(page: Page, to: Path, name: str) -> None:
    page.wait_for_timeout(900)
    page.screenshot(path=f"{to}-{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
