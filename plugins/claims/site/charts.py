"""Series → columns on a line of time, or bars side by side. docs/decisions/charts.md says why we draw our own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..model.records import Series
from ..source.dates import Edtf
from ..source.grouping import with_neighbours
from .language import Language

if TYPE_CHECKING:
    from .event import EventView
    from .source import SourceView

PLOT = 160  # pixels from the base to the top of the tallest column
_HEAD, _FOOT = 20, 24  # pixels above the columns for figures, and below them for dates
_FIGURE = 20  # pixels that the figure above a column takes
_MARKS = 36  # pixels above the figures for the numbers of marks
_AIR = 0.12  # of the width of a column, on each side of it
_PER_CENT = 100.0
_ALL_NAMED = 12  # columns that can each have their date below them
_ROOM = 96  # letters that the dates below all columns can have; on a phone about half as many
_FEW = 8  # columns that can each have their figure on a phone too
_ENDS = 2  # dates that readers need to see which time is drawn
_CLOSE = 5.0  # per cent: marks that are closer than this overlap


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of a chart; its width in per cent."""

    label: str
    value: str
    sum: str | None
    width: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a chart. `x`, `left` and `width` are in per cent, `y` and `height` in pixels."""

    label: str
    short: str
    """The date below it; empty if there is no room."""
    value: str | None
    """The figure; None for a year without one."""
    shown: bool
    """Whether the figure is shown even if there is little room."""
    x: float
    left: float
    width: float
    y: float
    height: float
    incomplete: bool


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An event marked on a chart: `x` in per cent, `y` and `foot`, where its line ends, in pixels."""

    number: int
    event: EventView
    x: float
    y: float
    foot: float
    is_of_text: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing of figures: bars, or columns on a line of time. Heights are in pixels; charts of bars have none."""

    id: str
    series: Series
    title: str
    measure: str
    """What the figures count, if the title says what they show."""
    sources: Sequence[SourceView]
    bars: Sequence[Bar]
    columns: Sequence[Column] = ()
    marks: Sequence[Mark] = ()
    target: tuple[str, float] | None = None
    """What the figures were to reach: in words, and the height of the line."""
    incomplete: bool = False
    """Whether a column is incomplete."""
    crowd: str = ""
    """How close the columns are: `few`, `some` or `many`."""
    base: int = 0
    height: int = 0
    in_words: str = ""
    """The whole drawing in words."""


@dataclass(frozen=True, kw_only=True)
class _Point:
    """A point of a series; `value` is None for a year without a figure."""

    when: Edtf
    label: str
    value: float | None

    @property
    def height(self) -> float:
        """The figure; 0 if there is none."""
        return self.value or 0


def draw(
    series: Series,
    sources: Iterable[SourceView],
    language: Language,
    events: Iterable[EventView] = (),
    texts: Collection[str] = (),
) -> Chart:
    """Measure a series. All columns start at 0 and have one scale; a year without a figure leaves a gap.

    Per cents are drawn on a scale to 100, so that charts can be compared. The `x` of a column is its middle, in per
    cent, and its `y` is its top, in pixels.

    Args:
        series: the series
        sources: its sources
        language: the language of dates, numbers and words
        events: the events that the series marks
        texts: the dates of texts, whose marks look different

    """
    points = list(_with_gaps(series, language))
    most = _scale(series, points)
    bars = []
    for bar in series.bars:
        width = _per_cent(bar.value, most)
        bars.append(Bar(label=bar.label, value=language.number(bar.value), sum=bar.sum, width=width))
    chart = Chart(
        id=series.id,
        series=series,
        title=series.heading,
        measure=series.title if series.finding else "",
        sources=tuple(sources),
        bars=tuple(bars),
    )
    if not points:
        return chart
    base = _HEAD + PLOT
    if series.marks:
        base += _MARKS
    columns = tuple(_columns(series, points, base, most, language))
    tops = [base - PLOT * float(point.height) / most for point in points]
    periods = [(point.when.first, point.when.last) for point in points]
    by_date = sorted(events, key=lambda event: event.date.sort_key)
    marks = tuple(_marks(by_date, periods, tops, texts))
    target = None
    if series.target:
        target = series.target.label, round(base - PLOT * series.target.value / most, 1)
    return replace(
        chart,
        columns=columns,
        crowd=_crowd([column.short for column in columns]),
        incomplete=any(column.incomplete for column in columns),
        marks=marks,
        target=target,
        base=base,
        height=base + _FOOT,
        in_words=_in_words(series.description, columns, marks, language),
    )


def _scale(series: Series, points: Sequence[_Point]) -> float:
    """Return the figure that is as high, or as wide, as the whole drawing."""
    figures = [bar.value for bar in series.bars]
    figures += [point.height for point in points]
    if series.target:
        figures.append(series.target.value)
    if series.unit.startswith("per cent"):
        figures.append(_PER_CENT)
    return max(figures) or 1


def _columns(series: Series, points: Sequence[_Point], base: int, most: float, language: Language) -> Iterator[Column]:
    """Yield the columns. `base` is the height of their foot in pixels, `most` the figure of a column of full height."""
    incomplete = {when.text for when in series.incomplete}
    last = len(points) - 1
    peak = max(range(len(points)), key=lambda n: points[n].height)
    with_figure = {peak}
    for end in (0, last):
        is_complete = end == 0 or points[end].when.text not in incomplete
        if abs(end - peak) > 1 and is_complete:
            with_figure.add(end)
    with_date = _with_date([point.when for point in points], language)
    width = _per_cent(1 - 2 * _AIR, len(points))
    for n, point in enumerate(points):
        x = _per_cent(n + 0.5, len(points))
        yield Column(
            label=point.label,
            short=language.narrow_date(point.when) if n in with_date else "",
            value=None if point.value is None else language.number(point.value),
            shown=n in with_figure,
            x=x,
            left=round(x - width / 2, 2),
            width=width,
            y=round(base - PLOT * point.height / most, 1),
            height=round(PLOT * point.height / most, 1),
            incomplete=point.when.text in incomplete,
        )


def _crowd(dates: Sequence[str]) -> str:
    """Return how close columns are: `few` have room for all dates and figures, `some` only on a wide screen."""
    if not all(dates):
        return "many"
    return "few" if len(dates) < _FEW and len("".join(dates)) <= _ROOM // 2 else "some"


def _in_words(description: str, columns: Iterable[Column], marks: Iterable[Mark], language: Language) -> str:
    """Return a chart as a sentence, for readers who do not see it: each date with its figure, then the events."""
    gettext = language.gettext
    figures = []
    for column in columns:
        if column.value:
            figures.append(gettext("%(date)s: %(figure)s", date=column.label, figure=column.value))
        else:
            figures.append(gettext("%(date)s: no figure", date=column.label))
    words = [gettext("%(description)s %(figures)s.", description=description, figures=gettext("; ").join(figures))]
    for mark in marks:
        date = language.date(mark.event.date)
        words.append(gettext("%(date)s: %(event)s.", date=date, event=mark.event.title))
    return " ".join(words)


def _with_gaps(series: Series, language: Language) -> Iterator[_Point]:
    """Yield the points in time order. If all points are years, the years between them are points without a figure."""
    yearly = all(when.end.month is None for when, _ in series.points)
    points = sorted(series.points, key=lambda point: point[0].sort_key)
    for before, (when, value), _ in with_neighbours(points):
        if before and yearly:
            for year in range(before[0].end.year + 1, when.year):
                yield _Point(when=Edtf.parse(f"{year:04}"), label=str(year), value=None)
        yield _Point(when=when, label=language.date(when), value=value)


def _with_date(dates: Sequence[Edtf], language: Language) -> set[int]:
    """Return which columns have their date below them.

    If there is no room for all, these are the columns that begin a decade, a year or a month. The first and the last
    are added if the points are years, or if fewer than two columns begin one.
    """
    everything = set(range(len(dates)))
    if len(dates) <= _ALL_NAMED and sum(len(language.narrow_date(when)) for when in dates) <= _ROOM:
        return everything
    beginnings = {n for n in everything if _begins(dates[n])}
    if len(beginnings) < _ENDS or dates[0].precision == "year":
        beginnings |= {0, len(dates) - 1}
    return beginnings


def _begins(when: Edtf) -> bool:
    """Return whether a decade, year or month begins with a year, month or day."""
    if when.precision == "year":
        return when.year % 10 == 0
    return when.day.day == 1 if when.precision == "day" else when.day.month == 1


def _marks(
    events: Iterable[EventView], periods: Sequence[tuple[date, date]], tops: Sequence[float], texts: Collection[str]
) -> Iterator[Mark]:
    """Yield the marks from left to right. Of two that are close to each other, the second is higher.

    Args:
        events: the events in time order
        periods: the first and the last day of each column
        tops: the top of each column, in pixels
        texts: the dates of texts

    """
    x_before = -_PER_CENT
    is_high = False
    for number, event in enumerate(events, 1):
        x = _position(event.date.first, periods)
        is_high = x - x_before < _CLOSE and not is_high
        y = 10 if is_high else 30
        column = x * len(tops) / 100 - 0.5
        near = [top for n, top in enumerate(tops) if abs(n - column) <= 1]
        foot = round(max(min(near) - _FIGURE, y), 1)
        yield Mark(number=number, x=x, y=y, foot=foot, is_of_text=event.date.text in texts, event=event)
        x_before = x


def _position(day: date, periods: Sequence[tuple[date, date]]) -> float:
    """Return where a day is, in per cent: within the width of its column, or between two columns."""
    for n, (first, last) in enumerate(periods):
        if day < first:
            return _per_cent(n, len(periods))
        if day <= last:
            return _per_cent(n + (day - first) / (last - first + timedelta(days=1)), len(periods))
    return _PER_CENT


def _per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)
