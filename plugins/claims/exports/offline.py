"""What the book and the box have in common: pages whose links lead elsewhere, and a zip that is the same twice."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml.html import HtmlElement

STORED = "mimetype"
"""By what is in its first bytes a program knows an EPUB: this file is not compressed."""
_COMPRESSION = 9  # of 9
_UNIX, _READABLE = 3, 0o100644 << 16  # so that no system writes its own


def lead(page: HtmlElement, file: str, address: str, files: Mapping[str, str]) -> None:
    """Lead the links of a page that stands at an address, and becomes a file, to other files, or else to the site.

    `files` are under the addresses of what they hold; where one names a place in itself, links lead to that. A whole
    address stays, also one of the site.
    """

    def led(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or not parts.path:
            return link
        whole = urljoin(address, link)
        to, place = urldefrag(whole)
        if to not in files:
            return whole
        found, _, within = files[to].partition("#")
        place = within or place
        return quote("../" * file.count("/") + found) + (f"#{place}" if place else "")

    page.rewrite_links(led)


def zipped(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return a zip of files in their order, each as of the begin of a day."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in files:
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content, ZIP_STORED if path == STORED else ZIP_DEFLATED, _COMPRESSION)
    return packed.getvalue()
