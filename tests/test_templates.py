"""Templates: what each may use and say, and each component by itself, given one view."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import meta, nodes
from markupsafe import Markup

import datasets
from building import ROOT, theme_environment
from claims.data.model import Label
from claims.pages.claims import AppearanceView
from claims.render import Renderer
from claims.site import charts
from claims.site.urls import Urls
from claims.site.views import ChangeView, Choice, ClaimCard, DateView, EvidenceView, Link, SourceView, TopicView
from helpers import parsed, series
from pages import text

TEMPLATES = ROOT / "theme" / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TEMPLATES.rglob("*"))
    if path.suffix in {".html", ".atom"}
}
GIVEN = {
    *("view", "page", "picture", "macros", "urls", "site", "feeds", "feeds_at", "asset", "bundle", "policy"),
    *("SITEURL", "SITENAME", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY"),
    *("challenge_address", "general", "navigation"),
}
CHOOSING = {"prose", "parts", "list", "length", "join", "first", "upper", "lower", "json_ld", "elsewhere"}
"""Filters that choose how a value is printed or for whom; sorting, grouping and counting are done before."""
NO_LISTS = {"data.html", "page.html", "about.html", "method.html", "redirect.html", "feed_entry.html"}
"""Templates of pages that are made of more than the file's records."""


ENVIRONMENT = theme_environment(call="{{ macros[module][macro](*arguments, **keywords) }}")
PARSED = {name: ENVIRONMENT.parse(source) for name, source in SOURCES.items()}


def called(name: str) -> set[tuple[str, str]]:
    """File and name of each macro that a template calls: `macros.claim.card()`, or one of its own."""
    found = set()
    for call in PARSED[name].find_all(nodes.Call):
        match call.node:
            case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="macros"), attr=file), attr=macro):
                found.add((f"macros/{file}.html", macro))
            case nodes.Name(name=macro) if macro not in {"caller", *GIVEN}:
                found.add((name, macro))
    return found


def offenders(rule: Callable[[str], Any]) -> dict[str, Any]:
    """What a rule finds in each template, where it finds anything."""
    return {name: found for name in SOURCES if (found := rule(name))}


# What templates may do


def test_a_template_is_given_views_and_the_sites_own_names() -> None:
    assert offenders(lambda name: meta.find_undeclared_variables(PARSED[name]) - GIVEN) == {}


def test_a_template_chooses_tags_and_not_facts() -> None:
    assert offenders(lambda name: {node.name for node in PARSED[name].find_all(nodes.Filter)} - CHOOSING) == {}


def test_nothing_is_printed_unescaped() -> None:
    unsafe = (nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)
    assert offenders(lambda name: [*PARSED[name].find_all(unsafe)] or "|safe" in SOURCES[name].replace(" ", "")) == {}


def test_no_template_imports_another() -> None:
    assert offenders(lambda name: [*PARSED[name].find_all((nodes.Import, nodes.FromImport))]) == {}


def test_every_block_is_closed_by_its_name() -> None:
    def blocks(name: str, tag: str) -> list[str]:
        return re.findall(rf"{{% {tag} ?(\w*) %}}", SOURCES[name])

    assert offenders(lambda name: blocks(name, "block") != blocks(name, "endblock")) == {}


def test_every_template_is_used() -> None:
    made = {page.template for page in datasets.build_pages(datasets.load(datasets.many()))} | NO_LISTS
    known, queue = set(made), list(made)
    while queue:
        name = queue.pop()
        found = {*meta.find_referenced_templates(PARSED[name]), *(file for file, _ in called(name))} - known
        known |= found
        queue += found
    assert known == {*SOURCES}


def test_every_macro_is_used_and_every_one_that_is_called_is_there() -> None:
    used = set().union(*map(called, SOURCES))
    defined = {(name, macro.name) for name, template in PARSED.items() for macro in template.find_all(nodes.Macro)}
    assert defined - used == set()
    assert {found for found in used - defined if found[0].startswith("macros/")} == set()


def test_every_macro_says_above_what_it_is() -> None:
    macros = re.compile(r"(#}\n)?{% macro (?!_)(\w+)")
    assert offenders(lambda name: [macro for said, macro in macros.findall(SOURCES[name]) if not said]) == {}


