"""Another id for a record, wherever it is named, the old one kept as an alias: `make rename OLD=… NEW=…`.

Ids are changed where they stand: in the record, in what refers to it, in the links of prose, those of the pages in
`content/` and of translations among them, where `site:` fills in a text's numbers, and in the list of accepted
warnings.
An old id that was never committed becomes no alias. Not another byte changes, and nothing is written unless the file is
free of mistakes afterwards.
"""

import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .. import git
from ..checks import prose as prose_pages
from ..checks import translations
from ..checks.loader import ACCEPTED
from ..model import fields, links
from ..model.records import PLACEHOLDER, Record, Text
from ..model.scalars import Id
from ..source import catalogue, diagnostics
from ..source.diagnostics import DataError, Problem, nearest
from . import console
from .console import CommandError
from .source_file import Edit, SourceFile, apply, replace_content


def find(file: SourceFile, old: str) -> Record:
    """Return the record that has an id; raise CommandError where none has."""
    records = file.dataset.records()
    for record in records:
        if record.id == old:
            return record
        if old in record.aliases:
            raise CommandError(f'"{old}" is an old id of {record.kind_name} "{record.id}"', f'rename "{record.id}"')
    near = nearest(old, [record.id for record in records])
    help = f'did you mean "{near}"?' if near else "write what stands behind `id:`"
    raise CommandError(f'no record has the id "{old}"', help)


def check_new_id(file: SourceFile, record: Record, new: str) -> None:
    """Raise CommandError where an id cannot be given to a record; its own old ids it may take again."""
    console.validate(Id, new)
    for other in file.dataset.records():
        if new == other.id or (new in other.aliases and other is not record):
            had = "is" if new == other.id else "was"
            raise CommandError(f'"{new}" {had} the id of {other.kind_name} "{other.id}"', "choose another")


def renaming(file: SourceFile, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits that put `new` in the place of a record's id; raise DataError where it cannot stand."""
    yield Edit(*_written(file, record.location.path("id"), record.id).span("id"), new)
    for other in file.dataset.written():
        for kind, id, path in fields.references(other):
            if (kind, id) == (record.kind_name, record.id):
                yield Edit(*_written(file, other.location.path(*path), id).span("id"), new)
    yield from relinking(file.text, record, new)
    if "site" in file.document.data:
        end = file.document.end_of(("site",))
        yield from refilling(file.text, record, new, file.offset(("site",)), file.offset_of(end))


def refilling(text: str, record: Record, new: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits that fill in the numbers of a text by `new`, as `{some-text}` and `{some-text:disputed}` do."""
    for found in PLACEHOLDER.finditer(text, start, end) if isinstance(record, Text) else ():
        if found[1].partition(":")[0] == record.id:
            yield Edit(found.start(1), found.start(1) + len(record.id), new)


def relinking(text: str, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits that lead a text's links to a record to `new`."""
    return (Edit(*span, new) for span in links.spans(text, record.kind_name, record.id))


def retranslating(text: str, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits by which a catalogue has `new` in links, references and numbers of a text that are filled in."""
    yield from relinking(text, record, new)
    place = re.compile(rf" {record.location.section}\.({record.id})\.")
    for line in re.finditer("(?m)^#: .*", text):
        yield from (Edit(*found.span(1), new) for found in place.finditer(text, *line.span()))
    yield from refilling(text, record, new, 0, len(text))


def relisting(text: str, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits that accept of `new` the warnings that were accepted of a record."""
    return (Edit(*found.span(1), new) for found in re.finditer(rf"(?m)^\S+ ({record.id})(?=\s|$)", text))


def _written(file: SourceFile, path: diagnostics.Path, id: str) -> re.Match[str]:
    """Return where an id stands, with the quotation marks it may stand in."""
    if found := re.compile(rf"""(["']?)(?P<id>{id})\1""").match(file.text, file.offset(path)):
        return found
    message = f'"{id}" is written here in a way that cannot be changed'
    raise DataError(file.diagnostics(Problem(path, message, "write it without folding it")))


def realiasing(file: SourceFile, record: Record, aliases: list[str]) -> Edit:
    """Return the edit that gives a record these aliases; the field goes with its lines where there are none."""
    path, document = record.location.path("aliases"), file.document
    field = f"aliases: [{', '.join(aliases)}]"
    if "aliases" not in document.data[record.location.section][record.location.index]:
        return file.adding(record.location.path("id"), field)
    start = file.offset_of(document.mark_of(path, on_key=True))
    if not aliases and file.text[file.offset(record.location.path())] != "{":
        start = file.text.rindex("\n", 0, start) + 1
        return Edit(start, file.end_of_line(document.end_of(path).line) + len(file.line_end), "")
    return Edit(start, file.offset_of(document.end_of(path)), field)


def rename(options: Namespace, today: date) -> None:
    """Rename a record in the file and in pages, and say where."""
    file = SourceFile.read(options.file, today=today)
    record = find(file, options.old)
    check_new_id(file, record, options.new)
    edits = [*renaming(file, record, options.new)]
    aliases = [alias for alias in record.aliases if alias != options.new]
    next = "the old address leads to the new one"
    path = file.path.resolve()
    before = git.found(path.parent, "show", f"HEAD:./{path.name}")
    if not before or re.search(rf"(?<![\w-]){record.id}(?![\w-])", before):
        aliases.append(record.id)
    else:
        next = f'"{record.id}" was never committed, so nothing leads from there'
    more = [realiasing(file, record, aliases)] if aliases != [*record.aliases] else []
    renamed = file.edited([*edits, *more], today=today)
    lines = [f'{file.path}: {record} is "{options.new}" now, in {_counted(edits, "place")}']
    beside = [(page, relinking, "link") for page in prose_pages.files(options.content)]
    beside += [(list, relisting, "warning") for list in [file.path.with_name(ACCEPTED)] if list.exists()]
    catalogues = (path for path in translations.files(file.path) if path.suffix == ".po")
    beside += [(path, retranslating, "place") for path in catalogues]
    contents = {}
    for path, change, what in beside:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        if path.suffix == ".po":  # in which an editor may have broken a link at the end of a line
            text = catalogue.text_of(translations.read(path, text, file.dataset).catalogue.messages, path.stem)
        if edits := [*change(text, record, options.new)]:
            contents[path] = apply(text, edits).encode("utf-8", "surrogateescape")
            lines.append(f"{path}: {_counted(edits, what)}")
    for path, content in contents.items():
        replace_content(path, content)
    renamed.write()
    print(*lines, f"next: type make html; {next}", sep="\n")


def _counted(edits: list[Edit], what: str) -> str:
    return f"{len(edits)} {what}{'s' if len(edits) != 1 else ''}"


main = console.command(
    rename,
    "make rename OLD=the-id NEW=another-id",
    writes=True,
    content=Path("content"),
    old=str,
    new=str,
)


if __name__ == "__main__":
    sys.exit(main())
