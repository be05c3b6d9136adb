"""What changed in the file of claims since the last commit, for the next one's message: `make changes`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from subprocess import CalledProcessError

from claims import git
from claims.checks import loader
from claims.checks.comparison import compare
from claims.source import yaml_reader as reader

from . import console
from .console import CommandError


def show_changes(file: Path) -> None:
    """Print each record that differs from the last commit, and in what."""
    try:
        committed = git.committed(file)
    except (OSError, CalledProcessError) as error:
        raise CommandError(f"git has no earlier {file}", "commit it first") from error
    before, after = reader.read(committed), reader.read(loader.text_of(file))
    for difference in compare(before.data, after.data):
        print(difference)


def main(arguments: list[str] | None = None) -> int:
    """Return an exit status of 1 where there is nothing to compare with."""
    parser = ArgumentParser(prog="changes", usage="make changes")
    parser.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    return console.run(lambda: show_changes(parser.parse_args(arguments).file))


if __name__ == "__main__":
    sys.exit(main())
