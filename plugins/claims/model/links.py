"""Find and resolve links to records in Markdown and HTML, such as `[the listing](claim:listed)`."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape

from markupsafe import Markup

from .scalars import is_web_address

KINDS = ("claim", "topic", "source", "speaker", "event", "term", "text", "side")
PAGE = "page"
"""The kind of a link from a prose page to a page without a record: `[the corrections](page:corrections)`."""
TO_FILES = ("{filename}", "{static}", "{attach}")
"""How a prose page links to a file in its folder; Pelican replaces them by an address."""

_KIND = f"(?ai:{'|'.join(KINDS)})"  # in ASCII: otherwise a long s, as in ſource, matches an s
_TARGET = r"""[^)\s<>"']*"""
# Links are written `](claim:some-id)`. Markdown has other forms: with a title or spaces, in angle brackets, in a list
# of references, as HTML. They become links too, so they are checked too.
# `](source:some-id#2)` links to the second passage of that source in a claim's evidence, in the order of the file.
_PASSAGE = r"(?:#([1-9]\d?))?"
_TO_RECORD = re.compile(rf"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?)({_KIND}):({_TARGET}?){_PASSAGE}(?=[)\s<>"']|$)""")
_TO_OTHERS = re.compile(rf"\]\(\s*+<?+(?!{_KIND}:)({_TARGET})")
# The rest of a link in the text of a page if its brackets are swapped, missing or apart.
_LEFT = re.compile(
    rf"(?:(?<=[\s(\[\]])|^)({_KIND}:[a-z0-9-]+)|(?<=\()({_KIND}: [a-z0-9]+(?:-[a-z0-9]+)+)(?=\))"
    r"|(?:[\])] ?[\[(]|\[[^\[\]]*\()(https?:[^\s()\[\]]+)"
)
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
WORDLESS = re.compile(r"(?<!!)\[\s*\]\([^)]*\)?")
"""A link without words, which is invisible."""
_HREF = re.compile(rf'<a [^>]*?href="(?!{_KIND}:)([^"]*)"')
_TAG = re.compile("<[^>]*>")
# Where Pelican sees a link to a file, also inside another value, such as a title with `src='{static}/map.svg'`.
_TO_FILE = re.compile(r"""(?is)=\s*(?=(["'])?([{|](?:filename|static|attach)[|}].*?)(?(1)\1|[\s>]))""")
_IN_HTML = re.compile(rf'((?i:href)=")({_KIND}|(?ai:{PAGE})):([^"]*?){_PASSAGE}"')
_SOURCE_LINK = re.compile(rf'<a href="source:([^"]+?){_PASSAGE}">(.*?)</a>', re.DOTALL)  # its words may run over lines
_WRITTEN_TARGET = re.compile(r"\]\([^)]*\)")
_CLAIM_LINK = re.compile(r'<a href="claim:([^"]+)">(.*?)</a>', re.DOTALL)


def without_targets(markdown: str) -> str:
    """Return a text without the targets of its links: `[the listing](claim:listed)` becomes `[the listing]`."""
    return _WRITTEN_TARGET.sub("]", markdown)


def targets(markdown: str) -> list[tuple[str, str]]:
    """Return kind and id of each record that Markdown links to, as far as they show without converting it."""
    return [(kind, id) for kind, id, _ in passages(markdown)]


def passages(markdown: str) -> list[tuple[str, str, int]]:
    """Return kind, id and passage number of each link in Markdown to a record; the number is 0 if it has none."""
    return [(kind.lower(), id, int(number or 0)) for kind, id, number in _TO_RECORD.findall(markdown)]


def others(markdown: str) -> list[str]:
    """Return the targets of the links `](…)` in Markdown that do not name a record."""
    return _TO_OTHERS.findall(markdown)


def leads_somewhere(target: str) -> bool:
    """Return whether a link target is an address, a place on the page, or a record written with HTML entities."""
    plain = unescape(target)
    return plain.startswith(("#", "mailto:", *[f"{kind}:" for kind in KINDS])) or is_web_address(plain)


def left_over(html: str) -> list[str]:
    """Return the targets that the text of clean HTML shows because misplaced brackets kept them from being links."""
    text = Markup(_CODE.sub("", html)).striptags()  # noqa: S704 - only searched
    return [match[match.lastindex or 0] for match in _LEFT.finditer(text)]


def addresses(html: str) -> list[str]:
    """Return the targets of the links in HTML that do not name a record."""
    return [unescape(address) for address in _HREF.findall(html)]


def to_files(html: str) -> list[str]:
    """Return the target of each link in HTML to a file in the folder."""
    files = []
    for tag in _TAG.findall(html):
        files += [match[2] for match in _TO_FILE.finditer(tag)]
    return files


def in_html(html: str) -> list[tuple[str, str]]:
    """Return kind and id of each link in HTML to a record or a page."""
    return [(kind.lower(), id) for _, kind, id, _ in _IN_HTML.findall(html)]


def resolve(html: str, address: Callable[[str, str], str]) -> str:
    """Return HTML with the target of each link to a record or a page replaced by `address(kind, id)`."""

    def replace(match: re.Match[str]) -> str:
        return f'{match[1]}{address(match[2].lower(), match[3])}"'

    return _IN_HTML.sub(replace, html)


def split_at_claims(html: Markup) -> Iterator[tuple[str | None, Markup]]:
    """Yield the pieces of HTML: the words of each link to a claim with its id, and the HTML between links with None."""
    end = 0
    for match in _CLAIM_LINK.finditer(html):
        yield None, html[end : match.start()]
        yield match[1], Markup(match[2])  # noqa: S704 - from clean HTML
        end = match.end()
    yield None, html[end:]


def to_passages(html: Markup, numbers: Mapping[str, Sequence[int]]) -> Markup:
    """Return HTML with each link to a source pointing to a passage of it on the page.

    Args:
        html: Clean HTML.
        numbers: The numbers of each source's passages, in the order of the file. A link without a passage number
            points to the first; links to sources without passages stay as they are.

    """

    def point_to_passage(match: re.Match[str]) -> str:
        passages = numbers.get(match[1])
        if not passages:
            return match[0]
        number = passages[int(match[2] or 1) - 1]
        return f'<a href="#evidence-{number}">{match[3]}</a>'

    return Markup(_SOURCE_LINK.sub(point_to_passage, html))  # noqa: S704 - clean HTML with other link targets
