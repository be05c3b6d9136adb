"""Another id for a record, wherever it is named, the old one kept as an alias: `make rename OLD=… NEW=…`.

Ids are changed where they stand: in the record, in what refers to it, and in the links of prose, those of the pages in
`content/` among them. Not another byte changes, and nothing is written unless the file is free of mistakes afterwards.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..data import diagnostics, links, parser, rules
from ..data.diagnostics import DataError, Problem, nearest
from ..data.model import Id, Record
from . import console
from .source_file import Edit, Manuscript, apply, put

_ID = TypeAdapter[str](Id)


class RenameError(ValueError):
    """Ids with which nothing can be done; `help` says what could be."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


@dataclass(frozen=True)
class Renamed:
    """What the file would be, and each page that changes."""

    record: Record
    manuscript: Manuscript
    places: int
    """How often the id was changed in the file."""
    pages: Mapping[Path, str]
    links: Mapping[Path, int]
    """How many links were changed in each page."""


def rename(manuscript: Manuscript, pages: Iterable[Path], old: str, new: str, *, today: date) -> Renamed:
    """The file and the pages with `new` in the place of `old`.

    Raises RenameError for ids with which that cannot be, DataError for a place in the file where it cannot.
    """
    record = _record(manuscript, old)
    _may_be_named(manuscript, record, new)
    spots = [_spot(manuscript, way, old) for way in _places(manuscript, record)]
    if record.kind_name in links.KINDS:
        spots += links.spans(manuscript.raw, record.kind_name, old)
    edits = [Edit(start, end, new) for start, end in spots]
    texts = {page: page.read_bytes().decode("utf-8", "surrogateescape") for page in sorted(pages)}
    linked = {page: list(links.spans(text, record.kind_name, old)) for page, text in texts.items()}
    return Renamed(
        record=record,
        manuscript=manuscript.revised([*edits, _alias(manuscript, record, new)], today=today),
        places=len(edits),
        pages={
            page: apply(texts[page], [Edit(start, end, new) for start, end in spans])
            for page, spans in linked.items()
            if spans
        },
        links={page: len(spans) for page, spans in linked.items() if spans},
    )


def _record(manuscript: Manuscript, old: str) -> Record:
    records = manuscript.dataset.records()
    for record in records:
        if record.id == old:
            return record
        if old in record.aliases:
            raise RenameError(f'"{old}" is an old id of {record.kind_name} "{record.id}"', f'rename "{record.id}"')
    near = nearest(old, [record.id for record in records])
    raise RenameError(f'no record has the id "{old}"', f'did you mean "{near}"?' if near else "")


def _may_be_named(manuscript: Manuscript, record: Record, new: str) -> None:
    """A record takes an id that is one, and that no other record has or had; its own old ids it may take again."""
    try:
        _ID.validate_python(new)
    except ValidationError as error:
        raise RenameError(*parser.in_words(error.errors(include_url=False)[0])) from error
    for other in manuscript.dataset.records():
        if new == other.id or (new in other.aliases and other is not record):
            had = "is" if new == other.id else "was"
            raise RenameError(f'"{new}" {had} the id of {other.kind_name} "{other.id}"', "choose another")


def _places(manuscript: Manuscript, record: Record) -> Iterator[diagnostics.Path]:
    """The ways to a record's id and to each field that names it."""
    yield record.origin.path("id")
    for other in manuscript.dataset.records():
        for kind, name, way in rules.references(other):
            if (kind, name) == (record.kind_name, record.id):
                yield other.origin.path(*way)


def _spot(manuscript: Manuscript, way: diagnostics.Path, id: str) -> tuple[int, int]:
    """From where to where an id stands, less the quotation marks it may stand in."""
    raw, start = manuscript.raw, manuscript.offset(manuscript.document.mark_of(way))
    start += raw[start] in {'"', "'"}
    if not raw.startswith(id, start):
        problem = Problem(way, f'"{id}" is written here in a way that cannot be changed', "write it without folding it")
        raise manuscript.error(problem)
    return start, start + len(id)


def _alias(manuscript: Manuscript, record: Record, new: str) -> Edit:
    """The old id put with the record's aliases; where the new one is among them, in its place."""
    document, raw, old, aliases = manuscript.document, manuscript.raw, record.id, record.aliases
    if new in aliases:
        return Edit(*_spot(manuscript, record.origin.path("aliases", aliases.index(new)), new), old)
    if aliases:
        way = record.origin.path("aliases", len(aliases) - 1)
        mark, end = document.mark_of(way), _after(manuscript, way, aliases[-1])
        if raw[manuscript.offset(document.mark_of(record.origin.path("aliases")))] == "[":
            return Edit(end, end, f", {old}")
        return _line_after(manuscript, mark.line, f"{manuscript.line(mark.line)[: mark.column - 1]}{old}")
    if "aliases" in document.data[record.origin.section][record.origin.index]:
        start = manuscript.offset(document.mark_of(record.origin.path("aliases"))) + 1
        return Edit(start, start, old)
    way = record.origin.path("id")
    if raw[manuscript.offset(document.mark_of(record.origin.path()))] == "{":
        end = _after(manuscript, way, old)
        return Edit(end, end, f", aliases: [{old}]")
    indent = document.mark_of(way, on_key=True).column - 1
    return _line_after(manuscript, document.mark_of(way).line, f"{' ' * indent}aliases: [{old}]")


def _after(manuscript: Manuscript, way: diagnostics.Path, id: str) -> int:
    """How many characters stand before the end of an id and of its quotation mark."""
    end = _spot(manuscript, way, id)[1]
    return end + (manuscript.raw[end : end + 1] in {'"', "'"})


def _line_after(manuscript: Manuscript, line: int, text: str) -> Edit:
    end = manuscript.end(line)
    return Edit(end, end, manuscript.line_end + text)


def main(arguments: list[str] | None = None, *, today: date | None = None) -> int:
    """Rename a record and say where. Exit status 1 where nothing was written."""
    options = argparse.ArgumentParser(prog="rename", usage="make rename OLD=the-id NEW=another-id")
    options.add_argument("--file", type=Path, default=Path("data/claims.yaml"))
    options.add_argument("--content", type=Path, default=Path("content"))
    options.add_argument("--old", required=True)
    options.add_argument("--new", required=True)
    chosen = options.parse_args(arguments)
    today = today or date.today()
    try:
        manuscript = Manuscript.read(chosen.file, today=today)
        renamed = rename(manuscript, chosen.content.rglob("*.md"), chosen.old, chosen.new, today=today)
    except DataError as error:
        print("nothing was written", file=sys.stderr)
        return console.fail(error.findings)
    except RenameError as error:
        return console.refuse(str(error), error.help)
    try:
        for page, text in renamed.pages.items():
            put(page, text.encode("utf-8", "surrogateescape"))
        renamed.manuscript.write()
    except OSError as error:
        return console.unwritten(error)
    what = f'{renamed.record.kind_name} "{chosen.old}" is "{chosen.new}" now'
    print(f"{chosen.file}: {what}, in {_counted(renamed.places, 'place')}")
    for page, count in renamed.links.items():
        print(f"{page}: {_counted(count, 'link')}")
    print("next: type make html; the old address leads to the new one")
    return 0


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


if __name__ == "__main__":
    sys.exit(main())
