"""build.json says which state of the project a site was built from; the notices of others go with the site."""

import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from claims.parts import host
from support.building import ROOT, accept_remarks, publish
from support.hosting import ADDRESS
from support.pages import Site

DATA = {"path": "data/v1/claims.yaml", "sha256": hashlib.sha256(b"claims: []\n").hexdigest()}


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _commit(folder: Path) -> str:
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "first")
    return _git(folder, "rev-parse", "HEAD")


def _info(folder: Path) -> dict[str, Any]:
    info: dict[str, Any] = json.loads(
        host.build_json(folder, (folder / "data/claims.yaml").read_bytes(), "data/v1/claims.yaml")
    )
    return info


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A project as it is unpacked from an archive."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.yaml").write_text("claims: []\n")
    (tmp_path / "README.md").write_text("Words.\n")
    return tmp_path


@pytest.fixture
def checkout(archive: Path) -> Path:
    """A project with one commit."""
    _commit(archive)
    return archive


def test_a_build_from_a_checkout_names_its_commit(checkout: Path) -> None:
    assert _info(checkout) == {"commit": _git(checkout, "rev-parse", "HEAD"), "dirty": False, "data": DATA}


@pytest.mark.parametrize("file", ["data/claims.yaml", "data/other.yaml", "THIRD-PARTY.md"])
@pytest.mark.parametrize("staged", [False, True])
def test_a_build_from_a_changed_checkout_says_so(checkout: Path, file: str, *, staged: bool) -> None:
    (checkout / file).write_text("claims: [] # more\n")
    if staged:
        _git(checkout, "add", ".")
    assert _info(checkout)["dirty"] is True


def test_what_no_build_reads_makes_nothing_dirty(checkout: Path) -> None:
    (checkout / "README.md").write_text("Other words.\n")
    (checkout / "output").mkdir()
    (checkout / "output" / "index.html").write_text("")
    assert _info(checkout)["dirty"] is False


def test_a_project_inside_another_checkout_does_not_borrow_its_commit(checkout: Path) -> None:
    (checkout / "inner" / "data").mkdir(parents=True)
    (checkout / "inner" / "data" / "claims.yaml").write_text("claims: []\n")
    assert _info(checkout / "inner") == {"data": DATA}


def test_the_published_site_names_the_commit_it_was_built_from(small: Path) -> None:
    accept_remarks(small)
    commit = _commit(small)
    info = json.loads((publish(small, small / "output", ADDRESS) / "build.json").read_text())
    assert (info["commit"], info["dirty"]) == (commit, False)


def test_the_notices_go_with_the_site_and_name_the_search(published_site: Site) -> None:
    notices = published_site.read("third-party.txt")
    assert notices == (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    [version] = re.findall(r'pagefind_version="([\d.]+)"', published_site.read("pagefind/pagefind.js"))
    assert f"Pagefind {version}, " in notices
    program = gzip.decompress((published_site.folder / "pagefind/wasm.en.pagefind").read_bytes()).decode("latin-1")
    inside = re.findall(r"registry/src/[^/]+/([a-z_-]+)-(\d[\d.]+)/", program)
    assert "minicbor" in dict(inside)
    assert [name for name, number in inside if f"{name} {number}" not in notices] == []
    assert "Copyright 2022 Pagefind" in notices
