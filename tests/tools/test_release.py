"""Editions as they are made: what number the data asks for, and the command in a project."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.checks import editions
from claims.checks.publication import published_text
from claims.model import parser
from claims.source import yaml_reader as reader
from claims_tools import release
from claims_tools.console import CommandError

from .example import SEVERAL

ROOT = Path(__file__).parents[2]
ADDRESS = "https://moon.example/site"
TODAY = date(2026, 12, 1)
MOON = (
    SEVERAL.replace("site:\n", "site:\n  version: 1.1.4\n", 1)
    .replace(".example/", ".moon/")
    .replace("# Not a comment", "Not a comment")
)
TITLE, SIDES = "The moon is made of cheese\n", "sides:\n"
CATS = f"{SIDES}  - {{id: cats, name: Cats, adjective: feline}}\n"
CFF = """\
cff-version: 1.2.0
message: Cite it.
title: The moon in words
version: 1.1.4  # of the data
authors:
  - name: Mice
date-released: "2026-11-20"  # when it came out
"""


def data_of(text: str = MOON, editors: str = "{}") -> dict[str, bytes]:
    authored = {"claims.yaml": text.encode(), "claims.schema.json": editors.encode()}
    return {**release.data_of(parser.parse(reader.read(text)).dataset, authored, ADDRESS)}


@pytest.fixture(scope="module")
def moon() -> Mapping[str, bytes]:
    return data_of()


def changed(old: str, new: str) -> str:
    assert MOON.count(old) == 1
    return MOON.replace(old, new)


def with_json(files: Mapping[str, bytes], name: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """The files, one of which is JSON and changed."""
    value = json.loads(files[name])
    change(value)
    return {**files, name: json.dumps(value).encode()}


# The number that is next

PATCH, MINOR, MAJOR = ["1.1.5", "1.2.0", "2.0.0"], ["1.2.0", "2.0.0"], ["2.0.0"]
NEW = "      - {source: gazette-1968, stance: context, note: It is so.}\n"


@pytest.mark.parametrize(
    ("text", "numbers", "reasons"),
    [
        (changed(TITLE, "The moon is cheese\n"), PATCH, ['claim "moon-cheese": title']),
        (changed(SIDES, CATS), MINOR, ['side "cats": added']),
        (changed("{id: moon,", "{id: luna, aliases: [moon],"), MINOR, ['term "luna": was "moon"']),
        (
            changed("        words: no trace of cheese was found\n", f"        words: no trace\n{NEW}"),
            MINOR,
            ['claim "moon-cheese": evidence'],
        ),
        (
            changed("label: contradicted\n", "label: disputed\n"),
            MINOR,
            ['claim "moon-cheese": verdict.label (was contradicted)'],
        ),
        (changed("{id: moon,", "{id: luna,"), MAJOR, ['term "moon": gone']),
    ],
)
def test_a_change_of_words_is_small_what_is_new_is_larger_and_an_id_that_leads_nowhere_breaks_a_promise(
    moon: Mapping[str, bytes], text: str, numbers: list[str], reasons: list[str]
) -> None:
    assert release.next_numbers(moon, data_of(text)) == (numbers, reasons)


def columns(package: Any) -> Any:
    return package["resources"][0]["schema"]["fields"]


@pytest.mark.parametrize(
    ("file", "change", "what"),
    [
        ("version.json", lambda v: v["files"].pop(0), "the file claims.yaml"),
        ("datapackage.json", lambda p: columns(p).pop(0), "the column id (string) of claims.csv"),
        (
            "datapackage.json",
            lambda p: next(c for c in columns(p) if c["name"] == "kind")["constraints"]["enum"].remove("result"),
            'the value "result" of the column kind (string) of claims.csv',
        ),
    ],
)
def test_what_goes_breaks_a_promise_and_what_comes_is_an_addition(
    moon: Mapping[str, bytes], file: str, change: Callable[[Any], object], what: str
) -> None:
    other = with_json(moon, file, change)
    assert release.next_numbers(moon, other) == (MAJOR, [f"{what} is gone"])
    assert release.next_numbers(other, moon) == (MINOR, [f"{what} is new"])


def test_another_type_of_a_column_breaks_a_promise(moon: Mapping[str, bytes]) -> None:
    other = with_json(moon, "datapackage.json", lambda p: columns(p)[0].update(type="integer"))
    assert release.next_numbers(moon, other) == (MAJOR, ["the column id (string) of claims.csv is gone"])


@pytest.mark.parametrize("text", [MOON, f"{MOON}# Seen through.\n", changed("1.1.4", "1.1.5")])
def test_what_is_the_same_but_for_comments_and_its_number_is_no_other_edition(
    moon: Mapping[str, bytes], text: str
) -> None:
    with pytest.raises(CommandError, match=r"^nothing has changed since edition 1\.1\.4: cite that one$"):
        release.next_numbers(moon, data_of(text))


# The command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the example, where the test is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITEURL", ADDRESS)
    Path("data").mkdir()
    Path("data/claims.yaml").write_text(MOON, encoding="utf-8")
    Path("CITATION.cff").write_text(CFF, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE-DATA", ".")
    return tmp_path


def run(version: str = "1.2.0") -> int:
    return release.main(["--version", version], today=TODAY)


def everything() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


ZIP = "data/releases/the-moon-in-words-1.2.0.zip"
NEXT = """\
next: see what changed, commit and tag it, and publish the site:
  git add {}
  git commit --message "data: 1.2.0"
  git tag --annotate --message "Edition 1.2.0 of the data" v1.2.0
  git push --follow-tags
