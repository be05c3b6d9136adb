"""`claims new file`: write a first file of claims for a blog, in the folder of its settings."""

import os
from pathlib import Path

from ..resources import packaged
from ..source.diagnostics import as_called
from .console import CommandError


def new_file(file: Path) -> None:
    """Write the file that a new site begins with, unless there is one."""
    if file.exists():
        raise CommandError(f"{file} is there already", "name another, as in --file content/claims.yaml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packaged("starter/data/claims.yaml").read_bytes())
    guide = os.path.relpath(packaged("data/README.md"))
    print(f"{file} has the claims of an invented town, and a comment at each field; {guide} explains more")
    print(as_called("next: type pelican, and open /claims/; make check finds mistakes", file))
