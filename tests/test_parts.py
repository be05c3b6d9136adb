"""Long lists on pages of their own: nothing is lost, everything leads to where it is, and no page is too heavy.

What must hold of every page holds of these too: test_site.py asks it of the split site among others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import datasets
from building import build
from claims import pages, paging, plan, weights
from claims.data import loader
from claims.data.model import Claim, Dataset
from claims.exports import calendar, search_records
from claims.paging import Limit, Part
from claims.site import alphabet, labels
from claims.site.release import Release
from claims.site.urls import Addresses
from conftest import PAGE_BYTES, PUBLISHED
from pages import Page, Site, text

TODAY = date(2026, 11, 25)
FIXED = re.compile(r"(data/|claims/.+/|)index\.html")
"""Pages whose weight has other reasons than long lists: at this limit alone too much."""


@pytest.fixture(scope="module")
def split_published(split_project: Path) -> Site:
    folder = build(split_project, split_project / "published", target="publish", SITEURL=PUBLISHED)
    return Site(folder, PUBLISHED)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    file = tmp_path_factory.mktemp("crowded") / "claims.yaml"
    file.write_text(datasets.crowded(), encoding="utf-8")
    return loader.load(file, today=TODAY)


@pytest.fixture(scope="module")
def planned(dataset: Dataset) -> plan.Plan:
    return plan.of(dataset, Limit(page=PAGE_BYTES))


@pytest.fixture(scope="module")
def made(dataset: Dataset, planned: plan.Plan) -> tuple[Any, ...]:
    return tuple(pages.build(dataset, Addresses(), planned=planned))


# Weight


def test_no_page_is_heavier_than_its_limit(split_published: Site) -> None:
    weighed = {page.path: len(page.raw.encode()) for page in split_published.pages}
    assert {path: weight for path, weight in weighed.items() if weight > PAGE_BYTES and not FIXED.fullmatch(path)} == {}


@pytest.mark.parametrize(
    "folder",
    [
        "timeline/2019",
        "timeline/2019/09/2",
        "timeline/2019/undated",
        "topics/list/2",
        "topics/topic-0/claims/2",
        "topics/topic-0/in-time/2",
        "topics/topic-1/figures/2",
        "sources/list/news",
        "sources/source-0/claims/2",
        "sources/news/evidence/2",
        "sources/source-0/also",
        "speakers/list/a",
        "speakers/speaker-3/passed-on/2",
        "glossary/a",
        "search/a-z/t/ti/2",
        "search/a-z/s",
        "corrections/2016/01",
    ],
)
def test_every_long_list_is_split(split_site: Site, folder: str) -> None:
    assert split_site.page(f"{folder}/").with_class("trail")


def test_the_project_itself_is_not_split(dataset: Dataset, site: Site) -> None:
    assert not any(isinstance(page, pages.PartPage) for page in pages.build(site.dataset, Addresses()))
    assert plan.of(site.dataset).places == plan.of(dataset, Limit(page=10**9)).places


def _measured(site: Site) -> Iterator[tuple[str, int, int]]:
    """What stands in lists of the site: of which kind, its bytes, and what it was taken to weigh."""
    data = site.dataset
    claims, sources = ({r.id: r for r in records} for records in (data.claims, data.sources))
    planner = plan._Planner(data, Limit())
    unlinked = re.compile(r'<a href="[^"]*" class="term" data-definition="[^"]*">(.*?)</a>', re.DOTALL)

    def items(path: str, pattern: str) -> Iterator[tuple[str, int]]:
        for match in re.finditer(pattern, unlinked.sub(r"\1", site.page(path).raw), re.DOTALL):
            yield match[1], len(match[0].encode())

    for id, size in items(
        "timeline/", r'<li class="event" id="event-([^"]*)".*?(?=<li class="event"|</ol>\n</section>)'
    ):
        yield "entry", size, planner.weights[id]
    for id, size in items(
        "claims/", r'<li><article class="claim"(?:(?!</article>).)*?claims/([^/"]*)/.*?</article></li>\n'
    ):
        yield "card", size, planner.cards[id]
    for id, size in items("sources/", r'<li><a class="source__link" href="[^"]*sources/([^/"]*)/.*?</li>\n'):
        yield "source", size, weights.line(sources[id])  # type: ignore[arg-type]
    for id, size in items("search/a-z/", r'<li class="a-z__entry"><a[^>]*claims/([^/"]*)/.*?</li>\n'):
        yield "claim from A to Z", size, weights.found_claim(claims[id])  # type: ignore[arg-type]
    for id, size in items("topics/", r'<article class="topic">\n<h2[^>]*><a[^>]*topics/([^/"]*)/.*?</article>\n'):
        yield "topic", size, weights.topic(next(t for t in data.topics if t.id == id))
    for id, size in items("glossary/", r'<div class="glossary__entry" id="term-([^"]*)">.*?</dd>\n</div>\n'):
        yield "term", size, weights.definition(next(t for t in data.glossary if t.id == id), sources)  # type: ignore[arg-type]
    for id, size in items("", r'<li><a class="glance__mark"[^>]*claims/([^/"]*)/.*?</a></li>\n'):
        yield "mark", size, weights.glance(claims[id])  # type: ignore[arg-type]
    for id, size in items("speakers/", r'<li class="speaker">\n<h2[^>]*><a[^>]*speakers/([^/"]*)/.*?</li>\n'):
        yield "speaker", size, weights.speaker(next(s for s in data.speakers if s.id == id))


def test_what_stands_in_a_list_weighs_what_it_is_taken_to_weigh(published_site: Site) -> None:
    measured = list(_measured(published_site))
    for kind in {kind for kind, _, _ in measured}:
        sizes = [(size, taken) for k, size, taken in measured if k == kind]
        size, taken = (sum(column) for column in zip(*sizes, strict=True))
        assert 1 <= taken / size < 1.3, (kind, size, taken)
    assert {kind for kind, _, _ in measured} >= {"entry", "card", "source", "term", "topic", "mark", "speaker"}


def test_links_to_the_glossary_weigh_no_more_than_their_share(split_site: Site) -> None:
    for page in split_site.pages:
        links = re.findall(r'<a href="[^"]*" class="term" data-definition="[^"]*">.*?</a>', page.raw, re.DOTALL)
        if not page.path.startswith("glossary/"):
            assert sum(len(link.encode()) for link in links) <= PAGE_BYTES // 5, page


# Nothing is lost


def _along(site: Site, start: str) -> Iterator[Page]:
    """The pages from one to the next."""
    page: Page | None = site.page(start)
    seen = set[str]()
    while page and page.path not in seen:
        seen.add(page.path)
        yield page
        following = [a for a in page.with_class("pager__link") if a.get("rel") == "next"]
        target = site.target(page, following[0].attrib["href"]) if following else None
        page = site.page(target.file) if target else None


def _pages_of(site: Site, part: Part[Any], base: str) -> list[Page]:
    return [site.page("/".join((base, *path, ""))) for path, _ in part.leaves()]


def test_every_entry_stands_once_among_the_parts_of_the_timeline_and_in_time_order(
    split_site: Site, planned: plan.Plan
) -> None:
    pages = _pages_of(split_site, planned.timeline, "timeline")
    shown = [e.attrib["id"].removeprefix("event-") for page in pages for e in page.with_class("event")]
    assert shown == list(planned.timeline.items)
    assert len(set(shown)) == len(shown) == planned.timeline.count
    assert {event.id for event in split_site.dataset.events} <= set(shown)


def test_every_term_stands_once_among_the_parts_of_the_glossary(split_site: Site, planned: plan.Plan) -> None:
    pages = _pages_of(split_site, planned.glossary, "glossary")
    shown = [e.attrib["id"].removeprefix("term-") for page in pages for e in page.with_class("glossary__entry")]
    assert sorted(shown) == sorted(term.id for term in split_site.dataset.glossary)


def test_every_source_stands_once_under_its_kind(split_site: Site, planned: plan.Plan) -> None:
    pages = _pages_of(split_site, planned.sources, "sources/list")
    shown = [
        (page.path.split("/")[2], target.file)
        for page in pages
        for link in page.with_class("source__link")
        if (target := split_site.target(page, link.attrib["href"]))
    ]
    wanted = [(source.kind.value, f"sources/{source.id}/index.html") for source in split_site.dataset.sources]
    assert sorted(shown) == sorted(wanted)


def test_every_change_stands_once_and_newest_first_on_its_page(split_site: Site, planned: plan.Plan) -> None:
    found = Counter[str]()
    for page in _pages_of(split_site, planned.changes, "corrections"):
        lines = list(page.with_class("changes")[0])
        dates = [next(line.iter("time")).attrib["datetime"] for line in lines]
        assert dates == sorted(dates, reverse=True)
        found.update(text(line).rpartition(": ")[2] for line in lines)
    assert found == Counter(" ".join(c.note.split()) for claim in split_site.dataset.claims for c in claim.changes)


def test_every_claim_of_a_topic_is_led_to_from_its_parts(split_site: Site) -> None:
    for topic, parts in plan.of(split_site.dataset, Limit(page=PAGE_BYTES)).of_topic.items():
        if "claims" in parts:
            pages = _pages_of(split_site, parts["claims"], f"topics/{topic}/claims")
            shown = [text(title) for page in pages for title in page.with_class("claim__title")]
            assert shown == [claim.title for claim in split_site.dataset.claims if topic in claim.topics]


def test_every_claim_that_a_source_carries_stands_under_its_paragraph(split_site: Site, planned: plan.Plan) -> None:
    shown = Counter[tuple[str, str]]()
    for page in _pages_of(split_site, planned.of_source["source-0"]["claims"], "sources/source-0/claims"):
        for section in page.with_class("claims__topic"):
            for title in page.with_class("claim__title", section):
                shown[section.attrib["aria-labelledby"], text(title)] += 1
    carried = {
        (f"paragraph-{link.paragraph or 'none'}", claim.title)
        for claim in split_site.dataset.claims
        for link in claim.appearances
        if link.source == "source-0"
    }
    assert shown == Counter(carried)


def test_one_can_go_from_the_first_part_to_the_last(split_site: Site, planned: plan.Plan) -> None:
    ways = list(_along(split_site, "timeline/2019/09/"))
    assert [page.path for page in ways][:2] == ["timeline/2019/09/index.html", "timeline/2019/09/2/index.html"]
    part = planned.of_topic["topic-0"]["claims"]
    assert [page.path for page in _along(split_site, "topics/topic-0/claims/")] == [
        page.path for page in _pages_of(split_site, part, "topics/topic-0/claims")
    ]


def test_the_whole_timeline_is_drawn_and_each_year_leads_to_its_page(split_site: Site) -> None:
    page = split_site.page("timeline/")
    columns = page.with_class("strip__link")
    counts = Counter(entry.date.year for entry in plan.timeline.entries(split_site.dataset))
    assert [re.match(r"(\d+): (\d+) entr", text(link)).groups() for link in columns] == [  # type: ignore[union-attr]
        (str(year), str(count)) for year, count in sorted(counts.items())
    ]
    assert [split_site.target(page, link.attrib["href"]) for link in columns] == [
        split_site.target(page, f"/timeline/{year}/") for year in sorted(counts)
    ]
    assert not page.with_class("event")
    assert not page.with_class("filter")


def test_claims_are_counted_by_topic_and_verdict(split_site: Site) -> None:
    page = split_site.page("claims/")

    def label(claim: Claim) -> str:
        return labels.NAMES[claim.verdict.label if claim.verdict else "not-reviewed"]

    claims = split_site.dataset.claims
    totals = dict(text(item).rsplit(" ", 1) for item in page.with_class("legend__item"))
    assert {name: int(count) for name, count in totals.items()} == Counter(map(label, claims))
    topics = {topic.title: topic.id for topic in split_site.dataset.topics}
    rows = page.with_class("glance__row")
    assert rows
    for row in rows:
        told = text(page.with_class("event__sources", row)[-1])
        wanted = Counter(
            label(c) for c in claims if c.topics[0] == topics[text(page.with_class("glance__topic", row)[0])]
        )
        assert Counter({name: int(n) for name, n in (t.rsplit(" ", 1) for t in told.split(", ") if told)}) == wanted


def test_every_verdict_that_others_lead_to_has_its_place(split_site: Site) -> None:
    for path in ("", "search/"):
        page = split_site.page(path)
        for link in page.with_class("legend__item"):
            target = split_site.target(page, link.attrib["href"])
            assert target is not None
            assert target.file == "claims/index.html"


def test_what_cannot_filter_the_claims_is_not_shown(split_site: Site) -> None:
    page = split_site.page("claims/")
    assert not page.with_class("verdict-filter")
    assert not page.with_class("find")
    part = split_site.page("topics/topic-0/claims/")
    told = dict(text(link).rsplit(" ", 1) for link in part.with_class("verdict-filter__link"))
    assert int(told.pop("All")) == sum(map(int, told.values())) == len(part.with_class("claim"))


def test_a_page_names_for_machines_the_claims_that_it_shows_and_no_others(split_site: Site) -> None:
    looked_at = 0
    for page in split_site.pages:
        titles = {text(title) for title in page.with_class("claim__title")}
        for block in page.data:
            for node in json.loads(text(block))["@graph"]:
                assert {claim["name"] for claim in node.get("hasPart", ())} in (titles, set()), page
                looked_at += "hasPart" in node
    assert looked_at > 10


# Everything leads to where it is


def test_files_of_the_data_lead_to_the_part_that_holds_a_record(split_site: Site) -> None:
    everything = json.loads(split_site.read("data/v1/claims.json"))
    first = split_site.page("")
    wrong = []
    for name in ("events", "glossary", "series", "claims", "topics"):
        for record in everything[name]:
            try:
                split_site.target(first, record["page"])
            except LookupError as error:
                wrong.append(str(error))
    assert wrong == []
    assert {event["page"].partition("#")[0] for event in everything["events"]} > {"timeline/2019/09/"}
    rows = split_site.read("data/v1/events.csv").splitlines()[1:]
    assert all(re.search(r",timeline/\d{4}/[^,]*#event-", row) for row in rows)


def test_prose_leads_to_the_part_that_holds_an_entry(split_site: Site, planned: plan.Plan) -> None:
    page = split_site.page("timeline/2019/undated/")
    linked = page.with_class("event__summary")[0][0][0]
    id = linked.attrib["href"].partition("#event-")[2]
    assert linked.attrib["href"] == f"/{planned.places.events[id]}/#event-{id}"


def test_a_search_and_a_calendar_lead_there_too(
    dataset: Dataset, made: tuple[Any, ...], planned: plan.Plan
) -> None:  # fmt: skip
    addresses = Addresses(places=planned.places)
    found = {record.url for record in search_records.records(made, addresses)}
    assert {url for url in found if url.startswith("glossary/")} == {
        f"{page}/#term-{id}" for id, page in planned.places.terms.items()
    }
    entries = pages.Site(dataset, Addresses(), planned=planned).entries()
    made_of = calendar.calendar(entries, dataset.topics, Release(site="https://example.org"))
    ics = made_of.decode().replace("\r\n ", "")
    urls = re.findall(r"URL:https://example\.org/(\S+)", ics)
    assert sorted(urls) == sorted(f"{page}/#event-{id}" for id, page in planned.places.events.items())


def test_every_part_is_in_the_sitemap(split_published: Site) -> None:
    listed = set(re.findall(r"<loc>(.*?)</loc>", split_published.read("sitemap.xml")))
    pages = {f"{PUBLISHED}/{page.path.removesuffix('index.html')}" for page in split_published.pages}
    assert pages - listed == {f"{PUBLISHED}/404.html"}


def test_an_old_address_leads_to_the_new_one(split_site: Site) -> None:
    leading = {page.path: page for page in split_site.documents if page.leads_away}
    kinds = ("claims/claim-0", "topics/topic-0", "sources/source-0", "speakers/speaker-0")
    assert set(leading) == {f"{record}-before/index.html" for record in kinds}
    for record in kinds:
        page = leading[f"{record}-before/index.html"]
        refresh = next(m for m in page.all("meta") if m.get("http-equiv") == "refresh").attrib["content"]
        assert refresh == f"0; url=/{record}/"


# Addresses


def test_no_two_pages_share_a_file_and_no_part_takes_the_place_of_a_record(made: tuple[Any, ...]) -> None:
    files = [page.save_as for page in made]
    assert [file for file, count in Counter(files).items() if count > 1] == []
    assert sum(isinstance(page, pages.PartPage) for page in made) > 100


def _later(claim: Claim, n: int) -> Claim:
    changes = tuple(c.model_copy(update={"date": claim.verdict.reviewed}) for c in claim.changes if claim.verdict)
    return claim.model_copy(update={"id": f"later-{n}", "title": f"Later {n}", "aliases": (), "changes": changes})


def test_claims_that_are_added_leave_full_parts_where_they_are(dataset: Dataset, planned: plan.Plan) -> None:
    later = tuple(_later(claim, n) for n, claim in enumerate(dataset.claims))
    grown = plan.of(replace(dataset, claims=(*dataset.claims, *later)), Limit(page=PAGE_BYTES))
    compared = 0
    for old, new in (
        (planned.of_topic["topic-0"]["claims"], grown.of_topic["topic-0"]["claims"]),
        (planned.of_topic["topic-1"]["claims"], grown.of_topic["topic-1"]["claims"]),
        (planned.of_speaker["speaker-3"]["passed_on"], grown.of_speaker["speaker-3"]["passed_on"]),
        *((old, new) for old, new in zip(planned.changes.parts, grown.changes.parts, strict=False) if not old.parts),
    ):
        assert new.count >= old.count
        assert new.pages[: len(old.pages) - 1] == old.pages[:-1]
        compared += len(old.pages) - 1
    assert compared > 2


@pytest.mark.parametrize(
    ("title", "steps"),
    [
        ("China lists", ("c", "ch")),
        ("“Élan” told", ("e", "el")),
        ("C", ("c", "c")),
        ("A b", ("a", "ab")),
        ("1839", ("0-9", "18")),
        ("禁毒", ("other",)),
        ("…", ("other",)),
    ],
)
def test_a_name_stands_below_its_first_letters(title: str, steps: tuple[str, ...]) -> None:
    assert alphabet.steps(alphabet.key(title)) == steps


@pytest.mark.parametrize(
    ("name", "path", "called"),
    [
        (labels.when, ("2019",), "2019"),
        (labels.when, ("2019", "09"), "September 2019"),
        (labels.when, ("2019", "undated"), "2019, month not known"),
        (labels.letters, ("c",), "C"),
        (labels.letters, ("c", "ch"), "Ch"),
        (labels.letters, ("0-9",), "0–9"),
        (labels.letters, ("other",), "Other scripts"),
        (labels.kind_and_letter, ("official-china",), "Official, China"),
        (labels.kind_and_letter, ("news", "c"), "News, C"),
    ],
)
def test_parts_have_names_that_are_read(
    name: Callable[[tuple[str, ...]], str], path: tuple[str, ...], called: str
) -> None:
    assert name(path) == called


def test_parts_of_a_source_say_where_they_begin_and_end(made: tuple[Any, ...]) -> None:
    ledes = {page.url: page.lede for page in made if isinstance(page, pages.PartPage)}
    assert re.fullmatch(r"Claims 1 to \d+ of \d+: Paragraphs 1 to \d+\.", ledes["sources/source-0/claims/"])
    assert re.fullmatch(r"\d+ entries, in \d+ parts\.", ledes["timeline/2019/"])
    assert paging.numbered(("a",), 1) == ("a",)
