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
from building import ENGLISH, ROOT, theme_environment
from claims.model.records import Label, Proof
from claims.pages.claims import AppearanceView, Hinge, PartView, ReadingView, VerdictView
from claims.render import Renderer
from claims.site import charts
from claims.site.tallies import Quotations
from claims.site.urls import Urls
from claims.site.views import (
    ChangeView,
    Choice,
    ClaimCard,
    Copy,
    DateView,
    EventView,
    EvidenceView,
    Link,
    ReadingCard,
    SourceView,
    TextView,
    TopicView,
)
from claims.source.dates import Edtf
from helpers import EXAMPLES, parsed, series
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


def test_no_template_imports_another() -> None:
    assert offenders(lambda name: [*PARSED[name].find_all((nodes.Import, nodes.FromImport))]) == {}


def test_every_block_is_closed_by_its_name() -> None:
    def blocks(name: str, tag: str) -> list[str]:
        return sorted(re.findall(rf"{{% {tag} ?(\w*) %}}", SOURCES[name]))

    assert offenders(lambda name: blocks(name, "block") != blocks(name, "endblock")) == {}


def test_every_template_is_used() -> None:
    several = (EXAMPLES / "valid" / "two-texts.yaml").read_text("utf-8")  # have a list
    full = (EXAMPLES / "valid" / "full.yaml").read_text("utf-8")  # has a claim that was withdrawn
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


def test_every_macro_says_above_what_it_is() -> None:
    macros = re.compile(r"(#}\n)?{% macro (?!_)(\w+)")
    assert offenders(lambda name: [macro for said, macro in macros.findall(SOURCES[name]) if not said]) == {}


