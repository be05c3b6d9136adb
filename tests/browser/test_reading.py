"""The site in a real browser: with a script and without, by keyboard and on paper."""

from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from support.pages import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


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
    if script:  # what is led to is shown though it is of another side
        other = page.locator(".event[data-sides='2']").first
        expect(other).to_be_hidden()
        page.evaluate("(id) => { location.hash = id; }", other.get_attribute("id"))
        expect(other).to_be_visible()
    page.get_by_label("Everybody").check()
    expect(every.and_(page.locator(":visible"))).to_have_count(every.count())


def test_the_names_on_the_strip_are_apart_and_lead_to_their_events(open_page: Callable[..., Page]) -> None:
    page = open_page("timeline/")
    names = page.locator(".strip__name:visible")
    for width in (360, 390, 992, 1280):
        page.set_viewport_size({"width": width, "height": 900})
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


def test_the_timeline_takes_ten_screens_of_a_phone_and_four_sheets_and_its_menu_is_at_the_foot(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("timeline/", viewport=PHONE)
    box = page.locator(".event[data-key] .event__title").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollHeight") <= 10 * PHONE["height"]
    entries = page.get_by_role("navigation", name="More").locator(".site-nav__link")
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(entries.first).not_to_be_in_viewport()
    page.get_by_role("link", name="Menu").click()
    expect(entries.first).to_be_in_viewport()
    assert entries.all_inner_texts()[-4:] == ["How it unfolded", "Questions", "All claims", "Search"]
    assert sheets(page) <= 4


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


def test_an_events_address_can_be_copied_where_nothing_hovers(open_asked: Callable[..., Page]) -> None:
    page = open_asked("timeline/", viewport=PHONE, is_mobile=True, has_touch=True)
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(page.locator(".event").count())


def test_claims_can_be_shown_by_verdict_without_a_script(open_asked: Callable[..., Page]) -> None:
    page = open_asked("claims/", java_script_enabled=False)
    verdicts, every = page.get_by_role("navigation", name="Show claims by verdict"), page.locator(".claims .claim")
    verdicts.get_by_role("link", name="Unconfirmed").click()
    of_it = page.locator(".claims [data-label='unconfirmed'].claim").count()
    expect(page.locator(".claims .claim:visible")).to_have_count(of_it)
    verdicts.get_by_role("link", name="All").click()
    expect(page.locator(".claims .claim:visible")).to_have_count(every.count())


def sheets(page: Page) -> int:
    return len(PdfReader(BytesIO(page.pdf(format="A4"))).pages)


def test_a_claims_whole_verdict_stands_on_the_first_screen_of_a_phone_and_the_claim_on_one_sheet(
    new_page: Callable[..., Page], address: str, read_site: Site
) -> None:
    height = 664  # of what a browser's own bars leave of 844
    page = new_page(address, viewport={"width": PHONE["width"], "height": height}, java_script_enabled=False)
    below, longer = [], []
    for claim in read_site.dataset.claims:
        page.goto(f"{address}claims/{claim.id}/")  # with its style sheets
        box = page.locator(".verdict").bounding_box()  # with every other reading
        assert box
        below += [(claim.id, round(box["y"] + box["height"]))] if box["y"] + box["height"] > height else []
        longer += [claim.id] if sheets(page) > 1 else []
    assert (below, longer) == ([], [])
    page.get_by_label("Print everything").check()
    assert sheets(page) > 1


def test_a_text_is_narrowed_to_a_verdict_without_a_script(open_page: Callable[..., Page], read_site: Site) -> None:
    page = open_page(read_site.of_kind("text"), java_script_enabled=False)
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
    open_asked: Callable[..., Page], asked_address: str, script: bool
) -> None:
    page = open_asked("claims/claim-0/", java_script_enabled=script)
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
    plain = open_asked("", java_script_enabled=False)  # offers no choice that nothing could keep
    expect(plain.locator(".appearance")).to_be_hidden()


def test_on_paper_a_table_takes_no_room_unless_it_was_opened(open_asked: Callable[..., Page]) -> None:
    page = open_asked("topics/memory-of-ice/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator("details table").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".chart__table summary").first.click()
    page.emulate_media(media="print")
    expect(page.locator("details table").first).to_be_visible()
    claim = open_asked("claims/ice-melts/")
    claim.emulate_media(media="print")
    # Of a link to words on a page, the address of the page.
    sources = open_asked("sources/")
    sources.emulate_media(media="print")
    for page, kind, address in (
        (claim, "a.outside[data-address]", "data-address"),
        (sources, "a.outside:not([data-address])", "href"),
    ):
        link = page.locator(kind).first
        printed = link.evaluate("(e) => getComputedStyle(e, '::after').content")
        assert printed == f'" ({link.get_attribute(address)})"'
    assert claim.pdf()[:5] == b"%PDF-"


def test_a_citation_and_the_address_of_a_page_or_an_event_can_be_copied(
    open_asked: Callable[..., Page], asked_address: str
) -> None:
    page = open_asked("claims/ice-melts/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("heading", name="Cite and use this page").click()
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (page.locator("#citation").text_content() or "").strip()
    page.get_by_role("button", name="Copy the link to this page").click()
    expect(page.get_by_role("button", name="Copy the link to this page")).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()") == f"{asked_address}claims/ice-melts/"
    page.goto(f"{asked_address}timeline/")
    event = page.locator(".event:visible").first
    event.locator("summary").first.click()
    event.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{asked_address}timeline/#{event.get_attribute('id')}"
