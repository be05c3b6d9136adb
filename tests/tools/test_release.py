"""Editions as they are made: what number the data asks for, and the command in a project and in git."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from building import ROOT
from claims.checks import editions
from claims.model import parser
from claims.source import yaml_reader as reader
from claims_tools import release
from claims_tools.console import CommandError
from opendata.support import ADDRESS, SEVERAL, TINY

TODAY = date(2026, 12, 1)
TITLE = "The Moon is 100% cheese & </script> <!-- nothing else"
CFF = """\
cff-version: 1.2.0
message: Cite it.
title: Tiny
version: 3.1.4  # of the data
authors:
  - name: Mice
date-released: "2026-11-20"  # when it came out
"""


def data_of(text: str = TINY, schema: str = "{}") -> dict[str, bytes]:
    authored = {"claims.yaml": text.encode(), "claims.schema.json": schema.encode()}
    return {**release.data_of(parser.parse(reader.read(text)).dataset, authored, ADDRESS)}


@pytest.fixture(scope="module")
def tiny() -> Mapping[str, bytes]:
    return data_of()


def changed(old: str, new: str, text: str = TINY) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def with_json(files: Mapping[str, bytes], name: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """The files, one of which is JSON and changed."""
    value = json.loads(files[name])
    change(value)
    return {**files, name: json.dumps(value).encode()}


# The number that is next

MICE = "  - {id: mice,"
CATS = "  - {id: cats, name: Cats, adjective: Feline}\n"
MOON = "  - id: the-moon\n"
PATCH, MINOR, MAJOR = ["3.1.5", "3.2.0", "4.0.0"], ["3.2.0", "4.0.0"], ["4.0.0"]


@pytest.mark.parametrize(
    ("text", "numbers", "why"),
    [
        (changed(TITLE, "The Moon is cheese"), PATCH, "claims.json, claims.csv, datapackage.json and 1 more changed"),
        (changed(MICE, f"{CATS}{MICE}"), MINOR, 'claims.json gained the id "cats"'),
        (changed(MOON, f"{MOON}    aliases: [moon]\n"), MINOR, 'claims.json gained the id "moon"'),
        (SEVERAL, MINOR, 'claims.json gained the id "the-talk"'),
    ],
)
def test_a_change_of_words_is_small_and_what_is_new_is_larger(
    tiny: Mapping[str, bytes], text: str, numbers: list[str], why: str
) -> None:
    assert release.next_numbers(tiny, data_of(text)) == (numbers, why)


def test_evidence_that_is_new_is_an_addition_and_evidence_that_goes_is_no_more_than_a_change() -> None:
    new = "      - {source: diary, stance: context, as: record, note: It is so.}\n"
    less, more = data_of(), data_of(TINY.replace("    evidence:\n", f"    evidence:\n{new}", 1))
    numbers, why = release.next_numbers(less, more)
    assert (numbers, why[:28]) == (MINOR, "claims.json gained evidence ")
    assert release.next_numbers(more, less)[0] == PATCH


def test_an_id_that_leads_nowhere_breaks_a_promise_and_one_that_moved_does_not() -> None:
    before = data_of(changed(MICE, f"{CATS}{MICE}"))
    moved = data_of(changed(MICE, CATS.replace("cats", "dogs, aliases: [cats]") + MICE))
    assert release.next_numbers(before, data_of()) == (MAJOR, 'claims.json lost the id "cats"')
    assert release.next_numbers(before, moved) == (MINOR, 'claims.json gained the id "dogs"')


def columns(package: Any) -> dict[str, Any]:
    """The columns of the first table, under their names."""
    return {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}


def shape(schema: Any, kind: str) -> Any:
    return schema["definitions"][kind]["properties"]


@pytest.mark.parametrize(
    ("file", "change", "forwards", "backwards"),
    [
        (
            "datapackage.json",
            lambda package: package["resources"][0]["schema"]["fields"].remove(columns(package)["quote"]),
            (MAJOR, "claims.csv lost the column quote"),
            (MINOR, "claims.csv gained the column quote"),
        ),
        (
            "datapackage.json",
            lambda package: columns(package)["quote"].update(type="integer"),
            (MAJOR, "claims.csv changed the column quote from string to integer"),
            (MAJOR, "claims.csv changed the column quote from integer to string"),
        ),
        (
            "datapackage.json",
            lambda package: columns(package)["kind"]["constraints"]["enum"].remove("result"),
            (MAJOR, 'claims.csv lost the value "result" of the column kind'),
            (MINOR, 'claims.csv gained the value "result" of the column kind'),
        ),
        (
            "datapackage.json",
            lambda package: columns(package)["quote"].update(description="Words"),
            (PATCH, "datapackage.json changed"),
            (PATCH, "datapackage.json changed"),
        ),
        (
            "records.schema.json",
            lambda schema: shape(schema, "Event").update(claims={"type": "array", "items": {"type": "string"}}),
            (MAJOR, "claims.json changed the field Event.claims from array of Reference to array of string"),
            (MAJOR, "claims.json changed the field Event.claims from array of string to array of Reference"),
        ),
    ],
)
def test_what_columns_and_fields_promise_is_kept(
    tiny: Mapping[str, bytes],
    file: str,
    change: Callable[[Any], object],
    forwards: tuple[list[str], str],
    backwards: tuple[list[str], str],
) -> None:
    other = with_json(tiny, file, change)
    assert release.next_numbers(tiny, other) == forwards
    assert release.next_numbers(other, tiny) == backwards


def test_what_is_in_a_field_is_compared_too(tiny: Mapping[str, bytes]) -> None:
    def without_label(schema: Any) -> None:
        del shape(schema, "Claim")["judgement"]["anyOf"][0]["properties"]["label"]

    numbers, why = release.next_numbers(tiny, with_json(tiny, "records.schema.json", without_label))
    assert (numbers, why.partition(",")[0]) == (MAJOR, "claims.json lost the field Claim.judgement.label")


def test_a_file_that_goes_breaks_a_promise_and_few_of_many_reasons_are_told(tiny: Mapping[str, bytes]) -> None:
    fewer = with_json(tiny, "version.json", lambda listing: listing["files"].remove(listing["files"][4]))
    fewer = with_json(fewer, "datapackage.json", lambda package: package["resources"].pop(0))
    numbers, why = release.next_numbers(tiny, fewer)
    assert numbers == MAJOR
    few = "the data lost the file claims.csv, claims.csv lost the column id, claims.csv lost the column page and "
    assert (why[: len(few)], why[-5:]) == (few, " more")
    assert release.next_numbers(fewer, tiny)[0] == MINOR


@pytest.mark.parametrize("text", [TINY, f"{TINY}# Seen through.\n", changed("3.1.4", "3.1.5")])
def test_what_is_the_same_but_for_comments_and_its_number_is_no_other_edition(
    tiny: Mapping[str, bytes], text: str
) -> None:
    with pytest.raises(CommandError, match=r"^nothing has changed since edition 3\.1\.4: cite that one$"):
        release.next_numbers(tiny, data_of(text))


# The zip


def test_a_zip_holds_its_checksums_and_only_what_holds_for_all_claims_and_is_the_same_on_a_day(
    tiny: Mapping[str, bytes],
) -> None:
    edition = release.zipped(tiny, TODAY)
    assert edition == release.zipped(tiny, TODAY)
    with zipfile.ZipFile(io.BytesIO(edition)) as archive:
        written = {(info.date_time, info.compress_type, info.external_attr >> 16) for info in archive.infolist()}
    assert written == {((2026, 12, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 0o100644)}
    files = editions.contents(edition)
    sums = [line.split("  ") for line in files.pop("SHA256SUMS").decode().splitlines()]
    assert sums == [[hashlib.sha256(content).hexdigest(), name] for name, content in files.items()]
    assert [name for name in files if "/" in name] == []
    listed = [file["path"] for file in json.loads(files["version.json"])["files"]]
    assert [*listed, "version.json"] == [*files]


# The command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the tiny dataset, where the test is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITEURL", ADDRESS)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("data").mkdir()
    Path("data/claims.yaml").write_text(TINY, encoding="utf-8")
    Path("CITATION.cff").write_text(CFF, encoding="utf-8")
    shutil.copy(ROOT / "data" / "claims.schema.json", "data")
    shutil.copy(ROOT / "LICENSE-DATA", ".")
    return tmp_path


def git(*arguments: str) -> str:
    command = ["git", "-c", "commit.gpgsign=false", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()


@pytest.fixture
def committed(project: Path) -> Path:
    """The same, in git."""
    git("init", "--quiet", "--initial-branch=main")
    for name, value in {"user.name": "Mouse", "user.email": "mouse@example.org", "tag.gpgsign": "false"}.items():
        git("config", name, value)
    commit()
    return project


def commit() -> None:
    git("add", ".")
    git("commit", "--quiet", "--message", "Some words")


def run(version: str = "3.2.0") -> int:
    return release.main(["--version", version], today=TODAY)


def everything() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts}


ZIP = "data/releases/tiny-co-3.2.0.zip"


def test_an_edition_is_written_committed_and_tagged(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything()
    assert run() == 0
    content = Path(ZIP).read_bytes()
    assert capsys.readouterr().out == (
        f"{ZIP}: edition 3.2.0, {len(content):,} bytes: the first\n"
        "next: git push --follow-tags, then publish the site; the DOI that an archive gives it\n"
        "goes into data/releases/dois.txt, as a line such as `3.2.0 10.5281/zenodo.1234567`\n"
    )
    assert everything() == before | {
        "data/claims.yaml": TINY.replace("3.1.4", "3.2.0").encode(),
        "CITATION.cff": CFF.replace("3.1.4", "3.2.0").replace("2026-11-20", "2026-12-01").encode(),
        "data/releases/SHA256SUMS": f"{hashlib.sha256(content).hexdigest()}  tiny-co-3.2.0.zip\n".encode(),
        ZIP: content,
    }
    files = editions.contents(content)
    for path in ("data/claims.yaml", "data/claims.schema.json", "CITATION.cff", "LICENSE-DATA"):
        assert files[Path(path).name] == Path(path).read_bytes()
    assert f'"page": "{ADDRESS}/claims/moon-cheese/"'.encode() in files["claims.json"]
    assert git("status", "--porcelain") == ""
    assert git("log", "--format=%s") == "data: 3.2.0\nSome words"
    assert git("cat-file", "-t", "v3.2.0") == "tag"
    assert git("rev-parse", "v3.2.0^{commit}") == git("rev-parse", "HEAD")
    [edition] = editions.read(Path("data/releases"))
    assert (edition.version, edition.date) == ("3.2.0", TODAY)
    assert edition.claims_sha256 == hashlib.sha256(Path("data/claims.yaml").read_bytes()).hexdigest()


def test_the_next_edition_is_held_against_the_newest(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    first = Path(ZIP).read_bytes()
    claims = Path("data/claims.yaml")
    claims.write_text(claims.read_text(encoding="utf-8").replace(TITLE, "The Moon is cheese"), encoding="utf-8")
    commit()
    assert run("3.2.2") == 1
    assert run("3.2.1") == 0
    said = capsys.readouterr()
    assert said.err == (
        "error: 3.2.2 does not follow 3.2.0\n"
        "  help: the next is 3.2.1, 3.3.0 or 4.0.0: claims.json, claims.csv, datapackage.json and 1 more changed\n"
    )
    assert ": claims.json, claims.csv, datapackage.json and 1 more changed\n" in said.out
    assert [edition.version for edition in editions.read(Path("data/releases"))] == ["3.2.1", "3.2.0"]
    assert Path(ZIP).read_bytes() == first
    claims.write_text(claims.read_text(encoding="utf-8").replace("The Moon is cheese", "It is"), encoding="utf-8")
    commit()
    assert run("3.2.2") == 0
    names = [line.split("  ")[1] for line in Path("data/releases/SHA256SUMS").read_text("utf-8").splitlines()]
    assert names == ["tiny-co-3.2.0.zip", "tiny-co-3.2.1.zip", "tiny-co-3.2.2.zip"]


def test_without_git_and_without_a_citation_an_edition_is_a_zip(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("CITATION.cff").unlink()
    Path("LICENSE-DATA").unlink()
    assert run() == 0
    assert capsys.readouterr().out == (
        f"{ZIP}: edition 3.2.0, {Path(ZIP).stat().st_size:,} bytes: the first\n"
        "there is no CITATION.cff to tell programs how to cite this\n"
        "git is not used here, so nothing was committed or tagged\n"
        "next: publish the site; the DOI that an archive gives it\n"
        "goes into data/releases/dois.txt, as a line such as `3.2.0 10.5281/zenodo.1234567`\n"
    )
    assert not {"CITATION.cff", "LICENSE-DATA"} & editions.contents(Path(ZIP).read_bytes()).keys()


@pytest.mark.parametrize("written", ["'3.1.4'", '"3.1.4"', "3.1.4  # raised by hand"])
def test_only_the_number_changes_however_it_is_written(project: Path, written: str) -> None:
    text = changed("version: 3.1.4", f"version: {written}").replace("\n", "\r\n")
    Path("data/claims.yaml").write_bytes(text.encode())
    assert run() == 0
    assert Path("data/claims.yaml").read_bytes().decode() == text.replace("3.1.4", "3.2.0")


def refused(capsys: pytest.CaptureFixture[str], version: str = "3.2.0") -> str:
    """What is said where an edition is refused, and nothing is written."""
    before = everything()
    assert run(version) == 1
    assert everything() == before
    return capsys.readouterr().err


def test_an_address_is_one_or_pages_are_named_as_paths(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEURL", "example.org")
    assert refused(capsys) == (
        "error: set SITEURL to the address the site will have, as in\n"
        "  SITEURL=https://example.org make release VERSION=3.2.0\n"
    )
    monkeypatch.delenv("SITEURL")
    assert run("3.2.0") == 0
    told = "SITEURL is not set, so the edition has the paths of pages, without the address of the site"
    assert capsys.readouterr().out.splitlines()[1] == told


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            "4.0.0",
            'error: "4.0.0" is no version of data in shape 3\n'
            "  help: write three numbers, the first of them 3, as in 3.0.0\n",
        ),
        ("3.1.3", "error: data/claims.yaml has version 3.1.4\n  help: give it that, or a larger one\n"),
    ],
)
def test_the_first_edition_has_the_files_number_or_a_larger_one_of_its_shape(
    project: Path, capsys: pytest.CaptureFixture[str], version: str, said: str
) -> None:
    assert refused(capsys, version) == said
    assert run("3.1.4") == 0


def test_what_breaks_promises_says_how_it_can_be(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = Path("data/claims.yaml")
    cats = changed(MICE, f"{CATS}{MICE}")
    claims.write_text(cats, encoding="utf-8")
    commit()
    assert run("3.2.0") == 0
    claims.write_text(TINY.replace("3.1.4", "3.2.0"), encoding="utf-8")
    commit()
    assert refused(capsys, "3.3.0") == (
        "error: 3.3.0 does not follow 3.2.0\n"
        '  help: the next is 4.0.0: claims.json lost the id "cats"; '
        "bring it back: a record moves by `make rename`, and a claim can be withdrawn; or give the data "
        "another SHAPE in plugins/claims/model/scalars.py, and a folder of that number in pelicanconf.py\n"
    )


def test_a_file_without_a_version_or_with_a_mistake_is_mended_first(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = Path("data/claims.yaml")
    claims.write_text(changed("  version: 3.1.4\n", ""), encoding="utf-8")
    assert refused(capsys) == "error: data/claims.yaml has no version\n  help: write `version: 3.0.0` under `site:`\n"
    claims.write_text(changed("version: 3.1.4", "version: one"), encoding="utf-8")
    mistake = 'data/claims.yaml:11:12: error: "version" of the site: "one" is no version'
    assert refused(capsys).startswith(f"nothing was written\n{mistake}")


@pytest.mark.parametrize("field", ["version", "date-released"])
def test_a_citation_without_the_lines_is_told(project: Path, capsys: pytest.CaptureFixture[str], field: str) -> None:
    Path("CITATION.cff").write_text(CFF.replace(f"\n{field}:", "\nanother:"), encoding="utf-8")
    assert refused(capsys) == (f"error: CITATION.cff has no line `{field}:`\n  help: write one, or delete the file\n")


def test_what_is_not_committed_is_in_no_edition_and_a_tag_that_is_there_is_left_alone(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git("tag", "v3.2.0")
    assert refused(capsys) == "error: git has a tag v3.2.0 already\n  help: choose another number\n"
    Path("data/claims.yaml").write_text(f"{TINY}# More.\n", encoding="utf-8")
    Path("notes.txt").write_text("Notes.\n", encoding="utf-8")
    assert refused(capsys) == (
        "error: not committed yet: data/claims.yaml and 1 more\n  help: commit or remove it first\n"
    )


@pytest.mark.parametrize("hook", ["pre-commit", "reference-transaction"])
def test_where_git_refuses_everything_is_as_it_was(
    committed: Path, capsys: pytest.CaptureFixture[str], hook: str
) -> None:
    """The first refuses the commit; the second the tag, after the commit."""
    only = 'grep -q "refs/tags/" || exit 0\n' if hook == "reference-transaction" else ""
    file = Path(".git/hooks", hook)
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{only}echo Not today >&2\nexit 1\n", encoding="utf-8")
    file.chmod(0o755)
    assert "Not today" in refused(capsys)
    assert git("status", "--porcelain") == ""
    assert git("log", "--format=%s") == "Some words"
    assert git("tag") == ""


def test_where_another_git_is_at_work_everything_is_as_it_was(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".git/index.lock").touch()
    assert refused(capsys).startswith("error: git refuses: fatal: Unable to create ")
    assert git("tag") == ""


def test_an_edition_that_was_changed_keeps_the_next_from_being_made(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    Path(ZIP).write_bytes(b"PK")
    commit()
    capsys.readouterr()
    assert refused(capsys, "3.2.1").startswith(
        'nothing was written\ndata/releases/SHA256SUMS:1:1: error: the edition "tiny-co-3.2.0.zip" is not as it was'
    )
