"""What browser tests share: a real browser, the built site on this machine's own address, and what a page may not do.

The browser is the one that is installed (`apt-get install chromium`). Where there is none these tests are skipped and
say so, except in CI, which installs it. It knows the fonts below and no others, so that a page is as long here as on
any machine; what another font does to it, `test_kinds.py` tries.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import font_source_sans_pro
import font_source_serif_pro
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from claims.features.pictures import NOTO
from support import datasets
from support.building import PUBLISHED, ROOT, Once, build, publish, small_project
from support.hosting import ADDRESS, answering, listening
from support.pages import Site

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_FONTS = f"""<fontconfig>
  <dir>{font_source_sans_pro.font_directory}</dir><dir>{font_source_serif_pro.font_directory}</dir><dir>{NOTO}</dir>
  <cachedir>%s</cachedir>
  <alias><family>sans-serif</family><prefer><family>Source Sans Pro</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Source Serif Pro</family></prefer></alias>
</fontconfig>"""
_LEFT = "net::ERR_ABORTED"  # a request whose page was left before the answer came, as that of a slow icon may
_AXE_RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_PATIENCE = 60_000  # milliseconds: it costs nothing where a page is quick
expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must install a browser: apt-get install chromium")
        pytest.skip("no browser is installed: apt-get install chromium")
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(_FONTS % fonts.parent, encoding="utf-8")
    with sync_playwright() as playwright:
        variables = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, env=variables)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def read_site(once: Once) -> Site:
    """The real site, as `make publish` builds it for a host of its own, less its pictures for sharing."""
    return Site(once("read", lambda output: publish(ROOT, output, ADDRESS, drawn=False)), ADDRESS)


@pytest.fixture(scope="session")
def address(read_site: Site) -> Iterator[str]:
    """Where it is served."""
    with listening() as server, answering(server, read_site.folder) as served:
        yield served


@pytest.fixture(scope="session")
def asked_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader looks for, and finds."""
    project = small_project(tmp_path_factory.mktemp("asked") / "project", datasets.asked())
    with (project / "content" / "pages" / "method.md").open("a", encoding="utf-8") as method:
        method.write("As in [one claim](claim:ice-melts).\n")
    return project


@pytest.fixture(scope="session")
def asked_site(once: Once, asked_project: Path) -> Site:
    """Its site, published for an address with a path."""
    return Site(once("asked", lambda output: publish(asked_project, output, PUBLISHED, drawn=False)), PUBLISHED)


@pytest.fixture(scope="session")
def asked_from_disk(once: Once, asked_project: Path) -> Site:
    """The same, for opening from disk."""
    folder = once("asked-relative", lambda output: build(asked_project, output, RELATIVE="1"))
    return Site(folder, folder.as_uri(), from_disk=True)


@pytest.fixture(scope="session")
def asked_address(asked_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served, under its path."""
    host = tmp_path_factory.mktemp("host")
    path = urlsplit(PUBLISHED).path
    (host / path.strip("/")).symlink_to(asked_site.folder)
    with listening() as server, answering(server, host, f"{path}/") as served:
        yield served


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages of a site at an address; at the end none may have complained, missed a thing or asked elsewhere.

    Without an address they may ask whom they like.
    """
    faults: list[str] = []
    contexts = []

    def watched(page: Page, address: str) -> Page:
        def failed(request: Request) -> None:
            if request.failure != _LEFT:
                faults.append(f"not loaded: {request.url}")

        def asked(request: Request) -> None:
            if not request.url.startswith(address):
                faults.append(f"{page.url}: asked {request.url}")

        page.on("console", lambda m: faults.append(f"{page.url}: console: {m.text} ({m.location['url']})"))
        page.on("pageerror", lambda error: faults.append(f"{page.url}: error: {error}"))
        if address:
            page.on("requestfailed", failed)
            page.on("request", asked)
            page.on("response", lambda r: faults.append(f"{page.url}: {r.status} {r.url}") if r.status >= 400 else None)
        return page

    def opened(address: str = "", **settings: Any) -> Page:
        contexts.append(browser.new_context(**settings))
        contexts[-1].set_default_timeout(_PATIENCE)
        return watched(contexts[-1].new_page(), address)

    yield opened
    found = [*faults]  # by now: what is still being asked for is no longer wanted
    for context in contexts:
        context.unroute_all(behavior="ignoreErrors")
        context.close()
    assert found == []


@pytest.fixture
def open_page(new_page: Callable[..., Page], address: str) -> Callable[..., Page]:
    """Opens a page of the real site."""

    def opened(path: str, **settings: Any) -> Page:
        page = new_page(address, **settings)
        page.goto(address + path)
        return page

    return opened


@pytest.fixture
def open_asked(new_page: Callable[..., Page], asked_address: str) -> Callable[..., Page]:
    """Opens a page of the site that is asked."""

    def opened(path: str, **settings: Any) -> Page:
        page = new_page(asked_address, **settings)
        page.goto(asked_address + path)
        return page

    return opened


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Names what axe finds on a page by all its rules, or by those given."""

    def found(page: Page, *rules: str) -> list[str]:
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _AXE_RULES}
        options = {"runOnly": only, "resultTypes": ["violations"]}  # to tell of the rest takes six times as long
        violations = Axe().run(page, options=options).response["violations"]
        return [f"{violation['id']}: {node['target']}" for violation in violations for node in violation["nodes"]]

    return found


@pytest.fixture(scope="session")
def shift() -> Callable[[Page], float]:
    """Says how much a page has moved what it shows."""
    code = """() => new Promise((done) => { let sum = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() => setTimeout(() => done(sum), 0)); })"""
    return lambda page: float(page.evaluate(code))
