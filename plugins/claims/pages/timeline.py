"""The timeline of everything, and the years under which every timeline has its entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from ..model.records import Event
from ..site.index import Site
from ..site.pagination import ENTRIES, paginate
from ..site.views import Choice, Link, Page, View
from ..source.dates import Edtf
from ..source.grouping import by_key

MAX_YEARS = 25  # on the strip: more are listed, as there is no room for them on a phone
MAX_EMPTY_YEARS = 5  # on the strip: what lies further back is left out of it,
MAX_OLDER_SHARE = 0.25  # where it is no larger part of all
NO_SIDE = "-"
"""What stands for the sides that act in an entry where none does; no id is written so."""


class TimelinePage(Page):
    """`/timeline/`."""

    @property
    def years(self) -> tuple[View, ...]:
        """The years of all its chapters."""
        return tuple(year for chapter in self.chapters for year in chapter.years)

    @property
    def lanes(self) -> tuple[str, ...]:
        """The names of the outer lanes; none unless there are two sides."""
        names = [side.name for side in self.actors]
        return (names[0], names[1]) if len(names) == 2 else ()  # noqa: PLR2004 - sides face each other


def timeline_sheet(site: Site) -> dict[str, Sequence[Any]]:
    """Return what the timeline's style sheet is made from: sides and topics to filter by, and chapters as drawn."""
    actors, strip = _actors(site), _strip(site, tuple(site.events.values()))
    return {
        "actors": [*(side.value for side in actors), NO_SIDE] if actors else [],
        "topics": [topic.id for topic in site.data.topics],
        "chapters": strip.chapters if strip and strip.is_drawn else (),
    }


def timeline_pages(site: Site) -> Iterator[TimelinePage]:
    """Yield the timeline of everything."""
    events = tuple(site.events.values())
    page = site.page(
        TimelinePage, "timeline", count=len(events), has_key=any(event.key for event in events), actors=_actors(site)
    )
    strip = _strip(site, events)
    for numbered, held in paginate(page, {"events": (events, ENTRIES)}, site.language):
        about = {topic for event in held["events"] for topic in event.topics}
        yield numbered.replace(
            strip=strip if numbered.is_first or (strip and strip.is_drawn) else None,
            chapters=tuple(_chapters(site, held["events"])),
            topics=tuple(topic for topic in site.topics.values() if topic.id in about),
        )


def years(site: Site, events: Iterable[Event]) -> tuple[View, ...]:
    """Return entries under their years."""
    found = by_key((event.date.year, site.entries[event.id]) for event in events)
    return tuple(View(id=f"year-{year}", year=year, events=tuple(found[year])) for year in sorted(found))


def _actors(site: Site) -> tuple[Choice, ...]:
    acting = {side for event in site.events.values() for side in event.actors}
    return tuple(side for id, side in site.sides.items() if id in acting)


def _by_chapter(site: Site, events: Iterable[Event]) -> dict[int, list[Event]]:
    """Return entries under the numbers of their chapters, from 1; under 0 where there are none."""
    begun = [chapter.since.first if chapter.since else date.min for chapter in site.data.site.chapters]
    return by_key((bisect_right(begun, event.date.first), event) for event in events)


def _chapters(site: Site, events: Iterable[Event]) -> Iterator[View]:
    """Yield the chapters of entries; a year that goes on in a second one has another id there."""
    chapters = site.data.site.chapters
    met: set[int] = set()
    for n, found in _by_chapter(site, events).items():
        shown = years(site, found)
        again = [year.replace(id=f"{year.id}-{n}") if year.year in met else year for year in shown]
        met |= {year.year for year in shown}
        yield View(
            number=n,
            title=chapters[n - 1].title if n else "",
            summary=chapters[n - 1].summary if n else "",
            years=tuple(again),
        )


def _strip(site: Site, events: Sequence[Event]) -> View | None:
    """Return the strip of all entries, drawn true to scale or, where the years are too many, listed; None of none."""
    if not events:
        return None
    found = by_key((event.date.year, event) for event in events)
    gaps = [later for year, later in pairwise(sorted(found)) if later - year > MAX_EMPTY_YEARS + 1]
    older_than = {year: sum(event.date.year < year for event in events) for year in (min(found), *gaps)}
    first = max(year for year, older in older_than.items() if older <= MAX_OLDER_SHARE * len(events))
    last, older = max(found), older_than[first]
    is_drawn = last - first < MAX_YEARS
    said = site.language.gettext("%(count)s before %(year)s", count=older, year=first)
    bars = tuple(_bar(site, year, found.get(year, ())) for year in (range(first, last + 1) if is_drawn else found))
    return View(
        years=bars,
        is_drawn=is_drawn,
        tallest=max((month.count for bar in bars for month in bar.months), default=1),
        undated=sum(bar.undated for bar in bars),
        before=Link(title=said, url=_year_url(site, events[0])) if older and is_drawn else None,
        chapters=tuple(_chapter_bars(site, events, first, last)),
    )


def _bar(site: Site, year: int, events: Sequence[Event]) -> View:
    texts, months = _texts(site, year), by_key((event.date.month, event) for event in events)
    return View(
        year=year,
        url=_year_url(site, events[0]) if events else "",
        count=len(events),
        texts=site.language.listing(name for name, _ in texts),
        months=tuple(
            View(
                x=month - 1,
                count=len(months[month]),
                url=site.urls.event(months[month][0].id),
                has_text=any(month in of for _, of in texts),
            )
            for month in sorted(filter(None, months))
        ),
        undated=len(months.get(None, ())),
    )


def _year_url(site: Site, event: Event) -> str:
    """Return where the year of its first entry begins."""
    return f"{site.urls.event(event.id).partition('#')[0]}#year-{event.date.year}"


def _chapter_bars(site: Site, events: Sequence[Event], first: int, last: int) -> Iterator[View]:
    """Yield the chapters that have an entry, each until the next begins."""
    months = 12 * (last - first + 1)
    chapters = site.data.site.chapters
    begun = [_months(chapter.since, first) if chapter.since else 0 for chapter in chapters]
    for n, found in _by_chapter(site, events).items():
        if n:
            start, end = begun[n - 1], begun[n] if n < len(begun) else months
            page = site.urls.event(found[0].id).partition("#")[0]
            yield View(
                title=chapters[n - 1].title,
                url=f"{page}#chapter-{n}",
                start=round(100 * start / months, 1),
                length=round(100 * (end - start) / months, 1),
            )


def _months(since: Edtf, first: int) -> int:
    """Return how many months lie between the beginning of the strip and that of a chapter."""
    return max(0, 12 * (since.first.year - first) + since.first.month - 1)


def _texts(site: Site, year: int) -> list[tuple[str, set[int | None]]]:
    """Return the names of the texts that begin or end in a year, each with the months of it in which they do."""
    ends = ((text.name, (text.date.start or text.date.end, text.date.end)) for text in site.data.texts)
    found = ((name, {day.month for day in days if day.year == year}) for name, days in ends)
    return [(name, months) for name, months in found if months]
