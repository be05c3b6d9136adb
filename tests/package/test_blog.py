"""The plugin beside a blog, whose own pages it leaves as they are, and beside plugins of others."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pelican as pelican_package
import pytest

from support import datasets
from support.building import ROOT, accept_warnings, contents
from support.package import PACKAGE, pelican, run
from support.pages import Site

ADDRESS = "https://notes.example/blog"
BLOG = f"""\
SITENAME = "Notes"
SITEURL = "{ADDRESS}"
PATH = "content"
THEME = "simple"
TIMEZONE = "UTC"
THEME_TEMPLATES_OVERRIDES = ["templates"]
PLUGINS = ["sitemap"]
"""
LOGGING = BLOG.replace('["', '["claims", "')
PRINTING = "CLAIMS_LOG_WARNINGS = False\n"
PLUGIN = LOGGING + PRINTING
FOLDER = 'CLAIMS_FOLDER = "claims-of"\nPUBLISHED = True\nCLAIMS_FEATURES = ["data_files", "feeds", "search"]\n'
UNCHECKED = "claims: warning: SITEURL is set and PUBLISHED is not: nothing was checked for publishing"
BLOCKED = "import sys\nsys.modules.update(PIL=None, cbor2=None)\n"
ARTICLE = "Title: {0}\nDate: 2026-01-0{1}\nTags: ferries\n\nWords of *the {0}*, and [a link]({{filename}}{2}.md).\n"
FILES = {
    "content/one.md": ARTICLE.format("first", 1, "two"),
    "content/two.md": ARTICLE.format("second", 2, "one"),
    "data/claims.yaml": datasets.BARE,
    "templates/base.html": "The blog's.{% block content %}{% endblock %}",
    "templates/claims/corrections.html": "My corrections.",
    "plain.py": BLOG,
    "with.py": PLUGIN + FOLDER,
}


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, a template, and a file of claims."""
    folder = tmp_path_factory.mktemp("blog")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text)
    accept_warnings(folder)
    return folder


@pytest.fixture(scope="module")
def plain(blog: Path) -> dict[str, bytes]:
    """What the blog builds without the plugin."""
    return contents(pelican(blog, blog / "plain", settings="plain.py", package=PACKAGE))


@pytest.fixture(scope="module")
def both(blog: Path) -> Path:
    """What it builds with the plugin, in a folder of another name, published."""
    return pelican(blog, blog / "both", settings="with.py", package=PACKAGE)


def whole(site: Site) -> set[str]:
    """The paths of a site's pages, which are whole and styled and lead nowhere but to each other."""
    for page in (page for page in site.pages if "My corrections." not in page.raw):
        assert page.errors == []
        assert site.links[page.path]  # which raises where one leads nowhere
        sheets = [link.attrib["href"] for link in page.tagged("link") if link.get("rel") == "stylesheet"]
        assert sheets
        assert [sheet for sheet in sheets if not site.target(page, sheet)] == []
    return {page.path for page in site.pages}


def test_a_blogs_own_pages_and_those_of_claims_have_nothing_to_do_with_each_other(
    plain: dict[str, bytes], both: Path
) -> None:
    files = {name: content for name, content in contents(both).items() if not name.startswith("claims-of/")}
    del plain["sitemap.xml"], files["sitemap.xml"]
    assert files == plain
    assert len([name for name in files if files[name].startswith(b"The blog's.")]) > 5
    pages = whole(Site(both / "claims-of", f"{ADDRESS}/claims-of"))
    assert {"index.html", "about/index.html", "claims/the-only-claim/index.html", "method/index.html"} <= pages
    assert "The only claim" in (both / "claims-of" / "index.html").read_text()
    assert (both / "claims-of" / "corrections" / "index.html").read_text() == "My corrections."


def test_a_sitemap_of_another_plugin_lists_no_dead_address(both: Path) -> None:
    listed = re.findall(f"<loc>{ADDRESS}/(.*?)</loc>", (both / "sitemap.xml").read_text())
    files = [both / urlsplit(address).path / ("index.html" if address[-1:] in {"", "/"} else "") for address in listed]
    assert {"claims-of/about/", "claims-of/method/", "claims-of/claims/the-only-claim/"} <= {*listed}
    assert [file for file in files if not file.is_file()] == []


