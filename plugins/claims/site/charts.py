"""Series → columns on a line of time, or bars side by side, measured. Why our own: docs/decisions/charts.md."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from ..model.records import Series
from ..source.dates import Edtf
from ..source.grouping import with_neighbours
from .language import Language
from .views import Link, View

PLOT = 160  # pixels from nought to the tallest column
_HEAD, _FOOT = 20, 24  # pixels above it for figures, under it for dates
_FIGURE = 20  # pixels that a figure above its column takes
_MARKS = 36  # pixels above that for the numbers of marks
_AIR = 0.12  # of a column's place, on each side of it
_PER_CENT = 100.0
_ALL_NAMED = 12  # columns that can each have their date under it
_ROOM = 96  # letters that the dates under all columns can have, and on a phone about half as many
_FEW = 8  # columns that can on a phone, too, have each their figure
_ENDS = 2  # dates that a reader needs to see what time is drawn
_CLOSE = 5.0  # per cent: marks nearer than that do not stand side by side


def draw(
    series: Series,
    sources: Iterable[Link],
    language: Language,
    events: Iterable[View] = (),
    texts: Collection[str] = (),
) -> View:
    """Measure a series: columns start at nought and share one scale; a missing year leaves a gap.

    Per cents are drawn of a hundred, so that two charts can be compared. `events` are those that the series marks,
    `texts` the days of texts. Columns are placed by `x`, their middle, in per cent, and `y`, their top, in pixels.
    """
    points = [*_with_gaps(series, language)]
    goal = [series.target.value] if series.target else []
    figures = [bar.value for bar in series.bars] + [value or 0 for _, _, value in points] + goal
    most = max(figures + [_PER_CENT] * series.unit.startswith("per cent")) or 1
    chart = View.from_record(
        series,
        title=series.heading,
        measure=series.title if series.finding else "",
        sources=tuple(sources),
        bars=tuple(
            View(label=bar.label, value=language.number(bar.value), sum=bar.sum, width=_per_cent(bar.value, most))
            for bar in series.bars
        ),
        **{"columns": (), "marks": (), "target": None, "incomplete": False},
    )
    if not points:
        return chart
    base, periods = _HEAD + PLOT + _MARKS * bool(series.marks), [(when.first, when.last) for when, _, _ in points]
    incomplete = {when.text for when in series.incomplete}
    marked = sorted(events, key=lambda event: event.date.sort_key)
    tops = [base - PLOT * float(value or 0) / most for _, _, value in points]
    marks = tuple(_marks(marked, periods, tops, texts, language))
    last = len(points) - 1
    peak = max(range(len(points)), key=lambda n: points[n][2] or 0)
    telling = {peak, *(n for n in (0, last) if abs(n - peak) > 1 and (n == 0 or points[n][0].text not in incomplete))}
    named = _named([when for when, _, _ in points], language)
    width = _per_cent(1 - 2 * _AIR, len(points))
    columns = tuple(
        View(
            label=label,
            short=language.narrow_date(when) if n in named else "",
            value=None if value is None else language.number(value),
            shown=n in telling,
            x=(x := _per_cent(n + 0.5, len(points))),
            left=round(x - width / 2, 2),
            width=width,
            y=round(base - PLOT * (value or 0) / most, 1),
            height=round(PLOT * (value or 0) / most, 1),
            incomplete=when.text in incomplete,
        )
        for n, (when, label, value) in enumerate(points)
    )
    return chart.replace(
        columns=columns,
        crowd=_crowd([column.short for column in columns]),
        incomplete=any(column.incomplete for column in columns),
        marks=marks,
        target=(series.target.label, round(base - PLOT * series.target.value / most, 1)) if series.target else None,
        base=base,
        height=base + _FOOT,
        in_words=_in_words(series.description, columns, marks, language),
    )


def _crowd(dates: Sequence[str]) -> str:
    """Return how close columns stand: `few` have room for all dates and figures, `some` on a wide screen alone."""
    if not all(dates):
        return "many"
    return "few" if len(dates) < _FEW and len("".join(dates)) <= _ROOM // 2 else "some"


def _in_words(description: str, columns: Iterable[View], marks: Iterable[View], language: Language) -> str:
    gettext = language.gettext
    figures = (
        gettext("%(date)s: %(figure)s", date=column.label, figure=column.value)
        if column.value
        else gettext("%(date)s: no figure", date=column.label)
        for column in columns
    )
    words = gettext("%(description)s %(figures)s.", description=description, figures=gettext("; ").join(figures))
    events = [mark.event for mark in marks]
    told = (gettext("%(date)s: %(event)s.", date=language.date(event.date), event=event.title) for event in events)
    return " ".join([words, *told])


def _with_gaps(series: Series, language: Language) -> Iterator[tuple[Edtf, str, float | None]]:
    """Yield the points in time order, and each year that is passed over where the points are years."""
    yearly = all(when.end.month is None for when, _ in series.points)
    points = sorted(series.points, key=lambda point: point[0].sort_key)
    for before, (when, value), _ in with_neighbours(points):
        if before and yearly:
            years = range(before[0].end.year + 1, when.year)
            yield from ((Edtf.parse(f"{year:04}"), str(year), None) for year in years)
        yield when, language.date(when), value


def _named(dates: Sequence[Edtf], language: Language) -> set[int]:
    """Return which columns have their date under them: of many those with which a longer time begins, or the ends."""
    if len(dates) <= _ALL_NAMED and sum(len(language.narrow_date(when)) for when in dates) <= _ROOM:
        return {*range(len(dates))}
    begun = {n for n, when in enumerate(dates) if _begins(when)}
    return begun | {0, len(dates) - 1} if len(begun) < _ENDS or dates[0].precision == "year" else begun


def _begins(when: Edtf) -> bool:
    """Return whether a decade, year or month begins with a year, month or day."""
    if when.precision == "year":
        return when.year % 10 == 0
    return when.day.day == 1 if when.precision == "day" else when.day.month == 1


def _marks(
    events: Iterable[View],
    periods: list[tuple[date, date]],
    tops: Sequence[float],
    texts: Collection[str],
    language: Language,
) -> Iterator[View]:
    """Yield the marked days from left to right, one above another where they are close."""
    before, high = -_PER_CENT, False
    for number, event in enumerate(events, 1):
        x = _position(event.date.first, periods)
        high = x - before < _CLOSE and not high
        y, place = 10 if high else 30, x * len(tops) / 100 - 0.5
        foot = min(top for n, top in enumerate(tops) if abs(n - place) <= 1) - _FIGURE
        is_of_text = event.date.text in texts
        yield View(number=number, x=x, y=y, foot=round(max(foot, y), 1), is_of_text=is_of_text, event=event)
        before = x


def _position(day: date, periods: list[tuple[date, date]]) -> float:
    """Return where a day stands, in per cent: in its column's place, or between two."""
    for n, (first, last) in enumerate(periods):
        if day < first:
            return _per_cent(n, len(periods))
        if day <= last:
            return _per_cent(n + (day - first) / (last - first + timedelta(days=1)), len(periods))
    return _PER_CENT


def _per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)
