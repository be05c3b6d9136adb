"""Connect the plugin to Pelican: its signals, its settings, and a Pelican that replaces its output folder whole.

settings.py names WholeSite as PELICAN_CLASS.
"""

import errno
import logging
import os
import sys
from pathlib import Path
from typing import Any

from pelican import Pelican, parse_arguments, signals
from pelican.settings import DEFAULT_CONFIG

from . import contacts, features, output
from . import settings as own
from .faults import Mistake, where
from .generator import ClaimsGenerator, hold_back_drafts, join_pages, owns_site, render_prose
from .render import FILTERS, FUNCTIONS, Settings
from .source.diagnostics import as_called, nearest

_NAME_FOLDER = 'name a folder of the site for the pages of claims, as in CLAIMS_FOLDER = "claims"'
_DESCRIPTIONS = {str: "text in quotation marks", bool: "True or False", list: "a list of names"}
_TYPED_SETTINGS = (
    *(name for name in vars(own) if name.startswith("CLAIMS_")),
    *("SITEURL", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY", "RELATIVE_URLS"),
)
"""The settings that a build uses; the type of each is that of its default."""
_INTERNAL_SETTINGS = {"CLAIMS_WARM", "CLAIMS_WARNINGS"}
"""Settings our own modules pass to each other; sites never set them."""
_RENAMED = {"CLAIMS_PARTS": "CLAIMS_FEATURES"}
"""Settings of earlier versions, and their present names."""
_MISPLACED = {
    "SITENAME": "the site takes its name from `title:` under `site:` in the file of claims",
    "SITEURL": "give it where you publish, as in SITEURL=https://example.org make publish",
    "TIMEZONE": "the site has no times of day; its dates stand in the file of claims",
    "DEFAULT_LANG": "the site’s pages are in the `language:` under `site:` in the file of claims",
}
_NO_FILE = "claims: no {0}, so no pages of claims\n"


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
        if "CLAIMS_FILE" in self.settings and not FILTERS.keys() <= self.settings["JINJA_FILTERS"].keys():
            raise OptionError("PLUGINS in pelicanconf.py has no claims, which makes the pages; add it, or delete it")
        target = Path(self.output_path).resolve()  # what is beside a folder is beside what a link leads to
        try:
            warm = "CLAIMS_WARM" in self.settings
            with output.replacing(target, made_by_us="claims/index.html", reuse=warm) as staging:
                self.output_path = self.settings["OUTPUT_PATH"] = str(staging)  # other plugins look there
                super().run()
        finally:
            self.output_path = self.settings["OUTPUT_PATH"] = str(target)


def check_settings(settings: Settings) -> None:
    """Raise OptionError if a build could not use one of the settings."""
    for name in _TYPED_SETTINGS:
        kind = type(vars(own)[name])
        expected = f"set it to {_DESCRIPTIONS[kind]}"
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; {expected}")
        if not isinstance(settings[name], kind):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; {expected}")
    folder = settings["CLAIMS_FOLDER"]
    if ".." in folder.split("/"):
        raise OptionError(f"CLAIMS_FOLDER is {folder!r}, which leads out of the site; {_NAME_FOLDER}")
    is_ours = owns_site(settings)
    allowed = {name for name in vars(own) if name.isupper() and (is_ours or name.startswith("CLAIMS_"))}
    allowed.update(own.OWN)
    for name in sorted(settings.keys() - DEFAULT_CONFIG.keys() - allowed - _INTERNAL_SETTINGS):
        if name in _RENAMED:
            raise OptionError(f"pelicanconf.py has {name}, which is now called {_RENAMED[name]}; rename it there")
        similar = nearest(name, allowed)
        if similar:
            raise OptionError(f"pelicanconf.py has {name}, which nothing reads; did you mean {similar}?")


def misplaced(settings: Settings) -> list[str]:
    """Return a warning about each setting that does nothing, or harm, if the whole site is ours."""
    warnings = []
    defaults = {**DEFAULT_CONFIG, **vars(own)}
    for name, reason in _MISPLACED.items():
        if settings.get(name) not in (None, defaults[name]) and not settings["PUBLISHED"]:
            warnings.append(f"pelicanconf.py: warning: {name} is {settings[name]!r}: {as_called(reason)}")
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
        _replace_message(record, as_called(in_words(error) or message))
    return True


def mistakes_in_words(record: logging.LogRecord) -> bool:
    """Replace the traceback of a user's mistake; a blog's other errors keep theirs."""
    error = record.exc_info and record.exc_info[1]
    if isinstance(error, Mistake):
        _replace_message(record, str(error))
    return True


def _replace_message(record: logging.LogRecord, message: str) -> None:
    record.msg = message
    record.args = ()
    record.exc_info = None


def _is_watching() -> bool:
    """Return whether Pelican was started to listen, or to build after each edit; no setting says so."""
    program = Path(sys.argv[0])
    if program.stem != "pelican" and (program.parent.name, program.name) != ("pelican", "__main__.py"):
        return False
    options = parse_arguments(sys.argv[1:])
    return bool(options.autoreload or options.listen)


def complete_settings(pelican: Pelican) -> None:
    """Fill in the settings that a site leaves out, and give the templates of its theme our filters and functions.

    Pelican finds the plugin by itself wherever it is installed. A blog that has no claims is left alone.
    """
    settings = pelican.settings
    home = Path(settings["PATH"]).parent
    is_ours = owns_site(settings)
    has_claims = (home / own.CLAIMS_FILE).exists() or any(name.startswith("CLAIMS_") for name in settings)
    if not (is_ours or has_claims):
        sys.stdout.write(_NO_FILE.format(own.CLAIMS_FILE))
        return
    logging.getLogger("pelican").addFilter(mistakes_in_words)
    if not is_ours:
        _complete_blog_settings(settings)
    for name, value in vars(own).items():
        if name.startswith("CLAIMS_") or name in own.OWN:
            settings.setdefault(name, value)
    check_settings(settings)
    settings["CORRECTIONS_CONTACT"] = contacts.contact(settings["CORRECTIONS_CONTACT"])
    if is_ours:
        settings["THEME_TEMPLATES_OVERRIDES"] = [str(home / folder) for folder in settings["THEME_TEMPLATES_OVERRIDES"]]
        settings["CLAIMS_WARNINGS"] = misplaced(settings)
    elif not settings["CLAIMS_FOLDER"].strip("/"):
        raise OptionError(f"CLAIMS_FOLDER is empty, and the home page is another's; {_NAME_FOLDER}")
    settings["JINJA_FILTERS"] = {**FILTERS, **settings["JINJA_FILTERS"]}
    settings["JINJA_GLOBALS"] = {**FUNCTIONS, **settings["JINJA_GLOBALS"]}


def _complete_blog_settings(settings: dict[str, Any]) -> None:
    """Fill in the settings whose defaults differ beside a blog, and note the warnings about them."""
    warnings = []
    published = settings.get("PUBLISHED", False)
    _, missing = features.installed(features.NAMES, published=published)
    if missing and "CLAIMS_FEATURES" not in settings:
        help = f"{features.to_install(missing)}, or say in CLAIMS_FEATURES what you want"
        warnings.append(f"claims: warning: without {help}")
    if settings["SITEURL"].startswith("https:") and not published:
        warnings.append("claims: warning: SITEURL is set and PUBLISHED is not: nothing was checked for publishing")
    settings["CLAIMS_WARNINGS"] = warnings
    if _is_watching():
        settings["CLAIMS_DRAFTS"] = True
    settings.setdefault("CLAIMS_FEATURES", [name for name in features.NAMES if name not in missing])
    settings.setdefault("CLAIMS_FOLDER", "claims")
    settings.setdefault("CLAIMS_LOG_WARNINGS", True)


def add_generator(pelican: Pelican) -> type[ClaimsGenerator] | None:
    """Return our generator for Pelican, if the site has claims.

    i18n_subsites builds a blog again for each of `I18N_SUBSITES`. The claims have folders for their own languages, and
    a copy of them there would be a second page with the same words that calls itself the first.
    """
    settings = pelican.settings
    is_copy = not owns_site(settings) and settings["DEFAULT_LANG"] in settings.get("I18N_SUBSITES", ())
    return ClaimsGenerator if "CLAIMS_FILE" in settings and not is_copy else None


def connect() -> None:
    """Connect to Pelican's signals. Receivers are functions of modules: Pelican holds them weakly."""
    signals.initialized.connect(complete_settings)
    signals.get_generators.connect(add_generator)
    signals.page_generator_init.connect(render_prose)
    signals.page_generator_context.connect(hold_back_drafts)
    signals.all_generators_finalized.connect(join_pages)
