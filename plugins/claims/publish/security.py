"""/.well-known/security.txt: whom to tell of a hole, and until when that holds. See RFC 9116.

Neither can be made up, nor counted from a clock: whoever publishes gives both, or there is no such file.
"""

from __future__ import annotations

import re
from datetime import datetime

from . import contacts
from .contacts import ContactError

PATH = ".well-known/security.txt"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = re.compile(rf"{_DAY.pattern}T{_TIME}:[0-5][0-9](\.[0-9]+)?(Z|[+-]{_TIME})")  # RFC 3339, 5.6


def expiry(text: str) -> str:
    """A day, or a moment with its time zone, as RFC 3339 writes it."""
    moment = f"{text}T00:00:00Z" if _DAY.fullmatch(text) else text
    try:
        if not _MOMENT.fullmatch(moment):  # Python reads more than that
            raise ValueError
        datetime.fromisoformat(moment)
    except ValueError:
        raise ContactError(f"SECURITY_EXPIRES is {text!r}: expected a day, as in 2027-06-30") from None
    return moment


def security_txt(contact_text: str, expires_text: str, site: str, lang: str) -> str | None:
    """The file, or None where nothing was given."""
    if not contact_text and not expires_text:
        return None
    if not contact_text or not expires_text:
        missing, there = ("CONTACT", "EXPIRES") if expires_text else ("EXPIRES", "CONTACT")
        raise ContactError(f"SECURITY_{there} is set and SECURITY_{missing} is not: security.txt needs both")
    return (
        f"Contact: {contacts.read('SECURITY_CONTACT', contact_text)}\n"
        f"Expires: {expiry(expires_text)}\n"
        f"Preferred-Languages: {lang}\n"
        f"Canonical: {site}/{PATH}\n"
    )
