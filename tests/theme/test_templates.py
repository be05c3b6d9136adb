"""Templates: what each may use and say, and some components by themselves."""

import re
from collections.abc import Callable, Collection
from typing import Any

import pytest
from jinja2 import UndefinedError, meta, nodes
from lxml import html
from lxml.html import HtmlElement

from claims.model.records import Label
from claims.pages.claims import ClaimPage
from claims.render import Renderer
from claims.site.urls import Urls
from claims.site.views import Link
from claims.source.dates import Edtf
from support import datasets
from support.building import ROOT, theme_environment
from support.helpers import EXAMPLES
from support.pages import text

TEMPLATES = ROOT / "theme" / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TEMPLATES.rglob("*"))
    if path.suffix in {".html", ".atom"}
}
GIVEN = {
    *("view", "page", "macros", "urls", "site", "asset", "features", "places", "this"),
    *("SITEURL", "RELATIVE_URLS", "SITENAME", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY"),
    *("challenge_address", "general", "exercises", "navigation", "caution", "unsaid"),
    *("texts", "texts_in_words", "has_events"),
    *("ROOT", "language_sites", "translation", "language", "gettext", "ngettext", "pgettext"),
}
ENVIRONMENT = theme_environment(call="{{ macros[module][macro](*arguments, **keywords) }}")
PARSED = {name: ENVIRONMENT.parse(source) for name, source in SOURCES.items()}


def offenders(rule: Callable[[str], Collection[str]]) -> dict[str, Collection[str]]:
    """What a rule finds in each template, where it finds anything."""
    return {name: found for name in SOURCES if (found := rule(name))}


# What templates may do


def test_a_template_is_given_views_and_the_sites_own_names() -> None:
    def unknown(name: str) -> set[str]:
        own = {macro.name for macro in PARSED[name].find_all(nodes.Macro)}
        return meta.find_undeclared_variables(PARSED[name]) - GIVEN - own

    assert offenders(unknown) == {}


def test_nothing_is_printed_unescaped() -> None:
    unsafe = (nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)
    assert offenders(lambda name: [*PARSED[name].find_all(unsafe)] or "|safe" in SOURCES[name].replace(" ", "")) == {}


def test_a_template_holds_no_script_and_no_style() -> None:
    data = '<script type="application/ld+json">{{ said }}</script>'  # which is no script
    acting = re.compile(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    assert offenders(lambda name: acting.findall(SOURCES[name].replace(data, ""))) == {}


# Components: what the golden sites, which have no class and no address of a part, do not show


PAGES = datasets.build_pages(datasets.load((EXAMPLES / "valid" / "full.yaml").read_text("utf-8")))
RENDERER = Renderer(ENVIRONMENT, {"SITEURL": "", "ROOT": "", "urls": Urls()}, relative=False)


def component(file: str, macro: str, *arguments: Any, **keywords: Any) -> HtmlElement:
    """What a macro writes, as an element that holds it."""
    values = {"module": file, "macro": macro, "arguments": arguments, "keywords": keywords}
    return html.fragment_fromstring(RENDERER.render_template("call", "index.html", **values), create_parent="main")


def test_a_day_is_a_time_and_a_period_is_words() -> None:
    day, period = Edtf.parse("2019-05-01"), Edtf.parse("2019-05/2020-06")
    made = component("date", "time", day)
    assert [(e.attrib, text(e)) for e in made.iter("time")] == [({"datetime": "2019-05-01"}, "1 May 2019")]
    made = component("date", "time", period)
    assert (text(made), [*made.iter("time")]) == ("May 2019 to June 2020", [])


def test_every_verdict_has_a_mark_of_its_own_shape() -> None:
    marks = [component("verdict", "mark", label) for label in [*Label, "not-reviewed"]]
    shapes = list[list[tuple[str, dict[str, str]]]]()
    for mark in marks:
        shape = [(e.tag, e.attrib) for e in mark.iter() if e.tag not in {"svg", "main"}]
        assert shape
        assert shape not in shapes
        shapes.append(shape)


def test_a_passage_leads_to_its_words_and_cites_the_source() -> None:
    page = next(page for page in PAGES if page.url == "claims/moon-cheese/")
    assert isinstance(page, ClaimPage)
    [passage] = [passage for passage in page.claim.passages if passage.record.words == "cheese throughout"]
    made, address = component("evidence", "passage", passage), "https://union.moon:8443/s"
    # On paper the plain address is printed: words of a page mean something to a browser alone.
    assert [(a.attrib["href"], a.attrib["data-address"]) for a in made.iter("a") if a.get("rel")] == [
        (f"{address}#:~:text=cheese%20throughout", address)
    ]
    assert [quote.attrib["cite"] for quote in made.iter("blockquote")] == [address]


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3"), (0, "p")])
def test_a_card_takes_the_level_of_its_heading(level: int, tag: str) -> None:
    card = next(page.claim for page in PAGES if isinstance(page, ClaimPage))
    made = component("claim", "card", card, heading_level=level)
    assert [e.tag for e in made.iter() if e.get("class") == "claim__title"] == [tag]


def test_a_field_that_a_view_has_not_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="has no attribute 'label'"):
        component("claim", "card", Link(title="No claim", url="nowhere/"))
