"""The timeline, one page: a strip with a dot an event, and the chapters in which the events are told."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, product

from ..site.index import Site
from ..site.views import Findable, Link, Page, View
from ..source.dates import Edtf
from ..source.diagnostics import columns
from ..source.grouping import by_key

# Of the strip: pixels from its top, and per cents from its left.
TWO_LANES = ((88, (62, 38)), (176, (150, 126)), (218, (253, 275)))
"""Of one side, both or others, and the other side: where the dots stand, and the rows of names, the nearest first."""
ONE_LANE = ((88, (62, 38)),)
FACING = 2  # sides, each of which has a lane
START, START_AFTER_OLDER, END = 2, 9, 98
DOT = 8  # pixels, with the gap to the next
CROWD = (0, 1, -1, 2, -2)  # the rows of dots that are close to each other
CHAR, GAP = 6.5, 6  # pixels of a name, and between two
WIDTHS = {"narrow": 326, "wide": 900}  # pixels for which names are chosen: of a phone and of a laptop
MAX_YEARS = 12  # named below the strip
MAX_APART, MAX_OLDER = 0.2, 0.25  # of the time of later events, and of all events
MAX_FILTERED = 4  # sides for which timeline.css has rules

Lane = tuple[int, Sequence[int]]


class TimelinePage(Page):
    """`/timeline/`, and of a long timeline `/timeline/<year>/`."""

    @property
    def events(self) -> tuple[View, ...]:
        """The events of all its chapters."""
        return tuple(event for chapter in self.chapters for event in (*chapter.key, *chapter.rest))

    def findable(self, site: Site) -> Iterator[Findable]:
        """Yield the events, each under its topics, where they are told in full."""
        for event in () if self.is_overview else self.events:
            said = (site.language.date(event.date), event.summary, event.account)
            yield Findable("event", event.url, event.title, said, topics=sorted(event.topics))


def pages(site: Site) -> Iterator[TimelinePage]:
    """Yield the timeline; of one that is too long for a page, its key events and then the page of each year."""
    acting = {side for event in site.presenter.events.values() for side in event.actors}
    sides = [side for id, side in site.presenter.sides.items() if id in acting]
    numbers = {side.value: str(n) for n, side in enumerate(sides, 1)}
    events = [
        event.replace(sides=" ".join(numbers[side] for side in event.actors))
        for event in site.presenter.events.values()
    ]
    by_year = by_key((site.urls.years[event.id], event) for event in events) if site.urls.years else {}
    years = tuple(Link(title=str(year), url=site.urls.page(f"timeline/{year}")) for year in by_year)
    first = [event for event in events if event.key] if by_year else events
    page = site.page(
        TimelinePage,
        "timeline",
        sides=[side.name for side in sides] if 1 < len(sides) <= MAX_FILTERED else [],
        has_lanes=len(sides) == FACING,
        strip=_strip(site, first, [side.name for side in sides]) if first else None,
        chapters=tuple(_chapters(site, first)),
        years=years,
        is_overview=bool(by_year),
    )
    yield page
    for link, found in zip(years, by_year.values(), strict=True):
        yield page.replace(
            title=site.language.gettext("%(title)s: %(year)s", title=page.title, year=link.title),
            description=site.language.gettext("%(title)s %(year)s.", title=page.description, year=link.title),
            url=link.url,
            save_as=site.urls.file(link.url),
            strip=None,
            chapters=tuple(_chapters(site, found)),
            is_overview=False,
        )


def _chapters(site: Site, events: Sequence[View]) -> Iterator[View]:
    """Yield the chapters that have an event; one without a title where the file names none."""
    chapters = site.data.site.chapters
    begun = [chapter.since.first if chapter.since else date.min for chapter in chapters]
    for number, found in by_key((bisect_right(begun, event.date.first), event) for event in events).items():
        yield View(
            number=number,
            title=chapters[number - 1].title if number else "",
            summary=chapters[number - 1].summary if number else "",
            date=_span(found),
            key=tuple(event for event in found if event.key),
            rest=tuple(event for event in found if not event.key),
        )


def _span(events: Sequence[View]) -> Edtf:
    """Return the months, or the years, from the first event to the last."""
    days = (event.date.start or event.date.end for event in (events[0], events[-1]))
    ends = (day.iso[: len("2019-05")] for day in days)
    return Edtf.parse("/".join(dict.fromkeys(ends)))


def _strip(site: Site, events: Sequence[View], sides: Sequence[str]) -> View:
    """Return events as dots, true to scale; the few that are far older stand together before the rest."""
    gettext, chapters = site.language.gettext, site.data.site.chapters
    days = sorted(event.date.day for event in events)
    older = 0
    for n, (day, later) in enumerate(pairwise(days), 1):
        is_apart = later - day > MAX_APART * (days[-1] - later) and later.year > day.year
        older = n if is_apart and n <= MAX_OLDER * len(days) else older
    first, start = days[older], START_AFTER_OLDER if older else START

    def x(day: date) -> float:
        part: float = (day - first) / max(days[-1] - first, date.resolution)
        return round(start + (END - start) * min(1.0, max(0.0, part)), 1)

    lanes = TWO_LANES if len(sides) == FACING else ONE_LANE
    places = [x(day) if n >= older else 1 + (start - 3) * n / older for n, day in enumerate(days)]
    dots = [*_dots(sorted(events, key=lambda event: event.date.day), places, lanes)]
    labels = [sides[0], gettext("Both, or others"), sides[1]] if len(sides) == FACING else []
    begun = [x(chapter.since.first) if chapter.since else 0 for chapter in chapters]
    before = gettext("before %(year)s", year=first.year) if older else ""
    years = [*range(first.year + 1, days[-1].year + 1)] or [first.year]
    ticks = [(x(date(year, 1, 1)), year) for year in years[:: -(-len(years) // MAX_YEARS)]]
    begin = 100 * (CHAR * columns(before) + 3 * GAP) / WIDTHS["narrow"]  # where a year has room on a phone
    return View(
        foot=max(lanes[-1][0] + 2 * DOT, lanes[-1][1][-1]) + DOT,
        dots=sorted(dots, key=lambda dot: bool(dot.event.key)),  # the large ones above the others
        days=[dot for dot in dots if dot.event.is_text],
        lanes=[y for y, _ in lanes],
        labels=[View(text=text, y=names[0]) for text, (_, names) in zip(labels, lanes, strict=False)],
        bands=[View(x=a, width=round(b - a, 1), middle=round((a + b) / 2, 1)) for a, b in pairwise([*begun, 100])],
        before=before,
        years=[View(x=x, year=year, is_on_phones=n % 2 and x > begin) for n, (x, year) in enumerate(ticks)],
        names={room: [*_names(site, dots, lanes, labels, width)] for room, width in WIDTHS.items()},
    )


def _dots(events: Sequence[View], places: Sequence[float], lanes: Sequence[Lane]) -> Iterator[View]:
    """Yield the dots of events, each above or below others that are close to it."""
    apart = 100 * DOT / WIDTHS["narrow"]
    last: dict[tuple[int, int], float] = {}
    for event, x in zip(events, places, strict=True):
        lane = {"1": 0, "2": 2}.get(event.sides, 1) if len(lanes) > 1 else 0
        row = next((row for row in CROWD if x - last.get((lane, row), -apart) >= apart), 0)
        last[lane, row] = x
        yield View(event=event, x=round(x, 1), lane=lane, y=lanes[lane][0] + row * DOT)


def _names(
    site: Site, dots: Sequence[View], lanes: Sequence[Lane], labels: Sequence[str], width: int
) -> Iterator[View]:
    """Yield the names for which there is room on a strip of a width, the nearest to the text first and outermost."""
    taken = defaultdict(list, {(lane, 0): [(0.0, CHAR * columns(label))] for lane, label in enumerate(labels)})
    lines = [dot.x * width / 100 for dot in dots if dot.event.is_text]
    day = 100 * lines[0] / width if lines else 0

    def is_free(place: tuple[int, int], begin: float, end: float) -> bool:
        return all(end + GAP <= other or last + GAP <= begin for other, last in taken[place])

    named = [dot for dot in dots if dot.event.short]
    for dot in sorted(named, key=lambda dot: (not dot.event.is_text, abs(dot.x - day))):
        name, gap = dot.event.short, 0
        if dot.event.is_text:
            when = site.language.narrow_date(dot.event.date)
            name, gap = site.language.gettext("%(date)s: %(event)s", date=when, event=name), GAP
        x, length = dot.x * width / 100, CHAR * columns(name)
        begins = {"start": x + gap, "end": x - gap - length, "middle": x - length / 2}
        rows = [*enumerate(lanes[dot.lane][1])][::-1]
        for (row, y), (anchor, begin) in product(rows, begins.items()):
            spans = {(dot.lane, row): (begin, begin + length), **{(dot.lane, n): (x, x) for n in range(row)}}
            fits = 0 <= begin <= width - length and not any(begin < line < begin + length for line in lines)
            if fits and all(is_free(place, *span) for place, span in spans.items()):
                for place, span in spans.items():
                    taken[place].append(span)
                yield View(dot=dot, name=name, anchor=anchor, dx={"end": -gap, "start": gap}.get(anchor), y=y)
                break
