"""What takes long to make, kept for the next build under what it was made from.

What is read back is the same to the byte or not read at all: a digest of it stands before it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256


def files(folder: Path, key: str, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """The files that were kept in `folder` under this key, or if they were not, those that `make` makes.

    Of what else was kept there nothing stays.
    """
    file = folder / f"{key}.kept"
    found = _read(file)
    if found is None:
        found = make()
        content = _packed(found)
        write(file, _DIGEST(content).digest() + content)
    clear(folder, {file})
    return found


def write(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    with suppress(FileNotFoundError):  # another build beside this one has removed it as nothing of its own
        fresh.replace(file)


def clear(folder: Path, wanted: Collection[Path]) -> None:
    """Remove what is no longer wanted."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if file not in wanted:
            file.unlink(missing_ok=True)


def read(file: Path) -> bytes | None:
    """What was written, if it was and is still there."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def _read(file: Path) -> dict[str, bytes] | None:
    content = read(file) or b""
    length = _DIGEST().digest_size
    digest, content = content[:length], content[length:]
    return _unpacked(content) if digest == _DIGEST(content).digest() else None


def _packed(files: Mapping[str, bytes]) -> bytes:
    """One file of many: a line with the length of each, then their contents."""
    lengths = {path: len(content) for path, content in files.items()}
    return b"\n".join([json.dumps(lengths).encode(), b"".join(files.values())])


def _unpacked(content: bytes) -> dict[str, bytes]:
    line, _, contents = content.partition(b"\n")
    files, start = {}, 0
    for path, length in json.loads(line).items():
        files[path] = contents[start : start + length]
        start += length
    return files
