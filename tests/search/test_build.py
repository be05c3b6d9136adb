"""The index as a part of the site: made anew with it, and no site without it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

from building import ROOT, build, make, small_project
from findable import CLAIMS
from pages import Site, text


def test_the_index_holds_as_much_as_the_search_page_says(any_site: Site) -> None:
    found = {path for path in any_site.files if path.startswith("pagefind/fragment/")}
    label = next(e for e in any_site.page("search/").all("label") if e.get("for") == "query")
    assert text(label) == f"Search {len(found)} claims, topics, sources, speakers, terms and events"


def test_every_address_in_the_index_is_one_of_the_site(relative_site: Site, site: Site) -> None:
    for built in (site, relative_site):
        page = built.page("search/")
        up = "../" if built.from_disk else "/"
        for path in sorted(built.files):
            if path.startswith("pagefind/fragment/"):
                built.target(page, up + _url(built.folder / path))


def _url(fragment: Path) -> str:
    url: str = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["url"]
    return url


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
