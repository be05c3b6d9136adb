"""The site where it may stand: at the root of a host, under a path, on a disk. Pages are reached by clicking."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, Route, expect

from support import datasets
from support.building import PUBLISHED, PUBLISHED_SETTINGS, build, small_project
from support.hosting import ADDRESS, answering, listening

pytestmark = pytest.mark.browser

# What a reader clicks on, and where that leads: through a page of every kind and back to the first.
WAY = (
    ("header nav a:text('How it unfolded')", "timeline/"),
    (".event summary", "timeline/"),  # which opens
    (".event a[href*='sources/']", r"sources/[\w-]+/"),
    ("footer a:text('Sources')", "sources/"),
    ("header nav a:text('Questions')", "topics/"),
    ("main a[href*='topics/']", r"topics/[\w-]+/"),
    ("main a[href*='claims/']", r"claims/[\w-]+/"),
    ("header nav a:text('All claims')", "claims/"),
    ("footer a:text('Glossary')", "glossary/"),
    ("footer a:text('Corrections')", "corrections/"),
    ("footer a:text('Method')", "method/"),
    ("main a[href*='claims/']", r"claims/[\w-]+/"),
    ("footer a:text('About')", "about/"),
    ("header .site-header__name", ""),
)


@dataclass
class Place:
    """Where a site is, how addresses of pages end there, and which server of this machine answers for its host."""

    address: str
    file: str = ""
    server: str = ""


@pytest.fixture(scope="module", params=["root", "path", "disk", "box"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    project = small_project(tmp_path_factory.mktemp("place") / "project", datasets.asked())
    with (project / "content" / "pages" / "method.md").open("a", encoding="utf-8") as method:
        method.write("As in [one claim](claim:ice-melts).\n")
    if request.param == "disk":
        folder = build(project, project / "output", RELATIVE="1")
        yield Place(f"{folder.as_uri()}/", "index.html")
        return
    published = {"root": (ADDRESS, "/"), "path": (PUBLISHED, "/project/"), "box": (PUBLISHED, "")}
    address, prefix = published[request.param]
    undrawn = {"SHARE_PICTURES": False}  # which takes longer than all the rest, and is nothing to click on
    folder = build(project, project / "output", PUBLISHED_SETTINGS, SITEURL=address, more=undrawn)
    if request.param == "box":
        [box] = folder.glob("data/*-site.zip")
        ZipFile(box).extractall(project / "unpacked")
        [root] = (project / "unpacked").iterdir()
        yield Place(f"{root.as_uri()}/", "index.html")
        return
    host = tmp_path_factory.mktemp("host") / "root"
    if prefix == "/":
        host.symlink_to(folder)
    else:
        host.mkdir()
        (host / prefix.strip("/")).symlink_to(folder)
    with listening() as server, answering(server, host, prefix) as served:
        yield Place(f"{address}/", server=served.removesuffix(prefix))


on_a_host = pytest.mark.parametrize("place", ["root", "path"], indirect=True)


@pytest.fixture
def page(new_page: Callable[..., Page], place: Place) -> Page:
    """The first page."""
    page = new_page(place.address, viewport={"width": 1280, "height": 900})

    def answer(route: Route) -> None:
        route.fulfill(response=page.request.get(route.request.url.replace(ADDRESS, place.server)))

    page.context.route(f"{ADDRESS}/**", answer)
    page.goto(place.address + place.file)
    return page


def is_styled(page: Page) -> None:
    """The first sheet, which names the colours, and one that needs them, are in force."""
    expect(page.locator("html")).to_have_css("background-color", "rgb(252, 251, 248)")
    expect(page.locator(".site-nav__list")).to_have_css("display", "flex")


def test_every_kind_of_page_is_reached_by_clicking(page: Page, place: Place) -> None:
    is_styled(page)
    for click, leads_to in WAY:
        page.locator(click).first.click()
        expect(page).to_have_url(re.compile(rf"^{re.escape(place.address)}{leads_to}{place.file}(?:#.*)?$"))
        expect(page.locator("h1")).to_be_visible()
        is_styled(page)


def test_scripts_run(page: Page) -> None:
    page.get_by_label("Appearance").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.locator("header nav a:text('How it unfolded')").click()
    expect(page.locator(".event .copy").first).to_be_attached()


@on_a_host  # from disk the page leads to lists instead
def test_the_search_finds(page: Page, place: Place) -> None:
    page.goto(f"{place.address}search/?q=statement")
    expect(page.locator(".results a").first).to_have_attribute("href", re.compile(f"^{urlsplit(place.address).path}"))


@on_a_host  # a page from disk carries no policy: browsers differ in what a file's own origin is
def test_the_policy_refuses_what_a_page_should_not_do(page: Page, place: Place) -> None:
    page = page.context.new_page()  # which may complain
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


@on_a_host
def test_a_page_that_is_not_there_leads_back(page: Page, place: Place) -> None:
    page = page.context.new_page()
    answer = page.goto(f"{place.address}claims/nowhere/deep/")
    assert answer
    assert answer.status == 404
    is_styled(page)
    page.locator("header nav a:text('All claims')").click()
    expect(page).to_have_url(f"{place.address}claims/")
