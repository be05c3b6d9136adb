"""The process that builds for devserver: what it answers, build after build. One process answers all the tests."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support import datasets
from support.building import ROOT, small_project

SPARE = '  - {id: spare, kind: news, publisher: The Paper, title: Spare, url: "https://paper.moon/2", seen: opening}'
DATA = datasets.BARE.replace("claims:", f"{SPARE}\nclaims:", 1)
"""With a source that nothing cites."""
TITLE = "title: The only claim"
PAGE = "claims/the-only-claim/index.html"
TEMPLATE = "theme/templates/claim.html"
HEADING = '<span class="visually-hidden">Claim: </span>{{ title'
"""How the template begins the page's heading."""
WARNINGS = """\
data/claims.yaml: warning: 1 against sources-are-used; the first is on line 9
make check STRICT=1 shows each"""
BUILT = {"warnings": WARNINGS}
PATIENCE = 240
"""Seconds until the process is ended, should a test wait for more than it says."""
SETTINGS = """
from pelicanconf import *
PLUGINS = [*PLUGINS, "acting"]
PLUGIN_PATHS = ["."]
ACT = {!r}
"""
ACTING = """
from pelican import signals

def act(pelican):
    exec(pelican.settings.get("ACT", ""))

def register():
    signals.finalized.connect(act)
"""
"""Does something when all is made."""


