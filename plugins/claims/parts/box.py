"""What is carried away to where there is no network: a zip of the site, which opens from disk.

The pages in the zip are those that were published, so they say what these say; only where their links lead is another.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree, html
from lxml.html import HtmlElement

from ..site.language import N_
from . import Part

# What a host or a search engine asks for, what needs a server, and what is made to be carried elsewhere itself.
_LEFT_OUT = (
    *(".", "_headers", "build.json", "robots.txt", "site.webmanifest", "sitemap.xml"),
    *("embed/", "feeds/", "pagefind/", "search/words.json", "share/"),
)
_NEEDS_A_HOST = {
    ("http-equiv", "Content-Security-Policy"),  # browsers differ in what a file's own origin is
    ("rel", "manifest"),
    ("type", "module"),  # the search's script: browsers load none from disk
}
_READ_ME_FIRST = N_("""\
%(site)s
%(version)s

Double-click index.html. It opens in your browser and needs no internet. Only the search is left out.
For later corrections, go to %(address)s/
""")
_README = "READ-ME-FIRST.txt"
_COMPRESSION = 9  # of 9
_UNIX, _READABLE = 3, 0o100644 << 16  # so that no system writes its own


def zipped(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return a zip of files in their order, each dated to the beginning of a day: the same on every machine."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in files:
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content, ZIP_DEFLATED, _COMPRESSION)
    return packed.getvalue()


def _to_file(link: str, path: str, address: str, places: Mapping[str, str]) -> str:
    """Return where a link of a page leads in the zip: to a file of it, or else to the site."""
    parts = urlsplit(link)
    if parts.scheme or not parts.path:
        return link
    whole = urljoin(address, link)
    page, place = urldefrag(whole)
    if page not in places:
        return whole
    return quote("../" * path.count("/") + places[page]) + (f"#{place}" if place else "")


def _page(path: str, content: bytes, address: str, places: Mapping[str, str]) -> bytes:
    page: HtmlElement = html.document_fromstring(content.decode())
    for element in [*page.head.iter(etree.Element)]:
        if not _NEEDS_A_HOST.isdisjoint(element.items()):
            element.drop_tree()
    page.rewrite_links(partial(_to_file, path=path, address=address, places=places))
    text: bytes = html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text


class Box(Part):
    """The site as a zip that opens from disk, where its data has a date."""

    for_all: ClassVar = True
    places: ClassVar = {"keep": "parts/box/keep.html"}

    def context(self) -> Mapping[str, Any]:
        """Return where the zip is; nowhere where there is none."""
        return {"path": self.build.site.release.zip}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the zip, made of what is on disk by now."""
        release = self.build.site.release
        if release.date:
            yield release.zip, zipped(self._contents(), release.date)

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        build, release = self.build, self.build.site.release
        files = {file.relative_to(build.output).as_posix(): file for file in build.output.rglob("*") if file.is_file()}
        files |= build.copied
        folders = tuple(f"{other.prefix}{name}" for other in (build, *build.others) for name in _LEFT_OUT)
        kept = [path for path in sorted(files) if not path.startswith(folders) and not path.endswith(".zip")]
        places = {f"{release.site}/{build.site.urls.at(path)}": path for path in kept}
        version = release.in_words(build.site.language)
        words = build.site.language.gettext(_READ_ME_FIRST, site=release.name, version=version, address=release.site)
        yield f"{release.key}/{_README}", words.encode()
        for address, path in places.items():
            content = files[path].read_bytes()
            yield f"{release.key}/{path}", _page(path, content, address, places) if path.endswith(".html") else content


PART = Box
