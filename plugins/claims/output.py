"""A folder that is replaced whole or not at all: readers see the old site or the new one, never half of either.

A build writes into a fresh folder beside the old one, which takes its place when it is complete: two renames, with
nothing there for an instant between them. A build that fails or runs out of disk leaves the old folder as it was. Of
one that is killed the next clears away what it left, and puts the old folder back if it was killed in that instant. One
build at a time works beside one folder; a second waits for its turn.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .faults import Mistake


class ForeignFolderError(Mistake):
    """The folder holds files that no build of this site made, and replacing it would delete them."""


@contextmanager
def replacing(target: Path, *, made_by_us: str, reuse: bool = False) -> Iterator[Path]:
    """Yield a folder that takes the place of `target` when the block ends without an exception.

    It is empty; with `reuse` the folder that was replaced last is kept, and yielded the next time for its files to be
    written over or to stay, which takes a fraction of the time: what the block neither writes nor lets stay is removed.
    `made_by_us` is the pattern of a file that every site of ours holds: a folder with files in it and without one is
    left alone, and so is a file. Raises ForeignFolderError then. Where `target` is a symbolic link, that stays, and the
    folder it leads to is replaced.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    staging, previous = _beside(target, "staging"), _beside(target, "previous")
    with open(_beside(target, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it lives as long as the process that holds it, however that ends
        _put_back(previous, target)
        if target.is_file() or (target.is_dir() and any(target.iterdir()) and not any(target.glob(made_by_us))):
            raise ForeignFolderError(
                f"{target} is or holds what was not built here; move it away, or choose another folder"
            )
        _remove(staging)
        if reuse and previous.is_dir():
            previous.rename(staging)
        else:
            _remove(previous)
            staging.mkdir()
        start = staging / ".start"
        start.touch()
        try:
            yield staging
            _prune(staging, older_than=start.stat().st_mtime_ns)
            start.unlink()
            if target.exists():
                target.rename(previous)
            staging.rename(target)
            if not reuse:
                _remove(previous)
        finally:
            _put_back(previous, target)
            _remove(staging)


def stays(file: Path, content: bytes) -> bool:
    """Return whether a file has this content already; if so, touch it, since what is older than the build is pruned."""
    if same := file.is_file() and file.read_bytes() == content:
        os.utime(file)
    return same


def _prune(folder: Path, older_than: int) -> None:
    """Remove the files that were last written before a time, and folders that are empty then."""
    for path, _, files in os.walk(folder, topdown=False):
        for file in files:
            if os.stat(f"{path}/{file}").st_mtime_ns < older_than:
                os.unlink(f"{path}/{file}")
        with suppress(OSError):  # something is in it
            os.rmdir(path)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _put_back(previous: Path, target: Path) -> None:
    """Put the old folder back in its place if a build ended between the two renames."""
    if previous.is_dir() and not target.exists():
        previous.rename(target)
