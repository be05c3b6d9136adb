"""`python -m claims.tools.new_file`: write a first file of claims for a blog, in the folder of its settings."""

import os
import sys
from argparse import Namespace
from datetime import date

from ..resources import packaged
from . import console
from .console import CommandError


def new_file(options: Namespace, today: date) -> None:
    """Write the file that a new site begins with, unless there is one."""
    if options.file.exists():
        raise CommandError(f"{options.file} is there already", "name another, as in --file content/claims.yaml")
    options.file.parent.mkdir(parents=True, exist_ok=True)
    options.file.write_bytes(packaged("starter/data/claims.yaml").read_bytes())
    guide = os.path.relpath(packaged("data/README.md"))
    print(f"{options.file} has the claims of an invented town, and a comment at each field; {guide} explains more")
    print(f"next: type pelican, and open /claims/; python -m claims {options.file} finds mistakes")


main = console.command(new_file, "python -m claims.tools.new_file [--file data/claims.yaml]")


if __name__ == "__main__":
    sys.exit(main())
