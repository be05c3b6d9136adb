"""The theme's style sheets, scripts and pictures, and their paths on the site.

While a site is edited, files keep their names and a page loads each file of a bundle by itself. When it is published,
a bundle is one file, style sheets are minified, and every name has a fingerprint of the content, so that browsers may
keep a file for ever. Only publishing needs lightningcss, which is large; if it is installed, it also finds mistakes
while a site is edited.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from .faults import Mistake

FOLDER = "theme"
"""The folder of the files on the site. On a published site, a file in it never changes under the same name."""

# Baseline: the first versions with `light-dark()`, in every browser since May 2024. Older ones show plain pages.
_BROWSERS = ("chrome >= 123", "edge >= 123", "firefox >= 120", "safari >= 17.5")
# A comment, a string or a brace. If unclosed, a comment lasts to the end of the sheet, a string to the end of the line.
_CSS_MARK = re.compile(r"""/\*(?:.*?\*/|.*)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[{}]""", re.DOTALL)
_CSS_URL = re.compile(r"""url\((?!\s*["']?#)""")
# `from "./other.js"`, `import "./other.js"`, `import("./other.js")`: publishing changes such names.
_JS_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']*)["']""")


class AssetError(Mistake):
    """A file of the theme is missing, or publishing would break it."""


@dataclass(frozen=True)
class Assets:
    """The files of the theme and their paths, which templates ask for. `authored` and `published` create it."""

    paths: Mapping[str, str]
    """The path on the site of each file, by its name in theme/static/."""
    bundles: Mapping[str, tuple[str, ...]]
    """The paths to load for each bundle, in order, by its name in bundles.toml."""
    files: Mapping[str, bytes]
    """The content of each file, by its path on the site."""

    def path(self, name: str) -> str:
        """Return the path of a file from the root of the site. Raise AssetError if it is missing."""
        if name not in self.paths:
            raise _missing("a template asks for", name, self.paths)
        return self.paths[name]

    def bundle(self, name: str) -> tuple[str, ...]:
        """Return the paths of the files of a bundle. Raise AssetError if it is missing."""
        if name not in self.bundles:
            raise AssetError(f"a template asks for {name}, which is not in theme/bundles.toml")
        return self.bundles[name]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The places of a site's style sheets, scripts and pictures: its theme, its features, and a sheet of its own."""

    theme: Path
    features: frozenset[str] = frozenset()
    """The names of the site's features. In static/features/, the folders of all other features are left out."""
    added: Sequence[Mapping[str, Sequence[str]]] = ()
    """The files that each feature adds to bundles."""
    own: Path | None = None
    """A style sheet of the site, which is loaded last."""

    def read(self) -> dict[str, bytes]:
        """Return the content of every file, by its name."""
        static = self.theme / "static"
        files: dict[str, bytes] = {}
        for file in sorted(static.rglob("*")):
            name = file.relative_to(static).as_posix()
            folder, _, path = name.partition("/")
            if file.is_file() and (folder != "features" or path.partition("/")[0] in self.features):
                files[name] = file.read_bytes()
        if self.own and self.own.is_file():
            files[self.own.name] = self.own.read_bytes()
        return files

    def bundles(self, names: Collection[str]) -> dict[str, list[str]]:
        """Return the names of each bundle's files, in order.

        Args:
            names: the names of all files

        Raises:
            AssetError: if a bundle has a file that is not among `names`

        """
        bundles = _read_bundles(self.theme)
        for added in self.added:
            for bundle, files in added.items():
                bundles.setdefault(bundle, []).extend(files)
        if self.own and self.own.name in names:
            bundles["site.css"].append(self.own.name)
        for files in bundles.values():
            for file in files:
                if file not in names:
                    raise _missing("theme/bundles.toml names", file, names)
        return bundles


def authored(sources: Sources) -> Assets:
    """Return the files for a site that is edited: each under its own name. Raise AssetError as `published` does."""
    contents = sources.read()
    check = _publishable if find_spec("lightningcss") else _check
    for name, content in contents.items():
        check(name, content)
    paths = {name: f"{FOLDER}/{name}" for name in contents}
    files = {paths[name]: content for name, content in contents.items()}
    bundles: dict[str, tuple[str, ...]] = {}
    for bundle, names in sources.bundles(paths).items():
        bundles[bundle] = tuple(paths[name] for name in names)
    return Assets(paths, bundles, files)


def published(sources: Sources) -> Assets:
    """Return the files for a published site. The files of a bundle are in the bundle only.

    Raises:
        AssetError: if a file is missing, or publishing would break it

    """
    originals = sources.read()
    # This includes the files of bundles, so that a mistake is reported with its own file and line.
    contents = {name: _publishable(name, content) for name, content in originals.items()}
    parts_of = sources.bundles(originals)
    for parts in parts_of.values():
        for part in parts:
            contents.pop(part, None)  # which another bundle may have removed
    for bundle, parts in parts_of.items():
        # The semicolon ends the last statement of a script that has none.
        separator = b";\n" if bundle.endswith(".js") else b"\n"
        contents[bundle] = _publishable(bundle, separator.join([originals[part] for part in parts]))
    paths = {name: _fingerprinted(name, content) for name, content in contents.items()}
    files = {paths[name]: content for name, content in contents.items()}
    bundles = {bundle: (paths.pop(bundle),) for bundle in parts_of}  # templates ask for these by bundle(), not path()
    return Assets(paths, bundles, files)


def webmanifest(name: str, lang: str, assets: Assets) -> str:
    """Return site.webmanifest: the name and icons for a site that somebody adds to the home screen of a device.

    Its addresses are relative to its own, which is the root of the site.
    """
    icons = []
    for file, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable")):
        path = assets.path(f"icons/{file}.png")
        icons.append({"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    manifest = {"name": name, "short_name": name, "lang": lang, "id": "./", "start_url": "./", "icons": icons}
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _read_bundles(theme: Path) -> dict[str, list[str]]:
    """Return the names of each bundle's files, as bundles.toml lists them."""
    try:
        bundles: dict[str, list[str]] = tomllib.loads((theme / "bundles.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssetError(f"theme/bundles.toml: {error}") from error
    return bundles


def _missing(user: str, name: str, names: Iterable[str]) -> AssetError:
    """Return the error for a file that does not exist; `user` says where it is named."""
    suggestions = get_close_matches(name, sorted(names), n=1)
    help = f"; did you mean {suggestions[0]}?" if suggestions else ""
    return AssetError(f"{user} {name}, which is not in theme/static/{help}")


def _fingerprinted(name: str, content: bytes) -> str:
    """Return the path of a published file, with a fingerprint of its content in its name."""
    path = PurePosixPath(FOLDER, name)
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return str(path.with_name(f"{path.stem}.{fingerprint}{path.suffix}"))


def _check(name: str, content: bytes) -> None:
    """Raise AssetError if publishing would break a file."""
    if name.endswith(".css"):
        sheet = content.decode()
        line = _unclosed(sheet)
        if line:
            raise AssetError(f"theme/static/{name}:{line}: this does not end: each {{ has its }}, and each /* its */")
        if _CSS_URL.search(sheet):
            raise AssetError(f"theme/static/{name} has a url(), which would lead elsewhere in the one published file")
    if name.endswith(".js"):
        statement = _JS_IMPORT.search(content.decode())
        if statement:
            raise AssetError(
                f"theme/static/{name} imports {statement[1]}, whose published name has a fingerprint;"
                " give its address in an attribute of the page instead"
            )


def _publishable(name: str, content: bytes) -> bytes:
    """Return the published content of a file. Raise AssetError if publishing would break it."""
    _check(name, content)
    return _minified(name, content.decode()) if name.endswith(".css") else content


def _minified(name: str, sheet: str) -> bytes:
    """Return a style sheet, minified. Raise AssetError if it has a mistake, or lightningcss is not installed."""
    try:
        import lightningcss  # noqa: PLC0415 - only publishing needs it
    except ModuleNotFoundError as error:
        help = 'type pip install "pelican-claims[publish]"'
        raise AssetError(f"published style sheets need lightningcss, which is not installed; {help}") from error
    try:
        return lightningcss.process_stylesheet(sheet, filename=name, browsers_list=list(_BROWSERS)).encode()
    except ValueError as error:  # a mistake, which browsers skip; its lines are counted from 0
        message = re.sub(r"(?<=:)\d+(?=:\d+$)", lambda line: str(int(line[0]) + 1), str(error))
        raise AssetError(f"theme/static/{name} cannot be minified: {message}") from error


def _unclosed(sheet: str) -> int | None:
    """Return the line of the last unclosed block or comment, or None if there is none."""
    unclosed: list[int] = []
    for match in _CSS_MARK.finditer(sheet):
        mark = match[0]
        is_open_comment = mark.startswith("/*") and not mark[2:].endswith("*/")
        if mark == "}":
            del unclosed[-1:]
        elif mark == "{" or is_open_comment:
            unclosed.append(sheet.count("\n", 0, match.start()) + 1)
    return unclosed[-1] if unclosed else None
