"""`python -m claims [FILE]`: check the file, without Pelican. Exit status 0 when it is good, 1 when it is not."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from . import loader, report


def main(arguments: list[str] | None = None) -> int:
    """Check one file and print what is wrong with it and what could be better."""
    options = argparse.ArgumentParser(prog="claims", description="Check a file of claims.")
    options.add_argument("file", nargs="?", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--strict", action="store_true", help="fail on remarks too, and show each")
    options.add_argument(
        "--format", choices=["text", "json", "github"], default="text", help="how findings are printed"
    )
    chosen = options.parse_args(arguments)
    checked = loader.check(chosen.file, today=date.today())
    if chosen.format == "text":
        _print_text(chosen.file, checked, strict=chosen.strict)
    else:
        write = report.as_json if chosen.format == "json" else report.github
        print(write(checked.errors, [finding for group in checked.warnings.values() for finding in group]))
    return 1 if checked.errors or (chosen.strict and checked.warnings) else 0


def _print_text(file: Path, checked: loader.Checked, *, strict: bool) -> None:
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    if checked.errors:
        print(report.text(checked.errors, colour=colour), file=sys.stderr)
        return
    data = checked.dataset
    print(f"{file}: {len(data.claims)} claims, {len(data.events)} events and {len(data.sources)} sources, no mistakes")
    if strict and checked.warnings:
        every = sorted(finding for group in checked.warnings.values() for finding in group)
        print(report.text(every, level="warning", colour=colour), file=sys.stderr)
        return
    for plural, group in checked.warnings.items():
        print(f"{file}: warning: {len(group)} {plural}; the first is on line {group[0].mark.line}")
    if checked.warnings:
        print("make check STRICT=1 shows each")


if __name__ == "__main__":
    sys.exit(main())
