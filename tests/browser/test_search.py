"""Searching and narrowing lists in a real browser: by keyboard, by address, without a script, from disk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.hosting import serving
from support.pages import Site

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]


@pytest.fixture
def address(asked_address: str) -> str:
    """Where what is looked for here is found."""
    return asked_address


@pytest.fixture
def visit(new_page: Opener, address: str) -> Opener:
    """Opens a page of the site that may be left before all of it has come."""

    def visited(path: str) -> Page:
        page = new_page()
        page.goto(address + path)
        return page

    return visited


def ask(page: Page, words: str) -> None:
    """Type words, and wait until they are answered."""
    page.get_by_role("searchbox").fill(words)
    expect(count(page)).to_contain_text(f"“{words}”")


def count(page: Page) -> Locator:
    return page.locator(".search-count")


def results(page: Page) -> Locator:
    return page.locator(".results > .result")


# As one types


def test_the_index_is_asked_for_at_the_first_use_and_what_is_found_shows_what_it_is(visit: Opener) -> None:
    page = visit("search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert [url for url in asked if "/pagefind/" in url] == []
    with page.expect_response("**/pagefind/pagefind.js"):
        page.get_by_role("searchbox").focus()
    page.get_by_role("searchbox").fill("precipitously")
    expect(count(page)).to_have_text(re.compile(r"^Results for “precipitously”: [1-9]\d*$"))
    first = results(page).first
    expect(first.locator(".result__kind")).to_have_text("Claim by Speaker 1Unconfirmed")
    expect(first.locator(".badge .mark")).to_be_visible()
    expect(first.get_by_role("heading", level=2)).to_contain_text("precipitously")
    expect(first.locator("mark").first).to_have_text(re.compile("precipitously"))
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/claims/ice-melts/$"))


def test_where_nothing_is_found_it_says_so_politely_and_offers_the_topics(open_page: Opener) -> None:
    page = open_page("search/?q=zzzzqqqq")
    expect(page.get_by_role("status").and_(count(page))).to_have_text("No results for “zzzzqqqq”")
    topics = page.get_by_role("list", name="Topics")
    expect(topics.get_by_role("link", name="The memory of ice")).to_be_visible()
    ask(page, "statement")
    expect(topics).to_be_hidden()
    expect(results(page).first).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(results(page)).to_have_count(0)
    expect(count(page)).to_be_empty()
    expect(page).to_have_url(re.compile(r"/search/$"))


def test_other_spellings_and_some_of_the_words_find_and_excerpts_are_cut_where_they_say(open_page: Opener) -> None:
    page = open_page("search/?q=qdo&kind=claim")  # another spelling of a term
    expect(results(page).locator(".result__title")).to_have_text("The ice is admirable")
    assert {"Quiet", "Drift", "Office"} <= {*results(page).locator("mark").all_inner_texts()}
    ask(page, "drift")
    excerpts = page.locator(".result__excerpt")
    expect(excerpts.filter(has_text=re.compile(r"^Speaker 2 wrote .* Office agreed\.$"))).to_have_count(1)
    expect(excerpts.filter(has_text=re.compile(r"^Speaker 1 said .* and in December …$"))).to_have_count(1)
    ask(page, "froze")
    expect(excerpts.filter(has_text=re.compile(r"^… .*to look, .* “It froze again\.”$"))).to_have_count(1)
    ask(page, "froze agreed")  # which nothing has both
    expect(count(page)).to_have_text(re.compile(r"^Results for some of the words “froze agreed”: \d+$"))
    assert {"The ice melts “precipitously”", "The ice is admirable"} <= {
        *page.locator(".result__title").all_inner_texts()
    }


def test_hyphens_and_numbered_dates_are_asked_for_as_pages_say_them(open_page: Opener) -> None:
    page = open_page("search/")
    for typed, said in {
        "zero-thaw": "zero thaw",
        "North–South": "North South",
        "2019-05-01": "1 May 2019",
        "2018-12": "December 2018",
        "2018-19": "2018-19",
    }.items():
        found = []
        for words in (typed, said):
            page.get_by_role("searchbox").fill(words)
            expect(count(page)).to_have_text(re.compile(f"^Results for “{words}”: [1-9]\\d*$"))
            found.append(results(page).all_inner_texts())
        assert found[0] == found[1], typed


def test_an_index_that_does_not_come_is_told(new_page: Opener, address: str) -> None:
    page = new_page()
    page.route("**/pagefind/**", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    page.goto(f"{address}search/?q=statement")
    expect(count(page)).to_have_text("Search did not load. You can browse everything in the lists below.")


def test_results_hold_nothing_that_axe_finds_and_the_first_of_more_has_the_focus(
    open_page: Opener, axe: Callable[..., list[str]]
) -> None:
    page = open_page("search/?q=title")
    expect(results(page)).to_have_count(20)
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, "color-contrast", "color-contrast-enhanced") == []
    page.get_by_role("button", name="Show more").press("Enter")
    expect(results(page)).to_have_count(38)
    expect(results(page).nth(20).get_by_role("link")).to_be_focused()


def test_hostile_text_stays_text(new_page: Opener, hostile_site: Site) -> None:
    with serving(hostile_site.folder, {}) as served:
        page = new_page()
        page.goto(f"{served}search/?q=alert")
        expect(results(page).first).to_be_visible()
        assert page.locator(".results :is(script, b, i, img, style)").count() == 0
        expect(results(page).filter(has_text='<script>alert("x")</script>').first).to_be_visible()
        page.close()


# By filter and by address


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}, {"width": 1280, "height": 800}])
def test_a_shared_address_does_not_jump(
    open_page: Opener, shift: Callable[[Page], float], viewport: dict[str, int]
) -> None:
    page = open_page("search/?q=statement", viewport=viewport)
    expect(results(page).first).to_be_visible()
    assert shift(page) <= 0.05
    if viewport["width"] < 500:  # filters stand below the first result
        first, kind = (place.bounding_box() for place in (results(page).first, page.get_by_label("Kind")))
        assert first
        assert kind
        assert first["y"] < kind["y"]


def test_words_and_filters_are_kept_in_the_address_and_on_the_way_back(visit: Opener, asked_site: Site) -> None:
    page = visit("search/")
    ask(page, "statement")
    page.get_by_label("Kind").select_option("claim")
    expect(page).to_have_url(re.compile(r"/search/\?q=statement&kind=claim$"))
    expect(results(page).filter(has_text=re.compile("^Claim"))).not_to_have_count(0)
    expect(results(page).filter(has_not_text=re.compile("^Claim"))).to_have_count(0)
    expect(count(page)).to_have_text(re.compile(r"^Results for “statement”: [1-9]\d*$"))
    found = count(page).inner_text()
    page.reload()
    expect(count(page)).to_have_text(found)
    expect(page.get_by_label("Kind")).to_have_value("claim")
    shown = results(page).all_inner_texts()
    results(page).first.get_by_role("link").click()
    page.go_back()
    expect(results(page).first).to_be_visible()
    assert results(page).all_inner_texts() == shown
    page = visit("search/?verdict=disputed")  # a filter alone lists all that it leaves
    disputed = len(asked_site.page("claims/").with_class("claims")[0].findall(".//article[@data-label='disputed']"))
    expect(results(page)).to_have_count(disputed)


# By keyboard


def test_the_slash_leads_to_the_search_field_but_in_a_field_and_where_it_is_turned_off(visit: Opener) -> None:
    page = visit("claims/")
    page.get_by_role("searchbox").press("/")
    expect(page.get_by_role("searchbox")).to_have_value("/")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile(r"/search/"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Search")
    expect(link).to_have_attribute("aria-keyshortcuts", "/")
    page.get_by_role("checkbox").uncheck()  # and now it stays off
    assert link.get_attribute("aria-keyshortcuts") is None
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.reload()
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="All claims").click()
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile(r"/claims/$"))


# Anywhere


@pytest.mark.parametrize("place", ["without a script", "from disk"])
def test_where_it_cannot_search_the_page_leads_to_complete_lists(
    browser: Browser, address: str, asked_from_disk: Site, place: str
) -> None:
    page = browser.new_page(java_script_enabled=place == "from disk")  # whose console tells that a file has no search
    page.goto(f"{asked_from_disk.base}/search/index.html" if place == "from disk" else f"{address}search/")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.get_by_text("in a copy on disk it does not work")).to_be_visible()
    page.get_by_role("link", name="By kind of publisher").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")
    page.close()


# Narrowing the list of claims


def test_words_and_a_verdict_narrow_the_list_of_claims(open_page: Opener) -> None:
    def shown() -> int:
        return page.locator(".claims li").filter(visible=True).count()

    page = open_page("claims/")
    field, told, whole = page.get_by_label("Find in this list"), page.locator(".find__count"), shown()
    field.fill("ice PRECIPITOUSLY")
    expect(told).to_have_text(f"1 of {whole} claims")
    assert (shown(), page.locator(".claims__topic").filter(visible=True).count()) == (1, 1)
    field.fill("")
    expect(told).to_be_empty()
    assert shown() == whole
    page.get_by_role("navigation", name="Show claims by verdict").get_by_role("link", name="Opinion").click()
    expect(page.locator(".verdict-filter [aria-current]")).to_have_attribute("href", "#opinion")
    opinions = shown()
    field.fill("ice")
    expect(page.locator(".find__all")).to_be_visible()
    both = shown()
    assert 0 < both < opinions < whole
    expect(told).to_have_text(re.compile(rf"^{both} of \d+ claims, showing only “Opinion”$"))
    page.get_by_role("link", name="Show all verdicts").click()
    expect(told).to_have_text(re.compile(r"^\d+ of \d+ claims$"))
    expect(page.locator(".find__all")).to_be_hidden()
    assert shown() > both
