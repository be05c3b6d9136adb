"""Files → the output folder: each is written as soon as it is made, or left where it stands from an earlier build.

Whoever writes a file can name what it is made from by a key. A file whose key is what it was in the build that left
the folder needs not be made again. Everything else in the folder is removed before, so that nothing stays that a build
from nothing would not make. A file is known by its size, its time and its place on the disk: one that somebody changed
since is made again.

A build has two steps: its pages, which can be seen when they are there, and what is made of them and of the data
besides. Each knows the files of its own by the list that the last build left, and touches no others.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .site.release import File

Kept = str
"""What is known of a file that may be left where it is: the key of what it was made from, its size, when it was last
changed and its place on the disk. In one text, as there are as many as pages: a tuple takes twice the memory."""


class PlaceTakenError(Exception):
    """Two files have one address: one from `content/` and one that is made from the file of claims."""


class Output:
    """A folder that files are written into."""

    def __init__(self, root: Path, before: dict[str, Kept] | None = None) -> None:
        """`before` are the files that stand there, if any do."""
        self._root = str(root)
        self._before = before or {}
        self._left: set[str] = set()
        self._written: set[str] = set()
        self._folders: set[str] = set()
        self.kept: dict[str, Kept] = {}
        """The files that were written or found to stand there; those without a key are never found so."""

    def part(self) -> Output:
        """The same folder for a portion of the work, whose keys are its own."""
        part = Output(Path(self._root), self._before)
        part._folders, part._left = self._folders, self._left
        return part

    def leave(self, path: str) -> None:
        """Leave a place to somebody else, who would write into what stands there from an earlier build.

        It goes, as the same file can stand in the folder that this one replaces.
        """
        path = os.path.normpath(path)
        self._left.add(path)
        if self._before.pop(path, None):
            os.unlink(f"{self._root}/{path}")

    def has(self, path: str, key: str) -> bool:
        """Whether the file stands there already, made from the same; if so, it stays."""
        kept = self._before.get(path)
        if kept is None or not kept.startswith(key):  # the disk need not be asked
            return False
        if kept != _kept(key, os.lstat(f"{self._root}/{path}")):
            return False
        self.kept[path] = kept
        return True

    def write(self, file: File, key: str = "") -> None:
        """Put a file in its place. Raises PlaceTakenError where another is put there in this build."""
        if file.path in self._left:
            raise PlaceTakenError(_taken(file.path))
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
                self.kept[file.path] = _kept(key, os.fstat(out.fileno()))
        except FileExistsError:
            raise PlaceTakenError(_taken(file.path)) from None

    def close(self) -> None:
        """Remove what an earlier build left and this one does not have."""
        for path in self._before.keys() - self.kept.keys():
            _remove(f"{self._root}/{path}", self._root)
        self._before = self.kept

    @property
    def listed(self) -> dict[str, Kept]:
        """What the next build can know of what stands here: until it is closed, what the last one left."""
        return self._before


@dataclass(frozen=True)
class Steps:
    """The two steps of a build, in one folder."""

    pages: Output
    rest: Output
    made_by: str = ""
    """What files are made by beside what their keys tell."""

    def at(self, root: Path) -> Steps:
        """The same, after the pages were made and their folder was moved."""
        return Steps(self.pages, Output(root, self.rest.listed), self.made_by)

    def leave(self, path: str) -> None:
        """Leave a place to somebody else in both."""
        self.pages.leave(path)
        self.rest.leave(path)

    def write_list(self, list: Path) -> None:
        """Leave a list for the next build that finds this folder."""
        with list.open("w", encoding="utf-8", newline="\n") as lines:
            lines.write(f"{self.made_by}\n")
            for step in (self.pages, self.rest):
                lines.write(f"{len(step.listed)}\n")
                lines.writelines(f"{kept}\t{path}\n" for path, kept in step.listed.items())


@dataclass
class Build:
    """What whoever builds hands to the plugin, and gets from it."""

    open: Callable[[], Steps]
    """Opens the folder, which takes long where there is much in it."""
    rest: list[Callable[[Output], None]] = field(default_factory=list)
    """What is to be done in the second step, once the first is made."""

    @cached_property
    def steps(self) -> Steps:
        """The folder, opened when it is first written into."""
        return self.open()


def reopen(root: Path, list: Path, made_by: str) -> Steps:
    """The folder with the files that an earlier build left and listed, without every other.

    Nothing of it stays where files were made by something else then.
    """
    pages, rest = _read(list, made_by)
    before: tuple[dict[str, Kept], dict[str, Kept]] = {}, {}
    list.unlink(missing_ok=True)  # it holds no more from here on
    for path in _files(str(root), ""):
        if path in pages:
            before[0][path] = pages[path]
        elif path in rest:
            before[1][path] = rest[path]
        else:
            _remove(f"{root}/{path}", str(root))
    return Steps(Output(root, before[0]), Output(root, before[1]), made_by)


def _taken(path: str) -> str:
    return f"{path} is written already: give the page in content/ another slug, or the file there another name"


def _kept(key: str, stat: os.stat_result) -> Kept:
    """What is known of a file that stands there now."""
    return f"{key} {stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"


def _read(list: Path, made_by: str) -> tuple[dict[str, Kept], dict[str, Kept]]:
    try:
        with list.open(encoding="utf-8", newline="\n") as lines:
            if next(lines, "") == f"{made_by}\n":
                return _listed(lines), _listed(lines)
    except (OSError, ValueError):
        pass  # there is none, or not to its end
    return {}, {}


def _listed(lines: Iterator[str]) -> dict[str, Kept]:
    """The files of a step, of which the first line says how many there are."""
    count = int(next(lines, ""))
    known = (line.rstrip("\n").split("\t") for line in itertools.islice(lines, count))
    files = {path: kept for kept, path in known}
    if len(files) != count:
        raise ValueError
    return files


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
