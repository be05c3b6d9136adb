"""Every kind of page, at three widths, light and dark, before axe and with room to spare."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import KINDS

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1280)


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page: Callable[..., Page], kind: str) -> None:
    page = open_page(KINDS[kind])
    found = []
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            report = Axe().run(page, options={"runOnly": RULES})
            found += [
                f"{width} {scheme} {violation['id']}: {node['target']}"
                for violation in report.response["violations"]
                for node in violation["nodes"]
            ]
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_at_320_pixels(open_page: Callable[..., Page], kind: str) -> None:
    page = open_page(KINDS[kind], viewport={"width": 320, "height": 800})
    wider = """[...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-frame"))
      .map((e) => `${e.tagName}.${e.className}`)"""
    assert page.evaluate(wider) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("kind", KINDS)
def test_text_spacing_of_wcag_1_4_12_cuts_nothing_off(open_page: Callable[..., Page], kind: str) -> None:
    # The reader's own style, which the page's policy does not speak of.
    page = open_page(KINDS[kind], viewport={"width": 320, "height": 800}, bypass_csp=True)
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
def test_every_stop_of_the_keyboard_shows_where_it_is(open_page: Callable[..., Page], kind: str) -> None:
    page = open_page(KINDS[kind], viewport={"width": 1280, "height": 900})
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
