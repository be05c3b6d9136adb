"""Convert an author's Markdown to HTML without anything that could act, such as scripts."""

import re
from collections import Counter
from collections.abc import Iterator

import markdown
import nh3
from markupsafe import Markup

from . import links
from .translation import Original, in_language_of

_TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "span"}  # headings come from templates
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"lang"}}
_SCHEMES = {"http", "https", "mailto", *links.KINDS}
_SENTENCE_END = re.compile(  # but not after an initial, nor a title such as Dr.
    r"(?<!\b[^\W\d])(?<!\b[A-Z][a-z])[.!?][”’\")]*(?:\]\([^)\s]*\))?\s+|[。！？][”’）]*(?:\]\([^)\s]*\))?|\n\n"
)
_TAG = re.compile(r"<([A-Za-z][^\s>/]*)[^>]*>")


class MarkdownRenderer:
    """Renders Markdown and caches each text; most are on several pages, and the dev server keeps it between builds."""

    def __init__(self) -> None:
        # `sane_lists` keeps the first number of a list.
        self._markdown = markdown.Markdown(output_format="html", extensions=["sane_lists"])
        attributes = {"*": set[str](), **_ATTRIBUTES}  # none for every tag, where nh3 allows lang
        self._cleaner = nh3.Cleaner(tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel=None)
        self._rendered: dict[str, Markup] = {}

    def html(self, text: str) -> Markup:
        """Return Markdown as clean HTML; links to records still have their ids as targets: `claim:some-id`."""
        if text not in self._rendered:
            html = self._cleaner.clean(self._markdown.reset().convert(text))
            self._rendered[text] = Markup(html)  # noqa: S704 - it was cleaned
        return _marked(text, "div", self._rendered[text])

    def inline(self, text: str) -> Markup:
        """Return Markdown as clean HTML, without the tags of a single paragraph."""
        html = self.html(str(text))
        if html.startswith("<p>") and html.find("</p>") == len(html) - len("</p>"):  # a single paragraph
            return _marked(text, "span", html[len("<p>") : -len("</p>")])
        return _marked(text, "div", html)

    def plain(self, text: str) -> str:
        """Return Markdown as text on one line, without marks and links."""
        return self.html(text).striptags()

    def first_sentence(self, text: str) -> str:
        """Return the first sentence of Markdown as text on one line, in the language of the text."""
        return in_language_of(text, self.plain(split_sentence(str(text))[0]))

    def lost(self, text: str) -> list[str]:
        """Return the tags that the clean HTML leaves out: pictures, scripts, and words in angle brackets."""
        known_tags = nh3.ALLOWED_TAGS - {"img"}
        html = self._markdown.reset().convert(text)
        return [tag[0] for tag in _TAG.finditer(html) if tag[1].lower() not in known_tags]


def split_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence of Markdown, and the rest."""
    end = _SENTENCE_END.search(text)
    if end is None:
        return text, ""
    return text[: end.end()].rstrip(), text[end.end() :]


def sentences(text: str) -> Iterator[str]:
    """Yield each sentence of Markdown."""
    while text.strip():
        sentence, text = split_sentence(text)
        yield sentence


def _marked(text: str, element: str, html: Markup) -> Markup:
    """Return the HTML of a text; if the text is not in the page's language, in an element with its language."""
    if not isinstance(text, Original):
        return html
    return Markup('<{0} lang="{1}">{2}</{0}>').format(element, text.lang, html)


PAGE_EXTENSIONS = ("tables", "toc", "smarty")
"""Markdown's extensions in prose pages, the same for our checks and for Pelican."""


_PAGE_ATTRIBUTES = {"*": {"id", "class", "lang", "title", "style", "open"}, "a": {"href"}, "img": {"src", "alt"}}
_OPENING = re.compile(r"<[a-z!?][^\s>/]*|\s[a-z-]+(?==)", re.IGNORECASE)
"""The start of a tag or comment, or the name of an attribute."""
_PICTURE = re.compile(r'<img [^>]*?src="((?:[a-z]+:|[/\\]{2})[^"]*)"')


def lost_in_page(html: str) -> list[str]:
    """Return the starts of tags, and the names of attributes, of a prose page that clean HTML would not have.

    These are scripts, frames and forms, event handlers, and comments.
    """
    clean = _clean_page(html)
    lost = Counter(_OPENING.findall(html.lower())) - Counter(_OPENING.findall(clean))
    return [part.strip() for part in lost]


def pictures_from_elsewhere(html: str) -> list[str]:
    """Return the addresses of a prose page's pictures from other hosts."""
    return _PICTURE.findall(_clean_page(html))


def _clean_page(html: str) -> str:
    schemes = {*_SCHEMES, links.PAGE}
    return nh3.clean(html, attributes=_PAGE_ATTRIBUTES, url_schemes=schemes, link_rel=None)


def for_elsewhere(html: str, address: str) -> str:
    """Return HTML from the page at an address for use without its styles and scripts, as in a feed reader."""
    attributes = {**_ATTRIBUTES, "blockquote": {"cite"}, "time": {"datetime"}}
    clean = nh3.clean(html, tags={*_TAGS, "div", "h2", "h3", "time"}, attributes=attributes, link_rel=None)
    return clean.replace('<a href="#', f'<a href="{address}#')
