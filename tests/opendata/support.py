"""Datasets and sites that the tests of the open data look at, and how."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import html5lib

from building import write_pages
from claims import exports, pages
from claims.data.model import Dataset
from claims.site.markdown import Prose
from claims.site.release import FOLDER, File, Release
from claims.site.urls import Addresses

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TINY = HERE / "tiny.yaml"
SITE = "https://example.net/project"
HTML = "{http://www.w3.org/1999/xhtml}"

Load = Callable[[str], Dataset]


@dataclass(frozen=True)
class Built:
    """A dataset with what is made of it, without Pelican."""

    dataset: Dataset
    release: Release
    files: dict[str, bytes]
    """Those of the data, by their paths in its folder."""
    pages: tuple[Any, ...]

    def page(self, kind: type[Any]) -> Any:
        return next(page for page in self.pages if isinstance(page, kind))

    def claim(self, id: str) -> pages.ClaimPage:
        return next(page for page in self.pages if isinstance(page, pages.ClaimPage) and page.claim.id == id)


@dataclass(frozen=True)
class Site:
    """A built site; `url` is empty where it has no address."""

    folder: Path
    url: str

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def html(self, path: str) -> Any:
        return html5lib.parse(self.read(path))

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))


def build(dataset: Dataset, site: str = SITE) -> Built:
    prose = Prose()
    release = Release.from_dataset(dataset, name="Tiny & Co", site=site, version="1.2.3")
    authored = [File(path=f"{FOLDER}/claims.yaml", content=b"claims: []\n").info]
    files = [*exports.data_files(dataset, release, Addresses(), prose, authored)]
    release = replace(release, files=(*authored, *(file.info for file in files)))
    contents = {file.path.removeprefix(f"{FOLDER}/"): file.content for file in files}
    return Built(dataset, release, contents, tuple(pages.build(dataset, Addresses(), release, prose)))


def make_site(
    folder: Path, *, claims: Path | None = None, site: str = "", relative: bool = False, **environment: str
) -> Site:
    """Build a site as the Makefile does: with its pages, or with those of one word where `claims` is another file."""
    content, options = "content", list[str]()
    if claims:
        write_pages(folder / "in" / "content")
        (folder / "in" / "data").mkdir()
        copy = shutil.copy(claims, folder / "in" / "data" / "claims.yaml")
        content, options = str(folder / "in" / "content"), ["--extra-settings", f"CLAIMS_FILE={json.dumps(str(copy))}"]
    command = [sys.executable, "-m", "pelican", content, "--output", str(folder / "out"), "--fatal", "warnings"]
    command += ["--settings", "publishconf.py" if site else "pelicanconf.py", "--log-handler", "plain", "--quiet"]
    environment = {"RELATIVE": "1" if relative else "0", "SITEURL": site, "PYTHONPATH": "plugins", **environment}
    environment = {**os.environ, **environment}
    command += options
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120, capture_output=True, text=True)
    return Site(folder / "out", site)


def expected(name: str, content: bytes) -> None:
    """Compare a whole file with the one that was read by eye and kept."""
    file = HERE / "expected" / name
    assert content.decode("utf-8") == file.read_bytes().decode("utf-8")


def plain(html: str) -> str:
    """HTML as text with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def text_of(element: Any) -> str:
    """What an element says, with single spaces."""
    return " ".join("".join(element.itertext()).split())
