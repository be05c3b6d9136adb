"""`claims rename OLD NEW`: give a record another id everywhere, and keep the old one as an alias.

The id changes in the record, in references to it, in links (in the file, in the pages in `content/` and in
translations), where `site:` fills in a text's numbers, and in the list of accepted warnings. An old id that is not in
the last commit does not become an alias. A translation that names the record is written as `make translations` writes
it; otherwise no other byte changes. Nothing is written if the file would have mistakes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from .. import git
from ..checks import prose as prose_pages
from ..checks import translations
from ..checks.loader import ACCEPTED
from ..model import fields, links
from ..model.records import PLACEHOLDER, Record, Text
from ..model.scalars import Id
from ..source import catalogue, diagnostics
from ..source.diagnostics import DataError, Problem, as_called, nearest
from . import console
from .console import CommandError
from .source_file import Edit, SourceFile, apply, replace_content

Change: TypeAlias = Callable[[str, Record, str], Iterable[Edit]]
"""Returns the edits of a text that put a new id in the place of a record's."""


def find(file: SourceFile, old: str) -> Record:
    """Return the record that has an id; raise CommandError if there is none."""
    records = file.dataset.records()
    for record in records:
        if record.id == old:
            return record
        if old in record.aliases:
            raise CommandError(f'"{old}" is an old id of {record.kind_name} "{record.id}"', f'rename "{record.id}"')
    similar = nearest(old, [record.id for record in records])
    help = f'did you mean "{similar}"?' if similar else "write what stands behind `id:`"
    raise CommandError(f'no record has the id "{old}"', help)


def check_new_id(file: SourceFile, record: Record, new: str) -> None:
    """Raise CommandError if a record cannot have an id. It can have one of its own old ids again."""
    console.validate(Id, new)
    for other in file.dataset.records():
        if new == other.id or (new in other.aliases and other is not record):
            verb = "is" if new == other.id else "was"
            raise CommandError(f'"{new}" {verb} the id of {other.kind_name} "{other.id}"', "choose another")


def renaming(file: SourceFile, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits of the file that replace a record's id by `new`; raise DataError if one is impossible."""
    yield _edit_of_id(file, record.location.path("id"), record.id, new)
    for other in file.dataset.written():
        for kind, id, path in fields.references(other):
            if (kind, id) == (record.kind_name, record.id):
                yield _edit_of_id(file, other.location.path(*path), id, new)
    yield from relinking(file.text, record, new)
    if "site" in file.document.data:
        end = file.document.end_of(("site",))
        yield from refilling(file.text, record, new, file.offset(("site",)), file.offset_of(end))


def refilling(text: str, record: Record, new: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of placeholders for the numbers of a text, such as `{some-text}` and `{some-text:disputed}`."""
    if isinstance(record, Text):
        for placeholder in PLACEHOLDER.finditer(text, start, end):
            if placeholder[1].partition(":")[0] == record.id:
                yield Edit(placeholder.start(1), placeholder.start(1) + len(record.id), new)


def relinking(text: str, record: Record, new: str) -> list[Edit]:
    """Return the edits of a text's links to a record."""
    return [Edit(start, end, new) for start, end in links.spans(text, record.kind_name, record.id)]


def retranslating(text: str, record: Record, new: str) -> Iterator[Edit]:
    """Yield the edits of a catalogue: of its links, references and placeholders."""
    yield from relinking(text, record, new)
    reference = re.compile(rf" {record.location.section}\.({record.id})\.")
    for line in re.finditer("(?m)^#: .*", text):
        for match in reference.finditer(text, *line.span()):
            yield Edit(*match.span(1), new)
    yield from refilling(text, record, new, 0, len(text))


def relisting(text: str, record: Record, new: str) -> list[Edit]:
    """Return the edits of the list of accepted warnings."""
    return [Edit(*line.span(1), new) for line in re.finditer(rf"(?m)^\S+ ({record.id})(?=\s|$)", text)]


def _edit_of_id(file: SourceFile, path: diagnostics.Path, id: str, new: str) -> Edit:
    """Return the edit of an id in the file, which may be in quotation marks."""
    match = re.compile(rf"""(["']?)(?P<id>{id})\1""").match(file.text, file.offset(path))
    if match:
        return Edit(*match.span("id"), new)
    message = f'"{id}" is written here in a way that cannot be changed'
    raise DataError(file.diagnostics(Problem(path, message, "write it without folding it")))


def realiasing(file: SourceFile, record: Record, aliases: list[str]) -> Edit:
    """Return the edit that gives a record these aliases; if there are none, it removes the field with its lines."""
    path = record.location.path("aliases")
    document = file.document
    field = f"aliases: [{', '.join(aliases)}]"
    if "aliases" not in document.data[record.location.section][record.location.index]:
        return file.adding(record.location.path("id"), field)
    start = file.offset_of(document.mark_of(path, on_key=True))
    if not aliases and file.text[file.offset(record.location.path())] != "{":
        start = file.text.rindex("\n", 0, start) + 1
        return Edit(start, file.end_of_line(document.end_of(path).line) + len(file.line_end), "")
    return Edit(start, file.offset_of(document.end_of(path)), field)


def rename(old: str, new: str, *, path: Path, content: Path, today: date) -> None:
    """Rename a record in the file and in the files beside it, and print where.

    Args:
        old: the id of the record.
        new: the id that it gets.
        path: the file of claims.
        content: the folder of prose pages, whose links change too.
        today: the day after which a date in the file lies in the future.

    """
    file = SourceFile.read(path, today=today)
    record = find(file, old)
    check_new_id(file, record, new)
    edits = list(renaming(file, record, new))
    lines = [f'{file.path}: {record} is "{new}" now, in {_counted(edits, "place")}']
    aliases = [alias for alias in record.aliases if alias != new]
    target = file.path.resolve()
    committed = git.found(target.parent, "show", f"HEAD:./{target.name}")
    # Without git, or before the first commit, nobody knows whether the id was in use, so it is kept.
    if not committed or re.search(rf"(?<![\w-]){record.id}(?![\w-])", committed):
        aliases.append(record.id)
        outcome = "the old address leads to the new one"
    else:
        outcome = f'"{record.id}" is not in the last commit, so nothing leads from there'
    if aliases != list(record.aliases):
        edits.append(realiasing(file, record, aliases))
    renamed = file.edited(edits, today=today)
    contents = {}
    for other, change, what in _files_beside(file, content):
        text = other.read_bytes().decode("utf-8", "surrogateescape")
        if other.suffix == ".po":  # written anew before the edits, since an editor may break a link at a line's end
            text = catalogue.text_of(translations.read(other, text, file.dataset).catalogue.messages, other.stem)
        edits = list(change(text, record, new))
        if edits:
            contents[other] = apply(text, edits).encode("utf-8", "surrogateescape")
            lines.append(f"{other}: {_counted(edits, what)}")
    for other, new_content in contents.items():
        replace_content(other, new_content)
    renamed.write()
    print(*lines, as_called(f"next: type make html; {outcome}", file.path), sep="\n")


def _files_beside(file: SourceFile, content: Path) -> Iterator[tuple[Path, Change, str]]:
    """Yield the other files that can name a record, how to change each, and what to call the places in it."""
    for page in prose_pages.files(content):
        yield page, relinking, "link"
    accepted = file.path.with_name(ACCEPTED)
    if accepted.exists():
        yield accepted, relisting, "warning"
    for path in translations.files(file.path):
        if path.suffix == ".po":
            yield path, retranslating, "place"


def _counted(edits: list[Edit], what: str) -> str:
    return f"{len(edits)} {what}{'s' if len(edits) != 1 else ''}"
