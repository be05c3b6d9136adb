"""What pages say to machines: schema.org's words only, only what a reader sees, and only what is so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest

from claims import pages
from claims.exports import jsonld
from claims.site.urls import Addresses

from .support import HTML, SITE, Built, Site, expected, plain
from .vocabulary import is_type, properties

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NOT_WORDS = {  # addresses, days, codes and names of types
    *("@context", "@id", "@type", "url", "item", "contentUrl", "license"),
    *("datePublished", "dateModified", "inLanguage", "encodingFormat"),
}


def graph(built: Built, page: pages.Page) -> list[dict[str, Any]]:
    script = jsonld.script(page, base=SITE, name="Tiny & Co", urls=Addresses())
    return json.loads(script)["@graph"] if script else []


def of_type(nodes: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in nodes if node["@type"] == name]


def said(site: Site) -> dict[str, list[dict[str, Any]]]:
    """The graph of each page that has one."""
    found = {page: SCRIPT.findall(site.read(page)) for page in site.pages()}
    assert {len(scripts) for scripts in found.values()} == {0, 1}
    return {page: json.loads(scripts[0])["@graph"] for page, scripts in found.items() if scripts}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)


def words(value: Any, key: str = "") -> Iterator[str]:
    """Every text that is meant to be read."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from words(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from words(part, key)
    elif isinstance(value, str) and key not in NOT_WORDS:
        yield value


def seen(html: str) -> str:
    """The text of a page's body."""
    body = html.partition("<body")[2]
    return plain("<body" + re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.DOTALL))


# The vocabulary


@pytest.mark.parametrize("name", ["served", "tiny_site"])
def test_every_type_and_property_is_schema_orgs_and_they_go_together(name: str, request: pytest.FixtureRequest) -> None:
    used = {
        (node["@type"], key)
        for page in said(request.getfixturevalue(name)).values()
        for node in nodes(page)
        if "@type" in node
        for key in node
        if not key.startswith("@")
    }
    types = {type for type, _ in used}
    assert {type for type in types if not is_type(type)} == set()
    assert {(type, key) for type, key in used if key not in properties(type)} == set()
    assert {"Claim", "ClaimReview", "Rating", "Dataset", "DataDownload", "BreadcrumbList", "WebSite"} <= types
    assert not is_type("Verdict")
    assert "claimReviewed" not in properties("Claim")


def test_a_node_without_a_type_only_points_at_one_that_is_told_of(served: Site) -> None:
    for page, told in said(served).items():
        ids = {node["@id"] for node in nodes(told) if "@type" in node and "@id" in node}
        for node in nodes(told):
            assert "@type" in node or (set(node) == {"@id"} and node["@id"] in ids), (page, node)


# What is said


