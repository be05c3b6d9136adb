"""The site as a book: whole, in order, and with every link leading somewhere."""

from __future__ import annotations

import re
import struct
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED

import pytest

import datasets
from books import FOLDER, OPF, TYPE, XHTML, Book
from building import PUBLISHED, publish, small_project
from pages import Site, text

from .support import expected

MAX_BYTES = 500_000
"""For a slow line, and an old reader."""


@pytest.fixture(scope="module")
def tiny_book(tiny_site: Site) -> Book:
    return Book(tiny_site)


@pytest.fixture(scope="module", params=["published_site", "tiny_site"])
def site_and_book(request: pytest.FixtureRequest) -> tuple[Site, Book]:
    site: Site = request.getfixturevalue(request.param)
    return site, Book(site)


@pytest.fixture(scope="module")
def book(site_and_book: tuple[Site, Book]) -> Book:
    return site_and_book[1]


# What programs for reading ask of it (EPUB 3.3)


def test_it_says_first_and_uncompressed_what_it_is(book: Book) -> None:
    first, *rest = book.zip.infolist()
    assert book.bytes[: 38 + 20] == book.bytes[:30] + b"mimetype" + b"application/epub+zip"  # 4.2.4: without a field
    assert struct.unpack("<H", book.bytes[28:30]) == (0,)
    assert {first.compress_type} | {info.compress_type for info in rest} == {ZIP_STORED, ZIP_DEFLATED}


def test_nothing_in_it_is_of_another_day_than_the_data(site_and_book: tuple[Site, Book]) -> None:
    site, book = site_and_book
    day = re.search(r'<dt>Last change</dt><dd><time datetime="([\d-]*)">', site.read("data/index.html"))
    assert day
    assert {"{:04}-{:02}-{:02}".format(*info.date_time[:3]) for info in book.zip.infolist()} == {day[1]}
    assert {info.date_time[3:] for info in book.zip.infolist()} == {(0, 0, 0)}
    assert f">{day[1]}T00:00:00Z<" in book.files[f"{FOLDER}package.opf"].decode()


def test_its_manifest_lists_every_file_and_its_spine_every_chapter(book: Book) -> None:
    items = {item.attrib["id"]: item.attrib["href"] for item in book.package.iter(f"{OPF}item")}
    beside = {"mimetype", "META-INF/container.xml", f"{FOLDER}package.opf"}
    assert sorted(items.values()) == sorted(name.removeprefix(FOLDER) for name in book.files.keys() - beside)
    read = [items[item.attrib["idref"]] for item in book.package.iter(f"{OPF}itemref")]
    assert sorted(read) == sorted(book.chapters)
    assert read[:2] == ["title.xhtml", "nav.xhtml"]
    listed = [file for file, _ in book.contents]
    assert [file for file in read if file != "nav.xhtml"] == listed


def test_a_drawing_is_named_in_the_manifest(book: Book) -> None:
    drawn = {item.attrib["href"] for item in book.package.iter(f"{OPF}item") if item.get("properties") == "svg"}
    assert drawn == {name for name in book.chapters if b"<svg" in book.files[FOLDER + name]}
    for name in drawn:
        assert not re.search(rb"viewbox|pattern[ut]|<svg(?! [^>]*xmlns=)[^>]*><[^/]", book.files[FOLDER + name])


def test_every_link_leads_to_a_place_in_it_or_to_a_whole_address(book: Book) -> None:
    ids = {name: [e.attrib["id"] for e in root.iter() if "id" in e.attrib] for name, root in book.chapters.items()}
    assert [(name, id) for name, found in ids.items() for id, n in Counter(found).items() if n > 1] == []
    places = set(ids) | {f"{name}#{id}" for name, found in ids.items() for id in found}
    led = {(name, to) for name in ids for _, to in book.links(name) if urlsplit(to).scheme not in {"http", "https"}}
    assert {(name, to) for name, to in led if to not in places and not to.startswith("mailto:")} == set()


def test_nothing_in_it_waits_for_a_click_or_asks_elsewhere(book: Book) -> None:
    for name, root in book.chapters.items():
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags & {"script", "details", "summary", "form", "fieldset", "input", "img", "iframe"} == set(), name
        assert ("nav" in tags) == (name == "nav.xhtml")
    assert b"url(" not in book.files[f"{FOLDER}book.css"]


# What it says


