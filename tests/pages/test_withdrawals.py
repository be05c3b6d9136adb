"""Records that were withdrawn: their addresses say so, nothing else has them, and corrections, feeds and data do."""

from collections.abc import Callable

import pytest

from support.building import PUBLISHED, publish, small_project
from support.datasets import BARE
from support.pages import Site

GONE = f"""{BARE}    changes: [{{date: 2019, kind: added, note: Listed.}}]
withdrawals:
  - {{id: night, aliases: [dark], kind: claim, title: Night is green, date: 2020-02-29, why: "We misread it, & say."}}
  - {{id: sun, aliases: [the-sun], kind: topic, title: The sun, date: 2020-03-01, why: No claim is about it.}}
  - {{id: ebb, kind: term, title: Ebb & flow, date: 2020-03-02, why: No text has the word.}}
  - {{id: suns, kind: series, title: Suns, date: 2020-03-03, why: There is one.}}
"""
SAID = {
    "claims/night": (
        "Night is green",
        "We have withdrawn this claim from the site (29 February 2020). We misread it, & say.",
    ),
    "topics/sun": ("The sun", "We have withdrawn this topic from the site (1 March 2020). No claim is about it."),
}
"""What the pages of those that had one are called, and say."""
SAID |= {"claims/dark": SAID["claims/night"], "topics/the-sun": SAID["topics/sun"]}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("withdrawn")
    return Site(publish(small_project(folder / "project", GONE), folder / "output", PUBLISHED), PUBLISHED)


@pytest.mark.parametrize("path", SAID)
def test_its_addresses_say_what_happened_and_search_engines_are_asked_to_leave_them_out(
    published: Site, path: str
) -> None:
    page, (title, words) = published.page(f"{path}/index.html"), SAID[path]
    assert page.h1 == f"Withdrawn: {title}"
    assert words in page.words
    assert '<meta name="robots" content="noindex">' in page.raw
    assert f"{path}/" not in published.read("sitemap.xml")


def test_nothing_leads_there_but_corrections_(small_site: Callable[[str], Site]) -> None:
    site = small_site(GONE)
    gone = {f"{path}/index.html" for path in SAID}
    leading = {page.path for page in site.pages if gone & {*site.links[page.path]} and page.path not in gone}
    assert leading == {"corrections/index.html"}
    for list in ("topics/index.html", "claims/index.html", "index.html"):
        assert "sun" not in site.page(list).words
        assert "green" not in site.page(list).words
