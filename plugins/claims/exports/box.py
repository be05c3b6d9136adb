"""The published site → a zip of it that opens from disk by double click: what `make html RELATIVE=1` builds.

Its pages are those that were published, so it says what they say; only where their links lead is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement

from ..site import labels
from ..site.release import Release
from ..site.urls import Urls
from .offline import lead, zipped

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


def box(release: Release, urls: Urls, files: Mapping[str, Path], day: date) -> bytes:
    """Return the zip, made of a site as it is published: `files` are those of the disk under their paths in it."""
    kept = {
        path: files[path] for path in sorted(files) if not path.startswith(_LEFT_OUT) and not path.endswith(_PACKED)
    }
    places = {f"{release.site}/{urls.at(path)}": path for path in kept}
    folder = f"{release.key}-{release.version}"
    return zipped(((f"{folder}/{path}", content) for path, content in _contents(release, kept, places)), day)


def _contents(release: Release, kept: Mapping[str, Path], places: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    yield _README, labels.READ_ME_FIRST.format(release.name, release.in_words, release.site).encode()
    for address, path in places.items():
        content = kept[path].read_bytes()
        yield path, _page(path, content, address, places) if path.endswith(".html") else content


def _page(path: str, content: bytes, address: str, places: Mapping[str, str]) -> bytes:
    page: HtmlElement = html.document_fromstring(content.decode())
    for element in [*page.head.iter(etree.Element)]:
        if not _NEEDS_A_HOST.isdisjoint(element.items()):
            element.drop_tree()
    lead(page, path, address, places)
    text: bytes = html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text
