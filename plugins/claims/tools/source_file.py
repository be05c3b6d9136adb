"""Edit the file of claims in place, without changing a byte elsewhere.

ruamel.yaml's round trip changes line widths, indentation and Windows line ends. Edits of the text keep the habits of a
file, and the project's own reader and rules check the edited text.
"""

import codecs
import contextlib
import re
import shutil
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from ..checks import loader
from ..model.records import Dataset
from ..source import diagnostics
from ..source import yaml_reader as reader
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem


@dataclass(frozen=True, order=True)
class Edit:
    """A replacement: the characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SourceFile:
    """The text of a file with its line ends, and its records. Offsets count its characters. Made by `read` or `of`."""

    path: Path
    encoding: str
    text: str
    dataset: Dataset

    @classmethod
    def read(cls, path: Path, *, today: date) -> Self:
        """Read the file; raise DataError with every mistake in it."""
        return cls.of(path, loader.load(path, today=today))

    @classmethod
    def of(cls, path: Path, dataset: Dataset) -> Self:
        """Return the file that a dataset was read from."""
        content = path.read_bytes()
        encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
        return cls(path, encoding, content.decode(encoding), dataset)

    def edited(self, edits: Iterable[Edit], *, today: date) -> Self:
        """Return the file with these edits; raise DataError if it would have mistakes then."""
        text = apply(self.text, edits)
        dataset, _ = loader.load_text(self.path, text, today=today)
        return replace(self, text=text, dataset=dataset)

    def write(self) -> None:
        """Write the text to the file."""
        replace_content(self.path, self.text.encode(self.encoding))

    @cached_property
    def document(self) -> reader.Document:
        """The file as plain values, with their places."""
        return reader.read(self.text)

    @property
    def line_end(self) -> str:
        """The line end of the file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset(self, path: diagnostics.Path) -> int:
        """Return the offset of a value."""
        return self.offset_of(self.document.mark_of(path))

    def offset_of(self, mark: Mark) -> int:
        """Return the offset of a place."""
        return self._starts[mark.line - 1] + mark.column - 1

    def adding(self, path: diagnostics.Path, field: str) -> Edit:
        """Return the edit that adds a field after the one at a path: in the same braces, or on the next line."""
        end = self.document.end_of(path)
        if self.text[self.offset(path[:-1])] == "{":
            return Edit(self.offset_of(end), self.offset_of(end), f", {field}")
        at = self.end_of_line(end.line)
        indent = " " * (self.document.mark_of(path, on_key=True).column - 1)
        return Edit(at, at, f"{self.line_end}{indent}{field}")

    def adding_records(self, section: str, records: Mapping[str, Sequence[str]], *, sort: bool = False) -> list[Edit]:
        """Return the edits that add records to a list at the top of the file; raise DataError if it cannot be added to.

        Args:
            section: the name of the list, such as `sources`.
            records: the lines of each new record, without indentation, under its id.
            sort: if the ids of the list are in order, keep them so; otherwise new records come at the end.

        """
        document = self.document
        end = self.line_end
        if not document.data.get(section):
            blocks = [end.join(_indented(lines, "    ")) for lines in records.values()]
            text = end + (end * 2).join(blocks)
            if section in document.data:  # as []
                return [Edit(self.offset((section,)) - 1, self.offset_of(document.end_of((section,))), text)]
            before = "" if self.text.endswith(end) else end
            return [Edit(len(self.text), len(self.text), f"{before}{section}:{text}{end}")]
        ids = [record["id"] for record in document.data[section]]
        first = document.mark_of((section, 0))
        indent = " " * (first.column - 1)
        if document.text.split("\n")[first.line - 1][: first.column - 1] != f"{indent[2:]}- ":
            help = "write each record on lines of its own, after a hyphen and a space"
            problem = Problem((section,), f'"{section}" is a list to which nothing can be added', help)
            raise DataError(self.diagnostics(problem))
        edits = []
        for id, lines in records.items():
            place = bisect(ids, id) if sort and ids == sorted(ids) else len(ids)
            block = end.join(_indented(lines, indent))
            if place:
                at = self.end_of_line(document.end_of((section, place - 1)).line)
                edits.append(Edit(at, at, f"{end}{end}{block}"))
            else:
                at = self.end_of_line(first.line - 1)
                edits.append(Edit(at, at, f"{end}{block}{end}"))
        return edits

    def end_of_line(self, number: int) -> int:
        """Return the offset of the end of a line; lines count from 1."""
        return self._starts[number - 1] + len(self.document.text.split("\n")[number - 1])

    def diagnostics(self, *problems: Problem) -> tuple[Diagnostic, ...]:
        """Return problems with their lines, in file order."""
        return loader.locate(self.path, self.document, problems)


def _indented(lines: Sequence[str], indent: str) -> Iterator[str]:
    """Yield the lines of a record in a list, the first after a hyphen."""
    yield f"{indent[2:]}- {lines[0]}"
    for line in lines[1:]:
        yield f"{indent}{line}"


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits, which must not overlap."""
    pieces = []
    position = 0
    for edit in sorted(edits):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def replace_content(path: Path, content: bytes) -> None:
    """Replace the content of an existing file as a whole: at every moment it has the old or the new content."""
    target = path.resolve()  # a symbolic link stays
    new_file = target.with_name(f".{target.name}.new")
    try:
        new_file.write_bytes(content)
        shutil.copymode(target, new_file)
        new_file.replace(target)
    finally:
        with contextlib.suppress(OSError):
            new_file.unlink()
