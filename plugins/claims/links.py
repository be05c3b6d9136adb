"""Links in prose to records of the file: `[the listing](claim:listed-since-may-2019)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

KINDS = ("claim", "topic", "source", "speaker", "event", "term")
_IN_MARKDOWN = re.compile(rf"\]\(({'|'.join(KINDS)}):([^)\s]*)\)")
_IN_HTML = re.compile(rf'href="({"|".join(KINDS)}):([^"]*)"')


def targets(markdown: str) -> Iterator[tuple[str, str]]:
    """Kind and id of each record that a text links to."""
    for match in _IN_MARKDOWN.finditer(markdown):
        yield match[1], match[2]


def resolve(html: str, address: Callable[[str, str], str]) -> str:
    """HTML with each such link led to `address(kind, id)`."""
    return _IN_HTML.sub(lambda match: f'href="{address(match[1], match[2])}"', html)
