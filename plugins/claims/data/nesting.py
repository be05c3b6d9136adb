"""Lists and quotations nested deeper than Markdown can convert.

The converter calls itself once a level, and Python limits how often a function may. No text that is meant to be read
has a line indented so far that this comes near.
"""

from __future__ import annotations

import re

# A hundred signs are a hundred levels where they stand in one line, and 25 where a list is indented by spaces.
_DEEP = re.compile(r"(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]){100}")

MESSAGE = "lists in lists, more than Markdown can take"
HELP = "take some of them out"


def deep_line(markdown: str) -> str:
    """Return the first line that is indented so far, or an empty text."""
    return next(filter(_DEEP.match, markdown.split("\n")), "")
