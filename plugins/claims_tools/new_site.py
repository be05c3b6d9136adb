"""A site of one's own with this engine, or its engine brought up to date: `make new-site TO=../my-site`.

A new site gets the engine, and what is in `starter/`: a file of claims, pages and a README, which are its owner's from
then on. An update writes the engine's files and nothing else. By the digests in MANIFEST it knows which of them the
owner changed: these stay, and the engine's own is put beside them.
"""

from __future__ import annotations

import hashlib
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from . import console
from .console import CommandError

ENGINE = (
    ".editorconfig",
    ".github/ISSUE_TEMPLATE",
    ".github/workflows/links.yml",
    ".github/workflows/publish.yml",
    ".gitignore",
    ".vscode",
    "LICENSE",
    "Makefile",
    "THIRD-PARTY.md",
    "data/README.md",
    "data/claims.schema.json",
    "docs/publish",
    "pelicanconf.py",
    "plugins",
    "publishconf.py",
    "requirements-dev.txt",
    "requirements.txt",
    "theme",
)
"""Files and folders that every site has alike."""
STARTER = "starter"
MANIFEST = ".engine"
"""The file of a site that lists what of it is the engine's, each file with its digest as `sha256sum` writes it."""
_NO_FILES_OF_A_SITE = {".git", ".DS_Store"}  # a folder that has nothing else is empty to its owner


def new_site(project: Path, to: Path) -> None:
    """Write a new site, or update the engine of one, and say what was done and what comes next."""
    is_new = check_destination(project, to)
    engine = {name: content for part in ENGINE for name, content in read(project, part)}
    own = {name.removeprefix(f"{STARTER}/"): content for name, content in read(project, STARTER)} if is_new else {}
    for name, content in own.items():
        _write(to / name, content)
    before = {} if is_new else read_manifest(to)
    changed = sum(before.get(name) != _digest(content) for name, content in engine.items())
    kept = [*write_engine(engine, before, to)]
    if is_new:
        print(f"{to} is a site of its own, with {len(own)} files that are yours: {', '.join(sorted(own))}")
        print(
            f"next: type cd {to} && make devserver, and open http://localhost:8000; README.md there goes on from here"
        )
    else:
        files = "1 file" if changed == 1 else f"{changed} files"
        print(f"{to} has this engine now: {files} changed, {len(before.keys() - engine.keys())} went", *kept, sep="\n")
        print("next: type make html there; what is yours, such as data/claims.yaml and content/, is as it was")


def check_destination(project: Path, to: Path) -> bool:
    """Return whether a site in this folder is new; raise CommandError where none can be."""
    if to.resolve().is_relative_to(project.resolve()):
        raise CommandError(f"{to} is inside this project", "choose a folder beside it, as in TO=../my-site")
    if to.exists() and not to.is_dir():
        raise CommandError(f"{to} is a file", "choose another name")
    if (to / MANIFEST).is_file():
        return False
    if to.exists() and {path.name for path in to.iterdir()} - _NO_FILES_OF_A_SITE:
        message = f"{to} holds files, and is no site that this command made"
        raise CommandError(message, "choose an empty folder, or one that is not there yet")
    return True


def read(project: Path, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a part of the project, each under its path there; raise CommandError where it is missing."""
    path = project / part
    if not path.exists():
        raise CommandError(f"there is no {part} here", "run this in a whole copy of the project, where its README is")
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and "__pycache__" not in file.parts and file.name != ".DS_Store":
            yield file.relative_to(project).as_posix(), file.read_bytes()


def read_manifest(to: Path) -> dict[str, str]:
    """Return the digest of each file that the engine wrote, under its path."""
    lines = (to / MANIFEST).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def write_engine(engine: Mapping[str, bytes], before: Mapping[str, str], to: Path) -> Iterator[str]:
    """Write the engine's files and remove those that are gone; yield what is said of each that its owner changed."""
    for name, content in engine.items():
        file = to / name
        there = file.read_bytes() if file.is_file() else None
        if there is None or _digest(there) == before.get(name):
            _write(file, content)
        elif there != content and before.get(name) != _digest(content):
            _write(file.with_name(f"{file.name}.new"), content)
            yield f"{name} stays as you changed it; the engine’s own is beside it, as {file.name}.new"
    for name in sorted(before.keys() - engine.keys()):
        file = to / name
        if file.is_file() and _digest(file.read_bytes()) == before[name]:
            _remove(file, to)
        elif file.is_file():
            yield f"{name} stays as you changed it; the engine has it no longer"
    listed = "".join(f"{_digest(content)}  {name}\n" for name, content in engine.items())
    _write(to / MANIFEST, listed.encode())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _remove(file: Path, to: Path) -> None:
    """Remove a file, and the folders that are empty without it."""
    file.unlink()
    with suppress(OSError):  # not empty
        for folder in file.relative_to(to).parents:
            (to / folder).rmdir()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Return an exit status of 1 where nothing was written."""
    parser = ArgumentParser(prog="new-site", usage="make new-site TO=../my-site")
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--to", type=lambda text: Path(text).expanduser(), required=True)
    options = parser.parse_args(arguments)
    return console.run(lambda: new_site(options.project, options.to))


if __name__ == "__main__":
    sys.exit(main())
