"""What git knows of the project."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile


def said(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder; OSError or CalledProcessError where it is not there, or refuses."""
    # A hook of git runs with variables that lead to the repository it belongs to, whatever the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return done.stdout.strip()


def committed(file: Path) -> str:
    """Return a file as it was committed last; raise as `said` where it was not."""
    return said(file.resolve().parent, "show", f"HEAD:./{file.resolve().name}")


def edition(file: Path) -> str:
    """Return the tag of the last edition of what a file says, such as v1.2.0; raise as `said` where there is none."""
    return said(file.resolve().parent, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*")


@contextmanager
def at(revision: str, file: Path) -> Iterator[Path]:
    """Yield a file with all beside it as they were at a revision; raise as `said` where git has no such folder."""
    with TemporaryDirectory() as folder:
        packed = Path(folder, "packed.zip")
        said(file.resolve().parent, "archive", f"--output={packed}", revision)
        with ZipFile(packed) as archive:
            archive.extractall(Path(folder, "there"))
        yield Path(folder, "there", file.name)
