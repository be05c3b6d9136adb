"""The process that builds for devserver: what it answers, build after build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from building import ROOT

TITLE = "title: The only claim"
PAGE = "claims/the-only-claim/index.html"
COMPLETE = [{"built": True}, {"complete": True}]
PATIENCE = 120
"""Seconds until a builder is ended from which a test waits for more than it says."""
SETTINGS = """
from pelicanconf import *
PLUGINS = [*PLUGINS, "acting"]
PLUGIN_PATHS = [*PLUGIN_PATHS, "."]
ACTS = True
"""
ACTING = """
from pelican import signals

def act(pelican):
    if pelican.settings.get("ACTS") and not pelican.settings["CLAIMS_PAGES_ONLY"]:
        {}

def register():
    signals.finalized.connect(act)
"""


@pytest.fixture
def builder(small: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "claims.builder"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": "plugins"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        patience = threading.Timer(PATIENCE, process.kill)
        patience.start()
        yield process
        patience.cancel()
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def at_the_end(project: Path, act: str) -> None:
    """Settings, other.py, with which something else is done when all that comes after the pages is made."""
    (project / "other.py").write_text(SETTINGS)
    (project / "acting.py").write_text(ACTING.format(act))


def waiting(project: Path) -> Path:
    """The same, where that waits until something is written to a gate."""
    os.mkfifo(project / "gate")
    at_the_end(project, "open('gate').read()")
    return project / "gate"


def ask(builder: subprocess.Popen[str], settings: str = "pelicanconf.py", *, keep: bool = False) -> None:
    assert builder.stdin
    builder.stdin.write(json.dumps([settings, "output", keep]) + "\n")
    builder.stdin.flush()


def answer(builder: subprocess.Popen[str]) -> dict[str, Any]:
    assert builder.stdout
    line = builder.stdout.readline()
    assert line, "the builder has ended, or was ended as it said nothing for so long"
    found: dict[str, Any] = json.loads(line)
    return found


def answers(builder: subprocess.Popen[str], settings: str = "pelicanconf.py", *, keep: bool = False) -> list[Any]:
    """What is said of a build: of its pages, and of what comes after them."""
    ask(builder, settings, keep=keep)
    return [answer(builder), answer(builder)]


def edit(project: Path, old: str, new: str, file: str = "data/claims.yaml") -> None:
    text = (project / file).read_text("utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new), "utf-8")


def heading(project: Path) -> str:
    """The title that the claim's page has."""
    return (project / "output" / PAGE).read_text("utf-8").partition("<title>")[2].partition(" ·")[0]


@pytest.mark.parametrize("keep", [True, False])
def test_each_build_shows_the_file_as_it_is_now(builder: subprocess.Popen[str], small: Path, *, keep: bool) -> None:
    assert answers(builder) == COMPLETE
    assert heading(small) == "The only claim"
    edit(small, TITLE, "title: Another claim")
    assert answers(builder, keep=keep) == COMPLETE
    assert heading(small) == "Another claim"
    edit(small, "title: Another claim", "titel: x")
    first, last = answers(builder, keep=keep)
    assert 'has no field "titel"' in first["mistakes"]
    assert last == {"dropped": True}
    assert heading(small) == "Another claim"
    edit(small, "titel: x", TITLE)
    assert answers(builder, keep=keep) == COMPLETE
    assert heading(small) == "The only claim"


def test_pages_are_taken_over_only_where_that_is_asked_for(builder: subprocess.Popen[str], small: Path) -> None:
    (small / "theme").unlink()  # which was a link
    shutil.copytree(ROOT / "theme", small / "theme")
    assert answers(builder) == COMPLETE
    edit(small, "<h1>{{ view.title }}", "<h1>Of {{ view.title }}", "theme/templates/claim.html")
    assert answers(builder, keep=True) == COMPLETE  # what pages show is the same
    assert "<h1>The only claim" in (small / "output" / PAGE).read_text("utf-8")
    assert answers(builder, keep=False) == COMPLETE
    assert "<h1>Of The only claim" in (small / "output" / PAGE).read_text("utf-8")


def test_what_is_beside_the_output_is_beside_what_a_link_leads_to(builder: subprocess.Popen[str], small: Path) -> None:
    (small / "output").symlink_to("elsewhere/site")
    for _ in range(2):
        assert answers(builder) == COMPLETE
    assert (small / "elsewhere/site" / PAGE).is_file()
    assert not [*small.glob(".output*")]


def test_settings_that_fail_are_said_and_do_not_end_it(builder: subprocess.Popen[str], small: Path) -> None:
    (small / "bad.py").write_text("1 / 0\n")
    assert answers(builder, "bad.py")[0] == {"failed": "bad.py:1: ZeroDivisionError: division by zero"}
    assert "No such file" in answers(builder, "none.py")[0]["failed"]
    assert answers(builder) == COMPLETE


def test_a_mistake_in_a_template_is_said_with_its_place(builder: subprocess.Popen[str], small: Path) -> None:
    (small / "theme").unlink()
    shutil.copytree(ROOT / "theme", small / "theme")
    template = "theme/templates/claim.html"
    line = (small / template).read_text("utf-8").partition("<h1>")[0].count("\n") + 1
    edit(small, "<h1>{{ view.title", "<h1>{{ view.titel", template)
    assert answers(builder)[0]["failed"].startswith(f"{template}:{line}: UndefinedError: ")
    edit(small, "<h1>{{ view.titel", "<h1>{{ view.title {{", template)
    assert answers(builder)[0]["failed"].startswith(f"{template}:{line}: TemplateSyntaxError: ")


def test_the_pages_are_in_their_place_before_what_is_made_of_them(builder: subprocess.Popen[str], small: Path) -> None:
    data = small / "output/data/v2/claims.json"
    assert answers(builder) == COMPLETE
    gate = waiting(small)
    edit(small, TITLE, "title: Another claim")
    ask(builder, "other.py", keep=True)
    assert answer(builder) == {"built": True}
    assert heading(small) == "Another claim"
    assert not data.exists()
    gate.write_text("go on")
    assert answer(builder) == {"complete": True}
    assert '"Another claim"' in data.read_text("utf-8")
    assert heading(small) == "Another claim"


def test_what_is_made_of_the_pages_is_dropped_when_the_next_build_is_asked_for(
    builder: subprocess.Popen[str],
) -> None:
    for _ in range(2):
        ask(builder)
    assert [answer(builder) for _ in range(4)] == [{"built": True}, {"dropped": True}, *COMPLETE]


def test_what_fails_after_the_pages_is_said(builder: subprocess.Popen[str], small: Path) -> None:
    at_the_end(small, 'raise OSError("no space left")')
    assert answers(builder, "other.py") == [{"built": True}, {"failed": "acting.py:6: OSError: no space left"}]
    assert heading(small) == "The only claim"
    assert answers(builder) == COMPLETE
