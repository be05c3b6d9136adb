"""Templates: what each may use and say, and each component by itself, given one view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes
from markupsafe import Markup
from pelican.settings import read_settings

import datasets
from building import ROOT
from claims import pages, plan
from claims.data import loader
from claims.data.dates import Edtf
from claims.data.diagnostics import Origin
from claims.data.model import ORIGIN, Label, Series
from claims.once import Once
from claims.pages import Choice, DateView, Link
from claims.paging import Limit
from claims.site import charts, labels
from claims.site.urls import Addresses
from pages import text

TEMPLATES = ROOT / "theme" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.suffix == ".html")
GIVEN = {
    "view",
    "page",
    "picture",
    "addresses",
    "site",
    "feeds",
    "feeds_at",
    "asset",
    "bundle",
    "policy",
    "SITEURL",
    "SITENAME",
    "DEFAULT_LANG",
    "PUBLISHED",
    "CORRECTIONS_CONTACT",
}
CHOOSING = {"prose", "length", "join", "first", "upper", "json_ld"}
"""Filters that choose how a value is printed or for whom; sorting, grouping and counting are done before."""


@pytest.fixture(scope="module")
def environment() -> Environment:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    options = {**settings["JINJA_ENVIRONMENT"], "extensions": [Once]}
    made = Environment(loader=FileSystemLoader(TEMPLATES), **options)  # noqa: S701 - from there
    made.filters |= dict.fromkeys(("prose", "json_ld", "elsewhere", "xml"), lambda value: value)
    made.globals |= {"SITEURL": "", "addresses": Addresses()}
    return made


def parsed(environment: Environment, name: str) -> nodes.Template:
    return environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def imported(template: nodes.Template) -> Iterator[tuple[str, str]]:
    """File and name of each macro that a template imports."""
    for found in template.find_all(nodes.FromImport):
        assert isinstance(found.template, nodes.Const)
        for name in found.names:
            yield found.template.value, name if isinstance(name, str) else name[1]


def called(template: nodes.Template) -> set[str]:
    return {call.node.name for call in template.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}


# What templates may do


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_given_views_and_the_sites_own_names(environment: Environment, name: str) -> None:
    template = parsed(environment, name)
    macros = {macro for _, macro in imported(template)}  # blocks see them, which jinja2.meta does not
    assert meta.find_undeclared_variables(template) - macros <= GIVEN


@pytest.mark.parametrize("name", NAMES)
def test_a_template_chooses_tags_and_not_facts(environment: Environment, name: str) -> None:
    assert {node.name for node in parsed(environment, name).find_all(nodes.Filter)} <= CHOOSING


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_unescaped(environment: Environment, name: str) -> None:
    template = parsed(environment, name)
    assert not list(template.find_all((nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)))
    assert "|safe" not in (TEMPLATES / name).read_text(encoding="utf-8").replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_import_is_used_and_needs_nothing_of_one_page(environment: Environment, name: str) -> None:
    template = parsed(environment, name)
    assert {macro for _, macro in imported(template)} - called(template) == set()
    assert not any(found.with_context for found in template.find_all(nodes.FromImport))


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_closed_by_its_name(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert re.findall(r"{% endblock (\w+) %}", source) == re.findall(r"{% block (\w+) %}", source)
    assert "{% endblock %}" not in source


def test_every_template_is_used(environment: Environment, tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    renamed = "aliases: [its-old-id]\n    changes: [{date: 2020-01-31, kind: added, note: Listed.}]\n    title:"
    file.write_text(datasets.BARE.replace("title: The only claim", f"{renamed} The only claim"), encoding="utf-8")
    built = tuple(pages.build(loader.load(file, today=date(2026, 1, 1)), Addresses()))
    made = {page.template for page in (*built, *_in_parts(tmp_path))} | {"page.html", "feed_entry.html"}
    known, queue = set(made), list(made)
    while queue:
        for other in meta.find_referenced_templates(parsed(environment, queue.pop())):
            if other and other not in known:
                known.add(other)
                queue.append(other)
    assert known == {*NAMES, "timeline.css"}


def _in_parts(folder: Path) -> Iterator[Any]:
    """The pages of a file whose every list is split."""
    file = folder / "many.yaml"
    file.write_text(datasets.many(), encoding="utf-8")
    dataset = loader.load(file, today=date(2026, 1, 1))
    return pages.build(dataset, Addresses(), planned=plan.of(dataset, Limit(page=0)))


def test_every_macro_is_used(environment: Environment) -> None:
    templates = {name: parsed(environment, name) for name in NAMES}
    used = {found for template in templates.values() for found in imported(template)}
    for name, template in templates.items():
        used |= {(name, macro) for macro in called(template)}
    defined = {(name, macro.name) for name, template in templates.items() for macro in template.find_all(nodes.Macro)}
    assert defined - used == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("macros/")])
def test_every_macro_says_above_what_it_is(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    macros = re.findall(r"(#}\n)?{% macro (?!_)(\w+)", source)
    assert [macro for comment, macro in macros if not comment] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_no_script_and_no_style(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    source = source.replace('<script type="application/ld+json">{{ said }}</script>', "")  # data, not script
    assert re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", source) is None


# Components

Component = Callable[..., Element]


@pytest.fixture
def component(environment: Environment) -> Callable[[str, str], Component]:
    """A macro as a function that gives the elements it writes."""

    def find(name: str, macro: str) -> Component:
        module = environment.get_template(f"macros/{name}.html").module

        def call(*arguments: Any, **keywords: Any) -> Element:
            written = getattr(module, macro)(*arguments, **keywords)
            parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
            fragment: Element = parser.parseFragment(written)
            assert parser.errors == []
            for element in fragment.iter():
                element.tag = str(element.tag).rpartition("}")[2]
            return fragment

        return call

    return find


DAY = DateView(text="1 May 2019", iso="2019-05-01", short="1 May", year=2019, month=5)
PERIOD = DateView(text="May 2019 to June 2020", iso=None, short="May 2019 to June 2020", year=2019, month=5)
NEWS = Choice(value="news", name="News")


def _card(**fields: Any) -> pages.ClaimCard:
    given = {
        "id": "c",
        "number": 1,
        "url": "claims/c/",
        "title": "It is so",
        "kind": Choice(value="measure", name="Measure"),
        "label": Choice(value="disputed", name="Disputed"),
        "summary": "In short.",
        "date": None,
        "topics": (),
    }
    return pages.ClaimCard(**(given | fields))


def _source(**fields: Any) -> pages.SourceView:
    given = {
        "id": "s",
        "url": "sources/s/",
        "title": "A title",
        "lang": "en",
        "gloss": None,
        "described": False,
        "publisher": "The Paper",
        "kind": NEWS,
        "side": None,
        "date": DAY,
        "href": "https://example.org/s",
        "archived": None,
        "seen": Choice(value="excerpt", name="Seen, as an excerpt"),
        "note": None,
    }
    return pages.SourceView(**(given | fields))


def _link(**fields: Any) -> pages.AppearanceView:
    given = {
        "speaker": Link(title="Ann", url="speakers/ann/"),
        "speaker_kind": Choice(value="person", name="Person"),
        "role": "Speaks",
        "form": "op-ed in USA Today",
        "source": _source(),
        "date": DAY,
        "paragraph": None,
        "seen": Choice(value="not-found", name="Not found"),
        "quoted": None,
    }
    return pages.AppearanceView(**(given | fields))


def _evidence(**fields: Any) -> pages.EvidenceView:
    given = {
        "number": 1,
        "stance": Choice(value="supports", name="Supports"),
        "source": _source(),
        "note": Markup("N."),
        "words": "w",
        "href": "https://example.org/s#:~:text=w",
        "archived": None,
    }
    return pages.EvidenceView(**(given | fields))


def test_a_day_is_a_time_and_a_period_is_words(component: Callable[[str, str], Component]) -> None:
    time = component("date", "time")
    assert [(e.attrib, text(e)) for e in time(DAY).iter("time")] == [({"datetime": "2019-05-01"}, "1 May 2019")]
    assert text(time(DAY, short=True)) == "1 May"
    assert not list(time(PERIOD).iter("time"))
    assert text(time(PERIOD)) == "May 2019 to June 2020"


def test_every_verdict_has_a_mark_of_its_own_shape(component: Callable[[str, str], Component]) -> None:
    marks = [component("verdict", "mark")(label) for label in [*Label, "not-reviewed"]]
    shapes = {
        tuple((e.tag, *sorted(e.attrib.items())) for e in mark.iter() if e.tag not in {"svg", "DOCUMENT_FRAGMENT"})
        for mark in marks
    }
    assert len(shapes) == len(marks)
    assert () not in shapes


def test_a_mark_is_not_read_out(component: Callable[[str, str], Component]) -> None:
    (svg,) = component("verdict", "mark")("disputed").iter("svg")
    assert (svg.attrib["aria-hidden"], svg.attrib["focusable"]) == ("true", "false")


def test_a_verdict_says_its_word_and_its_line(component: Callable[[str, str], Component]) -> None:
    view = pages.VerdictView(
        label=Choice(value="disputed", name="Disputed"), summary="In short.", reasoning=Markup(), reviewed=DAY
    )
    assert text(component("verdict", "verdict")(view)) == "Verdict: Disputed In short. How verdicts are reached"


def test_a_claim_not_yet_reviewed_says_that_nobody_has_looked(component: Callable[[str, str], Component]) -> None:
    label = Choice(value="not-reviewed", name=labels.NAMES["not-reviewed"])
    view = pages.VerdictView(label=label, summary="", reasoning=Markup(), reviewed=None)
    told = text(component("verdict", "verdict")(view))
    assert told == "Verdict: Not yet reviewed Nobody has yet set the record beside this claim. How verdicts are reached"


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3"), (0, "p")])
def test_a_card_takes_the_level_of_its_heading(
    component: Callable[[str, str], Component], level: int, tag: str
) -> None:
    card = component("claim", "card")(_card(), heading_level=level)
    (title,) = [e for e in card.iter() if e.get("class") == "claim__title"]
    assert (title.tag, text(title)) == (tag, "It is so")


def test_a_card_says_its_verdict_in_words(component: Callable[[str, str], Component]) -> None:
    card = component("claim", "card")
    assert text(card(_card())).endswith("Disputed. In short.")
    assert text(card(_card(), summary=False)).endswith("Disputed.")


def test_a_claim_named_in_passing_says_its_verdict(component: Callable[[str, str], Component]) -> None:
    assert text(component("claim", "mentions")([_card()])) == "It is so (Disputed)"


def test_a_title_not_seen_stands_in_square_brackets(component: Callable[[str, str], Component]) -> None:
    title = component("source", "title")
    assert text(title(_source(title="A report", described=True))) == "[A report]"
    assert not list(title(_source(title="A report", described=True)).iter("cite"))


def test_a_foreign_title_says_its_language_and_is_explained(component: Callable[[str, str], Component]) -> None:
    title = component("source", "title")(_source(title="Der Titel", lang="de", gloss="The title"))
    (cite,) = title.iter("cite")
    assert cite.attrib == {"lang": "de"}
    assert text(title) == "Der Titel (“The title”)"
    (plain,) = component("source", "title")(_source()).iter("cite")
    assert plain.attrib == {}


def test_a_source_says_whose_word_it_carries(component: Callable[[str, str], Component]) -> None:
    kind = component("source", "kind")
    assert text(kind(_source())) == "News"
    assert text(kind(_source(side=Choice(value="china", name="for China")))) == "News for China"


@pytest.mark.parametrize(
    ("fields", "led"),
    [
        ({}, ["https://example.org/s"]),
        ({"archived": "https://archive.example/s"}, ["https://example.org/s", "https://archive.example/s"]),
        ({"href": None, "archived": "https://archive.example/s"}, ["https://archive.example/s"]),
        ({"href": None}, []),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(
    component: Callable[[str, str], Component], fields: dict[str, Any], led: list[str]
) -> None:
    links = list(component("source", "outside")(_source(**fields)).iter("a"))
    assert [link.attrib["href"] for link in links] == led
    assert all(_source().citation in text(link) for link in links)  # two links of one page must not read alike


def test_a_link_elsewhere_names_the_host_it_leads_to(component: Callable[[str, str], Component]) -> None:
    copied = _source(href="https://www.example.org/a/b?c=www.d", archived="https://archive.example/s")
    told = [text(link) for link in component("source", "outside")(copied).iter("a")]
    assert told == [f"Read it at example.org: {copied.citation}", f"Archived copy: {copied.citation}"]


def test_a_link_of_the_chain_says_what_was_seen_of_it(component: Callable[[str, str], Component]) -> None:
    told = text(component("chain", "chain")([_link(paragraph=7, quoted="few words")]))
    assert (
        told == "Op-ed in USA Today, 1 May 2019 Ann “few words” A title, paragraph 7 This link of the chain: Not found"
    )


def test_a_link_of_the_chain_without_a_date_says_so(component: Callable[[str, str], Component]) -> None:
    assert text(component("chain", "chain")([_link(date=None)])).startswith("Op-ed in USA Today, date not known")


def test_passages_go_on_counting_from_the_group_before(component: Callable[[str, str], Component]) -> None:
    passages = [_evidence(number=n) for n in (4, 5)]
    group = pages.EvidenceGroup(stance=passages[0].stance, evidence=tuple(passages))
    made = component("evidence", "group")(group)
    (ol,) = made.iter("ol")
    assert ol.attrib["start"] == "4"
    assert [li.attrib["id"] for li in ol.iter("li")] == ["evidence-4", "evidence-5"]
    assert [quote.attrib["cite"] for quote in made.iter("blockquote")] == ["https://example.org/s"] * 2


def test_a_passage_without_words_or_address_cites_none(component: Callable[[str, str], Component]) -> None:
    passage = component("evidence", "passage")
    assert not list(passage(_evidence(words=None)).iter("blockquote"))
    (quote,) = passage(_evidence(source=_source(href=None), href=None)).iter("blockquote")
    assert "cite" not in quote.attrib


def test_a_passage_leads_to_its_words_and_cites_the_source(component: Callable[[str, str], Component]) -> None:
    source = _source(archived="https://archive.example/s")
    made = component("evidence", "passage")(_evidence(source=source, archived="https://archive.example/s#:~:text=w"))
    # On paper the plain address is printed: words of a page mean something to a browser alone.
    assert [(a.attrib["href"], a.attrib["data-address"]) for a in made.iter("a") if a.get("rel")] == [
        ("https://example.org/s#:~:text=w", "https://example.org/s"),
        ("https://archive.example/s#:~:text=w", "https://archive.example/s"),
    ]
    (quote,) = made.iter("blockquote")
    assert quote.attrib["cite"] == "https://example.org/s"


def test_the_pager_leads_both_ways_and_is_left_out_where_there_is_none(
    component: Callable[[str, str], Component],
) -> None:
    pager = component("pager", "pager")
    one, two = Link(title="One", url="one/"), Link(title="Two", url="two/")
    links = [(a.attrib["rel"], a.attrib["href"]) for a in pager(one, two, "Claims").iter("a")]
    assert links == [("prev", "/one/"), ("next", "/two/")]
    assert [text(a) for a in pager(None, two, "Claims").iter("a")] == ["Next Two"]
    assert not list(pager(None, None, "Claims").iter("nav"))


def test_the_contents_leave_out_parts_that_the_page_has_not(component: Callable[[str, str], Component]) -> None:
    made = component("contents", "contents")([("one", "One"), ("two", "")])
    assert [a.attrib["href"] for a in made.iter("a")] == ["#one"]


def test_changes_name_their_claim_where_many_stand_together(component: Callable[[str, str], Component]) -> None:
    kind = Choice(value="added", name="Added")
    change = pages.ChangeView(date=DAY, day="2019-05-01", kind=kind, note="Listed.", claim=_card())
    changes = component("change", "changes")
    assert text(changes([change])) == "1 May 2019 Added. Listed."
    assert text(changes([change], named=True)) == "1 May 2019 Added. It is so: Listed."


@pytest.mark.parametrize(("count", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_a_topic_counts_in_good_english(component: Callable[[str, str], Component], count: int, told: str) -> None:
    view = pages.TopicView(id="t", url="topics/t/", title="T", question="Q?", answer="A.", claims=(), count=count)
    assert text(component("topic", "card")(view)) == f"Q? A. T · {told}"


def _chart(points: dict[str, float], unit: str = "US dollars", sources: int = 1) -> charts.Chart:
    series = Series.model_validate(
        {
            "id": "s",
            "title": "Figures",
            "description": "They rise.",
            "unit": unit,
            "points": tuple((Edtf.parse(when), value) for when, value in points.items()),
            "sources": ("s",),
            "note": "With caution.",
            "topics": ("t",),
            ORIGIN: Origin(section="series", index=0),
        }
    )
    return charts.draw(series, [Link(title="A source", url="sources/s/")] * sources)


def test_a_figure_is_named_told_drawn_and_tabled(component: Callable[[str, str], Component]) -> None:
    made = component("chart", "chart")(_chart({"2015": 1000, "2018": 2000.5}))
    (desc,) = made.iter("desc")
    assert text(desc) == "They rise. 2015: 1,000; 2016: no figure; 2017: no figure; 2018: 2,000.5."
    rows = [[text(cell) for cell in row] for row in made.iter("tr")]
    assert rows == [
        ["Date", "US dollars"],
        ["2015", "1,000"],
        ["2016", "no figure found"],
        ["2017", "no figure found"],
        ["2018", "2,000.5"],
    ]
    assert len(list(made.iter("rect"))) == 2


@pytest.mark.parametrize(("sources", "told"), [(1, "Source: A source"), (2, "Sources: A source; A source")])
def test_a_figure_names_its_sources_in_good_english(
    component: Callable[[str, str], Component], sources: int, told: str
) -> None:
    made = component("chart", "chart")(_chart({"2015": 1, "2016": 2}, sources=sources))
    assert [text(p) for p in made.iter("p") if p.get("class") == "chart__sources"] == [told]


def test_a_figure_of_nought_is_a_figure(component: Callable[[str, str], Component]) -> None:
    made = component("chart", "chart")(_chart({"2015": 0, "2016": 0}))
    assert [bar.attrib["width"] for bar in made.iter("rect")] == ["0.0%", "0.0%"]
    assert [text(cell) for cell in made.iter("td")] == ["0", "0"]


def test_months_are_not_filled_up_with_years(component: Callable[[str, str], Component]) -> None:
    made = component("chart", "chart")(_chart({"2015": 1, "2018-05": 2}))
    assert [text(next(iter(row))) for row in made.iter("tr")] == ["Date", "2015", "May 2018"]
