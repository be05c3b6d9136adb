"""Series → a bar a date, measured for drawing. Why bars, and why our own: docs/decisions/charts.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..data.grouping import with_neighbours
from ..data.model import Series

ROW = 28  # pixels from one bar to the next: a line of text and air
_LETTER = 10  # pixels: wider than any letter of a date at the size the style sheet gives it, in any usual font
_PER_CENT = 100.0
_WIDEST = 40.0  # per cent of the drawing: at 288 pixels the date before a bar and the figure after it still fit


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One date. `value` is None for a year without a figure, which keeps its place and stays empty."""

    label: str
    value: str | None
    width: float
    y: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing and the words that must stand with it; `sources` are named links."""

    id: str
    title: str
    description: str
    unit: str
    note: str
    bars: tuple[Bar, ...]
    height: int
    label_width: int
    """Pixels kept for the dates, from the longest of them."""
    sources: tuple[Any, ...]
    aliases: tuple[str, ...] = ()
    """Ids it had before: links to them still lead here."""

    @property
    def in_words(self) -> str:
        """What the drawing shows, for those who do not see it."""
        return f"{self.description} " + "; ".join(f"{bar.label}: {bar.value or 'no figure'}" for bar in self.bars) + "."


def draw(series: Series, sources: Iterable[Any]) -> Chart:
    """Measure a series: bars start at nought and share one scale; a missing year leaves a gap.

    Per cents are drawn of a hundred, so that the bars of two charts can be compared.
    """
    most = max([value for _, value in series.points] + [_PER_CENT] * series.unit.startswith("per cent"))
    bars = tuple(
        Bar(
            label=label,
            value=None if value is None else f"{Decimal(repr(value)):,f}".removesuffix(".0"),  # its thousands parted
            width=round(_WIDEST * (value or 0) / most, 2) if most else 0.0,
            y=n * ROW,
        )
        for n, (label, value) in enumerate(_with_gaps(series))
    )
    return Chart(
        id=series.id,
        title=series.title,
        description=series.description,
        unit=series.unit,
        note=series.note,
        bars=bars,
        height=len(bars) * ROW,
        label_width=_LETTER * max(len(bar.label) for bar in bars) + 8,
        sources=tuple(sources),
        aliases=series.aliases,
    )


def _with_gaps(series: Series) -> Iterator[tuple[str, float | None]]:
    """Yield the points in time order, with a row for each year that is passed over where the points are years."""
    yearly = all(when.end.month is None for when, _ in series.points)
    points = sorted(series.points, key=lambda point: point[0].sort_key)
    for before, (when, value), _ in with_neighbours(points):
        if before and yearly:
            yield from ((str(year), None) for year in range(before[0].end.year + 1, when.year))
        yield str(when), value
