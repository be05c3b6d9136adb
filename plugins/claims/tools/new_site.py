"""`claims new site FOLDER`: begin a site of one's own.

It begins as a copy of `starter/` and of the guides for authors, and all of it is its owner's. The rest comes with the
package, which its requirements.txt names; a newer one comes with pip.
"""

import json
import shutil
from importlib import metadata
from pathlib import Path

from .. import __version__
from ..source.faults import Mistake
from ..source.resources import packaged

_NAME = "pelican-claims"
_OF_NO_SITE = (".git", ".DS_Store")  # a folder that has nothing else is empty to its owner
_GUIDES = ("data/README.md", "data/FIELDS.md", "docs/languages.md", "docs/publish/README.md")
_STARTER = packaged("starter")
CHECKOUT = _STARTER.parent if (_STARTER.parent / "pyproject.toml").is_file() else None


def new_site(to: Path) -> None:
    """Write a new site that installs this package into a folder, and print what comes next."""
    check_destination(to)
    ignored = shutil.ignore_patterns("__pycache__", *_OF_NO_SITE)
    shutil.copytree(_STARTER, to, ignore=ignored, copy_function=shutil.copyfile, dirs_exist_ok=True)
    for name in _GUIDES:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(packaged(name), to / name)
    needed = requirement()
    (to / "requirements.txt").write_text(f"{needed}\n", encoding="utf-8")
    print(f"{to} is a site of its own, which installs {needed}")
    print("next: type make devserver there, and open http://localhost:8000; its README.md goes on from here")


def check_destination(to: Path) -> None:
    """Raise Mistake where no site can be made."""
    if CHECKOUT and to.resolve().is_relative_to(CHECKOUT.resolve()):
        help = "choose a folder beside it, as in make new-site TO=../my-site"
        raise Mistake(f"{to} is inside this project\n  help: {help}")
    if to.exists() and not to.is_dir():
        raise Mistake(f"{to} is a file\n  help: choose another name")
    if to.exists() and {path.name for path in to.iterdir()} - {*_OF_NO_SITE}:
        raise Mistake(f"{to} holds files\n  help: choose an empty folder, or one that is not there yet")


def requirement() -> str:
    """Return how requirements.txt names this very package."""
    origin = _origin()
    return f"{_NAME} @ {origin}" if origin else f"{_NAME}=={__version__}"


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
