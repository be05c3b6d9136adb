"""`make upload`, to a folder of this machine: rsync does the same over ssh."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

import datasets
from building import build, make, small_project
from hosting import ADDRESS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project", datasets.BARE)


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


def _publish(project: Path) -> None:
    done = make(project, "publish", umask=0o077, SITEURL=ADDRESS)
    assert done.returncode == 0, done.stderr


def _upload(project: Path, host: Path) -> subprocess.CompletedProcess[str]:
    return make(project, "upload", f"TARGET={host}")


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_uploading_asks_where_to(project: Path) -> None:
    done = make(project, "upload")
    assert done.returncode != 0
    assert done.stdout == "Say where to: make upload TARGET=user@host:/path\n"


def test_a_site_that_was_not_published_is_not_uploaded(project: Path, host: Path) -> None:
    build(project, project / "output")
    done = _upload(project, host)
    assert done.returncode != 0
    assert done.stdout == "output/ was not published: SITEURL=https://example.org make publish comes first.\n"
    assert not host.exists()


@pytest.mark.usefixtures("rsync")
def test_an_upload_makes_the_folder_the_same_and_readable_by_a_server(project: Path, host: Path) -> None:
    _publish(project)
    done = _upload(project, host)
    assert done.returncode == 0, done.stderr
    assert _contents(host) == _contents(project / "output")
    modes = {stat.S_IMODE(os.stat(path).st_mode) for path in host.rglob("*")}
    assert modes == {0o755, 0o644}


@pytest.mark.usefixtures("rsync")
def test_a_second_upload_takes_away_what_is_gone_and_leaves_the_rest_its_date(project: Path, host: Path) -> None:
    _publish(project)
    _upload(project, host)
    for path in host.rglob("*"):
        os.utime(path, (1, 1))
    data = project / "data" / "claims.yaml"
    data.write_text(data.read_text().replace("the-only-claim", "the-claim-renamed"))
    _publish(project)
    assert _upload(project, host).returncode == 0
    assert _contents(host) == _contents(project / "output")
    assert (host / "glossary" / "index.html").stat().st_mtime == 1
    assert (host / "claims" / "index.html").stat().st_mtime > 1


@pytest.mark.usefixtures("rsync")
def test_a_folder_of_something_else_is_left_alone(project: Path, host: Path) -> None:
    _publish(project)
    host.mkdir()
    (host / "letters.txt").write_text("Dear")
    done = _upload(project, host)
    assert done.returncode != 0
    assert done.stdout == (
        f"{host} holds files of something else, which would be deleted: choose another folder, or empty it.\n"
    )
    assert _contents(host) == {"letters.txt": b"Dear"}
