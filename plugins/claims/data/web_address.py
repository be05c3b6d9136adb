"""Whether a text is the address of a page on the web, whole and written so that a browser takes it as it stands."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# What nearly every address is, told without taking it apart.
_PLAIN = re.compile(r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_FOREIGN = re.compile(r"[\s<>\"\\^`{|}]")  # signs that no address holds (RFC 3986, 2)


def is_whole(text: str) -> bool:
    """True for http and https with a host that has a dot, and neither a name and password nor a port that cannot be."""
    if _PLAIN.fullmatch(text):
        return True
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = text.isprintable() and not _FOREIGN.search(text) and parts.username is None
    return plain and parts.scheme in {"http", "https"} and "." in host.strip(".")
