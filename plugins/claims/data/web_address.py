"""Whether a text is the address of a page on the web, whole and written so that a browser takes it as it stands."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NEVER = re.compile(r"[\s<>\"\\^`{|}]")  # signs that no address holds (RFC 3986, 2)


def is_whole(text: str) -> bool:
    """Return True for http and https with a dot in the host, no user name, and a port, if any, that can be one."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = text.isprintable() and not _NEVER.search(text) and parts.username is None
    return plain and parts.scheme in {"http", "https"} and "." in host.strip(".")
