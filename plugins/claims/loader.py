"""Path → Dataset, or every problem found. After this step there are no doubts, and nothing later checks again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import parser, reader, rules
from .model import Dataset
from .problems import DataError, Finding, Mark, Problem


@dataclass(frozen=True)
class Checked:
    """What a file holds and everything that is wrong with it, in file order."""

    dataset: Dataset
    findings: tuple[Finding, ...]


def load(path: Path, *, today: date) -> Dataset:
    """Read and check the file; raises DataError with every mistake, in file order.

    `today` is the day after which a date in the file lies in the future.
    """
    checked = check(path, today=today)
    if checked.findings:
        raise DataError(checked.findings)
    return checked.dataset


def check(path: Path, *, today: date) -> Checked:
    """Read the file and gather every mistake."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        return _unreadable(path, error)
    except UnicodeDecodeError as error:
        return Checked(Dataset(), (_not_utf8(path, error),))
    document = reader.read(text)
    parsed = parser.parse(document)
    problems = [*parsed.problems, *rules.check(parsed, today=today)]
    return Checked(parsed.dataset, _locate(path, document, problems))


def _locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    def finding(problem: Problem) -> Finding:
        where = problem.where
        mark = where if isinstance(where, Mark) else document.mark_of(where, on_key=problem.on_key)
        return Finding(str(path), mark, problem.message, problem.help)

    return tuple(sorted(set(map(finding, problems))))


def _unreadable(path: Path, error: OSError) -> Checked:
    words = (error.strerror or str(error)).lower()
    help = "check the name, and run the command from the project's folder" if isinstance(error, FileNotFoundError) else ""
    return Checked(Dataset(), (Finding(str(path), Mark(1, 1), f"cannot read the file: {words}", help),))


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Finding:
    before = bytes(error.object[: error.start])
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
    return Finding(str(path), Mark(before.count(b"\n") + 1, column), message, "save the file as UTF-8 in your editor")
