"""The plugin beside a blog, whose own pages it leaves as they are, and beside plugins of others."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pelican as pelican_package
import pytest

from support import datasets
from support.building import accept_remarks, contents
from support.package import PACKAGE, pelican, run
from support.pages import Site

BLOG = """\
SITENAME = "Notes"
SITEURL = "https://notes.example/blog"
PATH = "content"
THEME = "simple"
TIMEZONE = "UTC"
PLUGINS = []
"""
ALONE = BLOG.replace("[]", '["claims"]')
PLUGIN = ALONE + 'CLAIMS_FOLDER = "claims-of"\n'
BLOCKED = "import sys\nsys.modules.update(brotli=None, cbor2=None)\n"
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
    plain = contents(pelican(blog, tmp_path / "plain", package=PACKAGE))
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
    (blog / "poor.py").write_text(f"{BLOCKED}{PLUGIN}CLAIMS_PARTS = ['host', 'jsonld', 'search']\nPUBLISHED = True\n")
    (blog / "lost.py").write_text(f"{PLUGIN}CLAIMS_FILE = 'content/claims.yaml'\n")
    words = {
        "with.py": "CLAIMS_FOLDER is empty, and the home page is another's; "
        'name a folder of the site for the pages of claims, as in CLAIMS_FOLDER = "claims"',
        "poor.py": "CLAIMS_PARTS names 'search', which needs cbor2, 'host', which needs brotli; "
        'type pip install "pelican-claims[search,host]", or leave out what you do not want',
        "lost.py": "content/claims.yaml:1:1: error: cannot read the file: no such file or directory",
    }
    for settings, line in words.items():
        with pytest.raises(AssertionError) as failed:
            pelican(blog, tmp_path / "output", settings=settings, package=PACKAGE)
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


# By itself


def built(blog: Path, output: Path, settings: str, package: Path = PACKAGE) -> str:
    """What Pelican prints."""
    return run(blog, "-m", "pelican", "-s", settings, "-o", str(output), "--fatal", "warnings", package=package)


def test_its_name_among_the_plugins_is_enough(blog: Path, tmp_path: Path) -> None:
    (blog / "poor.py").write_text(BLOCKED + ALONE)
    printed = built(blog, tmp_path / "output", "poor.py")
    assert printed.splitlines()[-3:-1] == [
        "python -m claims data/claims.yaml --strict shows each",
        "claims: warning: without 'search', which needs cbor2; "
        'type pip install "pelican-claims[search]", or say in CLAIMS_PARTS what you want',
    ]
    site = Site(tmp_path / "output" / "claims", "https://notes.example/blog/claims")
    assert {"index.html", "data/index.html"} <= {page.path for page in site.pages}
    assert "search/index.html" not in {page.path for page in site.pages}


def test_a_mistake_is_told_with_commands_that_a_blog_has(blog: Path, tmp_path: Path) -> None:
    with (blog / "data" / "claims.yaml").open("a") as file:
        file.write("site: {title: TODO}\n")
    (blog / "with.py").write_text(PLUGIN + "PUBLISHED = True\n")
    with pytest.raises(AssertionError) as failed:
        pelican(blog, tmp_path / "output", settings="with.py", package=PACKAGE)
    assert "if it is meant so, `python -m claims data/claims.yaml --accept` accepts these words" in str(failed.value)


def test_pelican_finds_it_by_itself_and_it_does_nothing_where_there_are_no_claims(
    blog: Path, tmp_path: Path, wheel: Path
) -> None:
    installed = tmp_path / "installed"
    shutil.copytree(Path(pelican_package.__file__).parent, installed / "pelican")
    shutil.copytree(wheel, installed, dirs_exist_ok=True)
    (blog / "found.py").write_text(BLOG.replace("PLUGINS = []", ""))
    (blog / "data" / "claims.yaml").unlink()
    printed = built(blog, tmp_path / "nothing", "found.py", installed)
    assert printed.splitlines()[0] == (
        "claims: no data/claims.yaml, so no pages of claims; python -m claims.tools.new_file writes a first one"
    )
    assert not (tmp_path / "nothing" / "claims").exists()
    made = run(blog, "-m", "claims.tools.new_file", package=installed)
    assert made == (
        "data/claims.yaml has the claims of an invented town, and a comment at each field; "
        "../installed/claims/data/README.md explains more\n"
        "next: type pelican, and open /claims/; python -m claims data/claims.yaml finds mistakes\n"
    )
    built(blog, tmp_path / "first", "found.py", installed)
    assert "Lower Puddle" in (tmp_path / "first" / "claims" / "index.html").read_text()


# With other plugins


def test_a_sitemap_of_another_plugin_lists_no_dead_address(blog: Path, tmp_path: Path) -> None:
    (blog / "with.py").write_text(PLUGIN.replace('["claims"]', '["claims", "sitemap"]'))
    output = pelican(blog, tmp_path / "output", settings="with.py", package=PACKAGE)
    listed = re.findall("<loc>https://notes.example/blog/(.*?)</loc>", (output / "sitemap.xml").read_text())
    files = [
        output / urlsplit(address).path / ("index.html" if address[-1:] in {"", "/"} else "") for address in listed
    ]
    assert {"claims-of/about/", "claims-of/method/", "claims-of/claims/the-only-claim/"} <= {*listed}
    assert [file for file in files if not file.is_file()] == []


def test_a_whole_site_is_compressed_by_another_plugin(own_site: Path, tmp_path: Path) -> None:
    with (own_site / "pelicanconf.py").open("a") as settings:
        settings.write('PLUGINS = ["claims", "precompress"]\nCLAIMS_PARTS.remove("host")\n')
    output = pelican(own_site, tmp_path / "output", package=PACKAGE)
    pages = {*output.rglob("*.html")}
    assert len(pages) > 20
    assert {page for page in pages if not page.with_name(f"{page.name}.gz").exists()} == set()
