"""What of each translation is missing, stale or without an original: `make translate-status`.

What is missing is printed as it is written into the file, with its digest and the original as a comment.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date

from claims.checks import loader, translations
from claims.model.translation import Leaf
from claims.source.diagnostics import DataError
from claims.source.grouping import by_key

from . import console


def show_status(options: Namespace, today: date) -> None:
    """Print how many texts of each translation there are of each sort, and each that waits for somebody."""
    checked, found = translations.check(loader.check(options.file, today=today), options.file)
    if checked.errors:
        raise DataError(checked.errors)
    if not found:
        folder = options.file.with_name(translations.FOLDER)
        print(f"there is no translation: write one into {folder}/, as in {folder}/es.yaml for Spanish")
    for translation in found:
        missing = translation.missing
        print(
            f"{translation.file}: {len(translation.current)} translated, of which {translation.unread} unread; "
            f"{len(translation.stale)} stale, {len(missing)} missing, {len(translation.orphaned)} without an original"
        )
        print(*_to_write(missing), sep="\n", end="")
    console.warn(remarked.finding for remarked in checked.remarks if remarked.remark in translations.REMARKS)


def _to_write(missing: Iterable[Leaf]) -> Iterator[str]:
    for section, held in by_key((leaf.section, leaf) for leaf in missing).items():
        yield f"{section}:"
        for id, texts in by_key((leaf.id, leaf) for leaf in held).items():
            indent = "  " * bool(id)
            if id:
                yield f"  {id}:"
            for leaf in texts:
                yield f"{indent}  {leaf.field}:  # {' '.join(leaf.text.split())}"
                yield f"{indent}    of: '{leaf.digest}'\n{indent}    text:"


main = console.command(show_status, "make translate-status")


if __name__ == "__main__":
    sys.exit(main())
