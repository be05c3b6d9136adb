"""What pages say to machines: schema.org's words only, only what a reader sees, and only what is so."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from claims.features import Build
from claims.features.jsonld import JsonLd, script
from claims.pages.claims import ClaimPage
from claims.pages.home import HomePage
from claims.pages.texts import TextPage
from claims.pages.timeline import TimelinePage
from claims.site.citations import FOLDER
from claims.site.claim import ClaimView
from claims.site.page import Page
from claims.site.schema_org import Graph
from support.building import ENGLISH
from support.helpers import Value
from support.opendata import ADDRESS, TINY, Made, expected, make, objects, plain, published_data
from support.pages import Site

Node = dict[str, Any]

NOT_WORDS = {  # addresses, days, codes and names of types
    *("@context", "@id", "@type", "url", "item", "contentUrl", "license"),
    *("publishingPrinciples", "correctionsPolicy"),
    *("datePublished", "dateModified", "inLanguage", "encodingFormat"),
}


def graph(made: Made, page: Page) -> list[Node]:
    text = script(page, told(made), "")
    return json.loads(text)["@graph"] if text else []


def told(made: Made) -> Graph:
    names = {"name": "Tiny & Co", "organization": "Mice & Co", "made_with": ""}
    return Graph(base=ADDRESS, urls=made.site.urls, language=ENGLISH, **names)


def of_type(nodes: list[Node], name: str) -> list[Node]:
    return [node for node in nodes if node["@type"] == name]


def said(site: Site) -> dict[str, list[Node]]:
    """The graph of each page that has one."""
    graphs = dict[str, list[Node]]()
    for page in site.documents:
        for block in page.data:
            assert page.path not in graphs
            graphs[page.path] = json.loads(block.text)["@graph"]
    return graphs


def words(value: Value, key: str = "") -> Iterator[str]:
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
    """The text of a page's body, and its title."""
    title, _, body = html.partition("<title>")[2].partition("</title>")
    body = body.partition("<body")[2]
    return plain(f"{title} <body" + re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.DOTALL))


# The vocabulary, as the package pydantic2-schemaorg carries it: read as text, nothing of it is imported. Each type is a
# module, `class Claim(CreativeWork)`; a field that Python could not name so has the property's name as its alias.


@cache
def properties(name: str) -> frozenset[str]:
    """The properties that a type may have, its own and those of what it is a kind of; none where it is no type."""
    spec = find_spec("pydantic2_schemaorg")
    assert spec and spec.origin  # noqa: PT018
    file = Path(spec.origin).with_name(f"{name}.py")
    found = set[str]()
    for node in ast.parse(file.read_text(encoding="utf-8")).body if file.is_file() else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            found |= {_property(field) for field in node.body if isinstance(field, ast.AnnAssign)}
            found |= set().union(*(properties(base.id) for base in node.bases if isinstance(base, ast.Name)))
    return frozenset(found)


def _property(field: ast.AnnAssign) -> str:
    keywords = field.value.keywords if isinstance(field.value, ast.Call) else []
    return next((ast.literal_eval(k.value) for k in keywords if k.arg == "alias"), ast.unparse(field.target))


def test_every_type_and_property_is_schema_orgs_and_they_go_together(any_published: Site) -> None:
    types = set[str]()
    for node in objects([*said(any_published).values()]):
        if "@type" in node:
            types.add(node["@type"])
            keys = {key for key in node if not key.startswith("@")}
            assert keys <= properties(node["@type"]), node["@type"]
    assert {"Claim", "ClaimReview", "Rating", "Dataset", "DataDownload", "BreadcrumbList", "WebSite"} <= types
    assert not properties("Verdict")
    assert "claimReviewed" not in properties("Claim")


# What is said


