"""Run a command: parse its options, print mistakes as `make check` does, and return its exit status."""

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
    """A command cannot do its work, for another reason than a mistake in a file; `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(f"{message}: {help}" if help else message)
        self.message = message
        self.help = help


def command(
    run_with: Callable[[Namespace, date], None], usage: str, *, writes: bool = False, **options: Any
) -> Callable[..., int]:
    """Return the `main` function of a command that works on the file of claims.

    Args:
        run_with: does the work, given the parsed options and the day.
        usage: an example of the command, for messages.
        writes: whether the command changes the file; see `run`.
        options: the options by name, each with its default; required options with their type.

    """

    def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
        """Run the command and return its exit status."""
        parser = ArgumentParser(prog="make", usage=usage)
        for name, default in {"file": Path("data/claims.yaml"), **options}.items():
            if isinstance(default, type):
                parser.add_argument(f"--{name}", type=default)
            else:
                parser.add_argument(f"--{name}", type=type(default), default=default)
        chosen = parser.parse_args(arguments)
        missing = []
        for name, default in options.items():
            if isinstance(default, type) and not vars(chosen)[name]:
                missing.append(f"{name.upper()}=")

        def run_command() -> None:
            if missing:
                variables = listing(missing, last="and")
                raise CommandError(f"{' '.join(usage.split()[:2])} needs {variables}", f"as in {usage}")
            run_with(chosen, today or date.today())

        return run(run_command, writes=writes)

    return main


def run(command: Callable[[], None], *, writes: bool = False) -> int:
    """Run a command and return its exit status; print the mistake that ends it, and return 1.

    If the command `writes`, the message about a mistake in a file says that nothing was written.
    """
    try:
        command()
        return 0
    except DataError as error:
        note = "nothing was written\n" if writes else ""
        message = note + as_text(error.diagnostics, colour=_in_colour())
    except CommandError as error:
        help = f"\n  help: {error.help}" if error.help else ""
        message = f"error: {error.message}{help}"
    except OSError as error:
        message = f"error: {error.filename or 'the system'}: {(error.strerror or str(error)).lower()}"
    except KeyboardInterrupt:
        message = "stopped"
    print(message, file=sys.stderr)
    return 1


def validate(type: Any, text: str) -> str:
    """Return a text if it is valid for a field of this type; raise CommandError otherwise."""
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
