from pathlib import Path
from zipfile import ZipFile

import pytest

from support.building import ROOT, Once
from support.package import run, starter


@pytest.fixture(scope="session")
def wheel(once: Once) -> Path:
    """The wheel, unpacked, which is all that an installer does with it."""

    def unpacked(folder: Path) -> Path:
        run(ROOT, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}-file")
        [file] = Path(f"{folder}-file").iterdir()
        ZipFile(file).extractall(folder)
        return folder

    return once("wheel", unpacked)


@pytest.fixture
def own_site(tmp_path: Path) -> Path:
    """A new site, to be changed."""
    return starter(tmp_path / "site")