def test_a_template_holds_no_script_and_no_style() -> None:
    data = '<script type="application/ld+json">{{ said }}</script>'  # which is no script
    acting = re.compile(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    assert offenders(lambda name: acting.findall(SOURCES[name].replace(data, ""))) == {}


# Components


Component = Callable[..., Element]
RENDERER = Renderer(ENVIRONMENT, {"SITEURL": "", "ROOT": "", "urls": Urls()}, relative=False)


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


DAY = DateView(text="1 May 2019", iso="2019-05-01", short="1 May", month=5, is_year=False)
PERIOD = DateView(text="May 2019 to June 2020", iso=None, short="May 2019 to June 2020", month=5, is_year=False)
NEWS = Choice(value="news", name="News")


CARD = ClaimCard(
    id="c",
    number=1,
    url="claims/c/",
    title="It is so",
    short="So",
    kind=Choice(value="measure", name="Measure"),
    label=Choice(value="disputed", name="Disputed"),
    parts=(),
    readings=(),
    speaker="Ann",
    summary="In short.",
    date=None,
    topics=(),
    text=None,
    full_title="Claim: It is so (by Ann). Verdict: disputed",
)
SOURCE = SourceView(
    id="s",
    url="sources/s/",
    title="A title",
    lang="en",
    gloss=None,
    described=False,
    authors=(),
    publisher="The Paper",
    in_=None,
    kind=NEWS,
    type="",
    side=None,
    date=DAY,
    href="https://example.org/s",
    doi=None,
    isbn=None,
    copies=(),
    accessed=None,
    seen=Choice(value="excerpt", name="Seen, as an excerpt"),
    note=None,
    cited={},
    by="",
    has_more_authors=False,
    outlet="The Paper",
    citation="A title, The Paper, 1 May 2019",
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
    lang="en",
    proved=None,
    cited=False,
)
PASSAGE = EvidenceView(
    number=1,
    stance=Choice(value="supports", name="Supports"),
    source=SOURCE,
    note=Markup("N."),
    sides=(),
    age="",
    colour=Choice(value="no-side", name="No side"),
    counts_as="",
    part=None,
    at=None,
    words="w",
    lang="en",
    gloss=None,
    proved=None,
    href="https://example.org/s#:~:text=w",
    copies=(),
)
COPY = Copy(address="https://archive.example/s", day=None, href="https://archive.example/s")


CHANGE = ChangeView(
    date=DAY,
    day="2019-05-01",
    kind=Choice(value="added", name="Added"),
    note="Listed.",
    was=None,
    record=Link(title="It is so", url="c/"),
    record_kind=Choice(value="claim", name="Claim"),
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


def test_a_card_has_a_bead_for_each_part_and_other_readings_as_large() -> None:
    reading = ReadingCard(text="It is so everywhere", label=CARD.label, summary="Or not.", parts=("confirmed",) * 2)
    made = component("claim", "card")(replace(CARD, parts=("disputed", "confirmed"), readings=(reading,)))
    lines = [e for e in made.iter("p") if e.get("class") == "claim__verdict"]
    assert [text(line) for line in lines] == [
        "Disputed. In short.",
        "Read another way (it is so everywhere): Disputed. Or not.",
    ]
    marks = [[e.attrib["data-label"] for e in line.iter("svg")] for line in lines]
    assert marks == [["disputed", "confirmed"], ["disputed", "confirmed", "confirmed"]]


def test_a_card_names_its_text_where_there_are_several_but_on_the_texts_own_page() -> None:
    card, of_one = component("claim", "card"), replace(CARD, text=Link(title="The speech", url="texts/speech/"))
    assert text(card(of_one)) == "It is so Disputed. In short. From The speech"
    assert [a.attrib["href"] for a in card(of_one).iter("a")] == ["/claims/c/", "/texts/speech/"]
    assert text(card(of_one, named=False)) == text(card(CARD)) == "It is so Disputed. In short."


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
        ({"copies": (COPY, replace(COPY, day=DAY))}, ["https://example.org/s", *["https://archive.example/s"] * 2]),
        ({"href": None, "copies": (COPY,)}, ["https://archive.example/s"]),
        ({"href": None}, []),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(fields: dict[str, Any], led: list[str]) -> None:
    links = list(component("source", "outside")(replace(SOURCE, **fields)).iter("a"))
    assert [link.attrib["href"] for link in links] == led
    assert all(SOURCE.citation in text(link) for link in links)  # two links of one page must not read alike


def test_a_stored_copy_is_named_by_its_day() -> None:
    copied = replace(SOURCE, copies=(replace(COPY, day=DAY), COPY))
    told = [text(link) for link in component("source", "outside")(copied).iter("a")]
    names = ("Read it at example.org", "Copy of 1 May 2019", "Archived copy 2")
    assert told == [f"{name}: {SOURCE.citation}" for name in names]


PROVED = (
    "Checked word for word: a copy that existed on 1 May 2019 has these wordsSo we quote the copy exactly. That shows "
    f"nothing more: not who wrote the words, and not that they are true. SHA-256 of the copy’s text: {'0' * 64}. "
    "What this means"
)


def test_words_that_are_proved_say_so_and_others_say_nothing() -> None:
    proof = Proof(date=Edtf.parse("2019-05-01"), sha256="0" * 64, words="0" * 8)
    proved, linked = (component("evidence", "passage")(p) for p in (replace(PASSAGE, proved=proof), PASSAGE))
    assert text(proved) == text(linked).replace("“w”", f"“w” {PROVED}")
    assert text(component("chain", "chain")([replace(LINK, quoted="w", proved=proof)])).count(PROVED) == 1


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((2, 0, 1), "Of 3 quotations 2 checked word for word"),
        ((1, 0, 0), "Of 1 quotation 1 checked word for word"),
        ((1, 2, 3), "Of 6 quotations 1 checked word for word, 2 more archived"),
        ((0, 2, 3), "Of 5 quotations none checked word for word, 2 archived"),
    ],
)
def test_what_stands_behind_quotations_is_counted_where_there_is_more_than_links(
    counts: tuple[int, int, int], told: str
) -> None:
    proved, archived, linked = counts
    count = Quotations(proved=proved, archived=archived, linked=linked)
    assert text(component("evidence", "proofs")(count)) == told


