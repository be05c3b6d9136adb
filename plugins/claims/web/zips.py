"""What is carried away: zips that are the same on every machine, and pages whose links lead to files."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STORED = "mimetype"
"""The first file of an EPUB, by which programs recognize one: it must not be compressed."""
_COMPRESSION = 9  # of 9
_UNIX, _READABLE = 3, 0o100644 << 16  # so that no system writes its own


def relink(page: Any, file: str, address: str, files: Mapping[str, str]) -> None:
    """Point the links of a page, which has an address and becomes a file, at other files, or else at the site.

    `files` maps the addresses of pages to files, or to places in them (`sources.xhtml#source-id`). A whole address
    stays, also one of the site.
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
    """Return a zip of files in their order, each dated to the beginning of a day."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in files:
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content, ZIP_STORED if path == STORED else ZIP_DEFLATED, _COMPRESSION)
    return packed.getvalue()
