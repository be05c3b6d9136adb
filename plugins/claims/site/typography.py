"""HTML → the same with what belongs together kept on one line: a number and its unit, a day and its month, `e-mail`."""

from __future__ import annotations

import re

from markupsafe import Markup

_NO_BREAK_SPACE, _NO_BREAK_HYPHEN = "\u00a0", "\u2011"
_KEPT = {" ": _NO_BREAK_SPACE, "-": _NO_BREAK_HYPHEN}
_UNITS = (
    *("per", "kg", "g", "mg", "km", "m", "pounds?", "tons?", "tonnes?", "dollars?", "euros?", "million", "billion"),
    *("hours?", "days?", "weeks?", "months?", "years?", "deaths?", "people", "claims?", "sources?", "passages?"),
    *("witness(?:es)?", "independent", "events?", "cases?", "paragraphs?"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
# What is copied or read by programs stays as it is. Else it is where in a text that is no part of a tag: those end
# before another begins.
_TOGETHER = re.compile(
    r"""<(pre|code|textarea)\b.*?</\1>|<p class="cite__text".*?</p>|https?://[^\s<>"]+"""
    rf"|[ -](?:(?<=[0-9%] )(?=(?:{'|'.join(_UNITS)})\b)|(?<=\bper )(?=cent\b)"
    r"|(?<=\b[A-Za-z]-)(?=[a-z])|(?<=\b[A-Za-z][a-z]-)(?=[a-z]{1,3}\b))(?![^<>]*>)",
    re.DOTALL,
)


def keep_together(html: str) -> Markup:
    """Return HTML in which no line ends between a number and its unit, or inside a short word with a hyphen."""
    return Markup(_TOGETHER.sub(lambda match: _KEPT.get(match[0], match[0]), html))  # noqa: S704 - no tag changed


def let_break(text: str) -> str:
    """Return a text with plain spaces and hyphens again, as it is searched."""
    return text.replace(_NO_BREAK_SPACE, " ").replace(_NO_BREAK_HYPHEN, "-")
