"""What the tools say of mistakes: on standard error, as `make check` prints them, and with an exit status of 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from .. import report
from ..problems import Finding


def fail(findings: Sequence[Finding]) -> int:
    """Print mistakes and return the exit status."""
    print(report.text(findings, colour=sys.stderr.isatty() and "NO_COLOR" not in os.environ), file=sys.stderr)
    return 1


def refuse(message: str, help: str = "") -> int:
    """Print a mistake that is not one of a file, and return the exit status."""
    print(f"error: {message}" + (f"\n  help: {help}" if help else ""), file=sys.stderr)
    return 1
