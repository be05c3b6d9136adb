"""A site of one's own: `make new-site TO=../my-site`, or `python -m claims.tools.new_site --to my-site`.

It begins as a copy of `starter/`, and all of it is its owner's. The rest comes with the package, which its
requirements.txt names; a newer one comes with pip.
"""

import json
import shlex
import sys
from argparse import Namespace
from datetime import date
from importlib import metadata
from pathlib import Path

from .. import __version__
from ..resources import packaged
from . import console
from .console import CommandError

_NAME = "pelican-claims"
_NEEDED = f"{_NAME}[search,serve]"  # by make devserver; make publish and make quotes add what they need
_OF_NO_SITE = {".git", ".DS_Store"}  # a folder that has nothing else is empty to its owner
_STARTER = packaged("starter")
_CHECKOUT = _STARTER.parent if (_STARTER.parent / "pyproject.toml").is_file() else None


def new_site(options: Namespace, today: date) -> None:
    """Write a new site that installs this package, and print what comes next."""
    to = options.to.expanduser()
    check_destination(to)
    needed = requirement(options.package)
    for file in _STARTER.rglob("*"):
        copy = to / file.relative_to(_STARTER)
        if file.is_file() and file.name not in _OF_NO_SITE and "__pycache__" not in file.parts:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    (to / "requirements.txt").write_text(f"{needed}\n", encoding="utf-8")
    print(f"{to} is a site of its own, which installs {needed}")
    there = shlex.quote(str(to))
    print(f"next: type cd {there} && make devserver, and open http://localhost:8000; README.md there goes on from here")


def check_destination(to: Path) -> None:
    """Raise CommandError where no site can be made."""
    if _CHECKOUT and to.resolve().is_relative_to(_CHECKOUT.resolve()):
        raise CommandError(f"{to} is inside this project", "choose a folder beside it, as in TO=../my-site")
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
    if _CHECKOUT:
        return _CHECKOUT.resolve().as_uri()
    try:
        origin = json.loads(metadata.distribution(_NAME).read_text("direct_url.json") or "{}")  # PEP 610
    except metadata.PackageNotFoundError:
        return ""
    url: str = origin.get("url", "")
    return f"git+{url}@{origin['vcs_info']['commit_id']}" if "vcs_info" in origin else url


main = console.command(new_site, "make new-site TO=../my-site [PACKAGE=wheel, folder or address]", to=Path, package="")


if __name__ == "__main__":
    sys.exit(main())
