"""What is wrong with a file, and where: the values that every step reports with, and how they are printed.

The form of a printed line is the GNU Coding Standards' ("Formatting Error Messages"), which editors jump to. Whatever
the file holds, nothing printed here can move the cursor, change colours or turn the direction of the text.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..faults import Mistake
from .grouping import by_key

MIN_ALIKE = 4  # mistakes that are told as one
MAX_PROBLEMS = 500  # more come from one mistake at the root of them, and naming each would take minutes
_MAX_KNOWN = 2000  # words among which the nearest is looked for: seven times as many as the file has ids
_MIN_SIMILARITY = 0.7  # "suports" is 0.9 like "supports", "recipes" 0.6 like "series"
_MAX_WORD_CHARS = 100  # comparing takes their square, and ids have 64
_MAX_LINE_CHARS = 100  # that are shown; a longer line is cut around the mark
_MAX_MESSAGE_CHARS = 400  # in a longer one the middle, an author's own long text, is left out
_BOLD, _RED, _YELLOW, _FAINT, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[2m", "\033[0m"

Path: TypeAlias = tuple[str | int, ...]
"""The steps to a value from the top of the file: `("claims", 3, "evidence", 0, "source")`."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a record was written. Two records that say the same are equal wherever they stand."""

    section: str = field(compare=False)
    index: int | None = field(default=None, compare=False)
    """Its place in the list; None where the section is no list."""

    def path(self, *rest: str | int) -> Path:
        """Return the path of a value inside this record."""
        return (self.section, *([] if self.index is None else [self.index]), *rest)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the value it is about, what is wrong, and what to do next.

    `where` is a mark, or the path of a value, which the loader turns into a mark. `on_key` points at the field's name
    instead of its value, `spot` at words inside the value. `beside` is the path of the record that the message ends
    with; the loader adds the line on which that begins. A warning with `words` is accepted for these alone.
    """

    where: Mark | Path
    message: str
    help: str = ""
    on_key: bool = False
    spot: str = ""
    beside: Path = ()
    words: str = ""
    also: tuple[Problem, ...] = ()
    """Others like it, which are told with it."""

    @property
    def likeness(self) -> str:
        """What it has in common with those of other records that come from one slip: its words without their names."""
        return _NAMES.sub("", f"{self.message}; {self.help}")


def gather(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; of many that are alike the first, with the others beside it."""
    for group in by_key((problem.likeness, problem) for problem in problems).values():
        if len(group) < MIN_ALIKE:
            yield from group
        else:
            yield replace(group[0], also=tuple(group[1:]))


_NAMES = re.compile(r'(?<=of )[a-z]+ "[^"]*"|^[a-z]+ "[^"]*"| \d+(?=,? )')
"""Which record is meant, and the place of an item in a list."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A problem as it is printed: file, mark, words and the line it is about, ordered as the file is."""

    file: str
    mark: Mark
    message: str
    help: str = ""
    line: str = field(default="", compare=False)


class DataError(Mistake):
    """The file cannot be used; `diagnostics` says everything that is wrong with it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(as_text(self.diagnostics))


def without_make(words: str, file: object) -> str:
    """Return words to somebody who has none of our make targets, with the commands that these stand for."""
    words = re.sub("make check ([A-Z]+)=1", lambda found: f"python -m claims {file} --{found[1].lower()}", words)
    words = re.sub("(make translations) ADD=", r"\1 --add ", words)
    return words.replace("make translations", "python -m claims.tools.translations")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None where none is close."""
    words = sorted(name for name in known if len(name) <= _MAX_WORD_CHARS)
    if len(word) > _MAX_WORD_CHARS or len(words) > _MAX_KNOWN:
        return None
    alike = {_without_slips(name): name for name in reversed(words)}
    found = difflib.get_close_matches(_without_slips(word), alike, n=1, cutoff=_MIN_SIMILARITY)
    return alike[found[0]] if found else None


