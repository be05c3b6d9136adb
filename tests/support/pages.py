"""A built folder as its readers meet it: pages parsed as a browser parses them, addresses followed, text as it is read.

html5lib reports where a page is not HTML. Elements are those of ElementTree; names of SVG begin with `svg:`, so that a
drawing's title is not taken for the page's.
"""

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from claims.checks import loader
from claims.model.records import Dataset
from claims.site.citations import FOLDER
from claims.site.site import MAX_SOURCES

T = TypeVar("T")
SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = ("href", "src", "action", "cite", "poster", "data", "srcset")
"""Attributes that hold addresses."""
_START = re.compile(r'<([a-z][\w-]*)((?: [\w:-]+(?:="[^"]*")?)*) ?/?>')
_ATTRIBUTE = re.compile(r' ([\w:-]+)(?:="([^"]*)")?')
JSON_LD = "application/ld+json"
"""A script of this type is data, which a browser does not run."""


KINDS = {
    "home": "",
    "texts": "texts/",
    "text": "texts/{}/",
    "timeline": "timeline/",
    "topics": "topics/",
    "topic": "topics/{}/",
    "claims": "claims/",
    "claim": "claims/{}/",
    "sources": "sources/",
    "sources of a kind": "sources/{}/",
    "open": "open/",
    "glossary": "glossary/",
    "search": "search/",
    "prose": "method/",
    "corrections": "corrections/",
    "data": "data/",
    "not found": "404.html",
}
"""A page of every kind, by its address; `Site.of_kind` knows whose id stands where braces do."""


@dataclass(frozen=True)
class Target:
    """Where an address leads inside the site: a file, and a place in it."""

    file: str
    fragment: str


