"""The built site: what must hold of every page, and of all of them together.

`any_site` is the real site, that of a wholly different subject and two small ones in turn: a rule also holds where a
list is empty, long or hostile.
"""

import gzip
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement

from claims.site.citations import FOLDER
from support.building import PUBLISHED, ROOT, SUBJECTS
from support.pages import JSON_LD, KINDS, Page, Site, said, text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMED = {"a", "button", "summary", "caption", "legend", "label", "option", *HEADINGS}
FILLED = {
    *("p", "li", "dt", "dd", "ul", "ol", "dl", "nav", "section", "article"),
    *("figcaption", "th", "blockquote", "title"),
}
PHRASING = ("p", *HEADINGS, "span", "strong", "em", "cite", "time", "dfn", "label", "button", "sup", "code")
BLOCKS = {
    *("p", "div", "ul", "ol", "dl", "table", "section", "article", "nav", "figure", "blockquote", "form", "details"),
    *("header", "footer", "main", *HEADINGS),
}
REFERENCES = {"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for", "list", "form"}
FETCHED = {"link", "script", "img", "source", "audio", "video", "track", "input", "image", "use", "form"}
REFUSED = {"style", "base", "iframe", "object", "embed", "foreignobject"}
RECORDS = "text|claim|topic|source|side|speaker|event|term"
HEAVIEST_PAGE = 36_000
"""Bytes of a page, compressed, without what it loads: a second where the network is bad. The timeline is one page."""
HEAVIEST_LIST = 55_000
"""The same of a list of sources, which is one page for each kind, so that its addresses stay."""
PROSE = (ROOT / "content" / "pages", SUBJECTS / "pages")
"""Where the real site and the other one have their prose pages."""

# Rules of one page: each yields what offends it.

Rule = Callable[[Page], Iterator[Any]]


def parses(page: Page) -> Iterator[str]:
    """HTML is without an error."""
    yield from page.errors


def begins_as_html(page: Page) -> Iterator[str]:
    """The doctype comes first, then the language and how the page is encoded."""
    lang = "zh-Hans" if page.path.startswith("zh/") else "en"
    head = f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    if not page.raw.startswith(head):
        yield page.raw[: len(head)]


def ids_are_used_once(page: Page) -> Iterator[str]:
    """No id stands twice, and each can be linked to."""
    yield from (id for id, count in page.ids.items() if count > 1 or not re.fullmatch(r"[\w.-]+", id))


def lines_hold_no_block(page: Page) -> Iterator[tuple[str, str]]:
    """No block stands inside a line."""
    for parent in page.all(*PHRASING):
        yield from ((parent.tag, child.tag) for child in parent.iter() if child is not parent and child.tag in BLOCKS)


def controls_stand_apart(page: Page) -> Iterator[str]:
    """No link or control stands inside another; a label holds its own."""
    depth = 0
    for end in re.findall(r"<(/?)(?:a|button|select|summary|label)\b(?=[\s>])", page.raw):  # parsing takes them apart
        depth += -1 if end else 1
        if depth > 1 and not page.with_class("filter__option"):
            yield end


def tables_are_told(page: Page) -> Iterator[str]:
    """A table has a caption, its headers a scope, and its rows as many cells."""
    for table in page.all("table"):
        scoped = all(th.get("scope") in {"col", "row", "rowgroup"} for th in table.iter("th"))
        widths = set[int]()
        for row in table.iter("tr"):
            widths.add(sum(int(cell.get("colspan", 1)) for cell in row))
        if table[0].tag != "caption" or not scoped or len(widths) > 1:
            yield text(table)


def times_are_dates(page: Page) -> Iterator[str]:
    """A time is a year, a month or a day that there is."""
    for element in page.all("time"):
        parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", element.attrib["datetime"])
        try:
            date(*(int(part or 1) for part in parts.groups()))  # type: ignore[union-attr, arg-type]
        except (AttributeError, ValueError):
            yield element.attrib["datetime"]


