"""The index as a part of the site: made anew with it, and no site without it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

from building import ROOT, build, make, small_project
from findable import CLAIMS
from pages import Site, text


def test_the_index_holds_as_much_as_the_search_page_says(any_site: Site) -> None:
    found = [path for path in any_site.files if path.startswith("pagefind/fragment/")]
    count = sum(not _prose(any_site.folder / path) for path in found)
    label = next(e for e in any_site.page("search/").all("label") if e.get("for") == "query")
    assert text(label) == f"Search {count} claims, topics, sources, speakers, terms and events"


def test_the_pages_about_the_site_are_found(site: Site) -> None:
    pages = {path: found for path in sorted(site.files) if (found := _prose(site.folder / path))}
    assert sorted(found["url"] for found in pages.values()) == ["about/", "method/"]
    for found in pages.values():
        page = site.page(found["url"])
        [main] = page.all("main")
        [title] = main.iter("h1")
        assert found["meta"]["title"] == text(title)
        words = found["content"].split()
        assert len(words) > 300
        assert " ".join(words[-12:]) in text(main)
        apart = f" {_without_stops(found['content'])} "
        for element in main.iter():
            if element.tag in {"h2", "caption", "td", "th", "li"}:
                assert f" {_without_stops(text(element))} " in apart


def _without_stops(text: str) -> str:
    return " ".join(text.replace(".", " ").split())


def _prose(path: Path) -> dict[str, Any] | None:
    """What the index holds of a page from `content/`."""
    if path.parent.name != "fragment":
        return None
    found: dict[str, Any] = _fragment(path)
    return found if found["filters"]["kind"] == ["page"] else None


def test_every_address_in_the_index_is_one_of_the_site(relative_site: Site, site: Site) -> None:
    for built in (site, relative_site):
        page = built.page("search/")
        up = "../" if built.from_disk else "/"
        for path in sorted(built.files):
            if path.startswith("pagefind/fragment/"):
                built.target(page, up + _url(built.folder / path))


def _url(fragment: Path) -> str:
    url: str = _fragment(fragment)["url"]
    return url


def _fragment(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))


def test_a_site_whose_index_cannot_be_made_is_not_put_in_place(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", CLAIMS)
    output = build(project, project / "output")
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    (project / "plugins").unlink()
    shutil.copytree(ROOT / "plugins", project / "plugins")
    indexing = project / "plugins" / "claims" / "indexing.py"
    indexing.write_text(indexing.read_text(encoding="utf-8").replace('"--service"', '"--no-such-option"'))
    done = make(project, "html", f"OUTPUT={output}")
    assert done.returncode != 0
    assert "IndexingError: Pagefind ended before it had answered" in done.stderr
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
