"""The project's builds: Pelican in the test's own process, and `make` where that or the command is tested."""

import locale
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from pelican.log import FatalLogger, LimitFilter
from pelican.settings import read_settings

import claims
from claims.features import NAMES
from claims.render import FILTERS, install_translations
from claims.site.language import Language

ROOT = Path(__file__).parents[2]
SUBJECTS = Path(__file__).parents[1] / "subjects"
"""A subject as far from the site's own as can be, and the prose pages of its site."""
TEMPLATES = Path(".build/templates")  # in the folder CLAIMS_CACHE of pelicanconf.py
PUBLISHED = "https://example.org/project"
"""The address of the published site that most tests look at: one with a path."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What each page says that it may load."""
ENGLISH = Language("en", NullTranslations())
"""The language of most tests: the messages as they stand in the code."""
SETTINGS, PUBLISHED_SETTINGS = "pelicanconf.py", "publishconf.py"
Once: TypeAlias = Callable[[str, Callable[[Path], Path]], Path]
"""The fixture `once`: given a name and what builds into a folder, it returns the folder."""
_KEPT = ("PATH", "HOME", "TMPDIR")  # what the caller's shell has beside these would change what is tested
_VENV = sys.prefix  # where Pelican is installed: that of the project
_PROSE = {
    "about.md": "Title: About\nSlug: about\nTemplate: about\nNavigation: foot\nDescription: About it.\n\nWords.\n",
    "method.md": "Title: Method\nSlug: method\nTemplate: method\nNavigation: foot\nDescription: The method.\n\n",
    "404.md": "Title: Page not found\nSlug: 404\nSave_as: 404.html\nStatus: hidden\nDescription: Nothing.\n\nWords.\n",
}


@contextmanager
def _spoken_as_before() -> Iterator[None]:
    """Put back the locale, which Pelican sets anew."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


def build(
    folder: Path, output: Path, settings: str = SETTINGS, *, more: Mapping[str, Any] = {}, **environment: str
) -> Path:
    """Build a project in this process, where a warning of Pelican's is an error; return the output folder.

    `more` are settings that take the place of those in the file, `environment` what it finds in the environment.
    """
    if settings == PUBLISHED_SETTINGS:
        make_own(folder)
    with _spoken_as_before(), pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - set(_KEPT):
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        # Which the files of settings add to; what they import is no other project's.
        patch.setattr(sys, "path", [path for path in sys.path if path != str(ROOT)])
        for name in ("pelicanconf", "publishconf", "claims.settings"):  # of another project, or another environment
            patch.delitem(sys.modules, name, raising=False)
        patch.setattr(FatalLogger, "fatal_lvl", logging.WARNING)
        patch.setattr(LimitFilter, "LOGS_DEDUP_MIN_LEVEL", logging.INFO)  # one that an earlier build had is one still
        if (folder / "theme").exists():  # not the package's; templates are compiled once for all that share one
            more = {"THEME": str((folder / "theme").resolve()), **more}
        values = read_settings(settings, {"OUTPUT_PATH": str(output), **more})
        claims.WholeSite(values).run()
    return output


_OWN = {
    "Puddle": "Tarn",
    "puddle": "tarn",
    "Tidewell": "Ebbwell",
    "tidewell": "ebbwell",
    "Write here": "Here stands",
    "example.org": "tarn.moon",
    "archive.example": "archive.moon",
}


def make_own(folder: Path) -> None:
    """Write other names over those of the starter's invented example, which cannot be published."""
    for file in (folder / "data" / "claims.yaml", *folder.glob("content/**/*.md")):
        before = text = file.read_text(encoding="utf-8")
        for old, new in _OWN.items():
            text = text.replace(old, new)
        if text != before:
            file.write_text(text, encoding="utf-8")


def publish(folder: Path, output: Path, address: str, *, drawn: bool = True, **environment: str) -> Path:
    """Build a project as `make publish` does, in this process.

    Where it is not drawn it has no pictures for sharing, which take longer than the pages.
    """
    more = {} if drawn else {"CLAIMS_FEATURES": [name for name in NAMES if name != "pictures"]}
    return build(folder, output, PUBLISHED_SETTINGS, more=more, SITEURL=address, **environment)


def make(folder: Path, *arguments: str, umask: int = 0o022, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `make` in a project's folder, with the tests' own virtual environment in place of `.venv`."""
    stamps = ("ready", "with-dev")
    set_up = [f"--old-file={_VENV}/{stamp}" for stamp in stamps]  # and no network
    return subprocess.run(
        ["make", f"VENV={_VENV}", *set_up, *arguments],
        cwd=folder,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | environment,
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def theme_environment(**more: str) -> Environment:
    """The theme's templates, and some more under their names, with filters that change nothing."""
    loader = ChoiceLoader([FileSystemLoader(ROOT / "theme" / "templates"), DictLoader(more)])
    made = Environment(loader=loader, **read_settings(str(ROOT / SETTINGS))["JINJA_ENVIRONMENT"])  # noqa: S701 - from there
    made.filters |= dict.fromkeys((*FILTERS, "elsewhere"), lambda value: value)
    install_translations(made, ENGLISH)
    return made


def small_project(folder: Path, data: str, pages: Path | None = None) -> Path:
    """A project with the real theme and plugin, this file of claims, and pages of one word or those of a folder."""
    if pages:
        shutil.copytree(pages, folder / "content" / "pages")
    else:
        write_pages(folder / "content")
    (folder / "data").mkdir()
    (folder / "data" / "claims.yaml").write_text(data, encoding="utf-8")
    for name in ("plugins", "theme"):
        (folder / name).symlink_to(ROOT / name)
    (ROOT / TEMPLATES).mkdir(parents=True, exist_ok=True)
    (folder / TEMPLATES).parent.mkdir()
    (folder / TEMPLATES).symlink_to(ROOT / TEMPLATES)
    for name in ("Makefile", SETTINGS, PUBLISHED_SETTINGS):
        shutil.copy(ROOT / name, folder / name)
    return folder


def write_pages(content: Path) -> None:
    """The pages that every site has, of one word or none."""
    (content / "pages").mkdir(parents=True)
    for name, page in _PROSE.items():
        (content / "pages" / name).write_text(page, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder: the bytes of each file under its path there, less what Python compiles."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
