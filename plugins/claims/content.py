"""Prose pages in `content/` → what is wrong with them, and where: Pelican would end without saying that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import links, loader, nesting
from .problems import DataError, Finding, Mark

# Before the first empty line, and of what a name for the page's folder can be made.
_TITLE = re.compile(r"(?:.+\n)*?title:.*\w", re.IGNORECASE)
_OTHER = (
    f"{links.PAGE}:",
    "{",
    ".",
)  # how links begin that lead to another page, in our way, Pelican's and a browser's


def faults(pages: Iterable[Path]) -> Iterator[Finding]:
    """What keeps files from being pages that say what their authors meant."""
    for page in pages:
        try:
            text = loader.text_of(page)
        except DataError as error:
            yield from error.findings
            continue
        for spot, message, help in _faults(text):
            number, line = next((n, line) for n, line in enumerate(text.split("\n"), 1) if spot in line)
            yield Finding(str(page), Mark(number, line.index(spot) + 1), f"this page {message}", help, line)


def _faults(text: str) -> Iterator[tuple[str, str, str]]:
    """Where in the text each is, what it is, and the way out."""
    if not _TITLE.match(text):
        yield "", "has no title", "begin it with a line such as `Title: About this site`, and no empty line before that"
    if line := nesting.deep_line(text):
        yield line, f"has {nesting.MESSAGE}", nesting.HELP
    for target in links.others(text):
        if not target.startswith(_OTHER) and not links.leads_somewhere(target):
            help = "write the whole address, beginning with https://, or the kind and id of a record"
            yield f"]({target}" if target else "]()", f'links to "{target}", which is no address', help
