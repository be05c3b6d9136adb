"""Files → the output folder."""

from __future__ import annotations

from pathlib import Path

from .edition import File


class Output:
    """A folder that files are written into, each as soon as it is made."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()

    def write(self, file: File) -> None:
        """Put a file in its place. Most stand beside others: a folder is asked for once."""
        path = self._root / file.path
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        path.write_bytes(file.content)
