"""A new claim put in its place in the text of the file, as YAML laid out as the file is.

Long text is folded, and short lists and small records stand in brackets.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

from ..data import reader
from ..data.diagnostics import DataError, Problem
from .source_file import Edit, SourceFile, apply

Value = str | Sequence[str] | Sequence[Mapping[str, str]]

_WIDTH = 100  # the file's own: longer text is folded


def insert(file: SourceFile, fields: Mapping[str, Value], *, today: date) -> tuple[SourceFile, int]:
    """Return the file with a claim after the last one of its topic, and the line it begins on.

    Raise DataError where the file would have a mistake, or where its layout leaves no place for a claim.
    """
    claims, document = file.dataset.claims, file.document
    index = max((n for n, claim in enumerate(claims, 1) if claim.topics[0] == fields["topics"][0]), default=len(claims))
    mark = document.mark_of(("claims", index - 1) if index else ("claims",))
    if index:
        indent = _depth(file.lines[mark.line - 1])
        above = _last_line(file, mark.line, indent)
        start = end = file.end_of_line(above)
        lines = ["", "", *record(fields, indent)]
    else:  # in the place of `[]`, and of the space before it
        above, start = mark.line, file.offset(("claims",)) - 1
        end = file.text.index("]", start) + 1
        lines = ["", *record(fields, 2)]
    edit = Edit(start, end, file.line_end.join(lines if file.text[end:] else [*lines, ""]))
    expected = [*document.data["claims"]]
    expected.insert(index, dict(fields))
    if reader.read(apply(file.text, [edit])).data != {**document.data, "claims": expected}:
        help = "begin each claim on a line of its own: `  - id: …`"
        raise DataError(file.findings(Problem(mark, "no claim can be put in after this one", help)))
    return file.edited([edit], today=today), above + lines.count("")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _last_line(file: SourceFile, first: int, indent: int) -> int:
    """Return the number of the last line of the record that begins on `first`."""
    last = first
    for number, line in enumerate(file.lines[first:], first + 1):
        if line.strip() and _depth(line) > indent:
            last = number
        elif line.strip() and not line.lstrip().startswith("#"):  # a comment out here is the next record's
            break
    return last


def record(fields: Mapping[str, Value], indent: int) -> list[str]:
    """Return the lines of one item of a top-level list, whose hyphen stands after `indent` spaces."""
    pad = " " * (indent + 2)
    lines = [line for name, value in fields.items() for line in _field(f"{pad}{name}:", value, pad)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _field(name: str, value: Value, pad: str) -> list[str]:
    if isinstance(value, str):
        line = f"{name} {_scalar(value, '{}')}"
        if len(line) <= _WIDTH:
            return [line]
        folded = textwrap.wrap(value, _WIDTH - len(pad) - 2, break_long_words=False, break_on_hyphens=False)
        return [f"{name} >-", *(f"{pad}  {part}" for part in folded)]
    if isinstance(value[0], str):
        return [f"{name} [{', '.join(_scalar(str(item), '[{}]') for item in value)}]"]
    return [name, *(f"{pad}  - {_in_braces(item)}" for item in value if isinstance(item, Mapping))]


def _in_braces(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value, '{{x: {}}}')}" for name, value in fields.items()) + "}"


def _scalar(text: str, place: str) -> str:
    """Return the text as it is where it can stand so at its place, else in quotation marks."""
    quoted = f'"{text}"' if not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"
    plain = reader.read(f"x: {place.format(text)}")
    if not plain.problems and plain.data == reader.read(f"x: {place.format(quoted)}").data:
        return text
    return quoted