def test_a_link_elsewhere_names_the_host_it_leads_to() -> None:
    copied = replace(SOURCE, href="https://www.example.org/a/b?c=www.d", copies=(COPY,))
    told = [text(link) for link in component("source", "outside")(copied).iter("a")]
    assert told == [f"Read it at example.org: {copied.citation}", f"Archived copy: {copied.citation}"]


def test_a_link_of_the_chain_says_what_was_seen_of_it() -> None:
    source = replace(SOURCE, authors=("Cy Low", "The Board"), by="Cy Low and The Board")
    told = text(component("chain", "chain")([replace(LINK, source=source, paragraph=7, quoted="few words")]))
    assert told == (
        "Letter to The Star, 1 May 2019 Ann “few words” Cy Low and The Board, A title, paragraph 7 "
        "This link of the chain: Not found"
    )


def test_a_chain_in_a_line_says_what_was_seen_of_each_link() -> None:
    paper = replace(LINK, speaker=Link(title="The Paper", url="speakers/paper/"), form="report", date=None, paragraph=7)
    links = [LINK, replace(paper, seen=Choice(value="excerpt", name="Seen"))]
    told = "Ann, letter to The Star of 1 May 2019 (not found) → The Paper, report (seen, paragraph 7)"
    assert text(component("chain", "line")(links)) == told


def test_a_part_that_folds_keeps_its_heading_and_says_what_it_holds() -> None:
    template = "{% call macros.fold.part('x', 'Title', line) %}<p>Inside.</p>{% endcall %}"
    environment = theme_environment(fold=template)
    renderer = Renderer(environment, {"SITEURL": "", "ROOT": "", "urls": Urls()}, relative=False)

    def folded(**values: Any) -> str:
        made = renderer.render_template("fold", "index.html", **values)
        return re.sub(r"\s*\n\s*", "", made)

    inside = '</summary><div class="fold__body"><p>Inside.</p></div></details>'
    heading = '<summary class="fold__summary"><h2 class="fold__title" id="x">Title</h2>'
    assert folded(line="") == f'<details class="part fold">{heading}{inside}'
    line = ' <span class="fold__line">In short</span>'
    assert folded(line="In short") == f'<details class="part fold">{heading}{line}{inside}'


def test_a_passage_says_how_it_counts() -> None:
    weight = component("evidence", "weight")
    assert text(weight(PASSAGE)) == "Supports · No side"
    assert text(weight(PASSAGE, witness=True)) == "Supports"  # whose word it is stands over its witness
    counted = replace(PASSAGE, counts_as="only a statement", age="after the claim was made", part=2)
    assert text(weight(counted)) == "Supports · No side · only a statement · after the claim was made"
    made = weight(counted, page="/claims/c/")
    assert text(made) == "No side · only a statement · after the claim was made · on part 2"
    assert [a.attrib["href"] for a in made.iter("a")][1:] == ["/claims/c/#part-2"]


def test_a_word_that_is_explained_leads_to_where_it_is_explained_at_length() -> None:
    explained = component("verdict", "explained")
    (word,) = explained(Choice(value="supports", name="Supports", definition="It agrees.")).iter("a")
    assert (word.attrib["href"], text(word)) == ("/method/#what-a-passage-does", "Supports")
    assert word.attrib["data-definition"] == "It agrees."
    (word,) = explained(Choice(value="x", name="X"), place="here").iter("a")
    assert word.attrib["href"] == "/method/#here"


def test_a_passage_without_words_or_address_cites_none() -> None:
    passage = component("evidence", "passage")
    assert not list(passage(replace(PASSAGE, words=None)).iter("blockquote"))
    (quote,) = passage(replace(PASSAGE, source=replace(SOURCE, href=None), href=None)).iter("blockquote")
    assert "cite" not in quote.attrib


