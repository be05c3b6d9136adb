"""The search page."""

from __future__ import annotations

from collections import Counter

from claims.parts.search import index as search_index
from claims.parts.search.pages import search_page
from datasets import build_pages, load, make_site
from findable import CLAIMS


def test_the_search_page_says_how_much_of_each_kind_a_search_finds() -> None:
    dataset = load(CLAIMS)
    site = make_site(dataset)
    page = search_page(site)
    counts = {"text": 0, "claim": 3, "topic": 2, "figure": 0, "source": 4, "term": 2, "event": 0}
    assert {tally.choice.value: tally.count for tally in page.kinds} == counts
    records = search_index.records(build_pages(dataset), site)
    assert Counter(record.kind for record in records) == Counter(counts)
    assert (page.count, page.claims, page.sources, page.terms) == (11, 3, 4, 2)
