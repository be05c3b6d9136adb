"""docs/plugin.md: its code is put where it says and run."""

import re
import shutil
from pathlib import Path

import pytest

from support.building import ROOT
from support.package import PACKAGE, pelican, run, starter
from support.pages import Site, text

GUIDE = (ROOT / "docs" / "plugin.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```\w+\n(?:#|\{#) (\S+)(?: #\})?\n(.*?)```", GUIDE, flags=re.DOTALL))
"""The code of each file that the document shows."""
FERRY = '{% extends "base.html" %}{% block content %}<h1>{{ ferry.name }}</h1>{% endblock %}'
TABLE = "id,name\nold,The old ferry\nnew,The new ferry\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(FILES[name], encoding="utf-8")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog with the settings that the document shows, and the starter's claims."""
    starter(tmp_path / "starter")
    write(tmp_path / "blog", "pelicanconf.py")
    (tmp_path / "blog" / "content").mkdir()
    shutil.copytree(tmp_path / "starter" / "data", tmp_path / "blog" / "data")
    with (tmp_path / "blog" / "pelicanconf.py").open("a") as settings:
        settings.write('TIMEZONE = "UTC"\nSITEURL = "https://notes.example"\n')  # or Pelican warns
    return tmp_path / "blog"


def test_the_document_is_short_and_its_part_is_shorter() -> None:
    assert len(GUIDE.splitlines()) < 135
    assert len([line for line in FILES["plugins/short_list.py"].splitlines() if line]) <= 15


def test_templates_have_the_blocks_that_the_document_names() -> None:
    told = re.findall(r"`(\w+\.html)`[^;.`]* has ([^;.]+)[;.]", GUIDE)
    assert [name for name, _ in told] == ["base.html", "claim.html", "text.html", "topic.html", "timeline.html"]
    for name, blocks in told:
        template = (ROOT / "theme" / "templates" / name).read_text(encoding="utf-8")
        assert [block for block in re.findall(r"`(\w+)`", blocks) if f"{{% block {block} %}}" not in template] == []


def test_a_blog_has_the_pages_where_the_document_says(blog: Path, tmp_path: Path) -> None:
    output = pelican(blog, tmp_path / "output")
    assert "Lower Puddle" in (output / "claims" / "index.html").read_text()
    assert (output / "claims" / "search" / "index.html").exists()
    assert not (output / "claims" / "embed").exists()


def test_a_part_from_outside_adds_what_the_document_says(tmp_path: Path) -> None:
    folder = starter(tmp_path / "site")
    write(folder, "plugins/short_list.py", "templates/short-list.html")
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write("\n".join(re.findall(r"`(PLUGIN\w+ = \[[^`]+)`", GUIDE)))
    site = Site(pelican(folder, tmp_path / "output", package=PACKAGE))
    assert ": The ferry has run every hour since 1 May 2025\n" in site.read("claims.txt")
    for page in site.pages:
        [link] = [link for link in page.all("a") if text(link) == "A line a claim"]
        assert site.target(page, link.attrib["href"]).file == "claims.txt"  # type: ignore[union-attr]


def test_the_five_steps_make_pages_and_the_test_that_looks_at_them_passes(blog: Path) -> None:
    write(blog, "plugins/ferries.py", "tests/test_ferries.py")
    (blog / "templates").mkdir()
    (blog / "templates" / "ferry.html").write_text(FERRY)
    (blog / "data" / "ferries.csv").write_text(TABLE)
    with (blog / "pelicanconf.py").open("a") as settings:
        settings.write('PLUGINS = ["ferries"]\nPLUGIN_PATHS = ["plugins"]\nTHEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    program = "import sys, pathlib; sys.path.insert(0, 'tests'); from test_ferries import test_each_ferry_has_a_page; "
    run(blog, "-c", program + "test_each_ferry_has_a_page(pathlib.Path('output').resolve())")
    assert (blog / "output" / "ferries" / "old" / "index.html").exists()
