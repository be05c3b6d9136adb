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


def found(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder; empty where it is not there, refuses, or has something that is no text."""
    try:
        return said(folder, *arguments)
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return ""


def base(folder: Path) -> str:
    """Return the commit that work in a folder began at; empty where there is none.

    It is where HEAD left the default branch. Where that is not known or HEAD is on it, with no remote, it is the last
    tag, or else HEAD.
    """
    head = found(folder, "rev-parse", "--verify", "HEAD")
    for branch in ("origin/HEAD", "origin/main", "origin/master", "main", "master") if head else ():
        start = found(folder, "merge-base", "HEAD", branch)
        if start and (start != head or branch.startswith("origin/")):
            return start
    return found(folder, "describe", "--tags", "--abbrev=0") or head


def before(path: Path, commit: str) -> str:
    """Return the text that a file had at a commit; empty where it has the same now, or was not there."""
    file = path.resolve()
    if not commit or not found(file.parent, "diff", "--name-only", commit, "--", file.name):
        return ""
    return found(file.parent, "show", f"{commit}:./{file.name}")
