"""The index as a part of the site: made anew with it, and no site without it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pagefind_bin
import pytest

from support.building import build, contents
from support.findable import project_in_chinese
from support.pages import Site, text


def found(site: Site, prefix: str = "") -> list[dict[str, Any]]:
    """What the index holds of each record, in one language."""
    files = [site.folder / path for path in sorted(site.files) if path.startswith(f"{prefix}pagefind/fragment/")]
    return [json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")) for file in files]


def test_the_index_holds_as_much_as_the_search_page_says(any_site: Site) -> None:
    records = [record for record in found(any_site) if record["filters"]["kind"] not in (["page"], ["finding"])]
    count = sum(len(record["anchors"]) or 1 for record in records)  # a list of sources has one for each
    label = next(e for e in any_site.page("search/").all("label") if e.get("for") == "query")
    assert text(label) == f"Search {count} claims, topics, figures, sources, terms and events"


def test_the_versions_of_a_text_are_found_with_an_anchor_for_each_comparison(site: Site) -> None:
    [record] = [record for record in found(site) if record["url"].endswith("/versions/")]
    page = site.page(record["url"])
    titles = [text(heading) for heading in page.all("h2") if (heading.get("id") or "").startswith("versions-")]
    assert titles
    assert [anchor["text"] for anchor in record["anchors"]] == titles


def test_the_pages_about_the_site_are_found(site: Site) -> None:
    pages = [record for record in found(site) if record["filters"]["kind"] == ["page"]]
    prose = [record for record in pages if not record["url"].endswith("/versions/")]
    assert sorted(record["url"] for record in prose) == ["about/", "for-a-class/", "method/"]
    for record in prose:
        page = site.page(record["url"])
        [main] = page.all("main")
        [title] = main.iter("h1")
        assert record["meta"]["title"] == text(title)
        words = record["content"].split()
        assert len(words) > 250
        assert _without_stops(" ".join(words[-12:])) in _without_stops(text(main))
        pieces = [_without_stops(text(e)) for e in main.iter() if e.tag in {"h2", "caption", "td", "th", "li"}]
        said = _together(_without_stops(record["content"]))  # which parts Chinese characters
        assert [piece for piece in pieces if _together(piece) not in said] == []


def _together(text: str) -> str:
    return "".join(text.replace("\u2060", "").split())


def _without_stops(text: str) -> str:
    return " ".join(text.replace(".", " ").split())


def test_every_address_in_the_index_is_one_of_the_site(relative_site: Site, site: Site) -> None:
    for built in (site, relative_site):
        page = built.page("search/")
        for record in found(built):
            built.target(page, f"{'../' if built.from_disk else '/'}{record['url']}")


def test_each_language_has_an_index_of_its_own_which_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_in_chinese(tmp_path / "project")
    made = Site(build(project, project / "output"))
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: pytest.fail("Pagefind is asked again"))
    assert contents(build(project, project / "output")) == contents(made.folder)
    in_english = [record["meta"]["title"] for record in found(made)]
    in_chinese = [record["meta"]["title"] for record in found(made, "zh/")]
    assert "Every stone is listed" in in_english
    assert "Every stone is listed" not in in_chinese
    assert "中 国 列 管 芬 太 尼 类 物 质" in in_chinese
    assert "中 国 列 管 芬 太 尼 类 物 质" not in in_english
