"""A dataset with one of everything that the open data must get right, and all that is made of it without Pelican."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from claims.features.data_files import DataPage, data_files
from claims.model import parser
from claims.pages.claims import ClaimPage
from claims.site.citations import FOLDER
from claims.site.page import Page
from claims.site.site import Site
from claims.source import yaml_reader as reader
from support.datasets import make_site, pages_from
from support.helpers import Value
from support.pages import Site as BuiltSite

HERE = Path(__file__).parents[1] / "features"
TINY = (HERE / "tiny.yaml").read_text(encoding="utf-8")
PageT = TypeVar("PageT", bound=Page)
ADDRESS = "https://example.net/project"


@dataclass(frozen=True)
class Made:
    """What is made of a dataset; `files` are those of the data, by their paths in its folder."""

    site: Site
    files: dict[str, bytes]
    pages: tuple[Page, ...]

    def page(self, kind: type[PageT]) -> PageT:
        """The first page of a kind."""
        return next(page for page in self.pages if isinstance(page, kind))

    @property
    def claims(self) -> dict[str, ClaimPage]:
        return {page.claim.id: page for page in self.pages if isinstance(page, ClaimPage)}


def make(text: str = TINY, address: str = ADDRESS) -> Made:
    """Make everything of a file of claims, for a site at an address or without one."""
    parsed = parser.parse(reader.read(text))
    assert not parsed.problems
    site = make_site(parsed.dataset, address)
    return Made(site, dict(data_files(site)), (*pages_from(site), DataPage(site)))


def published_data(folder: Path) -> dict[str, bytes]:
    """The files of the data that a site's folder holds, by their names."""
    return {path.name: path.read_bytes() for path in (folder / FOLDER).iterdir()}


def root(site: BuiltSite) -> str:
    """What the addresses on a site's pages begin with, wherever they are served from."""
    return urlsplit(site.base).path


def expected(name: str, content: bytes) -> None:
    """Compare a whole file with the one that was read by eye and kept; `make golden` writes that anew."""
    kept = HERE / "expected" / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        kept.write_bytes(content)
    assert content.decode("utf-8") == kept.read_bytes().decode("utf-8"), "type make golden, and read git diff"


def plain(html: str) -> str:
    """HTML as text with single spaces, and plain hyphens in place of those that keep words together."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def objects(value: Value) -> Iterator[dict[str, Any]]:
    """Yield each object of a JSON value, whatever it stands in."""
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from objects(part)
