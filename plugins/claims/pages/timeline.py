"""The timeline: a strip with one dot per event, and the chapters in which the events are told."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from math import ceil

from ..site.event import EventView
from ..site.page import Findable, Page
from ..site.site import Site
from ..source.dates import Edtf
from ..source.diagnostics import columns
from ..source.grouping import by_key


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A row of dots on the strip. Places are in pixels from the top of the strip."""

    y: int
    name_rows: tuple[int, ...]
    """The rows for names of events, the nearest to the dots first."""


TWO_LANES = (
    Lane(y=88, name_rows=(62, 38)),  # events of the first side
    Lane(y=176, name_rows=(150, 126)),  # of both sides, or of others
    Lane(y=218, name_rows=(253, 275)),  # of the second side
)
ONE_LANE = (Lane(y=88, name_rows=(62, 38)),)
FACING = 2  # sides, each of which has a lane
START, START_AFTER_OLDER, END = 2, 9, 98  # per cent of the width
DOT = 8  # pixels, with the gap to the next
CROWD = (0, 1, -1, 2, -2)  # the rows of dots that are close to each other
CHAR, GAP = 6.5, 6  # pixels of a character in a name, and between two names
WIDTHS = {"narrow": 326, "wide": 900}  # pixels for which names are chosen: of a phone and of a laptop
MAX_YEARS = 12  # named below the strip
MAX_APART, MAX_OLDER = 0.2, 0.25  # of the time of later events, and of all events
MAX_FILTERED = 4  # sides for which timeline.css has rules


@dataclass(frozen=True, kw_only=True)
class Dot:
    """An event on the strip: `x` in per cent of the width, `y` in pixels."""

    event: EventView
    x: float
    lane: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Name:
    """The name of an event on the strip: in which row, and on which side of its dot."""

    dot: Dot
    name: str
    anchor: str
    dx: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Band:
    """The time of a chapter on the strip, in per cent of the width."""

    x: float
    width: float
    middle: float


