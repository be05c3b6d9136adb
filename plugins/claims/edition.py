"""One state of the data as it is published: its name, address, version, date and files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

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


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the site; `path` is relative to the site's root."""

    path: str
    content: bytes | bytearray = field(repr=False)
    authored: bool = False
    """True where it is published as it was written, and so copied by others."""

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Its fingerprint."""
        return hashlib.sha256(self.content).hexdigest()

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
