"""Text → records in one pass, where the file is laid out plainly and nothing in it is wrong.

Each record is read, checked and let go as text before the next is looked at. Whatever is met that is wrong, or merely
unusual, ends this without a result: `reader` and `parser` then take the whole text and say what and where. So this
path words no mistake, and has no rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from . import plain, reader
from .dates import Edtf
from .memory import Kept, Kepts
from .model import ORIGIN, SECTIONS, Dataset, Record
from .parser import Parsed, note_names
from .plain import DoubtError
from .problems import Mark, Origin, Path


@dataclass(frozen=True)
class Quick:
    """What was read, and which records of it were not known before."""

    parsed: Parsed
    changed: Dataset
    kept: Kepts


def parse(raw: bytes, known: Kepts | None = None) -> Quick | None:
    """The records of a text without a byte order mark, its lines ended by line feeds; None on any doubt.

    Those whose text is known are taken as they were. Where nothing is to be known again, nothing is kept.
    """
    reading = _Reading(known)
    try:
        for section in plain.sections(raw):
            reading.section(section)
    except (DoubtError, ValidationError):
        return None
    return reading.result() if "claims" in reading.records else None


def document(raw: bytes, dataset: Dataset) -> reader.Document:
    """The text that these records were read from, to look up places in it."""
    marks = {(record.origin.section, record.origin.index): record.origin.mark for record in dataset.records()}
    return reader.Document(raw.decode(), {}, marks, apart=True)


@dataclass
class _Reading:
    known: Kepts | None
    layout: plain.Layout = field(default_factory=plain.Layout)
    dates: dict[str, Edtf] = field(default_factory=dict)
    names: dict[str, dict[str, Path]] = field(
        default_factory=lambda: {record.kind_name: {} for record in SECTIONS.values()}
    )
    records: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    changed: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    kept: dict[tuple[str, int], dict[bytes, Kept]] = field(default_factory=dict)

    def section(self, section: plain.Section) -> None:
        if section.name not in SECTIONS or section.name in self.records:
            raise DoubtError
        changed: list[Record] = []
        self.records[section.name] = tuple(self._records(section, changed))
        self.changed[section.name] = tuple(changed)

    def _records(self, section: plain.Section, changed: list[Record]) -> Iterator[Record]:
        names = self.names[SECTIONS[section.name].kind_name]
        known = (self.known or {}).get((section.name, section.indent), {})
        kept = self.kept.setdefault((section.name, section.indent), {})
        layout, line = self.layout, section.line
        for index, piece in enumerate(section.records()):
            before = layout.characters
            if found := known.get(piece):
                layout.count += found.values
                layout.characters += found.characters
                found = _moved(found, index, line)
            else:
                found = self._read(section, index, line, piece)
                changed.append(found.record)
            if layout.count > reader.MOST_THIN and before < layout.count * reader.THINNEST:
                raise DoubtError
            note_names(found.record.id, found.record.aliases, (section.name, index), names)
            if self.known is not None:
                kept[piece] = found
            line += found.lines
            yield found.record

    def _read(self, section: plain.Section, index: int, line: int, piece: bytes) -> Kept:
        layout = self.layout
        before = layout.count, layout.characters
        mark = Mark(line, section.indent + 3 + len(piece) - len(piece.lstrip(b" ")))
        item = self._item(section, piece, mark.column)
        item[ORIGIN] = Origin(section=section.name, index=index, mark=mark)
        record = SECTIONS[section.name].model_validate(item, context=self.dates)
        return Kept(record, layout.count - before[0], layout.characters - before[1], piece.count(b"\n") + 1)

    def _item(self, section: plain.Section, piece: bytes, column: int) -> dict[str, Any]:
        try:
            return self.layout.record(piece, section.indent + 2)
        except DoubtError:
            text = f"{section.name}:\n{' ' * section.indent}- {_text(piece)}\n"
        # Unusual, but perhaps right: what is right by itself is so between others, as nothing in it is left open.
        document = reader.read(text)
        match document.data.get(section.name):
            case [dict() as item] if document.marks == {(section.name, 0): Mark(2, column)} and not document.problems:
                self.layout.count += _count(item) + 1
                return item
        raise DoubtError

    def result(self) -> Quick:
        parsed = Parsed(Dataset(**self.records), self.names, ())  # type: ignore[arg-type]
        return Quick(parsed, Dataset(**self.changed), self.kept)  # type: ignore[arg-type]


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise DoubtError from error


def _moved(kept: Kept, index: int, line: int) -> Kept:
    was = kept.record.origin
    if was.index == index and was.mark.line == line:
        return kept
    origin = Origin(section=was.section, index=index, mark=Mark(line, was.mark.column))
    return Kept(kept.record.moved(origin), kept.values, kept.characters, kept.lines)


def _count(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return len(value) + sum(map(_count, value)) if isinstance(value, list) else 0
