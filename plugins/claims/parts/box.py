"""What is carried away to where there is no network: a zip of the site, which opens from disk.

The pages in the zip are those that were published, so they say what these say; only where their links lead is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from lxml import etree, html
from lxml.html import HtmlElement

from ..site.release import Release
from ..site.urls import Urls
from ..web.zips import relink, zipped
from . import Part

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
_READ_ME_FIRST = """{0}
{1}

Double-click index.html. It opens in your browser and needs no internet. Only the search is left out.
For later corrections, go to {2}/
"""
_README = "READ-ME-FIRST.txt"


def site_zip(release: Release, urls: Urls, files: Mapping[str, Path], day: date) -> bytes:
    """Return the zip, made of a site as it is published: `files` are those of the disk under their paths in it."""
    kept = (path for path in sorted(files) if not path.startswith(_LEFT_OUT) and not path.endswith(_PACKED))
    places = {f"{release.site}/{urls.at(path)}": path for path in kept}
    folder = f"{release.key}-{release.version}"

    def contents() -> Iterator[tuple[str, bytes]]:
        yield f"{folder}/{_README}", _READ_ME_FIRST.format(release.name, release.in_words, release.site).encode()
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


class Box(Part):
    """The site as a zip that opens from disk, where its data has a date."""

    places: ClassVar = {"keep": "parts/box/keep.html"}

    @property
    def path(self) -> str:
        """The path of the zip, empty where there is none."""
        release = self.build.site.release
        return f"data/{release.key}-site.zip" if release.date else ""

    def context(self) -> Mapping[str, Any]:
        """Return where the zip is."""
        return {"path": self.path}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the zip, made of what is on disk by now."""
        release, folder = self.build.site.release, self.build.output
        if self.path and release.date:
            files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
            yield self.path, site_zip(release, self.build.site.urls, {**files, **self.build.copied}, release.date)


PART = Box
