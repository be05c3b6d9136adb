"""A folder that is replaced whole or not at all: readers see the old site or the new one, never half of either.

A build writes into a fresh folder beside the old one; only when it is complete do the two change places, in one step
where the system offers it. A build that fails, is killed or runs out of disk leaves the old folder as it was, and the
next build clears away what it left. One build at a time works beside one folder; a second waits for its turn.

A build that changes little need not begin with nothing: the folder before the last is kept, and can be had again, so
that the two change places from build to build. What is listed of a folder, for whoever fills it, moves with it.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; Python has no name for renameat2(2)


class ForeignFolderError(Exception):
    """The folder holds files that no build of this site made, and replacing it would delete them."""


@contextmanager
def replacing(
    target: Path, *, made_by_us: str, keep: bool = False, then: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Give a folder that takes the place of `target` when the block ends without an exception.

    It is empty; with `keep` it is the one that was replaced last, as it was left; or if there is none, and `target` has
    a list, its double, in which each file is the same file as there: to be removed or replaced, not to be written into.
    `made_by_us` is a file that every site of ours holds: a folder with files in it and without that one is left alone.
    Raises ForeignFolderError then. `then` is called when the folder is in its place, before any other build's turn.
    Where `target` is a symbolic link, that stays, and the folder it leads to is replaced.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _turn(target):
        _clear(target)
        if target.is_dir() and any(target.iterdir()) and not (target / made_by_us).is_file():
            raise ForeignFolderError(
                f"{target} holds files that were not built here; move them away, or choose another folder"
            )
        fresh, spare = _beside(target, "fresh"), _beside(target, "spare")
        if keep and spare.is_dir():
            _move(spare, fresh)
        else:
            _remove(spare)
            if not (keep and list_of(target).is_file() and _double(target, fresh)):
                fresh.mkdir()
        try:
            yield fresh
            _change_places(fresh, target)
        finally:  # by now it is the old site, or what a failed build left
            if keep and fresh.is_dir():
                _move(fresh, spare)
            _remove(fresh)
        if then:
            then()


def make_ready(target: Path) -> None:
    """Have the double ready that the next build keeping files begins with. Whoever calls this has the folder's turn."""
    fresh, spare = _beside(target, "fresh"), _beside(target, "spare")
    if not spare.is_dir() and _double(target, fresh):
        _move(fresh, spare)


@contextmanager
def _turn(target: Path) -> Iterator[None]:
    # The lock lives as long as the process that holds it, however that ends.
    with open(_beside(target, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _clear(target: Path) -> None:
    """Put right what a killed build left: it can have died between the two steps of `_in_two_steps`."""
    old = _beside(target, "old")
    if old.is_dir() and not target.exists():
        _move(old, target)
    for left in (old, _beside(target, "fresh")):
        _remove(left)


def list_of(folder: Path) -> Path:
    """Where the list of what a folder holds may lie: beside it."""
    return folder.with_name(f".{folder.name.removeprefix('.')}.list")


def _double(folder: Path, to: Path) -> bool:
    """The folder once more, without copying; False where the file system cannot."""
    try:
        _link(str(folder), str(to))
        shutil.copy(list_of(folder), list_of(to))
    except OSError:
        _remove(to)
        return False
    return True


def _link(folder: str, to: str) -> None:
    os.mkdir(to)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _link(entry.path, f"{to}/{entry.name}")
            else:
                os.link(entry.path, f"{to}/{entry.name}", follow_symlinks=False)


def _move(folder: Path, to: Path) -> None:
    list_of(to).unlink(missing_ok=True)  # first: a list without its folder does no harm, one of another might
    folder.rename(to)
    if list_of(folder).exists():
        list_of(folder).rename(list_of(to))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    list_of(folder).unlink(missing_ok=True)


def _change_places(fresh: Path, target: Path) -> None:
    if not target.exists():
        _move(fresh, target)
    elif _in_one_step(fresh, target):
        _change_lists(fresh, target)
    else:
        _in_two_steps(fresh, target)


def _change_lists(one: Path, other: Path) -> None:
    aside = list_of(_beside(other, "old"))
    for folder, to in ((list_of(one), aside), (list_of(other), list_of(one)), (aside, list_of(other))):
        if folder.exists():
            folder.rename(to)


def _in_one_step(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _in_two_steps(fresh: Path, target: Path) -> None:
    old = _beside(target, "old")
    _move(target, old)
    _move(fresh, target)
    _move(old, fresh)
