"""The datasets and sites of these tests, built once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from claims.data import loader
from claims.data.model import Dataset

from .support import SITE, TINY, Built, Load, Site, build, make_site


@pytest.fixture(scope="session")
def tiny_text() -> str:
    return TINY.read_text(encoding="utf-8")


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Text of a file of claims → its dataset."""

    def load(text: str) -> Dataset:
        file = tmp_path / "claims.yaml"
        file.write_text(text, encoding="utf-8")
        return loader.load(file, today=date(2026, 12, 31))

    return load


@pytest.fixture
def tiny(load: Load, tiny_text: str) -> Built:
    """The tiny dataset, made for a site that stands below the root of its host."""
    return build(load(tiny_text))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project's site, published for an address on this machine at which it can be fetched."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "out").mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "out"))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield make_site(folder, site=f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            thread.join()


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
