"""Replace the output folder as a whole: readers see the old site or the new one, never half of either.

A build writes into a fresh folder beside the old one, which takes its place when it is complete: two renames, with
nothing there for an instant between them. A build that fails or runs out of disk leaves the old folder as it was. If a
build is killed, the next one cleans up after it, and puts the old folder back if it was killed in that instant. One
build at a time works beside one folder; a second waits for its turn.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .faults import Mistake

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class ForeignFolderError(Mistake):
    """The folder has files that no build of this site made; replacing it would delete them."""


@contextmanager
def replacing(target: Path, *, made_by_us: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends without an exception.

    Args:
        target: the folder to replace. If it is a symbolic link, the link stays and the folder it leads to is replaced.
        made_by_us: the pattern of a file that every site of ours has. A folder with other files only is left alone.

    Raises:
        ForeignFolderError: if the target is a file, or a folder that no build made.

    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(target, "staging")
    previous = _beside(target, "previous")
    with locked(_beside(target, "lock")):
        _put_back(previous, target)
        has_files = target.is_dir() and any(target.iterdir())
        if target.is_file() or (has_files and not any(target.glob(made_by_us))):
            help = "move it away, or choose another folder"
            raise ForeignFolderError(f"{target} is or holds what was not built here; {help}")
        _remove(staging)
        _remove(previous)
        staging.mkdir()
        try:
            yield staging
            if target.exists():
                target.rename(previous)
            staging.rename(target)
            _remove(previous)
        finally:
            _put_back(previous, target)
            _remove(staging)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Wait until no other process holds this lock, and hold it; the system frees it when a process ends."""
    with open(file, "w") as lock:
        if sys.platform == "win32":
            is_ours = False
            while not is_ours:
                with suppress(OSError):  # raised when ten seconds have passed
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    is_ours = True
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(target: Path, purpose: str) -> Path:
    return target.with_name(f".{target.name}.{purpose}")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _put_back(previous: Path, target: Path) -> None:
    """Put the old folder back if a build ended between the two renames."""
    if previous.is_dir() and not target.exists():
        previous.rename(target)
