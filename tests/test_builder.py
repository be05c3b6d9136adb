"""The process that builds for devserver: what it answers, build after build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TITLE = "title: The amount involved is very limited"


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
        yield process
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def answer(builder: subprocess.Popen[str], settings: str = "pelicanconf.py") -> dict[str, Any]:
    assert builder.stdin
    assert builder.stdout
    builder.stdin.write(json.dumps([settings, "output"]) + "\n")
    builder.stdin.flush()
    said: dict[str, Any] = json.loads(builder.stdout.readline())
    return said


def heading(project: Path) -> str:
    """The title that the claim's page has."""
    page = (project / "output" / "claims" / "amount-very-limited" / "index.html").read_text("utf-8")
    return page.partition("<title>")[2]


def test_each_build_shows_the_file_as_it_is_now(builder: subprocess.Popen[str], project: Path) -> None:
    file = project / "data" / "claims.yaml"
    text = file.read_text("utf-8")
    assert answer(builder) == {"built": True}
    assert heading(project).startswith("The amount involved is very limited")
    file.write_text(text.replace(TITLE, "title: The amount involved is small"), "utf-8")
    assert answer(builder) == {"built": True}
    assert heading(project).startswith("The amount involved is small")
    file.write_text(text.replace(TITLE, "titel: x"), "utf-8")
    assert 'has no field "titel"' in answer(builder)["mistakes"]
    file.write_text(text, "utf-8")
    assert answer(builder) == {"built": True}
    assert heading(project).startswith("The amount involved is very limited")


def test_settings_that_fail_are_said_and_do_not_end_it(builder: subprocess.Popen[str], project: Path) -> None:
    (project / "bad.py").write_text("1 / 0\n")
    assert answer(builder, "bad.py") == {"failed": "bad.py:1: ZeroDivisionError: division by zero"}
    assert "No such file" in answer(builder, "none.py")["failed"]
    assert answer(builder) == {"built": True}
