"""The years of a long timeline → a drawing of the whole, through which one reaches each year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..data.grouping import by_key
from ..plan import COLUMNS
from .pages import PartLink
from .years import YearView

_DECADE = 10  # years


@dataclass(frozen=True, kw_only=True)
class Column:
    """A year of a long timeline, or a decade: its bars, a month or a year each, as the path of a drawing."""

    title: str
    url: str
    count: int
    op_ed: bool
    gap: bool
    """True where years without an entry lie before this one."""
    bars: str
    strong: str
    """The bar of the op-ed's month, or its year."""
    foot: bool
    """True where entries are known only by their year."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A long timeline drawn column by column; `steps` is how many bars a column has room for."""

    columns: tuple[Column, ...]
    steps: int
    decades: tuple[tuple[str, str, tuple[PartLink, ...]], ...]
    """The years as links, under the id and the name of their decade; of few years, all under none."""


def draw(years: Sequence[YearView], timeline: str, at: Callable[[int], str]) -> Strip:
    """A column a year and a bar a month; of many years a decade, and a bar a year.

    `timeline` is where the timeline is, and `at` says where the entries of a year are.
    """
    return _decades(years, timeline, at) if len(years) > COLUMNS else _years(years, at)


def _years(years: Sequence[YearView], at: Callable[[int], str]) -> Strip:
    tallest = max((month.count for year in years for month in year.months), default=1)
    columns = tuple(
        Column(
            title=str(year.year),
            url=at(year.year),
            count=year.count,
            op_ed=year.op_ed,
            gap=year.gap,
            bars=_bars(((month.x, month.count) for month in year.months if not month.op_ed), tallest),
            strong=_bars(((month.x, month.count) for month in year.months if month.op_ed), tallest),
            foot=year.undated > 0,
        )
        for year in years
    )
    return Strip(columns=columns, steps=12, decades=(("", "", _links(years, at)),))


def _decades(years: Sequence[YearView], timeline: str, at: Callable[[int], str]) -> Strip:
    decades = by_key((f"{year.year // _DECADE}0", year) for year in years)
    tallest = max(year.count for year in years)
    columns = tuple(
        Column(
            title=f"{decade}s",
            url=f"{timeline}#decade-{decade}",
            count=sum(year.count for year in found),
            op_ed=any(year.op_ed for year in found),
            gap=before is not None and int(decade) - int(before) > _DECADE,
            bars=_bars(((year.year % _DECADE, year.count) for year in found if not year.op_ed), tallest),
            strong=_bars(((year.year % _DECADE, year.count) for year in found if year.op_ed), tallest),
            foot=False,
        )
        for before, (decade, found) in zip([None, *decades], decades.items(), strict=False)
    )
    return Strip(
        columns=columns,
        steps=_DECADE,
        decades=tuple((f"decade-{decade}", f"{decade}s", _links(found, at)) for decade, found in decades.items()),
    )


def _links(years: Iterable[YearView], at: Callable[[int], str]) -> tuple[PartLink, ...]:
    return tuple(
        PartLink(title=str(year.year), url=at(year.year), count=year.count, id=f"year-{year.year}") for year in years
    )


def _bars(counts: Iterable[tuple[int, int]], tallest: int) -> str:
    """Bars as one path in a drawing that is 100 high; the smallest can still be seen."""
    return "".join(f"M{x} 100v-{max(3, round(100 * count / tallest))}h.85V100z" for x, count in counts)
