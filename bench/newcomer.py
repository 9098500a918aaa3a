"""How long a newcomer waits: from `git clone` to the first sourced answer in a browser, all packages fetched anew.

It needs Chromium, and what `make test` installs, in the environment that runs it; the clone gets one of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from thidua.bench.table import show

ROOT = Path(__file__).parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300_000  # milliseconds
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if browser is None:
        sys.exit("No Chromium is installed.")
    steps: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="thidua-newcomer-") as folder, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        begun = perf_counter()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{folder}/thidua"], check=True)
        for start, since in (("`git clone`", begun), ("starting it again", None)):
            since = since or perf_counter()
            with running(Path(folder)) as address:
                steps.append((f"from {start} until the address is printed", perf_counter() - since))
                page = opened.new_page(locale="en-US")
                page.set_default_timeout(PATIENCE)
                before = perf_counter() - since
                page.goto(address)
                page.wait_for_function(PAINTED)
                steps.append(("… the page is first painted", before + page.evaluate(PAINTED) / 1000))
                first_answer(page)
                steps.append(("… the first sourced answer is there", perf_counter() - since))
        opened.close()
    show("", ["seconds"], [[name, f"{seconds:.1f}"] for name, seconds in steps])


def first_answer(page: Page) -> None:
    """Of the first example that is offered, with its sentence."""
    page.locator(".td-example:visible").first.click()
    page.locator(".td-exchange[aria-busy=false] .td-quotes blockquote").first.wait_for()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """`make run` in the clone; gives the address that it prints."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("THIDUA_", "PYTHON", "VIRTUAL"))
    }
    environment |= {"THIDUA_DATA": str(folder / "data"), "PIP_NO_CACHE_DIR": "1"}
    command = ["make", "--directory", str(folder / "thidua"), "run", "ARGS=serve --port 0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as made:
        assert made.stdout
        try:
            line = next((line for line in made.stdout if line.startswith("thidua is at ")), None)
            if line is None:
                sys.exit("`make run` ended without an address.")
            yield line.split()[3]
        finally:
            os.killpg(made.pid, signal.SIGINT)


if __name__ == "__main__":
    main()
