"""The card of a claim in a page elsewhere, which may frame it and nothing else of the site."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims.parts.cards import HEIGHT
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
def host(request: pytest.FixtureRequest, at_the_root: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the published site is served: by each of the servers, and by a host that reads `_headers`."""
    if request.param == "_headers":
        with listening() as server, answering(server, at_the_root.folder) as served:
            yield served
    else:
        start = {"nginx": nginx, "caddy": caddy}[request.param]
        with running(start, tmp_path_factory.mktemp("server"), at_the_root) as server:
            yield f"http://127.0.0.1:{server.port}/"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Puts HTML into a page of another origin, and says where that is."""
    with serving(tmp_path, {}) as address:

        def put(html: str) -> str:
            head = "<!DOCTYPE html><title>News</title><link rel=icon href=data:,>"
            (tmp_path / "index.html").write_text(head + html, encoding="utf-8")
            return address

        yield put


def test_a_page_elsewhere_shows_a_card_whose_link_leaves_the_frame(
    host: str, elsewhere: Callable[[str], str], new_page: Callable[..., Page], at_the_root: Site
) -> None:
    claim = at_the_root.dataset.claims[0]
    told = json.loads(at_the_root.read(f"embed/claims/{claim.id}.json"))
    page = new_page()
    page.goto(elsewhere(told["html"].replace(f"{at_the_root.base}/", host)))
    card = page.frame_locator("iframe")
    expect(card.locator("h1")).to_be_visible()
    expect(card.locator(".card")).to_have_css("display", "flex")  # its sheet is in force
    with page.expect_popup() as opened:
        card.get_by_role("link", name="Evidence and reasons").click()
    expect(opened.value).to_have_url(f"{host}claims/{claim.id}/")
    expect(page).to_have_title("News")


def test_a_page_on_a_disk_shows_a_card(
    host: str, new_page: Callable[..., Page], tmp_path: Path, at_the_root: Site
) -> None:
    claim, draft = at_the_root.dataset.claims[0], tmp_path / "draft.html"
    draft.write_text(f'<iframe src="{host}embed/claims/{claim.id}/"></iframe>', encoding="utf-8")
    page = new_page()
    page.goto(draft.as_uri())
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible()


def test_a_card_fits_its_frame_and_can_be_read_by_everybody_at_every_width(
    new_page: Callable[..., Page], axe: Callable[..., list[str]], at_the_root: Site
) -> None:
    found: list[tuple[object, ...]] = []
    with serving(at_the_root.folder, {}) as address:
        page = new_page(address)
        for card in at_the_root.cards:
            page.goto(address + card.path.removesuffix("index.html"))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append((card, width))
                if (text := page.evaluate(MEASURES[width > WIDTHS[0]])) > HEIGHT:
                    found.append((card, width, text))
        for width, scheme in product(WIDTHS, ("light", "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [(width, scheme, offence) for offence in axe(page)]
        page.close()
    assert found == []
