"""What is carried away to where there is no network: a zip of the site, which opens from disk, and what the book needs.

The pages in the zip are those that were published, so they say what these say; only where their links lead is another.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree, html
from lxml.html import HtmlElement

from ..site import labels
from ..site.release import Release
from ..site.urls import Urls

STORED = "mimetype"
"""The first file of an EPUB, by which programs recognize one: it must not be compressed."""
_COMPRESSION = 9  # of 9
_UNIX, _READABLE = 3, 0o100644 << 16  # so that no system writes its own
# What a host or a search engine asks for, what needs a server, and what is made to be carried elsewhere itself.
_LEFT_OUT = (
    *(".", "_headers", "build.json", "robots.txt", "site.webmanifest", "sitemap.xml"),
    *("embed/", "feeds/", "pagefind/", "search/words.json", "share/"),
)
_PACKED = (".epub", ".zip")
_NEEDS_A_HOST = {
    ("http-equiv", "Content-Security-Policy"),  # browsers differ in what a file's own origin is
    ("rel", "manifest"),
    ("type", "module"),  # the search's script: browsers load none from disk
}
_README = "READ-ME-FIRST.txt"


def relink(page: HtmlElement, file: str, address: str, files: Mapping[str, str]) -> None:
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


def site_zip(release: Release, urls: Urls, files: Mapping[str, Path], day: date) -> bytes:
    """Return the zip, made of a site as it is published: `files` are those of the disk under their paths in it."""
    kept = (path for path in sorted(files) if not path.startswith(_LEFT_OUT) and not path.endswith(_PACKED))
    places = {f"{release.site}/{urls.at(path)}": path for path in kept}
    folder = f"{release.key}-{release.version}"

    def contents() -> Iterator[tuple[str, bytes]]:
        yield f"{folder}/{_README}", labels.READ_ME_FIRST.format(release.name, release.in_words, release.site).encode()
        for address, path in places.items():
            content = files[path].read_bytes()
            yield f"{folder}/{path}", _page(path, content, address, places) if path.endswith(".html") else content

    return zipped(contents(), day)


def _page(path: str, content: bytes, address: str, places: Mapping[str, str]) -> bytes:
    page: HtmlElement = html.document_fromstring(content.decode())
    for element in [*page.head.iter(etree.Element)]:
        if not _NEEDS_A_HOST.isdisjoint(element.items()):
            element.drop_tree()
    relink(page, path, address, places)
    text: bytes = html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text
