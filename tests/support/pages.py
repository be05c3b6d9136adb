"""A built folder as its readers meet it: pages parsed, addresses followed, text as it is read."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from lxml import html
from lxml.html import HtmlElement

from claims.checks import loader
from claims.model.records import Dataset
from claims.site.citations import FOLDER
from claims.site.site import MAX_SOURCES

ADDRESSES = ("href", "src", "action", "cite", "poster", "data", "srcset")
"""Attributes that hold addresses."""
JSON_LD = "application/ld+json"
"""A script of this type is data, which a browser does not run."""
_PARSER = html.HTMLParser(encoding="utf-8")

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


class Page:
    """One HTML file."""

    def __init__(self, folder: Path, path: str) -> None:
        self.path = path
        self.raw = (folder / path).read_text(encoding="utf-8")

    def __repr__(self) -> str:
        return f"Page({self.path})"

    @cached_property
    def root(self) -> HtmlElement:
        return html.document_fromstring(self.raw.encode(), parser=_PARSER)

    @property
    def errors(self) -> list[str]:
        """Where the page is not HTML."""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(self.raw)
        return [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors]

    @property
    def elements(self) -> list[HtmlElement]:
        """Every element, in reading order; comments are none."""
        return self.all("*")

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(self.root.xpath("//@id"))

    def all(self, *names: str) -> list[HtmlElement]:
        """The elements of these names, in reading order."""
        return [*self.root.iter(*names)]

    def with_class(self, name: str, within: HtmlElement | None = None) -> list[HtmlElement]:
        """The elements that have a class, in reading order."""
        return (self.root if within is None else within).find_class(name)

    @property
    def scripts(self) -> list[HtmlElement]:
        """What a browser would run."""
        return [script for script in self.all("script") if script.get("type") != JSON_LD]

    @property
    def data(self) -> list[HtmlElement]:
        """Blocks of JSON-LD, which it would not."""
        return [script for script in self.all("script") if script.get("type") == JSON_LD]

    @property
    def leads_away(self) -> bool:
        """True of what stands where a page was before."""
        return '<meta http-equiv="refresh"' in self.raw

    @property
    def title(self) -> str:
        return text(self.root.find("head/title"))

    @property
    def h1(self) -> str:
        return text(self.all("h1")[0])

    @property
    def main(self) -> HtmlElement:
        return self.all("main")[0]

    @property
    def words(self) -> str:
        """All that the page says."""
        return text(self.root.body)

    def linked(self, relation: str) -> list[str]:
        """Where the head's links of a relation lead, as in `<link rel="canonical" href="…">`."""
        return [link.attrib["href"] for link in self.all("link") if link.get("rel") == relation]

    def metas(self, attribute: str = "name") -> dict[str, str]:
        """What the head says of the page, under the names that stand in this attribute."""
        found = [meta.attrib for meta in self.all("meta") if attribute in meta.attrib]
        return {meta[attribute]: meta["content"] for meta in found}

    @property
    def addresses(self) -> Iterator[tuple[HtmlElement, str]]:
        """Every address on the page, and the element that has it."""
        for element in self.elements:
            for name in ADDRESSES:
                if name in element.attrib:
                    yield element, element.attrib[name]


def text(element: HtmlElement) -> str:
    """What an element says, on one line."""
    return _on_one_line(element.text_content())


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def said(element: HtmlElement) -> str:
    """What a screen reader says of an element: its label, or its text less what is hidden from it."""
    if element.get("aria-hidden") == "true" or not isinstance(element.tag, str):
        return ""
    if label := element.get("aria-label", element.get("alt", "")).strip():
        return label
    inner = [element.text or ""]
    for child in element:
        inner += [said(child), child.tail or ""]
    return _on_one_line("".join(inner))


class Site:
    """A built site. `base` is the address its root has, without a slash at the end."""

    def __init__(self, folder: Path, base: str = "https://built.test", *, from_disk: bool = False) -> None:
        self.folder = folder
        self.base = base
        self.from_disk = from_disk
        """True where no server turns a folder into its index.html."""
        self._read: dict[str, Page] = {}

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
        return self.page("").metas("property")["og:site_name"]

    @cached_property
    def author(self) -> str:
        """Who made it, as those who cite its data are told."""
        return self.page("data/").metas()["citation_author"]

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    @cached_property
    def documents(self) -> list[Page]:
        """Every HTML file, less those that are like others."""
        paths = (path for path in sorted(self.files) if path.endswith(".html") and not path.startswith("zh/"))
        return [self.page(path) for path in paths]

    @cached_property
    def pages(self) -> list[Page]:
        """The pages; what leads from an old address to a new one is none."""
        return [page for page in self.documents if not page.leads_away]

    def page(self, path: str) -> Page:
        """The page at an address below the root, as in `claims/some-id/`."""
        file = path if path.endswith(".html") else f"{path}index.html"
        if file not in self._read:
            self._read[file] = Page(self.folder, file)
        return self._read[file]

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def target(self, page: Page, address: str) -> str:
        """The file to which an address on a page leads; none where it leaves the site.

        LookupError where there is no such file, or no such place in it.
        """
        here = f"{self.base}/{page.path if self.from_disk else page.path.removesuffix('index.html')}"
        url, _, fragment = urljoin(here, address).partition("#")
        if urlsplit(url)[:2] != urlsplit(self.base)[:2]:
            return ""
        if not f"{url}/".startswith(f"{self.base}/"):
            raise LookupError(f"{address} is on the site's host and outside the site")
        file = unquote(url.removeprefix(self.base).removeprefix("/"))
        if not self.from_disk and (not file or file.endswith("/")):
            file += "index.html"
        if file not in self.files:
            raise LookupError(f"{address} leads to {file or 'a folder'}, which is not there")
        if fragment and unquote(fragment) not in self.page(file).ids:
            raise LookupError(f"{address} leads to #{fragment}, which is not on {file}")
        return file

    def links(self, page: Page) -> set[str]:
        """The files of the site that the links of a page lead to."""
        return {self.target(page, link.get("href", "")) for link in page.all("a")} - {""}
