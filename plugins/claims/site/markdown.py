"""Markdown → clean HTML: what an author writes, less everything that could act."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import markdown
import nh3
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from markupsafe import Markup, escape

from ..data import links

_TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "span"}  # headings belong to templates
_ATTRIBUTES: dict[str, set[str]] = {  # nh3 has lang for all
    "*": set(),
    "a": {"href", "title"},
    "ol": {"start"},
    "span": {"lang"},
}
_TAG = re.compile(r"<([A-Za-z][^\s>/]*)[^>]*>")
_ELSEWHERE = {  # attributes of what is read away from its page
    "a": {"href", "title"},
    "span": {"lang"},
    "ol": {"start"},
    "blockquote": {"cite"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", *links.KINDS}
_ADDRESS = 50  # how much longer a link to a record is when it is led to its address
_CLOSED = re.compile(r"<a[ >].*?</a>|<[^>]*>", re.DOTALL)  # to mentions: links hold no links, and tags no text
_SPACES = re.compile(r"\s+")
_FURTHER_SPACES = re.compile(r"(?<=\s)\s+")
_JOINS = frozenset("_-")
_JOINS_BEFORE = _JOINS | {"&"}

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
        self._markdown = markdown.Markdown(output_format="html", extensions=["sane_lists"])  # which begin as written
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

    def lost(self, text: str) -> list[str]:
        """What a text's HTML leaves out: pictures, scripts, and words in angle brackets that are no tag of HTML."""
        found = _TAG.finditer(self._markdown.reset().convert(text))
        return [tag[0] for tag in found if tag[1].lower() not in nh3.ALLOWED_TAGS - {"img"}]

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
        self.links = {
            id: f'<a href="term:{id}" class="term" data-definition="{escape(text)}">' for id, (_, text) in terms.items()
        }
        ids = {
            _folded(entities.escape(form.strip(), quote=False))[0]: id
            for id, (forms, _) in terms.items()
            for form in forms
        }
        self._ids = [*ids.values()]
        self._forms = AhoCorasick([*ids], MatchKind.Standard, implementation=Implementation.DFA)

    def page(self, room: int | None = None) -> Mentions:
        """A fresh view of a page on which no term has been met; `room` is its own, where it is less than others'."""
        return Mentions(self, room=self._room if room is None else room)

    def mentions(self, html: str) -> Iterator[Mention]:
        """Every mention of a term outside links, in order; of those that begin at one place the longest."""
        text, places = _folded(_CLOSED.sub(lambda closed: "<" * len(closed[0]), html))
        found = self._forms.find_matches_as_indexes(text, overlapping=True)
        found.sort(key=lambda match: (match[1], -match[2]))
        free = 0
        for form, start, end in found:
            if start >= free and _is_apart(text, start, end):
                yield Mention(places[start], places[end], self._ids[form])
                free = end


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


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text in one case and with single spaces, and where each of its characters stands in the text."""
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that would become two, as a sharp s does, is left: no place is between them
        folded = "".join(one if len(one := letter.casefold()) == 1 else letter for letter in text)
    spaced = folded.replace("\n", " ")
    if spaced.isprintable() and "  " not in spaced:  # as nearly all are
        return spaced, range(len(text) + 1)
    places, at = list[int](), 0
    for further in _FURTHER_SPACES.finditer(folded):
        places += range(at, further.start())
        at = further.end()
    return _SPACES.sub(" ", folded), [*places, *range(at, len(text) + 1)]


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether what stands there is no part of a word, or of a character that HTML writes with an ampersand."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before in _JOINS_BEFORE or after in _JOINS)
