"""Edit the file of claims in place, without changing a byte elsewhere.

ruamel.yaml's round trip changes line widths, indentation and Windows line ends. Edits of the text keep the habits of a
file, and the project's own reader and rules check the edited text.
"""

import codecs
import contextlib
import re
import shutil
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from ..checks import loader
from ..model import fields
from ..model.records import Dataset, Value
from ..source import diagnostics
from ..source import yaml_reader as reader
from ..source.diagnostics import DataError, Diagnostic, Mark, Problem
from ..source.yaml_reader import YamlValue


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

    def inserting(self, section: str, blocks: Mapping[str, Callable[[str], Iterable[str]]]) -> list[Edit]:
        """Return the edits that add records to a top-level list: in the order of ids if it is in order, or at its end.

        Args:
            section: The name of the list, which may be missing.
            blocks: For the id of each record, what returns its lines, given the indentation of its fields.

        Raises:
            DataError: The list is written in a way to which nothing can be added.

        """
        end = self.line_end
        if self.text[self.offset(())] == "{":
            help = "write each list on lines of its own, without braces around the file"
            raise DataError(
                self.diagnostics(Problem((), "the file is in braces, and nothing can be added to it", help))
            )
        if not self.document.data.get(section):
            text = end + (end * 2).join(end.join(block("    ")) for block in blocks.values())
            if section in self.document.data:  # as []
                end_of_list = self.document.end_of((section,))
                at = self.end_of_line(end_of_list.line)  # after a comment
                return [Edit(self.offset((section,)) - 1, self.offset_of(end_of_list), ""), Edit(at, at, text)]
            before = "" if self.text.endswith(end) else end
            return [Edit(len(self.text), len(self.text), f"{before}{section}:{text}{end}")]
        ids = [record["id"] for record in self.document.data[section]]
        indent = self.indent_of_items((section,))
        texts: dict[int, str] = {}
        for id, block in blocks.items():
            place = bisect(ids, id) if ids == sorted(ids) else len(ids)
            text = end.join(block(indent))
            if place:
                at = self.end_of_line(self.document.end_of((section, place - 1)).line)
                text = f"{end}{end}{text}"
            else:
                at = self.end_of_line(self.document.mark_of((section, 0)).line - 1)
                text = f"{end}{text}{end}"
            texts[at] = texts.get(at, "") + text
        return [Edit(at, at, text) for at, text in texts.items()]

    def indent_of_items(self, path: diagnostics.Path) -> str:
        """Return the indentation of the fields of a list's records; raise DataError if it is not a list of lines."""
        first = self.document.mark_of((*path, 0))
        indent = " " * (first.column - 1)
        if self.document.text.split("\n")[first.line - 1][: first.column - 1] != f"{indent[2:]}- ":
            help = "write each record on lines of its own, after a hyphen and a space"
            problem = Problem(path, f'"{path[-1]}" is a list to which nothing can be added', help)
            raise DataError(self.diagnostics(problem))
        return indent

    def end_of_line(self, number: int) -> int:
        """Return the offset of the end of a line; lines count from 1."""
        return self._starts[number - 1] + len(self.document.text.split("\n")[number - 1])

    def diagnostics(self, *problems: Problem) -> tuple[Diagnostic, ...]:
        """Return problems with their lines, in file order."""
        return loader.locate(self.path, self.document, problems)


def has_ids(document: reader.Document, section: str) -> bool:
    """Return whether a top-level list is missing, or each of its records has an id."""
    records = document.data.get(section, [])
    items = records if isinstance(records, list) else [None]
    return all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in items)


def in_order(draft: dict[str, YamlValue], model: type[Value]) -> dict[str, YamlValue]:
    """Return a record with its fields in the order of the model."""
    names = [info.alias or name for name, info in fields.written_fields(model)]
    return {name: draft[name] for name in names if name in draft}


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
