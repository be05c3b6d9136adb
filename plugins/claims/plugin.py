"""Connect the plugin to Pelican: its signals, its settings, and a Pelican that replaces its output folder whole.

settings.py names WholeSite as PELICAN_CLASS.
"""

import errno
import logging
import os
from pathlib import Path

from pelican import Pelican, signals
from pelican.settings import DEFAULT_CONFIG

from . import contacts, output
from . import settings as own
from .checks import signs
from .faults import Mistake, where
from .generator import ClaimsGenerator, join_pages, render_prose
from .render import Settings
from .source.diagnostics import nearest

_DESCRIPTIONS = {str: "text in quotation marks", bool: "True or False", list: "a list of names"}
_TYPED_SETTINGS = (
    *(name for name in vars(own) if name.startswith("CLAIMS_")),
    *("SITEURL", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY", "RELATIVE_URLS"),
)
"""The settings that a build uses; the type of each is that of its default."""
_INTERNAL_SETTINGS = {"CLAIMS_DEV", "CLAIMS_WARNINGS"}
"""Settings our own modules pass to each other; sites never set them."""
_MISPLACED = {
    "SITENAME": "the site takes its name from `title:` under `site:` in the file of claims",
    "SITEURL": "give it where you publish, as in SITEURL=https://example.org make publish",
    "TIMEZONE": "the site has no times of day; its dates stand in the file of claims",
    "DEFAULT_LANG": "the site’s pages are in the `language:` under `site:` in the file of claims",
}


class OptionError(Mistake):
    """A setting is missing, unknown, or of the wrong type."""


_FATAL = ("Warning or error encountered",)
"""The arguments of the RuntimeError that Pelican raises under `--fatal`, after it has logged the cause."""
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
"""The errors of a system that does not let a file be written, or read."""


class WholeSite(Pelican):  # type: ignore[misc]
    """A Pelican that builds into a fresh folder, which replaces the old one when it is complete."""

    output_path: str

    def run(self) -> None:
        """Build the site; any exception leaves the old output as it was."""
        if "claims" not in self.settings["PLUGINS"]:
            raise OptionError("PLUGINS in pelicanconf.py has no claims, which makes the pages; add it, or delete it")
        target = Path(self.output_path).resolve()  # what is beside a folder is beside what a link leads to
        try:
            with output.replacing(target, made_by_us="claims/index.html") as staging:
                self.output_path = self.settings["OUTPUT_PATH"] = str(staging)  # other plugins look there
                super().run()
        finally:
            self.output_path = self.settings["OUTPUT_PATH"] = str(target)


def check_settings(settings: Settings) -> None:
    """Raise OptionError if a build could not use one of the settings."""
    for name in _TYPED_SETTINGS:
        kind = type(vars(own)[name])
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; begin it with: from claims.settings import *")
        if not isinstance(settings[name], kind):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; set it to {_DESCRIPTIONS[kind]}")
    known = {name for name in vars(own) if name.isupper()}
    for name in sorted(settings.keys() - DEFAULT_CONFIG.keys() - known - _INTERNAL_SETTINGS):
        similar = nearest(name, known)
        if similar or name.startswith("CLAIMS_"):
            help = f", or did you mean {similar}?" if similar else ""
            raise OptionError(f"pelicanconf.py has {name}, which nothing reads; delete it{help}")


def misplaced(settings: Settings) -> list[str]:
    """Return a warning about each setting that does nothing, or harm."""
    warnings = []
    defaults = {**DEFAULT_CONFIG, **vars(own)}
    for name, reason in _MISPLACED.items():
        if settings.get(name) not in (None, defaults[name]) and not settings["PUBLISHED"]:
            warnings.append(f"pelicanconf.py: warning: {name} is {settings[name]!r}: {reason}")
    return warnings


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
        _replace_message(record, in_words(error) or message)
    return True


def _replace_message(record: logging.LogRecord, message: str) -> None:
    record.msg = message
    record.args = ()
    record.exc_info = None


def check_publication(settings: Settings) -> None:
    """Raise Mistake if the settings name no address for the site, or have words that no reader should meet."""
    contacts.check_site_address(settings["SITEURL"])
    for name in ("CORRECTIONS_CONTACT", "CORRECTIONS_POLICY"):
        for sign in signs.find(settings[name], (*signs.IN_TEXTS, *signs.IN_NAMES)):
            raise OptionError(f"{name} {sign.message}; set it to what is yours")


def prepare(pelican: Pelican) -> None:
    """Check the settings of a site, and complete them."""
    settings = pelican.settings
    logging.getLogger("pelican").addFilter(without_traceback)
    check_settings(settings)
    settings["CORRECTIONS_CONTACT"] = contacts.contact(settings["CORRECTIONS_CONTACT"])
    if settings["PUBLISHED"]:
        check_publication(settings)
    home = Path(settings["PATH"]).parent
    settings["THEME_TEMPLATES_OVERRIDES"] = [str(home / folder) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]
    settings["CLAIMS_WARNINGS"] = misplaced(settings)


def add_generator(pelican: Pelican) -> type[ClaimsGenerator]:
    """Return our generator for Pelican."""
    return ClaimsGenerator


def connect() -> None:
    """Connect to Pelican's signals. Receivers are functions of modules: Pelican holds them weakly."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
    signals.page_generator_init.connect(render_prose)
    signals.all_generators_finalized.connect(join_pages)