def no_level_of_heading_is_skipped(page: Page) -> Iterator[tuple[int, int]]:
    """Headings begin with the first level and go down by one."""
    levels = [0, *(int(heading.tag[1]) for heading in page.all(*HEADINGS))]
    yield from ((a, b) for a, b in pairwise(levels) if b - a > 1)


def the_first_link_skips_to_the_content(page: Page) -> Iterator[str]:
    """The first link leads to the main part, which can take the focus."""
    if page.all("a")[0].get("href") != f"#{page.main.get('id')}" or page.main.get("tabindex") != "-1":
        yield page.all("a")[0].attrib["href"]


def parts_have_names(page: Page) -> Iterator[str]:
    """Every part with a role has a name, and no two navigations share one."""
    names = [name_of(page, e) for e in page.all("nav")]
    yield from (name for name, count in Counter(names).items() if count > 1)
    for element in page.elements:
        if (element.tag in {"section", "form", "nav"} or element.get("role") == "region") and not name_of(
            page, element
        ):
            yield element.tag


def references_lead_to_elements(page: Page) -> Iterator[tuple[str, str]]:
    """Every reference to another element leads to one."""
    for element in page.elements:
        for attribute in REFERENCES & {*element.keys()}:
            yield from ((attribute, name) for name in element.get(attribute, "").split() if name not in page.ids)


