"""Path → Dataset, or every problem found. After this step there are no doubts, and nothing later checks again."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import garbage, processes, quick
from ..memory import Memory
from . import lint, parser, reader, rules
from .diagnostics import DataError, Finding, Mark, Problem
from .model import Dataset

_MOST_BYTES = 600_000_000  # forty thousand claims as long as today's; more would be held in memory twice over
_LONG = 1_000_000  # bytes, which take a tenth of a second: for less another process is not worth its start
_SAVE = "save the file as UTF-8 in your editor"


@dataclass(frozen=True)
class Checked:
    """What a file holds, everything that is wrong with it, and what could be better, each in file order."""

    dataset: Dataset
    errors: tuple[Finding, ...]
    warnings: Mapping[lint.Remark, tuple[Finding, ...]] = field(default_factory=dict)
    """Under each kind of remark what was found; none where there are errors."""


def load(path: Path, *, today: date, memory: Memory | None = None) -> Dataset:
    """Read and check the file; raises DataError with every mistake, in file order.

    `today` is the day after which a date in the file lies in the future. Whoever loads again and again passes a memory.
    """
    checked = check(path, today=today, remarks=False, memory=memory)
    if checked.errors:
        raise DataError(checked.errors)
    return checked.dataset


def check(path: Path, *, today: date, remarks: bool = True, memory: Memory | None = None) -> Checked:
    """Read the file and gather every mistake, and, where there is none, every remark."""
    raw = _read(path)
    if isinstance(raw, Finding):
        return Checked(Dataset(), (raw,))
    with garbage.paused():
        if parts := _quick(raw, today, memory):
            return _checked(path, *parts, today=today, remarks=remarks)
        text = _text(path, raw)
        if isinstance(text, Finding):
            return Checked(Dataset(), (text,))
        return _checked(path, *_thorough(text, today), today=today, remarks=remarks)


def check_text(path: Path, text: str, *, today: date, remarks: bool = True) -> Checked:
    """The same for a text that stands in the file at `path`, or would."""
    with garbage.paused():
        raw = text.encode(errors="surrogatepass").removeprefix(codecs.BOM_UTF8)
        parts = _quick(raw, today, None) or _thorough(text, today)
        return _checked(path, *parts, today=today, remarks=remarks)


Parts = tuple[Dataset, list[Problem], Callable[[], reader.Document]]
"""What a text holds, what is wrong with it, and the document, which is made only where places are looked up in it."""


def _quick(raw: bytes, today: date, memory: Memory | None) -> Parts | None:
    """The parts of a text that is laid out plainly and holds records without a mistake by themselves."""
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n")
    among = processes.available() if len(raw) > _LONG else 1
    read = quick.parse(raw, memory.known if memory else None, ahead=among > 1)
    if read is None:
        return None
    parsed = read.parsed
    changed = read.changed if memory and memory.vouches(parsed.names, today) else None
    problems = list(rules.check(parsed, today=today, changed=changed, processes=among if changed is None else 1))
    if memory and not problems:
        memory.keep(read.known, parsed.names, today)
    return parsed.dataset, problems, lambda: quick.document(raw)


def _thorough(text: str, today: date) -> Parts:
    document = reader.read(text)
    parsed = parser.parse(document)
    return parsed.dataset, [*parsed.problems, *rules.check(parsed, today=today)], lambda: document


def _checked(
    path: Path,
    dataset: Dataset,
    problems: list[Problem],
    document: Callable[[], reader.Document],
    *,
    today: date,
    remarks: bool,
) -> Checked:
    if problems:
        return Checked(dataset, locate(path, document(), problems))
    if not remarks:
        return Checked(dataset, ())
    text = document()
    found = {remark: locate(path, text, remark.find(dataset, today)) for remark in lint.REMARKS}
    return Checked(dataset, (), {remark: findings for remark, findings in found.items() if findings})


def locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Problems brought to their lines, in file order, each once."""
    lines = document.text.split("\n")

    def finding(problem: Problem) -> Finding:
        where = problem.where
        mark = where if isinstance(where, Mark) else document.mark_of(where, on_key=problem.on_key, spot=problem.spot)
        if mark.line > len(lines):  # libyaml ends a last line that does not end
            mark = Mark(len(lines), len(lines[-1]) + 1)
        message = problem.message
        if problem.beside:
            message += f" on line {document.mark_of(problem.beside).line}"
        return Finding(str(path), mark, message, problem.help, lines[mark.line - 1])

    return tuple(sorted(set(map(finding, problems))))


def _read(path: Path) -> bytes | Finding:
    """What the file holds, without a byte order mark, or why it cannot be text."""
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
    return raw


def _text(path: Path, raw: bytes) -> str | Finding:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return _not_text(path, raw, error.start)


def text_of(path: Path) -> str:
    """A whole file, its lines ended by line feeds; raises DataError where it is no text in UTF-8."""
    raw = _read(path)
    text = raw if isinstance(raw, Finding) else _text(path, raw)
    if isinstance(text, Finding):
        raise DataError([text])
    return text.replace("\r\n", "\n")


def _unreadable(path: Path, error: OSError) -> Finding:
    words = (error.strerror or str(error)).lower()
    missing = isinstance(error, FileNotFoundError)
    help = (
        "check the name, and run the command from the project's folder"
        if missing
        else "check that it is a file, and that you may read it"
    )
    return Finding(str(path), Mark(1, 1), f"cannot read the file: {words}", help)


def _not_text(path: Path, raw: bytes, at: int) -> Finding:
    before = raw[:at]
    start = before.rpartition(b"\n")[2].decode(errors="replace")
    rest = raw[at:].replace(b"\r\n", b"\n").partition(b"\n")[0].decode(errors="replace")
    mark = Mark(before.count(b"\n") + 1, len(start) + 1)
    return Finding(str(path), mark, f"the byte 0x{raw[at]:02X} is not text in UTF-8", _SAVE, start + rest)
