"""Where somebody can be told something, as whoever publishes gives it."""

from __future__ import annotations

import re


class ContactError(ValueError):
    """A contact that nobody can follow, or a day that is none; the message says what to write instead."""


def read(name: str, text: str) -> str:
    """A contact as an address that programs can follow; `name` is the variable in which it was given."""
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", text):
        return f"mailto:{text}"
    if re.fullmatch(r"(?:mailto:|https://|tel:)\S+", text):
        return text
    raise ContactError(f"{name} is {text!r}: expected a mail address, or what begins with https://, mailto: or tel:")
