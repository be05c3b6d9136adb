"""`claims new site FOLDER`: begin a site of one's own.

It begins as a copy of `starter/`, and all of it is its owner's. The rest comes with the package, which its
requirements.txt names; a newer one comes with pip.
"""

import json
import os
import shlex
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from .. import __version__
from ..model import schema
from ..resources import packaged
from ..source.diagnostics import called_by, listing
from . import field_tables
from .console import CommandError

_NAME = "pelican-claims"
_NEEDED = f"{_NAME}[search,serve]"  # the README says what `claims publish` needs beside
_OF_NO_SITE = {".git", ".DS_Store"}  # a folder that has nothing else is empty to its owner
_GUIDES = ("data/README.md", "docs/languages.md", "docs/publish/README.md")
_STARTER = packaged("starter")
_LANGUAGES = _STARTER / "languages"
"""What differs from the starter in other languages than English: a folder for each."""
CHECKOUT = _STARTER.parent if (_STARTER.parent / "pyproject.toml").is_file() else None


def new_site(to: Path, package: str = "", language: str = "en") -> None:
    """Write a new site that installs this package, and print what comes next.

    Args:
        to: the folder of the new site.
        package: the wheel, folder or address that the site installs; by default, this very package.
        language: the language of its pages, for which the package has an example.

    """
    with suppress(RuntimeError):  # of a user whom nobody knows: then it is a name like others
        to = to.expanduser()
    check_destination(to)
    needed = requirement(package)
    own = _LANGUAGES / language
    languages = ["en", *sorted(folder.name for folder in _LANGUAGES.iterdir())]
    if language not in languages:  # as a path it could be any folder
        help = f"choose {listing(languages)}; data/README.md says how a site gets another language"
        raise CommandError(f'there is no example in "{language}"', help)
    for folder in (_STARTER, own):
        for file in folder.rglob("*"):
            is_ours = file.name in _OF_NO_SITE or "__pycache__" in file.parts
            if file.is_file() and not is_ours and (folder == own or _LANGUAGES not in file.parents):
                copy = to / file.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
    (to / "requirements.txt").write_text(f"{needed}\n", encoding="utf-8")
    write_guides(to)
    print(f"{to} is a site of its own, which installs {needed}")
    print(next_steps(to))


def write_guides(to: Path) -> None:
    """Write what comes with the package beside a site's own files; its git ignores them.

    These are guide, fields and schema for authors, and the guides for translators and publishers.
    """
    for name in _GUIDES:
        file = to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(packaged(name).read_bytes())
    (to / "data" / schema.FILE).write_text(schema.text(), encoding="utf-8", newline="\n")
    (to / field_tables.FILE).write_text(field_tables.text(), encoding="utf-8", newline="\n")


def next_steps(to: Path) -> str:
    """Return what to type to see a new site."""
    there = shlex.quote(str(to)) if os.name == "posix" else f'"{to}"'
    if called_by() == "make":
        steps = [f"cd {there} && make devserver"]
    else:
        python, activate = "python3", ". .venv/bin/activate"
        if os.name != "posix":
            python, activate = "py", r".venv\Scripts\activate"
        install = "pip install --requirement requirements.txt"
        steps = [f"cd {there}", f"{python} -m venv .venv", activate, install, "claims dev"]
    lines = [f"  {step}" for step in steps]
    return "\n".join(["next: type", *lines, "and open http://localhost:8000; README.md there goes on from here"])


def check_destination(to: Path) -> None:
    """Raise CommandError where no site can be made."""
    if CHECKOUT and to.resolve().is_relative_to(CHECKOUT.resolve()):
        help = "choose a folder beside it, as in make new-site TO=../my-site"
        raise CommandError(f"{to} is inside this project", help)
    if to.exists() and not to.is_dir():
        raise CommandError(f"{to} is a file", "choose another name")
    if to.exists() and {path.name for path in to.iterdir()} - _OF_NO_SITE:
        raise CommandError(f"{to} holds files", "choose an empty folder, or one that is not there yet")


def requirement(package: str) -> str:
    """Return how requirements.txt names a wheel, a folder or an address, or where none is given, this very package."""
    if package and "://" not in package:
        if not Path(package).exists():
            raise CommandError(f"there is no {package}", "name a wheel, a folder with a pyproject.toml, or an address")
        package = Path(package).resolve().as_uri()
    package = package or _origin()
    return f"{_NEEDED} @ {package}" if package else f"{_NEEDED}=={__version__}"


def _origin() -> str:
    """Return the address of this checkout, or that from which pip installed this; empty where it was an index."""
    if CHECKOUT:
        return CHECKOUT.resolve().as_uri()
    try:
        origin = json.loads(metadata.distribution(_NAME).read_text("direct_url.json") or "{}")  # PEP 610
    except metadata.PackageNotFoundError:
        return ""
    url: str = origin.get("url", "")
    return f"git+{url}@{origin['vcs_info']['commit_id']}" if "vcs_info" in origin else url