def test_words_of_another_language_say_so_and_what_they_mean_and_a_passage_says_where_it_stands() -> None:
    made = component("evidence", "passage")(replace(PASSAGE, words="Käse", lang="de", gloss="cheese", at="p. 3"))
    (quote,) = made.iter("blockquote")
    assert [(p.get("lang"), text(p)) for p in quote.iter("p")] == [("de", "“Käse”"), (None, "In English: cheese")]
    (line,) = (p for p in made.iter("p") if p.get("class") == "passage__source")
    assert ", p. 3 Read it at" in text(line)


def test_a_passage_leads_to_its_words_and_cites_the_source() -> None:
    copy = replace(COPY, href=f"{COPY.address}#:~:text=w")
    made = component("evidence", "passage")(replace(PASSAGE, source=replace(SOURCE, copies=(COPY,)), copies=(copy,)))
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
    changes = component("change", "changes")
    assert text(changes([CHANGE])) == "1 May 2019 Added. Listed."
    assert text(changes([CHANGE], named=True)) == "1 May 2019 Added. Claim It is so: Listed."


def test_a_change_of_a_verdict_says_what_it_was() -> None:
    changes, changed = component("change", "changes"), replace(CHANGE, was=Choice(value="disputed", name="Disputed"))
    assert text(changes([changed])) == "1 May 2019 Added. Listed. (Verdict before: disputed.)"
    assert text(changes([changed], named=True)) == (
        "1 May 2019 Added. Claim It is so: Listed. (Verdict before: disputed.)"
    )


def verdict(macro: str = "verdict", **changes: Any) -> Element:
    view = VerdictView(label=CARD.label, summary="In short.", reviewed=DAY)
    return component("verdict", macro)(replace(view, **changes))


def lines(element: Element) -> list[str]:
    """What each paragraph and heading says."""
    return [text(e) for e in element.iter() if e.tag in {"h2", "h3", "p"}]


def test_a_verdict_says_on_what_it_hangs() -> None:
    later = verdict("rests", counts="Shown by 2 of no side", part=3, only_later=True)
    assert lines(later) == ["Shown by 2 of no side.", "Shown only by later evidence.", "How verdicts work"]
    assert [e.get("class") for e in later.iter() if e.get("id") == "part-3"] == ["verdict__witnesses"]
    unread = verdict(label=Choice(value="not-reviewed", name="Not yet reviewed"), reviewed=None)
    assert lines(unread) == ["Verdict: Not yet reviewed", "Nobody has checked this claim yet."]
    other = Choice(value="contradicted", name="Contradicted")
    hinges = [
        Hinge(name=name, place=place, label=other) for name, place in (("A report", "evidence-3"), ("part 1", "part-1"))
    ]
    made = verdict("rests", hinges=tuple(hinges))
    words = "This verdict hangs on A report (without it: contradicted); part 1 (without it: contradicted)."
    assert lines(made)[0] == words
    assert [a.attrib["href"] for a in made.iter("a")][:2] == ["#evidence-3", "#part-1"]


