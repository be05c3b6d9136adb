"""Where a title stands in the alphabet."""

from __future__ import annotations

import re
import unicodedata

_BEFORE = re.compile(r"[\W_]*")


def position(title: str) -> tuple[bool, str]:
    """Return what titles are sorted by: without accents, case and signs before the first letter; other scripts last."""
    without_accents = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    from_letter = _BEFORE.sub("", without_accents.casefold(), count=1)
    return not from_letter[:1].isascii() or not from_letter, from_letter


def letter(title: str) -> tuple[str, str]:
    """Return id and name of the heading that a title stands under."""
    other, plain = position(title)
    if other:
        return "letter-other", "Other scripts"
    return ("letter-digit", "0–9") if plain[0].isdigit() else (f"letter-{plain[0]}", plain[0].upper())
