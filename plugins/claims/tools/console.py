"""What the commands say of mistakes: on standard error, as `make check` prints them, and with an exit status of 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

from ..data import diagnostics
from ..data.diagnostics import DataError, Finding


class CommandError(Exception):
    """What keeps a command from its work, and is no mistake in a file; `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


def run(command: Callable[[], None], *, writes: bool = False) -> int:
    """Run a command and return its exit status: 1 where a mistake ends it, which is printed.

    Of one that `writes` it is said that a mistake in a file kept it from that.
    """
    try:
        command()
    except DataError as error:
        print(
            "nothing was written\n" * writes + diagnostics.as_text(error.findings, colour=_in_colour()), file=sys.stderr
        )
    except CommandError as error:
        print(f"error: {error}" + (f"\n  help: {error.help}" if error.help else ""), file=sys.stderr)
    else:
        return 0
    return 1


def warn(findings: Iterable[Finding]) -> None:
    """Print what is no mistake, and could be better."""
    for finding in findings:
        print(diagnostics.paragraph(finding, "warning", colour=_in_colour()), file=sys.stderr)


def show_progress(message: str) -> None:
    """Print a line that the next one takes over, on a terminal alone."""
    if sys.stderr.isatty():
        print(f"\r\033[K{message}", end="\r", file=sys.stderr, flush=True)


def _in_colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ
