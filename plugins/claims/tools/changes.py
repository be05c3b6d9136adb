"""What changed in the file of claims since the last commit, for the next one's message: `make changes`.

`SINCE=v1.2.0` compares with that edition, or with any revision of git.
"""

import sys
from argparse import Namespace
from datetime import date
from subprocess import CalledProcessError

from ..checks import loader, translations
from ..checks.comparison import State, compare
from ..source.diagnostics import DataError
from . import console
from .console import CommandError


def show_changes(options: Namespace, today: date) -> None:
    """Print each record that differs from the last commit, or an earlier revision, and in what."""
    file, since = options.file, options.since
    checked, translated = translations.check(loader.check(file, today=today), file)
    if checked.errors:
        raise DataError(checked.errors)
    try:
        before = State.at(since, file)
    except (OSError, CalledProcessError, DataError) as error:
        raise CommandError(
            f"git has no earlier {file}", f"commit it first, or name another revision than {since}"
        ) from error
    for difference in compare(before, State.of(checked.dataset, translated)):
        print(difference)


main = console.command(show_changes, "make changes", since="HEAD")


if __name__ == "__main__":
    sys.exit(main())
