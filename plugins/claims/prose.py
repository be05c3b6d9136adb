"""Markdown → clean HTML: what an author writes, less everything that could act."""

from __future__ import annotations

import html as entities
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import markdown
import nh3
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
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
_WORD = re.compile(r"\w+")

# Most texts are words, links to records and ends of lines. What Markdown and the cleaner make of those is known, and is
# made here without them in a twentieth of the time. Whatever could mean something else goes the long way.
_START = r"(?=[A-Za-z0-9“‘\[])(?!\d+[.)])"  # of a line that begins no heading, list or quotation
_WORDS = rf"(?:[^\\`*_\[\]<>&!\x00-\x1f\x7f-\xa0]++|(?<!\s)\n{_START})"
_LINK = rf"\[{_WORDS}++\]\((?:{'|'.join(links.KINDS)}):[a-z0-9-]+\)"
_PARAGRAPH = rf"{_START}(?:{_WORDS}|{_LINK})++(?<!\s)"
_SIMPLE = re.compile(rf"{_PARAGRAPH}(?:\n\n{_PARAGRAPH})*+")
_LINKED = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


def for_elsewhere(html: str) -> str:
    """HTML of a page for a place where the page's styles, scripts and markers are not: a feed reader, for one."""
    tags = {*_TAGS, "div", "h2", "time"}
    return nh3.clean(html, tags=tags, clean_content_tags={"sup"}, attributes=_ELSEWHERE, link_rel=None)


def simple(text: str) -> str:
    """The same HTML for a text of words, links to records and paragraphs alone."""
    linked = _LINKED.sub(r'<a href="\2">\1</a>', text) if "[" in text else text
    return "<p>" + linked.replace("\n\n", "</p>\n<p>") + "</p>"


class Prose:
    """Renders Markdown. One is made for each build: its converter is slow to make.

    What takes long is remembered, since most texts stand on several pages; what is made at once is made again.
    """

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(output_format="html")
        self._made: dict[str, Markup] = {}

    def html(self, text: str) -> Markup:
        """Markdown as clean HTML; links to records still name them and are led to their addresses when printed."""
        if _SIMPLE.fullmatch(text):
            return Markup(simple(text))  # noqa: S704 - made of what needs no cleaning
        if text not in self._made:
            self._made[text] = Markup(self.whole(text))  # noqa: S704 - cleaned there
        return self._made[text]

    def whole(self, text: str) -> str:
        """What the Markdown converter and the cleaner make of any text."""
        made = self._markdown.reset().convert(text)
        return nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)

    def plain(self, text: str) -> str:
        """Markdown as text on one line, without its marks and links, for cells and other places without markup."""
        if not _SIMPLE.fullmatch(text):
            return self.html(text).striptags()
        if "[" not in text and "  " not in text and text.isprintable():
            return text  # as most are
        pieces = _LINKED.split(text)  # words, a link's words, where it leads, and again
        del pieces[2::3]
        return " ".join("".join(pieces).split())

    def inline(self, text: str) -> Markup:
        """The same for text that is mostly one sentence: a paragraph alone goes without its tags."""
        html = self.html(text)
        alone = html.startswith("<p>") and html.find("</p>") == len(html) - len("</p>")
        return html[len("<p>") : -len("</p>")] if alone else html


class Mention(NamedTuple):
    """Where in a text a term stands."""

    start: int
    end: int
    term: str


