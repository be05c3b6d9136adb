"""Pelican's way in: its signals, the generator that hands it the files of a site, and an output folder replaced whole.

settings.py names WholeSite as PELICAN_CLASS. The steps of a build, which Pelican calls one after the other:

1. `ClaimsGenerator()` reads and checks the file of claims and what is beside it, before Pelican reads a page.
2. Pelican's own generator reads the pages from `content/`.
3. `ClaimsGenerator.files` are made when the first of them is asked for (build.py).
4. Pelican's generator writes the pages from `content/`, and ours the other files.
"""

import errno
import logging
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import FunctionLoader
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Page
from pelican.generators import Generator, PagesGenerator
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from . import settings as own
from .build import Project, Work, build, load, preview
from .checks import settings as checks
from .model.markdown import MarkdownRenderer
from .pages.prose import ProsePage
from .source.faults import Mistake, where

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FATAL = ("Warning or error encountered",)
"""The arguments of the RuntimeError that Pelican raises under `--fatal`, after it has logged the cause."""
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
"""The errors of a system that does not let a file be written, or read."""


# The build


class PlaceTakenError(Mistake):
    """Two files have one address."""


@dataclass
class Watcher:
    """What the dev server asks of its builds, and learns of the last one: `CLAIMS_DEV` in the settings."""

    show: Callable[[dict[str, str]], None]
    """Called with the texts of the open pages, before anything else is made."""
    open_pages: Collection[str] = ()
    """The files of the pages that somebody has open."""
    warnings: str = ""
    """The warnings, one per line."""
    markdown: MarkdownRenderer = field(default_factory=MarkdownRenderer)
    """Keeps texts rendered from one build to the next."""


class ClaimsGenerator(Generator):  # type: ignore[misc]
    """Make the files of the site, and write those that Pelican's own generators do not write."""

    prose: list[Page]
    """The pages that Pelican has read, which `join_pages` sets."""

    def __init__(self, *arguments: object, **options: object) -> None:
        """Read and check the file and the prose pages, before any generator reads or writes one.

        Raises:
            DataError: with every mistake in them: Pelican would not say where it is.

        """
        super().__init__(*arguments, **options)
        self.watcher: Watcher | None = self.settings.get("CLAIMS_DEV")
        project = Project(self.settings, self.watcher.markdown if self.watcher else None)
        self.loaded = load(project, date.today(), editing=bool(self.watcher))
        self.warnings = [*checks.misplaced(self.settings, {**DEFAULT_CONFIG, **vars(own)})]
        tag = self.loaded.checked.dataset.site.language
        self.settings["DEFAULT_LANG"] = tag.partition("-")[0]  # the language of pages that do not name theirs

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the site, by its path below the output folder."""
        work = Work(self.loaded, [self._as_seen_from_its_file(page) for page in self.prose])
        texts = preview(work, self.watcher.open_pages) if self.watcher else {}
        if self.watcher and texts:
            self.watcher.show(texts)
        files: dict[str, bytes] = {}
        for path, content in build(work):
            if path in files:
                raise _place_taken(path)
            files[path] = content
        self._report(work)
        return files

    def _as_seen_from_its_file(self, page: Page) -> ProsePage:
        """Return a page from `content/`; links of Pelican's in it are relative to its file if the settings say so."""
        root = self.settings["SITEURL"]
        if self.settings["RELATIVE_URLS"]:
            root = "/".join([".."] * page.save_as.count("/")) or "."
        return ProsePage(
            title=page.title,
            description=page.metadata.get("description", ""),
            content=Markup(page.get_content(root)),  # noqa: S704 - it was checked
            template=page.template,
            url=page.url,
            save_as=page.save_as,
            metadata=page.metadata,
            lang=page.lang,
            status=page.status,
        )

    def _report(self, work: Work) -> None:
        """Print what the file holds, and the warnings; the dev server shows these instead."""
        contents, *warnings = self.loaded.report()
        warnings += self.warnings + work.warnings
        if self.watcher:
            self.watcher.warnings = "\n".join(warnings)
        else:
            print("\n".join([contents, *warnings]))

    def html(self, page: Page) -> Markup:
        """Return a page from `content/` as our templates show it; Pelican's generator asks for it."""
        return Markup(self.files[page.save_as].decode())  # noqa: S704 - a whole page

    def generate_output(self, writer: Writer) -> None:
        """Write every page by Pelican's writer, so that other plugins see it, and the files that go with them."""
        made = self.files.keys() - {page.save_as for page in self.prose}
        theirs = (*self.context["generated_content"].values(), *self.context["staticfiles"])
        for path in made & {os.path.normpath(content.save_as) for content in theirs if content}:
            raise _place_taken(path)
        for path in sorted(made):
            content = self.files[path]
            if path.endswith(".html"):
                writer.write_file(path, _as_template(content.decode()), self.context)
            else:
                file = Path(self.output_path, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)


def _place_taken(path: str) -> PlaceTakenError:
    help = "give the page in content/ another slug, or the file there another name"
    return PlaceTakenError(f"{path} is written already: {help}")


def _as_template(text: str) -> SimpleNamespace:
    """Return a template that renders to this text, for Pelican's writer."""
    return SimpleNamespace(render=lambda context: text)


# The output folder


