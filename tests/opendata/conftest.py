"""The tiny dataset, as it is and as a site."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from building import Once, publish, small_project
from claims.model import parser
from claims.source import yaml_reader as reader
from claims_tools import release
from pages import Site

from .support import ADDRESS, TINY, Made, make


@pytest.fixture(scope="session")
def tiny() -> Made:
    """The tiny dataset, made for a site that stands below the root of its host."""
    return make()


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Site:
    """The same, published, with an edition that was made before its headline changed."""
    folder = small_project(tmp_path_factory.mktemp("tiny") / "project", TINY)
    text = TINY.replace("Do they hold up?", "Who knows?").replace("1.4.2", "1.4.1")
    data = release.data_of(parser.parse(reader.read(text)).dataset, {"claims.yaml": text.encode()}, ADDRESS)
    edition, releases = release.zipped(data, date(2026, 12, 1)), folder / "data" / "releases"
    releases.mkdir()
    (releases / "tiny-co-1.4.1.zip").write_bytes(edition)
    sums = f"{hashlib.sha256(edition).hexdigest()}  tiny-co-1.4.1.zip\n"
    (releases / "SHA256SUMS").write_text(sums, encoding="utf-8")
    (releases / "dois.txt").write_text("1.4.1 10.1234/tiny.3\n", encoding="utf-8")
    return Site(once("tiny", lambda output: publish(folder, output, ADDRESS)), ADDRESS)


@pytest.fixture(params=["published_site", "tiny_site"])
def any_published(request: pytest.FixtureRequest) -> Site:
    """The project's site and the tiny one, each published."""
    found: Site = request.getfixturevalue(request.param)
    return found