def test_a_template_holds_no_script_and_no_style() -> None:
    data = '<script type="application/ld+json">{{ said }}</script>'  # which is no script
    acting = re.compile(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    assert offenders(lambda name: acting.findall(SOURCES[name].replace(data, ""))) == {}


# Components


Component = Callable[..., Element]
RENDERER = Renderer(ENVIRONMENT, {"SITEURL": "", "urls": Urls()}, relative=False)


def component(file: str, macro: str) -> Component:
    """A macro as a function that gives the elements it writes."""

    def call(*arguments: Any, **keywords: Any) -> Element:
        values = {"module": file, "macro": macro, "arguments": arguments, "keywords": keywords}
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        fragment: Element = parser.parseFragment(RENDERER.render_template("call", "index.html", **values))
        assert parser.errors == []
        for element in fragment.iter():
            element.tag = str(element.tag).rpartition("}")[2]
        return fragment

    return call


DAY = DateView(text="1 May 2019", iso="2019-05-01", short="1 May", year=2019, month=5)
PERIOD = DateView(text="May 2019 to June 2020", iso=None, short="May 2019 to June 2020", year=2019, month=5)
NEWS = Choice(value="news", name="News")


CARD = ClaimCard(
    id="c",
    number=1,
    url="claims/c/",
    title="It is so",
    kind=Choice(value="measure", name="Measure"),
    label=Choice(value="disputed", name="Disputed"),
    summary="In short.",
    date=None,
    topics=(),
)
SOURCE = SourceView(
    id="s",
    url="sources/s/",
    title="A title",
    lang="en",
    gloss=None,
    described=False,
    publisher="The Paper",
    kind=NEWS,
    side=None,
    date=DAY,
    href="https://example.org/s",
    archived=None,
    seen=Choice(value="excerpt", name="Seen, as an excerpt"),
    note=None,
)
LINK = AppearanceView(
    speaker=Link(title="Ann", url="speakers/ann/"),
    speaker_kind=Choice(value="person", name="Person"),
    role="Speaks",
    form="letter to The Star",
    source=SOURCE,
    date=DAY,
    paragraph=None,
    seen=Choice(value="not-found", name="Not found"),
    quoted=None,
    cited=False,
)
PASSAGE = EvidenceView(
    number=1,
    stance=Choice(value="supports", name="Supports"),
    source=SOURCE,
    note=Markup("N."),
    sides=(),
    standing=Choice(value="independent", name="Independent"),
    counts_as="",
    part="",
    same_as=None,
    words="w",
    href="https://example.org/s#:~:text=w",
    archived=None,
)


def test_a_day_is_a_time_and_a_period_is_words() -> None:
    time = component("date", "time")
    assert [(e.attrib, text(e)) for e in time(DAY).iter("time")] == [({"datetime": "2019-05-01"}, "1 May 2019")]
    assert text(time(DAY, short=True)) == "1 May"
    assert not list(time(PERIOD).iter("time"))
    assert text(time(PERIOD)) == "May 2019 to June 2020"


def test_every_verdict_has_a_mark_of_its_own_shape() -> None:
    marks = [component("verdict", "mark")(label) for label in [*Label, "not-reviewed"]]
    shapes = {
        tuple((e.tag, *sorted(e.attrib.items())) for e in mark.iter() if e.tag not in {"svg", "DOCUMENT_FRAGMENT"})
        for mark in marks
    }
    assert len(shapes) == len(marks)
    assert () not in shapes


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3"), (0, "p")])
def test_a_card_takes_the_level_of_its_heading(level: int, tag: str) -> None:
    card = component("claim", "card")(CARD, heading_level=level)
    (title,) = [e for e in card.iter() if e.get("class") == "claim__title"]
    assert (title.tag, text(title)) == (tag, "It is so")


def test_a_card_says_its_verdict_in_words() -> None:
    card = component("claim", "card")
    assert text(card(CARD)).endswith("Disputed. In short.")
    assert text(card(CARD, summary=False)).endswith("Disputed.")


def test_a_claim_named_in_passing_says_its_verdict() -> None:
    assert text(component("claim", "mentions")([CARD])) == "It is so (Disputed)"


def test_a_title_not_seen_stands_in_square_brackets() -> None:
    title = component("source", "title")
    assert text(title(replace(SOURCE, title="A report", described=True))) == "[A report]"
    assert not list(title(replace(SOURCE, title="A report", described=True)).iter("cite"))


def test_a_foreign_title_says_its_language_and_is_explained() -> None:
    title = component("source", "title")(replace(SOURCE, title="Der Titel", lang="de", gloss="The title"))
    (cite,) = title.iter("cite")
    assert cite.attrib == {"lang": "de"}
    assert text(title) == "Der Titel (“The title”)"
    (plain,) = component("source", "title")(SOURCE).iter("cite")
    assert plain.attrib == {}


def test_a_source_says_whose_word_it_carries() -> None:
    kind = component("source", "kind")
    assert text(kind(SOURCE)) == "News"
    assert text(kind(replace(SOURCE, side=Choice(value="north", name="for the North")))) == "News for the North"


@pytest.mark.parametrize(
    ("fields", "led"),
    [
        ({}, ["https://example.org/s"]),
        ({"archived": "https://archive.example/s"}, ["https://example.org/s", "https://archive.example/s"]),
        ({"href": None, "archived": "https://archive.example/s"}, ["https://archive.example/s"]),
        ({"href": None}, []),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(fields: dict[str, Any], led: list[str]) -> None:
    links = list(component("source", "outside")(replace(SOURCE, **fields)).iter("a"))
    assert [link.attrib["href"] for link in links] == led
    assert all(SOURCE.citation in text(link) for link in links)  # two links of one page must not read alike


def test_a_link_elsewhere_names_the_host_it_leads_to() -> None:
    copied = replace(SOURCE, href="https://www.example.org/a/b?c=www.d", archived="https://archive.example/s")
    told = [text(link) for link in component("source", "outside")(copied).iter("a")]
    assert told == [f"Read it at example.org: {copied.citation}", f"Archived copy: {copied.citation}"]


def test_a_link_of_the_chain_says_what_was_seen_of_it() -> None:
    told = text(component("chain", "chain")([replace(LINK, paragraph=7, quoted="few words")]))
    assert (
        told == "Letter to The Star, 1 May 2019 Ann “few words” A title, paragraph 7 This link of the chain: Not found"
    )


def test_a_passage_without_words_or_address_cites_none() -> None:
    passage = component("evidence", "passage")
    assert not list(passage(replace(PASSAGE, words=None)).iter("blockquote"))
    (quote,) = passage(replace(PASSAGE, source=replace(SOURCE, href=None), href=None)).iter("blockquote")
    assert "cite" not in quote.attrib


def test_a_passage_leads_to_its_words_and_cites_the_source() -> None:
    source = replace(SOURCE, archived="https://archive.example/s")
    made = component("evidence", "passage")(
        replace(PASSAGE, source=source, archived="https://archive.example/s#:~:text=w")
    )
    # On paper the plain address is printed: words of a page mean something to a browser alone.
    assert [(a.attrib["href"], a.attrib["data-address"]) for a in made.iter("a") if a.get("rel")] == [
        ("https://example.org/s#:~:text=w", "https://example.org/s"),
        ("https://archive.example/s#:~:text=w", "https://archive.example/s"),
    ]
    (quote,) = made.iter("blockquote")
    assert quote.attrib["cite"] == "https://example.org/s"


def test_the_pager_leads_both_ways_and_is_left_out_where_there_is_none() -> None:
    pager = component("pager", "neighbours")
    one, two = Link(title="One", url="one/"), Link(title="Two", url="two/")
    links = [(a.attrib["rel"], a.attrib["href"]) for a in pager(one, two, "Claims").iter("a")]
    assert links == [("prev", "/one/"), ("next", "/two/")]
    assert [text(a) for a in pager(None, two, "Claims").iter("a")] == ["Next Two"]
    assert not list(pager(None, None, "Claims").iter("nav"))


def test_the_contents_leave_out_parts_that_the_page_has_not() -> None:
    made = component("contents", "contents")([("one", "One"), ("two", "")])
    assert [a.attrib["href"] for a in made.iter("a")] == ["#one"]


def test_changes_name_their_claim_where_many_stand_together() -> None:
    kind = Choice(value="added", name="Added")
    change = ChangeView(
        date=DAY,
        day="2019-05-01",
        kind=kind,
        note="Listed.",
        record=Link(title="It is so", url="c/"),
        record_kind=Choice(value="claim", name="Claim"),
    )
    changes = component("change", "changes")
    assert text(changes([change])) == "1 May 2019 Added. Listed."
    assert text(changes([change], named=True)) == "1 May 2019 Added. Claim It is so: Listed."


@pytest.mark.parametrize(("count", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_a_topic_counts_in_good_english(count: int, told: str) -> None:
    view = TopicView(id="t", url="topics/t/", title="T", question="Q?", answer="A.", claims=(), count=count)
    assert text(component("topic", "card")(view)) == f"Q? A. T · {told}"


def chart(points: dict[str, str], sources: int = 1) -> Element:
    fields = {"title": "Figures", "description": "They rise.", "unit": "US dollars", "note": "With caution."}
    [record] = parsed(series=[series(points=points, **fields)]).dataset.series
    drawn = charts.draw(record, [Link(title="A source", url="sources/s/")] * sources)
    return component("chart", "chart")(drawn)


@pytest.mark.parametrize(("sources", "told"), [(1, "Source: A source"), (2, "Sources: A source; A source")])
def test_a_figure_names_its_sources_in_good_english(sources: int, told: str) -> None:
    made = chart({"2015": "1", "2016": "2"}, sources)
    assert [text(p) for p in made.iter("p") if p.get("class") == "chart__sources"] == [told]
