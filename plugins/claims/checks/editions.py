"""`data/releases/` → the editions of the data: zips that stay as they are, with checksums and perhaps DOIs.

`make release` writes the zips and SHA256SUMS. dois.txt is written by hand, a line for each edition that an archive gave
a DOI: `3.2.0 10.5281/zenodo.1234567`. The version and the day of an edition are read from its zip.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..source.diagnostics import DataError, Finding, Mark, nearest
from . import loader

FOLDER = "releases"
"""Beside the file of claims, and below `data/` on the site."""
SUMS, DOIS = "SHA256SUMS", "dois.txt"
CLAIMS, LISTING = "claims.yaml", "version.json"
"""Of the files in a zip: the one that all others are made from, and the one that lists them with the version."""
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The data as it was when it got a number. `size`, in bytes, and `sha256` are those of its zip."""

    name: str
    size: int
    sha256: str
    claims_sha256: str
    """Of its file of claims, which tells whether the data has changed since."""
    version: str
    date: date
    """The day on which it was made."""
    doi: str

    @property
    def path(self) -> str:
        """The path of its zip on the site."""
        return f"data/{FOLDER}/{self.name}"


def number(version: str) -> tuple[int, ...]:
    """Return a version as one that can be compared."""
    return tuple(map(int, version.split(".")))


def read(folder: Path) -> tuple[Edition, ...]:
    """Return the editions in a folder, the newest first; none where there is no such folder.

    Raise DataError where a zip is not as it was released, and for mistakes in dois.txt.
    """
    dois = _lines(folder / DOIS)
    given = {words[0]: words[-1] for words in map(str.split, dois) if words}
    zips = {file.name: file.read_bytes() for file in folder.glob("*.zip")}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in zips.items()}
    found = {name: _edition(name, content, digests[name], given) for name, content in zips.items()}
    if faults := sorted(_altered(folder / SUMS, digests, found)):
        raise DataError(faults)
    editions = sorted(filter(None, found.values()), key=lambda edition: number(edition.version), reverse=True)
    if faults := [*_doi_faults(folder / DOIS, dois, [edition.version for edition in editions])]:
        raise DataError(faults)
    return tuple(editions)


def contents(edition: bytes) -> dict[str, bytes]:
    """Return the files in the zip of an edition under their names."""
    with zipfile.ZipFile(io.BytesIO(edition)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _edition(name: str, content: bytes, sha256: str, dois: Mapping[str, str]) -> Edition | None:
    """Return the edition in a zip; None where `make release` did not write it, but somebody put it there."""
    with suppress(zipfile.BadZipFile, LookupError, ValueError):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listing, day = json.loads(archive.read(LISTING)), date(*archive.getinfo(LISTING).date_time[:3])
        return Edition(
            name=name,
            size=len(content),
            sha256=sha256,
            claims_sha256={file["path"]: file["sha256"] for file in listing["files"]}[CLAIMS],
            version=listing["version"],
            date=day,
            doi=dois.get(listing["version"], ""),
        )
    return None


def _lines(file: Path) -> list[str]:
    return loader.text_of(file).split("\n") if file.exists() else []


def _altered(sums: Path, digests: Mapping[str, str], found: Mapping[str, Edition | None]) -> Iterator[Finding]:
    """Every zip is there as it was when its checksum was written."""
    lines = _lines(sums)
    listed = {line.partition("  ")[2]: n for n, line in enumerate(lines, 1) if line}
    for name in sorted(listed.keys() | digests):
        number = listed.get(name, 1)
        is_ours = f"{digests.get(name, '')}  {name}" in lines
        if not (is_ours and found.get(name)):
            is_changed = name in listed and not is_ours
            what = "is not as it was released" if is_changed else "was not released by `make release`"
            message = f'the edition "{name}" {what if name in digests else "is gone"}'
            help = "bring this folder back from git: an edition never changes, and what is new needs another one"
            yield Finding(str(sums), Mark(number, 1), message, help, lines[number - 1] if name in listed else "")


def _doi_faults(file: Path, lines: list[str], versions: Collection[str]) -> Iterator[Finding]:
    """A line names an edition and its DOI."""
    for n, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            version, doi = (*line.split(maxsplit=1), "")[:2]
            if version not in versions:
                near = nearest(version, versions)
                help = f'did you mean "{near}"?' if near else "begin the line with the number of an edition"
                yield Finding(str(file), Mark(n, line.index(version) + 1), f'no edition is "{version}"', help, line)
            elif not _DOI.fullmatch(doi.rstrip()):
                mark, help = Mark(n, line.rindex(doi) + 1), "write it without an address, as in 10.5281/zenodo.1234567"
                yield Finding(str(file), mark, f'"{doi.rstrip()}" is not a DOI', help, line)
