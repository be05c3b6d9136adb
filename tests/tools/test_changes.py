"""What changed since the last commit, or since an edition, as `make changes` prints it."""

import subprocess
from pathlib import Path

import pytest

from claims.tools import changes
from support.example import SEVERAL

SOMEBODY = ["-c", "user.name=A", "-c", "user.email=a@b.example"]


def git(file: Path, *arguments: str) -> None:
    subprocess.run(["git", *SOMEBODY, *arguments], cwd=file.resolve().parent, check=True)


def test_each_record_that_differs_is_a_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(SEVERAL, encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"], ["tag", "v1.0.0"]):
        git(file, *command)
    assert changes.main(["--file", file.name]) == 0
    assert capsys.readouterr().out == ""
    text = SEVERAL
    for old, new in {
        "title: The moon is made of cheese\n": "title:   The moon is cheese\n",
        "stance: contradicts\n": "stance: supports\n",
        "label: contradicted\n": "label: confirmed\n",
        "{id: light,": "{id: bright, aliases: [light],",
        "topics: [light]": "topics: [bright]",
        "sides:\n": "sides:\n  - {id: cats, name: Cats}\n",
        "{id: moon,": "{id: luna,",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert changes.main(["--file", file.name]) == 0
    assert capsys.readouterr().out == (
        'topic "bright": was "light"\n'
        'claim "moon-cheese": title, evidence and verdict.label (was contradicted)\n'
        'term "moon": gone\n'
        'side "cats": added\n'
        'term "luna": added\n'
    )
    git(file, "commit", "-qam", "second")
    assert changes.main(["--file", file.name]) == 0
    assert capsys.readouterr().out == ""
    assert changes.main(["--file", file.name, "--since", "v1.0.0"]) == 0
    assert capsys.readouterr().out.startswith('topic "bright": was "light"\n')


def test_without_a_commit_there_is_nothing_to_compare_with(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes.main(["--file", file.name]) == 1
    help = "commit it first, or name another revision than HEAD"
    assert capsys.readouterr().err == f"error: git has no earlier {file.name}\n  help: {help}\n"
