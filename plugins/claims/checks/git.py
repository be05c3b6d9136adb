"""Ask git about the project."""

import os
import subprocess
from pathlib import Path


def found(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return its output; nothing if git is missing or fails, or the output is not text."""
    # In a hook, git sets variables that lead to the hook's own repository, whatever the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    try:
        process = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return ""
    return process.stdout.strip()


def base(folder: Path) -> str:
    """Return the commit at which the work in a folder began; empty if there is none.

    That is where HEAD left the default branch. If that branch is unknown, or HEAD is on it and there is no remote, the
    commit is the last tag, or else HEAD.
    """
    head = found(folder, "rev-parse", "--verify", "HEAD")
    if not head:
        return ""
    for branch in ("origin/HEAD", "origin/main", "origin/master", "main", "master"):
        start = found(folder, "merge-base", "HEAD", branch)
        if start and (start != head or branch.startswith("origin/")):
            return start
    return found(folder, "describe", "--tags", "--abbrev=0") or head


def before(path: Path, commit: str) -> str:
    """Return the text that a file had at a commit; empty if it has not changed since, or was not there."""
    file = path.resolve()
    if not commit or not found(file.parent, "diff", "--name-only", commit, "--", file.name):
        return ""
    return found(file.parent, "show", f"{commit}:./{file.name}")
