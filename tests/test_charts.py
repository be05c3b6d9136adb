"""Series → bars, measured for drawing."""

from __future__ import annotations

from typing import Any

from claims.site import charts
from claims.site.charts import Bar, Chart
from helpers import parsed, series


def drawn(points: dict[str, str], **changes: Any) -> Chart:
    [record] = parsed(series=[series(points=points, **changes)]).dataset.series
    return charts.draw(record, ["a source"])


def labels(chart: Chart) -> list[tuple[str, str | None]]:
    return [(bar.label, bar.value) for bar in chart.bars]


def test_bars_share_one_scale_that_starts_at_nought() -> None:
    widths = [bar.width for bar in drawn({"2019": "300", "2020": "100", "2021": "0", "2022": "3"}).bars]
    assert widths == [40.0, 13.33, 0.0, 0.4]


def test_bars_stand_in_time_order_one_row_apart() -> None:
    chart = drawn({"2021": "1", "2019": "2", "2020": "3"})
    assert [(bar.label, bar.y) for bar in chart.bars] == [("2019", 0), ("2020", 28), ("2021", 56)]
    assert chart.height == 84


def test_a_year_without_a_figure_keeps_its_place() -> None:
    chart = drawn({"2018": "1", "2021": "3"})
    assert labels(chart) == [("2018", "1"), ("2019", None), ("2020", None), ("2021", "3")]
    assert chart.bars[1] == Bar(label="2019", value=None, width=0.0, y=28)


def test_years_that_a_period_covers_are_not_passed_over() -> None:
    chart = drawn({"2015/2017": "3", "2018/2020": "4", "2022": "5"})
    assert labels(chart) == [("2015 to 2017", "3"), ("2018 to 2020", "4"), ("2021", None), ("2022", "5")]


def test_between_months_and_days_no_place_is_kept() -> None:
    assert labels(drawn({"2018-01": "1", "2020-03": "3"})) == [("January 2018", "1"), ("March 2020", "3")]


def test_per_cents_are_drawn_of_a_hundred() -> None:
    unit = "per cent of packages"
    assert [bar.width for bar in drawn({"2019": "60", "2020": "85"}, unit=unit).bars] == [24.0, 34.0]
    assert [bar.width for bar in drawn({"2019": "200", "2020": "100"}, unit=unit).bars] == [40.0, 20.0]


def test_a_series_of_noughts_has_no_bars_to_speak_of() -> None:
    assert [bar.width for bar in drawn({"2019": "0", "2020": "0"}).bars] == [0.0, 0.0]


def test_figures_are_set_as_they_are_read() -> None:
    written = [
        "71",
        "9610",
        "24.68",
        "24.5",
        "1234567.125",
        "3.0",
        "100",
        "71.999",
        "0.01",
        "0.001",
        "12345.678901",
        "0",
    ]
    chart = drawn({str(2000 + n): figure for n, figure in enumerate(written)})
    assert [bar.value for bar in chart.bars] == [
        *("71", "9,610", "24.68", "24.5", "1,234,567.125", "3", "100", "71.999", "0.01", "0.001", "12,345.678901", "0")
    ]


def test_the_dates_get_the_room_that_the_longest_needs() -> None:
    assert drawn({"2019": "1", "2020": "1"}).label_width == 4 * 10 + 8
    assert drawn({"2019-05?": "1", "2020": "1"}).label_width == len("May 2019 (uncertain)") * 10 + 8


def test_the_drawing_is_told_in_words() -> None:
    assert drawn({"2018": "1000", "2020": "2"}, description="Deaths a year").in_words == (
        "Deaths a year 2018: 1,000; 2019: no figure; 2020: 2."
    )


def test_a_chart_carries_what_must_stand_with_it() -> None:
    chart = drawn({"2019": "1", "2020": "1"}, title="Eaten", unit="kilograms", note="By weight.")
    with_it = (chart.id, chart.title, chart.unit, chart.note, chart.sources)
    assert with_it == ("eaten", "Eaten", "kilograms", "By weight.", ("a source",))
