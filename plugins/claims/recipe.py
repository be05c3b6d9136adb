"""What pages are made by, beside what is written about: the code, the theme, the settings and the libraries.

Where any of these is another than in an earlier build, nothing of that build is used again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

_OF_ONE_BUILD = {"CLAIMS_DATASET", "CLAIMS_BUILD", "CLAIMS_SEEN", "CLAIMS_PREVIEW"}  # what callers hand to the plugin
_CODE = Path(__file__).parent
# Those that draw are not among them: pictures are no pages, and drawing.py knows by itself what draws them.
_LIBRARIES = ("ahocorasick-rs", "jinja2", "markdown", "markupsafe", "nh3", "pelican", "pydantic", "pyyaml")


def made_by(settings: Mapping[str, Any], theme: Path) -> str:
    """The fingerprint of everything that makes a page what it is, less the page's own view."""
    print = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        print.update(f"{library} {metadata.version(library)}\n".encode())
    # Functions and classes count by their names; what they do stands in files, which are read below.
    lasting = {name: value for name, value in settings.items() if name not in _OF_ONE_BUILD}
    said = json.dumps(lasting, sort_keys=True, default=lambda value: getattr(value, "__qualname__", ""))
    print.update(said.encode())
    for file in _files((_CODE, theme, *map(Path, settings.get("THEME_TEMPLATES_OVERRIDES", ())))):
        content = file.read_bytes()
        print.update(f"{file} {len(content)}\n".encode() + content)
    return print.hexdigest()


def _files(folders: Iterable[Path]) -> list[Path]:
    found = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in found if file.suffix != ".pyc"]
