"""Templates: what each may use and say, and some components by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import UndefinedError, meta, nodes

import datasets
from building import ROOT, theme_environment
from claims.model.records import Label
from claims.pages.claims import ClaimPage
from claims.render import Renderer
from claims.site.urls import Urls
from claims.site.views import Link
from claims.source.dates import Edtf
from helpers import EXAMPLES
from pages import text

TEMPLATES = ROOT / "theme" / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TEMPLATES.rglob("*"))
    if path.suffix in {".html", ".atom"}
}
GIVEN = {
    *("view", "page", "macros", "urls", "site", "asset", "bundle", "policy", "parts", "places", "this"),
    *("SITEURL", "SITENAME", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY"),
    *("challenge_address", "general", "navigation", "caution", "texts", "texts_in_words"),
    *("ROOT", "renditions", "translation", "language", "gettext", "ngettext", "pgettext"),
}
CHOOSING = {
    *("prose", "parts", "list", "length", "join", "first", "upper", "lower", "keep_together", "linked"),
}
"""Filters that choose how a value is printed or for whom; sorting, grouping and counting are done before."""
NO_LISTS = {"page.html", "about.html", "method.html", "404.html", "redirect.html", "gone.html"}
"""Templates of pages that are made of more than the file's records, or of other pages."""
OF_PARTS = "".join(path.read_text("utf-8") for path in (ROOT / "plugins/claims/parts").rglob("*.py"))
"""The code of the parts, each of which names its templates."""


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
    def unknown(name: str) -> set[str]:
        own = {macro.name for macro in PARSED[name].find_all(nodes.Macro)}
        return meta.find_undeclared_variables(PARSED[name]) - GIVEN - own

    assert offenders(unknown) == {}


def test_a_template_chooses_tags_and_not_facts() -> None:
    assert offenders(lambda name: {node.name for node in PARSED[name].find_all(nodes.Filter)} - CHOOSING) == {}


def test_nothing_is_printed_unescaped() -> None:
    unsafe = (nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)
    assert offenders(lambda name: [*PARSED[name].find_all(unsafe)] or "|safe" in SOURCES[name].replace(" ", "")) == {}


def test_every_template_is_used() -> None:
    several = (EXAMPLES / "valid" / "two-texts.yaml").read_text("utf-8")  # have a list
    full = (EXAMPLES / "valid" / "full.yaml").read_text("utf-8")  # has what was withdrawn
    files = (datasets.many(), several, full)
    made = {page.template for file in files for page in datasets.build_pages(datasets.load(file))} | NO_LISTS
    made |= {name for name in SOURCES if f'"{name}"' in OF_PARTS}
    known, queue = set(made), list(made)
    while queue:
        name = queue.pop()
        found = {*meta.find_referenced_templates(PARSED[name]), *(file for file, _ in called(name))} - {*known, None}
        known |= found
        queue += found
    assert known == {*SOURCES}


def test_every_macro_is_used_and_every_one_that_is_called_is_there() -> None:
    used = set().union(*map(called, SOURCES))
    defined = {(name, macro.name) for name, template in PARSED.items() for macro in template.find_all(nodes.Macro)}
    assert defined - used == set()
    assert {found for found in used - defined if found[0].startswith("macros/")} == set()


def test_a_template_holds_no_script_and_no_style() -> None:
    data = '<script type="application/ld+json">{{ said }}</script>'  # which is no script
    acting = re.compile(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    assert offenders(lambda name: acting.findall(SOURCES[name].replace(data, ""))) == {}


# Components: what the golden sites, which have no class and no address of a part, do not show


PAGES = datasets.build_pages(datasets.load((EXAMPLES / "valid" / "full.yaml").read_text("utf-8")))
RENDERER = Renderer(ENVIRONMENT, {"SITEURL": "", "ROOT": "", "urls": Urls()}, relative=False)


def component(file: str, macro: str, *arguments: Any, **keywords: Any) -> Element:
    """What a macro writes, as an element that holds it."""
    values = {"module": file, "macro": macro, "arguments": arguments, "keywords": keywords}
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    fragment: Element = parser.parseFragment(RENDERER.render_template("call", "index.html", **values))
    assert parser.errors == []
    for element in fragment.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return fragment


def test_a_day_is_a_time_and_a_period_is_words() -> None:
    day, period = Edtf.parse("2019-05-01"), Edtf.parse("2019-05/2020-06")
    made = component("date", "time", day)
    assert [(e.attrib, text(e)) for e in made.iter("time")] == [({"datetime": "2019-05-01"}, "1 May 2019")]
    assert text(component("date", "time", day, short=True)) == "1 May"
    made = component("date", "time", period)
    assert (text(made), [*made.iter("time")]) == ("May 2019 to June 2020", [])


def test_every_verdict_has_a_mark_of_its_own_shape() -> None:
    marks = [component("verdict", "mark", label) for label in [*Label, "not-reviewed"]]
    shapes = {
        tuple((e.tag, *sorted(e.attrib.items())) for e in mark.iter() if e.tag not in {"svg", "DOCUMENT_FRAGMENT"})
        for mark in marks
    }
    assert len(shapes) == len(marks)
    assert () not in shapes


def test_a_passage_leads_to_its_words_and_cites_the_source() -> None:
    page = next(page for page in PAGES if page.url == "claims/moon-cheese/")
    assert isinstance(page, ClaimPage)
    [passage] = [passage for passage in page.evidence.passages if passage.words == "cheese throughout"]
    made, address = component("evidence", "passage", passage), "https://union.example:8443/s"
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
