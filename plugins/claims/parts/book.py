"""The published pages → a book, EPUB 3.

The book says what the site says: a chapter is what a page has in its middle, without what only a site needs; of a list
that goes on on other pages it has the first. zipfile, a few short templates and lxml do what EbookLib would, whose
licence, AGPL-3.0, is not this project's, and which writes the time of day into each book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from lxml import etree, html
from lxml.html import HtmlElement
from markupsafe import Markup

from ..pages.claims import ClaimPage
from ..site import labels
from ..site.index import Site
from ..site.language import Language
from ..site.release import DATA_LICENSE
from ..site.views import ClaimCard, SourceView
from ..source.grouping import by_key
from ..web.zips import STORED, relink, zipped
from . import Part

_SVG = "http://www.w3.org/2000/svg"
_TITLE, _SOURCES = "title.xhtml", "sources.xhtml"
# What only a site needs: ways to other pages, what reacts, and what the book has in another place.
_LEFT_OUT = {"form", "fieldset", "nav"}
_LEFT_OUT_CLASSES = {"band", "margin", "print-all", "verdict-meaning"}
_LEFT_OUT_PARTS = ("in-time", "use")
_NOT_READ = ("cite", "data-copy", "data-definition", "data-more", "data-of", "data-printed", "tabindex")
_UNFOLDED = {"details": "div", "main": "section", "summary": "div"}
_SVG_NAMES = {"viewbox": "viewBox", "patternunits": "patternUnits", "patterntransform": "patternTransform"}
"""Attributes as XML wants them; the parser gives them in lower case, as HTML may have them."""
_NOTES = {
    ".//sup[@class='marker']/a": "noteref",
    ".//section[@aria-labelledby='evidence']": "endnotes",
    ".//li[@class='passage']": "footnote",
}
"""What leads to notes, and the notes: some readers show them where they are called."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A file of the book, the file and the address of the page of which it is made, and the chapters under it.

    One without a file is but a heading in the list of contents.
    """

    title: str
    file: str = ""
    page: str = ""
    url: str = ""
    parts: tuple[Chapter, ...] = ()


def _files(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield those that are files, in reading order."""
    for chapter in chapters:
        if chapter.file:
            yield chapter
        yield from _files(chapter.parts)


def _chapters(pages: Iterable[Any], sources: str, language: Language) -> Iterator[Chapter]:
    """Yield what the book holds, in the order in which it is read: each text with its claims in its own order."""
    kinds: dict[str, list[Any]] = by_key((page.template, page) for page in pages if getattr(page, "is_first", True))
    claims = by_key((page.text.url if page.text else "", page) for page in kinds.get("claim.html", ()))
    yield Chapter(title=language.gettext("Title page"), file=_TITLE)
    yield _chapter(*kinds["home.html"])
    for text in kinds.get("text.html", ()):
        yield _chapter(text, *claims.pop(text.url, ()))
    if claims:
        yield Chapter(title=language.gettext(labels.PAGES["claims"][0]), parts=tuple(map(_chapter, claims[""])))
    yield _chapter(*kinds["topics.html"], *kinds.get("topic.html", ()))
    for template, found in kinds.items():
        if not template.endswith(".html"):  # from content/
            yield from map(_chapter, found)
    yield _chapter(*kinds["glossary.html"])
    yield Chapter(title=language.gettext(labels.PAGES["sources"][0]), file=_SOURCES, url=sources)
    yield _chapter(*kinds["corrections.html"])


def _chapter(page: Any, *parts: Any) -> Chapter:
    title = f"{page.claim.number}. {page.full_title}" if isinstance(page, ClaimPage) else page.title
    file = f"{page.save_as.removesuffix('.html').removesuffix('/index')}.xhtml"
    return Chapter(title=title, file=file, page=page.save_as, url=page.url, parts=tuple(map(_chapter, parts)))


def _sources(site: Site) -> Iterator[tuple[SourceView, list[tuple[ClaimCard, int]]]]:
    """Yield the sources by publisher, each with the claims on which it is evidence and its first passage there."""
    first = {(p.evidence.source, c.id): p.number for c in site.ordered for p in reversed(site.passages[c.id])}
    uses = by_key((source, (site.cards[claim], number)) for (source, claim), number in first.items())
    for source in sorted(site.sources.values(), key=lambda source: (source.publisher.casefold(), source.citation)):
        yield source, uses.get(source.id, [])


