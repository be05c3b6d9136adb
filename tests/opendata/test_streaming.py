"""Files that are handed on as they are made: the same as those that are kept, and nothing of them held."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from claims.output import Output

from claims import exports
from claims.data.model import Dataset
from claims.site.release import File, Print, Spool

from .conftest import SITE, Load

AUTHORED = {"claims.yaml": b"claims: []\n"}


@pytest.fixture
def dataset(load: Load, tiny_text: str) -> Dataset:
    return load(tiny_text)


def test_files_handed_on_are_those_that_are_kept(dataset: Dataset, tmp_path: Path) -> None:
    handed: list[File] = []
    written = tmp_path / "claims.yaml"
    written.write_bytes(AUTHORED["claims.yaml"])
    streamed = exports.build(
        dataset,
        name="Tiny",
        site=SITE,
        authored={"claims.yaml": written},
        into=lambda file: handed.append(replace(file, content=file.whole())),
    )
    kept = exports.build(dataset, name="Tiny", site=SITE, authored=AUTHORED)
    assert tuple(handed) == kept.files
    assert streamed.files == tuple(file.print for file in handed)
    assert all(isinstance(file, Print) for file in streamed.files)


def test_a_print_is_that_of_the_content() -> None:
    assert File(path="a.txt", content=b"abc", authored=True).print == Print(
        path="a.txt",
        size=3,
        sha256="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        authored=True,
    )


def test_content_on_the_disk_is_that_which_was_put_there() -> None:
    content = b"abc" + b"de" * 1_000_000
    with Spool() as spool:
        assert (len(spool), [*spool.pieces()]) == (0, [])
        spool.fill([b"abc", b"", *[b"de"] * 1_000_000])
        assert len(spool) == 2_000_003
        assert spool.read(2, 3) == b"cde"
        file, in_memory = File(path="a.txt", content=spool), File(path="a.txt", content=content)
        assert file.print == in_memory.print
        assert [len(piece) for piece in file.pieces()] == [1 << 20, 2_000_003 - (1 << 20)]
        assert file.whole() == in_memory.whole() == content


def test_a_file_is_let_go_before_the_one_after_the_next_is_made(dataset: Dataset) -> None:
    alive: list[weakref.ref[File]] = []
    most = 0

    def into(file: File) -> None:
        nonlocal most
        alive.append(weakref.ref(file))
        gc.collect()
        most = max(most, sum(ref() is not None for ref in alive))

    exports.build(dataset, into=into)
    assert len(alive) > 10
    assert most <= 2


def test_a_file_is_written_below_folders_that_are_made_for_it(tmp_path: Path) -> None:
    output = Output(tmp_path / "out")
    for path in ("a.txt", "b/c/d.txt", "b/c/e.txt", "b/f.txt"):
        output.write(File(path=path, content=path.encode()))
    found = {f.relative_to(tmp_path / "out").as_posix(): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert found == {path: path.encode() for path in ("a.txt", "b/c/d.txt", "b/c/e.txt", "b/f.txt")}
