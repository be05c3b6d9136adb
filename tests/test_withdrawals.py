"""Records that were withdrawn: their addresses say so, nothing else has them, and corrections, feeds and data do."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from building import PUBLISHED, publish, small_project
from datasets import BARE
from pages import Site

GONE = f"""{BARE}    changes: [{{date: 2019, kind: added, note: Listed.}}]
withdrawals:
  - {{id: night, aliases: [dark], kind: claim, title: Night is green, date: 2020-02-29, why: "We misread it, & say."}}
  - {{id: sun, aliases: [the-sun], kind: topic, title: The sun, date: 2020-03-01, why: No claim is about it.}}
  - {{id: ebb, kind: term, title: Ebb & flow, date: 2020-03-02, why: No text has the word.}}
  - {{id: suns, kind: series, title: Suns, date: 2020-03-03, why: There is one.}}
"""
SAID = {
    "claims/night": (
        "Night is green",
        "We have withdrawn this claim from the site (29 February 2020). We misread it, & say.",
    ),
    "topics/sun": ("The sun", "We have withdrawn this topic from the site (1 March 2020). No claim is about it."),
}
"""What the pages of those that had one are called, and say."""
SAID |= {"claims/dark": SAID["claims/night"], "topics/the-sun": SAID["topics/sun"]}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("withdrawn")
    return Site(publish(small_project(folder / "project", GONE), folder / "output", PUBLISHED), PUBLISHED)


@pytest.mark.parametrize("path", SAID)
def test_its_addresses_say_what_happened_and_search_engines_are_asked_to_leave_them_out(
    published: Site, path: str
) -> None:
    page, (title, words) = published.page(f"{path}/index.html"), SAID[path]
    assert page.h1 == f"Withdrawn: {title}"
    assert words in page.words
    assert '<meta name="robots" content="noindex">' in page.raw
    assert f"{path}/" not in published.read("sitemap.xml")


def test_nothing_leads_there_but_corrections_(small_site: Callable[[str], Site]) -> None:
    site = small_site(GONE)
    gone = {f"{path}/index.html" for path in SAID}
    leading = {page.path for page in site.pages if gone & {*site.links[page.path]} and page.path not in gone}
    assert leading == {"corrections/index.html"}
    for list in ("topics/index.html", "claims/index.html", "index.html"):
        assert "sun" not in site.page(list).words
        assert "green" not in site.page(list).words


def test_a_card_of_it_elsewhere_says_so(published: Site) -> None:
    for id in ("night", "dark"):
        page = published.page(f"embed/claims/{id}/index.html")
        assert page.h1 == "Night is green"
        assert SAID["claims/night"][1] in page.words
    assert not [path for path in published.files if path.startswith("embed/") and "sun" in path]


def test_the_corrections_and_the_data_have_it(published: Site) -> None:
    words = published.page("corrections/index.html").words
    for title, why in {
        "Night is green": "We misread it, & say.",
        "The sun": "No claim is about it.",
        "Ebb & flow": "No text has",
        "Suns": "There is one.",
    }.items():
        assert title in words
        assert why in words
    data = json.loads(published.read("data/v1/claims.json"))
    assert [(record["id"], record["kind"], record["page"]) for record in data["withdrawals"]] == [
        (id, kind, f"{PUBLISHED}/corrections/")
        for id, kind in (("night", "claim"), ("sun", "topic"), ("ebb", "term"), ("suns", "series"))
    ]
    assert "night" not in [claim["id"] for claim in data["claims"]]
