"""A site of one's own, and Pelican run on it as its owner runs it: in a process that knows one package and no more."""

import os
import subprocess
import sys
from pathlib import Path

from claims.tools import new_site
from support.building import PUBLISHED_SETTINGS, ROOT, accept_remarks

ADDRESS = "https://puddle.example/town"


def starter(folder: Path) -> Path:
    """A new site."""
    assert new_site.main(["--to", str(folder)]) == 0
    return folder


def run(folder: Path, *arguments: str, package: Path = ROOT / "plugins", **environment: str) -> str:
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


def pelican(folder: Path, output: Path, *, settings: str = "pelicanconf.py", **options: str | Path) -> Path:
    """Build what the settings say, where a warning is an error; return the output folder."""
    if settings == PUBLISHED_SETTINGS:
        accept_remarks(folder)
        options = {"CORRECTIONS_CONTACT": "a@b.moon", **options}
    arguments = ["--settings", settings, "--output", str(output), "--fatal", "warnings", "--log-handler", "plain"]
    run(folder, "-m", "pelican", *arguments, **options)  # type: ignore[arg-type]
    return output
