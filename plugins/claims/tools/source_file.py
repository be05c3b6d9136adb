"""The file as its author wrote it, to be changed without touching a byte elsewhere.

ruamel.yaml's round trip changes line widths, indentation and Windows line ends. Edits of the text keep whatever habits
a file has, and the project's own reader and rules then prove what the edited text says.
"""

import codecs
import contextlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from ..checks import loader
from ..model.records import Dataset
from ..source import diagnostics
from ..source import yaml_reader as reader
from ..source.diagnostics import Diagnostic, Mark, Problem


@dataclass(frozen=True, order=True)
class Edit:
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SourceFile:
    """A file that can be read: its text, every line end as it is, and what it says. Offsets count characters of it."""

    path: Path
    encoding: str
    text: str
    dataset: Dataset

    @classmethod
    def read(cls, path: Path, *, today: date) -> Self:
        """Read the file; raise DataError with every mistake where it has any."""
        return cls.of(path, loader.load(path, today=today))

    @classmethod
    def of(cls, path: Path, dataset: Dataset) -> Self:
        """Return the file in which a dataset was read."""
        content = path.read_bytes()
        encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
        return cls(path, encoding, content.decode(encoding), dataset)

    def edited(self, edits: Iterable[Edit], *, today: date) -> Self:
        """Return the file with these edits; raise DataError with every mistake that they would make."""
        text = apply(self.text, edits)
        dataset, _ = loader.load_text(self.path, text, today=today)
        return replace(self, text=text, dataset=dataset)

    def write(self) -> None:
        """Put the text into the file."""
        replace_content(self.path, self.text.encode(self.encoding))

    @cached_property
    def document(self) -> reader.Document:
        """The file as plain values, and where they stand."""
        return reader.read(self.text)

    @property
    def line_end(self) -> str:
        """How lines end here."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset(self, path: diagnostics.Path) -> int:
        """Return the offset of a value."""
        return self.offset_of(self.document.mark_of(path))

    def offset_of(self, mark: Mark) -> int:
        """Return the offset of a place."""
        return self._starts[mark.line - 1] + mark.column - 1

    def adding(self, path: diagnostics.Path, field: str) -> Edit:
        """Return the edit that puts a field behind the one at a path, in braces or on a line of its own as that one."""
        end = self.document.end_of(path)
        if self.text[self.offset(path[:-1])] == "{":
            return Edit(self.offset_of(end), self.offset_of(end), f", {field}")
        at = self.end_of_line(end.line)
        indent = " " * (self.document.mark_of(path, on_key=True).column - 1)
        return Edit(at, at, f"{self.line_end}{indent}{field}")

    def end_of_line(self, number: int) -> int:
        """Return the offset of a line's end; lines count from 1."""
        return self._starts[number - 1] + len(self.document.text.split("\n")[number - 1])

    def diagnostics(self, *problems: Problem) -> tuple[Diagnostic, ...]:
        """Return problems with their lines, in file order."""
        return loader.locate(self.path, self.document, problems)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with each edit made; none overlaps another."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def replace_content(path: Path, content: bytes) -> None:
    """Give a file that is there another content: at every moment it has the old or the new, whole."""
    target = path.resolve()  # a link goes on leading there
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_bytes(content)
        shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
