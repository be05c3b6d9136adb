"""Check everything that a site is made from, in one order, for the command line and for a build."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ..model.markdown import MarkdownRenderer
from ..source.diagnostics import Diagnostic, Mark
from . import drawings, history, languages, loader, prose, translations
from .loader import ACCEPTED, Checked, RuleWarning
from .translations import Translation
from .warnings import REVIEWED_AGAIN, UNUSED_ACCEPTANCE


def check(
    file: Path,
    *,
    today: date,
    content: Path | None = None,
    page_names: Collection[str] | None = None,
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
            them. Without it prose pages are not checked, because they belong to a blog and not to us.
        markdown: Renders the texts; the dev server passes one that remembers the texts of the last build.
        compare_with_git: Whether to warn about reviewed claims that have changed since the last commit.

    Returns:
        The result, and the translations without mistakes in their names or syntax, in the order of their languages.

    """
    checked = loader.check(file, today=today, markdown=markdown)
    checked, data_translations = translations.check(checked, file)
    if compare_with_git and not checked.errors:
        checked = history.check(checked, file, data_translations, today)
    if content and page_names is not None:
        tags = [translation.tag for translation in data_translations]
        checked = prose.check(checked, content, page_names, tags)
    if content:
        checked = drawings.check(checked, file, content)
        checked = languages.check(checked, file, data_translations, content.parent)
        checked = replace(checked, finders=(partial(_with_unused_acceptances, checked, file),))
    return checked, data_translations


def _with_unused_acceptances(checked: Checked, file: Path) -> Iterator[RuleWarning]:
    """Yield the warnings of a check, and one for each accepted line that is none of them."""
    yield from checked.all_warnings
    keys = {warning.key for warning in checked.all_warnings}
    path = file.with_name(ACCEPTED)
    lines = loader.text_of(path).splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        # Only `make check` compares with git: a build does not have these warnings.
        if line and line not in keys and not line.startswith(("#", REVIEWED_AGAIN)):
            message = "no warning matches this line"
            diagnostic = Diagnostic(str(path), Mark(number, 1), message, "correct it, or delete it", line)
            yield RuleWarning(UNUSED_ACCEPTANCE, line, diagnostic)
