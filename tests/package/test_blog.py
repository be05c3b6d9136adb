"""The plugin beside a blog, whose own pages it leaves as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import datasets
from building import accept_remarks, contents
from pages import Site

from .support import pelican

BLOG = """\
SITENAME = "Notes"
SITEURL = "https://notes.example/blog"
PATH = "content"
THEME = "simple"
TIMEZONE = "UTC"
"""
PLUGIN = BLOG + 'PLUGINS = ["claims"]\nCLAIMS_FOLDER = "claims-of"\nFEED_TAG = "notes.example,2026"\n'
ARTICLE = "Title: {0}\nDate: 2026-01-0{1}\nTags: ferries\n\nWords of *the {0}*, and [a link]({{filename}}{2}.md).\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Two articles, and a file of claims."""
    folder = tmp_path / "blog"
    (folder / "content").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "content" / "one.md").write_text(ARTICLE.format("first", 1, "two"))
    (folder / "content" / "two.md").write_text(ARTICLE.format("second", 2, "one"))
    (folder / "data" / "claims.yaml").write_text(datasets.BARE)
    (folder / "pelicanconf.py").write_text(BLOG)
    (folder / "with.py").write_text(PLUGIN)
    return folder


def test_a_blogs_own_pages_are_the_same_with_the_plugin_and_without(blog: Path, tmp_path: Path) -> None:
    plain = contents(pelican(blog, tmp_path / "plain"))
    both = contents(pelican(blog, tmp_path / "both", settings="with.py"))
    assert len(plain) > 5
    assert {name: both[name] for name in both if not name.startswith("claims-of/")} == plain


@pytest.mark.parametrize("more", ["", "RELATIVE_URLS = True\n", "PUBLISHED = True\n"], ids=["html", "disk", "publish"])
def test_the_pages_of_claims_are_whole_and_styled_and_lead_nowhere_but_to_each_other(
    blog: Path, tmp_path: Path, more: str
) -> None:
    (blog / "with.py").write_text(PLUGIN + more)
    accept_remarks(blog)
    output = pelican(blog, tmp_path / "both", settings="with.py")
    from_disk = "RELATIVE" in more
    base = (output / "claims-of").as_uri() if from_disk else "https://notes.example/blog/claims-of"
    site = Site(output / "claims-of", base, from_disk=from_disk)
    assert {"", "about/", "claims/the-only-claim/", "method/"} <= {
        p.path.removesuffix("index.html") for p in site.pages
    }
    for page in site.pages:
        assert page.errors == []
        assert site.links[page.path]  # which raises where one leads nowhere
        sheets = [link.attrib["href"] for link in page.tagged("link") if link.get("rel") == "stylesheet"]
        assert sheets
        assert [sheet for sheet in sheets if not site.target(page, sheet)] == []


def test_what_is_wrong_is_told_in_one_line(blog: Path, tmp_path: Path) -> None:
    (blog / "with.py").write_text(PLUGIN.replace("claims-of", ""))
    blocked = "import sys\nsys.modules.update(brotli=None, cbor2=None)\n"
    (blog / "poor.py").write_text(blocked + PLUGIN + "PUBLISHED = True\n")
    words = {
        "with.py": "CLAIMS_FOLDER is empty, and the home page is another's; "
        'name a folder of the site for the pages of claims, as in CLAIMS_FOLDER = "claims"',
        "poor.py": "CLAIMS_PARTS names 'search', which needs cbor2, 'host', which needs brotli; "
        'type pip install "pelican-claims[search,host]", or leave out what you do not want',
    }
    for settings, line in words.items():
        with pytest.raises(AssertionError) as failed:
            pelican(blog, tmp_path / "output", settings=settings)
        assert str(failed.value).splitlines()[0] == line
        assert "Traceback" not in str(failed.value)


def test_a_theme_with_a_base_of_its_own_does_not_dress_the_pages_of_claims(blog: Path, tmp_path: Path) -> None:
    (blog / "templates" / "claims").mkdir(parents=True)
    (blog / "templates" / "base.html").write_text("The blog's.")
    (blog / "templates" / "claims" / "glossary.html").write_text("My glossary.")
    (blog / "with.py").write_text(PLUGIN + 'THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    output = pelican(blog, tmp_path / "both", settings="with.py")
    assert (output / "index.html").read_text() == "The blog's."
    assert "The only claim" in (output / "claims-of" / "index.html").read_text()
    assert (output / "claims-of" / "glossary" / "index.html").read_text() == "My glossary."
