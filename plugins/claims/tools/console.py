"""What the tools say of mistakes: on standard error, as `make check` prints them, and with an exit status of 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ..data import diagnostics
from ..data.diagnostics import Finding


def fail(findings: Sequence[Finding]) -> int:
    """Print mistakes and return the exit status."""
    print(diagnostics.as_text(findings, colour=_in_colour()), file=sys.stderr)
    return 1


def warn(findings: Sequence[Finding]) -> None:
    """Print what is no mistake, and could be better."""
    for finding in findings:
        print(diagnostics.paragraph(finding, "warning", colour=_in_colour()), file=sys.stderr)


def progress(words: str) -> None:
    """Tell how far it is, on a terminal alone, in a line that the next one takes over."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="\r", file=sys.stderr, flush=True)


def refuse(message: str, help: str = "") -> int:
    """Print a mistake that is not one of a file, and return the exit status."""
    print(f"error: {message}" + (f"\n  help: {help}" if help else ""), file=sys.stderr)
    return 1


def unwritten(error: OSError) -> int:
    """Say why a file could not be written, which is as it was."""
    why = (error.strerror or str(error)).lower()
    return refuse(
        f"cannot write {error.filename or 'the file'}: {why}",
        "make room for it, or allow it; the file was left as it is",
    )


def _in_colour() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ
