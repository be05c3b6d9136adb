"""Two published builds, of the same project elsewhere and at another time, are equal to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from building import copy_of_the_project, make
from hosting import ADDRESS, program

OTHERWISE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "de_DE.UTF-8",
    "COLUMNS": "40",
    "PYTHONHASHSEED": "7",
    "SOURCE_DATE_EPOCH": "1",
}


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_published_build_elsewhere_in_another_year_is_the_same(tmp_path: Path) -> None:
    faketime = program("faketime", "faketime")
    here = copy_of_the_project(tmp_path / "here")
    there = shutil.copytree(here, tmp_path / "in a folder with another name")
    for path in there.rglob("*"):
        os.utime(path, (0, 0))

    done = make(here, "publish", SITEURL=ADDRESS)
    assert done.returncode == 0, done.stderr
    venv = sys.prefix
    elsewhere = subprocess.run(
        [faketime, "-f", "+400d", "make", f"VENV={venv}", f"--old-file={venv}/ready", "publish"],
        cwd=there,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SITEURL": f"{ADDRESS}/", **OTHERWISE},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert elsewhere.returncode == 0, elsewhere.stderr
    ours, theirs = _contents(here / "output"), _contents(there / "output")
    assert {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)} == set()
    assert {Path(name).suffix for name in ours} >= {".br", ".gz", ".png", ".ico", ".css", ".js", ".json", ".xml"}
