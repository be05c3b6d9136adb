"""The plugin as Pelican meets it: signals, and a Pelican that replaces its output folder whole.

settings.py names WholeSite as PELICAN_CLASS.
"""

import errno
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import Pelican, parse_arguments, signals
from pelican.settings import DEFAULT_CONFIG

from . import features, output
from . import settings as own
from .faults import Mistake, where
from .generator import ClaimsGenerator, hold_back_drafts, join_pages, owns_site, render_prose
from .render import FILTERS, FUNCTIONS
from .source.diagnostics import nearest
from .web import contacts

_FOLDER = 'name a folder of the site for the pages of claims, as in CLAIMS_FOLDER = "claims"'
_DESCRIPTIONS = {str: "text in quotation marks", bool: "True or False", list: "a list of names"}
_EXPECTED = {
    name: type(value)
    for name, value in vars(own).items()
    if name.startswith("CLAIMS_")
    or name in {"SITEURL", "DEFAULT_LANG", "PUBLISHED", "CORRECTIONS_CONTACT", "CORRECTIONS_POLICY", "RELATIVE_URLS"}
}
"""The type of each setting that a build uses, which is that of its default."""
_INNER = {"CLAIMS_WARM", "CLAIMS_WARNINGS"}
"""What our own modules hand on in settings, and no site sets."""
_RENAMED = {"CLAIMS_PARTS": "CLAIMS_FEATURES"}
"""Settings of earlier versions, and what they are called now."""
_ELSEWHERE = {
    "SITENAME": "the site takes its name from `title:` under `site:` in the file of claims",
    "SITEURL": "give it where you publish, as in SITEURL=https://example.org make publish",
    "TIMEZONE": "the site has no times of day; its dates stand in the file of claims",
    "DEFAULT_LANG": "the site’s pages are in the `language:` under `site:` in the file of claims",
}
_UNCHECKED = "claims: warning: SITEURL is set and PUBLISHED is not: nothing was checked for publishing"
_NO_FILE = "claims: no {0}, so no pages of claims; python -m claims.tools.new_file writes a first one\n"


class OptionError(Mistake):
    """A setting is missing, or of another kind than expected."""


_FATAL = ("Warning or error encountered",)
"""The arguments of the RuntimeError that Pelican raises under `--fatal`, where it has logged the cause."""
_NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
"""What a system says where it lets nothing be written, or read."""


class WholeSite(Pelican):  # type: ignore[misc]
    """A Pelican whose every run builds into a fresh folder, which takes the old one's place when it is complete."""

    output_path: str

    def run(self) -> None:
        """Build the site; whatever is raised leaves the old output as it was."""
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


def check_settings(settings: Mapping[str, Any]) -> None:
    """Raise OptionError where a build could not use one of the settings."""
    for name, kind in _EXPECTED.items():
        expected = f"set it to {_DESCRIPTIONS[kind]}"
        if name not in settings:
            raise OptionError(f"pelicanconf.py has no {name}; {expected}")
        if not isinstance(settings[name], kind):
            raise OptionError(f"{name} in pelicanconf.py is {settings[name]!r}; {expected}")
    if ".." in settings["CLAIMS_FOLDER"].split("/"):
        raise OptionError(f"CLAIMS_FOLDER is {settings['CLAIMS_FOLDER']!r}, which leads out of the site; {_FOLDER}")
    known = {name for name in vars(own) if name.isupper() and (owns_site(settings) or name.startswith("CLAIMS_"))}
    known |= {*own.OWN}
    for name in sorted(settings.keys() - DEFAULT_CONFIG.keys() - known - _INNER):
        if name in _RENAMED:
            raise OptionError(f"pelicanconf.py has {name}, which is now called {_RENAMED[name]}; rename it there")
        if near := nearest(name, known):
            raise OptionError(f"pelicanconf.py has {name}, which nothing reads; did you mean {near}?")


def misplaced(settings: Mapping[str, Any]) -> list[str]:
    """Return a warning on each setting that does nothing, or harm, where the site is nothing but this."""
    return [
        f"pelicanconf.py: warning: {name} is {settings[name]!r}: {why}"
        for name, why in _ELSEWHERE.items()
        if settings.get(name) not in (None, {**DEFAULT_CONFIG, **vars(own)}[name]) and not settings["PUBLISHED"]
    ]


