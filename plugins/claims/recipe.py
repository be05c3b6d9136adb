"""What pages are made by, beside what is written about: the code, the theme, the settings and the libraries.

Where any of these is another than in an earlier build, nothing of that build is used again.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

_CODE = Path(__file__).parent
_LIBRARIES = ("jinja2", "markdown", "markupsafe", "nh3", "pelican", "pillow", "pydantic", "pyyaml", "resvg-py")
_PLAIN = (str, int, float, bool, type(None), list, tuple, dict)


def made_by(settings: Mapping[str, Any], theme: Path) -> str:
    """The fingerprint of everything that makes a page what it is, less the page's own view."""
    print = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        print.update(f"{library} {metadata.version(library)}\n".encode())
    for name, value in sorted(settings.items()):
        if isinstance(value, _PLAIN):  # others are functions and classes, which come from files that are read below
            print.update(f"{name} {value!r}\n".encode())
    for file in _files((_CODE, theme)):
        content = file.read_bytes()
        print.update(f"{file} {len(content)}\n".encode() + content)
    return print.hexdigest()


def key(*views: Any) -> str:
    """The fingerprint of what a page shows; equal ones show the same."""
    return hashlib.blake2b(pickle.dumps(views, protocol=5), digest_size=16).hexdigest()


def _files(folders: Iterable[Path]) -> list[Path]:
    found = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in found if file.suffix != ".pyc"]
