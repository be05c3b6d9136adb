"""The built site: what must hold of every page, and that every record is where its readers look for it.

`any_site` is the real site and three small ones in turn: a rule also holds where a list is empty or a text hostile.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from claims.data.model import Claim, Dataset, Event, Series, Stance, by_id
from claims.site.labels import LOCAL_SITE, NAMES
from conftest import PUBLISHED
from pages import JSON_LD, Page, Site, said, text
from sheets import Matcher, Rule, rules

NAMED = {"a", "button", "summary", "caption", "legend", "label", "option", "h1", "h2", "h3", "h4", "h5", "h6"}
FILLED = {
    "p",
    "li",
    "dt",
    "dd",
    "ul",
    "ol",
    "dl",
    "nav",
    "section",
    "article",
    "figcaption",
    "th",
    "blockquote",
    "title",
}
LANDMARKS = {"article", "aside", "main", "nav", "section"}
PHRASING = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "em", "cite", "time", "dfn", "label", "button",
            "sup", "code"}  # fmt: skip
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "article", "nav", "figure", "blockquote", "form", "details",
          "header", "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for", "list", "form")
_MOST = 12
"""Of pages that are alike, as many as are looked at where each takes long."""
RECORDS = "claim|topic|source|speaker|event|term"


# Every page is HTML


def test_every_page_parses_without_an_error(any_site: Site) -> None:
    assert [(page, page.errors) for page in any_site.documents if page.errors] == []


def test_every_page_begins_with_the_doctype_and_names_its_language(any_site: Site) -> None:
    head = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    assert [page for page in any_site.documents if not page.raw.startswith(head)] == []


def test_no_id_stands_twice_on_a_page(any_site: Site) -> None:
    twice = [(page, [id for id, count in Counter(page.ids).items() if count > 1]) for page in any_site.pages]
    assert [found for found in twice if found[1]] == []


def test_every_id_can_be_linked_to(any_site: Site) -> None:
    assert [(page, id) for page in any_site.pages for id in page.ids if not re.fullmatch(r"[\w.-]+", id)] == []


def test_lists_hold_items_and_nothing_else(any_site: Site) -> None:
    inside = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}}
    wrong = [
        (page, parent.tag, child.tag)
        for page in any_site.pages
        for parent in page.all(*inside)
        for child in parent
        if child.tag not in inside[parent.tag]
    ]
    assert wrong == []


def test_every_item_stands_in_a_list(any_site: Site) -> None:
    around = {"li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}}
    items = [(page, item) for page in any_site.pages for item in page.all(*around)]
    assert [(page, item.tag) for page, item in items if page.parents[item].tag not in around[item.tag]] == []


def test_every_term_of_a_list_has_its_description(any_site: Site) -> None:
    groups = [(page, group) for page in any_site.pages for group in page.all("div") if page.parents[group].tag == "dl"]
    wrong = [(page, [child.tag for child in group]) for page, group in groups]
    assert [found for found in wrong if found[1] != ["dt", "dd"]] == []


def test_no_block_stands_inside_a_line(any_site: Site) -> None:
    wrong = [
        (page, parent.tag, child.tag)
        for page in any_site.pages
        for parent in page.all(*PHRASING)
        for child in parent.iter()
        if child is not parent and child.tag in BLOCKS
    ]
    assert wrong == []


def test_no_link_or_control_stands_inside_another(any_site: Site) -> None:
    # In the text of the page: a browser's parser would have taken nested links apart.
    wrong = []
    for page in any_site.pages:
        depth = 0
        for tag in re.findall(r"<(/?)(?:a|button|select|summary|label)\b(?=[\s>])", page.raw):
            depth += -1 if tag else 1
            # A label holds its control.
            wrong += [page] if depth > 1 and not page.with_class("filter__option") else []
    assert wrong == []


def test_every_table_has_a_caption_and_every_header_a_scope(any_site: Site) -> None:
    tables = [(page, table) for page in any_site.pages for table in page.all("table")]
    wrong = [
        page
        for page, table in tables
        if table[0].tag != "caption" or any(th.get("scope") not in {"col", "row"} for th in table.iter("th"))
    ]
    assert wrong == []


def test_every_row_of_a_table_has_as_many_cells(any_site: Site) -> None:
    tables = [(page, table) for page in any_site.pages for table in page.all("table")]
    assert [page for page, table in tables if len({len(row) for row in table.iter("tr")}) > 1] == []


def test_every_time_is_one(any_site: Site) -> None:
    wrong = []
    for page in any_site.pages:
        for element in page.all("time"):
            parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", element.attrib["datetime"])
            try:
                date(*(int(part or 1) for part in parts.groups()))  # type: ignore[union-attr, arg-type]
            except (AttributeError, ValueError):
                wrong.append((page, element.attrib["datetime"]))
    assert wrong == []


# Every page says what it is


def test_every_title_is_its_own_and_ends_with_the_name_of_the_site(any_site: Site) -> None:
    titles = Counter(page.title for page in any_site.documents)
    assert [title for title, count in titles.items() if count > 1 or not title.endswith(" · Claim by Claim")] == []


def test_every_page_has_one_h1_and_no_other_page_has_the_same(any_site: Site) -> None:
    assert [page for page in any_site.pages if len(page.all("h1")) != 1] == []
    assert [h1 for h1, count in Counter(page.h1 for page in any_site.pages).items() if count > 1] == []


def test_every_title_says_what_the_h1_says(any_site: Site) -> None:
    def plain(words: str) -> str:
        return re.sub(r"\(“.*?”\)|[\W_]", "", words)  # a source's h1 adds a gloss and sets its parts in a row

    wrong = [page for page in any_site.pages if plain(page.title.removesuffix(" · Claim by Claim")) != plain(page.h1)]
    assert wrong == []


def test_every_page_has_a_description_that_no_other_has(any_site: Site) -> None:
    found = Counter(
        meta.attrib["content"].strip()
        for page in any_site.pages
        for meta in page.all("meta")
        if meta.get("name") == "description"
    )
    assert sum(found.values()) == len(any_site.pages)
    assert [words for words, count in found.items() if count > 1 or not words] == []


def test_no_level_of_heading_is_skipped(any_site: Site) -> None:
    levels = [(page, [int(heading.tag[1]) for heading in page.headings]) for page in any_site.pages]
    assert [page for page, found in levels if found[0] != 1] == []
    assert [(page, a, b) for page, found in levels for a, b in pairwise(found) if b - a > 1] == []


def test_every_page_has_one_header_one_main_part_and_one_footer(any_site: Site) -> None:
    def landmarks(page: Page) -> list[str]:
        """Those of the page: a header or footer inside an article or a section is the part's own."""
        found = page.all("header", "main", "footer")
        return [e.tag for e in found if not any(above.tag in LANDMARKS for above in page.above(e))]

    assert [page for page in any_site.pages if landmarks(page) != ["header", "main", "footer"]] == []


