"""Path → Dataset, or every problem found. After this step there are no doubts, and nothing later checks again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import parser, reader, rules, style
from .model import Dataset
from .problems import DataError, Finding, Mark, Problem


@dataclass(frozen=True)
class Checked:
    """What a file holds, everything that is wrong with it, and what could be better, each in file order."""

    dataset: Dataset
    errors: tuple[Finding, ...]
    warnings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Under what each kind of remark says of many at once; none where there are errors."""


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
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return Checked(Dataset(), (_unreadable(path, error),))
    except UnicodeDecodeError as error:
        return Checked(Dataset(), (_not_utf8(path, error),))
    return check_text(path, text, today=today, remarks=remarks)


def check_text(path: Path, text: str, *, today: date, remarks: bool = True) -> Checked:
    """The same for a text that stands in the file at `path`, or would."""
    document = reader.read(text)
    parsed = parser.parse(document)
    errors = locate(path, document, [*parsed.problems, *rules.check(parsed, today=today)])
    if errors or not remarks:
        return Checked(parsed.dataset, errors)
    found = {remark.plural: locate(path, document, remark.find(parsed.dataset, today)) for remark in style.REMARKS}
    return Checked(parsed.dataset, (), {plural: findings for plural, findings in found.items() if findings})


def locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Problems brought to their lines, in file order, each once."""
    lines = document.text.split("\n")

    def finding(problem: Problem) -> Finding:
        where = problem.where
        mark = where if isinstance(where, Mark) else document.mark_of(where, on_key=problem.on_key)
        line = lines[mark.line - 1] if mark.line <= len(lines) else ""
        return Finding(str(path), mark, problem.message, problem.help, line)

    return tuple(sorted(set(map(finding, problems))))


def _unreadable(path: Path, error: OSError) -> Finding:
    words = (error.strerror or str(error)).lower()
    help = (
        "check the name, and run the command from the project's folder" if isinstance(error, FileNotFoundError) else ""
    )
    return Finding(str(path), Mark(1, 1), f"cannot read the file: {words}", help)


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Finding:
    before = bytes(error.object[: error.start])
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
    return Finding(str(path), Mark(before.count(b"\n") + 1, column), message, "save the file as UTF-8 in your editor")