def test_a_verdict_goes_part_by_part_and_another_reading_has_the_same_size() -> None:
    label = Choice(value="confirmed", name="Confirmed: all")
    first = PartView(number=1, text="It is so", label=label, counts="Shown by 2", limited_by=None)
    third, fourth = (replace(first, number=n) for n in (3, 4))
    wider = ReadingView(label=label, text="Everywhere", summary="So it is.", parts=(third, fourth))
    single = ReadingView(label=label, text="Anywhere", summary="Or not.", counts="Shown by 1", part=5)
    held = {"parts": (first, replace(first, number=2, text="All of it", limited_by=1)), "readings": (wider, single)}
    head, rests = verdict(**held), verdict("rests", **held)
    assert lines(head) == [
        *("Verdict: Disputed", "In short."),
        *("Read another way: Everywhere", "Verdict on this reading: Confirmed: all", "So it is."),
        *("Read another way: Anywhere", "Verdict on this reading: Confirmed: all", "Or not."),
    ]
    assert {(e.tag, e.get("class")) for e in head.iter("h2")} == {("h2", "verdict__label")}
    assert [e.attrib["data-label"] for e in head.iter("svg")] == ["disputed", "confirmed", "confirmed"]
    counted = "Confirmed: all. Shown by 2."
    assert [(e.attrib["id"], [text(p) for p in e.iter("p")]) for e in rests.iter("li")] == [
        ("part-1", ["1. It is so", counted]),
        ("part-2", ["2. All of it", f"{counted} It refers to part 1 and cannot be stronger."]),
        ("part-3", ["3. It is so", counted]),
        ("part-4", ["4. It is so", counted]),
    ]
    assert lines(rests)[-3:] == ["Read another way: Anywhere", "Shown by 1.", "How verdicts work"]


def entry(**changes: Any) -> Element:
    view = EventView(
        id="e",
        url="timeline/#event-e",
        date=DAY,
        when=Edtf.parse("2019-05-01"),
        title="It happens",
        summary=Markup("<p>It did.</p>"),
        account="",
        is_text=False,
        actors=(),
        acting="",
        topics=(),
        claims=(CARD,),
        sources=(SOURCE,),
        also=(SOURCE,),
        key=False,
    )
    return component("timeline", "entry")(replace(view, **changes), filtered=True)


def test_a_key_event_is_told_at_once_and_another_is_a_line_that_opens() -> None:
    other, key = entry(), entry(key=True)
    (fold,) = other.iter("details")
    assert text(fold) == text(other) == text(key)
    assert [text(e) for e in fold.iter("summary")] == ["1 May It happens"]
    assert [*key.iter("summary")] == []
    assert text(key) == "1 May It happens It did. Claim: So (disputed) · Also: The Paper · Link to this event"
    assert [(e.get("id"), "data-key" in e.attrib) for made in (other, key) for e in made.iter("li") if e.get("id")] == [
        ("event-e", False),
        ("event-e", True),
    ]


def test_an_entry_says_who_acts_in_it_and_who_tells_of_it_and_can_be_filtered() -> None:
    sides = {"actors": ("north", "south"), "acting": "The north, The south"}
    told = entry(account="In the speech", topics=("all", "some"), aliases=("old",), **sides)
    (line,) = (e for e in told.iter("li") if e.get("id"))
    assert {name: value for name, value in line.attrib.items() if name.startswith("data-")} == {
        "data-actors": "north south",
        "data-topics": "all some",
        "data-month": "4",
    }
    assert [text(p) for p in told.iter("p") if p.get("class") == "event__account"] == ["In the speech"]
    assert "event-old" in [e.get("id") for e in told.iter("span")]
    assert [text(e) for e in told.iter("span") if e.get("class") == "event__actors"] == ["The north, The south"]
    assert [e.get("data-actors") for e in entry().iter("li")] == ["-"]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (DAY, "1 May "),
        (DateView(text="2019", iso="2019", short="2019", month=None, is_year=True), ""),
        (
            DateView(text="about 2019", iso=None, short="about 2019", month=None, is_year=False),
            "about 2019 ",
        ),
    ],
)
def test_the_date_of_an_entry_says_more_than_its_year(date: DateView, words: str) -> None:
    (summary,) = entry(date=date).iter("summary")
    assert text(summary) == f"{words}It happens"


