"""Every kind of page of the real site: what must hold of it at every width, in the light and the dark, by keyboard.

Each page is opened once with a script and once without; each rule yields what offends it there.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from support.pages import KINDS, Site

pytestmark = pytest.mark.browser

Axe = Callable[..., list[str]]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
HEAVIEST = 100_000  # bytes of one page with everything it loads, compressed as a host sends it
CONTRAST = ("color-contrast", "color-contrast-enhanced")  # the second is silent of what the first tells
IN_EVERY_LOOK = {"home", "text", "timeline", "claim"}
"""Kinds that are seen in each width and colour; of the others in the dark of a phone."""
WIDTHS = (320, 390, 600, 768, 834, 992, 1024, 1112, 1194, 1280, 1600)
NARROWEST = 130  # pixels of a column of text: some four words
UNREADABLE = """(narrowest) => {
  const width = document.documentElement.clientWidth, found = [];
  const tell = (what, e) => found.push(`${what}: ${e.tagName}.${e.className} ${e.innerText.slice(0, 40)}`);
  if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
  for (const e of document.querySelectorAll("main :is(p, li, dt, dd, td, h1, h2, h3, figcaption, blockquote)")) {
    if (!e.checkVisibility() || e.closest("svg, .visually-hidden, .strip")) continue;
    const box = e.getBoundingClientRect();
    const own = [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data.trim()).join(" ");
    if (own.length > 30 && box.width && box.width < narrowest) tell(`${Math.round(box.width)} wide`, e);
    if (box.right > width + 1 && !e.closest(".table-frame, pre")) tell("cut off", e);
  }
  return found;
}"""
SPACED = """() => {  // the reader's own style, which the page's policy does not speak of
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll("main *")].filter((e) => {
    const style = getComputedStyle(e);
    return style.overflow !== "visible" && !e.closest(".visually-hidden, .table-frame, svg") &&
      (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
  }).map((e) => `${e.tagName}.${e.className}`);
  document.adoptedStyleSheets = [];
  return cut;
}"""
OTHER_FONT = """(wider) => {  // by so much of its size, each letter
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { letter-spacing: ${wider}em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
COVERED = """() => {
  const names = [...document.querySelectorAll(".strip__name")].filter((e) => e.checkVisibility());
  const boxes = names.map((e) => e.getBoundingClientRect());
  return names.filter((_, i) => boxes.some((b, j) => j < i && b.left < boxes[i].right && boxes[i].left < b.right &&
    b.top < boxes[i].bottom && boxes[i].top < b.bottom)).map((e) => `covers another: ${e.innerText}`);
}"""
STOPS = ":is(a[href], button, input, select, summary, [tabindex='0']):visible"
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return focused === document.body || outlined ? "" : focused.outerHTML.slice(0, 80);
}"""


def every_stop_of_the_keyboard_shows_where_it_is(page: Page) -> Iterator[str]:
    stops = page.locator(STOPS).count()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    if first != "Skip to the content":
        yield first
    for _ in range(min(stops, 60)):
        if hidden := page.evaluate(HIDDEN_FOCUS):
            yield hidden
        page.keyboard.press("Tab")


def text_spacing_of_wcag_1_4_12_cuts_nothing_off(page: Page) -> Iterator[str]:
    page.set_viewport_size({"width": 320, "height": 800})
    yield from page.evaluate(SPACED)


def every_width_leaves_room_to_read(page: Page) -> Iterator[tuple[int, str]]:
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield from ((width, offence) for offence in page.evaluate(UNREADABLE, NARROWEST))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind_can_be_read_by_everybody(
    open_page: Callable[..., Page], axe: Axe, read_site: Site, kind: str
) -> None:
    page = open_page(read_site.of_kind(kind), viewport=DESK, color_scheme="light")
    found: list[Any] = [("all rules", offence) for offence in axe(page)]
    found += every_stop_of_the_keyboard_shows_where_it_is(page)
    looks = [(1280, "dark"), *product((320, 390), ("light", "dark"))] if kind in IN_EVERY_LOOK else [(390, "dark")]
    for width, scheme in looks:  # in which nothing but colours and their places differ
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, offence) for offence in axe(page, *CONTRAST)]
    found += text_spacing_of_wcag_1_4_12_cuts_nothing_off(page)
    found += every_width_leaves_room_to_read(page)
    assert found == []


@pytest.mark.parametrize("wider", [-0.03, 0.06])
def test_a_narrow_font_and_a_wide_one_have_room(
    new_page: Callable[..., Page], address: str, read_site: Site, wider: float
) -> None:
    page, found = new_page(address), []
    for kind in sorted(IN_EVERY_LOOK):
        page.goto(address + read_site.of_kind(kind))
        page.evaluate(OTHER_FONT, wider)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            offences = [*page.evaluate(UNREADABLE, NARROWEST), *page.evaluate(COVERED)]
            found += [(kind, width, offence) for offence in offences]
    assert found == []


def test_the_same_text_is_read_without_a_script(new_page: Callable[..., Page], address: str, read_site: Site) -> None:
    def text(page: Page) -> str:
        return re.sub(r"\s+", " ", page.locator("main").inner_text())

    scripted, plain = new_page(address), new_page(address, java_script_enabled=False)
    for kind in KINDS.keys() - {"search"}:  # which without one leads to lists instead
        for page in (scripted, plain):
            page.goto(address + read_site.of_kind(kind))
        scripted.evaluate("document.querySelectorAll('.copy, .find').forEach((added) => added.remove())")
        assert text(plain) == text(scripted), kind


def _whole(route: Route) -> None:
    """Let a page be painted when it has come in whole: on a busy machine half of it is, and the rest moves that."""
    if route.request.resource_type != "document":
        return route.continue_()
    response = route.fetch()
    body = response.text().replace("</head>", '<link rel="expect" href="#whole" blocking="render"></head>', 1)
    return route.fulfill(response=response, body=body.replace("</body>", '<i id="whole"></i></body>', 1))


def test_a_page_is_light_and_does_not_jump(
    new_page: Callable[..., Page], shift: Callable[[Page], float], address: str, read_site: Site
) -> None:
    weights: list[int] = []
    page = new_page(address, viewport=PHONE)
    page.on("response", lambda answer: weights.append(len(gzip.compress(answer.body()))))
    page.route("**/*", _whole)  # and without a cache
    for kind in KINDS.keys() - {"not found"}:
        weights.clear()
        page.goto(address + read_site.of_kind(kind))
        assert shift(page) == 0, kind
        assert sum(weights) < HEAVIEST, kind
