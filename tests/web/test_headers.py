"""The one policy, wherever it is written down."""

import html
import re

import pytest

from claims import headers
from support.building import PUBLISHED, contents
from support.hosting import headers_for, read_rules
from support.pages import Site


@pytest.mark.parametrize("built", ["site", "published_site"])
def test_every_page_carries_the_policy_before_it_loads_anything(built: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(built)
    assert len(site.cards) == (len(site.dataset.claims) if built == "published_site" else 0)
    for page in (*site.pages, *site.cards):
        [meta] = [meta for meta in page.tagged("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
        assert meta.get("content") == headers.CONTENT_SECURITY_POLICY, page
        assert page.tags.index(meta) < page.tags.index(page.tagged("link", "script")[0]), page


def test_a_page_from_disk_carries_none(relative_site: Site) -> None:
    for page in relative_site.pages:
        assert "Content-Security-Policy" not in page.raw, page


def test_the_policy_allows_the_site_itself_and_nothing_written_into_a_page() -> None:
    sources = dict(directive.split(" ", 1) for directive in headers.CONTENT_SECURITY_POLICY.split("; "))
    assert sources["default-src"] == "'none'"
    assert sources["base-uri"] == "'none'"
    assert set(" ".join(sources.values()).split()) == {"'none'", "'self'", "'wasm-unsafe-eval'"}


def test_the_headers_file_gives_each_path_its_headers_once(published_site: Site) -> None:
    rules = read_rules(published_site.read("_headers"))
    for path in ("/", "/claims/some-id/", "/zh/claims/some-id/"):
        assert headers_for(path, rules) == headers.HEADERS
    kept = {**headers.HEADERS, "Cache-Control": headers.IMMUTABLE}
    assert headers_for("/theme/site.0123456789.css", rules) == kept


def test_what_pages_offer_to_other_sites_is_open_to_them_in_each_language(published_site: Site) -> None:
    rules = read_rules(published_site.read("_headers"))
    pages = published_site.folder.rglob("*.html")
    copied = "".join(html.unescape(page.read_text("utf-8")) for page in pages)
    frames = set(re.findall(rf'<iframe src="{PUBLISHED}(/[^"]+)"', copied))
    files = {f"/{path}" for path in contents(published_site.folder) if re.match(r"data/|(zh/)?feeds/", path)}
    expected = set[str]()
    for claim in published_site.dataset.claims:
        expected |= {f"/embed/claims/{claim.id}/", f"/zh/embed/claims/{claim.id}/"}
    assert frames == expected
    assert {"/data/v1/claims.json", "/zh/feeds/claims.atom"} < files
    for path in files:
        assert headers_for(path, rules) == {**headers.HEADERS, "Access-Control-Allow-Origin": "*"}, path
    both = f"{headers.CONTENT_SECURITY_POLICY}, {headers.FRAMING}"  # joined: both hold
    for path in frames:
        assert headers_for(path, rules) == {**headers.HEADERS, "Content-Security-Policy": both}, path
