"""Records that were withdrawn: what their pages say test_golden.py sees, and here that nothing else leads there."""

from pathlib import Path

from support.building import PUBLISHED, publish, small_project
from support.datasets import BARE
from support.pages import Site

GONE = f"""{BARE}    changes: [{{date: 2019, kind: added, note: Listed.}}]
withdrawals:
  - {{id: night, aliases: [dark], kind: claim, title: Night is green, date: 2020-02-29, why: "We misread it, & say."}}
  - {{id: sun, aliases: [the-sun], kind: topic, title: The sun, date: 2020-03-01, why: No claim is about it.}}
  - {{id: ebb, kind: term, title: Ebb & flow, date: 2020-03-02, why: No text has the word.}}
"""
FOLDERS = "claims/night/", "claims/dark/", "topics/sun/", "topics/the-sun/"


def test_corrections_alone_lead_there_and_search_engines_are_asked_to_leave_it_out(tmp_path: Path) -> None:
    site = Site(publish(small_project(tmp_path / "project", GONE), tmp_path / "output", PUBLISHED), PUBLISHED)
    files, listed = {f"{folder}index.html" for folder in FOLDERS}, site.read("sitemap.xml")
    leading = {page.path for page in site.pages if files & {*site.links[page.path]} and page.path not in files}
    assert leading == {"corrections/index.html"}
    for folder in FOLDERS:
        assert '<meta name="robots" content="noindex">' in site.page(folder).raw
        assert folder not in listed
    for list in ("topics/", "claims/", ""):
        assert not {"sun", "green"} & {*site.page(list).words.split()}
