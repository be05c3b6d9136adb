"""Prose pages in `content/` → what is wrong with them, and where, which Pelican would not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import links, loader
from .diagnostics import DataError, Finding, Mark

# It stands before the first empty line, and has a letter or digit to name the page's folder by.
_TITLE = re.compile(r"(?:.+\n)*?title:.*\w", re.IGNORECASE)
# How links to other pages begin: ours, Pelican's and relative ones.
_TO_PAGES = (f"{links.PAGE}:", "{", ".")


def faults(pages: Iterable[Path]) -> Iterator[Finding]:
    """Yield what keeps files from being pages that say what their authors meant, or from being text at all."""
    for page in pages:
        try:
            text = loader.text_of(page)
        except DataError as error:
            yield from error.findings
            continue
        if not _TITLE.match(text):
            help = "begin it with a line such as `Title: About this site`, and no empty line before that"
            yield finding(page, text, "", "has no title", help)
        if line := links.deep_line(text):
            yield finding(page, text, line, f"has {links.TOO_DEEP}", links.LESS_DEEP)
        for target in links.others(text):
            if not target.startswith(_TO_PAGES) and not links.leads_somewhere(target):
                message = f'links to "{target}", which is no address'
                yield finding(page, text, f"]({target}" if target else "]()", message, links.WHOLE)


def finding(page: Path, text: str, spot: str, message: str, help: str) -> Finding:
    """Return a fault of a page, marked where `spot` first stands in its text, or else at its start."""
    number, line = next(((n, line) for n, line in enumerate(text.split("\n"), 1) if spot in line), (1, ""))
    return Finding(str(page), Mark(number, max(line.find(spot), 0) + 1), f"this page {message}", help, line)
