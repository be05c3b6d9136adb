"""A claim elsewhere: its card, and the HTML that frames it."""

import re

from support.opendata import root
from support.pages import Page, Site

MAX_CARD = 7_000
"""Bytes of a card and its sheet, as they are unpacked."""


def card(site: Site, id: str) -> Page:
    return site.page(f"embed/claims/{id}/")


def sheet(site: Site, page: Page) -> str:
    """The one sheet that a card loads."""
    [link] = [tag.attrib["href"] for tag in page.tagged("link") if tag.get("rel") == "stylesheet"]
    return link.removeprefix(f"{root(site)}/")


def test_every_claim_has_a_light_card(any_published: Site) -> None:
    data = any_published.dataset
    gone = [id for record in data.withdrawals if record.kind == "claim" for id in (record.id, *record.aliases)]
    cards = {f"embed/claims/{id}/index.html" for id in (*(claim.id for claim in data.claims), *gone)}
    assert {page.path for page in any_published.cards} == cards
    styles = {page: any_published.read(sheet(any_published, page)) for page in any_published.cards}
    weights = {page: len(f"{page.raw}{style}".encode()) for page, style in styles.items()}
    assert {page: weight for page, weight in weights.items() if weight > MAX_CARD} == {}


def test_a_card_is_html_with_a_sheet_and_links_and_leads_to_its_claim_alone(any_published: Site) -> None:
    for page in any_published.cards:
        assert page.errors == []
        assert page.tagged("script", "form", "img", "iframe", "style") == []
        assert re.fullmatch(r"theme/embed\.\w{10}\.css", sheet(any_published, page))
        assert [tag.attrib for tag in page.tagged("base")] == [{"target": "_blank"}]
        assert [e.tag for e in page.headings][:2] == ["h1", "h2"]
        path = page.path.removeprefix("embed/").removesuffix("index.html")
        [canonical] = [tag.attrib["href"] for tag in page.tagged("link") if tag.get("rel") == "canonical"]
        assert canonical == f"{any_published.base}/{path}"
        assert '<meta name="robots" content="noindex">' in page.raw
        leads = "corrections/index.html" if "Withdrawn" in page.words else f"{path}index.html"
        assert leads in any_published.links[page.path]
    for file in ("sitemap.xml", "search/words.json", "feeds/claims.atom", "feeds/corrections.atom"):
        assert "embed/" not in any_published.read(file)


def test_a_claims_page_shows_the_html_of_its_frame_and_no_program_is_led_to_oembed(any_published: Site) -> None:
    for claim in any_published.dataset.claims:
        page = any_published.page(f"claims/{claim.id}/")
        html = page.by_id("embed").text or ""
        assert html.startswith(f'<iframe src="{any_published.base}/embed/claims/{claim.id}/" title="')
        assert "oembed" not in page.raw
    assert [path for path in any_published.files if path.startswith("embed/") and path.endswith(".json")] == []


def test_without_an_address_there_is_nothing_to_frame(site: Site) -> None:
    assert [path for path in site.files if "embed" in path and not path.endswith(".css")] == []
    assert [page for page in site.pages if 'id="embed"' in page.raw] == []
