"""The theme's style sheets, scripts and pictures, and where each is found.

While editing, Pelican copies theme/static/ as it is and a page loads every part of a bundle by itself. Published, the
parts of a bundle are one file, style sheets are minified, and every name carries a fingerprint of what is in the file:
a name never stands for other bytes, so browsers may keep the file for ever. Only publishing needs lightningcss, which
is large; where it is installed, it looks for slips while editing too.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from ..faults import Mistake

FOLDER = "theme"
"""Where the files are found on the site. Published, nothing in it ever changes under the same name."""

# Baseline: what came to every browser with `light-dark()`, in May 2024. Older ones read the site plainly.
_BROWSERS = ("chrome >= 123", "edge >= 123", "firefox >= 120", "safari >= 17.5")
# A comment, a string or a brace; of one that does not end the rest of the sheet, or of the line.
_CSS_MARK = re.compile(r"""/\*(?:.*?\*/|.*)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[{}]""", re.DOTALL)
_CSS_URL = re.compile(r"""url\((?!\s*["']?#)""")
# `from "./other.js"`, `import "./other.js"`, `import("./other.js")`: a name that publishing changes.
_JS_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']*)["']""")


class AssetError(Mistake):
    """A file of the theme that is not there, or that publishing would break."""


@dataclass(frozen=True)
class Assets:
    """Where templates find the theme's files, and those that the plugin writes itself."""

    paths: Mapping[str, str]
    """The name in theme/static/ → the path on the site."""
    bundles: Mapping[str, tuple[str, ...]]
    """The name in bundles.toml → the paths to load, in order."""
    files: Mapping[str, bytes]
    """The path on the site → its bytes."""
    published: bool

    def path(self, name: str) -> str:
        """Return the path of one file, from the root of the site."""
        if name not in self.paths:
            raise _missing("a template asks for", name, self.paths)
        return self.paths[name]

    def bundle(self, name: str) -> tuple[str, ...]:
        """Return the paths that make up a bundle."""
        if name not in self.bundles:
            raise AssetError(f"a template asks for {name}, which is not in theme/bundles.toml")
        return self.bundles[name]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where the files of a site's looks are: its theme, what its features add, and a style sheet of its own."""

    theme: Path
    features: frozenset[str] = frozenset()
    """The names of the features that the site has: the folders of others below static/features/ are left out."""
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Files that features add to a bundle."""
    own: Path | None = None
    """A style sheet that is loaded last."""

    def read(self) -> dict[str, bytes]:
        """Return every file under its name."""
        folder = self.theme / "static"
        there = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        files = {name: file.read_bytes() for name, file in sorted(there.items()) if self._is_used(name)}
        if self.own and self.own.is_file():
            files[self.own.name] = self.own.read_bytes()
        return files

    def bundles(self, names: Collection[str]) -> dict[str, list[str]]:
        """Return the bundles' names and files, in order; AssetError where a file is not among `names`."""
        listed = _bundles(self.theme)
        bundles = {name: [*listed.get(name, ()), *self.added.get(name, ())] for name in (*listed, *self.added)}
        if self.own and self.own.name in names:
            bundles["site.css"].append(self.own.name)
        if missing := [file for files in bundles.values() for file in files if file not in names]:
            raise _missing("theme/bundles.toml names", missing[0], names)
        return bundles

    def _is_used(self, name: str) -> bool:
        folder, _, rest = name.partition("/")
        return folder != "features" or rest.partition("/")[0] in self.features


def authored(sources: Sources) -> Assets:
    """Return the theme as it is edited: every file by itself, under its own name. What would break it is told now."""
    contents = sources.read()
    for name, content in contents.items():
        (_publishable if find_spec("lightningcss") else _check)(name, content)
    paths = {name: f"{FOLDER}/{name}" for name in contents}
    bundles = {name: tuple(paths[file] for file in files) for name, files in sources.bundles(paths).items()}
    return Assets(paths, bundles, {paths[name]: content for name, content in contents.items()}, published=False)


def published(sources: Sources) -> Assets:
    """Return the theme as it is published. The parts of a bundle are found in the bundle alone."""
    authored = sources.read()
    # Parts of a bundle too, so that a slip is reported with its own file and line.
    contents = {name: _publishable(name, content) for name, content in authored.items()}
    bundles = sources.bundles(authored)
    for part in {part for parts in bundles.values() for part in parts}:
        del contents[part]
    for name, parts in bundles.items():
        # Each script stays a script of its own: the semicolon ends a last statement that has none.
        separator = b";\n" if name.endswith(".js") else b"\n"
        contents[name] = _publishable(name, separator.join(authored[part] for part in parts))
    paths = {name: _fingerprinted(name, content) for name, content in contents.items()}
    files = {paths[name]: content for name, content in contents.items()}
    return Assets(paths, {name: (paths.pop(name),) for name in bundles}, files, published=True)


def webmanifest(name: str, lang: str, assets: Assets) -> str:
    """Return site.webmanifest: the name and the icons that a device shows for the site on its own screens.

    Its addresses are relative to its own, which is the root of the site.
    """
    icons = [
        {"src": assets.path(f"icons/{file}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for file, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    ]
    manifest = {"name": name, "short_name": name, "lang": lang, "id": "./", "start_url": "./", "icons": icons}
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _bundles(theme: Path) -> dict[str, list[str]]:
    """Return the bundles' names and files, as bundles.toml lists them."""
    try:
        bundles: dict[str, list[str]] = tomllib.loads((theme / "bundles.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssetError(f"theme/bundles.toml: {error}") from error
    return bundles


def _missing(who: str, name: str, names: Iterable[str]) -> AssetError:
    near = get_close_matches(name, sorted(names), n=1)
    help = f"; did you mean {near[0]}?" if near else ""
    return AssetError(f"{who} {name}, which is not in theme/static/{help}")


def _fingerprinted(name: str, content: bytes) -> str:
    path = PurePosixPath(FOLDER, name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))


def _check(name: str, content: bytes) -> None:
    """Raise AssetError where publishing would break a file."""
    if name.endswith(".css"):
        sheet = content.decode()
        if line := _unclosed(sheet):
            raise AssetError(f"theme/static/{name}:{line}: this does not end: each {{ has its }}, and each /* its */")
        if _CSS_URL.search(sheet):
            raise AssetError(f"theme/static/{name} has a url(), which would lead elsewhere in the one published file")
    if name.endswith(".js") and (imported := _JS_IMPORT.search(content.decode())):
        raise AssetError(
            f"theme/static/{name} imports {imported[1]}, whose published name has a fingerprint;"
            " give its address in an attribute of the page instead"
        )


def _publishable(name: str, content: bytes) -> bytes:
    """Return a file as it is published; AssetError where that would break it."""
    _check(name, content)
    return _minified(name, content.decode()) if name.endswith(".css") else content


def _minified(name: str, sheet: str) -> bytes:
    try:
        import lightningcss  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        help = 'type pip install "pelican-claims[publish]"'
        raise AssetError(f"published style sheets need lightningcss, which is not installed; {help}") from error
    try:
        return lightningcss.process_stylesheet(sheet, filename=name, browsers_list=list(_BROWSERS)).encode()
    except ValueError as error:  # where a browser would drop a part; lines are counted from 0
        message = re.sub(r"(?<=:)\d+(?=:\d+$)", lambda line: str(int(line[0]) + 1), str(error))
        raise AssetError(f"theme/static/{name} cannot be minified: {message}") from error


def _unclosed(sheet: str) -> int | None:
    """Return the line of the last block, or of a comment, that does not end; None where each does."""
    unclosed = list[int]()
    for found in _CSS_MARK.finditer(sheet):
        if found[0] == "}":
            del unclosed[-1:]
        elif found[0] == "{" or (found[0].startswith("/*") and not found[0][2:].endswith("*/")):
            unclosed.append(sheet.count("\n", 0, found.start()) + 1)
    return unclosed[-1] if unclosed else None
