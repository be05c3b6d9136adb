"""A site of one's own, and Pelican run on it, where it matters in a process that knows one package and no more."""

import os
import re
import subprocess
import sys
from pathlib import Path

from claims.tools import new_site
from support.building import PUBLISHED_SETTINGS, ROOT, build, make_own

ADDRESS = "https://puddle.example/town"
PACKAGE = ROOT / "plugins"
"""Where this checkout has it."""
GUIDE = (ROOT / "docs" / "plugin.md").read_text(encoding="utf-8")
CODE = dict(re.findall(r"```\w+\n(?:#|\{#) (\S+)(?: #\})?\n(.*?)```", GUIDE, flags=re.DOTALL))
"""The code of each file that docs/plugin.md shows."""


def starter(folder: Path) -> Path:
    """A new site."""
    new_site.new_site(folder)
    return folder


def write_code(folder: Path, *names: str) -> None:
    """Write files that docs/plugin.md shows."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(CODE[name], encoding="utf-8")


def run(folder: Path, *arguments: str, package: Path = PACKAGE, **environment: str) -> str:
    """Run Python in a folder, with the package from another; return what it prints, and fail where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(package), "COLUMNS": "500", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pelican(
    folder: Path, output: Path, *, settings: str = "pelicanconf.py", package: Path | None = None, **options: str
) -> Path:
    """Build what the settings say, where a warning is an error; return the output folder.

    In this process, as if it knew the package alone; or in one of its own, which knows the one that is given. Other
    plugins need one of their own: what they listen to is listened to until a process ends.
    """
    if settings == PUBLISHED_SETTINGS:
        make_own(folder)
        options = {"CORRECTIONS_CONTACT": "a@b.moon", **options}
    if not package:
        return build(folder, output, settings, **options)
    arguments = ["--settings", settings, "--output", str(output), "--fatal", "warnings", "--log-handler", "plain"]
    run(folder, "-m", "pelican", *arguments, package=package, **options)
    return output
