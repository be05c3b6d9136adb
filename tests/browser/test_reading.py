"""The site in a real browser: with a script and without, by keyboard, on paper, and what it weighs."""

import gzip
import re
from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from support.pages import KINDS, Site

pytestmark = pytest.mark.browser

HEAVIEST = 100_000  # bytes of one page with everything it loads, compressed as a host sends it
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"search"}))  # which without one leads to lists instead
def test_the_same_text_is_read_without_a_script(open_page: Callable[..., Page], site: Site, kind: str) -> None:
    def text(page: Page) -> str:
        page.evaluate("document.querySelectorAll('.copy, .find').forEach((added) => added.remove())")
        return re.sub(r"\s+", " ", page.locator("main").inner_text())

    scripted = open_page(site.of_kind(kind))
    plain = open_page(site.of_kind(kind), java_script_enabled=False)
    assert re.sub(r"\s+", " ", plain.locator("main").inner_text()) == text(scripted)


@pytest.mark.parametrize("script", [True, False])
def test_the_timeline_shows_one_side_alone(open_asked: Callable[..., Page], script: bool) -> None:
    page = open_asked("timeline/", java_script_enabled=script)
    every, of_the_north = page.locator(".event"), page.locator(".event[data-sides~='1']")
    assert 0 < of_the_north.count() < every.count()
    page.get_by_label("The north").check()
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    expect(every.and_(page.locator(":visible"))).to_have_count(of_the_north.count())
    expect(page.locator(".strip__dot:visible")).to_have_count(of_the_north.count())
    expect(page.locator(":is(.chapter, .fold):visible:not(:has(.event:visible))")).to_have_count(0)
    page.get_by_label("Everybody").check()
    expect(every.and_(page.locator(":visible"))).to_have_count(every.count())


def test_what_is_led_to_is_shown_though_it_is_of_another_side(open_asked: Callable[..., Page]) -> None:
    page = open_asked("timeline/")
    page.get_by_label("The north").check()
    other = page.locator(".event[data-sides='2']").first
    expect(other).to_be_hidden()
    page.evaluate("(id) => { location.hash = id; }", other.get_attribute("id"))
    expect(other).to_be_visible()


def test_the_names_on_the_strip_are_apart_and_lead_to_their_events(open_page: Callable[..., Page]) -> None:
    for width in (360, 390, 992, 1280):
        page = open_page("timeline/", viewport={"width": width, "height": 900})
        names = page.locator(".strip__name:visible")
        boxes = names.evaluate_all("(names) => names.map((name) => name.getBoundingClientRect().toJSON())")
        assert len(boxes) >= 5
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), width
        day = page.locator(".strip__day").evaluate("(line) => line.getBoundingClientRect().x")
        assert [box for box in boxes if box["left"] < day < box["right"]] == []
        for a, b in combinations(boxes, 2):
            beside = a["right"] <= b["left"] or b["right"] <= a["left"]
            assert beside or a["bottom"] <= b["top"] or b["bottom"] <= a["top"], (width, a, b)
    names.first.click()
    expect(page.locator(".event:target .event__body")).to_be_visible()


def test_the_timeline_takes_ten_screens_of_a_phone_and_four_sheets(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("timeline/", viewport=PHONE)
    box = page.locator(".event[data-key] .event__title").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollHeight") <= 10 * PHONE["height"]
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) <= 4


@pytest.mark.parametrize("script", [True, False])
def test_a_link_to_an_event_opens_it(open_asked: Callable[..., Page], script: bool) -> None:
    page = open_asked("claims/ice-melts/", java_script_enabled=script)
    page.get_by_role("heading", name="Related events", exact=True).click()
    page.get_by_role("link", name="Ice of 2025").click()
    event = page.locator("#event-last-thaw")
    expect(event).to_be_in_viewport()
    expect(event.get_by_role("link", name="Link to this event")).to_be_visible()
    links = page.locator(".event:not([data-key])").get_by_role("link", name="Link to this event")
    expect(links).to_have_count(1)  # that of no other


def test_an_events_address_can_be_copied(open_asked: Callable[..., Page], asked_address: str) -> None:
    page = open_asked("timeline/", permissions=["clipboard-read", "clipboard-write"])
    event = page.locator(".event:visible").first
    event.locator("summary").first.click()
    event.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{asked_address}timeline/#{event.get_attribute('id')}"


def test_an_events_address_can_be_copied_where_nothing_hovers(open_asked: Callable[..., Page]) -> None:
    page = open_asked("timeline/", viewport=PHONE, is_mobile=True, has_touch=True)
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(page.locator(".event").count())


@pytest.mark.parametrize("script", [True, False])
def test_claims_can_be_shown_by_verdict(open_asked: Callable[..., Page], script: bool) -> None:
    page = open_asked("claims/", java_script_enabled=script)
    link = page.get_by_role("navigation", name="Show claims by verdict").get_by_role("link", name="Unconfirmed")
    link.click()
    expect(page.locator(".claims .claim:visible")).to_have_count(
        page.locator(".claims [data-label='unconfirmed'].claim").count()
    )
    if script:
        expect(page.locator(".verdict-filter [aria-current]").and_(link)).to_have_count(1)
    page.get_by_role("navigation", name="Show claims by verdict").get_by_role("link", name="All").click()
    expect(page.locator(".claims .claim:visible")).to_have_count(page.locator(".claims .claim").count())


def test_the_menu_of_a_phone_leads_to_its_entries_at_the_foot(open_page: Callable[..., Page]) -> None:
    page = open_page("timeline/", viewport=PHONE)
    entries = page.get_by_role("navigation", name="More").locator(".site-nav__link")
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(entries.first).not_to_be_in_viewport()
    page.get_by_role("link", name="Menu").click()
    expect(entries.first).to_be_in_viewport()
    assert entries.all_inner_texts()[-4:] == ["How it unfolded", "Questions", "All claims", "Search"]


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


@pytest.mark.parametrize("kind", KINDS)
def test_every_width_leaves_room_to_read(open_page: Callable[..., Page], site: Site, kind: str) -> None:
    page = open_page(site.of_kind(kind))
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [(width, offence) for offence in page.evaluate(UNREADABLE, NARROWEST)]
    assert found == []


def test_a_claims_whole_verdict_stands_on_the_first_screen_of_a_phone(
    new_page: Callable[..., Page], address: str, site: Site
) -> None:
    height = 664  # of what a browser's own bars leave of 844
    page = new_page(address, viewport={"width": PHONE["width"], "height": height}, java_script_enabled=False)
    below = []
    for claim in site.dataset.claims:
        page.goto(f"{address}claims/{claim.id}/")  # with its style sheets
        box = page.locator(".verdict").bounding_box()  # with every other reading
        assert box
        below += [(claim.id, round(box["y"] + box["height"]))] if box["y"] + box["height"] > height else []
    assert below == []


def test_a_claim_prints_on_one_sheet_unless_all_of_it_is_asked_for(open_page: Callable[..., Page], site: Site) -> None:
    sheets = {}
    page = open_page("")
    for claim in site.dataset.claims:
        page.goto(f"{page.url.partition('claims/')[0]}claims/{claim.id}/")
        sheets[claim.id] = len(PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert {id for id, count in sheets.items() if count > 1} == set()
    page.get_by_label("Print everything").check()
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) > 1


def test_a_text_is_narrowed_to_a_verdict_without_a_script(
    new_page: Callable[..., Page], address: str, site: Site
) -> None:
    page = new_page(address, java_script_enabled=False)
    page.goto(f"{address}{site.of_kind('text')}")
    runs = page.locator(".run")
    page.locator("input[value=confirmed]").check()
    faded = runs.evaluate_all("(runs) => runs.map((run) => [run.dataset.label, getComputedStyle(run).opacity])")
    assert {label for label, opacity in faded if opacity == "1"} == {"confirmed"}
    assert {label for label, opacity in faded if opacity != "1"} > {"unconfirmed", "opinion"}


def test_a_term_is_explained_in_place(open_asked: Callable[..., Page]) -> None:
    page = open_asked("topics/memory-of-ice/")
    term = page.locator("a.term").first
    term.focus()
    page.keyboard.press("Enter")
    box = page.locator(".definition")
    expect(box).to_be_visible()
    expect(box.locator("p").first).to_have_text(term.get_attribute("data-definition") or "?")
    expect(box.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box).to_be_hidden()
    after = "a => [...document.links].indexOf(a) - [...document.links].indexOf(document.activeElement)"
    assert term.evaluate(after) < 0  # on in the text, not at the top of the page


def test_a_term_opens_where_it_is_tapped(open_asked: Callable[..., Page]) -> None:
    page = open_asked("topics/memory-of-ice/", viewport=PHONE)
    term = page.locator("a.term").first
    term.evaluate("(term) => { term.textContent = 'floe '.repeat(60); }")  # which goes on over many lines
    second = term.evaluate("(term) => { const line = term.getClientRects()[1]; return [line.left + 5, line.top + 5]; }")
    page.mouse.click(*second)
    box = page.locator(".definition").bounding_box()
    assert box
    near = (box["y"] - second[1], second[1] - box["y"] - box["height"])
    assert max(near) == pytest.approx(20, abs=20)


@pytest.mark.parametrize("script", [True, False])
def test_a_link_to_a_folded_passage_opens_its_fold(
    new_page: Callable[..., Page], asked_address: str, script: bool
) -> None:
    page = new_page(asked_address, java_script_enabled=script)
    page.goto(f"{asked_address}claims/claim-0/")
    folded = page.locator("details:not([open]) .passage").last.get_attribute("id")
    passage = page.locator(f"#{folded}")
    expect(passage).to_be_hidden()
    page.goto("about:blank")
    page.goto(f"{asked_address}claims/claim-0/#{folded}")
    expect(passage).to_be_in_viewport()
    expect(page.locator("details.fold[open]")).to_have_count(1)


def test_the_choice_of_dark_is_remembered(open_asked: Callable[..., Page]) -> None:
    page = open_asked("", color_scheme="light")
    page_colour = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(page_colour)
    page.get_by_label("Appearance").select_option("dark")
    dark = page.evaluate(page_colour)
    assert dark != light
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions", exact=True).click()
    page.wait_for_url("**/topics/")
    assert page.evaluate(page_colour) == dark
    expect(page.get_by_label("Appearance")).to_have_value("dark")
    page.get_by_label("Appearance").select_option("")
    assert page.evaluate(page_colour) == light


def test_without_a_script_no_choice_is_offered_that_nothing_could_keep(open_page: Callable[..., Page]) -> None:
    expect(open_page("", java_script_enabled=False).locator(".appearance")).to_be_hidden()


def test_on_paper_everything_is_unfolded_and_addresses_are_printed(open_asked: Callable[..., Page]) -> None:
    page = open_asked("topics/memory-of-ice/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator("details table").first).to_be_visible()
    claim = open_asked("claims/ice-melts/")
    claim.emulate_media(media="print")
    # Of a link to words on a page, the address of the page.
    for kind, address in [("a.outside[data-address]", "data-address"), ("a.outside:not([data-address])", "href")]:
        link = claim.locator(kind).first
        printed = link.evaluate("(e) => getComputedStyle(e, '::after').content")
        assert printed == f'" ({link.get_attribute(address)})"'
    assert claim.pdf()[:5] == b"%PDF-"


def _whole(route: Route) -> None:
    """Let a page be painted when it has come in whole: on a busy machine half of it is, and the rest moves that."""
    if route.request.resource_type != "document":
        return route.continue_()
    response = route.fetch()
    body = response.text().replace("</head>", '<link rel="expect" href="#whole" blocking="render"></head>', 1)
    return route.fulfill(response=response, body=body.replace("</body>", '<i id="whole"></i></body>', 1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light_and_does_not_jump(browser: Browser, site: Site, address: str, kind: str) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    weights: list[int] = []
    page.on(
        "response",
        lambda response: weights.append(len(gzip.compress(response.body()))) if response.status == 200 else None,
    )
    page.route("**/*", _whole)
    page.goto(address + site.of_kind(kind), wait_until="networkidle")
    shift = page.evaluate(
        """() => new Promise((done) => { let sum = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => setTimeout(() => done(sum), 0)); })"""
    )
    context.close()
    assert shift == 0
    assert sum(weights) < HEAVIEST


def test_a_citation_and_a_pages_address_can_be_copied(open_asked: Callable[..., Page], asked_address: str) -> None:
    page = open_asked("claims/ice-melts/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("heading", name="Cite, copy, challenge").click()
    page.get_by_text("Cite this claim").click()
    buttons = page.get_by_role("button", name="Copy", exact=True)
    for id in ("citation-cite.json", "citation-cite.bib", "citation"):  # from the last: one that was pressed says so
        buttons.nth(buttons.count() - 1).click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (page.locator(f"[id='{id}']").text_content() or "").strip()
    page.get_by_role("button", name="Copy the link to this page").click()
    expect(page.get_by_role("button", name="Copy the link to this page")).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()") == f"{asked_address}claims/ice-melts/"
