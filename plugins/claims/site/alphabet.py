"""Where a title stands in the alphabet."""

from __future__ import annotations

import re
import unicodedata

_BEFORE = re.compile(r"[\W_]*")
_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")


def position(title: str) -> tuple[bool, str]:
    """Where a title stands in the alphabet: without accents, case and what comes before its first letter or digit."""
    if not title.isascii():  # most are, and have no accents to lose
        title = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    from_letter = _BEFORE.sub("", title.casefold(), count=1)
    return not from_letter[:1].isascii() or not from_letter, from_letter


def letter(title: str) -> tuple[str, str]:
    """Id and name of the heading that a title stands under."""
    other, plain = position(title)
    if other:
        return "letter-other", "Other scripts"
    return ("letter-digit", "0–9") if plain[0].isdigit() else (f"letter-{plain[0]}", plain[0].upper())


def key(title: str) -> tuple[bool, bool, str]:
    """What titles are sorted by where they are told apart by their first letters: digits first, other scripts last."""
    other, plain = position(title)
    return other, not plain[:1].isdigit(), _letters(plain)


def steps(key: tuple[bool, bool, str]) -> tuple[str, ...]:
    """From a title's key the letter it stands under, and its first two letters, as steps of a path.

    Other scripts have one step.
    """
    other, not_digit, letters = key
    if other:
        return ("other",)
    return (letters[0] if not_digit else "0-9"), letters[:2]


def _letters(plain: str) -> str:
    return _NO_LETTER.sub("", plain) or plain
