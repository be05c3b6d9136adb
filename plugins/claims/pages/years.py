"""Events → entries under their years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import weights
from ..data.grouping import with_neighbours
from ..data.model import Event, Record
from ..site import labels
from ..site.markdown import Mentions
from .frame import Frame
from .pages import EventView, Link, PartPage, TopicView
from .parts import Listing
from .records import Records


@dataclass(frozen=True, kw_only=True)
class MonthBar:
    """The entries of one month, counted; `x` counts months from the year's first, 0 to 11."""

    x: int
    count: int
    op_ed: bool


@dataclass(frozen=True, kw_only=True)
class YearView:
    """The entries of one year."""

    year: int
    count: int
    events: tuple[EventView, ...]
    """Empty where they stand on other pages."""
    op_ed: bool
    gap: bool
    """True where years without an entry lie before this one."""
    months: tuple[MonthBar, ...]
    undated: int
    """How many entries are known only by their year."""


@dataclass(frozen=True, kw_only=True)
class EventsPart(PartPage):
    """Entries of a timeline; `topics` are those among which they can be filtered."""

    years: tuple[YearView, ...]
    topics: tuple[TopicView, ...]


class Years:
    """Entries as every timeline shows them: the whole, that of a topic, and parts of either."""

    def __init__(self, records: Records, frame: Frame) -> None:
        self.records = records
        self.frame = frame

    def counted(self, events: Iterable[Event]) -> tuple[YearView, ...]:
        """Years without their entries, for drawings, and where entries stand on other pages."""
        return self._years(events)

    def plain(self, events: Iterable[Event]) -> tuple[YearView, ...]:
        """Entries under their years, their terms not linked."""
        return self._years(events, lambda event: self.records.entries[event.id])

    def linked(self, events: Iterable[Event], mentions: Mentions | None = None) -> tuple[YearView, ...]:
        """Entries under their years, with terms linked as they are read."""
        mentions = mentions or self.frame.glossary.page()
        return self._years(events, lambda event: self.records.event(event, mentions))

    def listing(self, base: str, section: str, title: str, *trail: Link) -> Listing:
        """A timeline on pages of its own."""
        return Listing(
            base=base,
            section=section,
            template="parts/timeline.html",
            title=title,
            trail=trail,
            noun=labels.ENTRIES,
            fill=self._part,
            shows=self._shown,
            page=EventsPart,
            name=labels.when,
            note=self._span,
        )

    def _years(
        self, events: Iterable[Event], shown: Callable[[Event], EventView] | None = None
    ) -> tuple[YearView, ...]:
        years = defaultdict[int, list[tuple[EventView | None, int | None]]](list)
        for event in events:
            month = (event.date.start or event.date.end).month
            years[event.date.year].append((shown(event) if shown else None, month))
        return tuple(
            YearView(
                year=year,
                count=len(years[year]),
                events=tuple(view for view, _ in years[year] if view),
                op_ed=year == self.records.op_ed[0],
                gap=before is not None and year - before > 1,
                months=tuple(self._months(year, Counter(month for _, month in years[year] if month))),
                undated=sum(month is None for _, month in years[year]),
            )
            for before, year, _ in with_neighbours(sorted(years))
        )

    def _months(self, year: int, counts: Mapping[int, int]) -> Iterator[MonthBar]:
        for month in sorted(counts):
            yield MonthBar(x=month - 1, count=counts[month], op_ed=(year, month) == self.records.op_ed)

    def _part(self, ids: tuple[str, ...]) -> dict[str, Any]:
        """What a part shows: entries, and the topics among which they can be filtered."""
        events = [self.records.events[id] for id in ids]
        topics = {topic for event in events for topic in event.topics}
        offered = [topic for topic in self.records.data.topics if topic.id in topics]
        fits = sum(map(weights.topic_option, offered)) <= self.frame.limit.page // 5
        return {
            "years": self.linked(events),
            "topics": tuple(self.records.topics[topic.id] for topic in offered) if fits else (),
            "items": (),
        }

    def _shown(self, ids: tuple[str, ...]) -> Iterator[Record]:
        for event in map(self.records.events.__getitem__, ids):
            yield event
            yield from (self.records.claims[claim] for claim in event.claims)
            yield from (self.records.works[source] for source in event.sources)

    def _span(self, ids: tuple[str, ...]) -> str:
        """From when to when some entries are."""
        first, last = str(self.records.events[ids[0]].date), str(self.records.events[ids[-1]].date)
        return first if first == last else labels.SPAN.format(first, last)
