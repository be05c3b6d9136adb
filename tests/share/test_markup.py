"""What a page tells others of its picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pages import Page, Site


def told(page: Page) -> dict[str, str]:
    return {
        key: element.attrib["content"]
        for element in page.all("meta")
        if (key := element.get("property", element.get("name", ""))).startswith(("og:image", "twitter:card"))
    }


@pytest.fixture(params=["site", "relative_site", "published_site", "hostile_site"])
def each_site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


def test_every_page_has_a_picture_that_is_there(each_site: Site) -> None:
    for page in each_site.pages:
        target = each_site.target(page, told(page)["og:image"])
        assert target is not None
        assert target.file.startswith("share/")


def test_a_published_page_gives_the_whole_address(published_site: Site) -> None:
    for page in published_site.pages:
        assert told(page)["og:image"].startswith("https://example.org/project/share/")


def test_a_page_tells_all_that_is_asked_of_a_large_picture(site: Site) -> None:
    for page in site.pages:
        facts = told(page)
        assert facts.pop("og:image:alt")
        assert facts == {
            "og:image": facts["og:image"],
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "twitter:card": "summary_large_image",
        }


def test_a_claim_and_a_topic_have_their_own_and_other_pages_that_of_the_home_page(site: Site) -> None:
    for page in site.pages:
        folder, *rest = page.path.split("/")
        id = rest[0] if len(rest) == 2 else ""
        own = {"claims": f"claim-{id}", "topics": f"topic-{id}"}.get(folder) if id else None
        assert told(page)["og:image"] == f"/share/{own or 'home'}.png"


def test_every_picture_is_small_and_has_the_size_it_says(any_site: Site) -> None:
    files = [path for path in any_site.files if path.startswith("share/")]
    assert files
    for path in files:
        content = (any_site.folder / path).read_bytes()
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert len(content) < 40_000, path
