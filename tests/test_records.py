"""The built site: every record is where its readers look for it, and says what the file says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.etree.ElementTree import Element

import pytest

import datasets
from building import ENGLISH
from claims.model.records import (
    Claim,
    ClaimKind,
    Dataset,
    Event,
    Evidence,
    Label,
    RelationKind,
    Series,
    by_id,
)
from claims.site import labels
from claims.site.views import View
from claims.source.diagnostics import listing
from claims.verdict import passages
from claims.verdict.counter import Role, WitnessCounter
from pages import Page, Site, text


@pytest.fixture(params=["site", "many_site"], scope="session")
def full_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and one with more of everything."""
    found: Site = request.getfixturevalue(request.param)
    return found


def claim_pages(site: Site) -> Iterator[tuple[Claim, Page]]:
    return ((claim, site.page(f"claims/{claim.id}/")) for claim in site.dataset.claims)


def numbered(site: Site, path: str) -> list[Page]:
    """The pages of a list that may go on on others, in their order."""
    found = [site.page(path)]
    while f"{path}list/{len(found) + 1}/index.html" in site.files:
        found.append(site.page(f"{path}list/{len(found) + 1}/"))
    return found


def led_to(site: Site, page: Page, element: Element) -> set[str]:
    """The folders that links in an element lead to."""
    targets = (site.target(page, a.attrib["href"]) for a in element.iter("a"))
    return {target.file.removesuffix("index.html") for target in targets if target}


