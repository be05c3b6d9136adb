"""Check everything that a site is made from, in one order, for the command line and for a build."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from ..model.markdown import MarkdownRenderer
from . import drawings, history, languages, loader, prose, translations
from .loader import Checked
from .translations import Translation


def check(
    file: Path,
    *,
    today: date,
    content: Path | None = None,
    page_names: Collection[str] = (),
    markdown: MarkdownRenderer | None = None,
    compare_with_git: bool = False,
) -> tuple[Checked, list[Translation]]:
    """Check the file of claims, its translations, its history, the prose pages, the drawings and the languages.

    Nothing is raised for a mistake in the data: every error is in the result. Its warnings are looked for when they
    are first asked for; ask only if there are no errors.

    Args:
        file: The file of claims. Its translations are in the folder `translations` beside it.
        today: The day of the check: later dates lie in the future, and old reviews are measured against it.
        content: The folder of prose pages and drawings, which is beside the folder of catalogues. Without it none of
            these is checked.
        page_names: The names of the pages that are made from the file: prose pages cannot have them, and can link to
            them.
        markdown: Renders the texts; the dev server passes one that remembers the texts of the last build.
        compare_with_git: Whether to warn about reviewed claims that have changed since the last commit.

    Returns:
        The result, and the translations without mistakes in their names or syntax, in the order of their languages.

    """
    checked = loader.check(file, today=today, markdown=markdown)
    checked, data_translations = translations.check(checked, file)
    if compare_with_git and not checked.errors:
        checked = history.check(checked, file, data_translations, today)
    if content:
        tags = [translation.tag for translation in data_translations]
        checked = prose.check(checked, content, page_names, tags)
        checked = drawings.check(checked, file, content)
        checked = languages.check(checked, file, data_translations, content.parent)
    return checked, data_translations
