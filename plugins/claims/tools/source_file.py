"""The file as its author wrote it, to be changed without touching a byte elsewhere.

ruamel.yaml, which writes a file back with its comments and layout, was tried for this. Its round trip gave the file
back to the byte only with one line width, one indentation and no Windows line ends; folded plain text was unfolded,
and spaces inside brackets went. Edits of the text keep whatever habits a file has, and an author need install nothing
more: the project's own reader and rules then prove what the edited text says.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..data import loader, reader
from ..data.diagnostics import DataError, Finding, Mark, Problem
from ..data.model import Dataset


@dataclass(frozen=True, order=True)
class Edit:
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Manuscript:
    """A file without mistakes: every byte of it, and what it says."""

    path: Path
    raw: str
    dataset: Dataset

    @classmethod
    def read(cls, path: Path, *, today: date) -> Manuscript:
        """Read the file; raises DataError with every mistake where it has any."""
        dataset = loader.load(path, today=today)
        return cls(path, path.read_bytes().decode("utf-8"), dataset)

    @cached_property
    def document(self) -> reader.Document:
        """The file as plain values, and where they stand."""
        return reader.read(self.raw)

    def revised(self, edits: Iterable[Edit], *, today: date) -> Manuscript:
        """What it would be with these edits; raises DataError with every mistake that they would make."""
        raw = apply(self.raw, edits)
        checked = loader.check_text(self.path, raw, today=today, remarks=False)
        if checked.errors:
            raise DataError(checked.errors)
        return Manuscript(self.path, raw, checked.dataset)

    def write(self) -> None:
        """Put it in its file's place; raises OSError, and leaves the file as it was, where that cannot be."""
        put(self.path, self.raw.encode())

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line starts."""
        starts = [0]
        for line in self.raw.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        starts[0] = int(self.raw.startswith("\ufeff"))
        return starts

    def offset(self, mark: Mark) -> int:
        """How many characters stand before a place; at most all of them."""
        return min(self._starts[mark.line - 1] + mark.column - 1, len(self.raw))

    def end(self, number: int) -> int:
        """How many characters stand before the end of a line; lines count from 1."""
        return self._starts[number - 1] + len(self.line(number))

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.raw[self._starts[number - 1] : self._starts[number] - 1].removesuffix("\r")

    @property
    def lines(self) -> int:
        """How many lines there are; a last one that is empty is none."""
        return len(self._starts) - 1 - self.raw.endswith("\n")

    @property
    def line_end(self) -> str:
        """How lines end here."""
        return "\r\n" if "\r\n" in self.raw else "\n"

    def findings(self, problems: Iterable[Problem]) -> tuple[Finding, ...]:
        """Problems brought to their lines."""
        return loader.locate(self.path, self.document, problems)

    def error(self, problem: Problem) -> DataError:
        """A problem as what to raise."""
        return DataError(self.findings([problem]))


def put(path: Path, content: bytes) -> None:
    """Give a file that is there another content: at every moment it has the old or the new, whole.

    Raises OSError where that cannot be.
    """
    place = path.resolve()  # a link goes on leading there
    beside = place.with_name(f".{place.name}.new")
    try:
        beside.write_bytes(content)
        shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with each edit made; none overlaps another."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])
