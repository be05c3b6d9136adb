"""Markdown as it is written: its links to records, such as `[the listing](claim:listed)`, and how deep it is nested."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape

from markupsafe import Markup

from .scalars import is_web_address

KINDS = ("claim", "topic", "source", "speaker", "event", "term", "text", "side")
PAGE = "page"
"""What leads to a page that stands alone, in prose pages: `[the corrections](page:corrections)`."""
TO_FILES = ("{filename}", "{static}", "{attach}")
"""How a prose page leads to a file of its folder, which Pelican turns into an address."""

_KIND = f"(?ai:{'|'.join(KINDS)})"  # in ASCII: to Python a long s, as in ſource, is an S otherwise
_TARGET = r"""[^)\s<>"']*"""
# Links are written `](claim:some-id)`. Markdown has other ways: with a title or spaces, in angle brackets, in a list of
# references, as HTML. They become links too, and a link must lead somewhere.
# `](source:some-id#2)` leads to the second passage of that source among a claim's evidence, in the order of the file.
_PASSAGE = r"(?:#([1-9]\d?))?"
_TO_RECORD = re.compile(rf"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?)({_KIND}):({_TARGET}?){_PASSAGE}(?=[)\s<>"']|$)""")
_TO_OTHERS = re.compile(rf"\]\(\s*+<?+(?!{_KIND}:)({_TARGET})")
# What is left in the text of a page where brackets are swapped, missing or stand apart.
_LEFT = re.compile(
    rf"(?:(?<=[\s(\[\]])|^)({_KIND}:[a-z0-9-]+)|(?<=\()({_KIND}: [a-z0-9]+(?:-[a-z0-9]+)+)(?=\))"
    r"|(?:[\])] ?[\[(]|\[[^\[\]]*\()(https?:[^\s()\[\]]+)"
)
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
WORDLESS = re.compile(r"(?<!!)\[\s*\]\([^)]*\)?")
"""A link that nobody sees."""
_HREF = re.compile(rf'<a [^>]*?href="(?!{_KIND}:)([^"]*)"')
_TAG = re.compile("<[^>]*>")
# Where Pelican sees a link to a file: also within another value, such as a title that holds `src='{static}/map.svg'`.
_TO_FILE = re.compile(r"""(?is)=\s*(?=(["'])?([{|](?:filename|static|attach)[|}].*?)(?(1)\1|[\s>]))""")
_IN_HTML = re.compile(rf'((?i:href)=")({_KIND}|(?ai:{PAGE})):([^"]*?){_PASSAGE}"')
_SOURCE_LINK = re.compile(rf'<a href="source:([^"]+?){_PASSAGE}">(.*?)</a>', re.DOTALL)  # long lines are folded
_WRITTEN_TARGET = re.compile(r"\]\([^)]*\)")
_CLAIM_LINK = re.compile(r'<a href="claim:([^"]+)">(.*?)</a>', re.DOTALL)

TOO_DEEP = "lists in lists, more than Markdown can take"
LESS_DEEP = "take some of them out"
# The converter calls itself once a level, and Python limits how often a function may. A hundred signs are a hundred
# levels where they stand in one line, and 25 where a list is indented by spaces: no text meant to be read comes near.
_DEEP = re.compile(r"(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]){100}")


def deep_line(markdown: str) -> str:
    """Return the first line with lists and quotations nested too deep to be converted, or an empty text."""
    return next(filter(_DEEP.match, markdown.split("\n")), "")


def without_targets(markdown: str) -> str:
    """Return a text without where its links lead: `[the listing]` of `[the listing](claim:listed)`."""
    return _WRITTEN_TARGET.sub("]", markdown)


def targets(markdown: str) -> list[tuple[str, str]]:
    """Return kind and id of each record that a text links to, as far as its HTML need not be made to see it."""
    return [(kind, id) for kind, id, _ in passages(markdown)]


def passages(markdown: str) -> list[tuple[str, str, int]]:
    """Return the same, each with the number of the passage of a source that it names, or 0."""
    return [(kind.lower(), id, int(number or 0)) for kind, id, number in _TO_RECORD.findall(markdown)]


def others(markdown: str) -> list[str]:
    """Return whatever a text leads to by `](…)` that is no record."""
    return _TO_OTHERS.findall(markdown)


def leads_somewhere(target: str) -> bool:
    """Return whether what is no kind and id, or is one in other letters, is an address."""
    plain = unescape(target)
    return plain.startswith(("#", "mailto:", *(f"{kind}:" for kind in KINDS))) or is_web_address(plain)


def left_over(html: str) -> list[str]:
    """Return where the text of clean HTML would lead if its brackets stood as they should: links that became none."""
    text = Markup(_CODE.sub("", html)).striptags()  # noqa: S704 - to be searched alone
    return [found[found.lastindex or 0] for found in _LEFT.finditer(text)]


def addresses(html: str) -> list[str]:
    """Return where the links of HTML lead that lead to no record."""
    return [unescape(address) for address in _HREF.findall(html)]


def to_files(html: str) -> list[str]:
    """Return each link to a file of the folder, as it is written in HTML."""
    return [found[2] for tag in _TAG.findall(html) for found in _TO_FILE.finditer(tag)]


def spans(markdown: str, kind: str, id: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the id stands in each link of a text to one record."""
    for match in _TO_RECORD.finditer(markdown):
        if (match[1].lower(), match[2]) == (kind, id):
            yield match.span(2)


def resolve_markdown(markdown: str, address: Callable[[str, str], str]) -> str:
    """Return the text with each link to a record led to `address(kind, id)`."""
    return _TO_RECORD.sub(lambda m: f"{m[0][: m.start(1) - m.start()]}{address(m[1].lower(), m[2])}", markdown)


def in_html(html: str) -> list[tuple[str, str]]:
    """Return kind and id of each link to a record or a page that HTML has."""
    return [(kind.lower(), id) for _, kind, id, _ in _IN_HTML.findall(html)]


def resolve(html: str, address: Callable[[str, str], str]) -> str:
    """Return HTML with each link to a record or a page led to `address(kind, id)`."""
    return _IN_HTML.sub(lambda match: f'{match[1]}{address(match[2].lower(), match[3])}"', html)


def split_at_claims(html: Markup) -> Iterator[tuple[str | None, Markup]]:
    """Yield HTML in pieces: the words of each link to a claim with the id, and with None what is between them."""
    end = 0
    for match in _CLAIM_LINK.finditer(html):
        yield None, html[end : match.start()]
        yield match[1], Markup(match[2])  # noqa: S704 - of clean HTML
        end = match.end()
    yield None, html[end:]


def to_passages(html: Markup, numbers: Mapping[str, Sequence[int]]) -> Markup:
    """Return HTML in which each link to a source leads to its passage on the page, the first where it names none.

    `numbers` gives the numbers of a source's passages, in the order of the file. A source without any stays as it is.
    """

    def lead(match: re.Match[str]) -> str:
        held = numbers.get(match[1])
        return f'<a href="#evidence-{held[int(match[2] or 1) - 1]}">{match[3]}</a>' if held else match[0]

    return Markup(_SOURCE_LINK.sub(lead, html))  # noqa: S704 - only where links lead was changed, in clean HTML
