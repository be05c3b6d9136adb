"""The theme's style sheets, scripts and pictures, and where each is found.

While editing, Pelican copies theme/static/ as it is and a page loads every part of a bundle by itself. Published, the
parts of a bundle are one file, style sheets and scripts are minified, and every name carries a fingerprint of what is
in the file: a name never stands for other bytes, so browsers may keep the file for ever.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from . import minify

FOLDER = "theme"
"""Where the files are found on the site. Published, nothing in it ever changes under the same name."""

_ADDRESS = re.compile(r"""url\((?!\s*["']?#)""")
# `from "./other.js"`, `import "./other.js"`, `import("./other.js")`: a name that publishing changes.
_NEIGHBOUR = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']*)["']""")


class AssetError(Exception):
    """A file of the theme that is not there, or that publishing would break."""


@dataclass(frozen=True)
class Assets:
    """Where templates find the theme's files, and those that the plugin writes itself."""

    paths: Mapping[str, str]
    """The name in theme/static/ → the path on the site."""
    bundles: Mapping[str, tuple[str, ...]]
    """The name in bundles.toml → the paths to load, in order."""
    files: Mapping[str, bytes] = field(repr=False)
    """The path on the site → its bytes; empty while editing, since Pelican copies the theme."""
    published: bool

    def path(self, name: str) -> str:
        """The path of one file, from the root of the site."""
        if name not in self.paths:
            raise AssetError(f"a template asks for {name}, which is not in theme/static/{_nearest(name, self.paths)}")
        return self.paths[name]

    def bundle(self, name: str) -> tuple[str, ...]:
        """The paths that make up a bundle."""
        if name not in self.bundles:
            raise AssetError(f"a template asks for {name}, which is not in theme/bundles.toml")
        return self.bundles[name]

    def with_made(self, name: str, text: str) -> Assets:
        """These, and a file that was made rather than authored."""
        path, content = name, text.encode()
        if self.published:
            content = _minified(name, text)
            path = _fingerprinted(PurePosixPath(name).name, content)
        return replace(self, paths={**self.paths, name: path}, files={**self.files, path: content})


def authored(theme: Path) -> Assets:
    """The theme as it is edited: every file by itself, under its own name."""
    paths = {name: f"{FOLDER}/{name}" for name in _names(theme)}
    bundles = {name: tuple(paths[part] for part in parts) for name, parts in _bundles(theme).items()}
    return Assets(paths, bundles, files={}, published=False)


def published(theme: Path) -> Assets:
    """The theme as it is published. The parts of a bundle are found in the bundle alone."""
    paths, bundles, files = {}, {}, {}
    inside = set()
    for name, parts in _bundles(theme).items():
        inside.update(parts)
        content = _bundled(theme, name, parts)
        path = _fingerprinted(name, content)
        bundles[name], files[path] = (path,), content
    for name in _names(theme):
        if name not in inside:
            content = _content(theme, name)
            paths[name] = _fingerprinted(name, content)
            files[paths[name]] = content
    return Assets(paths, bundles, files, published=True)


def _names(theme: Path) -> list[str]:
    folder = theme / "static"
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _bundles(theme: Path) -> dict[str, list[str]]:
    try:
        bundles: dict[str, list[str]] = tomllib.loads((theme / "bundles.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssetError(f"theme/bundles.toml: {error}") from error
    there = set(_names(theme))
    for parts in bundles.values():
        for part in parts:
            if part not in there:
                raise AssetError(
                    f"theme/bundles.toml names {part}, which is not in theme/static/{_nearest(part, there)}"
                )
    return bundles


def _nearest(name: str, names: Mapping[str, str] | set[str]) -> str:
    near = get_close_matches(name, sorted(names), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _fingerprinted(name: str, content: bytes) -> str:
    path = PurePosixPath(FOLDER, name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))


def _content(theme: Path, name: str) -> bytes:
    content = (theme / "static" / name).read_bytes()
    return _minified(name, content.decode()) if name.endswith((".css", ".js")) else content


def _bundled(theme: Path, name: str, parts: list[str]) -> bytes:
    texts = {part: (theme / "static" / part).read_text(encoding="utf-8") for part in parts}
    if name.endswith(".css"):
        for part, text in texts.items():
            _minified(part, text)  # by itself, so that a slip is told with its own file and line
        return _minified(name, "\n".join(texts.values()))
    # Each script stays a script of its own; what stands between them ends a last statement without a semicolon.
    return b";\n".join(_minified(part, text) for part, text in texts.items())


def _minified(name: str, text: str) -> bytes:
    if name.endswith(".css") and _ADDRESS.search(text):
        raise AssetError(f"theme/static/{name} has a url(), which would lead elsewhere in the one published file")
    if name.endswith(".js") and (neighbour := _NEIGHBOUR.search(text)):
        raise AssetError(
            f"theme/static/{name} imports {neighbour[1]}, whose published name has a fingerprint;"
            " give its address in an attribute of the page instead"
        )
    try:
        return (minify.css(text, name) if name.endswith(".css") else minify.js(text)).encode()
    except ValueError as error:
        raise AssetError(f"theme/static/{name} cannot be minified: {error}") from error
