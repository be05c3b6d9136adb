"""What a page tells others of its picture, where the site is published."""

import io

from PIL import Image

from support.pages import Page, Site


def told(page: Page) -> dict[str, str]:
    return {
        key: element.attrib["content"]
        for element in page.tagged("meta")
        if (key := element.get("property", element.get("name", ""))).startswith(("og:image", "twitter:card"))
    }


def test_a_page_tells_all_that_is_asked_of_a_large_picture(published_site: Site) -> None:
    for page in published_site.pages:
        facts = told(page)
        assert facts.pop("og:image:alt")
        assert facts == {
            "og:image": facts["og:image"],
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "twitter:card": "summary_large_image",
        }


def test_a_claim_and_a_topic_have_their_own_and_other_pages_that_of_the_home_page(published_site: Site) -> None:
    for page in published_site.pages:
        folder, *rest = page.path.split("/")
        id = rest[0] if len(rest) == 2 else ""
        own = {"claims": f"claim-{id}", "topics": f"topic-{id}"}.get(folder) if id else None
        assert told(page)["og:image"] == f"https://example.org/project/share/{own or 'home'}.png"


def test_every_picture_is_there_and_small_and_has_the_size_that_is_told(published_site: Site) -> None:
    for path in {told(page)["og:image"].removeprefix("https://example.org/project/") for page in published_site.pages}:
        content = (published_site.folder / path).read_bytes()
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert len(content) < 40_000, path


def test_without_an_address_of_its_own_a_site_has_no_pictures(site: Site) -> None:
    assert [page.path for page in site.pages if told(page)] == []
    assert [path for path in site.files if path.startswith("share/")] == []
