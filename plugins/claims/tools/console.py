"""How a command begins and ends: its options, mistakes as `make check` prints them, and its exit status."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..model.parser import in_words
from ..source.diagnostics import DataError, Diagnostic, as_text, listing, paragraph


class CommandError(Exception):
    """A command cannot do its work, for no mistake in a file; `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(f"{message}: {help}" if help else message)
        self.message, self.help = message, help


def command(
    run_with: Callable[[Namespace, date], None], usage: str, *, writes: bool = False, **options: Any
) -> Callable[..., int]:
    """Return the `main` of a command that works on the file of claims, run with its options and the day.

    `options` are their names with their defaults or, of those that must be given, with their types.
    """

    def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
        """Return the exit status, as `run` does."""
        parser = ArgumentParser(prog="make", usage=usage)
        for name, default in {"file": Path("data/claims.yaml"), **options}.items():
            if isinstance(default, type):
                parser.add_argument(f"--{name}", type=default)
            else:
                parser.add_argument(f"--{name}", type=type(default), default=default)
        chosen = parser.parse_args(arguments)
        needed = [name for name, kind in options.items() if isinstance(kind, type) and not vars(chosen)[name]]

        def run_command() -> None:
            if needed:
                variables = listing((f"{name.upper()}=" for name in needed), last="and")
                raise CommandError(f"{' '.join(usage.split()[:2])} needs {variables}", f"as in {usage}")
            run_with(chosen, today or date.today())

        return run(run_command, writes=writes)

    return main


def run(command: Callable[[], None], *, writes: bool = False) -> int:
    """Run a command and return its exit status: 1 if a mistake ends it, which is printed.

    A mistake in a file keeps a command that `writes` from writing, and the message says so.
    """
    try:
        command()
        return 0
    except DataError as error:
        words = "nothing was written\n" * writes + as_text(error.diagnostics, colour=_in_colour())
    except CommandError as error:
        words = f"error: {error.message}" + (f"\n  help: {error.help}" if error.help else "")
    except OSError as error:
        words = f"error: {error.filename or 'the system'}: {(error.strerror or str(error)).lower()}"
    except KeyboardInterrupt:
        words = "stopped"
    print(words, file=sys.stderr)
    return 1


def validate(type: Any, text: str) -> str:
    """Return a text that a field of this type may hold; raise CommandError for another."""
    try:
        TypeAdapter(type).validate_python(text)
    except ValidationError as error:
        raise CommandError(*in_words(error.errors(include_url=False)[0], [type])) from error
    return text


def warn(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics as warnings."""
    for diagnostic in diagnostics:
        print(paragraph(diagnostic, "warning", colour=_in_colour()), file=sys.stderr)


def _in_colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ
