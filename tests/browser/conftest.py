"""What browser tests share: a real browser, the built site on this machine's own address, and what a page may not do.

The browser is the one that is installed (`apt-get install chromium`). Where there is none these tests are skipped and
say so, except in CI, which installs it.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pages import Site

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
KINDS = {
    "home": "",
    "timeline": "timeline/",
    "topics": "topics/",
    "topic": "topics/results/",
    "claims": "claims/",
    "claim": "claims/cbp-official-testified/",
    "sources": "sources/",
    "source": "sources/crs-2023-09-28/",
    "wire": "sources/ecns-2019-10-03/",
    "chinese title": "sources/yingyu-shijie-2020-03-25/",
    "speakers": "speakers/",
    "speaker": "speakers/cui-tiankai/",
    "glossary": "glossary/",
    "search": "search/",
    "a to z": "search/a-z/",
    "prose": "method/",
    "corrections": "corrections/",
    "data": "data/",
    "not found": "404.html",
}
"""A page of every kind, by its address."""
LEFT = "net::ERR_ABORTED"
"""Why a request failed whose page was left before the answer came, as that of a slow icon may."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test says what went wrong."""


@contextlib.contextmanager
def serving(folder: object) -> Iterator[str]:
    """The address of a folder while it is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


expect.set_options(timeout=20_000)  # milliseconds: patience costs nothing where a page is quick


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must install a browser: apt-get install chromium")
        pytest.skip("no browser is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the real site is served."""
    with serving(site.folder) as served:
        yield served


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site; at the end no page may have complained, failed to load a thing or asked elsewhere."""
    faults: list[str] = []
    contexts = []

    def opened(path: str, **settings: object) -> Page:
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{path}: console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"{path}: error: {error}"))
        page.on("requestfailed", lambda r: None if r.failure == LEFT else faults.append(f"{path}: not loaded: {r.url}"))
        page.on("response", lambda r: faults.append(f"{path}: {r.status} {r.url}") if r.status >= 400 else None)
        page.on("request", lambda r: None if r.url.startswith(address) else faults.append(f"{path}: asked {r.url}"))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