class Builder:
    """The process, in a project of one claim."""

    def __init__(self, project: Path, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self.project, self.orders, self.answers = project, process.stdin, process.stdout

    def ask(self, settings: str = "pelicanconf.py", looked_at: Sequence[str] = ()) -> None:
        """Order a build."""
        self.orders.write(json.dumps([settings, "output", looked_at]) + "\n")
        self.orders.flush()

    def answer(self) -> dict[str, Any]:
        line = self.answers.readline()
        assert line, "the builder has ended, or was ended as it said nothing for so long"
        found: dict[str, Any] = json.loads(line)
        return found

    def build(self, settings: str = "pelicanconf.py") -> dict[str, Any]:
        """Return what is said of a build while nobody looks at a page."""
        self.ask(settings)
        return self.answer()

    def edit(self, old: str, new: str, file: str = "data/claims.yaml") -> None:
        text = (self.project / file).read_text("utf-8")
        assert old in text
        (self.project / file).write_text(text.replace(old, new), "utf-8")

    def act(self, code: str) -> None:
        """Write settings, other.py, with which this is done after everything is made."""
        (self.project / "other.py").write_text(SETTINGS.format(code))

    @property
    def claim(self) -> str:
        """The title of the claim as the head of its page has it, which is not yet reviewed."""
        title = re.search("<title>Claim: (.*) [(]by The Only Speaker[)][.] Verdict: not yet reviewed · ", self.page)
        assert title
        return title[1]

    @property
    def page(self) -> str:
        """The claim's page."""
        return (self.project / "output" / PAGE).read_text("utf-8")


@contextmanager
def running(project: Path) -> Iterator[Builder]:
    """The process in a project."""
    with subprocess.Popen(
        [sys.executable, "-m", "claims.dev.builder"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "plugins"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        patience = threading.Timer(PATIENCE, process.kill)
        patience.start()
        builder = Builder(project, process)
        yield builder
        patience.cancel()
        builder.orders.close()
        assert process.wait(timeout=10) == 0


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    project = small_project(tmp_path_factory.mktemp("builder") / "project", DATA)
    (project / "theme").unlink()  # which was a link
    shutil.copytree(ROOT / "theme", project / "theme")
    (project / "acting.py").write_text(ACTING)
    with (project / "pelicanconf.py").open("a") as settings:
        settings.write("CLAIMS_FEATURES = []\n")  # which take as long as the pages
    with running(project) as builder:
        yield builder


@pytest.fixture
def builder(process: Builder) -> Builder:
    """The process, and the project as it was."""
    (process.project / "data/claims.yaml").write_text(DATA)
    shutil.copy(ROOT / TEMPLATE, process.project / TEMPLATE)
    shutil.rmtree(process.project / "output", ignore_errors=True)
    return process


def test_each_build_shows_the_file_as_it_is_now(builder: Builder) -> None:
    assert builder.build() == BUILT
    assert builder.claim == "The only claim"
    builder.edit(TITLE, "title: Another claim")
    assert builder.build() == BUILT
    assert builder.claim == "Another claim"
    builder.edit("title: Another claim", "titel: x")
    assert 'has no field "titel"' in builder.build()["failed"]
    assert builder.claim == "Another claim"
    builder.edit("titel: x", TITLE)
    assert builder.build() == BUILT
    assert builder.claim == "The only claim"


def test_a_site_that_changes_a_list_of_settings_does_so_anew_at_each_build(builder: Builder) -> None:
    (builder.project / "less.py").write_text('from claims.settings import *\nCLAIMS_FEATURES.remove("data_files")\n')
    for _ in range(2):
        assert builder.build("less.py") == BUILT
    assert not (builder.project / "output/data/index.html").exists()


def test_settings_that_fail_are_said_and_do_not_end_it(builder: Builder) -> None:
    (builder.project / "bad.py").write_text("1 / 0\n")
    assert builder.build("bad.py") == {"failed": "bad.py:1: ZeroDivisionError: division by zero"}
    assert "No such file" in builder.build("none.py")["failed"]
    assert builder.build() == BUILT


def test_a_mistake_in_a_template_is_said_with_its_place(builder: Builder) -> None:
    line = (ROOT / TEMPLATE).read_text("utf-8").partition(HEADING)[0].count("\n") + 1
    builder.edit(HEADING, HEADING.replace("title", "titel"), TEMPLATE)
    assert builder.build()["failed"].startswith(f"{TEMPLATE}:{line}: UndefinedError: ")
    builder.edit(HEADING.replace("title", "titel"), f"{HEADING} {{{{", TEMPLATE)
    assert builder.build()["failed"].startswith(f"{TEMPLATE}:{line}: TemplateSyntaxError: ")


def test_what_pelican_warns_of_is_said_in_full(builder: Builder) -> None:
    (builder.project / "feed.py").write_text('from pelicanconf import *\nFEED_ATOM = "all.xml"\n')
    assert builder.build("feed.py") == {
        "failed": "Feeds generated without SITEURL or FEED_DOMAIN set properly may not be valid\n"
        "cannot build with what is said above: mend it, and build again"
    }


def test_a_fault_in_the_plugin_is_said_with_its_place(small: Path) -> None:
    (small / "plugins").unlink()  # which was a link
    shutil.copytree(ROOT / "plugins", small / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    home = small / "plugins/claims/pages/home.py"
    written = home.read_text("utf-8")
    home.write_text(f"{written}def (\n", "utf-8")
    line = written.count("\n") + 1
    said = f"plugins/claims/pages/home.py:{line}: SyntaxError: invalid syntax (home.py, line {line})"
    with running(small) as builder:
        for _ in range(2):  # the process is still there
            assert builder.build() == {"failed": said}


def test_a_page_that_is_looked_at_is_told_before_anything_is_written(builder: Builder) -> None:
    assert builder.build() == BUILT
    written = builder.page
    builder.edit(TITLE, "title: Another claim")
    builder.act("open('gate').read()")
    os.mkfifo(gate := builder.project / "gate")
    builder.ask("other.py", looked_at=[PAGE, "gone/index.html"])
    first = builder.answer()
    assert "Another claim" in first["first"].pop(PAGE)
    assert first == {"first": {}}
    assert builder.page == written
    gate.write_text("go on")
    assert builder.answer() == BUILT
    assert builder.claim == "Another claim"
    gate.unlink()


def test_no_page_is_told_of_files_with_a_mistake_in_any_language(builder: Builder) -> None:
    assert builder.build() == BUILT
    catalogue = builder.project / "data/translations/zh_Hans.po"
    catalogue.parent.mkdir()
    catalogue.write_text('msgctxt "claims.title"\nmsgid "The only claim"\nmsgstr "唯一的主张\n', "utf-8")
    builder.ask(looked_at=[PAGE])
    assert "has no quotation mark at its end" in builder.answer()["failed"]
    catalogue.write_text(catalogue.read_text("utf-8").replace("主张\n", '主张"\n'), "utf-8")
    builder.ask(looked_at=[f"zh/{PAGE}"])
    assert "唯一的主张" in builder.answer()["first"][f"zh/{PAGE}"]
    assert "warnings" in builder.answer()
    shutil.rmtree(catalogue.parent)


def test_what_fails_after_the_first_pages_is_said(builder: Builder) -> None:
    assert builder.build() == BUILT
    builder.edit(TITLE, "title: Another claim")
    builder.act('raise OSError("no space left")')
    builder.ask("other.py", looked_at=[PAGE])
    assert PAGE in builder.answer()["first"]
    assert builder.answer() == {"failed": "acting.py:5: OSError: no space left"}
    assert builder.claim == "The only claim"
    assert builder.build() == BUILT
    assert builder.claim == "Another claim"


def test_the_schema_for_editors_knows_each_id_as_soon_as_it_is_saved(builder: Builder) -> None:
    schema, file = builder.project / "data/ids.json", builder.project / "data/claims.yaml"
    for id in ("the-only-claim", "a-claim"):
        text = DATA.replace("the-only-claim", id)
        file.write_text(f"# yaml-language-server: $schema=ids.json\n{text}", "utf-8")
        assert "warnings" in builder.build()
        assert f'"{id}"' in schema.read_text("utf-8")
