"""Run a command, print mistakes as `claims check` does, and return the exit status."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from ..source.diagnostics import DataError, as_called, as_text


class CommandError(Exception):
    """A command cannot do its work, for another reason than a mistake in a file; `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(f"{message}: {help}" if help else message)
        self.message = message
        self.help = help


def run(command: Callable[[], int | None], *, file: Path) -> int:
    """Run a command and return its exit status; print the mistake that ends it, and return 1.

    `file` is the file of claims.
    """
    try:
        return command() or 0
    except DataError as error:
        message = as_text(error.diagnostics, colour=in_colour())
    except CommandError as error:
        help = f"\n  help: {error.help}" if error.help else ""
        message = f"error: {error.message}{help}"
    except OSError as error:
        message = f"error: {error.filename or 'the system'}: {(error.strerror or str(error)).lower()}"
    print(as_called(message, file), file=sys.stderr)
    return 1


def in_colour() -> bool:
    """Return whether messages are coloured: in a terminal, unless the variable NO_COLOR is set."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ
