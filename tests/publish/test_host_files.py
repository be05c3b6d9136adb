"""The files beside the pages: manifest and icons, security.txt, build.json, and what is not there while editing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

import datasets
from building import ROOT, build, copy_of_the_project, make, small_project
from claims.publish import build_info, contacts, security
from claims.publish.address import AddressError, read
from claims.publish.contacts import ContactError
from claims.tools import icons
from conftest import PUBLISHED
from pages import Site

ONLY_PUBLISHED = {
    "sitemap.xml",
    "robots.txt",
    "site.webmanifest",
    "_headers",
    "build.json",
    "favicon.ico",
    "third-party.txt",
}


def test_while_editing_none_of_them_is_made(site: Site, relative_site: Site) -> None:
    for built in (site, relative_site):
        assert built.files & ONLY_PUBLISHED == set()
        assert [path for path in built.files if path.endswith((".br", ".gz"))] == []


def test_published_all_of_them_are_at_the_root(published_site: Site) -> None:
    assert published_site.files >= ONLY_PUBLISHED


# The address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        (" https://example.org/a/project// ", "https://example.org/a/project"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://xn--r8jz45g.example", "https://xn--r8jz45g.example"),
    ],
)
def test_an_address_loses_the_slash_at_its_end(given: str, address: str) -> None:
    assert read(given) == address


@pytest.mark.parametrize(
    "given",
    ["https://", "https://example.org?x", "https://example.org/#a", "https://me@example.org", "https://例え.example",
     "https://example.org/a b", "https://Example.org", 'https://example.org/">', "https://example.org//a",
     "https://example.org:port"],
)  # fmt: skip
def test_what_is_not_the_address_of_a_site_is_refused(given: str) -> None:
    with pytest.raises(AddressError) as refused:
        read(given)
    assert str(refused.value).startswith(("SITEURL is ", "set SITEURL to "))


def test_a_refused_address_is_told_in_words(tmp_path: Path) -> None:
    small = small_project(tmp_path, datasets.BARE)
    done = make(small, "publish", SITEURL="https://example.org?page=1")
    assert done.returncode != 0
    assert done.stderr.startswith("publish: SITEURL is 'https://example.org?page=1', and the address of a site is ")
    assert "Traceback" not in done.stderr
    assert not (small / "output").exists()


def test_a_slip_in_a_style_sheet_leaves_the_old_site_and_is_told_in_words(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    old = build(project, project / "output")
    before = {path: path.stat().st_mtime_ns for path in old.rglob("*")}
    sheet = project / "theme" / "static" / "css" / "base.css"
    sheet.write_text(sheet.read_text() + "p { color red; }\n")
    done = make(project, "publish", SITEURL="https://example.org")
    assert done.returncode != 0
    assert "theme/static/css/base.css cannot be minified: " in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert {path: path.stat().st_mtime_ns for path in old.rglob("*")} == before


# Manifest and icons


def test_the_manifest_leads_to_its_pictures(published_site: Site) -> None:
    manifest = json.loads(published_site.read("site.webmanifest"))
    assert manifest["name"] == "Claim by Claim"
    assert urljoin(f"{PUBLISHED}/site.webmanifest", manifest["start_url"]) == f"{PUBLISHED}/"
    for icon in manifest["icons"]:
        content = (published_site.folder / icon["src"]).read_bytes()
        assert "{}x{}".format(*_size(content)) == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_page_leads_to_the_manifest_and_the_icons(published_site: Site) -> None:
    for page in published_site.pages:
        found = {link.attrib["rel"]: link.attrib["href"] for link in page.all("link")}
        assert found["manifest"] == f"{PUBLISHED}/site.webmanifest"
        touch = published_site.folder / found["apple-touch-icon"].removeprefix(f"{PUBLISHED}/")
        assert _size(touch.read_bytes()) == (180, 180)


def test_the_icons_are_those_that_make_icons_draws() -> None:
    static = ROOT / "theme" / "static"
    drawn = icons.drawn((static / "icon.svg").read_text(encoding="utf-8"))
    committed = {file.name: file.read_bytes() for file in (static / "icons").iterdir()}
    assert {name for name in drawn.keys() | committed.keys() if drawn.get(name) != committed.get(name)} == set()


# Contacts


def test_the_foot_of_each_page_says_whom_to_tell_of_a_mistake_where_that_is_given(tmp_path: Path, site: Site) -> None:
    small = small_project(tmp_path, datasets.BARE)
    given = {"CORRECTIONS_CONTACT": "corrections@example.org"}
    output = build(small, tmp_path / "output", target="publish", SITEURL="https://example.org", **given)
    link = '<li><a href="mailto:corrections@example.org">Report a mistake</a></li>'
    pages = [*output.rglob("*.html")]
    assert pages
    assert [page for page in pages if link not in page.read_text("utf-8")] == []
    assert "Report a mistake" not in site.read("index.html")


def test_a_contact_that_nobody_can_follow_is_refused() -> None:
    with pytest.raises(ContactError) as refused:
        contacts.read("CORRECTIONS_CONTACT", "somebody")
    assert str(refused.value) == (
        "CORRECTIONS_CONTACT is 'somebody': expected a mail address, or what begins with https://, mailto: or tel:"
    )


# security.txt


def test_without_a_contact_there_is_no_security_txt(published_site: Site) -> None:
    assert security.PATH not in published_site.files


def test_with_a_contact_and_a_day_there_is_one(tmp_path: Path) -> None:
    small = small_project(tmp_path, datasets.BARE)
    given = {"SECURITY_CONTACT": "security@example.org", "SECURITY_EXPIRES": "2027-06-30"}
    output = build(small, tmp_path / "output", target="publish", SITEURL="https://example.org", **given)
    assert (output / ".well-known" / "security.txt").read_text() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2027-06-30T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("contact", "expires", "words"),
    [
        ("security@example.org", "", "SECURITY_CONTACT is set and SECURITY_EXPIRES is not: security.txt needs both"),
        ("", "2027-06-30", "SECURITY_EXPIRES is set and SECURITY_CONTACT is not: security.txt needs both"),
        (
            "somebody",
            "2027-06-30",
            "SECURITY_CONTACT is 'somebody': expected a mail address, or what begins with https://, mailto: or tel:",
        ),
        ("a@b.example", "soon", "SECURITY_EXPIRES is 'soon': expected a day, as in 2027-06-30"),
        ("a@b.example", "2027-02-30", "SECURITY_EXPIRES is '2027-02-30': expected a day, as in 2027-06-30"),
        ("a@b.example\nX: y", "2027-06-30", None),
        ("a@b.example", "2027-06-30T00", "SECURITY_EXPIRES is '2027-06-30T00': expected a day, as in 2027-06-30"),
    ],
)  # fmt: skip
def test_half_a_security_txt_is_refused(contact: str, expires: str, words: str | None) -> None:
    with pytest.raises(ContactError) as refused:
        security.security_txt(contact, expires, "https://example.org", "en")
    assert words in {None, str(refused.value)}


@pytest.mark.parametrize(
    "moment", ["2027-06-30T12:00:00Z", "2027-06-30T12:00:00.25+08:00", "2028-02-29T23:59:59-00:00"]
)
def test_a_moment_is_taken_as_the_standard_writes_it(moment: str) -> None:
    assert security.expiry(moment) == moment


@pytest.mark.parametrize(
    "moment",
    ["2027-W01-1T00:00Z", "20270630T000000Z", "2027-06-30T12Z", "2027-06-30T12:00Z", "2027-06-30 00:00:00Z",
     "2027-06-30T00:00:00,5Z", "2027-06-30T24:00:00Z", "2027-06-30T00:00:00+08:75", "2027-06-30T00:00:00+0800",
     "2027-06-30T00:00:00", "2027-02-30T00:00:00Z", "2027-06-30\n", "２０２７-06-30"],
)  # fmt: skip
def test_a_moment_in_any_other_form_is_refused(moment: str) -> None:
    with pytest.raises(ContactError) as refused:
        security.expiry(moment)
    assert str(refused.value) == f"SECURITY_EXPIRES is {moment!r}: expected a day, as in 2027-06-30"


# build.json


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _said(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(build_info.build_json(folder, folder / "data/claims.yaml", "data/v1/claims.yaml"))
    return said


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.yaml").write_text("claims: []\n")
    (tmp_path / "README.md").write_text("Words.\n")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "first")
    return tmp_path


DATA = {"path": "data/v1/claims.yaml", "sha256": hashlib.sha256(b"claims: []\n").hexdigest()}


def test_a_build_from_a_checkout_names_its_commit(checkout: Path) -> None:
    assert _said(checkout) == {"commit": _git(checkout, "rev-parse", "HEAD"), "dirty": False, "data": DATA}


@pytest.mark.parametrize("change", ["changed", "added", "staged"])
def test_a_build_from_a_changed_checkout_says_so(checkout: Path, change: str) -> None:
    file = checkout / "data" / ("other.yaml" if change == "added" else "claims.yaml")
    file.write_text("claims: [] # more\n")
    if change == "staged":
        _git(checkout, "add", ".")
    assert _said(checkout)["dirty"] is True


def test_other_notices_make_another_site(checkout: Path) -> None:
    (checkout / "THIRD-PARTY.md").write_text("Words.\n")
    assert _said(checkout)["dirty"] is True


def test_what_no_build_reads_makes_nothing_dirty(checkout: Path) -> None:
    (checkout / "README.md").write_text("Other words.\n")
    (checkout / "output").mkdir()
    (checkout / "output" / "index.html").write_text("")
    assert _said(checkout)["dirty"] is False


def test_a_build_from_an_archive_names_no_commit(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.yaml").write_text("claims: []\n")
    assert _said(tmp_path) == {"data": DATA}


def test_a_project_inside_another_checkout_does_not_borrow_its_commit(checkout: Path) -> None:
    (checkout / "inner" / "data").mkdir(parents=True)
    (checkout / "inner" / "data" / "claims.yaml").write_text("claims: []\n")
    assert _said(checkout / "inner") == {"data": DATA}


def test_a_hook_of_another_checkout_changes_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _said(checkout)
    monkeypatch.setenv("GIT_DIR", str(ROOT / ".git"))
    assert _said(checkout) == expected


def test_a_machine_without_git_names_no_commit(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert _said(checkout) == {"data": DATA}


def test_the_published_site_names_the_data_it_publishes(published_site: Site) -> None:
    said = json.loads(published_site.read("build.json"))
    file = published_site.folder / said["data"]["path"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == said["data"]["sha256"]


def test_the_published_site_names_the_commit_it_was_built_from(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    shutil.copy(ROOT / ".gitignore", project)
    _git(project, "init", "-q")
    _git(project, "add", ".")
    _git(project, "commit", "-qm", "first")
    output = build(project, project / "output", target="publish", SITEURL="https://example.org")
    said = json.loads((output / "build.json").read_text())
    assert (said["commit"], said["dirty"]) == (_git(project, "rev-parse", "HEAD"), False)


# Notices


def test_the_notices_go_with_the_site(published_site: Site) -> None:
    assert published_site.read("third-party.txt") == (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")


def test_the_notices_name_the_search_that_is_published(published_site: Site) -> None:
    [version] = re.findall(r'pagefind_version="([\d.]+)"', published_site.read("pagefind/pagefind.js"))
    notices = published_site.read("third-party.txt")
    assert f"Pagefind {version}, " in notices
    assert "Copyright 2022 Pagefind" in notices


# Uploading


def test_uploading_asks_where_to(tmp_path: Path) -> None:
    done = make(small_project(tmp_path, datasets.BARE), "upload")
    assert done.returncode != 0
    assert done.stdout == "Say where to: make upload TARGET=user@host:/path\n"


def test_a_site_that_was_not_published_is_not_uploaded(tmp_path: Path) -> None:
    small = small_project(tmp_path / "project", datasets.BARE)
    build(small, small / "output")
    done = make(small, "upload", f"TARGET={tmp_path / 'host'}")
    assert done.returncode != 0
    assert done.stdout == "output/ was not published: SITEURL=https://example.org make publish comes first.\n"
    assert not (tmp_path / "host").exists()
