"""What is compressed, and that it unpacks to the same bytes."""

import gzip
from pathlib import Path

import brotli
import pytest

from claims.parts import host
from support import datasets
from support.building import publish, small_project
from support.hosting import ADDRESS
from support.pages import Site

COMPRESSED_ALREADY = {".zip", ".pagefind", ".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta"}
"""Editions, and the search's index."""


@pytest.fixture(scope="module")
def compressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = small_project(tmp_path_factory.mktemp("compressed") / "project", datasets.BARE)
    return Site(publish(project, project / "output", ADDRESS, compressed=True), ADDRESS)


def test_every_text_file_of_a_kilobyte_has_both_beside_it(compressed: Site) -> None:
    names = compressed.files
    large = {
        path
        for path in names
        if Path(path).suffix in host.SUFFIXES and (compressed.folder / path).stat().st_size >= 1024
    }
    assert {path for path in large if path.endswith(".html")}
    assert {path for path in large if not {f"{path}.br", f"{path}.gz"} <= names} == set()
    assert {path for path in names if path.endswith((".br", ".gz")) and path[:-3] not in large} == set()


def test_every_kind_of_text_that_is_published_is_one_that_is_compressed(published_site: Site) -> None:
    passed_by = {Path(path).suffix for path in published_site.files} - host.SUFFIXES - {".br", ".gz"}
    assert passed_by <= {"", ".png", ".ico", ".sqlite", ".zip", *COMPRESSED_ALREADY}


@pytest.mark.parametrize(("suffix", "unpack"), [(".br", brotli.decompress), (".gz", gzip.decompress)])
def test_each_unpacks_to_its_file_and_is_smaller(compressed: Site, suffix: str, unpack: object) -> None:
    assert callable(unpack)
    for path in sorted(path for path in compressed.files if path.endswith(suffix)):
        packed = (compressed.folder / path).read_bytes()
        content = (compressed.folder / path.removesuffix(suffix)).read_bytes()
        assert unpack(packed) == content, path
        assert len(packed) < len(content), path


def test_what_is_small_or_no_text_stays_alone(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_text("x" * 1023)
    (tmp_path / "picture.png").write_bytes(bytes(5000))
    host.compress(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture.png", "small.html"]
