"""Findings as they are printed: for people, for programs, and for pull requests.

The form of a line is the GNU Coding Standards' ("Formatting Error Messages"), which editors jump to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problems import Finding

_WIDEST = 100  # characters of a line that are shown; a longer one is cut around the mark
_BOLD, _RED, _YELLOW, _FAINT, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[2m", "\033[0m"


def text(findings: Sequence[Finding], *, level: str = "error", colour: bool = False) -> str:
    """Each finding with its line and a caret under the spot, and the count."""
    return "\n".join([*(paragraph(finding, level, colour=colour) for finding in findings), count(len(findings))])


def count(number: int) -> str:
    """`1 mistake found`."""
    return f"{number} {'mistake' if number == 1 else 'mistakes'} found"


def paragraph(finding: Finding, level: str = "error", *, colour: bool = False) -> str:
    """One finding with its line, a caret under the spot, and what to do."""
    tone = _RED if level == "error" else _YELLOW
    bold, faint, plain = (_BOLD, _FAINT, _PLAIN) if colour else ("", "", "")
    mark = finding.mark
    place = f"{finding.file}:{mark.line}:{mark.column}"
    lines = [f"{bold}{place}: {tone if colour else ''}{level}:{plain}{bold} {finding.message}{plain}"]
    if finding.line.strip():
        shown, caret = _excerpt(finding.line, mark.column)
        margin = f"{mark.line:5} | "
        lines += [
            f"{faint}{margin}{shown}{plain}",
            f"{faint}{' ' * 6}| {plain}{' ' * caret}{tone if colour else ''}^{plain}",
        ]
    if finding.help:
        lines.append(f"  help: {finding.help}")
    return "\n".join(lines)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line, and how far along it the mark is. Nothing in it can move the cursor or change colour."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line.expandtabs(1))
    at = min(column - 1, len(printable))
    first = max(0, at - _WIDEST // 2) if len(printable) > _WIDEST else 0
    cut = printable[first : first + _WIDEST]
    before, after = "…" if first else "", "…" if first + _WIDEST < len(printable) else ""
    return f"{before}{cut}{after}", at - first + len(before)


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
        ensure_ascii=False,
        indent=2,
    )


def github(errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    """Workflow commands that mark the lines of a pull request (GitHub Docs, "Workflow commands for GitHub Actions")."""
    found = [(level, finding) for level, group in (("error", errors), ("warning", warnings)) for finding in group]
    lines = []
    for level, finding in found:
        place = f"file={_property(finding.file)},line={finding.mark.line},col={finding.mark.column}"
        words = " - ".join(filter(None, [finding.message, finding.help]))
        lines.append(f"::{level} {place}::{_data(words)}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