the DOI that an archive gives it goes into data/releases/dois.txt, as in `1.2.0 10.5281/zenodo.1234567`
"""


def test_an_edition_is_written_and_what_comes_next_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything()
    assert run() == 0
    content = Path(ZIP).read_bytes()
    assert capsys.readouterr().out == (
        f"{ZIP}: edition 1.2.0, {len(content):,} bytes: the first\n"
        + NEXT.format(f"{ZIP} data/releases/SHA256SUMS CITATION.cff data/claims.yaml")
    )
    assert everything() == before | {
        "data/claims.yaml": MOON.replace("1.1.4", "1.2.0").encode(),
        "CITATION.cff": (
            CFF.replace("1.1.4", "1.2.0").replace("2026-11-20", "2026-12-01") + f'url: "{ADDRESS}/"\n'
        ).encode(),
        "data/releases/SHA256SUMS": f"{hashlib.sha256(content).hexdigest()}  {Path(ZIP).name}\n".encode(),
        ZIP: content,
    }
    files = editions.contents(content)
    text = Path("data/claims.yaml").read_text("utf-8")
    assert files["claims.yaml"] == published_text(reader.read(text), parser.parse(reader.read(text)).dataset).encode()
    for path in ("CITATION.cff", "LICENSE-DATA"):
        assert files[Path(path).name] == Path(path).read_bytes()
    assert f'"page": "{ADDRESS}/claims/moon-cheese/"'.encode() in files["claims.json"]
    [edition] = editions.read(Path("data/releases"))
    assert (edition.version, edition.date) == ("1.2.0", TODAY)
    assert edition.claims_sha256 == hashlib.sha256(files["claims.yaml"]).hexdigest()


def test_a_zip_holds_its_checksums_and_only_what_holds_for_all_claims_and_is_the_same_on_a_day(
    moon: Mapping[str, bytes],
) -> None:
    edition = release.zipped(moon, TODAY)
    assert edition == release.zipped(moon, TODAY)
    with zipfile.ZipFile(io.BytesIO(edition)) as archive:
        written = {(info.date_time, info.compress_type, info.external_attr >> 16) for info in archive.infolist()}
    assert written == {((2026, 12, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 0o100644)}
    files = editions.contents(edition)
    sums = [line.split("  ") for line in files.pop("SHA256SUMS").decode().splitlines()]
    assert sums == [[hashlib.sha256(content).hexdigest(), name] for name, content in files.items()]
    assert [name for name in files if "/" in name] == []
    listed = [file["path"] for file in json.loads(files["version.json"])["files"]]
    assert [*listed, "version.json"] == [*files]


LISTED = "      - {date: 2026-11-24, kind: added, note: Listed.}\n"
SAID = f"{LISTED}      - {{date: 2026-11-30, kind: updated, note: Shorter.}}\n"
"""With a line of the history, without which no edition has another title."""


def test_the_next_edition_is_held_against_the_newest(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = Path("data/claims.yaml")
    assert run() == 0
    first = Path(ZIP).read_bytes()
    text = claims.read_text("utf-8").replace(TITLE, "The moon is cheese\n")
    claims.write_text(text.replace(LISTED, SAID), "utf-8")
    assert run("1.2.2") == 1
    monkeypatch.setenv("SITEURL", "https://moved.moon")
    assert run("1.2.1") == 0
    said = capsys.readouterr()
    few = 'claim "moon-cheese": title\n'
    assert said.err == f"error: 1.2.2 does not follow 1.2.0\n  help: the next is 1.2.1, 1.3.0 or 2.0.0: {few}"
    assert f": {few}" in said.out
    assert Path(ZIP).read_bytes() == first
    changes = editions.contents(Path(ZIP.replace("1.2.0", "1.2.1")).read_bytes())["CHANGES.txt"].decode()
    assert changes == f"What changed from 1.2.0 to 1.2.1\n\n{few}"
    monkeypatch.setenv("SITEURL", ADDRESS)
    assert run("1.2.2") == 1
    assert capsys.readouterr().err == "error: nothing has changed since edition 1.2.1\n  help: cite that one\n"
    claims.write_text(claims.read_text("utf-8").replace("note: Shorter", "note: So"), "utf-8")
    assert run("1.2.2") == 0
    assert [edition.version for edition in editions.read(Path("data/releases"))] == ["1.2.2", "1.2.1", "1.2.0"]
    names = [line.rpartition("-")[2] for line in Path("data/releases/SHA256SUMS").read_text("utf-8").splitlines()]
    assert names == ["1.2.0.zip", "1.2.1.zip", "1.2.2.zip"]


def test_without_a_citation_and_terms_of_its_own_an_edition_has_those_of_the_site(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("CITATION.cff").unlink()
    Path("LICENSE-DATA").unlink()
    assert run() == 0
    assert capsys.readouterr().out == (
        f"{ZIP}: edition 1.2.0, {Path(ZIP).stat().st_size:,} bytes: the first\n"
        "there is no CITATION.cff to tell programs how to cite this\n"
        + NEXT.format(f"{ZIP} data/releases/SHA256SUMS data/claims.yaml")
    )
    files = editions.contents(Path(ZIP).read_bytes())
    assert "CITATION.cff" not in files
    assert files["LICENSE-DATA"].decode() == (
        "Creative Commons Attribution 4.0 International\nhttps://creativecommons.org/licenses/by/4.0/\n"
    )


@pytest.mark.parametrize("written", ["'1.1.4'", '"1.1.4"', "1.1.4  # raised by hand"])
def test_only_the_number_changes_however_it_is_written(project: Path, written: str) -> None:
    text = changed("version: 1.1.4", f"version: {written}").replace("\n", "\r\n")
    Path("data/claims.yaml").write_bytes(text.encode())
    assert run() == 0
    assert Path("data/claims.yaml").read_bytes().decode() == text.replace(written.partition("  ")[0], "1.2.0")


def refused(capsys: pytest.CaptureFixture[str], version: str = "1.2.0") -> str:
    """What is said where an edition is refused, and nothing is written."""
    before = everything()
    assert run(version) == 1
    assert everything() == before
    return capsys.readouterr().err


def test_a_citation_has_its_lines_and_an_address_is_one(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("CITATION.cff").write_text(CFF.replace("\ndate-released:", "\nanother:"), encoding="utf-8")
    told = "error: CITATION.cff has no line `date-released:`\n  help: write one, or delete the file\n"
    assert refused(capsys) == told
    for url in ("example.org", ""):
        monkeypatch.setenv("SITEURL", url)
        assert refused(capsys) == (
            "error: set SITEURL to the address the site will have, as in\n"
            "  SITEURL=https://example.org make release VERSION=1.2.0\n"
        )


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            "2.0.0",
            'error: "2.0.0" is no version of data in shape 1\n'
            "  help: write three numbers, the first of them 1, as in 1.0.0\n",
        ),
        ("1.1.3", "error: data/claims.yaml has version 1.1.4\n  help: give it that, or a larger one\n"),
    ],
)
def test_the_first_edition_has_the_files_number_or_a_larger_one_of_its_shape(
    project: Path, capsys: pytest.CaptureFixture[str], version: str, said: str
) -> None:
    assert refused(capsys, version) == said
    assert run("1.1.4") == 0


def test_what_an_edition_promised_is_not_broken_by_the_next(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = Path("data/claims.yaml")
    claims.write_text(changed(SIDES, CATS), encoding="utf-8")
    assert run("1.2.0") == 0
    claims.write_text(changed("1.1.4", "1.2.0").replace(TITLE, "The moon is cheese\n"), encoding="utf-8")
    errors = [line for line in refused(capsys, "1.3.0").splitlines() if " error: " in line]
    assert errors == [
        'data/claims.yaml:68:12: error: claim "moon-cheese" has not the title of edition 1.2.0',
        'data/claims.yaml:128:1: error: side "cats" of edition 1.2.0 is gone, and links to it would lead nowhere',
    ]


def test_a_number_that_no_longer_fits_says_how_it_can_be(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("1.2.0") == 0
    monkeypatch.setattr(release, "next_numbers", lambda before, after: (["2.0.0"], ["claims.csv lost the column x"]))
    assert refused(capsys, "1.3.0") == (
        "error: 1.3.0 does not follow 1.2.0\n"
        "  help: the next is 2.0.0: claims.csv lost the column x; bring it back, or give the data another SHAPE in "
        "plugins/claims/model/scalars.py, and a folder of that number in pelicanconf.py\n"
    )


def test_a_file_without_a_version_or_with_a_mistake_is_mended_first(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = Path("data/claims.yaml")
    claims.write_text(changed("  version: 1.1.4\n", ""), encoding="utf-8")
    assert refused(capsys) == "error: data/claims.yaml has no version\n  help: write `version: 1.0.0` under `site:`\n"
    claims.write_text(changed("version: 1.1.4", "version: one"), encoding="utf-8")
    mistake = 'data/claims.yaml:3:12: error: "version" of the site: "one" is no version'
    assert refused(capsys).startswith(f"nothing was written\n{mistake}")


def test_an_edition_that_was_changed_keeps_the_next_from_being_made(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    Path(ZIP).write_bytes(b"PK")
    assert refused(capsys, "1.2.1").startswith(
        f'nothing was written\ndata/releases/SHA256SUMS:1:1: error: the edition "{Path(ZIP).name}" is not as it was'
    )
