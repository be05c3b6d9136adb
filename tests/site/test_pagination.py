"""Long lists go on on numbered pages: what stands on which, how it is reached there, and what a page weighs."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import pytest

from claims.model.records import Dataset
from claims.site.page import Page
from claims.site.urls import chunk, page_count, page_numbers, paginate
from support import datasets
from support.building import ENGLISH
from support.helpers import ids
from support.pages import Site, text

HEAVIEST_PAGE = 150_000  # bytes
PAGE = Page(template="t", title="Things", description="All.", url="things/", save_as="things/index.html", section="s")


# Items and pages


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (9, 1), (12, 1), (13, 2), (21, 2), (22, 3), (90, 10)])
def test_a_list_takes_as_many_pages_as_it_needs_and_the_last_is_no_short_rest(count: int, pages: int) -> None:
    assert page_count(range(count), 9) == pages


def test_every_item_stands_on_one_page_in_its_order_and_is_known_by_its_number() -> None:
    for count in range(100):
        items = range(count)
        chunks = [chunk(items, 9, number) for number in range(1, page_count(items, 9) + 1)]
        assert [*chain.from_iterable(chunks)] == [*items]
        numbers = page_numbers(items, 9)
        for number, held in enumerate(chunks, 1):
            assert len(held) <= 12
            assert {numbers.get(item, 1) for item in held} <= {number}


def numbered(count: int) -> list[tuple[int, Page]]:
    return [*paginate(PAGE, ENGLISH, (range(count), 3), ("ab", 3))]


def test_a_list_that_fits_has_its_page_as_it_is() -> None:
    assert numbered(4) == [(1, PAGE)]
    assert PAGE.is_first


def test_each_numbered_page_has_words_and_an_address_of_its_own_and_leads_to_the_others() -> None:
    found = numbered(9)
    assert (chunk(range(9), 3, 1), chunk("ab", 3, 1)) == (range(3), "ab")
    assert (chunk(range(9), 3, 3), chunk("ab", 3, 3)) == (range(6, 9), "")
    urls = ["things/", "things/list/2/", "things/list/3/"]
    for number, (n, page) in enumerate(found, 1):
        pager = page.pager
        assert pager
        assert (n, pager.number, page.url, page.is_first) == (number, number, urls[n - 1], n == 1)
        assert [link.url for link in pager.links] == urls
        assert (pager.previous and pager.previous.url) == (urls[n - 2] if n > 1 else None)
        assert (pager.next and pager.next.url) == (urls[n] if n < 3 else None)
    (_, first), (_, second), _ = found
    assert (first.title, second.title, second.description) == (PAGE.title, "Things, page 2", "All. Page 2 of 3.")
    assert second.save_as == "things/list/2/index.html"


# The pages of a dataset of which every list is long


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return datasets.load(datasets.crowded())


@pytest.fixture(scope="module")
def pages(dataset: Dataset) -> list[Page]:
    return datasets.build_pages(dataset)


def of(template: str, pages: Iterable[Page], **fields: str) -> list[Any]:
    """The pages of a template, or those of one record."""
    found = [page for page in pages if page.template == f"{template}.html"]
    for name, id in fields.items():
        found = [page for page in found if getattr(page, name).id == id]
    return found


def joined(pages: Sequence[Any], name: str) -> list[Any]:
    """What all pages of a list hold of it; there are several."""
    assert len(pages) > 1
    return [*chain.from_iterable(getattr(page, name) for page in pages)]


def test_every_list_is_whole_over_its_pages(dataset: Dataset, pages: list[Page]) -> None:
    order = datasets.make_site(dataset).records.ordered
    topic = of("topic", pages, topic="topic-0")
    entries = ids(datasets.make_site(dataset).presenter.events.values())
    grouped = list[str]()
    for _, groups in joined(of("claims", pages), "topics"):
        grouped += ids(chain(*groups))
    assert grouped == ids(order)
    assert ids(joined(topic, "claims")) == [claim.id for claim in order if "topic-0" in claim.topics]
    about = {event.id for event in dataset.events if "topic-0" in event.topics}
    assert ids(joined(topic, "events")) == [id for id in entries if id in about]
    assert len(joined(topic, "charts")) == sum("topic-0" in series.topics for series in dataset.series)
    assert ids(joined(of("topics", pages), "topics")) == ids(dataset.topics)
    terms = [term.record for term in joined(of("glossary", pages), "terms")]
    assert sorted(ids(terms)) == sorted(ids(dataset.glossary))
    sources = list[str]()
    for _, entries in joined(of("sources", pages), "groups"):
        sources += [entry.source.id for entry in entries]
    assert sorted(sources) == sorted(ids(dataset.sources))
    corrections = of("corrections", pages)
    listed = *joined(corrections, "changes"), *joined(corrections, "corrections"), *corrections[0].verdicts
    assert len(listed) == sum(len(claim.changes) for claim in dataset.claims)


@pytest.mark.parametrize("explicit", [False, True], ids=["served", "from disk"])
def test_terms_and_figures_are_addressed_on_the_page_they_stand_on(dataset: Dataset, *, explicit: bool) -> None:
    urls, pages = datasets.make_site(dataset, explicit=explicit).urls, datasets.build_pages(dataset, explicit=explicit)
    for page in of("glossary", pages):
        for id in ids(term.record for term in page.terms):
            assert urls.record("term", id) == f"{page.url}#term-{id}"
    for page in of("topic", pages):
        for id in ids(page.charts):
            assert urls.figure(page.topic.id, id) == f"{page.url}#figure-{id}"


# The built site


def test_a_numbered_page_shows_where_it_is_and_leads_to_the_others(crowded_site: Site) -> None:
    pages = [page for page in crowded_site.pages if "/list/" in page.path]
    assert len(pages) > 10
    for page in pages:
        [link] = [a for a in page.with_class("pager-numbers")[0].iter("a") if a.get("aria-current") == "page"]
        assert crowded_site.target(page, link.attrib["href"]).file == page.path  # type: ignore[union-attr]
        assert text(link) == f"Page {page.path.split('/')[-2]}"
        assert [a for a in page.all("a") if a.get("rel") in {"prev", "next"}]


def test_no_page_of_the_site_is_heavy(site: Site) -> None:
    weights = {page.path: (site.folder / page.path).stat().st_size for page in site.pages}
    heavy = {path for path, weight in weights.items() if weight > HEAVIEST_PAGE}
    assert heavy <= {"sources/news/index.html", "sources/official/index.html"}  # never numbered


def test_the_foot_names_a_list_once_and_marks_it_on_its_later_pages(crowded_site: Site) -> None:
    foot = crowded_site.read("corrections/list/2/index.html").partition('<footer class="site-footer">')[2]
    entries = re.findall(r'<li><a href="[^"]+?([a-z]+)/"( aria-current="true")?>', foot)
    assert "/list/" not in foot
    names = ["sources", "open", "corrections"]
    assert [name for name, _ in entries if name in names] == names
    assert [name for name, mark in entries if mark] == ["corrections"]
