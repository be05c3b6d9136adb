"""Drawings of figures on the built site, of which the golden sites keep the words alone."""

from collections import Counter
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from claims.model.records import Series
from support.pages import Page, Site, text


def figures(site: Site) -> Iterator[tuple[Page, HtmlElement, Series]]:
    """Every series of columns on each of its topics; one of bars is there too, and none on another."""
    for topic in site.dataset.topics:
        page = site.page(f"topics/{topic.id}/")
        drawn = {figure.attrib["id"]: figure for figure in page.with_class("chart")}
        series = {f"figure-{series.id}": series for series in site.dataset.series if topic.id in series.topics}
        assert drawn.keys() == series.keys()
        yield from ((page, figure, series[id]) for id, figure in drawn.items() if series[id].points)


def table_of(figure: HtmlElement) -> list[tuple[str, ...]]:
    """The rows of a figure's table below its head."""
    _, *rows = figure.iter("tr")
    return [tuple(map(text, row)) for row in rows]


def test_every_figure_stands_over_its_own_date(site: Site) -> None:
    for page, figure, _ in figures(site):
        rows = table_of(figure)

        def under(element: HtmlElement, rows: list[tuple[str, ...]] = rows) -> tuple[str, ...]:
            return rows[int(float(element.attrib["x"].rstrip("%")) * len(rows) / 100)]

        values = {under(e)[0]: text(e) for e in page.with_class("chart__value", figure)}
        shown = {when: value.removesuffix(" (not complete)") for when, value in rows if value != "no figure found"}
        assert values == shown
        labels = page.with_class("chart__label", figure)
        assert labels
        for label in labels:
            short, long = text(label).split(), under(label)[0].split()
            assert short[-1] == long[-1]
            assert long[0].startswith(short[0])


def test_columns_are_as_tall_as_their_values_and_not_joined(site: Site) -> None:
    for page, figure, series in figures(site):
        heights = [float(column.attrib["height"]) for column in page.with_class("chart__column", figure)]
        values = [value for _, value in sorted(series.points, key=lambda point: point[0].sort_key)]
        assert heights == pytest.approx([max(heights) * value / max(values) for value in values], abs=0.1)
        assert not [e for e in figure.iter() if e.tag in {"path", "polyline", "polygon"}]
        lines = [line.attrib["class"] for line in figure.iter("line")]
        marks, targets = len(series.marks), int(series.target is not None)
        assert Counter(lines) == Counter(chart__mark=marks, chart__base=1, chart__target=targets)