def test_the_first_link_skips_to_the_content(any_site: Site) -> None:
    def first_leads_to_main(page: Page) -> bool:
        return page.all("a")[0].get("href") == f"#{page.main.get('id')}" and page.main.get("tabindex") == "-1"

    assert [page for page in any_site.pages if not first_leads_to_main(page)] == []


def test_every_part_with_a_role_has_a_name_and_no_two_navigations_share_one(any_site: Site) -> None:
    wrong = []
    for page in any_site.pages:
        names = [_name(page, e) for e in page.all("nav")]
        wrong += [(page, names)] if len(set(names)) < len(names) or not all(names) else []
        wrong += [
            (page, element.tag)
            for element in page.elements
            if (element.tag in {"section", "form"} or element.get("role") == "region") and not _name(page, element)
        ]
    assert wrong == []


def test_every_reference_to_another_element_leads_to_one(any_site: Site) -> None:
    wrong = [
        (page, attribute, name)
        for page in any_site.pages
        for element in page.elements
        for attribute in REFERENCES
        for name in element.get(attribute, "").split()
        if name not in page.ids
    ]
    assert wrong == []


def test_every_link_heading_and_control_says_something(any_site: Site) -> None:
    wrong = [
        (page, e.tag, e.attrib) for page in any_site.pages for e in page.elements if e.tag in NAMED and not said(e)
    ]
    assert [found for found in wrong if found[1] != "a" or "href" in found[2]] == []


def test_nothing_that_holds_text_is_empty(any_site: Site) -> None:
    wrong = [
        (page, element.tag, element.attrib)
        for page in any_site.pages
        for element in page.elements
        if element.tag in FILLED and not text(element)
    ]
    assert wrong == []


def test_every_control_has_a_label(any_site: Site) -> None:
    wrong = []
    for page in any_site.pages:
        labelled = {label.get("for") for label in page.all("label")}
        for control in page.all("input", "select", "textarea"):
            inside = any(above.tag == "label" for above in page.above(control))
            wrong += [] if inside or control.get("id") in labelled else [(page, control.attrib)]
    assert wrong == []


def test_every_drawing_has_a_name_or_is_hidden(any_site: Site) -> None:
    wrong = []
    for page in any_site.pages:
        for drawing in page.all("svg:svg"):
            if any(above.tag == "svg:svg" for above in page.above(drawing)):
                continue
            named = drawing.get("role") == "img" and _name(page, drawing)
            hidden = any(e.get("aria-hidden") == "true" for e in (drawing, *page.above(drawing)))
            wrong += [] if bool(named) != hidden else [(page, drawing.attrib)]
    assert wrong == []


def test_nothing_that_takes_the_focus_is_hidden(any_site: Site) -> None:
    wrong = [
        (page, element.attrib)
        for page in any_site.pages
        for element in page.all("a", "button", "input", "select", "summary")
        if any(e.get("aria-hidden") == "true" for e in (element, *page.above(element)))
    ]
    assert wrong == []


def _name(page: Page, element: Element) -> str:
    """The name assistive technology gives to an element with a role."""
    if ids := element.get("aria-labelledby"):
        return " ".join(text(page.by_id(id)) for id in ids.split())
    return element.get("aria-label", "").strip()


# Nothing acts, nothing comes from elsewhere


def test_every_script_is_a_file_of_the_site(any_site: Site) -> None:
    scripts = [(page, script) for page in any_site.pages for script in page.scripts]
    assert [page for page, script in scripts if not script.get("src") or text(script)] == []


def test_every_block_of_data_is_json_of_one_context(any_site: Site) -> None:
    blocks = [(page, block) for page in any_site.pages for block in page.data]
    assert blocks
    assert [page for page, block in blocks if list(block.attrib) != ["type"]] == []
    assert {json.loads(text(block))["@context"] for _, block in blocks} == {"https://schema.org"}


def test_a_strict_policy_would_refuse_nothing(any_site: Site) -> None:
    tags = {"style", "base", "iframe", "object", "embed", "svg:script", "svg:style", "svg:foreignObject"}
    wrong = [
        (page, element.tag, name)
        for page in any_site.pages
        for element in page.elements
        for name in ("", *element.attrib)
        if element.tag in tags
        or name == "style"
        or name.startswith("on")
        # The policy itself, and no refresh or other thing that a header should say.
        or (name == "http-equiv" and element.attrib[name] != "Content-Security-Policy")
    ]
    assert wrong == []


