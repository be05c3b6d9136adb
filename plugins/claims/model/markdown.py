"""Markdown → clean HTML: what an author writes, less everything that could act."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser

import markdown
import nh3
from markupsafe import Markup

from . import links
from .translation import Original, in_language_of

_TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "span"}  # headings belong to templates
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"lang"}}
_SCHEMES = {"http", "https", "mailto", *links.KINDS}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SENTENCE_END = re.compile(  # but not after an initial, nor a title such as Dr.
    r"(?<!\b[^\W\d])(?<!\b[A-Z][a-z])[.!?][”’\")]*(?:\]\([^)\s]*\))?\s+|[。！？][”’）]*(?:\]\([^)\s]*\))?|\n\n"
)
_TAG = re.compile(r"<([A-Za-z][^\s>/]*)[^>]*>")


class MarkdownRenderer:
    """Renders Markdown, and remembers each text: most stand on several pages, and devserver keeps it between builds."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(output_format="html", extensions=["sane_lists"])  # which begin as written
        attributes = {"*": set[str](), **_ATTRIBUTES}  # of all tags none: nh3 has lang for each
        self._cleaner = nh3.Cleaner(tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel=None)
        self._rendered: dict[str, Markup] = {}

    def html(self, text: str) -> Markup:
        """Return Markdown as clean HTML, in which links to records still name them: `claim:some-id`."""
        if text not in self._rendered:
            html = self._cleaner.clean(self._markdown.reset().convert(text))
            self._rendered[text] = Markup(html)  # noqa: S704 - it was cleaned
        return _marked(text, "div", self._rendered[text])

    def inline(self, text: str) -> Markup:
        """Return the same for text that is mostly one sentence: a paragraph alone goes without its tags."""
        html = self.html(str(text))
        alone = html.startswith("<p>") and html.find("</p>") == len(html) - len("</p>")
        return _marked(text, "span" if alone else "div", html[len("<p>") : -len("</p>")] if alone else html)

    def plain(self, text: str) -> str:
        """Return Markdown as text on one line, without its marks and links, for cells and the like."""
        return self.html(text).striptags()

    def first_sentence(self, text: str) -> str:
        """Return the first sentence of Markdown as text on one line, in the language of the text."""
        return in_language_of(text, self.plain(split_sentence(str(text))[0]))

    def lost(self, text: str) -> list[str]:
        """Return what the HTML leaves out: pictures, scripts, and words in angle brackets that are no tag of HTML."""
        found = _TAG.finditer(self._markdown.reset().convert(text))
        return [tag[0] for tag in found if tag[1].lower() not in nh3.ALLOWED_TAGS - {"img"}]


def split_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence of Markdown, and the rest."""
    end = _SENTENCE_END.search(text)
    return (text[: end.end()].rstrip(), text[end.end() :]) if end else (text, "")


def sentences(text: str) -> Iterator[str]:
    """Yield each sentence of Markdown."""
    while text.strip():
        sentence, text = split_sentence(text)
        yield sentence


def _marked(text: str, element: str, html: Markup) -> Markup:
    """Return HTML of a text, in an element that names its language where it is another than the page's."""
    if not isinstance(text, Original):
        return html
    return Markup('<{0} lang="{1}">{2}</{0}>').format(element, text.lang, html)


def unclosed(text: str, render: Callable[[str], str]) -> list[str]:
    """Return the marks of emphasis and code that Markdown prints as they stand, with the word beside them."""
    may_be = any(mark in text for mark in ("*", "`", "__", "|")) or text.count("“") > text.count("”")
    return [found[0] for found in _UNCLOSED.finditer(words(render(_MEANT_SO.sub("", text))))] if may_be else []


def words(html: str) -> str:
    """Return the text of HTML without its code, to be searched alone."""
    return unescape(re.sub("<[^>]*>", "", _CODE.sub("", html)))


CLOSE = "close it where the words end, with no space within, or write a backslash before a mark that is meant so"
_CODE = re.compile(r"<(code|pre)>(?!`).*?</\1>", re.DOTALL)
_MEANT_SO = re.compile(r"\\[*`_]")
_UNCLOSED = re.compile(
    r"(?<!\S)(?:\*+|__)\w+|\*\*|`+\w*|\w+(?:\*+|__)(?!\S)|^\|.*\|$|(?<![^\s(\[—–])“[^”]*\Z", re.MULTILINE
)


_ATTRIBUTE = r"""\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'=<>`]++))?+"""
_STRAY = re.compile(rf"<(?!/?[a-z][a-z0-9]*+(?:{_ATTRIBUTE})*+\s*+/?>)[^\n>]*>?", re.IGNORECASE)
"""What begins a comment or no whole tag: this parser and browsers may see different tags after it."""
_ALIGNED = re.compile(r'<t[dh] style="text-align: [a-z]+;">')  # which Markdown's tables write
_LOADS = {"src", "srcset", "background", "lowsrc", "dynsrc", "ping", "poster", "data", "attributionsrc"}
_ELSEWHERE = re.compile(r"[a-z]:|[/\\]{2}", re.IGNORECASE)  # blanks, which browsers leave out, are gone
_TAKE_OUT = "take it out, or write &lt; and &gt; for the signs themselves"
_SAVE_IT = "save the picture in content/, and show that, as in ![a map]({static}/pictures/map.svg)"


class _Acting(HTMLParser):
    """Collects each tag that could act, with the attribute by which it does, or an empty text, and the help."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        written = self.get_starttag_text() or tag
        if tag not in nh3.ALLOWED_TAGS:
            self.found.append((written, "", _TAKE_OUT))
            return
        for name, value in attributes:
            address = re.sub(r"[\0- ]", "", value or "")
            scheme = _SCHEME.match(address)
            other = scheme is not None and scheme[1].lower() not in {*_SCHEMES, links.PAGE}
            leads = other and name in {"href", "cite", "longdesc"}
            if name in _LOADS and _ELSEWHERE.search(address):
                self.found.append((written, value or "", _SAVE_IT))
            elif leads or name.startswith("on") or (name == "style" and not _ALIGNED.fullmatch(written)):
                self.found.append((written, value or "" if leads else name, _TAKE_OUT))


def acting(html: str) -> list[tuple[str, str, str]]:
    """Return of a prose page each tag that could act or show what is not its own, the attribute that does, and a help.

    That is a script, a frame or a form; a handler; a link by another scheme than those of addresses; a picture from
    another host; and what is no whole tag, such as a comment, where browsers may see tags that are not seen here.
    """
    parser = _Acting()
    parser.feed(_STRAY.sub("", html))
    parser.close()
    return [*((stray, "", _TAKE_OUT) for stray in _STRAY.findall(html)), *parser.found]


PAGE_EXTENSIONS = ("tables", "toc", "smarty")
"""Markdown's extensions in prose pages: what is checked is what Pelican makes."""


def html_of_page(text: str, *more: str) -> str:
    """Return the Markdown of a prose page as HTML, as it is and not made clean; `more` are other extensions."""
    return markdown.markdown(text, output_format="html", extensions=[*PAGE_EXTENSIONS, *more])


def for_elsewhere(html: str, address: str) -> str:
    """Return HTML of the page at an address for a place without its styles and scripts: a feed reader, for one."""
    attributes = {**_ATTRIBUTES, "blockquote": {"cite"}, "time": {"datetime"}}
    clean = nh3.clean(html, tags={*_TAGS, "div", "h2", "h3", "time"}, attributes=attributes, link_rel=None)
    return clean.replace('<a href="#', f'<a href="{address}#')
