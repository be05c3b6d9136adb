"""The built site: records that are tied lead to each other, and drawings are true; the rest test_golden.py sees."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from claims.model.records import (
    Claim,
    Series,
)
from support.pages import Page, Site, text


@pytest.fixture(params=["site", "many_site"], scope="session")
def full_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and one with more of everything."""
    found: Site = request.getfixturevalue(request.param)
    return found


def led_to(site: Site, page: Page, element: Element) -> set[str]:
    """The folders that links in an element lead to."""
    targets = (site.target(page, a.attrib["href"]) for a in element.iter("a"))
    return {target.file.removesuffix("index.html") for target in targets if target}


# Whatever is told of a record is told from both sides


def sources_of(claim: Claim) -> set[str]:
    return {appearance.source for appearance in claim.appearances} | {evidence.source for evidence in claim.evidence}


def ties(site: Site) -> Iterator[tuple[str, str, str]]:
    """Pairs of pages that must lead to each other, and in what way they are tied."""
    data = site.dataset
    for claim in data.claims:
        here = f"claims/{claim.id}/"
        yield from (("claim and topic", here, f"topics/{topic}/") for topic in claim.topics)
        yield from (("claim and source", here, f"sources/{source}/") for source in sources_of(claim))
        yield from (("claim and claim", here, f"claims/{relation.claim}/") for relation in claim.relations)
    for series in data.series:
        yield from (("figures and source", f"topics/{series.topics[0]}/", f"sources/{s}/") for s in series.sources)
    for term in data.glossary:
        yield from (("term and source", f"glossary/#term-{term.id}", f"sources/{s}/") for s in term.sources)
    for event in data.events:
        yield from (("event and claim", f"timeline/#event-{event.id}", f"claims/{c}/") for c in event.claims)
        yield from (("event and source", f"timeline/#event-{event.id}", f"sources/{s}/") for s in event.sources)


def test_two_records_that_are_tied_lead_to_each_other(full_site: Site) -> None:
    def leads(one: str, other: str) -> bool:
        folder, _, place = one.partition("#")
        if place:
            return other in led_to(full_site, full_site.page(folder), full_site.page(folder).by_id(place))
        return re.sub(r"/(?=#|$)", "/index.html", other) in full_site.links[f"{folder}index.html"]

    found = [*ties(full_site)]
    assert len({tie for tie, _, _ in found}) == 7
    assert [tie for tie in found if not leads(tie[1], tie[2]) or not leads(tie[2], tie[1])] == []


# Drawings, of which the golden sites keep the words alone


def figures(site: Site) -> Iterator[tuple[Page, Element, Series]]:
    """Every series of columns on each of its topics; one of bars is there too, and none on another."""
    for topic in site.dataset.topics:
        page = site.page(f"topics/{topic.id}/")
        drawn = {figure.attrib["id"]: figure for figure in page.with_class("chart")}
        series = {f"figure-{series.id}": series for series in site.dataset.series if topic.id in series.topics}
        assert drawn.keys() == series.keys()
        yield from ((page, figure, series[id]) for id, figure in drawn.items() if series[id].points)


def table_of(figure: Element) -> list[tuple[str, ...]]:
    """The rows of a figure's table below its head."""
    return [tuple(text(cell) for cell in row) for row in figure.iter("tr")][1:]


def test_every_figure_stands_over_its_own_date(full_site: Site) -> None:
    for page, figure, _ in figures(full_site):
        rows = table_of(figure)

        def under(element: Element, rows: list[tuple[str, ...]] = rows) -> tuple[str, ...]:
            return rows[int(float(element.attrib["x"].rstrip("%")) * len(rows) / 100)]

        values = {under(e)[0]: text(e) for e in page.with_class("chart__value", figure)}
        shown = {when: value.removesuffix(" (not complete)") for when, value in rows if value != "no figure found"}
        assert values == shown
        labels = [(text(e).split(), under(e)[0].split()) for e in page.with_class("chart__label", figure)]
        assert labels
        assert [(short, row) for short, row in labels if short[-1] != row[-1] or not row[0].startswith(short[0])] == []


def test_columns_are_as_tall_as_their_values_and_not_joined(full_site: Site) -> None:
    for page, figure, series in figures(full_site):
        heights = [float(column.attrib["height"]) for column in page.with_class("chart__column", figure)]
        values = [value for _, value in sorted(series.points, key=lambda point: point[0].sort_key)]
        assert heights == pytest.approx([max(heights) * value / max(values) for value in values], abs=0.1)
        assert not [e for e in figure.iter() if e.tag in {"svg:path", "svg:polyline", "svg:polygon"}]
        lines = [line.attrib["class"] for line in figure.iter("svg:line")]
        marks, targets = len(series.marks), int(series.target is not None)
        assert Counter(lines) == Counter(chart__mark=marks, chart__base=1, chart__target=targets)
