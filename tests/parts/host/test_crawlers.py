"""What programs that read the whole site are told: which pages, when changed, under which one address."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from claims.parts import host
from support.building import PUBLISHED, publish
from support.datasets import build_pages, load
from support.findable import CLAIMS
from support.pages import Page, Site

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _address(page: Page) -> str:
    return f"{PUBLISHED}/{page.path.removesuffix('index.html')}"


@pytest.fixture(scope="module")
def listed(published_site: Site) -> dict[str, str | None]:
    root = ElementTree.fromstring(published_site.read("sitemap.xml"))  # noqa: S314 - our own
    return {url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_the_sitemap_lists_every_page_but_the_one_for_none(listed: dict[str, str | None], published_site: Site) -> None:
    pages = {_address(page) for page in published_site.pages} - {f"{PUBLISHED}/404.html"}
    prose = {f"{PUBLISHED}/{name}/" for name in ("about", "method")}  # which nobody has translated
    translated = {address.replace(PUBLISHED, f"{PUBLISHED}/zh", 1) for address in pages - prose}
    assert set(listed) == pages | translated
    assert list(listed) == sorted(listed)


def test_a_claim_last_changed_on_its_latest_change_or_review(
    listed: dict[str, str | None], published_site: Site
) -> None:
    """Of a page whose changes nobody writes down nothing is said."""
    days = {}
    for claim in published_site.dataset.claims:
        dates = [change.date for change in claim.changes] + ([claim.verdict.reviewed] if claim.verdict else [])
        for folder in ("", "zh/") if dates else ():
            days[f"{PUBLISHED}/{folder}claims/{claim.id}/"] = max(str(day.iso) for day in dates)
    assert {url: day for url, day in listed.items() if day and "/corrections/" not in url} == days


def test_of_a_change_and_a_review_the_later_counts() -> None:
    """The hostile claim was reviewed on the day before."""
    changed = "    changes: [{date: 2026-11-25, kind: added, note: N}, {date: 2026-11, kind: updated, note: N}]\n"
    pages = build_pages(load(CLAIMS.replace("    kind: position\n", f"    kind: position\n{changed}")))
    assert {page.url: day for page in pages if (day := host.last_change(page))} == {
        "claims/listed/": "2026-11-24",
        "claims/hostile/": "2026-11-25",
        "corrections/": "2026-11-25",
    }


def test_a_sitemap_is_sorted_and_escaped_and_robots_are_led_to_it() -> None:
    assert host.robots("s.xml") == "User-agent: *\nDisallow:\n\nSitemap: s.xml\n"
    assert host.sitemap({"https://x.example/b?c&d": "2026-01-02", "https://x.example/a": None}) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x.example/a</loc></url>\n"
        "<url><loc>https://x.example/b?c&amp;d</loc><lastmod>2026-01-02</lastmod></url>\n"
        "</urlset>\n"
    )


def test_a_page_that_chose_its_own_file_is_known_by_where_that_stands(small: Path) -> None:
    head = "Title: Kit\nSlug: kit\nUrl: press/\nSave_as: press/kit/index.html\nDescription: For the press.\n"
    (small / "content/pages/kit.md").write_text(f"{head}\nWords.\n")
    site = Site(publish(small, small / "output", PUBLISHED), PUBLISHED)
    (canonical,) = [link for link in site.page("press/kit/").tagged("link") if link.get("rel") == "canonical"]
    assert canonical.attrib["href"] == f"{PUBLISHED}/press/kit/"
    listed = re.findall("<loc>(.*kit.*|.*press.*)</loc>", site.read("sitemap.xml"))
    assert listed == [f"{PUBLISHED}/press/kit/"]
