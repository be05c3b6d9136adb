"""Run a command, print mistakes as `claims check` does, and return the exit status."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..model.parser import in_words
from ..source.diagnostics import DataError, Diagnostic, as_called, as_text, character, paragraph
from ..source.yaml_reader import FORBIDDEN


class CommandError(Exception):
    """A command cannot do its work, for another reason than a mistake in a file; `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(f"{message}: {help}" if help else message)
        self.message = message
        self.help = help


def run(command: Callable[[], int | None], *, writes: bool, file: Path) -> int:
    """Run a command and return its exit status; print the mistake that ends it, and return 1.

    If the command `writes`, the message about a mistake in a file says that nothing was written. `file` is the file of
    claims.
    """
    try:
        return command() or 0
    except DataError as error:
        note = "nothing was written\n" if writes else ""
        message = note + as_text(error.diagnostics, colour=in_colour())
    except CommandError as error:
        help = f"\n  help: {error.help}" if error.help else ""
        message = f"error: {error.message}{help}"
    except OSError as error:
        message = f"error: {error.filename or 'the system'}: {(error.strerror or str(error)).lower()}"
    print(as_called(message, file), file=sys.stderr)
    return 1


def validate(type: Any, text: str) -> str:
    """Return a text if it is valid for a field of this type; raise CommandError otherwise."""
    sign = FORBIDDEN.search(text)
    if sign:  # which a terminal can pass on, even where it is no character
        raise CommandError(f"the character {character(sign[0])} cannot be taken", "delete it")
    try:
        TypeAdapter(type).validate_python(text)
    except ValidationError as error:
        raise CommandError(*in_words(error.errors(include_url=False)[0], [type])) from error
    return text


def warn(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics as warnings."""
    for diagnostic in diagnostics:
        print(paragraph(diagnostic, "warning", colour=in_colour()), file=sys.stderr)


def in_colour() -> bool:
    """Return whether messages are coloured: in a terminal, unless the variable NO_COLOR is set."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ
