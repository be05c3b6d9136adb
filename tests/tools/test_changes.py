"""What changed since the last commit, as `make changes` prints it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from claims_tools import changes

from .example import SEVERAL

SOMEBODY = ["-c", "user.name=A", "-c", "user.email=a@b.example"]


def test_each_record_that_differs_is_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(SEVERAL, encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], [*SOMEBODY, "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=file.resolve().parent, check=True)
    assert changes.main(["--file", file.name]) == 0
    assert capsys.readouterr().out == ""
    text = SEVERAL
    for old, new in {
        "title: The moon is made of cheese\n": "title:   The moon is cheese\n",
        "label: contradicted\n": "label: disputed\n",
        "{id: light,": "{id: bright, aliases: [light],",
        "topics: [light]": "topics: [bright]",
        "sides:\n": "sides:\n  - {id: cats, name: Cats, adjective: feline}\n",
        "{id: moon,": "{id: luna,",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert changes.main(["--file", file.name]) == 0
    assert capsys.readouterr().out == (
        'topic "bright": was "light"\n'
        'claim "moon-cheese": title and verdict.label (was contradicted)\n'
        'term "moon": gone\n'
        'side "cats": added\n'
        'term "luna": added\n'
    )


def test_without_a_commit_there_is_nothing_to_compare_with(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes.main(["--file", file.name]) == 1
    assert capsys.readouterr().err == f"error: git has no earlier {file.name}\n  help: commit it first\n"
