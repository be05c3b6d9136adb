"""The place of a new claim among those of its topic, found in the text of the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..data import reader
from ..data.diagnostics import Problem
from . import yaml_format
from .source_file import Edit, Manuscript, apply


def insert(manuscript: Manuscript, fields: Mapping[str, yaml_format.Value], *, today: date) -> tuple[Manuscript, int]:
    """The file with a claim put in, and the line it begins on.

    Raises DataError where the file would have a mistake, or where its layout leaves no place for a claim.
    """
    document, claims = manuscript.document, manuscript.dataset.claims
    index = max((n for n, claim in enumerate(claims, 1) if claim.topics[0] == fields["topics"][0]), default=len(claims))
    edit, line = _after(manuscript, index - 1, fields) if index else _first(manuscript, fields)
    expected = {**document.data, "claims": [*document.data["claims"]]}
    expected["claims"].insert(index, dict(fields))
    if reader.read(apply(manuscript.raw, [edit])).data != expected:
        mark = document.mark_of(("claims", index - 1) if index else ("claims",))
        raise manuscript.error(
            Problem(mark, "no claim can be put in after this one", "begin each claim on a line of its own: `  - id: …`")
        )
    return manuscript.revised([edit], today=today), line


def _after(manuscript: Manuscript, index: int, fields: Mapping[str, yaml_format.Value]) -> tuple[Edit, int]:
    """The record, an empty line before it, after that of the claim at `index`."""
    first = manuscript.document.mark_of(("claims", index)).line
    indent = len(manuscript.line(first)) - len(manuscript.line(first).lstrip())
    last = first
    for number in range(first + 1, manuscript.lines + 1):
        line = manuscript.line(number)
        if len(line) - len(line.lstrip()) > indent and line.strip():
            last = number
        elif line.strip() and not line.lstrip().startswith("#"):  # a comment out here is the next record's
            break
    at = manuscript.end(last)
    lines = ["", "", *yaml_format.record(fields, indent)]
    return Edit(at, at, _lines(manuscript, lines, at)), last + 2


def _first(manuscript: Manuscript, fields: Mapping[str, yaml_format.Value]) -> tuple[Edit, int]:
    """The record in the place of `[]`."""
    mark = manuscript.document.mark_of(("claims",))
    at = manuscript.offset(mark)
    end = manuscript.raw.index("]", at) + 1
    return Edit(at - 1, end, _lines(manuscript, ["", *yaml_format.record(fields, 2)], end)), mark.line + 1


def _lines(manuscript: Manuscript, lines: list[str], at: int) -> str:
    """Lines as the file ends them; the last one too where nothing follows."""
    return manuscript.line_end.join(lines if manuscript.raw[at:] else [*lines, ""])