class WholeSite(Pelican):  # type: ignore[misc]
    """A Pelican that builds into a fresh folder, which replaces the old one when it is complete."""

    output_path: str

    def run(self) -> None:
        """Build the site; any exception leaves the old output as it was."""
        if "claims" not in self.settings["PLUGINS"]:
            help = "which makes the pages; add it, or delete it"
            raise checks.OptionError(f"PLUGINS in pelicanconf.py has no claims, {help}")
        target = Path(self.output_path).resolve()  # what is beside a folder is beside what a link leads to
        try:
            with replacing(target, made_by_us="claims/index.html") as staging:
                self.output_path = self.settings["OUTPUT_PATH"] = str(staging)  # other plugins look there
                super().run()
        finally:
            self.output_path = self.settings["OUTPUT_PATH"] = str(target)


class ForeignFolderError(Mistake):
    """The folder has files that no build of this site made; replacing it would delete them."""


@contextmanager
def replacing(target: Path, *, made_by_us: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends without an exception.

    Args:
        target: the folder to replace. If it is a symbolic link, the link stays and the folder it leads to is replaced.
        made_by_us: the pattern of a file that every site of ours has. A folder with other files only is left alone.

    Raises:
        ForeignFolderError: if the target is a file, or a folder that no build made.

    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(target, "staging")
    previous = _beside(target, "previous")
    with locked(_beside(target, "lock")):
        _put_back(previous, target)
        has_files = target.is_dir() and any(target.iterdir())
        if target.is_file() or (has_files and not any(target.glob(made_by_us))):
            help = "move it away, or choose another folder"
            raise ForeignFolderError(f"{target} is or holds what was not built here; {help}")
        _remove(staging)
        _remove(previous)
        staging.mkdir()
        try:
            yield staging
            if target.exists():
                target.rename(previous)
            staging.rename(target)
            _remove(previous)
        finally:
            _put_back(previous, target)
            _remove(staging)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Wait until no other process holds this lock, and hold it; the system frees it when a process ends."""
    with open(file, "w") as lock:
        if sys.platform == "win32":
            is_ours = False
            while not is_ours:
                with suppress(OSError):  # raised when ten seconds have passed
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    is_ours = True
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(target: Path, purpose: str) -> Path:
    return target.with_name(f".{target.name}.{purpose}")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _put_back(previous: Path, target: Path) -> None:
    """Put the old folder back if a build ended between the two renames."""
    if previous.is_dir() and not target.exists():
        previous.rename(target)


# Errors


def in_words(error: BaseException | None) -> str | None:
    """Return the message for a user's error; None for a bug, which needs a traceback."""
    is_fatal_log = error and error.args == _FATAL
    cause = error.__context__ if error and is_fatal_log else error
    if isinstance(cause, OSError) and cause.errno in _DISK_ERRORS:
        file = cause.filename2 or cause.filename
        place = f"{file}: " if file else ""
        reason = os.strerror(cause.errno).lower()
        return f"cannot build: {place}{reason}\n  help: make room, or allow it; the site that was there is as it was"
    if is_fatal_log:
        reason = f" ({type(cause).__name__}: {cause})" if cause else ""  # Pelican does not print it
        return f"cannot build with what is said above{reason}: mend it, and build again"
    return str(error) if isinstance(error, Mistake) else None


def without_traceback(record: logging.LogRecord) -> bool:
    """Replace the traceback in a record of Pelican's log by a message; a bug's message says where it is."""
    error = record.exc_info and record.exc_info[1]
    if error and not logging.getLogger("pelican").isEnabledFor(logging.DEBUG):
        message = f"{where(error)}\n  help: mend it there; make html DEBUG=1 shows how it came to this"
        if record.levelno < logging.CRITICAL:  # at that level Pelican's own message is only the error's
            message = f"{record.getMessage()}: {message}"
        record.msg = in_words(error) or message
        record.args = ()
        record.exc_info = None
    return True


# Receivers of Pelican's signals. They are functions of modules: Pelican holds them weakly


def prepare(pelican: Pelican) -> None:
    """Check the settings of a site, and complete them."""
    settings: dict[str, Any] = pelican.settings
    logging.getLogger("pelican").addFilter(without_traceback)
    checks.check(settings, vars(own), {**DEFAULT_CONFIG, "CLAIMS_DEV": None})
    settings["CORRECTIONS_CONTACT"] = checks.contact(settings["CORRECTIONS_CONTACT"])
    home = Path(settings["PATH"]).parent
    settings["THEME_TEMPLATES_OVERRIDES"] = [str(home / folder) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]


def add_generator(pelican: Pelican) -> type[ClaimsGenerator]:
    """Return our generator for Pelican."""
    return ClaimsGenerator


def use_our_templates(generator: PagesGenerator) -> None:
    """Make Pelican's generator of pages use our templates: whatever template it loads is the one below."""
    generator.env.loader = FunctionLoader(lambda name: "{{ claims.html(page) }}")


def join_pages(generators: list[Generator]) -> None:
    """Give our generator the pages that Pelican's has read from `content/`."""
    ours = next(generator for generator in generators if isinstance(generator, ClaimsGenerator))
    theirs = next(generator for generator in generators if isinstance(generator, PagesGenerator))
    hidden = chain(theirs.hidden_pages, theirs.hidden_translations, theirs.draft_pages, theirs.draft_translations)
    ours.prose = [*theirs.pages, *theirs.translations, *hidden]
    for page in ours.prose:  # their authors choose the file, and the address follows it
        page.override_url = ours.loaded.urls.at(page.save_as)
    theirs.context["claims"] = ours


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
    signals.page_generator_init.connect(use_our_templates)
    signals.all_generators_finalized.connect(join_pages)
