"""`python -m claims [FILE]`: check the file, without Pelican. Exit status 0 when it is good, 1 when it is not."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from . import loader
from .problems import DataError


def main(arguments: list[str] | None = None) -> int:
    """Check one file and print what is wrong with it."""
    options = argparse.ArgumentParser(prog="claims", description="Check a file of claims.")
    options.add_argument("file", nargs="?", type=Path, default=Path("data/claims.yaml"))
    file = options.parse_args(arguments).file
    try:
        dataset = loader.load(file, today=date.today())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    counts = f"{len(dataset.claims)} claims, {len(dataset.events)} events and {len(dataset.sources)} sources"
    print(f"{file}: {counts}, no mistakes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
