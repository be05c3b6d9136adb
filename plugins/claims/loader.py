"""Path → Dataset, or every problem found. After this step there are no doubts, and nothing later checks again."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import garbage, parser, reader, rules, style
from .model import Dataset
from .problems import DataError, Finding, Mark, Problem

_MOST_BYTES = 600_000_000  # forty thousand claims as long as today's; more would be held in memory twice over
_SAVE = "save the file as UTF-8 in your editor"


@dataclass(frozen=True)
class Checked:
    """What a file holds, everything that is wrong with it, and what could be better, each in file order."""

    dataset: Dataset
    errors: tuple[Finding, ...]
    warnings: Mapping[style.Remark, tuple[Finding, ...]] = field(default_factory=dict)
    """Under each kind of remark what was found; none where there are errors."""


def load(path: Path, *, today: date) -> Dataset:
    """Read and check the file; raises DataError with every mistake, in file order.

    `today` is the day after which a date in the file lies in the future.
    """
    checked = check(path, today=today, remarks=False)
    if checked.errors:
        raise DataError(checked.errors)
    return checked.dataset


def check(path: Path, *, today: date, remarks: bool = True) -> Checked:
    """Read the file and gather every mistake, and, where there is none, every remark."""
    text = _read(path)
    if isinstance(text, Finding):
        return Checked(Dataset(), (text,))
    return check_text(path, text, today=today, remarks=remarks)


def check_text(path: Path, text: str, *, today: date, remarks: bool = True) -> Checked:
    """The same for a text that stands in the file at `path`, or would."""
    with garbage.paused():
        return _check(path, text, today=today, remarks=remarks)


def _check(path: Path, text: str, *, today: date, remarks: bool) -> Checked:
    document = reader.read(text)
    parsed = parser.parse(document)
    errors = locate(path, document, [*parsed.problems, *rules.check(parsed, today=today)])
    if errors or not remarks:
        return Checked(parsed.dataset, errors)
    found = {remark: locate(path, document, remark.find(parsed.dataset, today)) for remark in style.REMARKS}
    return Checked(parsed.dataset, (), {remark: findings for remark, findings in found.items() if findings})


def locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Problems brought to their lines, in file order, each once."""
    lines = document.text.split("\n")

    def finding(problem: Problem) -> Finding:
        where = problem.where
        mark = where if isinstance(where, Mark) else document.mark_of(where, on_key=problem.on_key, spot=problem.spot)
        if mark.line > len(lines):  # libyaml ends a last line that does not end
            mark = Mark(len(lines), len(lines[-1]) + 1)
        return Finding(str(path), mark, problem.message, problem.help, lines[mark.line - 1])

    return tuple(sorted(set(map(finding, problems))))


def _read(path: Path) -> str | Finding:
    """The text of the file, or why there is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(path, error)
    if len(raw) > _MOST_BYTES:
        help = "check that it is the right one; the limit stands in plugins/claims/loader.py"
        return Finding(str(path), Mark(1, 1), f"the file is larger than {_MOST_BYTES // 1_000_000} MB", help)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Finding(str(path), Mark(1, 1), "the file is UTF-16, not UTF-8", _SAVE)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if b"\0" in raw:  # valid, and never text: UTF-16 without a mark at its start, or no text at all
        return _not_text(path, raw, raw.index(b"\0"))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return _not_text(path, raw, error.start)


def _unreadable(path: Path, error: OSError) -> Finding:
    words = (error.strerror or str(error)).lower()
    missing = isinstance(error, FileNotFoundError)
    help = "check the name, and run the command from the project's folder" if missing else ""
    return Finding(str(path), Mark(1, 1), f"cannot read the file: {words}", help)


def _not_text(path: Path, raw: bytes, at: int) -> Finding:
    before = raw[:at]
    start = before.rpartition(b"\n")[2].decode(errors="replace")
    rest = raw[at:].replace(b"\r\n", b"\n").partition(b"\n")[0].decode(errors="replace")
    mark = Mark(before.count(b"\n") + 1, len(start) + 1)
    return Finding(str(path), mark, f"the byte 0x{raw[at]:02X} is not text in UTF-8", _SAVE, start + rest)
