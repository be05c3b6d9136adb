"""Series → columns, measured for drawing."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

import pytest

from claims.site import charts
from claims.site.charts import PLOT, Bar, Chart
from claims.source.dates import Edtf
from support.building import ENGLISH
from support.helpers import Raw, Value, parsed, series

SOURCE: Any = SimpleNamespace(citation="a source", url="sources/a/")


def drawn(
    points: dict[str, str] | None, *events: tuple[str, str], texts: Collection[str] = (), **changes: Value
) -> Chart:
    [record] = parsed(series=[series(points=points, **changes)]).dataset.series
    marked: Any = [SimpleNamespace(date=Edtf.parse(when), title=title, url="timeline/") for when, title in events]
    return charts.draw(record, [SOURCE], ENGLISH, marked, texts)


@pytest.mark.parametrize(
    ("points", "changes", "heights"),
    [
        ({"2019": "300", "2020": "100", "2021": "0", "2022": "3"}, {}, [PLOT, 53.3, 0.0, 1.6]),
        ({"2019": "60", "2020": "85"}, {"unit": "per cent of packages"}, [96.0, 136.0]),  # of a hundred
        ({"2019": "200", "2020": "100"}, {"unit": "per cent of packages"}, [PLOT, 80.0]),
        ({"2019": "60", "2020": "85"}, {"target": {"value": "170", "label": "L"}}, [56.5, 80.0]),
        ({"2019": "0", "2020": "0"}, {}, [0.0, 0.0]),
    ],
)
def test_columns_share_one_scale_that_starts_at_nought(
    points: dict[str, str], changes: Raw, heights: list[float]
) -> None:
    chart = drawn(points, **changes)
    assert [column.height for column in chart.columns] == heights
    assert {round(column.y + column.height, 1) for column in chart.columns} == {float(chart.base)}
    assert chart.target == (("L", chart.base - PLOT) if "target" in changes else None)


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ({"2018": "1", "2021": "3"}, [("2018", "1"), ("2019", None), ("2020", None), ("2021", "3")]),
        (
            {"2015/2017": "3", "2018/2020": "4", "2022": "5"},
            [("2015 to 2017", "3"), ("2018 to 2020", "4"), ("2021", None), ("2022", "5")],
        ),
        ({"2018-01": "1", "2020-03": "3"}, [("January 2018", "1"), ("March 2020", "3")]),
    ],
)
def test_a_year_without_a_figure_keeps_its_place_but_no_month(
    points: dict[str, str], shown: list[tuple[str, str | None]]
) -> None:
    assert [(column.label, column.value) for column in drawn(points).columns] == shown


def test_bars_share_one_scale_and_keep_their_order_and_sums() -> None:
    bars = [{"label": "By weight", "value": "0.5", "sum": "5 of 1,000"}, {"label": "By worth", "value": "1250"}]
    chart = drawn(None, unit="pounds", bars=bars)
    assert chart.bars == (
        Bar(label="By weight", value="0.5", sum="5 of 1,000", width=0.04),
        Bar(label="By worth", value="1,250", sum=None, width=100.0),
    )
    assert (chart.columns, chart.sources) == ((), (SOURCE,))
    assert [bar.width for bar in drawn(None, unit="per cent", bars=bars[:1] * 2).bars] == [0.5, 0.5]


def shorts(*dates: str) -> list[str]:
    return [column.short for column in drawn(dict.fromkeys(dates, "1")).columns if column.short]


def quarters(count: int) -> list[str]:
    return [f"{2018 + n // 4}-{3 * (n % 4) + 1:02}/{2018 + n // 4}-{3 * (n % 4) + 3:02}" for n in range(count)]


def test_a_date_is_short_under_its_column() -> None:
    assert shorts("2019", "2020") == ["2019", "2020"]
    assert shorts("2019-05", "2019-07") == ["May 2019", "Jul 2019"]
    assert shorts("2019-09-01", "2019-09-30") == ["1 Sept 2019", "30 Sept 2019"]
    assert shorts(*quarters(5)) == ["Q1 2018", "Q2 2018", "Q3 2018", "Q4 2018", "Q1 2019"]
    assert shorts("2019-02/2019-04", "2019-10/2020-01") == ["Feb 2019 to Apr 2019", "Oct 2019 to Jan 2020"]


def test_of_many_columns_some_have_their_date() -> None:
    months = [f"{2018 + n // 12}-{1 + n % 12:02}" for n in range(36)]
    days = [f"2019-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(60)]
    assert shorts(*map(str, range(1988, 2013))) == ["1988", "1990", "2000", "2010", "2012"]
    assert shorts(*months[9:33]) == ["Jan 2019", "Jan 2020"]
    assert shorts(*months[1:14]) == ["Feb 2018", "Jan 2019", "Feb 2019"]
    assert shorts(*quarters(16)) == ["Q1 2018", "Q1 2019", "Q1 2020", "Q1 2021"]
    assert shorts(*days) == ["1 Jan 2019", "1 Feb 2019", "1 Mar 2019"]
    assert shorts(*days[5:15]) == ["6 Jan 2019", "15 Jan 2019"]


def test_columns_are_few_some_or_many_by_the_room_for_their_dates() -> None:
    days = [f"2019-01-{n:02}" for n in range(1, 11)]
    for dates, crowd in (
        (["2019-01", "2019-02"], "few"),
        ([*map(str, range(2000, 2008))], "some"),
        (days[:5], "some"),
        (days, "many"),
        ([*map(str, range(2000, 2013))], "many"),
    ):
        assert drawn(dict.fromkeys(dates, "1")).crowd == crowd


@pytest.mark.parametrize(
    ("figures", "shown"),
    [("123945678", ["2000", "2003", "2008"]), ("193945678", ["2001", "2008"]), ("123456789", ["2000", "2008"])],
)
def test_the_ends_and_the_tallest_column_show_their_figures_unless_they_touch(figures: str, shown: list[str]) -> None:
    chart = drawn({str(2000 + n): figure for n, figure in enumerate(figures)})
    assert [column.label for column in chart.columns if column.shown] == shown


def test_a_mark_stands_at_its_day_and_above_one_that_is_close() -> None:
    points = dict.fromkeys(map(str, range(2000, 2010)), "1")
    days = ("2005-07-02", "Later"), ("2005-05-01", "Earlier"), ("2005-08-01", "Last")
    chart = drawn(points, *days, marks=["a"])
    assert [(mark.number, mark.x, mark.y, mark.event.title) for mark in chart.marks] == [
        (1, 53.29, 30, "Earlier"),
        (2, 54.99, 10, "Later"),
        (3, 55.81, 30, "Last"),
    ]
    assert chart.base - drawn(points).base == 36


def test_the_line_of_a_mark_ends_above_the_figures_it_would_cross() -> None:
    points = {"2000": "1", "2001": "2", "2002": "4", "2003": "1"}
    chart = drawn(points, ("2000-09-01", "In a column"), ("2001-12-01", "Near a taller one"), marks=["a"])
    tops = {column.label: column.y for column in chart.columns}
    first, second = chart.marks
    assert (first.foot, second.foot) == (tops["2001"] - 20, tops["2002"] - 20)
    [high] = drawn({"2000": "2", "2001": "1"}, ("2000-05-01", "High"), marks=["a"]).marks
    assert high.foot == 36


def test_a_mark_outside_the_figures_stands_at_their_edge_and_that_of_a_text_is_known() -> None:
    chart = drawn({"2000": "1", "2001": "1"}, ("1990", "Before"), ("2010", "After"), texts={"1990"})
    before, after = chart.marks
    assert (before.x, before.is_of_text, after.x, after.is_of_text) == (0.0, True, 100.0, False)


def test_what_is_not_complete_is_known() -> None:
    chart = drawn({"2019": "3", "2020": "1"}, incomplete=["2020"])
    whole, part = chart.columns
    assert (whole.incomplete, part.incomplete) == (False, True)
    assert (chart.incomplete, drawn({"2019": "3", "2020": "1"}).incomplete) == (True, False)
