"""The real screen in a real browser, each on this machine alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from thidua.tests.back_ends import Absent, empty, running

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60  # seconds, for a machine that is busy with other things
LOCAL = ("http://127.0.0.1:", "data:", "blob:")


@contextmanager
def serving(
    folder: Path, *words: str, store: str | None = None, told: list[str] | None = None, **environment: str
) -> Iterator[str]:
    """`thidua serve` on a store (if none is named, one in `folder`) and a free port; gives its address.

    `told` is given the lines that it prints after that.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    command = [sys.executable, "-m", "thidua.cli", "serve", "--port", "0", "--store", store or str(folder / "graph.db")]
    with subprocess.Popen(
        [*command, *words],
        env={**kept, "THIDUA_DATA": str(folder), "THIDUA_EMBEDDER": "none", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if told is not None else None,
        encoding="utf-8",
    ) as server:
        assert server.stdout
        try:
            first = server.stdout.readline()
            assert first.startswith("thidua is at http://"), first
            yield first.split()[3]
        finally:
            server.send_signal(signal.SIGINT)
            code = server.wait(timeout=PATIENCE)
            if told is not None:
                told.extend(server.stdout)
    assert code == 0


@pytest.fixture
def serve() -> Callable[..., AbstractContextManager[str]]:
    return serving


@pytest.fixture(scope="session", params=["file", "neo4j"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The screen started for the first time, on an empty store of either kind."""
    given: dict[str, str] = {}
    if request.param == "neo4j":
        try:
            server = running("screen")
        except Absent as reason:
            pytest.skip(f"neo4j: {reason}")
        empty(server)
        login = {name: value for name, value in server.environment.items() if name != "THIDUA_STORE"}
        given = {"store": server.address, **login}
    with serving(tmp_path_factory.mktemp("screen"), **given) as url:
        yield url


@pytest.fixture(scope="module")  # Playwright keeps an event loop running in this thread: other tests need it gone
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(CHROMIUM)} is installed")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def blank(chromium: Browser) -> Iterator[Page]:
    """An empty one, for a screen that the test itself serves."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    page.close()


Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens the screen as a new visitor. At the end: no request has left this machine, no script has failed."""
    contexts, wrong = [], []

    def opened(path: str = "", ready: str = "#td-ask textarea", script: str = "", **settings: Any) -> Page:
        contexts.append(chromium.new_context(**{"locale": "en-US", **settings}))
        page = contexts[-1].new_page()
        page.add_init_script(script)
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", lambda request: None if request.url.startswith(LOCAL) else wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(address + path)
        page.wait_for_selector(ready)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
