"""The project's commands, run as a reader of README.md would type them, on the project itself or on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = Path(".build/share")  # in the folder CLAIMS_CACHE of pelicanconf.py
INDEX = Path(".build/search")  # as well
UNCHECKED = "--old-file=check"
"""For `make`: without the check that comes before, which has tests of its own and takes as long as a small build."""
_KEPT = ("PATH", "HOME", "TMPDIR")  # what the caller's shell has beside these would change what is tested
_VENV = sys.prefix  # where Pelican is installed: that of the project
_PROSE = {
    "about.md": "Title: About\nSlug: about\nDescription: About it.\n\nWords.\n",
    "method.md": "Title: Method\nSlug: method\nDescription: The method.\n\n## What the verdicts mean\n\nWords.\n",
    "404.md": "Title: Page not found\nSlug: 404\nSave_as: 404.html\nStatus: hidden\nDescription: Nothing.\n\nWords.\n",
}


def make(folder: Path, *arguments: str, umask: int = 0o022, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `make` in a project's folder, with the tests' own virtual environment in place of `.venv`."""
    set_up = [f"--old-file={_VENV}/{stamp}" for stamp in ("ready", "ready-for-work")]  # and no network
    return subprocess.run(
        ["make", f"VENV={_VENV}", *set_up, *arguments],
        cwd=folder,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | environment,
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(folder: Path, output: Path, *arguments: str, target: str = "html", **environment: str) -> Path:
    """Run `make html` or `make publish` into a folder; fails with the command's own words."""
    done = make(folder, target, f"OUTPUT={output}", *arguments, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def copy_of_the_project(folder: Path) -> Path:
    """The project in another folder: what a build reads, its own to change. Pictures drawn before come along."""
    for name in ("content", "data", "plugins", "theme"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    if (ROOT / PICTURES).is_dir():
        shutil.copytree(ROOT / PICTURES, folder / PICTURES)  # drawing takes longer than all the rest of a build
    return _with_settings(folder)


def small_project(folder: Path, data: str) -> Path:
    """A project with the real theme and plugin, pages of one word, and this file of claims."""
    write_pages(folder / "content")
    (folder / "data").mkdir()
    (folder / "data" / "claims.yaml").write_text(data, encoding="utf-8")
    for name in ("plugins", "theme"):
        (folder / name).symlink_to(ROOT / name)
    return _with_settings(folder)


def write_pages(content: Path) -> None:
    """The pages that every site has, of one word each."""
    (content / "pages").mkdir(parents=True)
    for name, page in _PROSE.items():
        (content / "pages" / name).write_text(page, encoding="utf-8")


def _with_settings(folder: Path) -> Path:
    for name in ("Makefile", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder
