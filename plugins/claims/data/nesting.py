"""Lists and quotations in each other, deeper than Markdown can take.

It goes one call further down with each, and Python ends what calls itself too often. A line that is set in so far that
this comes near stands in no text that somebody means to be read.
"""

from __future__ import annotations

import re

# A hundred signs are a hundred levels where they stand in one line, and 25 where a list is set in by spaces.
_DEEP = re.compile(r"(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]){100}")

MESSAGE = "lists in lists, more than Markdown can take"
HELP = "take some of them out"


def deep_line(markdown: str) -> str:
    """The first line that is set in so far, or nothing."""
    if len(markdown) < 100:  # noqa: PLR2004 - as many characters as signs
        return ""
    return next(filter(_DEEP.match, markdown.split("\n")), "")