def test_no_address_is_a_script(any_site: Site) -> None:
    schemes = {urlsplit(value).scheme for page in any_site.pages for _, _, value in page.addresses}
    assert schemes <= {"", "http", "https", "mailto"}


def test_whatever_a_page_needs_comes_from_the_site(any_site: Site) -> None:
    fetched = {"link", "script", "img", "source", "audio", "video", "track", "input", "svg:image", "svg:use", "form"}
    wrong = [
        (page, value)
        for page in any_site.pages
        for element, _, value in page.addresses
        if element.tag in fetched and not any_site.target(page, value)
    ]
    assert wrong == []


def test_whatever_a_style_sheet_needs_comes_from_the_site(any_site: Site) -> None:
    sheets = {path: any_site.read(path) for path in any_site.files if path.endswith(".css")}
    assert sheets
    assert [path for path, sheet in sheets.items() if re.search(r"@import|https?:|url\(\s*['\"]?//", sheet)] == []


def test_nothing_of_the_machinery_shows(site: Site) -> None:
    signs = re.compile(rf'\{{\{{|\}}\}}|\{{%|Undefined|Markup\(|\]\(|href="(?:{RECORDS}):|<(?:built-in|claims\.)')
    # Braces of JSON and of BibTeX stand as close as a template's.
    braced = re.compile(
        rf'(?s)<script type="{re.escape(JSON_LD)}">.*?</script>'
        r'|<pre class="cite__code"><code id="citation-[a-z.]+">.*?</code></pre>'
    )
    printed = [(page, braced.sub(lambda block: re.sub("[{}]", "", block[0]), page.raw)) for page in site.pages]
    assert [(page, found[0]) for page, raw in printed if (found := signs.search(raw))] == []


def test_no_missing_value_is_printed(any_site: Site) -> None:
    authored = " ".join(any_site.read("data/v2/claims.yaml").split()) + "None so far."
    missing = re.compile(r"(?:^|\W)(?:None|nan|True|False)(?:$|\W+\w*)")
    wrong = []
    for page in any_site.pages:
        values = [value for e in page.elements for value in (e.text or "", e.tail or "", *e.attrib.values())]
        for value in {" ".join(value.split()) for value in values}:
            found = missing.search(value)
            wrong += [(page, value)] if found and (found[0] == value or found[0].strip() not in authored) else []
    assert wrong == []


# Every link leads somewhere


