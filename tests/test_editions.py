"""Editions as they are read: from zips that are as they were released, with the DOIs that were written beside them."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from claims.checks import editions
from claims.checks.editions import Edition
from claims.source.diagnostics import DataError
from claims_tools.release import zipped


def made(folder: Path, *versions: str) -> dict[str, bytes]:
    """Editions of a file of claims that says its version, each made a day later than the one before."""
    folder.mkdir(exist_ok=True)
    zips = {}
    for day, version in enumerate(versions, 1):
        claims = f"# {version}\n".encode()
        files = [{"path": "claims.yaml", "bytes": len(claims), "sha256": hashlib.sha256(claims).hexdigest()}]
        listing = json.dumps({"name": "Tiny", "version": version, "files": files}).encode()
        content = zipped({"claims.yaml": claims, "version.json": listing}, date(2026, 12, day))
        zips[f"tiny-{version}.zip"] = content
        (folder / f"tiny-{version}.zip").write_bytes(content)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in zips.items()]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    return zips


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made(Path("releases"), "3.9.0", "3.10.0")
    return Path("releases")


def mistakes(folder: Path) -> str:
    with pytest.raises(DataError) as error:
        editions.read(folder)
    return str(error.value)


def test_without_a_folder_there_are_no_editions(tmp_path: Path) -> None:
    assert editions.read(tmp_path / "releases") == ()


def test_an_edition_is_told_by_its_zip_and_the_newest_comes_first(folder: Path) -> None:
    newest, oldest = editions.read(folder)
    content = (folder / "tiny-3.10.0.zip").read_bytes()
    assert newest == Edition(
        name="tiny-3.10.0.zip",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        claims_sha256=hashlib.sha256(b"# 3.10.0\n").hexdigest(),
        version="3.10.0",
        date=date(2026, 12, 2),
        doi="",
    )
    assert (newest.path, oldest.version) == ("data/releases/tiny-3.10.0.zip", "3.9.0")


def test_a_doi_is_that_of_the_edition_in_its_line(folder: Path) -> None:
    (folder / "dois.txt").write_text("# From Zenodo.\n\n3.9.0   10.5281/zenodo.12 \r\n", encoding="utf-8", newline="")
    assert [edition.doi for edition in editions.read(folder)] == ["", "10.5281/zenodo.12"]


def test_what_is_wrong_with_dois_is_told_with_its_place(folder: Path) -> None:
    lines = [
        "3.9.0 https://doi.org/10.5281/zenodo.12",
        " 3.9.1 10.5281/zenodo.12",
        "3.10.0",
        "zenodo 10.5281/zenodo.12",
    ]
    (folder / "dois.txt").write_text("\n".join(lines), encoding="utf-8")
    assert mistakes(folder) == (
        'releases/dois.txt:1:7: error: "https://doi.org/10.5281/zenodo.12" is not a DOI\n'
        "    1 | 3.9.0 https://doi.org/10.5281/zenodo.12\n"
        "      |       ^\n"
        "  help: write it without an address, as in 10.5281/zenodo.1234567\n"
        'releases/dois.txt:2:2: error: no edition is "3.9.1"\n'
        "    2 |  3.9.1 10.5281/zenodo.12\n"
        "      |  ^\n"
        '  help: did you mean "3.9.0"?\n'
        'releases/dois.txt:3:7: error: "" is not a DOI\n'
        "    3 | 3.10.0\n"
        "      |       ^\n"
        "  help: write it without an address, as in 10.5281/zenodo.1234567\n"
        'releases/dois.txt:4:1: error: no edition is "zenodo"\n'
        "    4 | zenodo 10.5281/zenodo.12\n"
        "      | ^\n"
        "  help: begin the line with the number of an edition\n"
        "4 mistakes found"
    )


def test_an_edition_that_is_not_as_it_was_released_is_told(folder: Path) -> None:
    first, second = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    (folder / "tiny-3.9.0.zip").unlink()
    with (folder / "tiny-3.10.0.zip").open("ab") as file:
        file.write(b"!")
    shutil.copy(folder / "tiny-3.10.0.zip", folder / "another.zip")
    help = "  help: bring this folder back from git: an edition never changes, and what is new needs another one\n"
    assert mistakes(folder) == (
        'releases/SHA256SUMS:1:1: error: the edition "another.zip" was not released by `make release`\n'
        f"{help}"
        'releases/SHA256SUMS:1:1: error: the edition "tiny-3.9.0.zip" is gone\n'
        f"    1 | {first}\n"
        "      | ^\n"
        f"{help}"
        'releases/SHA256SUMS:2:1: error: the edition "tiny-3.10.0.zip" is not as it was released\n'
        f"    2 | {second}\n"
        "      | ^\n"
        f"{help}"
        "3 mistakes found"
    )


@pytest.mark.parametrize("content", [b"no zip", zipped({"notes.txt": b"Notes."}, date(2026, 12, 3))])
def test_a_file_that_is_no_edition_is_told_though_its_checksum_was_written(folder: Path, content: bytes) -> None:
    (folder / "notes.zip").write_bytes(content)
    line = f"{hashlib.sha256(content).hexdigest()}  notes.zip"
    with (folder / "SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert mistakes(folder) == (
        'releases/SHA256SUMS:3:1: error: the edition "notes.zip" was not released by `make release`\n'
        f"    3 | {line}\n"
        "      | ^\n"
        "  help: bring this folder back from git: an edition never changes, and what is new needs another one\n"
        "1 mistake found"
    )


def test_without_their_checksums_editions_are_not_believed(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()
    assert "2 mistakes found" in mistakes(folder)