def test_each_file_of_a_small_book_is_as_it_was_read_by_eye(tiny_book: Book) -> None:
    for name in ("package.opf", "nav.xhtml", "title.xhtml", "sources.xhtml", "claims/moon-cheese.xhtml"):
        expected(f"book/{Path(name).name}", tiny_book.files[FOLDER + name])


def test_a_chapter_says_what_its_page_says(site_and_book: tuple[Site, Book]) -> None:
    site, book = site_and_book
    for claim in site.dataset.claims:
        page, chapter = site.page(f"claims/{claim.id}/"), book.chapters[f"claims/{claim.id}.xhtml"]
        for kind in ("claim-header__title", "verdict__label", "claim-said", "prose", "passage__note", "passage__words"):
            there = [e for e in chapter.iter() if kind in e.get("class", "").split()]
            hidden = "visually-hidden" if kind in {"prose", "passage__note"} else ""  # in markers
            margin = page.with_class("passage__words", *page.with_class("margin")) if page.with_class("margin") else []
            shown = [e for e in page.with_class(kind) if e not in margin]  # which quotes what stands below
            assert [text(e) for e in there] == [text(e, without=hidden) for e in shown], claim.id


def test_a_marker_leads_to_a_passage_and_a_cited_passage_back(book: Book) -> None:
    called = 0
    for name, root in book.chapters.items():
        notes = {f"{name}#{e.get('id')}" for e in root.iter(f"{XHTML}li") if e.get(TYPE) == "footnote"}
        calls = {to for link, to in book.links(name) if link.get(TYPE) == "noteref"}
        back = {to for _, to in book.links(name) if "#reason-" in to}
        assert calls <= notes
        assert {to.replace("#evidence-", "#reason-") for to in calls} == back
        called += len(calls)
    assert called


def test_what_is_not_in_it_is_on_the_site(tiny_book: Book) -> None:
    site = "https://example.net/project/"
    led = {to for name in tiny_book.chapters for _, to in tiny_book.links(name) if to.startswith(site)}
    assert {to.removeprefix(site) for to in led} == {
        *("", "data/", "data/tiny-co-site.zip", "data/tiny-co.epub", "open/", "sides/cats/", "sides/mice/"),
        *("speakers/gazette/", "speakers/mouse/"),
        *(f"timeline/#event-{id}" for id in ("letter-printed", "moon-far", "moon-mapped", "survey-made")),
        "claims/moon-cheap/",  # which was withdrawn, as corrections say
    }


def test_the_project_s_own_is_small(published_site: Site) -> None:
    assert len(Book(published_site).bytes) <= MAX_BYTES


# Where it is


def test_where_the_site_is_not_published_there_is_neither(site: Site, relative_site: Site) -> None:
    for built in (site, relative_site):
        assert {path.split("/")[1] for path in built.files if path.endswith((".epub", ".zip"))} <= {"releases"}
        assert "take-away" not in built.read("data/index.html")


def test_without_a_date_there_is_no_edition_to_take_away_which_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publish(small_project(tmp_path / "project", datasets.BARE), tmp_path / "output", PUBLISHED)
    said = "data/claims.yaml: warning: no book and no zip of the site: nothing has a date, as in `changes:`\n"
    assert said in capsys.readouterr().out
    assert [*folder.rglob("*.epub"), *folder.rglob("*.zip")] == []
    assert "take-away" not in (folder / "data" / "index.html").read_text("utf-8")


def test_claims_of_no_text_have_a_heading_and_a_picture_is_its_words_as_no_reader_may_fetch_it(tmp_path: Path) -> None:
    data = f"{datasets.BARE}    changes: [{{date: 2026-01-01, kind: added, note: Listed.}}]\n"
    project = small_project(tmp_path / "project", data)
    page = "Title: Us\nDescription: Us.\n\n[![Two & a cat]({static}/us.png)](https://us.example/) here.\n"
    (project / "content/pages/us.md").write_text(page, encoding="utf-8")
    (project / "content/us.png").write_bytes(b"PNG")
    book = Book(Site(publish(project, tmp_path / "output", PUBLISHED), PUBLISHED))
    nav = book.files[f"{FOLDER}nav.xhtml"].decode()
    assert "<li><span>Claims</span><ol>\n<li><a" in nav
    assert "Verdict: not yet reviewed</a>" in nav
    assert text(book.chapters["us.xhtml"]).endswith("[Two & a cat] here.")
    assert b"<img" not in book.files[f"{FOLDER}us.xhtml"]
