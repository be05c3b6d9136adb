"""A book as programs for reading meet it: a zip of XML, which a strict parser reads, whose links are followed."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from pages import Site, text

XHTML, OPS, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.idpf.org/2007/opf}"
FOLDER = "EPUB/"
TYPE = f"{OPS}type"


class Book:
    """What a site's folder holds as `data/*.epub`."""

    def __init__(self, site: Site) -> None:
        [self.path] = site.folder.glob("data/*.epub")
        self.bytes = self.path.read_bytes()
        self.zip = ZipFile(io.BytesIO(self.bytes))
        self.files = {info.filename: self.zip.read(info) for info in self.zip.infolist()}

    @cached_property
    def chapters(self) -> dict[str, Element]:
        """The root of each file of XHTML, under its path in the book's folder."""
        names = [name for name in self.files if name.endswith(".xhtml")]
        return {name.removeprefix(FOLDER): ElementTree.fromstring(self.files[name]) for name in names}  # noqa: S314 - our own

    @cached_property
    def package(self) -> Element:
        return ElementTree.fromstring(self.files[f"{FOLDER}package.opf"])  # noqa: S314 - our own

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """File and title of each entry of the list of contents."""
        return [(link.get("href", ""), text(link)) for link in self.chapters["nav.xhtml"].iter(f"{XHTML}a")]

    def links(self, name: str) -> Iterator[tuple[Element, str]]:
        """The links of a chapter, each with the file and the place to which it leads, or with its whole address."""
        for link in self.chapters[name].iter(f"{XHTML}a"):
            address = link.attrib["href"]
            path, _, place = address.partition("#")
            if urlsplit(address).scheme:
                yield link, address
            else:
                file = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
                yield link, f"{file}#{place}" if place else file
