"""Datasets and sites that the tests of the open data look at."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import html5lib
import pytest

from building import write_pages
from claims import exports, pages
from claims.data import loader
from claims.data.markdown import MarkdownRenderer
from claims.data.model import Dataset
from claims.site.release import Edition
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
    edition: Edition
    pages: tuple[Any, ...]

    def page(self, kind: type[Any], title: str | None = None) -> Any:
        return next(page for page in self.pages if isinstance(page, kind) and title in {None, page.title})

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


@pytest.fixture(scope="session")
def tiny_text() -> str:
    return TINY.read_text(encoding="utf-8")


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Text of a file of claims → its dataset."""
    from datetime import date  # noqa: PLC0415

    def load(text: str) -> Dataset:
        file = tmp_path / "claims.yaml"
        file.write_text(text, encoding="utf-8")
        return loader.load(file, today=date(2026, 12, 31))

    return load


def build(dataset: Dataset, site: str = SITE, version: str = "1.2.3") -> Built:
    prose = MarkdownRenderer()
    authored = {"claims.yaml": b"claims: []\n"}
    edition = exports.build(dataset, name="Tiny & Co", site=site, version=version, authored=authored, prose=prose)
    return Built(dataset, edition, tuple(pages.build(dataset, Addresses(), edition, prose)))


@pytest.fixture
def tiny(load: Load, tiny_text: str) -> Built:
    """The tiny dataset, made for a site that stands below the root of its host."""
    return build(load(tiny_text))


def make_site(
    folder: Path, *, claims: Path | None = None, site: str = "", relative: bool = False, **environment: str
) -> Site:
    """Build a site as the Makefile does: with its pages, or with those of one word where `claims` is another file."""
    overrides = {}
    content = "content"
    if claims:
        write_pages(folder / "in" / "content")
        (folder / "in" / "data").mkdir()
        shutil.copy(claims, folder / "in" / "data" / "claims.yaml")
        content = str(folder / "in" / "content")
        overrides["CLAIMS_FILE"] = json.dumps(str(folder / "in" / "data" / "claims.yaml"))
    command = [sys.executable, "-m", "pelican", content, "--output", str(folder / "out"), "--fatal", "warnings"]
    command += ["--settings", "publishconf.py" if site else "pelicanconf.py", "--log-handler", "plain", "--quiet"]
    if overrides:
        command += ["--extra-settings", *(f"{key}={value}" for key, value in overrides.items())]
    environment = {"RELATIVE": "1" if relative else "0", "SITEURL": site, "PYTHONPATH": "plugins", **environment}
    environment = {**os.environ, **environment}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120, capture_output=True, text=True)
    return Site(folder / "out", site)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project's site, published for an address on this machine at which it can be fetched."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "out").mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "out")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield make_site(folder, site=f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's site as `make html` builds it."""
    return make_site(tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="session")
def from_disk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's site as `make html RELATIVE=1` builds it."""
    return make_site(tmp_path_factory.mktemp("disk"), relative=True)


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny dataset, published."""
    return make_site(tmp_path_factory.mktemp("tiny"), claims=TINY, site=SITE)


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
