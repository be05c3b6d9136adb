"""The site where it may stand: at the root of a host, under a path, on a disk. Pages are reached by clicking."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

from building import ROOT, build
from hosting import listening, serving

from .conftest import LEFT

# What a reader clicks on, and where that leads: through a page of every kind and back to the first.
WAY = (
    ("header nav a:text('Timeline')", "timeline/"),
    (".event a[href*='sources/']", r"sources/[\w-]+/"),
    ("header nav a:text('Sources')", "sources/"),
    ("header nav a:text('Topics')", "topics/"),
    ("main a[href*='topics/']", r"topics/[\w-]+/"),
    ("main a[href*='claims/']", r"claims/[\w-]+/"),
    ("header nav a:text('Claims')", "claims/"),
    ("footer a:text('Speakers')", "speakers/"),
    ("main a[href*='speakers/']", r"speakers/[\w-]+/"),
    ("footer a:text('Glossary')", "glossary/"),
    ("footer a:text('Corrections')", "corrections/"),
    ("footer a:text('Method')", "method/"),
    ("main a[href*='claims/']", r"claims/[\w-]+/"),
    ("footer a:text('About')", "about/"),
    ("header a:text('Claim by Claim')", ""),
)


@dataclass
class Place:
    """Where a site is, how its pages end there, and what went wrong."""

    address: str
    file: str
    context: BrowserContext
    faults: list[str] = field(default_factory=list)

    def open(self) -> Page:
        """The first page, in a browser that notes everything amiss."""
        page = self.context.new_page()
        page.on("console", lambda message: self.faults.append(f"{page.url}: console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.goto(self.address + self.file)
        return page

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"not loaded: {request.url}: {request.failure}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


@contextlib.contextmanager
def _on_a_host(folder: Path, prefix: str) -> Iterator[str]:
    with listening() as server:
        address = f"http://127.0.0.1:{server.server_port}{prefix}"
        build(ROOT, folder / f"host{prefix}".rstrip("/"), target="publish", SITEURL=address)
        with serving(server, folder / "host", prefix):
            yield address


@pytest.fixture(scope="module", params=["root", "path", "disk"])
def where(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        yield f"{build(ROOT, folder / 'output', 'RELATIVE=1').as_uri()}/", "index.html"
        return
    with _on_a_host(folder, {"root": "/", "path": "/a/project/"}[request.param]) as address:
        yield address, ""


on_a_host = pytest.mark.parametrize("where", ["root", "path"], indirect=True)


@pytest.fixture
def place(browser: Browser, where: tuple[str, str]) -> Iterator[Place]:
    address, file = where
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    place = Place(address, file, context)
    yield place
    context.close()
    assert place.faults == []


def _is_styled(page: Page) -> None:
    """The first sheet, which names the colours, and one that needs them, are in force."""
    expect(page.locator("html")).to_have_css("background-color", "rgb(252, 251, 248)")
    expect(page.locator(".site-nav__list")).to_have_css("display", "flex")


def test_every_kind_of_page_is_reached_by_clicking(place: Place) -> None:
    page = place.open()
    _is_styled(page)
    for click, leads_to in WAY:
        page.locator(click).first.click()
        expect(page).to_have_url(re.compile(rf"^{re.escape(place.address)}{leads_to}{place.file}(?:#.*)?$"))
        expect(page.locator("h1")).to_be_visible()
        _is_styled(page)


def test_scripts_run(place: Place) -> None:
    page = place.open()
    page.get_by_label("Appearance").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.locator("header nav a:text('Timeline')").click()
    expect(page.locator(".event .copy").first).to_be_attached()


def test_the_timeline_filters(place: Place) -> None:
    page = place.open()
    page.locator("header nav a:text('Timeline')").click()
    page.get_by_label("The op-ed’s").check()
    expect(page.locator(".event[data-account=record]:visible")).to_have_count(0)


@on_a_host  # a page from disk carries no policy: browsers differ in what a file's own origin is
def test_the_policy_refuses_what_a_page_should_not_do(place: Place) -> None:
    page = place.context.new_page()
    page.goto(place.address)
    refused = page.evaluate(
        """() => new Promise((resolve) => {
          const found = new Set();
          document.addEventListener("securitypolicyviolation", (event) => {
            found.add(event.effectiveDirective);
            if (found.size === 4) resolve([...found].sort());
          });
          const script = document.createElement("script");
          script.textContent = "window.acted = true";
          const style = document.createElement("style");
          style.textContent = "body { display: none }";
          const picture = document.createElement("img");
          picture.src = "https://elsewhere.example/counter.png";
          document.body.append(script, style, picture);
          fetch("https://elsewhere.example/").catch(() => {});
        })"""
    )
    assert refused == ["connect-src", "img-src", "script-src-elem", "style-src-elem"]
    assert page.evaluate("window.acted") is None
    page.close()


@on_a_host
def test_a_page_that_is_not_there_leads_back(place: Place) -> None:
    page = place.context.new_page()
    answer = page.goto(f"{place.address}claims/nowhere/deep/")
    assert answer
    assert answer.status == 404
    _is_styled(page)
    page.locator("header nav a:text('Claims')").click()
    expect(page).to_have_url(f"{place.address}claims/")
