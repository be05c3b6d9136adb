"""Every address outside the site that the project leads to, and each place where it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..data import fields
from ..data.diagnostics import Finding, Mark
from ..data.markdown import MarkdownRenderer
from .source_file import SourceFile

_EXTERNAL = re.compile(r'href="(https?://[^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address at one place."""

    address: str
    file: str
    mark: Mark
    line: str

    def finding(self, message: str, help: str) -> Finding:
        """Return what is wrong with it, as it is printed."""
        return Finding(self.file, self.mark, message, help, self.line)


def links(file: SourceFile, pages: Iterable[Path]) -> Iterator[Link]:
    """Yield the addresses of sources and of their archived copies, and the links of prose and of pages."""
    renderer = MarkdownRenderer()
    for record in file.dataset.records():
        for address, path in fields.texts(record, "url"):
            yield from _locate([address], file.path, file.text, file.offset(record.origin.path(*path)))
        for text, path in fields.texts(record, "markdown"):
            if addresses := _addresses(text, renderer):
                yield from _locate(addresses, file.path, file.text, file.offset(record.origin.path(*path)))
    for page in sorted(pages):
        text = page.read_text(encoding="utf-8-sig")
        yield from _locate(_addresses(text, renderer), page, text)


def _addresses(text: str, renderer: MarkdownRenderer) -> list[str]:
    """Return where a text leads, as the site's own Markdown has it."""
    return [html.unescape(found) for found in _EXTERNAL.findall(renderer.html(text))] if "://" in text else []


def _locate(addresses: Iterable[str], path: Path, text: str, offset: int = 0) -> Iterator[Link]:
    """Yield each address where it stands next; one written with escapes where the one before it ends."""
    for address in addresses:
        found = text.find(address, offset)
        offset = max(found, offset)
        start = text.rfind("\n", 0, offset) + 1
        mark = Mark(text.count("\n", 0, offset) + 1, offset - start + 1)
        yield Link(address, str(path), mark, text[start:].partition("\n")[0].rstrip("\r"))
        if found >= 0:
            offset += len(address)
