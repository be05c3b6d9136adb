"""Every kind of page before axe, at three widths, light and dark, and with room to spare."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from support.hosting import serving
from support.pages import KINDS, Site

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
LOOKS = [(1280, "dark"), *product((320, 390), ("light", "dark"))]
"""Beside 1280 pixels in the light."""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page: Opener, axe: Callable[..., list[str]], site: Site, kind: str) -> None:
    page = open_page(site.of_kind(kind), viewport={"width": 1280, "height": 900}, color_scheme="light")
    found: list[tuple[object, ...]] = [("all rules", offence) for offence in axe(page)]
    for width, scheme in LOOKS:  # in which nothing but colours and their places differ
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, offence) for offence in axe(page, "color-contrast-enhanced")]
    assert found == []


def test_axe_finds_nothing_on_a_numbered_page_of_a_list(
    new_page: Opener, axe: Callable[..., list[str]], crowded_from_disk: Site
) -> None:
    with serving(crowded_from_disk.folder, {}) as served:
        page = new_page(served)
        page.goto(f"{served}glossary/list/2/index.html")
        expect(page.get_by_role("navigation", name="Pages of this list")).to_be_visible()
        assert axe(page) == []
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_text_spacing_of_wcag_1_4_12_cuts_nothing_off(open_page: Opener, site: Site, kind: str) -> None:
    # The reader's own style, which the page's policy does not speak of.
    page = open_page(site.of_kind(kind), viewport={"width": 320, "height": 800}, bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
        "p { margin-bottom: 2em !important; }"
    )
    cut = """[...document.querySelectorAll("main *")].filter((e) => {
      const style = getComputedStyle(e);
      return style.overflow !== "visible" && !e.closest(".visually-hidden, .table-frame, svg") &&
        (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
    }).map((e) => `${e.tagName}.${e.className}`)"""
    assert page.evaluate(cut) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_stop_of_the_keyboard_shows_where_it_is(open_page: Opener, site: Site, kind: str) -> None:
    page = open_page(site.of_kind(kind), viewport={"width": 1280, "height": 900})
    stops = page.locator(":is(a[href], button, input, select, summary, [tabindex='0']):visible").count()
    invisible = []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(min(stops, 60)):
        shown = page.evaluate(
            """() => { const focused = document.activeElement, style = getComputedStyle(focused);
              const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return focused === document.body || outlined; }"""
        )
        if not shown:
            invisible.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        page.keyboard.press("Tab")
    assert invisible == []