@pytest.mark.parametrize(
    "built",
    [
        "site",
        "relative_site",
        "published_site",
        "bare_site",
        "many_site",
        "hostile_site",
        "split_site",
        "split_from_disk",
    ],
)
def test_every_address_leads_somewhere(built: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(built)
    wrong = []
    for page in site.documents:
        for _, _, value in page.addresses:
            try:
                site.target(page, value)
            except LookupError as error:
                wrong.append((page, str(error)))
    assert wrong == []


def test_a_site_from_disk_needs_nobody_to_find_its_pages(relative_site: Site) -> None:
    addresses = [(page, value) for page in relative_site.pages for _, _, value in page.addresses]
    inside = [(page, value) for page, value in addresses if not urlsplit(value).scheme and not value.startswith("#")]
    assert inside
    files = re.compile(r"[\w-]+\.(?:html|css|js|svg|png|ico|yaml|json|csv|bib|ics)(?:#|$)")
    assert [found for found in inside if not files.search(found[1])] == []


def test_a_published_site_names_its_address_in_every_link(published_site: Site) -> None:
    links = [value for page in published_site.pages for e, _, value in page.addresses if e.tag != "form"]
    assert [link for link in links if not link.startswith(("#", "http://", "https://"))] == []
    assert any(link.startswith(f"{PUBLISHED}/claims/") for link in links)


def test_the_three_builds_hold_the_same_pages(site: Site, relative_site: Site, published_site: Site) -> None:
    assert {page.path: page.words for page in relative_site.pages} == {page.path: page.words for page in site.pages}
    assert {page.path: _anywhere(page) for page in published_site.pages} == {
        page.path: _anywhere(page) for page in site.pages
    }


def _anywhere(page: Page) -> str:
    """What a page says, less what it says of the site's address: its own where it is cited, and on `/data/` the feeds,
    the beginnings of addresses in examples, and the weight of files that hold addresses."""
    own = re.escape(f"{PUBLISHED}/{page.path.removesuffix('index.html')}")
    words = re.sub(rf' url = {{{own}}},|, "URL": "{own}"| {own}(?= BibTeX )', "", page.words)
    if page.path != "data/index.html":
        return words
    for link in page.all("a"):
        if link.get("href", "").endswith(".atom"):
            words = words.replace(f" {text(link)} (Atom)", "", 1)
    words = words.replace(PUBLISHED, LOCAL_SITE)
    words = words.replace(", counted from its root where the site has no address of its own", "")
    return re.sub(r"\b[0-9a-f]{64}\b|[0-9,]+(?= bytes)", "…", words)


def test_no_page_is_an_orphan(any_site: Site) -> None:
    linked = {target for page in any_site.pages for target in any_site.links[page.path] if target != page.path}
    assert [page for page in any_site.pages if page.path not in linked] == [any_site.page("404.html")]


def test_every_claim_is_within_three_clicks_of_the_first_page(any_site: Site) -> None:
    clicks = {"index.html": 0}
    queue = deque(clicks)
    while queue:
        path = queue.popleft()
        for target in any_site.links[path]:
            if target.endswith(".html") and target not in clicks:
                clicks[target] = clicks[path] + 1
                queue.append(target)
    claims = [page.path for page in any_site.pages if re.fullmatch(r"claims/.+/index\.html", page.path)]
    far = [path for path in claims if clicks.get(path, 9) > 3]
    assert far == []


def test_the_entry_of_the_page_in_the_navigation_is_marked(site: Site) -> None:
    marked = defaultdict(set)
    for page in site.pages:
        for link in page.with_class("site-nav__link"):
            if mark := link.get("aria-current"):
                marked[mark].add((page.path.split("/")[0], page.path.count("/") == 1, text(link)))
    tops = {
        ("timeline", True, "Timeline"),
        ("topics", True, "Topics"),
        ("claims", True, "Claims"),
        ("sources", True, "Sources"),
        ("search", True, "Search"),
    }
    assert marked["page"] == tops
    assert marked["true"] == {(folder, False, title) for folder, _, title in tops - {("timeline", True, "Timeline")}}


# Whatever is told of a record is told from both sides


@pytest.fixture(params=["site", "many_site"], scope="session")
def full_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and one with more of everything."""
    found: Site = request.getfixturevalue(request.param)
    return found


def _leads(site: Site, page: str, target: str) -> bool:
    return target in site.links[f"{page}index.html"]


def _sources_of(claim: Claim) -> set[str]:
    return {appearance.source for appearance in claim.appearances} | {evidence.source for evidence in claim.evidence}


def _ties(data: Dataset) -> Iterator[tuple[str, str, str]]:
    """Pairs of pages that must lead to each other, and in what way they are tied; an event is a place on a page."""
    for claim in data.claims:
        here = f"claims/{claim.id}/"
        yield from (("claim and topic", here, f"topics/{topic}/") for topic in claim.topics)
        yield from (("claim and source", here, f"sources/{source}/") for source in _sources_of(claim))
        yield from (("claim and speaker", here, f"speakers/{a.speaker}/") for a in claim.appearances)
        yield from (("claim and claim", here, f"claims/{relation.claim}/") for relation in claim.relations)
    for series in data.series:
        yield from (("figures and source", f"topics/{series.topics[0]}/", f"sources/{s}/") for s in series.sources)


@pytest.mark.parametrize(
    "tie", ["claim and topic", "claim and source", "claim and speaker", "claim and claim", "figures and source"]
)
def test_two_records_that_are_tied_lead_to_each_other(full_site: Site, tie: str) -> None:
    ties = [(here, there) for name, here, there in _ties(full_site.dataset) if name == tie]
    assert ties
    assert [(a, b) for a, b in ties if not _leads(full_site, a, f"{b}index.html")] == []
    assert [(b, a) for a, b in ties if not _leads(full_site, b, f"{a}index.html")] == []


def test_events_lead_to_their_claims_and_sources_and_these_back(full_site: Site) -> None:
    timeline = full_site.page("timeline/")
    wrong = []
    for event in full_site.dataset.events:
        entry = timeline.by_id(f"event-{event.id}")
        there = {full_site.target(timeline, a.attrib["href"]) for a in entry.iter("a")}
        files = {target.file for target in there if target}
        pages = [f"claims/{claim}/index.html" for claim in event.claims]
        pages += [f"sources/{source}/index.html" for source in event.sources]
        wrong += [(event.id, page) for page in pages if page not in files]
        wrong += [
            (page, event.id) for page in pages if f"timeline/index.html#event-{event.id}" not in full_site.links[page]
        ]
    assert wrong == []


def test_terms_lead_to_their_sources_and_these_back(full_site: Site) -> None:
    ties = [
        (f"glossary/index.html#term-{t.id}", f"sources/{s}/index.html")
        for t in full_site.dataset.glossary
        for s in t.sources
    ]
    assert ties
    assert [tie for tie in ties if tie[1] not in full_site.links["glossary/index.html"]] == []
    assert [tie for tie in ties if tie[0] not in full_site.links[tie[1]]] == []


# Every claim is where its readers look for it


def test_every_claim_is_on_every_page_that_lists_it(full_site: Site) -> None:
    listed = [
        (page, f"claims/{claim.id}/index.html")
        for claim in full_site.dataset.claims
        for page in [
            "",
            "claims/",
            *(f"topics/{topic}/" for topic in claim.topics),
            *(f"sources/{source}/" for source in _sources_of(claim)),
            *(f"speakers/{appearance.speaker}/" for appearance in claim.appearances),
        ]
    ]
    assert [found for found in listed if not _leads(full_site, *found)] == []


def test_every_claim_has_a_page_that_says_what_was_claimed(full_site: Site) -> None:
    wrong = []
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        wrong += [claim.id] if page.h1 != claim.title or plain(claim.statement) not in page.words else []
    assert wrong == []


def test_every_dated_claim_is_on_the_timeline(full_site: Site) -> None:
    timeline = full_site.links["timeline/index.html"]
    dated = [claim.id for claim in full_site.dataset.claims if claim.date]
    assert dated
    assert [id for id in dated if f"claims/{id}/index.html" not in timeline] == []


def test_every_verdict_and_its_reasoning_is_printed(full_site: Site) -> None:
    wrong = []
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        verdict = text(page.with_class("verdict")[0])
        if claim.verdict is None:
            wrong += [] if verdict.startswith("Verdict: Not yet reviewed") else [claim.id]
            continue
        words = text(page.main, without="marker")
        told = f"Verdict: {NAMES[claim.verdict.label]} {claim.verdict.summary} How verdicts are reached"
        wrong += [] if verdict == told else [claim.id]
        wrong += [claim.id for part in claim.verdict.reasoning.split("\n\n") if plain(part) not in words]
    assert wrong == []


def test_a_claim_without_a_verdict_says_so_wherever_it_stands(many_site: Site) -> None:
    waiting = {claim.title for claim in many_site.dataset.claims if not claim.verdict}
    cards = [card for page in many_site.pages for card in page.with_class("claim")]
    said_of = [text(card) for card in cards if any(text(a) in waiting for a in card.iter("a"))]
    assert said_of
    assert [words for words in said_of if not words.endswith(" Not yet reviewed.")] == []


def test_every_piece_of_evidence_is_printed_with_its_stance_and_source(full_site: Site) -> None:
    wrong = []
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        found = [
            (group.attrib["data-stance"], text(passage))
            for group in page.with_class("evidence")
            for passage in page.with_class("passage", group)
        ]
        for evidence in claim.evidence:
            parts = [plain(evidence.note), evidence.words or "", full_site.publishers[evidence.source]]
            match = [words for stance, words in found if stance == evidence.stance and all(p in words for p in parts)]
            wrong += [] if match else [(claim.id, evidence.source)]
        wrong += [] if len(found) == len(claim.evidence) else [(claim.id, len(found))]
    assert wrong == []


def test_evidence_stands_stance_by_stance_and_is_numbered_through(full_site: Site) -> None:
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        stances = [group.attrib["data-stance"] for group in page.with_class("evidence")]
        assert stances == [stance for stance in Stance if stance in {e.stance for e in claim.evidence}]
        numbers = [passage.attrib["id"] for passage in page.with_class("passage")]
        assert numbers == [f"evidence-{n}" for n in range(1, len(claim.evidence) + 1)]
        starts = [int(ol.attrib["start"]) for ol in page.with_class("evidence__list")]
        assert starts == [1 + sum(e.stance in stances[:n] for e in claim.evidence) for n in range(len(stances))]


def test_every_source_that_the_reasoning_names_has_a_marker_to_its_passage(full_site: Site) -> None:
    wrong = []
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        named = set(re.findall(r"\]\(source:([^)]+)\)", claim.verdict.reasoning if claim.verdict else ""))
        wanted = named & {evidence.source for evidence in claim.evidence}
        markers = [a for marker in page.with_class("marker") for a in marker.iter("a")]
        led = {_source_of_passage(full_site, page, a.attrib["href"].removeprefix("#")) for a in markers}
        wrong += [(claim.id, source) for source in wanted ^ led]
    assert wrong == []


def _source_of_passage(site: Site, page: Page, id: str) -> str:
    links = page.with_class("source__link", page.by_id(id))
    target = site.target(page, links[0].attrib["href"])
    assert target is not None
    return target.file.split("/")[1]


def test_every_link_of_the_chain_is_printed_in_its_order(full_site: Site) -> None:
    for claim in full_site.dataset.claims:
        page = full_site.page(f"claims/{claim.id}/")
        links = page.with_class("chain__link")
        assert len(links) == len(claim.appearances)
        for link, appearance in zip(links, claim.appearances, strict=True):
            words = text(link)
            assert words.startswith(appearance.form[0].upper() + appearance.form[1:])
            assert f"speakers/{appearance.speaker}/" in link_targets(full_site, page, link)
            assert f"sources/{appearance.source}/" in link_targets(full_site, page, link)
            assert (f"paragraph {appearance.paragraph}" in words) == bool(appearance.paragraph)
            assert (str(appearance.date) if appearance.date else "date not known") in words


def test_claims_of_a_numbered_paragraph_stand_under_it(full_site: Site) -> None:
    wrong = []
    for claim in full_site.dataset.claims:
        for appearance in claim.appearances:
            page = full_site.page(f"sources/{appearance.source}/")
            if appearance.paragraph:
                heading = page.by_id(f"paragraph-{appearance.paragraph}")
                around = list(page.parents[heading])
                listed = around[around.index(heading) + 1]
                wrong += [] if f"claims/{claim.id}/" in link_targets(full_site, page, listed) else [claim.id]
    assert wrong == []


def test_relations_are_told_from_both_sides(site: Site, dataset: Dataset) -> None:
    titles = {claim.id: claim.title for claim in dataset.claims}
    phrases = {
        "repeats": ("This claim repeats", "This claim is repeated by"),
        "supports": ("This claim supports", "This claim is supported by"),
        "qualifies": ("This claim qualifies", "This claim is qualified by"),
        "contradicts": ("This claim contradicts", "This claim is contradicted by"),
        "context-for": ("This claim is context for", "Context for this claim"),
    }
    told = {(claim.id, words) for claim in dataset.claims for words in _relations_on(site, claim)}
    both = {frozenset((claim.id, r.claim)) for claim in dataset.claims for r in claim.relations}
    for claim in dataset.claims:
        for relation in claim.relations:
            assert (claim.id, f"{phrases[relation.relation][0]} {titles[relation.claim]}") in told
    assert {frozenset((a, id)) for a, words in told for id, title in titles.items() if words.endswith(title)} == both


def _relations_on(site: Site, claim: Claim) -> list[str]:
    page = site.page(f"claims/{claim.id}/")
    lines = page.with_class("claim-list__relation")
    return [f"{text(line)} {text(page.with_class('claim__title', page.parents[line])[0])}" for line in lines]


# Counts


def test_counts_on_the_first_page_are_those_of_the_file(full_site: Site) -> None:
    data, page = full_site.dataset, full_site.page("")
    told = {event_claim for event in data.events for event_claim in event.claims}
    entries = len(data.events) + sum(bool(claim.date) and claim.id not in told for claim in data.claims)
    assert f"into {len(data.claims)} claims" in page.words
    bearing = {evidence.source for claim in data.claims for evidence in claim.evidence}
    assert f"what {len(bearing)} sources show" in page.words
    assert f"{entries} dated entries" in page.words
    assert f"{len(data.topics)} questions" in page.words
    assert len(page.with_class("glance__mark")) == len(data.claims)
    assert len(page.with_class("dot", page.with_class("miniature")[0])) == entries


def test_counts_of_verdicts_are_those_of_the_file(full_site: Site) -> None:
    labels = Counter(NAMES[c.verdict.label if c.verdict else "not-reviewed"] for c in full_site.dataset.claims)
    for path, name in (("", "legend__item"), ("claims/", "verdict-filter__link")):
        page = full_site.page(path)
        told = dict(text(item).rsplit(" ", 1) for item in page.with_class(name))
        assert {k: int(n) for k, n in told.items() if int(n) and k != "All"} == labels
    bar = full_site.page("").with_class("verdict-bar")[0]
    words = bar.attrib["aria-label"].removeprefix("Claims by verdict: ").split(", ")
    assert {k: int(n) for k, n in (part.rsplit(" ", 1) for part in words) if int(n)} == labels
    shares = [float(part.attrib["width"].rstrip("%")) for part in bar]
    assert sum(shares) == pytest.approx(100, abs=0.1)


def test_each_topic_counts_every_claim_about_it(full_site: Site) -> None:
    counts = {t.question: sum(t.id in c.topics for c in full_site.dataset.claims) for t in full_site.dataset.topics}
    for path in ("", "topics/"):
        page = full_site.page(path)
        told = {
            text(page.with_class("topic__question", card)[0]): text(page.with_class("topic__count", card)[0])
            for card in page.with_class("topic")
        }
        assert {q: int(re.findall(r"(\d+) claims?$", words)[0]) for q, words in told.items()} == counts


def test_counts_of_speakers_are_those_of_the_file(full_site: Site) -> None:
    page, sources = full_site.page("speakers/"), by_id(full_site.dataset.sources)
    for item, speaker in zip(page.with_class("speaker"), full_site.dataset.speakers, strict=True):
        claims = full_site.dataset.claims
        roles = Counter(role for c in claims for role, who in c.roles(sources) if who == speaker.id)
        words = text(item)
        assert speaker.name in words
        for role, what in (("said", "made"), ("passed_on", "passed on"), ("ascribed", "ascribed")):
            assert (re.findall(rf"(\d+)(?: claims?)? {what}", words) or ["0"]) == [str(roles[role])]


def test_counts_of_sources_are_those_of_the_file(full_site: Site) -> None:
    page = full_site.page("sources/")
    kinds = Counter(NAMES[source.kind] for source in full_site.dataset.sources)
    told = dict(text(a).rsplit(" ", 1) for a in page.with_class("jump")[0].iter("a"))
    assert {kind: int(count) for kind, count in told.items()} == kinds
    assert sum(len(list(ul)) for ul in page.with_class("source-list")) == len(full_site.dataset.sources)
    assert f"{len(full_site.dataset.sources)} works" in page.words


@pytest.mark.parametrize("path", ["", "claims/"])
def test_the_table_of_evidence_adds_up(full_site: Site, path: str) -> None:
    data = full_site.dataset
    kinds = {source.id: NAMES[source.kind] for source in data.sources}
    counts = Counter((kinds[e.source], NAMES[e.stance]) for claim in data.claims for e in claim.evidence)
    table = full_site.page(path).with_class("balance")[0]
    head, *rows, foot = [[text(cell) for cell in row] for row in table.iter("tr")]
    assert head == ["Kind of source", *(NAMES[stance] for stance in Stance), "All"]
    told = {(row[0], stance): int(n) for row in rows for stance, n in zip(head[1:-1], row[1:-1], strict=True)}
    assert {key: count for key, count in told.items() if count} == counts
    numbers = [[int(cell) for cell in row[1:]] for row in (*rows, foot)]
    assert [row[-1] for row in numbers] == [sum(row[:-1]) for row in numbers]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    assert text(table[0]).endswith(f" {numbers[-1][-1]} passages in all")


# The timeline


def _shown(page: Page) -> list[str]:
    return [event.attrib["id"].removeprefix("event-") for event in page.with_class("event")]


def _entries(data: Dataset) -> list[Event | Claim]:
    """What the timeline holds, oldest first: by year, then by the day it can have begun, the less precise first."""
    told = {claim for event in data.events for claim in event.claims}
    entries = [*data.events, *(claim for claim in data.claims if claim.date and claim.id not in told)]
    return sorted(entries, key=lambda e: (e.date.year, e.date.first, -e.date.last.toordinal(), e.id))  # type: ignore[union-attr]


def test_the_timeline_is_in_time_order(full_site: Site) -> None:
    page = full_site.page("timeline/")
    assert _shown(page) == [entry.id for entry in _entries(full_site.dataset)]
    years = [int(text(heading)) for heading in page.with_class("year__heading")]
    assert years == sorted(set(years))


def test_the_timeline_of_a_topic_is_in_time_order(full_site: Site) -> None:
    entries = _entries(full_site.dataset)
    for topic in full_site.dataset.topics:
        shown = _shown(full_site.page(f"topics/{topic.id}/"))
        assert shown == [entry.id for entry in entries if topic.id in entry.topics]


def test_every_entry_stands_under_its_year_with_its_date_account_and_sources(full_site: Site) -> None:
    page = full_site.page("timeline/")
    accounts = {"op-ed": "The op-ed’s account", "record": "On the record", "both": "Both accounts"}
    for event in full_site.dataset.events:
        entry = page.by_id(f"event-{event.id}")
        words = text(entry)
        year = next(above for above in page.above(entry) if above.get("class") == "year")
        assert year.attrib["id"] == f"year-{event.date.year}"
        assert text(page.with_class("event__title", entry)[0]) == event.title
        assert plain(event.summary) in words
        assert accounts[event.account] in words
        assert [e.attrib["datetime"] for e in entry.iter("time")][:1] == ([event.date.iso] if event.date.iso else [])
        assert [text(a) for a in list(page.with_class("event__sources", entry)[0].iter("a"))] == [
            full_site.publishers[source] for source in event.sources
        ]


@pytest.mark.parametrize(("path", "name"), [("", "miniature__link"), ("timeline/", "strip__link")])
def test_the_years_side_by_side_count_their_entries(full_site: Site, path: str, name: str) -> None:
    counts = Counter(entry.date.year for entry in _entries(full_site.dataset))  # type: ignore[union-attr]
    told = [text(link) for link in full_site.page(path).with_class(name)]
    found = [re.match(r"(\d{4}): (\d+) entr(?:y|ies)\b", words) for words in told]
    assert [(int(match[1]), int(match[2])) for match in found if match] == sorted(counts.items())
    assert len(found) == len(counts)


@pytest.mark.parametrize(("path", "name"), [("", "miniature__year"), ("timeline/", "strip__year")])
def test_a_gap_is_marked_where_years_are_left_out(full_site: Site, path: str, name: str) -> None:
    found = full_site.page(path).with_class(name)
    years = [int(text(year)[:4]) for year in found]
    gaps = [b for a, b in pairwise(years) if b - a > 1]
    assert [year for year, element in zip(years, found, strict=True) if "data-gap" in element.attrib] == gaps


def test_the_bars_of_a_year_are_as_tall_as_its_months_are_full(full_site: Site) -> None:
    entries = _entries(full_site.dataset)
    for column in full_site.page("timeline/").with_class("strip__year"):
        year = int(text(column)[:4])
        months = Counter((entry.date.start or entry.date.end).month for entry in entries if entry.date.year == year)  # type: ignore[union-attr]
        bars = {int(bar.attrib["x"]) + 1: int(bar.attrib["height"]) for bar in column.iter("svg:rect") if bar.get("x")}
        assert bars == {month: count for month, count in months.items() if month}


# The timeline's filters, which are a style sheet: what it hides is worked out here as a browser would


def test_the_filters_name_every_topic(any_site: Site) -> None:
    named = {
        simple.value
        for rule in rules(any_site.read("timeline/filters.css"))
        for simple in rule.simples("attribute")
        if simple.name == "data-topics"
    }
    selects = [select for page in any_site.pages for select in page.with_class("filter__select")]
    offered = {option.attrib["value"] for select in selects for option in select} - {"*"}
    shown = {topic for page in any_site.pages for event in page.with_class("event") if page.with_class("filter")
             for topic in event.get("data-topics", "").split()}  # fmt: skip
    assert named == {topic.id for topic in any_site.dataset.topics}
    # A part of the timeline offers those topics that its entries have.
    assert offered == (shown if len(selects) > 1 else named)


def test_the_filters_show_what_was_asked_for_and_nothing_else(any_site: Site) -> None:
    filtered = [page for page in any_site.pages if page.with_class("filter")]
    assert filtered
    for page in filtered[:_MOST]:
        _the_filters_show_what_was_asked_for_and_nothing_else(any_site, page)


def _the_filters_show_what_was_asked_for_and_nothing_else(any_site: Site, page: Page) -> None:
    entries = {event.attrib["id"]: event for event in page.with_class("event")}
    topics = [e for e in page.all("option") if page.parents[e].get("id") == "filter-topic"]
    accounts = [e for e in page.all("input") if e.get("name") == "account"]
    sheet = rules(any_site.read("timeline/filters.css"))
    for topic in topics:
        for account in accounts:
            hidden = _displayed(sheet, page, {topic, account}, "none")
            wanted = {
                id
                for id, event in entries.items()
                if topic.attrib["value"] in {"*", *event.get("data-topics", "").split()}
                and (
                    account.attrib["value"] == "*" or event.attrib["data-account"] in {account.attrib["value"], "both"}
                )
            }
            asked = (topic.attrib["value"], account.attrib["value"])
            assert {id for id, event in entries.items() if event not in hidden} == wanted, asked
            for year in page.with_class("year"):
                assert (year not in hidden) == any(e.get("id") in wanted for e in year.iter("li")), asked
            told = bool(page.with_class("filter__none")[0] in _displayed(sheet, page, {topic, account}, "block"))
            assert told == (not wanted and asked != ("*", "*")), asked


def _displayed(sheet: Iterable[Rule], page: Page, chosen: set[Element], how: str) -> set[Element]:
    """The elements to which the filters give this `display`."""
    matcher = Matcher(page, lambda element: {"checked"} if element in chosen else set())
    among = [e for name in ("event", "year", "filter__none") for e in page.with_class(name)]
    return {
        element
        for rule in sheet
        if ("display", how) in rule.declarations
        for selector in rule.selectors
        for element in among
        if matcher.matches(element, selector)
    }


# Figures


def test_every_series_is_drawn_on_its_topics(full_site: Site) -> None:
    for series in full_site.dataset.series:
        for topic in full_site.dataset.topics:
            page = full_site.page(f"topics/{topic.id}/")
            assert (f"figure-{series.id}" in [figure.get("id") for figure in page.with_class("chart")]) == (
                topic.id in series.topics
            )


def test_the_words_of_a_figure_hold_every_value(full_site: Site) -> None:
    for page, figure, series in _figures(full_site):
        words = text(next(figure.iter("svg:desc")))
        assert words.startswith(series.description)
        for when, value in series.points:
            assert re.search(rf"\b{re.escape(str(when))}: {_figure(value)}[;.]", words), (page, when)
        assert series.note in text(figure)
        assert series.unit in text(figure)


def test_the_table_of_a_figure_says_what_the_drawing_says(full_site: Site) -> None:
    for page, figure, series in _figures(full_site):
        labels = [text(e) for e in page.with_class("chart__label", figure)]
        values = [text(e) for e in figure.iter("svg:text") if e.get("class") in {"chart__value", "chart__none"}]
        rows = [[text(cell) for cell in row] for row in figure.iter("tr")][1:]
        assert rows == [list(row) for row in zip(labels, values, strict=True)]
        assert {(str(when), _figure(value)) for when, value in series.points} <= {(a, b) for a, b in rows}


def test_a_year_without_a_figure_keeps_its_place_and_is_not_joined(full_site: Site, many_site: Site) -> None:
    gaps = 0
    for page, figure, series in _figures(full_site):
        assert not list(figure.iter("svg:path")) + list(figure.iter("svg:polyline")) + list(figure.iter("svg:line"))
        years = [when.year for when, _ in sorted(series.points, key=lambda point: point[0].sort_key)]
        if any(when.end.month for when, _ in series.points):
            continue
        rows = [[text(cell) for cell in row] for row in figure.iter("tr")][1:]
        assert [row[0] for row in rows] == [str(year) for year in range(years[0], years[-1] + 1)]
        assert {row[0] for row in rows if row[1] == "no figure found"} == {
            str(year) for year in range(years[0], years[-1]) if year not in years
        }
        drawn = page.with_class("chart__bar", figure)
        assert len(drawn) == len(series.points)
        gaps += len(rows) - len(drawn)
    assert gaps or full_site is not many_site  # the real figures need not leave a year out


def test_bars_are_as_long_as_their_values(full_site: Site) -> None:
    for page, figure, series in _figures(full_site):
        widths = [float(bar.attrib["width"].rstrip("%")) for bar in page.with_class("chart__bar", figure)]
        values = [value for _, value in sorted(series.points, key=lambda point: point[0].sort_key)]
        longest = max(widths)
        assert widths == pytest.approx([longest * value / max(values) for value in values], abs=0.01)


def _figures(site: Site) -> Iterator[tuple[Page, Element, Series]]:
    assert site.dataset.series
    for series in site.dataset.series:
        for topic in series.topics:
            page = site.page(f"topics/{topic}/")
            yield page, page.by_id(f"figure-{series.id}"), series


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"


# Words


def test_a_term_is_linked_once_a_page_and_at_its_first_mention(site: Site) -> None:
    wrong = []
    for page in site.pages:
        if page.path == "glossary/index.html":
            continue  # each definition is read on its own
        links = Counter(a.attrib["href"] for a in page.all("a") if "term" in a.get("class", "").split())
        wrong += [(page, href) for href, count in links.items() if count > 1]
    assert wrong == []


def test_every_other_spelling_of_a_source_is_printed_as_cited(site: Site, dataset: Dataset) -> None:
    for source in dataset.sources:
        page = site.page(f"sources/{source.id}/")
        assert (source.title or f"[{source.described}]") in page.h1
        assert source.publisher in page.h1
        assert (str(source.date) if source.date else "Not shown in what was seen") in page.words
        links = [a.attrib["href"] for a in page.with_class("outside")]
        assert links == [url for url in (source.url, source.archived) if url]


def test_hostile_text_is_printed_as_it_was_written(hostile_site: Site) -> None:
    data = hostile_site.dataset
    assert hostile_site.page("claims/bad/").h1 == text_of(data.claims[0].title)
    assert hostile_site.page("claims/bad/").title == f"{text_of(data.claims[0].title)} · Claim by Claim"
    assert "{{ 7 * 7 }} {% raw %}" in hostile_site.page("").words
    assert "49" not in hostile_site.page("topics/all/").words
    assert hostile_site.page("claims/long/").h1 == data.claims[1].title


def test_hostile_prose_keeps_its_words_and_loses_what_acts(hostile_site: Site) -> None:
    page = hostile_site.page("claims/bad/")
    assert "a list" in page.words
    assert "a quotation" in page.words
    assert not page.all("img", "style")
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attrib)]


def plain(markdown: str) -> str:
    """What a text of the file reads as: its links' words without their addresses, on one line."""
    return text_of(re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", markdown).replace("**", "").replace("`", ""))


def text_of(words: str) -> str:
    return " ".join(words.split())


def link_targets(site: Site, page: Page, element: Element) -> set[str]:
    """The folders that links in an element lead to."""
    targets = (site.target(page, a.attrib["href"]) for a in element.iter("a"))
    return {target.file.removesuffix("index.html") for target in targets if target}
