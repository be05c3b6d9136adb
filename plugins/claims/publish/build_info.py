"""build.json: which state of the project a site was built from. Nothing in it comes from a clock or a machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from . import notices

PATH = "build.json"

# What a build reads. A change to anything else in the checkout is no change to the site.
_READ = (
    "content",
    "data",
    "plugins",
    "theme",
    "pelicanconf.py",
    "publishconf.py",
    "requirements.lock",
    notices.AUTHORED,
)


def build_json(project: Path, data: Path, published_as: str) -> str:
    """The commit, whether what was built differs from it, and the fingerprint of the data."""
    said: dict[str, Any] = {**_commit(project)}
    said["data"] = {"path": published_as, "sha256": hashlib.sha256(data.read_bytes()).hexdigest()}
    return json.dumps(said, indent=2) + "\n"


def _commit(project: Path) -> dict[str, Any]:
    """Empty where the project is not the top of a checkout, as in an unpacked archive, or has no commit yet."""
    try:
        if Path(_git(project, "rev-parse", "--show-toplevel")).resolve() != project.resolve():
            return {}
        commit = _git(project, "rev-parse", "--verify", "HEAD")
        changed = _git(project, "status", "--porcelain", "--untracked-files=all", "--", *_READ)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": commit, "dirty": bool(changed)}


def _git(project: Path, *arguments: str) -> str:
    # A hook of git runs with variables that lead to the repository it belongs to, whatever the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-optional-locks", "-C", str(project), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()
