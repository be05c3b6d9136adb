"""The card of a claim in a page elsewhere, which may frame it and nothing else of the site."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims.features.cards import HEIGHT
from support.hosting import answering, listening, serving
from support.pages import Site
from support.servers import caddy, nginx, running

pytestmark = pytest.mark.browser

WIDTHS = (300, 340, 480, 640)
MEASURES = (  # in the narrowest frame one may have to scroll on from the verdict's word
    "document.querySelector('.card__label').getBoundingClientRect().bottom",
    "document.documentElement.scrollHeight",
)


@pytest.fixture(
    scope="module", params=["_headers", *(pytest.param(name, marks=pytest.mark.servers) for name in ("nginx", "caddy"))]
)
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    """Where a published site is served, by each of the servers and by a host that reads `_headers`; and the site."""
    if request.param == "_headers":
        site = request.getfixturevalue("read_site")
        with listening() as server, answering(server, site.folder) as served:
            yield served, site
    else:
        site, start = request.getfixturevalue("at_the_root"), {"nginx": nginx, "caddy": caddy}[request.param]
        with running(start, tmp_path_factory.mktemp("server"), site) as server:
            yield f"http://127.0.0.1:{server.port}/", site


def test_a_page_elsewhere_shows_a_card_whose_link_leaves_the_frame(
    host: tuple[str, Site], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    served, site = host
    claim = site.dataset.claims[0]
    told = site.page(f"claims/{claim.id}/").by_id("embed").text or ""
    html = told.replace(f"{site.base}/", served)
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><title>News</title><link rel=icon href=data:,>{html}")
    page = new_page()
    with serving(tmp_path, {}) as elsewhere:
        for address in (tmp_path.as_uri() + "/index.html", elsewhere):
            page.goto(address)
            card = page.frame_locator("iframe")
            expect(card.locator("h1")).to_be_visible()
            expect(card.locator(".card")).to_have_css("display", "flex")  # its sheet is in force
        with page.expect_popup() as opened:
            card.get_by_role("link", name="Evidence and reasons").click()
        expect(opened.value).to_have_url(f"{served}claims/{claim.id}/")
        expect(page).to_have_title("News")


def test_a_card_fits_its_frame_and_can_be_read_by_everybody_at_every_width(
    new_page: Callable[..., Page], axe: Callable[..., list[str]], address: str, read_site: Site
) -> None:
    found: list[tuple[object, ...]] = []
    page = new_page(address)
    for card in read_site.cards:
        page.goto(address + card.path.removesuffix("index.html"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((card, width))
            if (text := page.evaluate(MEASURES[width > WIDTHS[0]])) > HEIGHT:
                found.append((card, width, text))
    for width, scheme in product((WIDTHS[0], WIDTHS[-1]), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, offence) for offence in axe(page)]
    assert found == []
