"""Links in prose to records of the file: `[the listing](claim:listed-since-may-2019)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

KINDS = ("claim", "topic", "source", "speaker", "event", "term")
_IN_MARKDOWN = re.compile(rf"\]\(<?({'|'.join(KINDS)}):([^)>\s]*)")  # a title in quotation marks may follow
_IN_HTML = re.compile(rf'href="({"|".join(KINDS)}):([^"]*)"')


def targets(markdown: str) -> Iterator[tuple[str, str]]:
    """Kind and id of each record that a text links to."""
    for match in _IN_MARKDOWN.finditer(markdown):
        yield match[1], match[2]


def spans(markdown: str, kind: str, id: str) -> Iterator[tuple[int, int]]:
    """From where to where the id stands in each link of a text to one record."""
    for match in _IN_MARKDOWN.finditer(markdown):
        if match.groups() == (kind, id):
            yield match.span(2)


def resolve(html: str, address: Callable[[str, str], str]) -> str:
    """HTML with each such link led to `address(kind, id)`."""
    return _IN_HTML.sub(lambda match: f'href="{address(match[1], match[2])}"', html)
