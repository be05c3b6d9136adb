"""What git knows of the project."""

import os
import subprocess
from pathlib import Path


def said(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder; OSError or CalledProcessError where it is not there, or refuses."""
    # A hook of git runs with variables that lead to the repository it belongs to, whatever the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return done.stdout.strip()
