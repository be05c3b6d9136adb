"""Catalogues of the pages' words, brought up to date with what there is to say: `make messages`.

Babel reads and writes them. Their head says no more than editors of catalogues need, so that the same messages are the
same bytes, whoever writes them and when.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from claims.model.scalars import locale
from claims.resources import packaged
from claims.site.language import DOMAIN, catalogue

from . import console
from .console import CommandError


def update(options: Namespace, today: date) -> None:
    """Add new messages to every catalogue of a folder, and take out what is said no more; or begin a catalogue."""
    folder = Path(options.folder)
    if options.add:
        found = locale(options.add.replace("_", "-"))
        if not found:
            help = "write a tag such as fi, pt-BR or zh-Hant"
            raise CommandError(f'"{options.add}" is no language that CLDR knows', help)
        name = str(found)
        if catalogue(folder, name).exists():
            raise CommandError(f"{catalogue(folder, name)} is there already", "leave ADD out to bring it up to date")
        _write(catalogue(folder, name), Catalog(name), name)
        print(f"{catalogue(folder, name)} is written: translate each msgstr")
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        name = file.parts[-3]
        with file.open("rb") as written:
            _write(file, read_po(written, locale=name), name)


def _write(file: Path, catalog: Catalog, locale: str) -> None:
    with (packaged("theme") / "translations" / f"{DOMAIN}.pot").open("rb") as template:
        catalog.update(read_po(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    made = BytesIO()
    write_po(made, catalog, omit_header=True, width=0)
    plural = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    head = f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Plural-Forms: {plural}\\n"\n'
    head += '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(head.encode() + made.getvalue())


main = console.command(update, "make messages", folder="translations", add="")


if __name__ == "__main__":
    sys.exit(main())
