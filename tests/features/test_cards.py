"""A claim elsewhere: its card, and the HTML that frames it; test_golden.py sees which there are, and their words."""

import re

from support.opendata import root
from support.pages import Page, Site

MAX_CARD = 7_000
"""Bytes of a card and its sheet, as they are unpacked."""


def sheet(site: Site, page: Page) -> str:
    """The one sheet that a card loads."""
    [address] = page.linked("stylesheet")
    return address.removeprefix(f"{root(site)}/")


def test_every_claim_has_a_light_card(any_published: Site) -> None:
    for claim in any_published.dataset.claims:
        card = any_published.page(f"embed/claims/{claim.id}/")
        style = any_published.read(sheet(any_published, card))
        assert len(f"{card.raw}{style}".encode()) <= MAX_CARD, claim.id


def test_a_card_is_html_with_a_sheet_and_links_and_leads_to_its_claim_alone(any_published: Site) -> None:
    assert any_published.cards
    for page in any_published.cards:
        assert page.errors == []
        assert page.tagged("script", "form", "img", "iframe", "style") == []
        assert re.fullmatch(r"theme/embed\.\w{10}\.css", sheet(any_published, page))
        [base] = page.tagged("base")
        assert base.attrib == {"target": "_blank"}
        first, second, *_ = page.headings
        assert (first.tag, second.tag) == ("h1", "h2")
        path = page.path.removeprefix("embed/").removesuffix("index.html")
        assert page.linked("canonical") == [f"{any_published.base}/{path}"]
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


def test_without_an_address_no_page_shows_what_to_frame(site: Site) -> None:
    for page in site.pages:
        assert 'id="embed"' not in page.raw