def test_its_name_among_the_plugins_is_enough_also_from_disk(blog: Path) -> None:
    (blog / "data" / "accepted-warnings.txt").unlink()
    (blog / "poor.py").write_text(f"{BLOCKED}{PLUGIN}RELATIVE_URLS = True\n")
    printed = run(blog, "-m", "pelican", "-s", "poor.py", "-o", "alone", "--fatal", "warnings")
    assert printed.splitlines()[-4:-1] == [
        "data/claims.yaml: web addresses without an archived copy: 1 of 1, "
        "listed in data/v1/not-archived.txt of the built site",
        "claims: warning: without 'search', which needs cbor2; "
        'type pip install "pelican-claims[search]", or say in CLAIMS_FEATURES what you want',
        UNCHECKED,
    ]
    claims = blog / "alone" / "claims"
    pages = whole(Site(claims, claims.as_uri(), from_disk=True))
    assert {"index.html", "data/index.html"} <= pages
    assert "search/index.html" not in pages


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            PLUGIN + FOLDER.replace("claims-of", ""),
            "CLAIMS_FOLDER is empty, and the home page is another's; "
            'name a folder of the site for the pages of claims, as in CLAIMS_FOLDER = "claims"',
        ),
        (
            f"{BLOCKED}{PLUGIN}{FOLDER}CLAIMS_FEATURES = ['pictures', 'jsonld', 'search']\n",
            "CLAIMS_FEATURES names 'pictures', which needs PIL, 'search', which needs cbor2; "
            'type pip install "pelican-claims[pictures,search]", or leave out what you do not want',
        ),
        (
            f"{PLUGIN}CLAIMS_FILE = 'content/claims.yaml'\n",
            "content/claims.yaml:1:1: error: cannot read the file: no such file or directory",
        ),
        (
            f"{PLUGIN}{FOLDER}CLAIMS_FILE = 'todo.yaml'\n",
            "  help: write it, or take it out; "
            "if it is meant so, `python -m claims check todo.yaml --accept` accepts these words",
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_commands_that_a_blog_has(blog: Path, settings: str, line: str) -> None:
    (blog / "todo.yaml").write_text(f"{datasets.BARE}site: {{title: TODO}}\n")
    (blog / "wrong.py").write_text(settings)
    with pytest.raises(AssertionError) as failed:
        pelican(blog, blog / "wrong", settings="wrong.py", package=PACKAGE)
    assert line in str(failed.value).splitlines()
    assert "Traceback" not in str(failed.value)


def test_a_warning_goes_through_pelicans_log(blog: Path) -> None:
    settings = f"{LOGGING}CLAIMS_FEATURES = []\n"
    (blog / "logging_.py").write_text(settings)
    with pytest.raises(AssertionError, match="RuntimeError: Warning or error encountered"):
        pelican(blog, blog / "logged", settings="logging_.py", package=PACKAGE)
    program = "import sys; sys.stderr = sys.stdout; from pelican import main; main(sys.argv[1:])"
    command = ("-c", program, "-s", "logging_.py", "-o", "logged", "--log-handler", "plain")
    message = UNCHECKED.replace("warning: ", "")
    assert message in run(blog, *command).splitlines()
    (blog / "logging_.py").write_text(f"{settings}LOG_FILTER = [(30, {message!r})]\n")
    assert message not in run(blog, *command)


DRAFT = datasets.BARE + datasets.BARE.partition("claims:\n")[2].replace("only-claim", "draft").replace(
    "only claim", "draft", 1
).replace("the only claim", "a draft").replace("    kind", "    draft: true\n    kind", 1)
WATCHED = """\
import sys
from pelican import Pelican, __main__, parse_arguments
from pelican.settings import read_settings
arguments = parse_arguments(sys.argv[1:])
sys.argv[0] = __main__.__file__
Pelican(read_settings("drafts.py", override={"OUTPUT_PATH": arguments.output})).run()
"""
"""What `pelican -r` does before it waits for an edit."""


@pytest.mark.parametrize(
    ("settings", "arguments", "is_shown"),
    [
        ("", (), False),
        ("SITEURL = ''\nCLAIMS_DRAFTS = True\n", (), True),
        ("", ("-r",), True),
        ("", ("--listen",), True),
        ("PUBLISHED = True\nCLAIMS_DRAFTS = True\n", ("-lr",), False),
    ],
)
def test_a_draft_is_left_out_beside_a_blog_unless_somebody_watches_or_a_setting_says_so(
    tmp_path: Path, settings: str, arguments: tuple[str, ...], is_shown: bool
) -> None:
    for name in ("content/one.md", "content/two.md", "data/claims.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FILES[name])
    (tmp_path / "data" / "claims.yaml").write_text(DRAFT)
    accept_warnings(tmp_path)
    plugin = PLUGIN.replace(', "sitemap"', "")
    (tmp_path / "drafts.py").write_text(f"{plugin}CLAIMS_FEATURES = ['data_files']\n{settings}")
    printed = run(tmp_path, "-c", WATCHED, "-s", "drafts.py", "-o", "output", *arguments)
    files = contents(tmp_path / "output" / "claims")
    assert ("claims/the-draft/index.html" in files) is is_shown
    assert any(b"draft" in files[name] for name in files if name.endswith((".html", "claims.json"))) is is_shown
    lines = printed.splitlines()
    assert (UNCHECKED in lines) is ("PUBLISHED" not in settings and "SITEURL" not in settings)
    left_out = "claims: drafts are left out; pelican -lr shows them, and so does CLAIMS_DRAFTS = True"
    assert (left_out in lines) is not (is_shown or "PUBLISHED" in settings)


@pytest.mark.parametrize(("language", "has_claims"), [("en", True), ("es", False)])
def test_a_blog_in_several_languages_has_the_claims_once(blog: Path, language: str, has_claims: bool) -> None:
    settings = f"CLAIMS_FEATURES = []\nDEFAULT_LANG = '{language}'\nI18N_SUBSITES = {{'es': {{}}}}\n"
    file = f"in_{language}.py"  # of its own name: Python would take an older one of the same size from its cache
    (blog / file).write_text(PLUGIN + settings)
    files = contents(pelican(blog, blog / f"in-{language}", settings=file, package=PACKAGE))
    assert "index.html" in files
    assert ("claims/index.html" in files) is has_claims


def test_beside_a_blog_nothing_leads_to_a_draft_that_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "content").mkdir()
    linked = DRAFT.replace("summary: One paragraph.", 'summary: "See [it](claim:the-draft)."')
    (tmp_path / "data" / "claims.yaml").write_text(linked)
    (tmp_path / "drafts.py").write_text(PLUGIN.replace(', "sitemap"', "") + "CLAIMS_FEATURES = []\n")
    with pytest.raises(AssertionError, match=r'leads to claim "the-draft", which no reader will see while it is a dr'):
        pelican(tmp_path, tmp_path / "output", settings="drafts.py", package=PACKAGE)


def test_pelican_finds_it_by_itself_and_it_does_nothing_where_there_are_no_claims(
    tmp_path: Path, plain: dict[str, bytes], wheel: Path
) -> None:
    installed, blog = tmp_path / "installed", tmp_path / "blog"
    shutil.copytree(Path(pelican_package.__file__).parent, installed / "pelican")
    shutil.copytree(wheel, installed, dirs_exist_ok=True)
    for name in ("content/one.md", "content/two.md", "templates/base.html"):
        (blog / name).parent.mkdir(parents=True, exist_ok=True)
        (blog / name).write_text(FILES[name])
    (blog / "pelicanconf.py").write_text(settings := BLOG.replace('PLUGINS = ["sitemap"]', ""))
    printed = run(blog, "-m", "pelican", "--fatal", "warnings", package=installed)
    assert printed.splitlines()[0] == "claims: no data/claims.yaml, so no pages of claims"
    pages = {name for name in contents(blog / "output") if name.endswith(".html")}
    assert pages == {name for name in plain if name.endswith(".html")}
    shutil.copytree(ROOT / "starter" / "data", blog / "data")
    (blog / "pelicanconf.py").write_text(f"{settings}{PRINTING}CLAIMS_FEATURES = []\n")
    run(blog, "-m", "pelican", "--fatal", "warnings", package=installed)
    assert "Lower Puddle" in (blog / "output" / "claims" / "index.html").read_text()
