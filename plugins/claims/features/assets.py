"""The theme's style sheets, scripts and pictures, and their paths on the site.

The sheets that every page loads are one file, and so are the scripts. Every name has a fingerprint of the content, so
that browsers may keep a file for ever.
"""

import hashlib
import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from ..source.faults import Mistake

FOLDER = "theme"
"""The folder of the files on the site. A file in it never changes under the same name."""

_CSS_COMMENT = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/\s*""", re.DOTALL)


class AssetError(Mistake):
    """A file of the theme is missing."""


@dataclass(frozen=True)
class Assets:
    """The files of the theme and their paths, which templates ask for. `load` creates it."""

    paths: Mapping[str, str]
    """The path on the site of each file, by its name in theme/static/ or bundles.toml."""
    files: Mapping[str, bytes]
    """The content of each file, by its path on the site."""

    def path(self, name: str) -> str:
        """Return the path of a file from the root of the site. Raise AssetError if it is missing."""
        if name not in self.paths:
            raise _missing("a template asks for", name, self.paths)
        return self.paths[name]


def load(theme: Path, features: Mapping[str, Mapping[str, tuple[str, ...]]], own: Path) -> Assets:
    """Return the files of a site.

    Args:
        theme: the folder of the theme
        features: the files that each feature adds to those of bundles.toml; files of other features are left out
        own: a style sheet of the site, which is loaded last; it may be missing

    Raises:
        AssetError: if bundles.toml or a feature names a file that is missing

    """
    files = _read(theme / "static", features)
    joined: dict[str, bytes] = {}
    parts = set[str]()
    for bundle, names in _bundles(theme, features.values()).items():
        for name in names:
            if name not in files:
                raise _missing("theme/bundles.toml names", name, files)
        parts.update(names)
        # The semicolon ends the last statement of a script that has none.
        separator = b";\n" if bundle.endswith(".js") else b"\n"
        joined[bundle] = separator.join(files[name] for name in names)
    if own.is_file():
        joined["site.css"] += own.read_bytes()
    joined["site.css"] = _CSS_COMMENT.sub(r"\1", joined["site.css"].decode()).encode()
    contents = {name: content for name, content in files.items() if name not in parts} | joined
    paths = {name: _fingerprinted(name, content) for name, content in contents.items()}
    return Assets(paths, {paths[name]: content for name, content in contents.items()})


def _read(static: Path, features: Container[str]) -> dict[str, bytes]:
    """Return the content of every file by its name, without those of other features."""
    files: dict[str, bytes] = {}
    for file in sorted(static.rglob("*")):
        name = file.relative_to(static).as_posix()
        folder, _, path = name.partition("/")
        if file.is_file() and (folder != "features" or path.partition("/")[0] in features):
            files[name] = file.read_bytes()
    return files


def _bundles(theme: Path, added: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    """Return the names of each bundle's files, as bundles.toml lists them, and then those of features."""
    try:
        bundles: dict[str, list[str]] = tomllib.loads((theme / "bundles.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssetError(f"theme/bundles.toml: {error}") from error
    for by_bundle in added:
        for bundle, files in by_bundle.items():
            bundles[bundle] += files
    return bundles


def _missing(user: str, name: str, names: Iterable[str]) -> AssetError:
    """Return the error for a file that does not exist; `user` says where it is named."""
    suggestions = get_close_matches(name, sorted(names), n=1)
    help = f"; did you mean {suggestions[0]}?" if suggestions else ""
    return AssetError(f"{user} {name}, which is not in theme/static/{help}")


def _fingerprinted(name: str, content: bytes) -> str:
    """Return the path of a file, with a fingerprint of its content in its name."""
    path = PurePosixPath(FOLDER, name)
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return str(path.with_name(f"{path.stem}.{fingerprint}{path.suffix}"))