def plain(markdown: str) -> str:
    """What a text of the file reads as: its links' words without their addresses, on one line."""
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", markdown).replace("**", "").replace("`", "").split())


def test_what_is_proved_is_said_on_the_page_of_its_claim(full_site: Site) -> None:
    for claim, page in claim_pages(full_site):
        proved = [quoted.proved.sha256 for quoted in claim.quoted() if quoted.proved]
        said = [text(code) for found in page.with_class("proof") for code in found.iter("code")]
        assert sorted(said) == sorted(proved), claim.id


# Whatever is told of a record is told from both sides


def sources_of(claim: Claim) -> set[str]:
    return {appearance.source for appearance in claim.appearances} | {evidence.source for evidence in claim.evidence}


def ties(site: Site) -> Iterator[tuple[str, str, str]]:
    """Pairs of pages that must lead to each other, and in what way they are tied."""
    data = site.dataset
    entries = {id: f"{page.path.removesuffix('index.html')}#event-{id}"
               for page in numbered(site, "timeline/") for id in shown(page)}  # fmt: skip
    for claim in data.claims:
        here = f"claims/{claim.id}/"
        yield from (("claim and topic", here, f"topics/{topic}/") for topic in claim.topics)
        yield from (("claim and source", here, f"sources/{source}/") for source in sources_of(claim))
        yield from (("claim and speaker", here, f"speakers/{a.speaker}/") for a in claim.appearances)
        yield from (("claim and claim", here, f"claims/{relation.claim}/") for relation in claim.relations)
    for series in data.series:
        yield from (("figures and source", f"topics/{series.topics[0]}/", f"sources/{s}/") for s in series.sources)
    for term in data.glossary:
        yield from (("term and source", f"glossary/#term-{term.id}", f"sources/{s}/") for s in term.sources)
    for event in data.events:
        yield from (("event and claim", entries[event.id], f"claims/{c}/") for c in event.claims)
        yield from (("event and source", entries[event.id], f"sources/{s}/") for s in event.sources)


def test_two_records_that_are_tied_lead_to_each_other(full_site: Site) -> None:
    def leads(one: str, other: str) -> bool:
        folder, _, place = one.partition("#")
        if place:
            return other in led_to(full_site, full_site.page(folder), full_site.page(folder).by_id(place))
        return re.sub(r"/(?=#|$)", "/index.html", other) in full_site.links[f"{folder}index.html"]

    found = [*ties(full_site)]
    assert len({tie for tie, _, _ in found}) == 8
    assert [tie for tie in found if not leads(tie[1], tie[2]) or not leads(tie[2], tie[1])] == []


# Every claim is where its readers look for it


def test_every_claim_is_on_every_page_that_lists_it(full_site: Site) -> None:
    listed = [
        (list_, f"claims/{claim.id}/index.html")
        for claim in full_site.dataset.claims
        for list_ in ("claims/", *(["timeline/"] if claim.date else []))
    ]
    assert any(list_ == "timeline/" for list_, _ in listed)
    lists = {"claims/", "timeline/"}
    links = {list_: {*chain(*(full_site.links[page.path] for page in numbered(full_site, list_)))} for list_ in lists}
    assert [found for found in listed if found[1] not in links[found[0]]] == []


def test_every_claim_has_a_page_that_says_what_was_claimed(full_site: Site) -> None:
    wrong = []
    for claim, page in claim_pages(full_site):
        statement = text(page.with_class("claim-said__statement")[0])
        wrong += [] if (page.h1, statement) == (f"Claim: {claim.title}", plain(claim.statement)) else [claim.id]
    assert wrong == []


def test_every_verdict_and_its_reasoning_is_printed(full_site: Site) -> None:
    cards = cards_of(full_site)
    for claim, page in claim_pages(full_site):
        shown, words = page.with_class("verdict")[0], text(page.main, without="marker")
        if claim.verdict is None:
            assert text(shown) == "Verdict: Not yet reviewed Nobody has checked this claim yet."
            continue
        readings = [(None, claim.verdict.summary), *((r.id, r.summary) for r in claim.verdict.readings)]
        labels = [cards[claim.id].label.name, *(reading.label.name for reading in cards[claim.id].readings)]
        heads = ["Verdict: ", *("Verdict on this reading: " for _ in claim.verdict.readings)]
        assert [text(head) for head in page.with_class("verdict__label")] == [
            head + label for head, label in zip(heads, labels, strict=True)
        ]
        assert [text(line) for line in page.with_class("verdict__summary")] == [summary for _, summary in readings]
        texts = {reading.id: reading.text for reading in claim.readings}
        others = [f"Read another way: {texts[id]}" for id, _ in readings[1:] if id]
        for place in (shown, page.by_id("who")):
            assert [text(line) for line in page.with_class("verdict__reading", place)] == others
        parts = [[part for part in enumerate(claim.parts, 1) if part[1].reading == id] for id, _ in readings]
        told = [f"{n}. {part.text}" for own in parts if len(own) > 1 for n, part in own]
        assert [text(part) for part in page.with_class("part-verdict__text")] == told
        assert [part for part in claim.verdict.reasoning.split("\n\n") if plain(part) not in words] == []


def test_every_piece_of_evidence_is_printed_once_under_its_part_and_what_it_does(full_site: Site) -> None:
    counter = WitnessCounter(full_site.dataset)
    for claim, page in claim_pages(full_site):
        weighed = passages.weigh(claim, counter.judge(claim))
        places = {int(p.attrib["id"].removeprefix("evidence-")): p for p in page.with_class("passage")}
        assert sorted(places) == [passage.number for passage in weighed], claim.id
        assert len(page.with_class("passage")) == len(weighed)
        parts = [part.id for part in claim.parts]
        for passage in weighed:
            shown, evidence = places[passage.number], passage.evidence
            told = [text(e) for name in ("passage__note", "passage__words") for e in page.with_class(name, shown)]
            assert told == [plain(evidence.note), *quotation(evidence)]
            sections = [s for s in page.with_class("bearing") if shown in page.with_class("passage", s)]
            assert bool(sections) is (passage.role is not Role.BESIDE)
            for section in sections:
                part = section.get("aria-labelledby", "bears-on-all").removeprefix("bears-on-")
                assert part == (str(1 + parts.index(evidence.part)) if evidence.part else "all")
                [side] = [
                    s for s in page.with_class("bearing__side", section) if shown in page.with_class("passage", s)
                ]
                against = text(page.with_class("bearing__heading", side)[0]) == "Limits or contradicts it"
                assert against is (passage.role is Role.LIMITS)


def quotation(evidence: Evidence) -> list[str]:
    meaning = f"In English: {evidence.gloss}" if evidence.gloss else ""
    return [f"“{evidence.words}”{meaning}"] if evidence.words else []


def test_every_passage_names_its_source(full_site: Site) -> None:
    works = by_id(full_site.dataset.sources)
    for claim, page in claim_pages(full_site):
        told = []
        for passage in page.with_class("passage"):
            note, source = (page.with_class(f"passage__{name}", passage)[0] for name in ("note", "source"))
            led = [folder for folder in led_to(full_site, page, source) if folder.startswith("sources/")]
            publisher = text(page.with_class("source__detail", source)[0])
            told.append((text(note), led, publisher))
        assert sorted(told) == sorted(
            (
                plain(e.note),
                [f"sources/{e.source}/"],
                ", ".join(filter(None, [work.in_ and f"in {work.in_}", work.publisher, work.date and str(work.date)])),
            )
            for e in claim.evidence
            for work in [works[e.source]]
        )


def test_a_marker_leads_to_the_passage_that_the_reasoning_names(full_site: Site) -> None:
    for claim, page in claim_pages(full_site):
        named = re.findall(r"\]\(source:([^)#]+)(?:#(\d+))?\)", claim.verdict.reasoning if claim.verdict else "")
        held = {s: [e.note for e in claim.evidence if e.source == s] for s, _ in named}
        notes = [held[s][int(n or 1) - 1] for s, n in named if held[s]]
        markers = [a.attrib["href"].removeprefix("#") for marker in page.with_class("marker") for a in marker.iter("a")]
        shown = [text(page.with_class("passage__note", page.by_id(id))[0]) for id in markers]
        assert shown == [plain(note) for note in notes], claim.id


def test_every_link_of_the_chain_is_printed_in_its_order(full_site: Site) -> None:
    for claim, page in claim_pages(full_site):
        for link, appearance in zip(page.with_class("chain__link"), claim.appearances, strict=True):
            words = text(link)
            assert words.startswith(appearance.form[0].upper() + appearance.form[1:])
            pages = {f"speakers/{appearance.speaker}/", f"sources/{appearance.source}/"}
            assert led_to(full_site, page, link) >= pages
            assert (f"paragraph {appearance.paragraph}" in words) == bool(appearance.paragraph)
            assert (str(appearance.date) if appearance.date else "date not known") in words


# Counts


def cards_of(site: Site) -> Mapping[str, View]:
    """The claims as lists name them: test_method.py shows that the words of their labels are right."""
    return datasets.make_site(site.dataset).cards


def by_text(data: Dataset) -> dict[str | None, list[Claim]]:
    """The claims of each text, and those of none."""
    found = {id: [c for c in data.claims if data.text_of(c) == id] for id in (*(t.id for t in data.texts), None)}
    return {id: claims for id, claims in found.items() if claims}


def some(count: int, one: str, more: str = "") -> str:
    """A number and what it counts."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def test_counts_on_the_first_page_are_those_of_the_file(full_site: Site) -> None:
    data, page = full_site.dataset, full_site.page("")
    ways = [text(way) for way in page.with_class("ways__link")]
    assert ways[:3] == [
        f"{data.texts[0].title} Checked line by line",
        f"{len(data.topics)} questions Each with its answer",
        f"How it unfolded {len(entries_of(data))} events in time order",
    ]
    assert len(ways) == 4  # a prose page's, or that of all claims


def test_counts_of_verdicts_are_those_of_the_file(full_site: Site) -> None:
    data, page = full_site.dataset, full_site.page("claims/")
    counter = WitnessCounter(data)

    def found(claims: list[Claim]) -> Counter[str]:
        return Counter(claim.verdict.label if claim.verdict else "not-reviewed" for claim in claims)

    def told(counts: Counter[str]) -> str:
        return "".join(
            f", {counts[label]} {labels.name(label, ENGLISH).lower()}"
            for label in (*Label, "not-reviewed")
            if counts[label]
        )

    links = {link.get("href") for link in page.tagged("a")}
    shown = [claim for claim in data.claims if f"/claims/{claim.id}/" in links]  # of a long list the first page
    counts = found(shown)
    named = [f"{labels.name(label, ENGLISH)} {counts[label]}" for label in (*Label, "not-reviewed") if counts[label]]
    assert [text(link) for link in page.with_class("verdict-filter__link")] == [f"All {len(shown)}", *named]
    for line, (id, claims) in zip(page.with_class("counted"), by_text(data).items(), strict=True):
        [name] = [t.title for t in data.texts if t.id == id]
        checked = [claim for claim in claims if claim.verdict and claim.kind is not ClaimKind.POSITION]
        parts = [part.label for claim in checked for part in counter.judge(claim).main.parts]
        repeats = sum(any(tie.relation is RelationKind.REPEATS for tie in claim.relations) for claim in claims)
        assert text(line) == (
            f"{name}: {some(len(claims), 'claim')}{told(found(claims))}. What can be checked of them has "
            f"{some(len(parts), 'part')}{told(Counter(parts))}."
            + (f" {repeats} of the claims {'repeats' if repeats == 1 else 'repeat'} another." if repeats else "")
        )


def test_each_topic_counts_every_claim_about_it(full_site: Site) -> None:
    counts = {t.question: sum(t.id in c.topics for c in full_site.dataset.claims) for t in full_site.dataset.topics}
    page = full_site.page("topics/")
    told = {
        text(page.with_class("topic__question", card)[0]): text(page.with_class("topic__count", card)[0])
        for card in page.with_class("topic")
    }
    assert {q: int(re.findall(r"(\d+) claims?$", words)[0]) for q, words in told.items()} == counts


@pytest.mark.parametrize("path", ["", "topics/"])
def test_a_picture_has_a_row_for_each_reading_that_can_be_checked(full_site: Site, path: str) -> None:
    data, cards = full_site.dataset, cards_of(full_site)
    pages = [full_site.page(path)] if not path else [full_site.page(f"topics/{topic.id}/") for topic in data.topics]
    for page, topic in zip(pages, data.topics if path else [None], strict=True):
        of_text = [c for c in data.claims if data.text_of(c) == data.texts[0].id]
        claims = of_text if topic is None else [c for c in data.claims if topic.id in c.topics]
        judged = [c for c in claims if c.verdict and (c.verdict.label is not Label.OPINION or c.readings)]
        expected = Counter[tuple[str, str, str]]()
        for claim in judged:
            link = f"claims/{claim.id}/"
            expected[link, claim.short or claim.title, cards[claim.id].label.name] += 1
            expected.update((link, "↳ other reading", reading.label.name) for reading in cards[claim.id].readings)
        found = Counter[tuple[str, str, str]]()
        for head in page.with_class("backing__claim"):
            [link] = led_to(full_site, page, head)
            row = page.parents[head]
            found[link, text(head), text(page.with_class("backing__verdict", row)[0])] += 1
        assert found == expected, page


def test_counts_of_speakers_are_those_of_the_file(full_site: Site) -> None:
    data, page = full_site.dataset, full_site.page("speakers/")
    roles = Counter(found for claim in data.claims for found in claim.roles(by_id(data.sources)))
    for item, speaker in zip(page.with_class("speaker"), data.speakers, strict=True):
        words = text(item)
        assert speaker.name in words
        for role, what in (("said", "made"), ("passed_on", "reported"), ("ascribed", "attributed")):
            assert (re.findall(rf"(\d+)(?: claims?)? {what}", words) or ["0"]) == [str(roles[role, speaker.id])]


def test_counts_of_sources_are_those_of_the_file(full_site: Site) -> None:
    pages, sources = numbered(full_site, "sources/"), full_site.dataset.sources
    counts = Counter(labels.name(source.kind, ENGLISH) for source in sources)
    for page in pages:
        links = page.with_class("jump")[0].iter("a")
        assert {kind: int(count) for kind, count in (text(a).rsplit(" ", 1) for a in links)} == counts
        assert f"{len(sources)} sources" in page.words
    assert sum(len(list(ul)) for page in pages for ul in page.with_class("source-list")) == len(sources)


# The timeline


def shown(page: Page) -> list[str]:
    return [event.attrib["id"].removeprefix("event-") for event in page.with_class("event")]


def entries_of(data: Dataset) -> list[Event | Claim]:
    """What the timeline holds, oldest first: by year, then by the day it can have begun, the more precise first."""
    told = {claim for event in data.events for claim in event.claims}
    entries = [*data.events, *(claim for claim in data.claims if claim.date and claim.id not in told)]
    return sorted(entries, key=lambda e: (e.date.year, e.date.first, e.date.last, e.id))  # type: ignore[union-attr]


def test_timelines_are_in_time_order(full_site: Site) -> None:
    entries = entries_of(full_site.dataset)
    pages = numbered(full_site, "timeline/")
    assert [id for page in pages for id in shown(page)] == [entry.id for entry in entries]
    for topic in full_site.dataset.topics:
        own = [entry.id for entry in entries if topic.id in entry.topics]
        assert [id for page in numbered(full_site, f"topics/{topic.id}/") for id in shown(page)] == own
    for page in pages:
        for block in page.with_class("timeline"):
            years = [int(text(heading)) for heading in page.with_class("year__heading", block)]
            assert years == sorted(set(years))


def test_every_entry_stands_under_its_year_with_its_date_account_actors_and_sources(full_site: Site) -> None:
    pages = {id: page for page in numbered(full_site, "timeline/") for id in shown(page)}
    publishers = full_site.publishers
    names = {text.id: text.name for text in full_site.dataset.texts}
    assert {event.key for event in full_site.dataset.events} == {True, False}
    for event in full_site.dataset.events:
        page = pages[event.id]
        entry = page.by_id(f"event-{event.id}")
        words = text(entry)
        year = next(above for above in page.above(entry) if above.get("class") == "year")
        assert year.attrib["data-year"] == str(event.date.year)
        assert text(page.with_class("event__title", entry)[0]) == event.title
        assert plain(event.summary) in words
        told_in = [*(names[id] for id in names if id in event.texts), *(["other sources"] if event.on_record else [])]
        account = [f"In {listing(told_in, last='and')}"] if event.texts else []
        assert [text(e) for e in page.with_class("event__account", entry)] == account
        assert entry.attrib["data-actors"] == (" ".join(event.actors) or "-")
        assert bool(page.with_class("event__fold", entry)) != event.key
        dated = [event.date.iso] if event.date.iso and event.date.end.month else []  # the year stands above
        assert [e.attrib["datetime"] for e in entry.iter("time")][:1] == dated
        links = {a.attrib["href"]: text(a) for a in entry.iter("a")}
        told = {source: links.get(f"/sources/{source}/") for source in event.sources}
        assert told == {s: publishers[s] if f"(source:{s})" not in event.summary else told[s] for s in told}
        assert None not in told.values()


def test_the_years_side_by_side_count_their_entries(full_site: Site) -> None:
    counts = Counter(entry.date.year for entry in entries_of(full_site.dataset))  # type: ignore[union-attr]
    page = full_site.page("timeline/")
    texts = full_site.dataset.texts
    drawn = [int(text(year)[:4]) for year in page.with_class("strip__year")]
    assert drawn == [*range(drawn[0], drawn[-1] + 1)]  # true to scale
    assert [text(label) for label in page.with_class("strip__label") if label.tag == "a"] == [
        f"{year}: {some(count, 'event', 'events')}" + (f", including {listing(names, last='and')}" if names else "")
        for year, count in sorted(counts.items())
        if year >= drawn[0]
        for names in [[t.name for t in texts if year in {(t.date.start or t.date.end).year, t.date.end.year}]]
    ]
    older = sum(count for year, count in counts.items() if year < drawn[0])
    assert [text(a) for a in page.with_class("strip__before")] == ([f"← {older} before {drawn[0]}"] if older else [])


def test_the_bars_of_a_year_are_as_tall_as_its_months_are_full(full_site: Site) -> None:
    entries = entries_of(full_site.dataset)
    for column in full_site.page("timeline/").with_class("strip__year"):
        year = int(text(column)[:4])
        months = Counter((entry.date.start or entry.date.end).month for entry in entries if entry.date.year == year)  # type: ignore[union-attr]
        bars = {int(bar.attrib["x"]) + 1: int(bar.attrib["height"]) for bar in column.iter("svg:rect") if bar.get("x")}
        assert bars == {month: count for month, count in months.items() if month}


# Figures and sources


def figures(site: Site) -> Iterator[tuple[Page, Element, Series]]:
    """Every series of columns on each of its topics; one of bars is there too, and none on another."""
    for topic in site.dataset.topics:
        page = site.page(f"topics/{topic.id}/")
        drawn = {figure.attrib["id"]: figure for figure in page.with_class("chart")}
        series = {f"figure-{series.id}": series for series in site.dataset.series if topic.id in series.topics}
        assert drawn.keys() == series.keys()
        yield from ((page, figure, series[id]) for id, figure in drawn.items() if series[id].points)


def printed(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"


def table_of(figure: Element) -> list[tuple[str, ...]]:
    """The rows of a figure's table below its head."""
    return [tuple(text(cell) for cell in row) for row in figure.iter("tr")][1:]


def test_a_figure_says_every_value_in_words_and_in_its_table(full_site: Site) -> None:
    for page, figure, series in figures(full_site):
        words = text(next(figure.iter("svg:desc")))
        assert words.startswith(series.description)
        unit = series.unit[0].upper() + series.unit[1:]
        assert [text(page.with_class(f"chart__{name}", figure)[0]) for name in ("title", "unit", "note")] == [
            series.finding or series.title,
            f"{series.title} ({series.unit})" if series.finding else unit,
            series.note,
        ]
        assert [text(head) for head in next(figure.iter("tr"))] == ["Date", unit]
        told = {when: value for when, value in table_of(figure) if value != "no figure found"}
        partial = [" (not complete)" if when in series.incomplete else "" for when, _ in series.points]
        assert told == {str(when): printed(v) + more for (when, v), more in zip(series.points, partial, strict=True)}
        for when, value in series.points:
            assert re.search(rf"\b{re.escape(str(when))}: {printed(value)}[;.]", words), (page, when)


def test_bars_say_what_they_measure_how_much_and_how_it_was_reckoned(site: Site) -> None:
    barred = [series for series in site.dataset.series if series.bars]
    assert barred
    for series in barred:
        page = site.page(f"topics/{series.topics[0]}/")
        rows = page.with_class("bars__bar", page.by_id(f"figure-{series.id}"))
        assert list(map(text, rows)) == [
            " ".join(filter(None, (bar.label, printed(bar.value), bar.sum))) for bar in series.bars
        ]


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


def test_a_figure_leads_to_the_days_that_it_marks(full_site: Site) -> None:
    events = by_id(full_site.dataset.events)
    for page, figure, series in figures(full_site):
        marked = sorted((events[id] for id in series.marks), key=lambda event: event.date.sort_key)
        keys = [a for key in page.with_class("chart__key", figure) for a in key.iter("a")]
        assert [text(key) for key in keys] == [event.title for event in marked]
        targets = [full_site.target(page, key.attrib["href"]) for key in keys]
        assert [target and target.fragment for target in targets] == [f"event-{event.id}" for event in marked]


def test_every_source_is_printed_as_it_is_cited(full_site: Site) -> None:
    for source in full_site.dataset.sources:
        page = full_site.page(f"sources/{source.id}/")
        assert (source.title or f"[{source.described}]") in page.h1
        assert source.publisher in page.h1
        assert (str(source.date) if source.date else "We saw no date") in page.words
        links = [a.attrib["href"] for a in page.with_class("facts")[0].iter("a") if a.get("class") == "outside"]
        assert links == [url for url in (source.address, *source.archived) if url]