class Page:
    """One HTML file."""

    def __init__(self, folder: Path, path: str) -> None:
        self.path = path
        self.raw = (folder / path).read_text(encoding="utf-8")

    def __repr__(self) -> str:
        return f"Page({self.path})"

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        """The root, and where the page is not HTML. Parsing takes most of the time, and many tests ask for the text."""
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        root: Element = parser.parse(self.raw)
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.replace(SVG, "svg:")
        gc.freeze()  # it stays to the end, and the collector would look at each element again and again
        return root, [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors]

    @property
    def root(self) -> Element:
        return self._parsed[0]

    @property
    def errors(self) -> list[str]:
        return self._parsed[1]

    @cached_property
    def tags(self) -> list[Element]:
        """Every start tag as the page has it, an element that holds nothing: a rule says that parsing finds them."""
        return [
            Element(name, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            for name, attributes in _START.findall(self.raw)
        ]

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, in reading order; comments are none."""
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def by_name(self) -> Mapping[str, list[Element]]:
        """The elements of each tag, and under `.name` those of each class, in reading order."""
        found = defaultdict[str, list[Element]](list)
        for element in self.elements:
            for name in (element.tag, *(f".{name}" for name in element.get("class", "").split())):
                found[name].append(element)
        return found

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.elements for child in parent}

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(tag.attrib["id"] for tag in self.tags if "id" in tag.attrib)

    def all(self, *names: str) -> list[Element]:
        """The elements of these names, in reading order."""
        return [element for element in self.elements if element.tag in names]

    def with_class(self, name: str, within: Element | None = None) -> list[Element]:
        """The elements that have a class, in reading order."""
        found = self.by_name[f".{name}"]
        return found if within is None else [e for e in found if e is within or within in self.above(e)]

    def by_id(self, id: str) -> Element:
        return next(element for element in self.elements if element.get("id") == id)

    def above(self, element: Element) -> Iterator[Element]:
        """The elements around one, innermost first."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    @property
    def scripts(self) -> list[Element]:
        """What a browser would run."""
        return [script for script in self.all("script") if script.get("type") != JSON_LD]

    @property
    def data(self) -> list[Element]:
        """Blocks of JSON-LD, which it would not."""
        return [script for script in self.all("script") if script.get("type") == JSON_LD]

    @property
    def leads_away(self) -> bool:
        """True of what stands where a page was before."""
        return '<meta http-equiv="refresh"' in self.raw

    @property
    def title(self) -> str:
        return _plain(unescape(self.raw.partition("<title>")[2].partition("</title>")[0]))

    @property
    def h1(self) -> str:
        return text(self.all("h1")[0])

    @property
    def main(self) -> Element:
        return self.all("main")[0]

    @property
    def words(self) -> str:
        """All that the page says."""
        return _plain(unescape(re.sub("<[^>]*>", "", self.raw.partition("<body")[2].partition(">")[2])))

    def tagged(self, *names: str) -> list[Element]:
        """The start tags of these names, in order."""
        return [tag for tag in self.tags if tag.tag in names]

    def linked(self, relation: str) -> list[str]:
        """Where the head's links of a relation lead, as in `<link rel="canonical" href="…">`."""
        return [tag.attrib["href"] for tag in self.tagged("link") if tag.get("rel") == relation]

    @property
    def headings(self) -> list[Element]:
        return self.all("h1", "h2", "h3", "h4", "h5", "h6")

    @property
    def addresses(self) -> Iterator[tuple[Element, str, str]]:
        """Every address on the page: the tag, the attribute, the value."""
        for tag in self.tags:
            for attribute in ADDRESSES:
                if attribute in tag.attrib:
                    yield tag, attribute, tag.attrib[attribute]


def text(element: Element) -> str:
    """What an element says, on one line."""
    return _plain("".join(_pieces(element)))


def _plain(words: str) -> str:
    """Words on one line, with plain spaces and hyphens in place of those that keep words together."""
    return " ".join(words.split())


def _pieces(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""


def said(element: Element) -> str:
    """What a screen reader says of an element: its label, or its text less what is hidden from it."""
    if element.get("aria-hidden") == "true":
        return ""
    if label := element.get("aria-label", element.get("alt", "")).strip():
        return label
    inner = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            inner.append(said(child))
        inner.append(child.tail or "")
    return _plain("".join(inner))


class Site:
    """A built site. `base` is the address its root has, without a slash at the end."""

    def __init__(self, folder: Path, base: str = "https://built.test", *, from_disk: bool = False) -> None:
        self.folder = folder
        self.base = base
        self.from_disk = from_disk
        """True where no server turns a folder into its index.html."""

    @cached_property
    def dataset(self) -> Dataset:
        """What it was made from: the file that it publishes."""
        return loader.load(self.folder / FOLDER / "claims.yaml", today=date.today())

    def of_kind(self, kind: str) -> str:
        """The address of a page of one of KINDS, of the record that shows most; without one the test is skipped."""
        data = self.dataset
        shown: dict[str, list[str]] = {
            "texts": [""] if len(data.texts) > 1 else [],
            "text": [text for text in map(data.text_of, data.claims) if text],
            "topic": [*(topic.id for topic in data.topics), *(id for series in data.series for id in series.topics)],
            "claim": [claim.id for claim in data.claims for _ in (*claim.appearances, *claim.evidence)],
            "sources of a kind": [source.kind for source in data.sources] if len(data.sources) > MAX_SOURCES else [],
        }
        for id, _ in Counter(shown.get(kind, [""])).most_common(1):
            return KINDS[kind].format(id)
        pytest.skip(f"this site has no such page: {kind}")

    @cached_property
    def name(self) -> str:
        """What the site is called, as its first page tells other sites."""
        return next(e.attrib["content"] for e in self.page("").tagged("meta") if e.get("property") == "og:site_name")

    @cached_property
    def author(self) -> str:
        """Who made it, as those who cite its data are told."""
        return next(
            e.attrib["content"] for e in self.page("data/").tagged("meta") if e.get("name") == "citation_author"
        )

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    @cached_property
    def documents(self) -> list[Page]:
        """Every HTML file, less those that are like others."""
        paths = (path for path in sorted(self.files) if path.endswith(".html") and not path.startswith("zh/"))
        return [self._by_path[path] for path in paths]

    @cached_property
    def pages(self) -> list[Page]:
        """The pages; what leads from an old address to a new one is none."""
        return [page for page in self.documents if not page.leads_away]

    @cached_property
    def _by_path(self) -> Mapping[str, Page]:
        return _WhenAsked(lambda path: Page(self.folder, path))

    def page(self, path: str) -> Page:
        """The page at an address below the root, as in `claims/some-id/`."""
        return self._by_path[path if path.endswith(".html") else f"{path}index.html"]

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def target(self, page: Page, address: str) -> Target | None:
        """Where an address on a page leads; None where it leaves the site; LookupError where nothing is there."""
        here = f"{self.base}/{page.path if self.from_disk else page.path.removesuffix('index.html')}"
        url, _, fragment = urljoin(here, address).partition("#")
        if urlsplit(url)[:2] != urlsplit(self.base)[:2]:
            return None
        if not f"{url}/".startswith(f"{self.base}/"):
            raise LookupError(f"{address} is on the site's host and outside the site")
        file = unquote(url.removeprefix(self.base).removeprefix("/"))
        if not self.from_disk and (not file or file.endswith("/")):
            file += "index.html"
        if file not in self.files:
            raise LookupError(f"{address} leads to {file or 'a folder'}, which is not there")
        if fragment and unquote(fragment) not in self._by_path[file].ids:
            raise LookupError(f"{address} leads to #{fragment}, which is not on {file}")
        return Target(file, unquote(fragment))

    @cached_property
    def links(self) -> Mapping[str, frozenset[str]]:
        """For each page the files that its `<a>` lead to; places in a page are written `file#place`."""
        return _WhenAsked(lambda path: frozenset(self._links(self._by_path[path])))

    def _links(self, page: Page) -> Iterator[str]:
        for address in filter(None, (tag.get("href") for tag in page.tagged("a"))):
            target = self.target(page, address)
            if target:
                yield target.file
                if target.fragment:
                    yield f"{target.file}#{target.fragment}"


class Builds(NamedTuple):
    """The site of one subject, built in each way."""

    site: Site
    from_disk: Site
    published: Site


class _WhenAsked(dict[str, T]):
    """Values made when they are first asked for: few tests ask for every page."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> T:
        self[key] = self._make(key)
        return self[key]