@pytest.mark.parametrize(("count", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_a_topic_counts_in_good_english(count: int, told: str) -> None:
    view = TopicView(id="t", url="topics/t/", title="T", question="Q?", answer="A.", claims=(), count=count)
    assert text(component("topic", "card")(view)) == f"Q? A. T · {told}"


@pytest.mark.parametrize(("count", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_a_text_in_a_list_says_whose_it_is_and_counts_its_claims(count: int, told: str) -> None:
    view = TextView(
        id="t",
        url="texts/t/",
        title="The speech",
        name="the speech",
        speaker=Link(title="Ann", url="speakers/ann/"),
        role="Speaks",
        form="speech",
        date=DAY,
        summary=None,
        finding=None,
        reporter="",
        claims=(CARD,) * count,
    )
    assert text(component("topic", "text")(view)) == f"The speech Ann (Speaks), 1 May 2019 Speech · {told}"


def chart(points: dict[str, str], sources: int = 1, events: int = 0, **changes: Any) -> Element:
    fields = {"title": "Figures", "description": "They rise.", "unit": "US dollars", "note": "With caution."}
    marks = [f"event-{n}" for n in range(events)]
    [record] = parsed(series=[series(points=points, marks=marks, **fields, **changes)]).dataset.series
    days = ((Edtf.parse(f"2015-{n:02}-01"), Link(title=f"Day {n}", url=f"timeline/#{n}")) for n in range(1, events + 1))
    drawn = charts.draw(record, [Link(title="A source", url="sources/s/")] * sources, ENGLISH, days)
    return component("chart", "chart")(drawn)


def in_chart(made: Element, name: str) -> list[str]:
    return [text(e) for e in made.iter() if e.get("class") == f"chart__{name}"]


def rows(made: Element) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in made.iter("tr")]


def test_what_a_drawing_marks_is_told_in_words_under_it() -> None:
    made = chart(
        {"2015": "1", "2016": "2"},
        events=2,
        incomplete=["2016"],
        target={"value": "3", "label": "What Ann wanted"},
    )
    (key,) = (e for e in made.iter("ul") if e.get("class") == "chart__key")
    assert [text(line) for line in key.iter("li")] == [
        "1 1 January 2015: Day 1",
        "2 1 February 2015: Day 2",
        "What Ann wanted",
        "not complete",
    ]
    assert [a.attrib["href"] for a in key.iter("a")] == ["/timeline/#1", "/timeline/#2"]
    assert [in_chart(made, name) for name in ("number", "value")] == [["1", "2"], ["1", "2"]]
    assert rows(made) == [["Date", "US dollars"], ["2015", "1"], ["2016", "2 (not complete)"]]


def test_a_column_stands_in_the_middle_of_its_place() -> None:
    columns = [e for e in chart({"2015": "1", "2016": "2"}).iter("rect") if e.get("class") == "chart__column"]
    assert [(e.attrib["x"], e.attrib["width"]) for e in columns] == [("6.0%", "38.0%"), ("56.0%", "38.0%")]


def test_a_drawing_that_marks_nothing_has_no_key() -> None:
    made = chart({"2015": "1", "2017": "2"})
    assert not in_chart(made, "key")
    assert not [e for e in made.iter() if e.get("class") in {"chart__target", "chart__mark"}]
    assert rows(made) == [["Date", "US dollars"], ["2015", "1"], ["2016", "no figure found"], ["2017", "2"]]


def test_what_the_figures_show_heads_a_drawing_and_what_they_count_stands_under_it() -> None:
    plain, telling = chart({"2015": "1", "2016": "2"}), chart({"2015": "1", "2016": "2"}, finding="They rose")
    assert [in_chart(plain, name) for name in ("title", "unit")] == [["Figures"], ["US dollars"]]
    assert [in_chart(telling, name) for name in ("title", "unit")] == [["They rose"], ["Figures (US dollars)"]]
    assert [text(e) for e in telling.iter("caption")] == ["Figures"]


@pytest.mark.parametrize(
    ("sources", "told"), [(1, "Source and figures A source"), (2, "Sources and figures A source; A source")]
)
def test_a_figure_names_its_sources_in_good_english(sources: int, told: str) -> None:
    made = chart({"2015": "1", "2016": "2"}, sources)
    (fold,) = made.iter("details")
    assert " ".join(text(e) for e in fold if e.tag != "table") == told
