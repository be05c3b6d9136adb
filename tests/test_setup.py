"""Setting up `.venv`: what is said meanwhile, and of a Python that is too old. Small scripts stand for Python."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.building import ROOT

OLD = """#!/bin/sh
case "$*" in *version_info*) exit 1;; --version) echo Python 3.9.18;; *) touch used;; esac
"""
NEW = """#!/bin/sh
case "$*" in
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  "-m pip install "*) [ ! -e offline ];;
esac
"""
NO_VENV = NEW.replace("cp ", "exit 1 # ")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()
    return tmp_path


def python(file: Path, script: str) -> Path:
    """A script in the place of Python."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script)
    file.chmod(0o755)
    return file


def make(project: Path, target: str, script: str = NEW) -> subprocess.CompletedProcess[str]:
    return run(project, "make", target, f"PY={python(project / 'python', script)}")


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=own)


def test_what_it_is_at_is_said_all_the_while(project: Path) -> None:
    done = make(project, ".venv/with-dev")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Setting up .venv, which takes half a minute ...\nAdding what requirements-dev.txt names ...\n"
    )


def test_an_old_python_is_told_in_words_before_anything_is_made(project: Path) -> None:
    done = make(project, ".venv/ready", OLD)
    assert done.returncode != 0
    assert done.stdout == (
        f"{project}/python is not Python 3.11 or newer (Python 3.9.18): "
        "name one that is, as in  make PY=python3.12 html\n"
    )
    assert not (project / ".venv").exists()
    assert not (project / "used").exists()


def test_what_an_old_python_made_is_made_anew(project: Path) -> None:
    python(project / ".venv/bin/python", OLD)
    assert make(project, ".venv/ready").returncode == 0
    assert (project / ".venv/bin/python").read_text() == NEW
    assert not (project / "used").exists()


def test_a_new_python_that_is_there_is_used_whatever_the_system_has(project: Path) -> None:
    python(project / ".venv/bin/python", NEW)
    assert make(project, ".venv/ready", OLD).returncode == 0
    assert not (project / "used").exists()


def test_half_a_set_up_does_not_stay(project: Path) -> None:
    assert make(project, ".venv/ready", NO_VENV).returncode != 0
    assert not (project / ".venv").exists()


def test_where_packages_cannot_be_had_it_fails_and_tries_again(project: Path) -> None:
    (project / "offline").touch()
    assert make(project, ".venv/ready").returncode != 0
    assert not (project / ".venv/ready").exists()
    (project / "offline").unlink()
    assert make(project, ".venv/ready").returncode == 0
