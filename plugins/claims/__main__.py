"""`python -m claims [FILE] [--content FOLDER]`: check the file, and what is in a folder, without Pelican.

Exit status 0 when all is good, 1 when it is not.
"""

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from .checks import loader, warnings
from .checks.check import check
from .checks.translations import Translation
from .features import NAMES
from .model import schema
from .site import labels
from .source import diagnostics


def main(arguments: list[str] | None = None) -> int:
    """Check what is written, and print what is wrong with it and what could be better; return the exit status."""
    options = argparse.ArgumentParser(prog="claims", description="Check a file of claims.")
    options.add_argument("file", nargs="?", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--content", type=Path, help="a folder whose prose pages and drawings are checked too")
    options.add_argument("--strict", action="store_true", help="fail on warnings too, and show each")
    options.add_argument("--accept", action="store_true", help="write all warnings down as known and accepted")
    chosen = options.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # which raises where the terminal lacks a letter; stderr does not
        sys.stdout.reconfigure(errors="backslashreplace")
    page_names = {*labels.PAGES}.union(*NAMES.values())
    checked, data_translations = check(
        chosen.file, today=date.today(), content=chosen.content, page_names=page_names, compare_with_git=True
    )
    schema.write(chosen.file, checked.document, checked.names)
    if chosen.accept and not checked.errors:
        print(f"{loader.accept(chosen.file, checked)} is written anew: look at what changed")
        checked = replace(checked, accepted_keys=frozenset(checked.keys))
    try:
        _print(chosen.file, checked, data_translations, strict=chosen.strict, by_make=bool(chosen.content))
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    return 1 if checked.errors or (chosen.strict and checked.warnings) else 0


def _discard_output() -> None:
    """Print no more: nobody reads on, as in `make check | head -1`."""
    # Python writes what is left when it ends, and would fail there (Python docs, "Note on SIGPIPE").
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())


def _print(
    file: Path, checked: loader.Checked, data_translations: Sequence[Translation], *, strict: bool, by_make: bool
) -> None:
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ

    def say(words: str, to: TextIO = sys.stderr) -> None:
        print(words if by_make else diagnostics.without_make(words, file), file=to)

    if checked.errors:
        say(diagnostics.as_text(checked.errors, colour=colour))
        return
    say(checked.summary(file, each=strict), sys.stdout)
    for translation in data_translations:
        if translation.status:
            say(f"{translation.catalogue.file}: {translation.status}", sys.stdout)
    if "GITHUB_ACTIONS" in os.environ:  # which shows these lines beside the file in a pull request
        for one in checked.warnings.get(warnings.REVIEWED_AGAIN, ()):
            say(f"::warning file={one.file},line={one.mark.line}::{one.message}; {one.help}", sys.stdout)
    if strict and checked.warnings:
        shown = sorted(diagnostic for group in checked.warnings.values() for diagnostic in group)
        say(diagnostics.as_text(shown, level="warning", colour=colour))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)  # as shells have it