def _without_slips(word: str) -> str:
    """Return the word without capitals and underscores, which are slips of the hand and not other letters."""
    return word.lower().replace("_", "-")


def shown(value: str) -> str:
    """Return a value in quotation marks, as messages show it: of a long one the beginning."""
    return f'"{value[:_MAX_WORD_CHARS]}…"' if len(value) > _MAX_WORD_CHARS else f'"{value}"'


def character(sign: str) -> str:
    """Return `U+00AD (soft hyphen)`: a sign that may not be seen by its code and name."""
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}{f' ({name})' if name else ''}"


def form(value: object) -> str:
    """Return what a value of the file is, as messages call it."""
    if isinstance(value, dict):
        return "a record of named fields"
    return "a list" if isinstance(value, list | tuple) else "text"


def listing(words: Iterable[str], *, last: str = "or", most: int | None = None) -> str:
    """Return `a`, `a or b`, `a, b or c`; of more words than `most` the first, and `2 more`; of none an empty text."""
    listed = [*words]
    more = [f"{len(listed) - most} more"] if most and len(listed) > most else []
    *before, final = [*listed[:most], *more] or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def as_text(diagnostics: Sequence[Diagnostic], *, level: str = "error", colour: bool = False) -> str:
    """Return each diagnostic with its line and a caret under the spot, and the count: `1 mistake found`."""
    plural = "" if len(diagnostics) == 1 else "s"
    count = f"{len(diagnostics)} mistake{plural} found" if level == "error" else f"{len(diagnostics)} warning{plural}"
    return "\n".join([*(paragraph(diagnostic, level, colour=colour) for diagnostic in diagnostics), count])


def paragraph(diagnostic: Diagnostic, level: str = "error", *, colour: bool = False) -> str:
    """Return one diagnostic with its line, a caret under the spot, and what to do."""
    red = _RED if level == "error" else _YELLOW
    bold, faint, plain, red = (_BOLD, _FAINT, _PLAIN, red) if colour else ("", "", "", "")
    mark = diagnostic.mark
    place = f"{_visible(diagnostic.file)}:{mark.line}:{mark.column}"
    lines = [f"{bold}{place}: {red}{level}:{plain}{bold} {_readable(diagnostic.message)}{plain}"]
    if diagnostic.line.strip():
        excerpt, indent = _excerpt(diagnostic.line, mark.column)
        margin = f"{mark.line:5} | "
        lines.append(f"{faint}{margin}{excerpt}{plain}")
        lines.append(f"{faint}{' ' * (len(margin) - 2)}| {plain}{' ' * indent}{red}^{plain}")
    if diagnostic.help:
        lines.append(f"  help: {_readable(diagnostic.help)}")
    return "\n".join(lines)


def _readable(message: str) -> str:
    """Return a message of a length that can be read, with every character visible."""
    if len(message) > _MAX_MESSAGE_CHARS:
        message = f"{message[: _MAX_MESSAGE_CHARS // 2]} … {message[-_MAX_MESSAGE_CHARS // 2 :]}"
    return _visible(message)


def _visible(text: str) -> str:
    r"""Return text with whatever cannot be seen written as a code: `\n`, `\u202e`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """Return what is shown of a line, and how many columns of a terminal the mark is along it.

    Each character is shown as one, as more or fewer would shift the caret.
    """
    at = min(column - 1, len(line))
    first = max(0, at - _MAX_LINE_CHARS // 2) if len(line) > _MAX_LINE_CHARS else 0
    cut = "".join(map(_visible_in_place, line[first : first + _MAX_LINE_CHARS]))
    before, after = "…" if first else "", "…" if first + _MAX_LINE_CHARS < len(line) else ""
    return f"{before}{cut}{after}", len(before) + sum(map(_width, cut[: at - first]))


def _visible_in_place(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character == "\t" or unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def columns(text: str) -> int:
    """Return the width of a text in letters of the Latin alphabet, of which a Chinese character takes two."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    """Return the columns of a terminal: 0 for an accent on the character before, 2 for an ideograph or an emoji."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
