"""build.json and third-party.txt: which state of the project a site was built from, and what of others is in it."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from ... import git
from ...resources import packaged

_NOTICES = "THIRD-PARTY.md"
# What a build reads. A change to anything else in the checkout is no change to the site.
_INPUTS = (
    *("content", "data", "plugins", "templates", "theme", "translations", "pelicanconf.py", "publishconf.py"),
    *("requirements.txt", "site.css", _NOTICES),
)


def build_json(project: Path, data: bytes, published_as: str) -> str:
    """Return the commit, whether what was built differs from it, and the digest of the data, as JSON.

    Nothing in it comes from a clock or a machine.
    """
    digest = hashlib.sha256(data).hexdigest()
    return json.dumps({**_commit(project), "data": {"path": published_as, "sha256": digest}}, indent=2) + "\n"


def notices(project: Path) -> str:
    """Return the notices that licences of others want beside what is published: a project's own, or the package's."""
    file = project / _NOTICES
    return (file if file.is_file() else packaged(_NOTICES)).read_text(encoding="utf-8")


def _commit(project: Path) -> dict[str, Any]:
    """Empty where the project is not the top of a checkout, as in an unpacked archive, or has no commit yet."""
    try:
        if Path(git.said(project, "rev-parse", "--show-toplevel")).resolve() != project.resolve():
            return {}
        commit = git.said(project, "rev-parse", "--verify", "HEAD")
        changed = git.said(project, "status", "--porcelain", "--untracked-files=all", "--", *_INPUTS)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": commit, "dirty": bool(changed)}