@pytest.mark.parametrize("name", ["served", "local", "from_disk", "tiny_site"])
def test_every_word_stands_on_the_page(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    count = 0
    for page, told in said(site).items():
        text = seen(site.read(page))
        for word in words(told):
            count += 1
            assert " ".join(word.split()) in text, (page, word)
    assert count


def test_a_claim_is_told_as_kept(tiny: Built) -> None:
    told = graph(tiny, tiny.claim("moon-cheese"))
    expected("moon-cheese.jsonld", (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())


def test_a_title_cannot_end_the_script(tiny_site: Site) -> None:
    html = tiny_site.read("claims/moon-cheese/index.html")
    (script,) = SCRIPT.findall(html)
    assert not set("<>&\u2028\u2029") & set(script)
    (parsed,) = [
        element.text
        for element in tiny_site.html("claims/moon-cheese/index.html").iter(f"{HTML}script")
        if element.get("type") == "application/ld+json"
    ]
    assert parsed == script
    assert json.loads(script)["@graph"][0]["name"] == "The Moon is 100% cheese & </script> <!-- nothing else"


def test_what_html_or_javascript_would_see_is_escaped(tiny: Built) -> None:
    claim = replace(tiny.claim("cheese-is-good"), title="Cheese < > & \u2028 \u2029 is good")
    script = jsonld.script(claim, base="", name="", urls=Addresses())
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script)["@graph"][0]["name"] == claim.title


def test_a_quotation_is_verbatim(tiny: Built) -> None:
    (quotation,) = of_type(graph(tiny, tiny.claim("moon-cheese")), "Quotation")
    assert quotation["text"] == "+ made of cheese"
    assert tiny.claim("cheese-is-good").quote == "good"
    assert of_type(graph(tiny, tiny.claim("cheese-is-good")), "Quotation") == []


def test_a_review_has_the_label_as_shown_and_no_number(tiny: Built) -> None:
    (review,) = of_type(graph(tiny, tiny.claim("moon-cheese")), "ClaimReview")
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Disputed"}
    assert review["itemReviewed"] == {"@id": f"{SITE}/claims/moon-cheese/#claim"}


@pytest.mark.parametrize("id", ["cheese-is-good", "moon-far"])
def test_a_position_and_a_claim_not_yet_reviewed_have_no_review(tiny: Built, id: str) -> None:
    told = graph(tiny, tiny.claim(id))
    assert of_type(told, "ClaimReview") == []
    assert len(of_type(told, "Claim")) == 1


def test_reviews_are_of_every_claim_with_a_finding(served: Site) -> None:
    found = {page: told for page, told in said(served).items() if re.fullmatch("claims/.+/index.html", page)}
    assert len(found) > 30
    for page, told in found.items():
        label = re.search(r'<section class="verdict" data-label="([a-z-]+)"', served.read(page))
        assert label is not None
        assert bool(of_type(told, "ClaimReview")) == (label[1] not in {"position", "not-reviewed"}), page


def test_a_correction_is_told_of(tiny: Built) -> None:
    assert graph(tiny, tiny.claim("moon-cheese"))[0]["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The survey’s date was wrong: 2020, not 2021.",
            "datePublished": "2026-11-10",
        }
    ]
    assert "correction" not in graph(tiny, tiny.claim("cheese-is-good"))[0]


def test_a_claim_is_its_speakers(tiny: Built) -> None:
    (claim,) = of_type(graph(tiny, tiny.claim("moon-cheese")), "Claim")
    assert claim["author"] == {"@type": "Person", "name": "A “Mouse”", "url": f"{SITE}/speakers/mouse/"}
    (claim,) = of_type(graph(tiny, tiny.claim("moon-far")), "Claim")
    assert claim["author"]["@type"] == "Organization"


def test_the_home_page_tells_of_the_site(tiny: Built) -> None:
    assert graph(tiny, tiny.page(pages.HomePage)) == [
        {"@type": "WebSite", "@id": f"{SITE}/#site", "url": f"{SITE}/", "name": "Tiny & Co", "inLanguage": "en"}
    ]


def test_pages_that_say_nothing_have_no_script(tiny: Built) -> None:
    assert graph(tiny, tiny.page(pages.TimelinePage)) == []


def test_the_data_page_tells_of_every_file_that_can_be_fetched(served: Site) -> None:
    (dataset,) = of_type(said(served)["data/index.html"], "Dataset")
    files = {file["contentUrl"].removeprefix(f"{served.url}/"): file for file in dataset["distribution"]}
    folder = served.folder / "data" / "v1"
    assert set(files) == {
        f"data/v1/{path.name}" for path in folder.iterdir() if path.suffix in {".csv", ".json", ".yaml"}
    }
    for path, file in files.items():
        assert file["contentSize"] == f"{(served.folder / path).stat().st_size:,} bytes"
    assert {file["encodingFormat"] for file in files.values()} == {"application/json", "application/yaml", "text/csv"}
    assert 50 <= len(dataset["description"]) <= 5000


# Addresses


