"""HTML → the same with what belongs together kept on one line: a number and its unit, a day and its month, `e-mail`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

_NO_BREAK_SPACE, _NO_BREAK_HYPHEN = "\u00a0", "\u2011"
_UNITS = (
    *("per", "kg", "g", "mg", "km", "m", "pounds?", "tons?", "tonnes?", "dollars?", "euros?", "million", "billion"),
    *("hours?", "days?", "weeks?", "months?", "years?", "deaths?", "people", "claims?", "sources?", "passages?"),
    *("witness(?:es)?", "independent", "events?", "cases?", "paragraphs?"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
# Where in a text that is no part of a tag, since those end before another begins.
_TOGETHER = re.compile(
    rf"[ -](?:(?<=[0-9%] )(?=(?:{'|'.join(_UNITS)})\b)|(?<=\bper )(?=cent\b)"
    r"|(?<=\b[A-Za-z]-)(?=[a-z])|(?<=\b[A-Za-z][a-z]-)(?=[a-z]{1,3}\b))(?![^<>]*>)"
)
_COPIED = re.compile(r"(<(pre|code|textarea)\b.*?</\2>)", re.DOTALL)


def keep_together(html: str) -> Markup:
    """Return HTML in which no line ends between a number and its unit, or inside a short word with a hyphen."""
    return Markup("".join(_kept(piece) for piece in _pieces(html)))  # noqa: S704 - only spaces and hyphens changed


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is to be copied or read by programs as it is."""
    at = 0
    for match in _COPIED.finditer(text):
        yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    yield text[at:], False


def _kept(piece: tuple[str, bool]) -> str:
    text, as_it_is = piece
    if as_it_is:
        return text
    return _TOGETHER.sub(lambda match: _NO_BREAK_SPACE if match[0] == " " else _NO_BREAK_HYPHEN, text)
