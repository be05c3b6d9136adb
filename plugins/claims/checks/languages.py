"""Find the catalogues of the theme’s words, and report a language of the site that has none."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from babel import Locale

from ..source.diagnostics import Diagnostic, Mark
from ..source.resources import packaged
from . import loader
from .loader import Checked
from .translations import Translation

SOURCE = "en"
"""The language of the messages themselves."""
DOMAIN = "claims"


def catalogues(home: Path) -> list[Path]:
    """Return the folders with catalogues; those of the site come before those of the theme."""
    return [home / "translations", packaged("theme") / "translations"]


def catalogue(folder: Path, name: str) -> Path:
    """Return the path of the catalogue for a locale in a folder."""
    return folder / name / "LC_MESSAGES" / f"{DOMAIN}.po"


def files(locale: Locale, folders: Iterable[Path]) -> list[Path]:
    """Return the existing catalogues for a locale or its language, by folder, the most specific first."""
    names = dict.fromkeys([str(locale), f"{locale.language}_{locale.script}", locale.language])
    existing: list[Path] = []
    for folder in folders:
        existing += [catalogue(folder, name) for name in names if catalogue(folder, name).is_file()]
    return existing


def check(checked: Checked, file: Path, data_translations: Iterable[Translation], home: Path) -> Checked:
    """Add an error for each language of a site that has no catalogue.

    Args:
        checked: the result of the check of the file of claims
        file: the file
        data_translations: its translations
        home: the folder of the site

    """
    translation_tags = {Path(item.catalogue.file): item.tag for item in data_translations}
    errors = []
    for path, tag in {file: checked.dataset.site.language, **translation_tags}.items():
        locale = Locale.parse(tag, sep="-")
        if files(locale, catalogues(home)) or locale.language == SOURCE:
            continue
        mark = Mark(1, 1)
        if path == file and checked.document:
            mark = checked.document.mark_of(("site", "language"))
        line = loader.text_of(path).split("\n")[mark.line - 1]
        errors.append(Diagnostic(str(path), mark, *no_catalogue(tag, locale), line))
    return replace(checked, errors=(*checked.errors, *errors))


def no_catalogue(tag: str, locale: Locale) -> tuple[str, str]:
    """Return the message and the help for a language without a catalogue."""
    help = f"type make translations ADD={locale}, translate the file that this writes, and build again"
    return f"the language {tag} has no catalogue", help
