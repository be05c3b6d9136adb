"""What these tests share: the real site, published for the root of a host, and programs that may not be there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from building import ROOT, build
from pages import Site

ADDRESS = "https://example.org"


@pytest.fixture(scope="session")
def at_the_root(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, as `make publish` builds it for a host of its own."""
    folder = tmp_path_factory.mktemp("root") / "output"
    return Site(build(ROOT, folder, target="publish", SITEURL=ADDRESS), ADDRESS)


def program(command: str, package: str, *files: str) -> str:
    """Where a program is; without it and its files the test is skipped, except in CI, which installs them."""
    found = shutil.which(command)
    if found and all(Path(file).exists() for file in files):
        return found
    missing = f"{package} is not installed: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {missing}")
    pytest.skip(missing)


@pytest.fixture(scope="session")
def rsync() -> str:
    return program("rsync", "rsync")