@pytest.mark.parametrize("name", ["published_site", "relative_site", "tiny_site"])
def test_every_word_stands_on_the_page_and_every_address_leads_to_one(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    found = said(site)
    assert found
    for path, told in found.items():
        text = seen(site.read(path)).casefold()  # the list of claims can be “All claims” there
        for word in {*words(told)} - {site.author}:  # who publishes it stands where it is cited
            assert " ".join(word.split()).casefold() in text, path
        for node in objects(told):
            for key in ("@id", "url", "item", "contentUrl"):
                site.target(site.page(path), node.get(key, "").partition("#")[0])  # which raises where nothing is


def test_pages_are_told_as_kept(tiny: Made) -> None:
    """Of a claim that is disputed, an opinion, one that nobody reviewed; and pages of other kinds."""
    claims = [tiny.claims[id] for id in ("moon-cheese", "cheese-is-good", "moon-far")]
    kept = (*claims, *map(tiny.page, (HomePage, TextPage)))
    lines = ""
    for page in kept:
        for node in graph(tiny, page):
            lines += f"{json.dumps(node, ensure_ascii=False)}\n"
    expected("pages.jsonld", lines.encode())
    assert graph(tiny, tiny.page(TimelinePage)) == []


def test_a_quotation_is_part_of_the_source_that_has_it() -> None:
    elsewhere = TINY.replace(
        "form: letter, source: letter, date: 2019-09-29, paragraph: 3}", "form: talk, source: digest}"
    )
    made = make(elsewhere)
    [quotation] = of_type(graph(made, made.claims["moon-cheese"]), "Quotation")
    assert quotation["isPartOf"]["url"] == "https://cheese.moon/letter"


def test_a_review_bears_its_day_where_nothing_says_when_the_claim_was_published(tiny: Made) -> None:
    review, page = "ClaimReview", tiny.claims["moon-cheese"]
    [dated] = of_type(graph(tiny, page), review)
    record = page.claim.record
    without_history = ClaimPage(tiny.site, ClaimView(tiny.site, record.model_copy(update={"changes": ()})))
    [undated] = of_type(graph(tiny, without_history), review)
    assert (dated["datePublished"], undated["datePublished"]) == (str(record.published), page.claim.reviewed.iso)
    assert "datePublished" not in graph(tiny, without_history)[0]


@pytest.mark.parametrize(
    ("responsible", "kind"), [("{given: Ann, family: Jones}", "Person"), ("The Desk", "Organization")]
)
def test_who_answers_for_the_site_is_a_person_or_an_organization(responsible: str, kind: str) -> None:
    made = make(f"site: {{responsible: {responsible}}}\nclaims: []\n")
    context = JsonLd(cast("Build", SimpleNamespace(site=made.site))).context()
    graph = context["graph"]
    assert isinstance(graph, Graph)
    publisher = graph.publisher()
    assert publisher["@type"] == kind
    assert publisher.keys() - {"@type"} <= properties(kind)


def test_what_html_or_javascript_would_see_is_escaped(tiny: Made) -> None:
    claim = ClaimPage(tiny.site, tiny.claims["cheese-is-good"].claim)
    claim.title = "Cheese < > & \u2028 \u2029 is good"
    text = script(claim, told(tiny), "")
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == claim.title


def test_the_data_page_tells_of_every_file_that_can_be_fetched(published_site: Site) -> None:
    [dataset] = of_type(said(published_site)["data/index.html"], "Dataset")
    files = {file["contentUrl"].removeprefix(f"{published_site.base}/{FOLDER}/") for file in dataset["distribution"]}
    assert files == published_data(published_site.folder).keys()


# The rest of the head


def test_every_page_says_how_it_looks_when_shared_and_published_its_one_address(
    published_site: Site, relative_site: Site
) -> None:
    for built in (published_site, relative_site):
        for page in built.pages:
            found = page.metas("property")
            assert found["og:title"] == page.title.removesuffix(f" · {built.name}"), page
            assert found["og:description"] == page.metas()["description"], page
            assert found["og:site_name"] == built.name
            assert found["og:type"] == ("website" if page.path == "index.html" else "article")
            has_address = built is published_site and page.path != "404.html"
            own = f"{built.base}/{page.path.removesuffix('index.html')}" if has_address else None
            assert page.linked("canonical") == ([own] if own else []), page
            assert found.get("og:url") == own, page
