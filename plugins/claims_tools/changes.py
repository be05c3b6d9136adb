"""What changed in the file of claims since the last commit, for the next one's message: `make changes`."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from subprocess import CalledProcessError

from claims import git
from claims.checks import loader
from claims.checks.comparison import compare
from claims.source import yaml_reader as reader

from . import console
from .console import CommandError


def show_changes(options: Namespace, today: date) -> None:
    """Print each record that differs from the last commit, and in what."""
    file = options.file
    try:
        committed = git.committed(file)
    except (OSError, CalledProcessError) as error:
        raise CommandError(f"git has no earlier {file}", "commit it first") from error
    before, after = reader.read(committed), reader.read(loader.text_of(file))
    for difference in compare(before.data, after.data):
        print(difference)


main = console.command(show_changes, "make changes")


if __name__ == "__main__":
    sys.exit(main())
