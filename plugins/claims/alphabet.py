"""Where a title stands in the alphabet."""

from __future__ import annotations

import unicodedata


def position(title: str) -> tuple[bool, str]:
    """Where a title stands in the alphabet: without accents, case and what comes before its first letter or digit."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c)).casefold()
    from_letter = plain.lstrip("".join(c for c in plain if not c.isalnum()))
    return not from_letter[:1].isascii() or not from_letter, from_letter


def letter(title: str) -> tuple[str, str]:
    """Id and name of the heading that a title stands under."""
    other, plain = position(title)
    if other:
        return "letter-other", "Other scripts"
    return ("letter-digit", "0–9") if plain[0].isdigit() else (f"letter-{plain[0]}", plain[0].upper())
