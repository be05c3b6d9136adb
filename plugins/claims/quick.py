"""Text → records in one pass, where the file is laid out plainly and nothing in it is wrong.

Each record is read, checked and let go as text before the next is looked at. Whatever is met that is wrong, or merely
unusual, ends this without a result: `reader` and `parser` then take the whole text and say what and where. So this
path words no mistake, and has no rule of its own.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from pydantic import ValidationError

from . import plain, processes
from .data import reader
from .data.dates import Edtf
from .data.diagnostics import Mark, Origin, Path
from .data.model import ORIGIN, SECTIONS, Dataset, Record
from .data.parser import Parsed, note_names
from .memory import Kept, Known, Knowns
from .plain import DoubtError

Values = tuple[dict[str, Any], int, int]
"""The fields of a record, and how many values and characters they are."""

_BATCH = 50  # records: what goes from process to process at once


@dataclass(frozen=True)
class Quick:
    """What was read, and which records of it were not known before."""

    parsed: Parsed
    changed: Dataset
    known: Knowns


def parse(raw: bytes, known: Knowns | None = None, *, ahead: bool = False) -> Quick | None:
    """The records of a text without a byte order mark, its lines ended by line feeds; None on any doubt.

    Those whose text is known are taken as they were. Where nothing is to be known again, nothing is kept. Of a text of
    which nothing is known another process can read the values `ahead`, while this one makes records of them: of a long
    one that takes three quarters of the time.
    """
    # By itself it is refused; at the end of a record, read alone, it would be taken for a part of the line's end.
    if b"\r" in raw:
        return None
    opened: AbstractContextManager[Iterator[bytes]] = nullcontext(iter(()))
    if ahead and not known:
        opened = processes.ahead(partial(_batches, raw))
    with opened as batches:
        reading = _Reading(known, chain.from_iterable(map(marshal.loads, batches)))
        try:
            for section in plain.sections(raw):
                reading.section(section)
        except (DoubtError, ValidationError):
            return None
        return reading.result() if "claims" in reading.records else None


def _batches(raw: bytes) -> Iterator[bytes]:
    """The values of each record, in their order; None where there is a doubt."""
    layout, batch = plain.Layout(), list[Values | None]()
    for section in plain.sections(raw):
        for piece in section.records():
            try:
                batch.append(_values(layout, section, piece))
            except DoubtError:
                batch.append(None)
            if len(batch) == _BATCH:
                yield marshal.dumps(batch)
                batch.clear()
    yield marshal.dumps(batch)


def _values(layout: plain.Layout, section: plain.Section, piece: bytes) -> Values:
    count, characters = layout.count, layout.characters
    item = layout.record(piece, section.indent + 2)
    return item, layout.count - count, layout.characters - characters


def document(raw: bytes) -> reader.Document:
    """A text that was read so, to look up places in it."""
    return reader.Document(raw.decode(), {}, dict(_marks(raw)), apart=True)


def _marks(raw: bytes) -> Iterator[tuple[tuple[str, int], Mark]]:
    for section in plain.sections(raw):
        line = 1 + raw.count(b"\n", 0, section.start)
        for index, piece in enumerate(section.records()):
            yield (section.name, index), Mark(line, _column(section, piece))
            line += piece.count(b"\n") + 1


def _column(section: plain.Section, piece: bytes) -> int:
    """The one in which a record begins."""
    return section.indent + 3 + len(piece) - len(piece.lstrip(b" "))


@dataclass
class _Reading:
    before: Knowns | None
    ahead: Iterator[Values | None]
    """Those of all records that are not known, as far as another process has read them."""
    layout: plain.Layout = field(default_factory=plain.Layout)
    count: int = 0
    characters: int = 0
    dates: dict[str, Edtf] = field(default_factory=dict)
    names: dict[str, Mapping[str, Path]] = field(
        default_factory=lambda: {record.kind_name: {} for record in SECTIONS.values()}
    )
    records: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    changed: dict[str, list[Record]] = field(default_factory=dict)
    known: dict[tuple[str, int], Known] = field(default_factory=dict)

    def section(self, section: plain.Section) -> None:
        if section.name not in SECTIONS or section.name in self.records:
            raise DoubtError
        self.changed[section.name] = []
        where = section.name, section.indent
        before = (self.before or {}).get(where, Known({}, {}))
        if section.holds([*before.records]):
            now = before
            self.records[section.name] = tuple(map(self._again, before.records.values()))
        else:
            now = Known({}, {})
            self.records[section.name] = tuple(self._records(section, before, now))
        self.names[SECTIONS[section.name].kind_name] = now.names
        self.known[where] = now

    def _records(self, section: plain.Section, before: Known, now: Known) -> Iterator[Record]:
        for index, piece in enumerate(section.records([*before.records])):
            if found := before.records.get(piece):
                record = self._again(found)
                if record.origin.index != index:
                    record = record.moved(Origin(section=section.name, index=index))
                    found = found._replace(record=record)
            else:
                found = self._read(section, index, piece)
                record = found.record
                self.changed[section.name].append(record)
            note_names(record.id, record.aliases, (section.name, index), now.names)
            if self.before is not None:
                if piece in now.records:
                    raise DoubtError  # twice, which the records that have changed would not show
                now.records[piece] = found
            yield record

    def _again(self, kept: Kept) -> Record:
        self._weigh(kept)
        return kept.record

    def _read(self, section: plain.Section, index: int, piece: bytes) -> Kept:
        try:
            item, values, characters = next(self.ahead, None) or _values(self.layout, section, piece)
            text = piece.rstrip(b"\n")
        except DoubtError:  # what is unusual may hide a link in a way of writing, as `\x3a` in quotes does a colon
            (item, values, characters), text = _unusual(section, piece), b""
        item[ORIGIN] = Origin(section=section.name, index=index)
        record = SECTIONS[section.name].model_validate(item, context=self.dates)
        if text:
            record.know_by(text)
        kept = Kept(record, values, characters)
        self._weigh(kept)
        return kept

    def _weigh(self, kept: Kept) -> None:
        before = self.characters  # as the reader, which has counted the values of a record and not yet all its text
        self.count += kept.values
        self.characters += kept.characters
        if self.count > reader.MOST_THIN and before < self.count * reader.THINNEST:
            raise DoubtError

    def result(self) -> Quick:
        changed = {name: tuple(records) for name, records in self.changed.items()}
        parsed = Parsed(Dataset(**self.records), self.names, ())  # type: ignore[arg-type]
        return Quick(parsed, Dataset(**changed), self.known)  # type: ignore[arg-type]


def _unusual(section: plain.Section, piece: bytes) -> Values:
    """A record that is perhaps right: what is so by itself is so between others, as nothing in it is left open."""
    text = _text(piece)
    document = reader.read(f"{section.name}:\n{' ' * section.indent}- {text}\n")
    mark = Mark(2, _column(section, piece))
    match document.data.get(section.name):
        case [dict() as item] if document.marks == {(section.name, 0): mark} and not document.problems:
            return item, _count(item) + 1, len(text)
    raise DoubtError


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise DoubtError from error


def _count(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return len(value) + sum(map(_count, value)) if isinstance(value, list) else 0
