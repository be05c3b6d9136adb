"""The site's address, as whoever publishes gives it."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"https?://"
    r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"  # a host, perhaps a port
    r"(?:/[A-Za-z0-9._~%-]+)*",  # perhaps folders
    re.ASCII,
)


class AddressError(ValueError):
    """An address that pages cannot be published for; the message says what to write instead."""


def read(text: str) -> str:
    """The address without a slash at its end, so that paths can follow."""
    address = text.strip().rstrip("/")
    example = "as in\n  SITEURL=https://example.org make publish"
    if not address.startswith(("https://", "http://")):
        raise AddressError(f"set SITEURL to the address the site will have, {example}")
    if not _ADDRESS.fullmatch(address):
        raise AddressError(
            f"SITEURL is {text!r}, and the address of a site is a host in lower case, perhaps a port and folders,"
            f" and nothing after them, {example}"
        )
    return address
