"""The timeline of everything, and the years under which every timeline has its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..model.records import Event
from ..site.glossary import Mentions
from ..site.index import Site
from ..site.pagination import ENTRIES, paginate
from ..site.views import EventView, Page, TextView, TopicView
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
class TimelinePage(Page):
    """`/timeline/`."""

    count: int
    all_years: tuple[YearView, ...] = ()
    """On the first page: what the strip shows."""
    drawn: bool = False
    """True where they are few enough to be drawn."""
    tallest: int = 1
    """The most entries of one month."""
    years: tuple[YearView, ...] = ()
    """Those of the page's entries."""
    topics: tuple[TopicView, ...] = ()
    """Those by which the page's entries can be filtered."""
    texts: tuple[TextView, ...] = ()
    """Those whose account can be shown alone."""


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
            years=years(site, held["events"], site.glossary.page()),
            topics=tuple(topic for topic in site.topics.values() if topic.id in about),
            texts=tuple(site.texts.values()),
        )


def years(site: Site, events: Iterable[Event], mentions: Mentions | None = None) -> tuple[YearView, ...]:
    """Return entries under their years; with `mentions` their terms are linked as they are read."""
    found = by_key((event.date.year, event) for event in events)
    return tuple(_year(site, year, found[year], before, mentions) for before, year, _ in with_neighbours(sorted(found)))


def _year(site: Site, year: int, events: list[Event], before: int | None, mentions: Mentions | None) -> YearView:
    counts = Counter((event.date.start or event.date.end).month for event in events)
    undated = counts.pop(None, 0)
    return YearView(
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
