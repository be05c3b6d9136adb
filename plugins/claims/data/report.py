"""Findings as they are printed: for people, for programs, and for pull requests.

The form of a line is the GNU Coding Standards' ("Formatting Error Messages"), which editors jump to. Whatever the file
holds, nothing printed here can move the cursor, change colours or turn the direction of the text.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .diagnostics import Finding

_WIDEST = 100  # characters of a line that are shown; a longer one is cut around the mark
_LONGEST = 400  # characters of a message; in a longer one the middle, an author's own long text, is left out
_BOLD, _RED, _YELLOW, _FAINT, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[2m", "\033[0m"


def text(findings: Sequence[Finding], *, level: str = "error", colour: bool = False) -> str:
    """Each finding with its line and a caret under the spot, and the count."""
    return "\n".join([*(paragraph(finding, level, colour=colour) for finding in findings), count(len(findings), level)])


def count(number: int, level: str = "error") -> str:
    """`1 mistake found`; of what is no error, `1 remark made`."""
    what, done = ("mistake", "found") if level == "error" else ("remark", "made")
    return f"{number} {what}{'' if number == 1 else 's'} {done}"


def paragraph(finding: Finding, level: str = "error", *, colour: bool = False) -> str:
    """One finding with its line, a caret under the spot, and what to do."""
    tone = _RED if level == "error" else _YELLOW
    bold, faint, plain = (_BOLD, _FAINT, _PLAIN) if colour else ("", "", "")
    mark = finding.mark
    place = f"{_visible(finding.file)}:{mark.line}:{mark.column}"
    lines = [f"{bold}{place}: {tone if colour else ''}{level}:{plain}{bold} {_words(finding.message)}{plain}"]
    if finding.line.strip():
        shown, caret = _excerpt(finding.line, mark.column)
        margin = f"{mark.line:5} | "
        lines += [
            f"{faint}{margin}{shown}{plain}",
            f"{faint}{' ' * (len(margin) - 2)}| {plain}{' ' * caret}{tone if colour else ''}^{plain}",
        ]
    if finding.help:
        lines.append(f"  help: {_words(finding.help)}")
    return "\n".join(lines)


def _words(message: str) -> str:
    """A message of a length that can be read, with every character visible."""
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
    return _visible(message)


def _visible(text: str) -> str:
    r"""Text with whatever cannot be seen written as a code: `\n`, `\u202e`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line, and how far along it the mark is; a character more or less would shift the caret."""
    at = min(column - 1, len(line))
    first = max(0, at - _WIDEST // 2) if len(line) > _WIDEST else 0
    cut = "".join(map(_one_visible, line[first : first + _WIDEST]))
    before, after = "…" if first else "", "…" if first + _WIDEST < len(line) else ""
    return f"{before}{cut}{after}", len(before) + sum(map(_width, cut[: at - first]))


def _one_visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character == "\t" or unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def _width(character: str) -> int:
    """Columns of a terminal: none for an accent on the character before, two for a Chinese one or an emoji."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def as_json(errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    """A list of objects with `level`, `file`, `line`, `column`, `message` and `help`."""
    found = [(level, finding) for level, group in (("error", errors), ("warning", warnings)) for finding in group]
    return json.dumps(
        [
            {
                "level": level,
                "file": f.file,
                "line": f.mark.line,
                "column": f.mark.column,
                "message": f.message,
                "help": f.help,
            }
            for level, f in found
        ],
        indent=2,  # and ASCII, so that values are exact and nothing in them acts on a terminal
    )


def github(errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    """Workflow commands that mark the lines of a pull request (GitHub Docs, "Workflow commands for GitHub Actions")."""
    found = [(level, finding) for level, group in (("error", errors), ("warning", warnings)) for finding in group]
    lines = []
    for level, finding in found:
        place = f"file={_property(_visible(finding.file))},line={finding.mark.line},col={finding.mark.column}"
        words = " - ".join(filter(None, [finding.message, finding.help]))
        lines.append(f"::{level} {place}::{_data(_words(words))}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
