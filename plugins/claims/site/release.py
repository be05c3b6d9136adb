"""One state of the data as it is published: its name, address, version, date and files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import BinaryIO, Self

AUTHOR = "Claim by Claim contributors"
FOLDER = "data/v1"  # the number is the major version: files of another shape get another folder, and these stay


@dataclass(frozen=True, kw_only=True)
class License:
    """Under what terms something may be used again; `id` is SPDX's."""

    id: str
    title: str
    url: str


DATA_LICENSE = License(
    id="CC-BY-4.0",
    title="Creative Commons Attribution 4.0 International",
    url="https://creativecommons.org/licenses/by/4.0/",
)


class Stored:
    """Content that lies on the disk, where it is more than memory should hold; it is read until this is closed."""

    _PIECE = 1 << 20  # bytes

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        """Its length in bytes."""
        return os.fstat(self._file.fileno()).st_size

    def read(self, start: int, length: int) -> bytes:
        """What stands there, or as much of it as there is."""
        return os.pread(self._file.fileno(), length, start)

    def pieces(self) -> Iterator[bytes]:
        """All of it, some at a time."""
        for start in range(0, len(self), self._PIECE):
            yield self.read(start, self._PIECE)


class Spool(Stored):
    """The same, put together piece by piece in a file without a name, which is gone when this is closed."""

    def __init__(self) -> None:
        super().__init__(tempfile.TemporaryFile())  # noqa: SIM115 - this is a context manager too

    def fill(self, pieces: Iterable[bytes]) -> None:
        """Put pieces behind those that are there, for this process and its forks."""
        self._file.writelines(pieces)
        self._file.flush()


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the site; `path` is relative to the site's root."""

    path: str
    content: bytes | Stored = field(repr=False)
    authored: bool = False
    """True where it is published as it was written, and so copied by others."""

    def pieces(self) -> Iterator[bytes]:
        """Its content, of which some may lie on the disk."""
        return self.content.pieces() if isinstance(self.content, Stored) else iter((self.content,))

    def whole(self) -> bytes:
        """All of its content."""
        return b"".join(self.pieces())

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Its fingerprint."""
        print = hashlib.sha256()
        for piece in self.pieces():
            print.update(piece)
        return print.hexdigest()

    @property
    def print(self) -> Print:
        """What is kept of it when it is written."""
        return Print(path=self.path, size=self.size, sha256=self.sha256, authored=self.authored)


@dataclass(frozen=True, kw_only=True, slots=True)
class Print:
    """What is known of a file without its content."""

    path: str
    size: int
    sha256: str
    authored: bool


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What every file and page says of the data. `site` is empty where the site has no address yet."""

    name: str = ""
    site: str = ""
    version: str = ""
    date: date | None = None
    """The latest day on which a claim changed or was reviewed."""
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[File | Print, ...] = ()

    def url(self, path: str) -> str:
        """The address of a path: absolute where the site has an address, else relative to its root."""
        return f"{self.site}/{path}" if self.site else path
