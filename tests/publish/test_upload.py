"""`make upload`, to a folder of this machine: rsync does the same over ssh."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from claims import cli
from support import datasets
from support.building import build, contents, make, publish, small_project
from support.hosting import ADDRESS

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was published for its owner's eyes alone."""
    project = small_project(tmp_path_factory.mktemp("upload") / "project", datasets.BARE)
    for path in publish(project, project / "output", ADDRESS).rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return project


@pytest.fixture
def published(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project", symlinks=True))


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


def upload(project: Path, host: Path) -> subprocess.CompletedProcess[str]:
    return make(project, "upload", f"TARGET={host}")


def test_uploading_asks_where_to(small: Path) -> None:
    done = make(small, "upload")
    assert done.returncode != 0
    help = "as in make upload TARGET=me@example.org:/var/www/claims"
    assert f"error: argument TARGET: is empty\n  help: {help}\n" in done.stderr


def test_a_site_that_was_not_published_is_not_uploaded(small: Path, host: Path) -> None:
    build(small, small / "output")
    done = upload(small, host)
    assert done.returncode != 0
    help = "SITEURL=https://example.org make publish comes first"
    assert f"error: output/ was not published\n  help: {help}\n" in done.stderr
    assert not host.exists()


@pytest.mark.usefixtures("rsync")
def test_an_upload_makes_the_folder_the_same_and_readable_by_a_server(published: Path, host: Path) -> None:
    done = upload(published, host)
    assert done.returncode == 0, done.stderr
    assert contents(host) == contents(published / "output")
    assert {stat.S_IMODE(os.stat(path).st_mode) for path in host.rglob("*")} == {0o755, 0o644}


@pytest.mark.usefixtures("rsync")
def test_a_second_upload_takes_away_what_is_gone_and_leaves_the_rest_its_date(published: Path, host: Path) -> None:
    upload(published, host)
    for path in host.rglob("*"):
        os.utime(path, (1, 1))
    data = published / "data" / "claims.yaml"
    data.write_text(data.read_text().replace("the-only-claim", "the-claim-renamed"))
    publish(published, published / "output", ADDRESS)
    assert upload(published, host).returncode == 0
    assert contents(host) == contents(published / "output")
    assert (host / "corrections" / "index.html").stat().st_mtime == 1
    assert (host / "claims" / "index.html").stat().st_mtime > 1


@pytest.mark.usefixtures("rsync")
def test_style_and_scripts_of_the_upload_before_stay_for_one(published: Path, host: Path) -> None:
    def sheets() -> list[str]:
        return sorted(path.name for path in (host / "theme").glob("site.*.css"))

    seen = list[list[str]]()
    for colour in ("red", "green", "blue"):
        (published / "site.css").write_text(f":root {{ --color-link: {colour}; }}")
        publish(published, published / "output", ADDRESS)
        assert upload(published, host).returncode == 0
        seen.append(sheets())
    assert [len(found) for found in seen] == [1, 2, 2]
    assert {*seen[0]} < {*seen[1]}
    assert {*seen[0]}.isdisjoint(seen[2])


@pytest.mark.usefixtures("rsync")
@pytest.mark.parametrize("name", ["letters.txt", ".well-known/other"])
def test_a_folder_of_something_else_is_left_alone(published: Path, host: Path, name: str) -> None:
    (host / name).parent.mkdir(parents=True)
    (host / name).write_text("Dear")
    done = upload(published, host)
    assert done.returncode != 0
    message = (
        f"error: {host} holds files of something else, which would be deleted\n"
        "  help: choose another folder, or empty it, or name what is to stay in upload-keep.txt, as in /statistics/\n"
    )
    assert message in done.stderr
    assert contents(host) == {name: b"Dear"}


KEPT = {".well-known/acme-challenge/token": b"proof", "statistics/2026/index.html": b"few"}


@pytest.mark.usefixtures("rsync")
def test_the_proof_of_a_certificate_and_what_a_file_names_is_left_alone(published: Path, host: Path) -> None:
    (published / "upload-keep.txt").write_text("# Not of the site.\n/statistics/\n")
    for name, content in KEPT.items():
        (host / name).parent.mkdir(parents=True)
        (host / name).write_bytes(content)
    for _ in range(2):  # the first time there is nothing else
        done = upload(published, host)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{host} has the site\n", "")
        assert contents(host) == {**contents(published / "output"), **KEPT}
        (host / "gone.html").write_text("old")


@pytest.mark.usefixtures("rsync")
def test_a_folder_with_a_hyphen_first_is_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    output = Path("output")
    output.mkdir()
    (output / "build.json").write_text("{}", "utf-8")
    assert cli.main(["upload", "--", "-site"]) == 0
    assert Path("-site/build.json").is_file()
