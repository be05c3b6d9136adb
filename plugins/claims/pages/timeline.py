"""The timeline of everything, and the years under which every timeline has its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..model.records import Event
from ..site.glossary import Mentions
from ..site.index import Site
from ..site.pagination import ENTRIES, paginate
from ..site.views import EventView, Link, Page, TextView, TopicView
from ..source.dates import Edtf
from ..source.diagnostics import listing
from ..source.grouping import by_key, with_neighbours

MOST_YEARS = 60  # columns of the strip; of more years each is named and not drawn


@dataclass(frozen=True, kw_only=True)
class MonthBar:
    """The entries of one month, counted; `x` counts months from the year's first, 0 to 11."""

    x: int
    count: int
    has_text: bool
    """Whether a text is of this month."""


@dataclass(frozen=True, kw_only=True)
class YearView:
    """The entries of one year; `url` is the page on which they begin."""

    id: str
    year: int
    url: str
    count: int
    events: tuple[EventView, ...]
    texts: str
    """The names of the texts that are of it, in words."""
    gap: bool
    """True where years without an entry lie before this one."""
    months: tuple[MonthBar, ...]
    undated: int
    """How many entries are known only by their year."""


@dataclass(frozen=True, kw_only=True)
class ChapterView:
    """A chapter of the timeline with its entries of one page; without a title where there are no chapters."""

    number: int
    title: str
    summary: str
    years: tuple[YearView, ...]


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """`/timeline/`."""

    count: int
    all_years: tuple[YearView, ...] = ()
    """On the first page: what the strip shows."""
    drawn: bool = False
    """True where they are few enough to be drawn."""
    tallest: int = 1
    """The most entries of one month."""
    chapters: tuple[ChapterView, ...] = ()
    """Those of the page's entries."""
    all_chapters: tuple[Link, ...] = ()
    """On the first page."""
    topics: tuple[TopicView, ...] = ()
    """Those by which the page's entries can be filtered."""
    texts: tuple[TextView, ...] = ()
    """Those whose account can be shown alone."""

    @property
    def years(self) -> tuple[YearView, ...]:
        """The years of all its chapters."""
        return tuple(year for chapter in self.chapters for year in chapter.years)


@dataclass(frozen=True, kw_only=True)
class FiltersSheet:
    """The style sheet by which the timeline filters without a script: it names the file's topics."""

    template: str
    save_as: str
    accounts: tuple[str, ...]
    """The texts and `record`, as entries name who tells of them (site.views.EventView)."""
    topics: tuple[str, ...]


def filters_sheet(site: Site) -> FiltersSheet:
    """Return the style sheet by which timelines filter."""
    topics = tuple(topic.id for topic in site.data.topics)
    accounts = (*(f"text-{text.id}" for text in site.data.texts), "record") if site.data.texts else ()
    return FiltersSheet(template="timeline.css", save_as="timeline/filters.css", accounts=accounts, topics=topics)


def timeline_pages(site: Site) -> Iterator[TimelinePage]:
    """Yield the timeline of everything; its first page draws the whole."""
    events = tuple(site.events.values())
    page = site.page(TimelinePage, "timeline", count=len(events))
    all_years = years(site, events)
    tallest = max((month.count for year in all_years for month in year.months), default=1)
    drawn = len(all_years) <= MOST_YEARS
    for numbered, held in paginate(page, site.urls, {"events": (events, ENTRIES)}):
        about = {topic for event in held["events"] for topic in event.topics}
        yield replace(
            numbered,
            all_years=all_years if numbered.is_first else (),
            drawn=drawn,
            tallest=tallest,
            all_chapters=tuple(_chapter_links(site, events)) if numbered.is_first else (),
            chapters=tuple(_chapters(site, held["events"])),
            topics=tuple(topic for topic in site.topics.values() if topic.id in about),
            texts=tuple(site.texts.values()),
        )


def _by_chapter(site: Site, events: Iterable[Event]) -> dict[int, list[Event]]:
    """Return entries under the numbers of their chapters, from 1; under 0 where there are none."""
    chapters = site.data.site.chapters

    def number(event: Event) -> int:
        begun = (n for n, chapter in enumerate(chapters, 1) if not chapter.since or _begins(chapter.since, event))
        return max(begun, default=0)

    return by_key((number(event), event) for event in events)


def _chapters(site: Site, events: Iterable[Event]) -> Iterator[ChapterView]:
    """Yield the chapters of entries; a year that goes on in a second one has another id there."""
    chapters, mentions = site.data.site.chapters, site.glossary.page()
    met: set[int] = set()
    for n, found in _by_chapter(site, events).items():
        shown = years(site, found, mentions)
        again = [replace(year, id=f"{year.id}-{n}") if year.year in met else year for year in shown]
        met |= {year.year for year in shown}
        yield ChapterView(
            number=n,
            title=chapters[n - 1].title if n else "",
            summary=chapters[n - 1].summary if n else "",
            years=tuple(again),
        )


def _chapter_links(site: Site, events: Iterable[Event]) -> Iterator[Link]:
    """Yield the way to each chapter, on the page on which it begins."""
    for n, found in _by_chapter(site, events).items():
        if n:
            page = site.urls.event(found[0].id).partition("#")[0]
            yield Link(title=site.data.site.chapters[n - 1].title, url=f"{page}#chapter-{n}")


def _begins(since: Edtf, event: Event) -> bool:
    return since.first <= event.date.first


def years(site: Site, events: Iterable[Event], mentions: Mentions | None = None) -> tuple[YearView, ...]:
    """Return entries under their years; with `mentions` their terms are linked as they are read."""
    found = by_key((event.date.year, event) for event in events)
    return tuple(_year(site, year, found[year], before, mentions) for before, year, _ in with_neighbours(sorted(found)))


def _year(site: Site, year: int, events: list[Event], before: int | None, mentions: Mentions | None) -> YearView:
    counts = Counter((event.date.start or event.date.end).month for event in events)
    undated = counts.pop(None, 0)
    return YearView(
        id=f"year-{year}",
        year=year,
        url=site.urls.event(events[0].id).partition("#")[0],
        count=len(events),
        events=tuple(site.event(event, mentions) if mentions else site.entries[event.id] for event in events),
        texts=listing(_texts(site, year), last="and"),
        gap=before is not None and year - before > 1,
        months=tuple(
            MonthBar(x=month - 1, count=counts[month], has_text=(year, month) in site.text_months)
            for month in sorted(filter(None, counts))
        ),
        undated=undated,
    )


def _texts(site: Site, year: int) -> list[str]:
    """Return the names of the texts of a year."""
    ids = {id for (of, _), ids in site.text_months.items() if of == year for id in ids}
    return [text.name for text in site.data.texts if text.id in ids]
