"""third-party.txt: the notices that licences of others want beside what is published."""

from __future__ import annotations

from pathlib import Path

PATH = "third-party.txt"
AUTHORED = "THIRD-PARTY.md"


def read(project: Path) -> str | None:
    """The notices as they were written, or None where a project has none."""
    file = project / AUTHORED
    return file.read_text(encoding="utf-8") if file.is_file() else None
