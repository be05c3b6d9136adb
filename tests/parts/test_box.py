"""The site as a zip: what is in it, and what a page in it says. That its links lead somewhere, test_site.py sees."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from support import datasets
from support.building import PUBLISHED, publish, small_project
from support.pages import Site


def names(site: Site) -> list[str]:
    [box] = site.folder.glob("data/*-site.zip")
    return ZipFile(box).namelist()


def test_its_folder_says_the_site_and_its_first_file_how_to_open_it(tiny_site: Site) -> None:
    [box] = tiny_site.folder.glob("data/*-site.zip")
    found = names(tiny_site)
    assert {name.partition("/")[0] for name in found} == {"tiny-co"}
    assert found[0] == "tiny-co/READ-ME-FIRST.txt"
    assert ZipFile(box).read(found[0]).decode() == (
        "Tiny & Co\n20 November 2026\n\n"
        "Double-click index.html. It opens in your browser and needs no internet. Only the search is left out.\n"
        "For later corrections, go to https://example.net/project/\n"
    )


def test_it_holds_what_a_site_built_to_open_from_disk_holds(relative_site: Site, boxed_site: Site) -> None:
    def compared(site: Site) -> set[str]:
        # Bundled, for the search, or large.
        beside = re.compile(r"theme/|(?:zh/)?pagefind/|(?:zh/)?search/words.json")
        return {path for path in site.files if not beside.match(path)}

    assert compared(boxed_site) - compared(relative_site) == {"READ-ME-FIRST.txt", "favicon.ico", "third-party.txt"}
    assert compared(relative_site) <= compared(boxed_site)
    assert [path for path in boxed_site.files if path.startswith(("pagefind/", "share/", "feeds/"))] == []


def test_a_page_in_it_asks_for_nothing_that_a_browser_refuses_from_disk(boxed_site: Site) -> None:
    for page in boxed_site.documents:
        assert "Content-Security-Policy" not in page.raw, page
        assert not re.search(r'rel="manifest"|type="module"|(?:href|src|action|url)="?=?/', page.raw), page


def test_where_the_site_is_not_published_there_is_none(site: Site, relative_site: Site) -> None:
    for built in (site, relative_site):
        assert {path.split("/")[1] for path in built.files if path.endswith(".zip")} <= {"releases"}
        assert "take-away" not in built.read("data/index.html")


def test_without_a_date_there_is_none_which_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = publish(small_project(tmp_path / "project", datasets.BARE), tmp_path / "output", PUBLISHED)
    said = "data/claims.yaml: warning: no zip of the site: nothing has a date, as in `changes:`\n"
    assert said in capsys.readouterr().out
    assert [*folder.rglob("*.zip")] == []
    assert "take-away" not in (folder / "data" / "index.html").read_text("utf-8")
