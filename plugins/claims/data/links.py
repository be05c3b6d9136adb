"""Links in prose to records of the file: `[the listing](claim:listed-since-may-2019)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from markupsafe import Markup

from . import web_address

KINDS = ("claim", "topic", "source", "speaker", "event", "term")
PAGE = "page"
"""What leads to a page that stands alone, in prose pages: `[the corrections](page:corrections)`."""

WHOLE = "write the whole address, beginning with https://, or the kind and id of a record"
"""The way out for whoever wrote a link that leads nowhere."""

_KIND = f"(?ai:{'|'.join(KINDS)})"  # in ASCII: to Python a long s, as in ſource, is an S otherwise
# Links are written `](claim:some-id)`. Markdown has other ways: with a title or spaces, in angle brackets, in a list of
# references (in the file of claims further in), as HTML. They become links too, and a link must lead somewhere.
_IN_MARKDOWN = re.compile(
    rf"""(?:\]\(\s*<?|^[ >]*\[[^\]\n]+\]:\s*<?|\bhref\s*=\s*["']?)({_KIND}):([^)\s<>"']*)""",
    re.IGNORECASE | re.MULTILINE,
)
# The first of these ways alone, which is nearly every text's: it begins with a bracket, which is found fast. The others
# need a bracket and a colon, or the sign of equality.
_PLAIN = re.compile(rf"""\]\(\s*<?({_KIND}):([^)\s<>"']*)""", re.IGNORECASE)
_USUAL = re.compile(rf"""\]\((?:{_KIND}:[a-z0-9-]+|https?://[^\s()<>"'&]+)\)""")
_OTHER = re.compile(rf"""\]\(\s*+<?+(?!{_KIND}:)([^)\s<>"']*)""")
_APART = re.compile(rf"""\] +\(({_KIND}:[a-z0-9-]+)\)""")
_SOURCE_LINK = re.compile(r'<a href="source:([^"]+)">.*?</a>', re.DOTALL)  # long lines are folded
# It begins with what is found fast: the name before the sign of equality may stand in capitals.
_IN_HTML = re.compile(rf'="(?<=(?i:href)=")({_KIND}|(?ai:{PAGE})):([^"]*)"')


def targets(markdown: str) -> list[tuple[str, str]]:
    """Kind and id of each record that a text links to."""
    return [(kind.lower(), id) for kind, id in _pattern(markdown).findall(markdown)]


def are_usual(markdown: str) -> bool:
    """Whether all links of a text are written in the usual way, so that `targets` finds each that is to a record."""
    count = markdown.count("](")
    if "]:" in markdown or "<" in markdown or "] (" in markdown:  # a list of references, HTML, or a slip
        return False
    return not count or count == len(_USUAL.findall(markdown))


def others(markdown: str) -> list[str]:
    """Whatever a text leads to by `](…)` that is no record."""
    return _OTHER.findall(markdown)


def leads_somewhere(target: str) -> bool:
    """Whether what is no kind and id, or is one in other letters, is an address."""
    plain = unescape(target)
    return plain.startswith(("#", "/", "mailto:", *(f"{kind}:" for kind in KINDS))) or web_address.is_whole(plain)


def apart(markdown: str) -> list[str]:
    """Where brackets lead that stand apart from their words, so that they are no link."""
    return _APART.findall(markdown)


def in_html(html: str) -> list[tuple[str, str]]:
    """Kind and id of each link to a record that HTML has."""
    return [(kind.lower(), id) for kind, id in _IN_HTML.findall(html)]


def with_markers(html: Markup, numbers: Mapping[str, int]) -> tuple[Markup, set[int]]:
    """HTML in which each link to a source is followed by a marker that leads to its passage on the page.

    `numbers` gives the passage's number for a source's id. Also gives the numbers that were marked; the first marker of
    each carries the id `reason-<number>`, so that the passage can lead back.
    """
    marked: set[int] = set()

    def marker(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        if number is None:
            return match[0]
        place = f' id="reason-{number}"' if number not in marked else ""
        marked.add(number)
        return (
            f'{match[0]}<sup class="marker"><a{place} href="#evidence-{number}">'
            f'<span class="visually-hidden">Passage </span>{number}</a></sup>'
        )

    return Markup(_SOURCE_LINK.sub(marker, html)), marked  # noqa: S704 - only the markers were added to clean HTML


def resolve_markdown(markdown: str, address: Callable[[str, str], str]) -> str:
    """Markdown with each such link led to `address(kind, id)`."""
    return _pattern(markdown).sub(lambda m: f"{m[0][: m.start(1) - m.start()]}{address(m[1].lower(), m[2])}", markdown)


def spans(markdown: str, kind: str, id: str) -> Iterator[tuple[int, int]]:
    """From where to where the id stands in each link of a text to one record."""
    for match in _pattern(markdown).finditer(markdown):
        if (match[1].lower(), match[2]) == (kind, id):
            yield match.span(2)


def _pattern(markdown: str) -> re.Pattern[str]:
    return _IN_MARKDOWN if "]:" in markdown or "=" in markdown else _PLAIN


def resolve(html: str, address: Callable[[str, str], str]) -> str:
    """HTML with each such link led to `address(kind, id)`."""
    return _IN_HTML.sub(lambda match: f'="{address(match[1].lower(), match[2])}"', html)
