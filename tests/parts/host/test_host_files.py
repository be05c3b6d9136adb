"""The files beside the pages: manifest and icons, and what is not there while editing."""

import json
import struct
from urllib.parse import urljoin, urlsplit

from support.building import PUBLISHED
from support.pages import Site

ONLY_PUBLISHED = {
    "sitemap.xml",
    "robots.txt",
    "site.webmanifest",
    "_headers",
    "build.json",
    "favicon.ico",
    "third-party.txt",
}


def test_while_editing_none_of_them_is_made(site: Site, relative_site: Site) -> None:
    for built in (site, relative_site):
        assert built.files & ONLY_PUBLISHED == set()
        assert [path for path in built.files if path.endswith((".br", ".gz"))] == []


def test_the_manifest_leads_to_its_pictures(published_site: Site) -> None:
    manifest = json.loads(published_site.read("site.webmanifest"))
    assert manifest["name"] == published_site.name
    assert urljoin(f"{PUBLISHED}/site.webmanifest", manifest["start_url"]) == f"{PUBLISHED}/"
    for icon in manifest["icons"]:
        content = (published_site.folder / icon["src"]).read_bytes()
        assert "{}x{}".format(*_size(content)) == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_page_leads_to_the_manifest_and_the_icons(published_site: Site) -> None:
    root = urlsplit(PUBLISHED).path
    for page in published_site.pages:
        found = {link.attrib["rel"]: link.attrib["href"] for link in page.tagged("link")}
        assert found["manifest"] == f"{root}/site.webmanifest"
        touch = published_site.folder / found["apple-touch-icon"].removeprefix(f"{root}/")
        assert _size(touch.read_bytes()) == (180, 180)
