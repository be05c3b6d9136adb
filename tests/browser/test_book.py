"""The book before those who read it: epubcheck, the checker of those who sell books, and a browser as an app has it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from books import FOLDER, Book
from hosting import program

pytestmark = pytest.mark.browser

SITES = ["published_site", "other_published"]


@pytest.fixture(scope="module", params=SITES)
def book(request: pytest.FixtureRequest) -> Book:
    return Book(request.getfixturevalue(request.param))


def test_epubcheck_finds_no_mistake_and_nothing_to_warn_of(book: Book) -> None:
    checker = program("epubcheck", "epubcheck")  # which Debian installs as what Java runs
    done = subprocess.run(
        [program("java", "default-jre"), "-jar", checker, "--failonwarnings", book.path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "No errors or warnings detected." in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_chapter_fits_a_narrow_screen(
    book: Book, scheme: str, tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    book.zip.extractall(tmp_path)
    folder = (tmp_path / FOLDER).as_uri()
    page = new_page(folder, viewport={"width": 320, "height": 640}, color_scheme=scheme)
    wide = []
    for name in book.chapters:
        page.goto(f"{folder}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    assert wide == []
    ink = "rgb(0, 0, 0)" if scheme == "light" else "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == ink
