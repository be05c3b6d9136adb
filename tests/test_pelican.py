"""Pelican where it would surprise: each of its traps that STYLE.md names, sprung on a small copy of the project."""

from __future__ import annotations

import ast
import gc
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican import signals
from pelican.settings import read_settings

import claims
import datasets
from building import PICTURES, ROOT, UNCHECKED, build, copy_of_the_project, make, small_project
from claims import generator
from claims.data import loader
from helpers import AFTER_ALL
from pages import Site, text


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one claim, to be broken."""
    return small_project(tmp_path / "small", datasets.BARE)


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


# What Pelican would only log


def test_a_plugin_that_is_not_there_fails_the_build(small: Path) -> None:
    _append(small / "pelicanconf.py", '\nPLUGINS = ["claims", "not_there"]\n')
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert "Cannot load plugin `not_there`" in done.stderr
    assert not (small / "output").exists()


def test_a_plugin_that_fails_to_register_fails_the_build(small: Path) -> None:
    (small / "more").mkdir()
    (small / "more" / "broken.py").write_text("def register():\n    raise ZeroDivisionError('on purpose')\n")
    _append(small / "pelicanconf.py", '\nPLUGIN_PATHS = ["plugins", "more"]\nPLUGINS = ["claims", "broken"]\n')
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert "Cannot register plugin `broken`" in done.stderr
    assert not (small / "output").exists()


def test_a_warning_of_pelican_fails_the_build(small: Path) -> None:
    page = "Title: More\nSlug: more\nDescription: More.\nStatus: not-a-status\n\nWords.\n"
    (small / "content" / "pages" / "more.md").write_text(page)
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert "Unknown status 'not-a-status'" in done.stderr
    assert not (small / "output").exists()


def test_the_published_site_is_built_as_strictly(small: Path) -> None:
    _append(small / "publishconf.py", '\nPLUGINS = ["claims", "not_there"]\n')
    done = make(small, "publish", UNCHECKED, SITEURL="https://example.org")
    assert done.returncode != 0
    assert "Cannot load plugin `not_there`" in done.stderr


# Receivers


def test_every_receiver_is_a_function_of_its_module() -> None:
    connected = []
    for file in (ROOT / "plugins" / "claims").glob("*.py"):
        module = ast.parse(file.read_text(encoding="utf-8"))
        functions = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                connected += [isinstance(node.args[0], ast.Name) and node.args[0].id in functions]
    assert connected
    assert all(connected)


def test_receivers_outlive_the_call_that_connects_them() -> None:
    claims.register()
    gc.collect()
    heard = {signals.initialized, signals.get_generators, signals.all_generators_finalized}
    found = {receiver for signal in heard for receiver in signal.receivers_for(None)}
    assert {generator.extend_templates, generator.add_generator, generator.name_pages_explicitly} <= found


# Settings


@pytest.mark.parametrize("name", ["ARTICLE_PATHS", "DIRECT_TEMPLATES"])
def test_what_a_blog_needs_is_empty(name: str) -> None:
    assert read_settings(str(ROOT / "pelicanconf.py"))[name] == []


def test_only_our_plugin_is_loaded() -> None:
    assert read_settings(str(ROOT / "pelicanconf.py"))["PLUGINS"] == ["claims"]


def test_no_archive_category_or_author_of_a_blog_is_written(site: Site) -> None:
    tops = {path.split("/")[0] for path in site.files}
    assert not tops & {"author", "authors.html", "category", "categories.html", "tag", "tags.html", "archives.html"}


def test_templates_escape_what_they_print(small: Path) -> None:
    data = datasets.BARE.replace("title: The only claim", 'title: <script>alert("x")</script>')
    (small / "data" / "claims.yaml").write_text(data)
    page = Site(build(small, small / "output", UNCHECKED)).page("claims/the-only-claim/")
    assert page.h1 == '<script>alert("x")</script>'
    assert [script for script in page.scripts if script.text] == []
    (data,) = page.data
    assert {node["name"] for node in json.loads(text(data))["@graph"] if node["@type"] == "Claim"} == {page.h1}


@pytest.mark.parametrize("name", ["once.py", "filters.py"])
def test_templates_are_compiled_anew_when_what_they_are_compiled_by_changes(small: Path, name: str) -> None:
    (small / "plugins").unlink()
    shutil.copytree(ROOT / "plugins", small / "plugins")
    build(small, small / "output", UNCHECKED)
    _append(small / "plugins" / "claims" / name, "\n_MORE = True\n")
    build(small, small / "output", UNCHECKED)
    assert len([*(small / ".build" / "templates").iterdir()]) == 2


def test_a_name_that_no_template_is_given_fails_the_build(small: Path) -> None:
    (small / "theme").unlink()
    shutil.copytree(ROOT / "theme", small / "theme")
    _append(small / "theme" / "templates" / "partials" / "footer.html", "{{ not_given }}\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert "'not_given' is undefined" in done.stderr
    assert not (small / "output").exists()


# The file of claims


def test_the_file_is_static_content_which_pelican_copies() -> None:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    copied = [(Path(settings["PATH"]) / path).resolve() for path in settings["STATIC_PATHS"]]
    assert (ROOT / settings["CLAIMS_FILE"]).resolve() in copied


@pytest.mark.parametrize(
    "data", [datasets.BARE, "\ufeff" + datasets.BARE.replace("\n", "\r\n")], ids=["unix", "windows"]
)
def test_the_file_is_published_byte_for_byte(small: Path, data: str) -> None:
    (small / "data" / "claims.yaml").write_bytes(data.encode())
    build(small, small / "output", UNCHECKED)
    assert (small / "output" / "data" / "v1" / "claims.yaml").read_bytes() == data.encode()


# Mistakes

MISTAKE = datasets.BARE.replace("topics: [the-only-topic]", "topics: [not-defined]")


@pytest.mark.parametrize("unchecked", [[], [UNCHECKED]], ids=["make check finds it", "the build finds it"])
def test_a_mistake_leaves_the_old_site_and_is_told_without_a_traceback(small: Path, unchecked: list[str]) -> None:
    output = build(small, small / "output", UNCHECKED)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (output, *output.rglob("*"))}
    (small / "data" / "claims.yaml").write_text(MISTAKE)
    done = make(small, "html", *unchecked)
    assert done.returncode != 0
    assert 'data/claims.yaml:13:14: error: claim "the-only-claim" names topic "not-defined"' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "Error 1" in done.stderr.splitlines()[-1]
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (output, *output.rglob("*"))} == before


def test_a_mistake_in_a_first_build_leaves_nothing(small: Path) -> None:
    (small / "data" / "claims.yaml").write_text(MISTAKE)
    assert make(small, "html", UNCHECKED).returncode != 0
    assert not (small / "output").exists()
    assert not (small / ".output.fresh").exists()


CLASHES = {
    "slug": ("glossary/index.html", "pages/more.md", "Slug: glossary\n"),
    "save as": ("claims/the-only-claim/index.html", "pages/more.md", "Save_as: claims/the-only-claim/index.html\n"),
    "beside the pages": ("data/v1/claims.json", "pages/more.md", "Save_as: data/v1/claims.json\n"),
    "file": ("glossary/index.html", "glossary/index.html", ""),
}


@pytest.mark.parametrize("built_before", [True, False], ids=["before", "from nothing"])
@pytest.mark.parametrize(("path", "file", "head"), CLASHES.values(), ids=CLASHES)
def test_two_files_at_one_address_are_told_and_the_old_site_stays(
    small: Path, path: str, file: str, head: str, *, built_before: bool
) -> None:
    _append(small / "pelicanconf.py", '\nSTATIC_PATHS = [*STATIC_PATHS, "glossary"]\n')
    (small / "content/glossary").mkdir()
    for _ in range(2 if built_before else 0):
        build(small, small / "output", UNCHECKED)
    before = _contents(small / "output")
    (small / "content" / file).write_text(f"Title: More\nDescription: More.\n{head}\nClash.\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert f"{path} is written already: give the page in content/ another slug, or the file there another name" in (
        done.stderr
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert _contents(small / "output") == before


@pytest.mark.parametrize("kind", ["claim", "page"])
def test_a_page_that_links_to_no_record_is_told_without_a_traceback(small: Path, kind: str) -> None:
    _append(small / "content" / "pages" / "about.md", f"\n[A link]({kind}:not-defined)\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    at = (small / "content" / "pages" / "about.md").read_text().count("\n")
    message = f'error: this page links to {kind} "not-defined", which is not defined'
    assert f"content/pages/about.md:{at}:10: {message}" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_page_that_is_no_text_is_told_with_the_place(small: Path) -> None:
    page = small / "content" / "pages" / "about.md"
    lines = page.read_bytes().count(b"\n")
    page.write_bytes(page.read_bytes() + b"caf\xe9\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert f"content/pages/about.md:{lines + 1}:4: error: the byte 0xE9 is not text in UTF-8" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words alone.\n",
        "\nTitle: Late\n",
        "Lang: en\n\nTitle: Late\n",
        "Title:\n\nWords.\n",
        "Title: ???\n\nWords.\n",
    ],
)
def test_a_page_without_a_title_is_told_with_its_file_and_without_a_traceback(small: Path, text: str) -> None:
    (small / "content" / "pages" / "more.md").write_text(text)
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert "content/pages/more.md:1:1: error: this page has no title" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "target", ["clam:moon", "htps://moon.example", "www.moon.example", "moon-cheese", "about.md", ""]
)
def test_a_page_that_links_to_no_address_is_told_with_the_place(small: Path, target: str) -> None:
    _append(small / "content" / "pages" / "about.md", f"\nA [link]({target}) that leads nowhere.\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    at = (small / "content" / "pages" / "about.md").read_text().count("\n")
    assert f'content/pages/about.md:{at}:8: error: this page links to "{target}", which is no address' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_hidden_files_are_no_pages(small: Path) -> None:
    pages = small / "content" / "pages"
    (pages / ".#about.md").symlink_to("someone@host.1:2")  # as Emacs marks a file that is open
    (pages / "._about.md").write_bytes(b"\0\x05\x16\x07\xff")  # as macOS keeps what it knows of a file
    (pages / ".more.md").write_text("Title: More\nDescription: More\n\nMore.\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode == 0, done.stderr
    assert not (small / "output" / "more").exists()


def test_a_page_of_lists_in_lists_without_end_is_told_with_the_place(small: Path) -> None:
    page = small / "content" / "pages" / "about.md"
    _append(page, f"\n{'- ' * 1_000}x\n")
    lines = page.read_text().count("\n")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert f"content/pages/about.md:{lines}:1: error: this page has lists in lists, more than Markdown" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_make_hands_on_an_option_as_it_was_typed(small: Path) -> None:
    title = 'Fines of $250 and $(shell touch ran) in `it`, "quoted"'
    done = make(small, "new-claim", f"TITLE={title}", "STATEMENT=S", "KIND=measure", "TOPICS=the-only-topic", "YES=1")
    assert done.returncode == 0, done.stderr
    assert loader.load(small / "data" / "claims.yaml", today=AFTER_ALL).claims[-1].title == title
    assert not (small / "ran").exists()


@pytest.mark.parametrize("name", ["about.md", "404.md"])
def test_a_page_without_a_description_is_told_with_its_file_and_without_a_traceback(small: Path, name: str) -> None:
    page = small / "content" / "pages" / name
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text("".join(line for line in lines if not line.startswith("Description:")), encoding="utf-8")
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert f"content/pages/{name}: the page has no description; add a line “Description: …” at its head" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_page_that_others_lead_to_is_missed(small: Path) -> None:
    pages = small / "content" / "pages"
    (pages / "about.md").unlink()
    (pages / "method.md").write_text((pages / "method.md").read_text().replace("Slug: method", "Slug: methods"))
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    missed = "content/pages: there is no page “about” or “method”, and every page leads to it; write one with a line "
    assert f"{missed}“Slug: about” at its head" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "environment", [{}, {"SITEURL": ""}, {"SITEURL": "example.org"}], ids=["none", "empty", "a name"]
)
def test_publishing_asks_for_the_address(small: Path, environment: dict[str, str]) -> None:
    done = make(small, "publish", UNCHECKED, **environment)
    assert done.returncode != 0
    assert done.stderr.splitlines()[:-1] == [
        "publish: set SITEURL to the address the site will have, as in",
        "  SITEURL=https://example.org make publish",
    ]
    assert not (small / "output").exists()


@pytest.mark.parametrize("tag", ["example.org", ""], ids=["not one", "none"])
def test_a_site_with_an_address_asks_for_the_tag_of_its_feeds(small: Path, tag: str) -> None:
    (small / "data" / "claims.yaml").write_text(datasets.many())
    _append(small / "pelicanconf.py", '\nSITEURL = "https://example.org"\n' + (f'FEED_TAG = "{tag}"\n' if tag else ""))
    done = make(small, "html", UNCHECKED)
    assert done.returncode != 0
    assert f'FEED_TAG is "{tag}", and must be a domain name and a date, such as example.org,2026' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_publishing_takes_an_address_with_or_without_a_slash(small: Path) -> None:
    build(small, small / "one", UNCHECKED, target="publish", SITEURL="https://example.org/project")
    build(small, small / "two", UNCHECKED, target="publish", SITEURL="https://example.org/project/")
    assert _contents(small / "one") == _contents(small / "two")


# Same input, same bytes


OTHERWISE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "de_DE.UTF-8",
    "COLUMNS": "40",
    "PYTHONHASHSEED": "1",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.mark.parametrize("data", ["the real file", "hostile"])
def test_a_build_elsewhere_and_otherwise_gives_the_same_bytes(tmp_path: Path, data: str) -> None:
    here = tmp_path / "here"
    if data == "hostile":
        small_project(here, datasets.hostile())  # here every picture is drawn twice
    else:
        copy_of_the_project(here)
    there = shutil.copytree(here, tmp_path / "in a folder with another name", symlinks=True)
    done = make(there, "html", UNCHECKED, umask=0o077, **OTHERWISE)
    assert done.returncode == 0, done.stderr
    assert _contents(there / "output") == _contents(build(here, here / "output", UNCHECKED))


def test_a_second_build_gives_the_same_bytes(small: Path) -> None:
    first = _contents(build(small, small / "output", UNCHECKED, PYTHONHASHSEED="2"))
    assert _contents(build(small, small / "output", UNCHECKED, PYTHONHASHSEED="3")) == first


def test_a_link_to_a_folder_elsewhere_can_be_built_into_in_every_way(small: Path) -> None:
    (small / "output").symlink_to("elsewhere/site")
    for target in ("html", "html", "publish", "html", "html"):
        build(small, small / "output", UNCHECKED, target=target, SITEURL="https://example.org")
        assert (small / "output").is_symlink()
    left = [".site.list", ".site.lock", ".site.spare", ".site.spare.list", "site"]
    assert sorted(os.listdir(small / "elsewhere")) == left
    assert not [*small.glob(".output*")]


def test_a_build_forgets_what_was_removed(small: Path) -> None:
    with_term = datasets.BARE.replace(
        "  - {id: the-only-topic,",
        "  - {id: gone, title: G, question: G?, answer: G., summary: G.}\n  - {id: the-only-topic,",
    )
    (small / "data" / "claims.yaml").write_text(with_term)
    assert (build(small, small / "output", UNCHECKED) / "topics" / "gone" / "index.html").is_file()
    (small / "data" / "claims.yaml").write_text(datasets.BARE)
    assert not (build(small, small / "output", UNCHECKED) / "topics" / "gone").exists()


def test_a_build_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    (project / "data" / "claims.yaml").write_text(datasets.hostile(), encoding="utf-8")
    for page in (project / "content" / "pages").glob("*.md"):
        page.write_text(re.sub(r"\((?:claim|topic|source):[^)]*\)|href=\"[^\"]*\"", "", page.read_text()))
    shutil.rmtree(project / PICTURES, ignore_errors=True)
    before = _contents(project)
    build(project, tmp_path / "elsewhere" / "output", UNCHECKED)
    shutil.rmtree(project / ".build")  # the exception: what is made once for many builds
    assert _contents(project) == before
    assert sorted(os.listdir(tmp_path)) == ["elsewhere", "project"]
    assert sorted(os.listdir(tmp_path / "elsewhere")) == [".output.list", ".output.lock", "output"]
