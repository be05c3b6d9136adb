"""Records of other kinds than claims that were withdrawn: their addresses say so, and the data keeps their ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from building import PUBLISHED, publish, small_project
from datasets import BARE
from pages import Site

GONE = f"""{BARE}    changes: [{{date: 2019, kind: added, note: Listed.}}]
withdrawals:
  - {{id: sun, aliases: [the-sun], kind: topic, title: The sun, date: 2020-03-01, why: No claim is about it.}}
  - {{id: ebb, kind: term, title: Ebb & flow, date: 2020-03-02, why: No text has the word.}}
  - {{id: suns, kind: series, title: Suns, date: 2020-03-03, why: There is one.}}
"""


def test_its_old_addresses_say_what_happened_and_search_engines_are_asked_to_leave_them_out(
    small_site: Callable[[str], Site],
) -> None:
    site = small_site(GONE)
    for path in ("topics/sun/index.html", "topics/the-sun/index.html"):
        page = site.page(path)
        assert page.h1 == "The sun"
        assert "We have withdrawn this topic from the site (1 March 2020). No claim is about it." in page.words
        assert '<meta name="robots" content="noindex">' in page.raw
    assert "sun" not in site.page("topics/index.html").words
    for page in site.pages:
        assert site.links[page.path] is not None  # which raises where one leads nowhere


def test_the_corrections_and_the_data_have_it(tmp_path: Path) -> None:
    site = Site(publish(small_project(tmp_path / "project", GONE), tmp_path / "output", PUBLISHED), PUBLISHED)
    words = site.page("corrections/index.html").words
    for title, why in {
        "The sun": "No claim is about it.",
        "Ebb & flow": "No text has",
        "Suns": "There is one.",
    }.items():
        assert title in words
        assert why in words
    data = json.loads(site.read("data/v1/claims.json"))["withdrawals"]
    assert [(record["id"], record["kind"], record["page"]) for record in data] == [
        (id, kind, f"{PUBLISHED}/corrections/") for id, kind in (("sun", "topic"), ("ebb", "term"), ("suns", "series"))
    ]
    assert not [path for path in site.files if path == "sitemap.xml" and "topics/sun" in site.read(path)]
