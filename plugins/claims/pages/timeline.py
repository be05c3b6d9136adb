"""The timeline of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .drafts import Draft, made
from .frame import Frame
from .pages import Link, Page, TopicView
from .records import Records
from .strip import Strip, draw
from .years import Years, YearView


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """`/timeline/`."""

    years: tuple[YearView, ...]
    tallest: int
    """The most entries of one month."""
    topics: tuple[TopicView, ...]
    count: int
    strip: Strip | None = None
    """Where the entries stand on pages of their own: the whole, and where each year is."""


@dataclass(frozen=True, kw_only=True)
class FiltersSheet:
    """The style sheet by which the timeline filters without a script: it names the file's topics."""

    template: str
    save_as: str
    topics: tuple[str, ...]


class Timeline:
    """All entries on one page; where they are too many, a drawing of the whole and a page for each year or month."""

    def __init__(self, records: Records, frame: Frame, years: Years) -> None:
        self.records = records
        self.frame = frame
        self.years = years
        self.is_whole = frame.plan.timeline.is_whole

    def drafts(self) -> Iterator[Draft]:
        """The page, and where its entries stand on pages of their own those."""
        if self.is_whole:
            yield made(self._page(self.years.linked(self.records.events.values())))
            return
        page = self._page(self.years.counted(self.records.events.values()))
        listing = self.years.listing("timeline", "timeline", page.title, Link(title=page.title, url=page.url))
        yield made(page)
        yield from self.frame.in_parts(self.frame.plan.timeline, listing).drafts()

    def sheet(self) -> FiltersSheet:
        """The style sheet by which timelines filter."""
        topics = tuple(topic.id for topic in self.records.data.topics)
        return FiltersSheet(template="timeline.css", save_as="timeline/filters.css", topics=topics)

    def strip(self) -> Strip:
        """The whole timeline drawn."""
        years = self.years.counted(self.records.events.values())
        return draw(years, self.records.to.page("timeline"), self._year)

    def _page(self, years: tuple[YearView, ...]) -> TimelinePage:
        events = self.records.events.values()
        return self.frame.page(
            TimelinePage,
            "timeline",
            years=years,
            tallest=max((month.count for year in years for month in year.months), default=1),
            topics=self.records.all_topics(),
            count=len(events),
            strip=None if self.is_whole else self.strip(),
        )

    def _year(self, year: int) -> str:
        """Where the entries of a year are."""
        if self.is_whole:
            return f"{self.records.to.page('timeline')}#year-{year}"
        return self.records.to.page(f"timeline/{year}")
