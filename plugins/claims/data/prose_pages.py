"""Prose pages in `content/` → what is wrong with them, and where: Pelican would end without saying that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import links, loader, nesting
from .diagnostics import DataError, Finding, Mark

# Before the first empty line, and of what a name for the page's folder can be made.
_TITLE = re.compile(r"(?:.+\n)*?title:.*\w", re.IGNORECASE)
# How links begin that lead to another page, in our way, Pelican's and a browser's.
_TO_PAGES = (f"{links.PAGE}:", "{", ".")


def faults(pages: Iterable[Path]) -> Iterator[Finding]:
    """What keeps files from being pages that say what their authors meant."""
    for page in pages:
        try:
            text = loader.text_of(page)
        except DataError as error:
            yield from error.findings
            continue
        for spot, message, help in _faults(text):
            yield finding(page, text, spot, message, help)


def finding(page: Path, text: str, spot: str, message: str, help: str) -> Finding:
    """What is wrong with a page, where `spot` first stands in its text, or at its start where that stands nowhere."""
    number, line = next(((n, line) for n, line in enumerate(text.split("\n"), 1) if spot in line), (1, ""))
    return Finding(str(page), Mark(number, max(line.find(spot), 0) + 1), f"this page {message}", help, line)


def _faults(text: str) -> Iterator[tuple[str, str, str]]:
    """Where in the text each is, what it is, and the way out."""
    if not _TITLE.match(text):
        yield "", "has no title", "begin it with a line such as `Title: About this site`, and no empty line before that"
    if line := nesting.deep_line(text):
        yield line, f"has {nesting.MESSAGE}", nesting.HELP
    for target in links.others(text):
        if not target.startswith(_TO_PAGES) and not links.leads_somewhere(target):
            yield f"]({target}" if target else "]()", f'links to "{target}", which is no address', links.WHOLE
