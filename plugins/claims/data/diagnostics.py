"""What is wrong with the file, and where: the values every step of the pipeline reports with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from . import report

MOST_PROBLEMS = 500  # more come from one mistake at the root of them, and naming each would take minutes
_MOST_KNOWN = 2000  # words among which the nearest is looked for: seven times as many as the file has ids
_ALIKE = 0.7  # "suports" is 0.9 like "supports", "recipes" 0.6 like "series"
_LONGEST_KNOWN = 100  # characters: comparing takes their square, and ids have 64

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top of the file: `("claims", 3, "evidence", 0, "source")`."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was written. Two records that say the same are equal wherever they stand."""

    section: str = field(compare=False)
    index: int = field(compare=False)

    def path(self, *rest: str | int) -> Path:
        """The way to a value inside this record."""
        return (self.section, self.index, *rest)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the value it is about, what is wrong, and what to do next.

    `where` is a mark where the reader stood on the spot, else the way to the value, which the loader
    turns into a mark. `on_key` points at the field's name instead of its value, `spot` at words inside the value.
    `beside` is the way to a record that the message ends with: on which line that begins is told after it.
    """

    where: Mark | Path
    message: str
    help: str = ""
    on_key: bool = False
    spot: str = ""
    beside: Path = ()


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A problem as it is printed: file, mark, words and the line it is about, ordered as the file is."""

    file: str
    mark: Mark
    message: str
    help: str = ""
    line: str = field(default="", compare=False)


class DataError(Exception):
    """The file cannot be used; `findings` says everything that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(report.text(self.findings))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is close."""
    words = sorted(name for name in known if len(name) <= _LONGEST_KNOWN)
    if len(word) > _LONGEST_KNOWN or len(words) > _MOST_KNOWN:
        return None
    alike = {_plain(name): name for name in reversed(words)}
    found = difflib.get_close_matches(_plain(word), alike, n=1, cutoff=_ALIKE)
    return alike[found[0]] if found else None


def _plain(word: str) -> str:
    # Capitals and underscores are slips of the hand, not other letters.
    return word.lower().replace("_", "-")


def shown(value: str) -> str:
    """A value in quotation marks, as messages show it: of a long one, the beginning."""
    return f'"{value[:_LONGEST_KNOWN]}…"' if len(value) > _LONGEST_KNOWN else f'"{value}"'


def listing(words: Iterable[str], *, last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final