@pytest.mark.parametrize("name", ["served", "local", "from_disk"])
def test_every_address_of_ours_leads_to_a_page(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    root = f"{site.url or 'file:///site'}/"
    for page, told in said(site).items():
        for node in nodes(told):
            for key in ("@id", "url", "item", "contentUrl"):
                address = urljoin(root + page, node.get(key, root))
                if not site.url and address.startswith("file:///") and not address.startswith(root):
                    address = root + address.removeprefix("file:///")
                path = address.removeprefix(root).partition("#")[0]
                if not path.startswith("http"):
                    file = site.folder / path
                    assert (file / "index.html").is_file() or file.is_file(), (page, key, node[key])


def test_breadcrumbs_are_those_of_the_page(served: Site) -> None:
    count = 0
    for page, told in said(served).items():
        for node in nodes(told):
            if node.get("@type") != "BreadcrumbList":
                continue
            count += 1
            trail = re.search(r'<ol class="trail__list">(.*?)</ol>', served.read(page), re.DOTALL)
            assert trail is not None
            shown = re.findall(r'<a href="(.*?)">(.*?)</a>', trail[1])
            items = node["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            assert [(item["item"], item["name"]) for item in items[:-1]] == [
                (href, plain(title)) for href, title in shown
            ]
            assert items[-1]["item"] == f"{served.url}/{page.removesuffix('index.html')}"
    assert count > 100


# The rest of the head


def metas(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html.partition("</head>")[0])
    return [(name, unescape(value)) for name, value in found]


def test_every_page_says_how_it_looks_when_shared(served: Site, local: Site, from_disk: Site) -> None:
    for site in (served, local, from_disk):
        for page in site.pages():
            html = site.read(page)
            names = [name for name, _ in metas(html)]
            said = dict(metas(html))
            assert len(names) == len(set(names)), page
            assert said["og:title"] == unescape(
                html.partition("<title>")[2].partition(" · Claim by Claim</title>")[0]
            ), page
            assert said["og:description"] == said["description"], page
            assert said["og:site_name"] == "Claim by Claim"
            assert said["og:type"] == ("website" if page == "index.html" else "article")
            assert ("og:url" in said) == (bool(site.url) and page != "404.html")


def test_a_published_page_names_its_one_address(served: Site, local: Site, from_disk: Site) -> None:
    for page in served.pages():
        html = served.read(page)
        own = [] if page == "404.html" else [f"{served.url}/{page.removesuffix('index.html')}"]
        assert re.findall('<link rel="canonical" href="(.*?)">', html) == own, page
        assert [value for name, value in metas(html) if name == "og:url"] == own, page
    for site in (local, from_disk):
        assert not [page for page in site.pages() if 'rel="canonical"' in site.read(page)]


def test_claims_and_topics_can_be_cited_by_programs(tiny_site: Site) -> None:
    found = [pair for pair in metas(tiny_site.read("claims/moon-cheese/index.html")) if pair[0].startswith("citation")]
    assert found == [
        ("citation_title", "The Moon is 100% cheese & </script> <!-- nothing else"),
        ("citation_author", "Claim by Claim contributors"),
        ("citation_publication_date", "2026/11/20"),
        ("citation_publisher", "Claim by Claim"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}/claims/moon-cheese/"),
    ]
    assert "citation_title" in dict(metas(tiny_site.read("topics/the-moon/index.html")))
    assert "citation_title" not in dict(metas(tiny_site.read("index.html")))


def test_a_record_names_its_data(served: Site) -> None:
    for kind in ("claims", "topics"):
        for page in (served.folder / kind).glob("*/index.html"):
            href = f"data/v1/{kind}/{page.parent.name}.json"
            html = page.read_text()
            assert f'<link rel="alternate" type="application/json" href="{served.url}/{href}">' in html
            assert f'<a href="{served.url}/{href}">' in html
            assert (served.folder / href).is_file()
