"""What a host, a browser or a crawler asks for beside the pages."""

import json
import re
import struct
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from claims.features import host
from support.building import PUBLISHED, ROOT, publish
from support.datasets import build_pages, load
from support.findable import CLAIMS
from support.pages import Site

# The pages, and when they changed

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_every_page_but_the_one_for_none_and_when_claims_changed(published_site: Site) -> None:
    root = ElementTree.fromstring(published_site.read("sitemap.xml"))  # noqa: S314 - our own
    listed = {url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") for url in root}
    expected = set[str]()
    for page in published_site.pages:
        path = page.path.removesuffix("index.html")
        if path not in {"404.html", "about/", "method/"}:  # nobody has translated the two pages of prose
            expected |= {f"{PUBLISHED}/{path}", f"{PUBLISHED}/zh/{path}"}
    assert list(listed) == sorted(expected | {f"{PUBLISHED}/about/", f"{PUBLISHED}/method/"})
    for claim in published_site.dataset.claims:
        days = [str(change.date.iso) for change in claim.changes]
        if claim.verdict:
            days.append(str(claim.verdict.reviewed.iso))
        for folder in ("", "zh/"):
            assert listed[f"{PUBLISHED}/{folder}claims/{claim.id}/"] == max(days, default=None)


def test_of_a_change_and_a_review_the_later_counts() -> None:
    """The hostile claim was reviewed on the day before."""
    changed = "    changes: [{date: 2026-11-25, kind: added, note: N}, {date: 2026-11, kind: updated, note: N}]\n"
    pages = build_pages(load(CLAIMS.replace("    kind: position\n", f"    kind: position\n{changed}")))
    days = {page.url: host.last_change(page) for page in pages}
    assert days["claims/listed/"] == "2026-11-24"
    assert days["claims/hostile/"] == "2026-11-25"
    assert days["corrections/"] == "2026-11-25"
    assert not days["claims/checked/"]


def test_a_sitemap_is_sorted_and_escaped_and_robots_are_led_to_it() -> None:
    assert host.robots("s.xml") == "User-agent: *\nDisallow:\n\nSitemap: s.xml\n"
    assert host.sitemap({"https://x.example/b?c&d": "2026-01-02", "https://x.example/a": None}) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x.example/a</loc></url>\n"
        "<url><loc>https://x.example/b?c&amp;d</loc><lastmod>2026-01-02</lastmod></url>\n"
        "</urlset>\n"
    )


def test_a_page_that_chose_its_own_file_is_known_by_that(small: Path) -> None:
    head = "Title: Kit\nSlug: kit\nUrl: press/\nSave_as: press/kit/index.html\nDescription: For the press.\n"
    (small / "content/pages/kit.md").write_text(f"{head}\nWords.\n")
    site = Site(publish(small, small / "output", PUBLISHED), PUBLISHED)
    assert site.page("press/kit/").linked("canonical") == [f"{PUBLISHED}/press/kit/"]
    listed = re.findall("<loc>(.*kit.*|.*press.*)</loc>", site.read("sitemap.xml"))
    assert listed == [f"{PUBLISHED}/press/kit/"]


# The notices of others


def test_the_notices_go_with_the_site_and_name_the_search(published_site: Site) -> None:
    notices = published_site.read("third-party.txt")
    assert notices == (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    [version] = re.findall(r'pagefind_version="([\d.]+)"', published_site.read("pagefind/pagefind.js"))
    assert f"Pagefind {version}, " in notices
    assert "Copyright 2022 Pagefind" in notices


# The manifest and the icons


def test_while_editing_there_is_none_of_them(site: Site, relative_site: Site) -> None:
    files = {"sitemap.xml", "robots.txt", "site.webmanifest", "favicon.ico", "third-party.txt"}
    assert files & (site.files | relative_site.files) == set()


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_page_leads_to_the_manifest_and_that_to_its_pictures(published_site: Site) -> None:
    root = urlsplit(PUBLISHED).path
    for page in published_site.pages:
        assert page.linked("manifest") == [f"{root}/site.webmanifest"]
        [icon] = page.linked("apple-touch-icon")
        touch = published_site.folder / icon.removeprefix(f"{root}/")
        assert _size(touch.read_bytes()) == (180, 180)
    manifest = json.loads(published_site.read("site.webmanifest"))
    assert manifest["name"] == published_site.name
    assert urljoin(f"{PUBLISHED}/site.webmanifest", manifest["start_url"]) == f"{PUBLISHED}/"
    sizes = set[tuple[str, str]]()
    for icon in manifest["icons"]:
        assert "{}x{}".format(*_size((published_site.folder / icon["src"]).read_bytes())) == icon["sizes"]
        sizes.add((icon["sizes"], icon["purpose"]))
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