def _body(page: str, file: str, address: str, places: Mapping[str, str]) -> str:
    """Return what a page has in its middle, as XHTML of a file of the book."""
    main: HtmlElement = html.document_fromstring(page).find(".//main")
    how_many_more = main.findall(".//*[@class='bearing']//summary")
    for element in [*main.iter(etree.Element)]:
        classes = {*element.get("class", "").split()}
        hidden = "visually-hidden" in classes and element.getparent().tag == "a"  # what tells links apart in a list
        if element.tag in _LEFT_OUT or classes & _LEFT_OUT_CLASSES or hidden or element in how_many_more:
            element.drop_tree()
    for id in _LEFT_OUT_PARTS:
        for heading in main.findall(f".//*[@id='{id}']"):
            next(heading.iterancestors("section", "details")).drop_tree()
    _put_in_words(main)
    for path, kind in _NOTES.items():
        for element in main.findall(path):
            element.set("epub:type", kind)
    for element in main.iter(etree.Element):
        if "data-address" in element.attrib:  # without the words to which it leads: they stand beside it
            element.set("href", element.attrib.pop("data-address"))
        for name in _NOT_READ:
            element.attrib.pop(name, None)
        for name, proper in _SVG_NAMES.items():
            if name in element.attrib:
                element.set(proper, element.attrib.pop(name))
        if element.tag == "svg":
            element.set("xmlns", _SVG)
        element.tag = _UNFOLDED.get(element.tag, element.tag)
    relink(main, file, address, places)
    return etree.tostring(main, encoding="unicode", with_tail=False)


def _put_in_words(main: HtmlElement) -> None:
    """Put its words in the place of each picture: a book may show none that is not in it."""
    for picture in main.findall(".//img"):
        words = picture.get("alt")
        picture.tag, picture.text = "span", f"[{words}]" if words else ""
        picture.attrib.clear()


class Book(Part):
    """The site as a book (EPUB), where its data has a date."""

    places: ClassVar = {"keep": "parts/book/keep.html"}

    def context(self) -> Mapping[str, Any]:
        """Return where the book is; nowhere where there is none."""
        return {"path": self.build.site.release.packed(".epub")}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the book, made of the pages that are on disk by now."""
        release = self.build.site.release
        if release.date:
            contents = ((path, text.encode()) for path, text in self._contents())
            yield release.packed(".epub"), zipped(contents, release.date)

    def _contents(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file; the first says what this is, and the last which others there are."""
        build, site, release = self.build, self.build.site, self.build.site.release
        render = partial(build.render, file="data/index.html")
        chapters = [*_chapters([*build.pages, *build.prose], site.urls.page("sources"), site.language)]
        citation = site.citation("", release.name, site.language.gettext("book"), release.date, version=release.version)
        about = {
            "id": f"tag:{build.settings['FEED_TAG']}:{build.prefix}book",
            "release": release,
            "license": DATA_LICENSE,
            "citation": replace(citation, url=release.url("")),
            "headline": site.filled(site.data.site.headline),
            "description": site.description,
        }
        made = {_TITLE: render("parts/book/title.html", view=about)}
        made |= {_SOURCES: render("parts/book/sources.html", view=_sources(site))}
        places = {f"{release.site}/{chapter.url}": chapter.file for chapter in _files(chapters)}
        places |= {f"{release.site}/{source.url}": f"{_SOURCES}#source-{id}" for id, source in site.sources.items()}
        yield STORED, "application/epub+zip"
        yield "META-INF/container.xml", render("parts/book/container.xml")
        yield "EPUB/book.css", render("parts/book/book.css")
        yield "EPUB/nav.xhtml", render("parts/book/nav.xhtml", chapters=chapters)
        drawn = set[str]()
        for chapter in _files(chapters):
            page = made.get(chapter.file) or (build.output / chapter.page.removeprefix(build.prefix)).read_text("utf-8")
            body = Markup(_body(page, chapter.file, f"{release.site}/{chapter.url}", places))  # noqa: S704
            yield f"EPUB/{chapter.file}", render("parts/book/chapter.xhtml", chapter=chapter, body=body)
            if "<svg" in body:
                drawn.add(chapter.file)
        files = [*_files(chapters)]
        yield "EPUB/package.opf", render("parts/book/package.opf", view=about, chapters=files, drawn=drawn)


PART = Book
