"""A cache between builds: each result is under a digest of everything it was made from. Safe to delete."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

_CHECKSUM = 32  # bytes of SHA-256


def make_key(libraries: Iterable[str], *inputs: bytes) -> str:
    """Return the key of a result: a digest of the installed versions of libraries, and of their inputs."""
    versions = [f"{library} {metadata.version(library)}".encode() for library in libraries]
    return sha256(b"\0".join([*versions, *inputs])).hexdigest()


@dataclass(frozen=True)
class Cache:
    """A folder with a file for each key. A feature makes one in the folder CLAIMS_CACHE."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return the content of a key; None if it is missing or damaged."""
        try:
            stored = (self.folder / key).read_bytes()
        except OSError:
            return None
        content = stored[_CHECKSUM:]
        return content if stored[:_CHECKSUM] == sha256(content).digest() else None

    def put(self, key: str, content: bytes) -> None:
        """Write the content of a key, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f"{key}.{os.getpid()}"
        fresh.write_bytes(sha256(content).digest() + content)
        with suppress(FileNotFoundError):  # another build pruned it
            fresh.replace(self.folder / key)

    def prune(self, keys: Collection[str]) -> None:
        """Remove the contents of all other keys."""
        for file in self.folder.glob("*"):
            if file.name not in keys:
                file.unlink(missing_ok=True)
