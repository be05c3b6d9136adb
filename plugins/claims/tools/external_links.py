"""Every address outside the site that the project leads to, and each place where it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..data import rules
from ..data.diagnostics import Finding, Mark
from ..site.markdown import Prose
from .source_file import Manuscript

_OUTWARD = re.compile(r'href="(https?://[^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address at one place."""

    address: str
    file: str
    mark: Mark
    line: str

    def finding(self, message: str, help: str) -> Finding:
        """What is wrong with it, as it is printed."""
        return Finding(self.file, self.mark, message, help, self.line)


def links(manuscript: Manuscript, pages: Iterable[Path]) -> Iterator[Link]:
    """The addresses of sources and of their archived copies, and the links of prose, those of pages among it."""
    markdown = Prose()
    for record in manuscript.dataset.records():
        for name in ("url", "archived"):
            if address := getattr(record, name, None):
                yield from _at(manuscript, record.origin.path(name), [address])
        for text, way in rules.prose(record):
            yield from _at(manuscript, record.origin.path(*way), _addresses(text, markdown))
    for page in sorted(pages):
        text = page.read_text(encoding="utf-8-sig")
        for address, place in _places(text, 0, _addresses(text, markdown)):
            yield _link(address, str(page), text, place)


def _addresses(text: str, markdown: Prose) -> list[str]:
    """Where a text leads, as the site's own Markdown has it."""
    return [html.unescape(found) for found in _OUTWARD.findall(markdown.html(text))] if "://" in text else []


def _at(manuscript: Manuscript, way: tuple[str | int, ...], addresses: list[str]) -> Iterator[Link]:
    """Addresses that a value of the file holds."""
    if addresses:
        start = manuscript.offset(manuscript.document.mark_of(way))
        for address, place in _places(manuscript.raw, start, addresses):
            yield _link(address, str(manuscript.path), manuscript.raw, place)


def _places(text: str, at: int, addresses: list[str]) -> Iterator[tuple[str, int]]:
    """Where each stands, in turn; one that is not written plainly has the place of the one before it."""
    for address in addresses:
        found = text.find(address, at)
        yield address, max(found, at)
        at = found + len(address) if found >= 0 else at


def _link(address: str, file: str, text: str, at: int) -> Link:
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0].rstrip("\r")
    return Link(address, file, Mark(text.count("\n", 0, at) + 1, at - start + 1), line)