def everything_says_something(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    """Links, headings and controls say something, and nothing that holds text is empty."""
    for e in page.elements:
        if (e.tag in NAMED and not said(e) and (e.tag != "a" or "href" in e.attrib)) or (
            e.tag in FILLED and not text(e)
        ):
            yield e.tag, e.attrib


def drawings_are_named_or_hidden(page: Page) -> Iterator[dict[str, str]]:
    """Every drawing has a name or is hidden."""
    for drawing in page.all("svg"):
        around = [drawing, *drawing.iterancestors()]
        named = drawing.get("role") == "img" and bool(name_of(page, drawing))
        hidden = any(element.get("aria-hidden") == "true" for element in around)
        if not any(e.tag == "svg" for e in around[1:]) and named == hidden:
            yield drawing.attrib


def scripts_are_files(page: Page) -> Iterator[str]:
    """Every script is a file of the site; other blocks are JSON for machines."""
    yield from (text(script) for script in page.scripts if not script.get("src") or text(script))
    for block in page.data:
        if list(block.attrib) != ["type"] or json.loads(text(block))["@context"] != "https://schema.org":
            yield text(block)


def a_strict_policy_would_refuse_nothing(page: Page) -> Iterator[tuple[str, str]]:
    """There is no style and no handler in the page, and nothing embedded."""
    yield from ((element.tag, "") for element in page.all(*REFUSED))
    yield from ((script.getparent().tag, "script") for script in page.all("script") if script.xpath("ancestor::svg"))
    for element in page.elements:
        for name in element.attrib:
            # The policy itself, and no refresh or other thing that a header should say.
            equivalent = name == "http-equiv" and element.attrib[name] != "Content-Security-Policy"
            if name == "style" or name.startswith("on") or equivalent:
                yield element.tag, name


def no_address_is_a_script(page: Page) -> Iterator[str]:
    """Addresses lead to pages and to people."""
    schemes = {"", "http", "https", "mailto"}
    yield from (value for _, value in page.addresses if urlsplit(value).scheme not in schemes)


def explained_words_are_explained(page: Page) -> Iterator[str]:
    """Whatever a word is explained by in place is there, and stands at length where it leads."""
    yield from (text(e) for e in page.with_class("term") if not e.get("data-definition") or "#" not in e.attrib["href"])


def is_light(page: Page) -> Iterator[int]:
    """A page weighs little, as a host sends it."""
    most = HEAVIEST_LIST if page.path.removeprefix("zh/").startswith("sources/") else HEAVIEST_PAGE
    if (weight := len(gzip.compress(page.raw.encode()))) > most:
        yield weight


RULES: list[Rule] = [
    *(parses, begins_as_html, ids_are_used_once, lines_hold_no_block),
    *(controls_stand_apart, tables_are_told, times_are_dates, no_level_of_heading_is_skipped),
    *(the_first_link_skips_to_the_content, parts_have_names, references_lead_to_elements, everything_says_something),
    *(drawings_are_named_or_hidden, scripts_are_files, a_strict_policy_would_refuse_nothing, no_address_is_a_script),
    *(explained_words_are_explained, is_light),
]
"""What axe finds too (tests/browser/test_kinds.py) stands here where lists that are empty or long could change it."""
OF_REDIRECTS = {parses, begins_as_html}
"""Rules also of what stands where a page was before."""


def test_every_page_keeps_the_rules(any_site: Site) -> None:
    for rule in RULES:
        for page in any_site.documents if rule in OF_REDIRECTS else any_site.pages:
            assert [*rule(page)] == [], (rule.__name__, page)


def test_a_page_of_each_kind_keeps_the_rules_in_another_language(site: Site) -> None:
    for kind in KINDS.keys() - {"not found"}:
        page = site.page(f"zh/{site.of_kind(kind)}")
        for rule in RULES:
            assert [*rule(page)] == [], (rule.__name__, kind)


def name_of(page: Page, element: HtmlElement) -> str:
    """The name assistive technology gives to an element with a role."""
    if ids := element.get("aria-labelledby"):
        return " ".join(text(page.root.get_element_by_id(id)) for id in ids.split())
    return element.get("aria-label", "").strip()


# Rules of all pages together


def test_no_two_pages_have_the_same_title_heading_or_description(any_site: Site) -> None:
    titles = [page.title for page in any_site.documents]
    headings, descriptions = list[str](), list[str]()
    for page in any_site.pages:
        assert page.metas()["description"].strip()
        headings.append(page.h1)
        if not page.path.startswith("claims/"):  # of two claims one thing may have been found
            descriptions.append(page.metas()["description"])
    for words in (titles, headings, descriptions):
        assert all(words)
        assert [text for text, count in Counter(words).items() if count > 1] == []


def test_whatever_a_page_or_a_style_sheet_needs_comes_from_the_site(any_site: Site) -> None:
    for page in any_site.pages:
        for element, value in page.addresses:
            if element.tag in FETCHED:
                assert any_site.target(page, value), (page, value)
    sheets = [path for path in any_site.files if path.endswith(".css")]
    assert sheets
    for path in sheets:
        assert not re.search(r"@import|https?:|url\(\s*['\"]?//", any_site.read(path)), path


def test_nothing_of_the_machinery_shows(other_site: Site) -> None:
    signs = re.compile(rf'\{{\{{|\}}\}}|\{{%|Undefined|Markup\(|\]\(|href="(?:{RECORDS}):|<(?:built-in|claims\.)')
    # Braces of JSON stand as close as a template's.
    braced = re.compile(rf'(?s)<script type="{re.escape(JSON_LD)}">.*?</script>')
    for page in other_site.pages:
        printed = braced.sub(lambda block: re.sub("[{}]", "", block[0]), page.raw)
        assert signs.findall(printed) == [], page


def test_no_missing_value_is_printed(any_site: Site) -> None:
    authored = any_site.read(f"{FOLDER}/claims.yaml")
    for folder in PROSE:
        for file in folder.glob("*.md"):
            authored += f" {file.read_text(encoding='utf-8')}"
    authored = f"{' '.join(authored.split())} None so far."
    missing = re.compile(r"(?:^|\W)(?:None|nan|True|False)(?:$|\W+\w*)")
    wrong = []
    for page in any_site.pages:
        values = set[str]()
        for element in page.elements:
            values |= {element.text or "", element.tail or "", *element.attrib.values()}
        for value in {" ".join(value.split()) for value in values}:
            found = missing.search(value)
            wrong += [(page, value)] if found and (found[0] == value or found[0].strip() not in authored) else []
    assert wrong == []


# Links

BUILT = [
    *("site", "other_site", "relative_site", "published_site"),
    *("bare_site", "hostile_site"),
]


@pytest.mark.parametrize("built", BUILT)
def test_every_address_leads_somewhere(built: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(built)
    wrong, translated = [], [site.page(path) for path in sorted(site.files) if re.match(r"zh/.*\.html$", path)]
    for page in (*site.documents, *translated):
        for value in {value for _, value in page.addresses}:
            try:
                site.target(page, value)
            except LookupError as error:
                wrong.append((page, str(error)))
    assert wrong == []


def test_a_site_from_disk_needs_nobody_to_find_its_pages(relative_site: Site) -> None:
    files = re.compile(r"[\w-]+\.(?:html|css|js|svg|png|ico|yaml|json|csv|txt)(?:#|$)")
    for page in relative_site.pages:
        for _, value in page.addresses:
            assert urlsplit(value).scheme or value.startswith("#") or files.search(value), (page, value)


def test_addresses_inside_begin_at_the_root_of_whatever_serves_them(other_site: Site, published_site: Site) -> None:
    for site, root in ((other_site, "/"), (published_site, f"{urlsplit(PUBLISHED).path}/")):
        named = set[tuple[str, str | None]]()
        for page in site.pages:
            for element, value in page.addresses:
                assert urlsplit(value).scheme or value.startswith(("#", root)), (page, value)
                if value.startswith(site.base):
                    named.add((element.tag, element.get("rel")))
        assert named == ({("link", "canonical"), ("link", "alternate")} if site is published_site else set())


def test_each_way_of_building_shows_the_same_words(other_site: Site, relative_site: Site, published_site: Site) -> None:
    assert len(relative_site.pages) == len(other_site.pages) == len(published_site.pages)
    for page in other_site.pages:
        assert relative_site.page(page.path).words == page.words
        if page.path != "data/index.html":  # which weighs files that hold addresses
            assert adds(page.words, published_site.page(page.path).words), page


def adds(words: str, published: str) -> bool:
    """Whether a published page says the same, and more: the site's address, and what only such a site has."""
    more = iter(published.split())
    return all(word in more for word in words.split())


def test_every_page_is_reached_from_the_first_and_every_claim_in_three_clicks(any_site: Site) -> None:
    clicks = {"index.html": 0}
    queue = deque(clicks)
    while queue:
        path = queue.popleft()
        for target in any_site.links(any_site.page(path)):
            if target.endswith(".html") and target not in clicks and not target.startswith("zh/"):
                clicks[target] = clicks[path] + 1
                queue.append(target)
    assert {page.path for page in any_site.pages} - clicks.keys() == {"404.html"}
    far = {path for path, count in clicks.items() if count > 3}
    assert {path for path in far if re.fullmatch(r"claims/[^/]+/index\.html", path)} == set()


def test_the_entry_of_the_page_in_the_navigation_is_marked(other_site: Site) -> None:
    marked = defaultdict(set)
    for page in other_site.pages:
        kind = re.sub("/[^/]+/index", "/*/index", page.path)
        for link in page.with_class("site-nav__link"):
            if mark := link.get("aria-current"):
                marked[mark, text(link)].add(kind)
    assert marked == {
        ("page", "Texts"): {"texts/index.html"},
        ("page", "How it unfolded"): {"timeline/index.html"},
        ("page", "Questions"): {"topics/index.html"},
        ("page", "All claims"): {"claims/index.html"},
        ("page", "Search"): {"search/index.html"},
        ("page", "Method"): {"method/index.html"},
        ("true", "Texts"): {"texts/*/index.html"},
        ("true", "Questions"): {"topics/*/index.html"},
        ("true", "All claims"): {"claims/*/index.html"},
    }


def test_hostile_text_is_printed_as_it_was_written(hostile_site: Site) -> None:
    data = hostile_site.dataset
    assert hostile_site.page("claims/bad/").h1 == f"Claim: {' '.join(data.claims[0].title.split())}"
    assert "{{ 7 * 7 }} {% raw %}" in hostile_site.page("").words
    assert "49" not in hostile_site.page("topics/all/").words
    assert hostile_site.page("claims/long/").h1 == f"Claim: {data.claims[1].title}"
