"""The site where it may stand: under a path of a host, or on a disk. Pages are reached by clicking."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.pages import Site

pytestmark = pytest.mark.browser

# What a reader clicks on, and where that leads: through a page of every kind and back to the first.
WAY = (
    ("header nav a:text('How it unfolded')", "timeline/"),
    (".event summary", "timeline/"),  # which opens
    (".event a[href*='sources/']", r"sources/([\w-]+/)?"),
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


@pytest.fixture(params=["path", "disk"])
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Where a site is, and how addresses of pages end there."""
    if request.param == "path":
        return request.getfixturevalue("asked_address"), ""
    return f"{request.getfixturevalue('asked_from_disk').base}/", "index.html"


def is_styled(page: Page) -> None:
    """The first sheet, which names the colours, and one that needs them, are in force."""
    expect(page.locator("html")).to_have_css("background-color", "rgb(252, 251, 248)")
    expect(page.locator(".site-nav__list")).to_have_css("display", "flex")


def test_every_kind_of_page_is_reached_by_clicking_and_scripts_run(
    new_page: Callable[..., Page], place: tuple[str, str]
) -> None:
    address, file = place
    page = new_page(address, viewport={"width": 1280, "height": 900})
    page.goto(address + file)
    is_styled(page)
    for click, leads_to in WAY:
        page.locator(click).first.click()
        expect(page).to_have_url(re.compile(rf"^{re.escape(address)}{leads_to}{file}(?:#.*)?$"))
        expect(page.locator("h1")).to_be_visible()
        is_styled(page)
    page.get_by_label("Appearance").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.locator("header nav a:text('How it unfolded')").click()
    expect(page.locator(".event .copy").first).to_be_attached()


def test_the_policy_refuses_what_a_page_should_not_do(new_page: Callable[..., Page], address: str) -> None:
    page = new_page().context.new_page()  # which may complain
    page.goto(address)
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
          setTimeout(() => resolve([...found].sort()), 20_000);
        })"""
    )
    assert refused == ["connect-src", "img-src", "script-src-elem", "style-src-elem"]
    assert page.evaluate("window.acted") is None


def test_a_page_that_is_not_there_leads_back(
    new_page: Callable[..., Page], asked_address: str, asked_site: Site
) -> None:
    page = new_page().context.new_page()
    answer = page.goto(f"{asked_address}claims/nowhere/deep/")
    assert answer
    assert (answer.status, answer.text()) == (404, asked_site.read("404.html"))
    is_styled(page)
    page.locator("header nav a:text('All claims')").click()
    expect(page).to_have_url(f"{asked_address}claims/")
