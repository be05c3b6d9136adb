"""The process that builds for devserver: what it answers, build after build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims import atomic

TITLE = "title: The amount involved is very limited"
PAGE = "claims/amount-very-limited/index.html"
COMPLETE = {"built": True, "complete": True}
_PATIENCE = 120
"""Seconds until a builder is ended from which a test waits for more than it says."""
SETTINGS = """
from pelicanconf import *
PLUGINS = [*PLUGINS, "other_data"]
PLUGIN_PATHS = [*PLUGIN_PATHS, "."]
"""
OTHER_DATA = """
from claims import generator
from claims.generator import ClaimsGenerator

made = ClaimsGenerator._write_the_data

def other(self, files):
    {}
    return made(self, files)

def register():
    ClaimsGenerator._write_the_data = other
    generator._FEW = 0  # as if there were more claims
"""


@pytest.fixture
def builder(project: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "claims.builder"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "plugins"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        patience = threading.Timer(_PATIENCE, process.kill)
        patience.start()
        yield process
        patience.cancel()
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def making_data(project: Path, first: str) -> None:
    """Settings with which something else is done before data is made."""
    (project / "other.py").write_text(SETTINGS)
    (project / "other_data.py").write_text(OTHER_DATA.format(first))


def waiting(project: Path) -> Path:
    """The same, where that waits until something is written to a gate."""
    gate = project / "gate"
    os.mkfifo(gate)
    making_data(project, "open('gate').read()")
    return gate


def ask(builder: subprocess.Popen[str], settings: str = "pelicanconf.py", *looked_at: str) -> None:
    assert builder.stdin
    builder.stdin.write(json.dumps([settings, "output", looked_at]) + "\n")
    builder.stdin.flush()


def said(builder: subprocess.Popen[str]) -> dict[str, Any]:
    assert builder.stdout
    line = builder.stdout.readline()
    assert line, "the builder has ended, or was ended as it said nothing for so long"
    answer: dict[str, Any] = json.loads(line)
    return answer


def answer(builder: subprocess.Popen[str], settings: str = "pelicanconf.py") -> dict[str, Any]:
    """The outcome, and where the pages are built what comes after them."""
    ask(builder, settings)
    first = said(builder)
    return first | said(builder) if first == {"built": True} else first


def heading(project: Path) -> str:
    """The title that the claim's page has."""
    return (project / "output" / PAGE).read_text("utf-8").partition("<title>")[2]


def test_each_build_shows_the_file_as_it_is_now(builder: subprocess.Popen[str], project: Path) -> None:
    file = project / "data" / "claims.yaml"
    text = file.read_text("utf-8")
    assert answer(builder) == COMPLETE
    assert heading(project).startswith("The amount involved is very limited")
    file.write_text(text.replace(TITLE, "title: The amount involved is small"), "utf-8")
    assert answer(builder) == COMPLETE
    assert heading(project).startswith("The amount involved is small")
    file.write_text(text.replace(TITLE, "titel: x"), "utf-8")
    assert 'has no field "titel"' in answer(builder)["mistakes"]
    file.write_text(text, "utf-8")
    assert answer(builder) == COMPLETE
    assert heading(project).startswith("The amount involved is very limited")


def test_what_is_left_for_the_next_build_is_beside_what_a_link_leads_to(
    builder: subprocess.Popen[str], project: Path
) -> None:
    (project / "output").symlink_to("elsewhere/site")
    for _ in range(2):
        assert answer(builder) == COMPLETE
    left = [".site.list", ".site.lock", ".site.spare", ".site.spare.list", "site"]
    assert sorted(os.listdir(project / "elsewhere")) == left
    assert not [*project.glob(".output*")]


def test_settings_that_fail_are_said_and_do_not_end_it(builder: subprocess.Popen[str], project: Path) -> None:
    (project / "bad.py").write_text("1 / 0\n")
    assert answer(builder, "bad.py") == {"failed": "bad.py:1: ZeroDivisionError: division by zero"}
    assert "No such file" in answer(builder, "none.py")["failed"]
    assert answer(builder) == COMPLETE


def test_the_pages_are_in_their_place_before_what_is_made_of_them(
    builder: subprocess.Popen[str], project: Path
) -> None:
    data, file = project / "output/data/v1/claims.json", project / "data/claims.yaml"
    assert answer(builder) == COMPLETE
    gate = waiting(project)
    file.write_text(file.read_text("utf-8").replace(TITLE, "title: The amount involved is small"), "utf-8")
    ask(builder, "other.py")
    assert said(builder) == {"built": True}
    assert heading(project).startswith("The amount involved is small")
    assert not data.exists()
    gate.write_text("go on")
    assert said(builder) == {"complete": True}
    assert '"The amount involved is small"' in data.read_text("utf-8")


def test_what_is_made_of_the_pages_is_dropped_when_the_next_build_is_asked_for(
    builder: subprocess.Popen[str], project: Path
) -> None:
    waiting(project)
    ask(builder, "other.py")
    assert said(builder) == {"built": True}
    ask(builder)
    assert [said(builder) for _ in range(3)] == [{"dropped": True}, {"built": True}, {"complete": True}]


def test_what_fails_after_the_pages_is_said(builder: subprocess.Popen[str], project: Path) -> None:
    making_data(project, 'raise OSError("no space left")')
    assert answer(builder, "other.py") == {"built": True, "failed": "other_data.py:8: OSError: no space left"}
    assert heading(project).startswith("The amount involved is very limited")
    assert answer(builder) == COMPLETE


def test_a_build_ends_with_the_process_that_asked_for_it(builder: subprocess.Popen[str], project: Path) -> None:
    waiting(project)
    ask(builder, "other.py")
    assert said(builder) == {"built": True}
    builder.terminate()
    assert builder.wait(timeout=10) == 0
    with atomic.replacing(project / "output", made_by_us="data/v1/claims.yaml"):  # nobody else is at it
        pass


def test_where_there_are_many_pages_those_looked_at_are_shown_before_they_are_built(
    builder: subprocess.Popen[str], project: Path
) -> None:
    making_data(project, "pass")
    files = ["sources/index.html", PAGE, "topics/class-listing/index.html", "claims/none/index.html"]
    ask(builder, "other.py", *files)
    assert [said(builder) for _ in range(2)] == [{"built": True}, {"complete": True}]  # where lists split is not known
    text = (project / "data/claims.yaml").read_text("utf-8")
    (project / "data/claims.yaml").write_text(text.replace(TITLE, "title: The amount involved is small"), "utf-8")
    ask(builder, "other.py", *files)
    preview = said(builder)["preview"]
    assert [said(builder) for _ in range(2)] == [{"built": True}, {"complete": True}]
    assert heading(project).startswith("The amount involved is small")
    assert preview == {
        file: (project / "output" / file).read_text("utf-8") for file in (PAGE, "topics/class-listing/index.html")
    }


def test_what_is_wrong_with_a_page_that_is_looked_at_is_said_by_the_build(
    builder: subprocess.Popen[str], project: Path
) -> None:
    making_data(project, "pass")
    ask(builder, "other.py", PAGE)
    assert [said(builder) for _ in range(2)] == [{"built": True}, {"complete": True}]
    template = project / "theme/templates/claim.html"
    template.write_text(template.read_text("utf-8").replace("view.title", "view.titel"), "utf-8")
    ask(builder, "other.py", PAGE)
    assert said(builder)["failed"].startswith("theme/templates/claim.html:18: UndefinedError: ")


def test_what_is_shown_before_knows_of_the_pages_in_prose(builder: subprocess.Popen[str], project: Path) -> None:
    making_data(project, "pass")
    template = project / "theme/templates/claim.html"
    template.write_text(template.read_text("utf-8").replace("{{ view.title }}", "{{ pages | length }} pages"), "utf-8")
    ask(builder, "other.py")
    assert [said(builder) for _ in range(2)] == [{"built": True}, {"complete": True}]
    ask(builder, "other.py", PAGE)
    preview = said(builder)["preview"]
    assert [said(builder) for _ in range(2)] == [{"built": True}, {"complete": True}]
    assert preview == {PAGE: (project / "output" / PAGE).read_text("utf-8")}
    assert "<h1>2 pages</h1>" in preview[PAGE]
