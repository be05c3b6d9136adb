"""Markdown → clean HTML: what an author writes, less everything that could act."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Mapping

import markdown
import nh3
from markupsafe import Markup, escape

from . import links

_TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "span"}  # headings belong to templates
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href", "title"}, "span": {"lang"}}  # nh3 has lang for all
_ELSEWHERE = {  # attributes of what is read away from its page
    "a": {"href", "title"},
    "span": {"lang"},
    "ol": {"start"},
    "blockquote": {"cite"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", *links.KINDS}
_ADDRESS = 50  # how much longer a link to a record is when it is led to its address
_PIECES = re.compile(r"(<[^>]*>)")


def for_elsewhere(html: str) -> str:
    """HTML of a page for a place where the page's styles, scripts and markers are not: a feed reader, for one."""
    tags = {*_TAGS, "div", "h2", "time"}
    return nh3.clean(html, tags=tags, clean_content_tags={"sup"}, attributes=_ELSEWHERE, link_rel=None)


class Prose:
    """Renders Markdown. One is made for each build: its converter is slow to make, and a text stands in many files."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(output_format="html")
        self._made: dict[str, Markup] = {}

    def html(self, text: str) -> Markup:
        """Markdown as clean HTML; links to records still name them and are led to their addresses when printed."""
        if text not in self._made:
            made = self._markdown.reset().convert(text)
            clean = nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
            self._made[text] = Markup(clean)  # noqa: S704 - cleaned in the line above
        return self._made[text]

    def plain(self, text: str) -> str:
        """Markdown as text on one line, without its marks and links, for cells and other places without markup."""
        return self.html(text).striptags()

    def inline(self, text: str) -> Markup:
        """The same for text that is mostly one sentence: a paragraph alone goes without its tags."""
        html = self.html(text)
        alone = html.startswith("<p>") and html.find("</p>") == len(html) - len("</p>")
        return html[len("<p>") : -len("</p>")] if alone else html


class Glossary:
    """Finds the first mention of each term, so that a page can link it."""

    def __init__(self, terms: Mapping[str, tuple[Iterable[str], str]], room: int | None = None) -> None:
        """`terms` gives, for each term's id, the spellings it takes and its definition as plain text.

        `room` is how many bytes the links on a page may take, whose definitions can be long.
        """
        self._room = room
        self._ids = {_plain(form): id for id, (forms, _) in terms.items() for form in forms}
        self._links = {
            id: f'<a href="term:{id}" class="term" data-definition="{escape(text)}">' for id, (_, text) in terms.items()
        }
        forms = sorted((form for forms, _ in terms.values() for form in forms), key=lambda form: (-len(form), form))
        self._mention = (
            re.compile(rf"(?<![\w&-])(?:{'|'.join(map(_as_printed, forms))})(?![\w-])", re.IGNORECASE)
            if forms
            else None
        )

    def page(self, room: int | None = None) -> Mentions:
        """A fresh view of a page on which no term has been met; `room` is its own, where it is less than others'."""
        return Mentions(self._mention, self._ids, self._links, room=self._room if room is None else room)


class Mentions:
    """The terms met so far on one page, in reading order."""

    def __init__(
        self,
        mention: re.Pattern[str] | None,
        ids: Mapping[str, str],
        links: Mapping[str, str],
        met: Iterable[str] = (),
        room: int | None = None,
    ) -> None:
        self._mention = mention
        self._ids = ids
        self._links = links
        self._met = set(met)
        self._room = room

    def link(self, html: Markup) -> Markup:
        """The HTML with the first mention of each term not yet met made a link to the glossary."""
        if self._mention is None:
            return html
        pieces = _PIECES.split(html)
        inside = 0  # links hold no links
        for n, piece in enumerate(pieces):
            if n % 2:
                inside += piece.startswith(("<a ", "<a>")) - piece.startswith("</a>")
            elif not inside:
                pieces[n] = self._mention.sub(self._first, piece)
        return Markup("".join(pieces))  # noqa: S704 - only the links were added to clean HTML

    def skip(self, id: str) -> Mentions:
        """These mentions with one more term met: a definition does not link to itself."""
        return Mentions(self._mention, self._ids, self._links, {*self._met, id}, self._room)

    def _first(self, match: re.Match[str]) -> str:
        id = self._ids.get(_plain(match[0]))  # None where letters are alike to `re` alone, as a dotted capital I is
        if id is None or id in self._met:
            return match[0]
        link = f"{self._links[id]}{match[0]}</a>"
        if self._room is not None:
            weight = len(link.encode()) + _ADDRESS
            if weight > self._room:
                return match[0]
            self._room -= weight
        self._met.add(id)
        return link


def _as_printed(form: str) -> str:
    """A pattern for a spelling in HTML, perhaps over two lines."""
    return r"\s+".join(re.escape(entities.escape(word, quote=False)) for word in form.split())


def _plain(mention: str) -> str:
    return " ".join(entities.unescape(mention).split()).casefold()
