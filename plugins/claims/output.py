"""Files → the output folder: each is written as soon as it is made, or left where it stands from an earlier build.

Whoever writes a file can name what it is made from by a key. A file whose key is what it was in the build that left
the folder needs not be made again. Everything else in the folder is removed before, so that nothing stays that a build
from nothing would not make. A file is known by its size, its time and its place on the disk: one that somebody changed
since is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .edition import File


class Kept(NamedTuple):
    """A file that may be left where it is: the key of what it was made from, and by what it is known."""

    key: str
    size: int
    time: int
    """When it was last changed, in nanoseconds."""
    inode: int


class PlaceTakenError(Exception):
    """Two files have one address: a page from `content/` and one that is made from the file of claims."""


class Output:
    """A folder that files are written into."""

    def __init__(self, root: Path, before: Mapping[str, Kept] | None = None) -> None:
        """`before` are the files that stand there, if any do."""
        self._root = str(root)
        self._before = before or {}
        self._written: set[str] = set()
        self._folders: set[str] = set()
        self.keys: dict[str, str] = {}
        """The keys of the files that were written or found to stand there."""

    def part(self) -> Output:
        """The same folder for a portion of the work, whose keys are its own."""
        part = Output(Path(self._root), self._before)
        part._folders = self._folders
        return part

    def has(self, path: str, key: str) -> bool:
        """Whether the file stands there already, made from the same; if so, it stays."""
        kept = self._before.get(path)
        if kept is None or kept.key != key or kept != _kept(f"{self._root}/{path}", key):
            return False
        self.keys[path] = key
        return True

    def write(self, file: File, key: str = "") -> None:
        """Put a file in its place. Raises PlaceTakenError where another was put there in this build."""
        path = f"{self._root}/{file.path}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:  # most stand beside others
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        if file.path in self._before and file.path not in self._written:
            os.unlink(path)  # not written over: the same file can stand in the folder that this one replaces
        self._written.add(file.path)
        try:
            with open(path, "xb", buffering=0) as out:
                out.write(file.content)
        except FileExistsError:
            message = f"{file.path} is written already: give the page in content/ another slug"
            raise PlaceTakenError(message) from None
        if key:
            self.keys[file.path] = key

    def close(self, list: Path, made_by: str) -> None:
        """Remove what this build does not have, and list what it has for the next one that finds this folder.

        `made_by` says what files are made by beside what their keys tell.
        """
        for path in self._before.keys() - self.keys.keys():
            _remove(f"{self._root}/{path}", self._root)
        files = {path: _kept(f"{self._root}/{path}", key) for path, key in self.keys.items()}
        list.write_text(json.dumps({"made_by": made_by, "files": files}), encoding="utf-8")


def reopen(root: Path, list: Path, made_by: str) -> Output:
    """The folder with the files that an earlier build left and listed, without every other.

    Nothing of it stays where files were made by something else then.
    """
    listed, before = _read(list, made_by), dict[str, Kept]()
    list.unlink(missing_ok=True)  # it holds no more from here on
    for path in _files(str(root), ""):
        if path in listed:
            before[path] = listed[path]
        else:
            _remove(f"{root}/{path}", str(root))
    return Output(root, before)


def _kept(file: str, key: str) -> Kept:
    """What is known of a file that stands there now."""
    stat = os.lstat(file)
    return Kept(key, stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _read(list: Path, made_by: str) -> dict[str, Kept]:
    try:
        said = json.loads(list.read_bytes())
        return {path: Kept(*kept) for path, kept in said["files"].items()} if said["made_by"] == made_by else {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}  # there is none, or not to its end


def _files(folder: str, path: str) -> Iterator[str]:
    for entry in [*os.scandir(folder)]:  # all at once: some are removed meanwhile
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}"


def _remove(file: str, root: str) -> None:
    """Remove a file, and each folder that is empty then."""
    os.unlink(file)
    folder = os.path.dirname(file)
    while folder != root:
        try:
            os.rmdir(folder)
        except OSError:  # something is in it
            return
        folder = os.path.dirname(folder)