class Glossary:
    """Finds the first mention of each term, so that a page can link it."""

    def __init__(self, terms: Mapping[str, tuple[Iterable[str], str]], room: int | None = None) -> None:
        """`terms` gives, for each term's id, the spellings it takes and its definition as plain text.

        `room` is how many bytes the links on a page may take, whose definitions can be long.
        """
        self._room = room
        self._ids = {_plain(form): id for id, (forms, _) in terms.items() for form in forms}
        self.links = {
            id: f'<a href="term:{id}" class="term" data-definition="{escape(text)}">' for id, (_, text) in terms.items()
        }
        self._forms = sorted((form for forms, _ in terms.values() for form in forms), key=lambda f: (-len(f), f))
        # Looking for every spelling at every letter is slow. Where each begins with a word, it is enough to look for
        # those whose word stands there: in a text without mentions a tenth of the time.
        begun_with = defaultdict[str, list[str]](list)
        for form in self._forms:
            begun_with[_word(form)].append(form)
        self._begin_with_words = not begun_with.pop("", None)
        self._begun_with = [*begun_with.values()]
        self._first_words = AhoCorasick([*begun_with], MatchKind.LeftmostLongest, implementation=Implementation.DFA)
        self._patterns: dict[int, re.Pattern[str]] = {}

    def page(self, room: int | None = None) -> Mentions:
        """A fresh view of a page on which no term has been met; `room` is its own, where it is less than others'."""
        return Mentions(self, room=self._room if room is None else room)

    def mentions(self, html: str) -> Iterator[Mention]:
        """Every mention of a term outside links, in order."""
        folded = html.casefold()
        # Where a letter becomes two, as a sharp s does, places in the folded text are none in the other.
        known = self._begin_with_words and len(folded) == len(html)
        begun = self._first_words.find_matches_as_indexes(folded)[::-1] if known else []
        if known and not begun:
            return
        at = inside = 0  # links hold no links
        for n, piece in enumerate(_PIECES.split(html) if "<" in html else [html]):
            if n % 2:
                inside += piece.startswith(("<a ", "<a>")) - piece.startswith("</a>")
            elif not inside:
                found = self._begun(piece, at, begun) if known else self._mention.finditer(piece)
                for match in found:
                    # None where letters are alike to `re` alone, as a dotted capital I is
                    if term := self._ids.get(_plain(match[0])):
                        yield Mention(at + match.start(), at + match.end(), term)
            at += len(piece)

    def _begun(self, piece: str, at: int, begun: list[tuple[int, int, int]]) -> Iterator[re.Match[str]]:
        """The spellings in the piece of a text that begins at a place.

        It is known where some can begin, the first last, and with which word. Those up to the piece's end are taken.
        """
        end = 0
        while begun and (place := begun[-1][1] - at) < len(piece):
            word, *_ = begun.pop()
            if place >= end and (match := self._pattern(word).match(piece, place)):
                yield match
                end = match.end()

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        """Any spelling, to be looked for at every letter."""
        return _any(self._forms)

    def _pattern(self, word: int) -> re.Pattern[str]:
        """The spellings that begin with a word; a small site's build meets few of the words."""
        if word not in self._patterns:
            self._patterns[word] = _any(self._begun_with[word])
        return self._patterns[word]


class Mentions:
    """The terms met so far on one page, in reading order."""

    def __init__(self, glossary: Glossary, met: Iterable[str] = (), room: int | None = None) -> None:
        self._glossary = glossary
        self._met = set(met)
        self._room = room

    def link(self, html: Markup) -> Markup:
        """The HTML with the first mention of each term not yet met made a link to the glossary."""
        text, pieces, at = str(html), [], 0
        for start, end, term in self._glossary.mentions(text):
            if term not in self._met:
                link = f"{self._glossary.links[term]}{text[start:end]}</a>"
                if self._room is not None:
                    weight = len(link.encode()) + _ADDRESS
                    if weight > self._room:
                        continue
                    self._room -= weight
                self._met.add(term)
                pieces += [text[at:start], link]
                at = end
        return Markup("".join([*pieces, text[at:]])) if pieces else html  # noqa: S704 - clean HTML and our links

    def skip(self, id: str) -> Mentions:
        """These mentions with one more term met: a definition does not link to itself."""
        return Mentions(self._glossary, {*self._met, id}, self._room)


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of these spellings, the first that fits."""
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(_as_printed, forms))})(?![\w-])", re.IGNORECASE)


def _as_printed(form: str) -> str:
    """A pattern for a spelling in HTML, perhaps over two lines."""
    return r"\s+".join(re.escape(entities.escape(word, quote=False)) for word in form.split())


def _word(form: str) -> str:
    """The word that a spelling begins with, in one case; empty where it begins with none."""
    match = _WORD.match(form.casefold())
    return match[0] if match else ""


def _plain(mention: str) -> str:
    return " ".join(entities.unescape(mention).split()).casefold()
