"""Problems, the diagnostics made of them, and how these are printed.

A printed line has the form of the GNU Coding Standards ("Formatting Error Messages"), so that editors can jump to it.
Whatever a file contains, nothing printed here moves the cursor, changes colours or turns the direction of the text.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from .faults import Mistake
from .grouping import by_key

MIN_ALIKE = 4  # problems that are reported as one
MAX_PROBLEMS = 500  # more have one common cause, and reporting each would take minutes
_MAX_KNOWN = 2000  # words that `nearest` compares: seven times as many as the file has ids
_MIN_SIMILARITY = 0.7  # "suports" is 0.9 like "supports", "recipes" 0.6 like "series"
_MAX_WORD_CHARS = 100  # comparing takes time by the square, and ids have 64
_MAX_LINE_CHARS = 100  # a longer line is cut around the mark
_MAX_MESSAGE_CHARS = 400  # a longer message loses its middle, which is a long text of the author's
_BOLD, _RED, _YELLOW, _FAINT, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[2m", "\033[0m"
_COLOUR = re.compile(r"\033\[\d+m")

Path: TypeAlias = tuple[str | int, ...]
"""The steps from the top of the file to a value: `("claims", 3, "evidence", 0, "source")`."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """The place of a record in the file; the parser makes it. Comparing records ignores it."""

    section: str = field(compare=False)
    index: int | None = field(default=None, compare=False)
    """The index in its list; None if the section is not a list."""

    def path(self, *rest: str | int) -> Path:
        """Return the path of a value inside this record."""
        if self.index is None:
            return (self.section, *rest)
        return (self.section, self.index, *rest)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake: the value it is about, the message, and what to do next. Every check yields these.

    `where` is a mark, or the path of a value, which the loader turns into a mark. `on_key` points at the name of the
    field instead of its value, `spot` at words inside the value. `beside` is the path of the record that the message
    ends with; the loader adds its line number.
    """

    where: Mark | Path
    message: str
    help: str = ""
    on_key: bool = False
    spot: str = ""
    beside: Path = ()
    also: tuple[Problem, ...] = ()
    """Similar problems, which are reported together with this one."""

    @property
    def likeness(self) -> str:
        """The message and help without names; equal for problems of several records that have one cause."""
        return _NAMES.sub("", f"{self.message}; {self.help}")


def gather(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; of many similar ones only the first, with the others in `also`."""
    for group in by_key((problem.likeness, problem) for problem in problems).values():
        if len(group) < MIN_ALIKE:
            yield from group
        else:
            yield replace(group[0], also=tuple(group[1:]))


_NAMES = re.compile(r'(?<=of )[a-z]+ "[^"]*"|^[a-z]+ "[^"]*"| \d+(?=,? )')
"""The name of a record, and the place of an item in a list."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A problem ready to print, with its file, mark and line; diagnostics sort in file order."""

    file: str
    mark: Mark
    message: str
    help: str = ""
    line: str = field(default="", compare=False)


class DataError(Mistake):
    """Raised if the file cannot be used; `diagnostics` lists everything that is wrong with it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(as_text(self.diagnostics))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None if none is close."""
    words = sorted(name for name in known if len(name) <= _MAX_WORD_CHARS)
    if len(word) > _MAX_WORD_CHARS or len(words) > _MAX_KNOWN:
        return None
    originals = {_without_slips(name): name for name in reversed(words)}
    matches = difflib.get_close_matches(_without_slips(word), originals, n=1, cutoff=_MIN_SIMILARITY)
    return originals[matches[0]] if matches else None


def _without_slips(word: str) -> str:
    """Return the word without capitals and underscores, which are typing slips rather than other letters."""
    return word.lower().replace("_", "-")


def shown(value: str) -> str:
    """Return a value in quotation marks, as messages show it; a long one is cut."""
    return f'"{value[:_MAX_WORD_CHARS]}…"' if len(value) > _MAX_WORD_CHARS else f'"{value}"'


def character(sign: str) -> str:
    """Return the code and name of a character that may be invisible: `U+00AD (soft hyphen)`."""
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}{f' ({name})' if name else ''}"


def form(value: object) -> str:
    """Return the kind of a value in the file, as messages name it."""
    if isinstance(value, dict):
        return "a record of named fields"
    return "a list" if isinstance(value, list | tuple) else "text"


def listing(words: Iterable[str], *, last: str = "or", most: int | None = None) -> str:
    """Return words as in a sentence: `a`, `a or b`, `a, b or c`; more than `most` end with `or 2 more`."""
    items = list(words)
    if most and len(items) > most:
        items[most:] = [f"{len(items) - most} more"]
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def as_text(diagnostics: Sequence[Diagnostic], *, level: str = "error", colour: bool = False) -> str:
    """Return all diagnostics as `paragraph` prints them, and their count: `1 mistake found`."""
    plural = "" if len(diagnostics) == 1 else "s"
    count = f"{len(diagnostics)} mistake{plural} found" if level == "error" else f"{len(diagnostics)} warning{plural}"
    paragraphs = [paragraph(diagnostic, level, colour=colour) for diagnostic in diagnostics]
    return "\n".join([*paragraphs, count])


def paragraph(diagnostic: Diagnostic, level: str = "error", *, colour: bool = False) -> str:
    """Return a diagnostic with its line, a caret under the spot, and the help."""
    tone = _RED if level == "error" else _YELLOW
    mark = diagnostic.mark
    place = f"{_visible(diagnostic.file)}:{mark.line}:{mark.column}"
    lines = [f"{_BOLD}{place}: {tone}{level}:{_PLAIN}{_BOLD} {_readable(diagnostic.message)}{_PLAIN}"]
    if diagnostic.line.strip():
        excerpt, indent = _excerpt(diagnostic.line, mark.column)
        margin = f"{mark.line:5} | "
        lines.append(f"{_FAINT}{margin}{excerpt}{_PLAIN}")
        lines.append(f"{_FAINT}{' ' * (len(margin) - 2)}| {_PLAIN}{' ' * indent}{tone}^{_PLAIN}")
    if diagnostic.help:
        lines.append(f"  help: {_readable(diagnostic.help)}")
    text = "\n".join(lines)
    return text if colour else _COLOUR.sub("", text)


def _readable(message: str) -> str:
    """Return a message, cut if it is too long to read, with every character visible."""
    if len(message) > _MAX_MESSAGE_CHARS:
        half = _MAX_MESSAGE_CHARS // 2
        message = f"{message[:half]} … {message[-half:]}"
    return _visible(message)


def _visible(text: str) -> str:
    r"""Return text with invisible characters as escapes: `\n`, `\u202e`."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """Return the part of a line to show, and how many terminal columns stand before the mark in it.

    Each character stays one character, or the caret would shift.
    """
    position = min(column - 1, len(line))
    first = max(0, position - _MAX_LINE_CHARS // 2) if len(line) > _MAX_LINE_CHARS else 0
    cut = "".join(map(_visible_in_place, line[first : first + _MAX_LINE_CHARS]))
    before = "…" if first else ""
    after = "…" if first + _MAX_LINE_CHARS < len(line) else ""
    indent = len(before) + columns(cut[: position - first])
    return f"{before}{cut}{after}", indent


def _visible_in_place(character: str) -> str:
    if character.isprintable():
        return character
    is_blank = character == "\t" or unicodedata.category(character) == "Zs"
    return " " if is_blank else "\N{REPLACEMENT CHARACTER}"


def columns(text: str) -> int:
    """Return the width of a text in terminal columns: a Latin letter takes one, a Chinese character two."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    """Return the terminal columns of a character: 0 for a combining accent, 2 for an ideograph or an emoji."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