@dataclass(frozen=True, kw_only=True)
class Tick:
    """The first day of a year on the strip."""

    x: float
    year: int
    is_on_phones: bool


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The drawing above the chapters."""

    foot: int
    dots: Sequence[Dot]
    days: Sequence[Dot]
    """The dots of the days on which texts were published."""
    lanes: Sequence[int]
    labels: Sequence[tuple[str, int]]
    """The names of the lanes, each with its height."""
    bands: Sequence[Band]
    before: str
    """The label of the events that are too old to be shown to scale."""
    years: Sequence[Tick]
    names: Mapping[str, Sequence[Name]]
    """For each width of a screen the names that fit."""


class Chapter:
    """A chapter of the file with its events, which are in time order; without a title if no chapter had begun."""

    def __init__(self, site: Site, number: int, events: Sequence[EventView]) -> None:
        record = site.data.site.chapters[number - 1] if number else None
        self.number = number
        self.title = record.title if record else ""
        self.summary = record.summary if record else ""
        self.date = _span(events[0], events[-1])
        self.key = [event for event in events if event.record.key]
        self.rest = [event for event in events if not event.record.key]


class TimelinePage(Page):
    """`/timeline/`."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "timeline")
        self.events = list(site.events.values())
        names = [site.sides[side].name for side in site.acting_sides]
        self.has_lanes = len(names) == FACING
        self.sides = names if 1 < len(names) <= MAX_FILTERED else []
        """The names of the sides by which events can be filtered."""
        self.strip = _strip(site, self.events, names)

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters that have events."""
        chapters = self.site.data.site.chapters
        starts = [chapter.since.first if chapter.since else date.min for chapter in chapters]
        by_chapter = by_key((bisect_right(starts, event.date.first), event) for event in self.events)
        return [Chapter(self.site, number, events) for number, events in by_chapter.items()]

    def findable(self) -> Iterator[Findable]:
        """Yield the events with their topics."""
        for event in self.events:
            said = (self.site.language.date(event.date), event.summary, event.account)
            yield Findable("event", event.url, event.title, said, topics=sorted(event.record.topics))


def _span(first: EventView, last: EventView) -> Edtf:
    """Return the time from the first event to the last, in months, or in years if only those are known."""
    begin = _month(first)
    end = _month(last)
    return Edtf.parse(begin if begin == end else f"{begin}/{end}")


def _month(event: EventView) -> str:
    day = event.date.start or event.date.end
    return day.iso[: len("2019-05")]


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """Where days are on the strip: true to scale, except for the first `older` events, which stand before the rest."""

    first: date
    last: date
    older: int
    start: int

    def place(self, day: date) -> float:
        """Return where a day is, in per cent of the width."""
        part: float = (day - self.first) / max(self.last - self.first, date.resolution)
        return round(self.start + (END - self.start) * min(1.0, max(0.0, part)), 1)


def _scale(days: Sequence[date]) -> _Scale:
    """Return the scale for the days of events, which are in order.

    A few events that are far older than the others would leave most of the strip empty, so they are not to scale.
    """
    older = 0
    for count, (day, later) in enumerate(pairwise(days), 1):
        is_apart = later - day > MAX_APART * (days[-1] - later) and later.year > day.year
        if is_apart and count <= MAX_OLDER * len(days):
            older = count
    return _Scale(first=days[older], last=days[-1], older=older, start=START_AFTER_OLDER if older else START)


def _strip(site: Site, events: Sequence[EventView], side_names: Sequence[str]) -> Strip:
    """Return the drawing of the events, in a lane for each side if there are two."""
    gettext = site.language.gettext
    ordered = sorted(events, key=lambda event: event.date.day)
    scale = _scale([event.date.day for event in ordered])
    lanes: Sequence[Lane] = ONE_LANE
    label_texts: list[str] = []
    if len(side_names) == FACING:
        lanes = TWO_LANES
        label_texts = [side_names[0], gettext("Both, or others"), side_names[1]]
    dots = list(_dots(ordered, scale, lanes))
    before = gettext("before %(year)s", year=scale.first.year) if scale.older else ""
    return Strip(
        foot=max(lanes[-1].y + 2 * DOT, lanes[-1].name_rows[-1]) + DOT,
        dots=sorted(dots, key=lambda dot: bool(dot.event.record.key)),  # the large ones above the others
        days=[dot for dot in dots if dot.event.is_text],
        lanes=[lane.y for lane in lanes],
        labels=[(text, lane.name_rows[0]) for text, lane in zip(label_texts, lanes, strict=False)],
        bands=list(_bands(site, scale)),
        before=before,
        years=list(_ticks(scale, before)),
        names={room: list(_names(site, dots, lanes, label_texts, width)) for room, width in WIDTHS.items()},
    )


def _bands(site: Site, scale: _Scale) -> Iterator[Band]:
    starts = [scale.place(chapter.since.first) if chapter.since else 0 for chapter in site.data.site.chapters]
    for begin, end in pairwise([*starts, 100]):
        yield Band(x=begin, width=round(end - begin, 1), middle=round((begin + end) / 2, 1))


def _ticks(scale: _Scale, before: str) -> Iterator[Tick]:
    """Yield at most MAX_YEARS years. A phone has room for every other one, to the right of the label `before`."""
    years = list(range(scale.first.year + 1, scale.last.year + 1)) or [scale.first.year]
    step = ceil(len(years) / MAX_YEARS)
    end_of_label = 100 * (CHAR * columns(before) + 3 * GAP) / WIDTHS["narrow"]
    for n, year in enumerate(years[::step]):
        x = scale.place(date(year, 1, 1))
        yield Tick(x=x, year=year, is_on_phones=n % 2 == 1 and x > end_of_label)


def _dots(events: Sequence[EventView], scale: _Scale, lanes: Sequence[Lane]) -> Iterator[Dot]:
    """Yield the dots of events, which are in order; each is above or below others that are close to it."""
    apart = 100 * DOT / WIDTHS["narrow"]
    last_x: dict[tuple[int, int], float] = {}
    for n, event in enumerate(events):
        x = scale.place(event.date.day)
        if n < scale.older:
            x = 1 + (scale.start - 3) * n / scale.older
        lane = {"1": 0, "2": 2}.get(event.sides, 1) if len(lanes) > 1 else 0
        row = next((row for row in CROWD if x - last_x.get((lane, row), -apart) >= apart), 0)
        last_x[lane, row] = x
        yield Dot(event=event, x=round(x, 1), lane=lane, y=lanes[lane].y + row * DOT)


def _names(site: Site, dots: Sequence[Dot], lanes: Sequence[Lane], labels: Sequence[str], width: int) -> Iterator[Name]:
    """Yield the names that fit on a strip of a width in pixels.

    Texts come first, then the events nearest to the first text. Each name takes the outermost row that is free.
    """
    # For each row of a lane, the begin and end of what is in it already.
    taken = defaultdict[tuple[int, int], list[tuple[float, float]]](list)
    for lane, label in enumerate(labels):
        taken[lane, 0].append((0.0, CHAR * columns(label)))
    lines = [dot.x * width / 100 for dot in dots if dot.event.is_text]
    center = 100 * lines[0] / width if lines else 0
    named = [dot for dot in dots if dot.event.record.short]
    for dot in sorted(named, key=lambda dot: (not dot.event.is_text, abs(dot.x - center))):
        name = dot.event.record.short or ""
        gap = 0
        if dot.event.is_text:
            when = site.language.narrow_date(dot.event.date)
            name = site.language.gettext("%(date)s: %(event)s", date=when, event=name)
            gap = GAP
        x = dot.x * width / 100
        length = CHAR * columns(name)
        begins = {"start": x + gap, "end": x - gap - length, "middle": x - length / 2}
        rows = reversed(list(enumerate(lanes[dot.lane].name_rows)))
        for (row, y), (anchor, begin) in product(rows, begins.items()):
            end = begin + length
            spans = {(dot.lane, row): (begin, end)}
            for nearer_row in range(row):  # which the line from the dot to its name crosses
                spans[dot.lane, nearer_row] = (x, x)
            crosses_line = any(begin < line < end for line in lines)
            fits = 0 <= begin <= width - length and not crosses_line
            if fits and all(_is_free(span, taken[place]) for place, span in spans.items()):
                for place, span in spans.items():
                    taken[place].append(span)
                yield Name(dot=dot, name=name, anchor=anchor, dx={"end": -gap, "start": gap}.get(anchor, 0), y=y)
                break


def _is_free(span: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    """Return whether a span keeps its distance from all that are taken."""
    begin, end = span
    return all(end + GAP <= other or last + GAP <= begin for other, last in taken)