def in_words(error: BaseException | None) -> str | None:
    """Return what to print of an error that is no fault of the code; None of a fault, whose place is needed."""
    warned = error and error.args == _FATAL
    cause = error.__context__ if error and warned else error
    if isinstance(cause, OSError) and cause.errno in _NO_PLACE:
        place = cause.filename2 or cause.filename
        why = f"{f'{place}: ' if place else ''}{os.strerror(cause.errno).lower()}"
        return f"cannot build: {why}\n  help: make room, or allow it; the site that was there is as it was"
    if warned:
        why = f" ({type(cause).__name__}: {cause})" if cause else ""  # which Pelican keeps to itself
        return f"cannot build with what is said above{why}: mend it, and build again"
    return str(error) if isinstance(error, Mistake) else None


def without_traceback(record: logging.LogRecord) -> bool:
    """Drop the traceback that Pelican prints: the words are enough, with the place where the code is at fault."""
    error = record.exc_info and record.exc_info[1]
    if error and not logging.getLogger("pelican").isEnabledFor(logging.DEBUG):
        fault = f"{where(error)}\n  help: mend it there; DEBUG=1 shows how it came to this"
        if record.levelno < logging.CRITICAL:  # by which Pelican says nothing but the error's words
            fault = f"{record.getMessage()}: {fault}"
        record.msg, record.args, record.exc_info = in_words(error) or fault, (), None
    return True


def mistakes_in_words(record: logging.LogRecord) -> bool:
    """Drop the traceback of a mistake; that of any other error of a blog is not ours to drop."""
    if record.exc_info and isinstance(error := record.exc_info[1], Mistake):
        record.msg, record.args, record.exc_info = str(error), (), None
    return True


def _is_watching() -> bool:
    """Return whether Pelican was started to listen, or to build again after each edit; no setting says so."""
    program = Path(sys.argv[0])
    if program.stem != "pelican" and (program.parent.name, program.name) != ("pelican", "__main__.py"):
        return False
    options = parse_arguments(sys.argv[1:])
    return bool(options.autoreload or options.listen)


def complete_settings(pelican: Pelican) -> None:
    """Fill in the settings that a site has not made, and give templates of its theme our filters and functions.

    Pelican finds the plugin by itself where it is installed, also for a blog that has no claims: that is left alone.
    """
    settings, home = pelican.settings, Path(pelican.settings["PATH"]).parent
    alone = owns_site(settings)
    if not (alone or (home / own.CLAIMS_FILE).exists() or any(name.startswith("CLAIMS_") for name in settings)):
        sys.stdout.write(_NO_FILE.format(own.CLAIMS_FILE))
        return
    logging.getLogger("pelican").addFilter(mistakes_in_words)
    if not alone:
        warnings = list[str]()
        _, lacking = features.installed(features.NAMES, published=settings.get("PUBLISHED", False))
        if lacking and "CLAIMS_FEATURES" not in settings:
            warnings.append(
                f"claims: warning: without {features.to_install(lacking)}, or say in CLAIMS_FEATURES what you want"
            )
        if settings["SITEURL"].startswith("https:") and not settings.get("PUBLISHED"):
            warnings.append(_UNCHECKED)
        settings["CLAIMS_WARNINGS"] = warnings
        if _is_watching():
            settings["CLAIMS_DRAFTS"] = True
        settings.setdefault("CLAIMS_FEATURES", [name for name in features.NAMES if name not in lacking])
        settings.setdefault("CLAIMS_FOLDER", "claims")
    for name, value in vars(own).items():
        if name.startswith("CLAIMS_") or name in own.OWN:
            settings.setdefault(name, value)
    check_settings(settings)
    settings["CORRECTIONS_CONTACT"] = contacts.contact("CORRECTIONS_CONTACT", settings)
    if alone:
        folders = settings["THEME_TEMPLATES_OVERRIDES"]
        settings["THEME_TEMPLATES_OVERRIDES"] = [str(home / folder) for folder in folders]
        settings["CLAIMS_WARNINGS"] = misplaced(settings)
    elif not settings["CLAIMS_FOLDER"].strip("/"):
        raise OptionError(f"CLAIMS_FOLDER is empty, and the home page is another's; {_FOLDER}")
    settings["JINJA_FILTERS"] = {**FILTERS, **settings["JINJA_FILTERS"]}
    settings["JINJA_GLOBALS"] = {**FUNCTIONS, **settings["JINJA_GLOBALS"]}


def add_generator(pelican: Pelican) -> type[ClaimsGenerator] | None:
    """Tell Pelican of the generator, where there are claims."""
    return ClaimsGenerator if "CLAIMS_FILE" in pelican.settings else None


def connect() -> None:
    """Listen to Pelican. Receivers are functions of modules: Pelican holds them weakly."""
    signals.initialized.connect(complete_settings)
    signals.get_generators.connect(add_generator)
    signals.page_generator_init.connect(render_prose)
    signals.page_generator_context.connect(hold_back_drafts)
    signals.all_generators_finalized.connect(join_pages)
