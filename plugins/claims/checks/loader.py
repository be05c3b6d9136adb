"""Read the file of claims and check it by itself: its form, its records, and the rules on all of them.

What passes here is not checked again later.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from ..model import parser
from ..model.markdown import MarkdownRenderer
from ..model.parser import Names
from ..model.records import Dataset
from ..source import yaml_reader as reader
from ..source.diagnostics import MAX_PROBLEMS, DataError, Diagnostic, Mark, Problem, gather, listing
from ..source.grouping import by_key
from ..verdict import Judgement
from . import rules
from .rules import Facts
from .warnings import GATE, WARNINGS

MAX_LINES = 5  # that are named where many mistakes are reported as one
_TOP = Mark(1, 1)
_SAVE = "save the file as plain text in UTF-8, or bring it back from git"


class RuleWarning(NamedTuple):
    """A warning: the name of its rule, and what is printed."""

    rule: str
    diagnostic: Diagnostic


@dataclass(frozen=True)
class Checked:
    """The result of a check: the dataset, its errors, and its warnings, each in the order of the file."""

    dataset: Dataset
    errors: tuple[Diagnostic, ...]
    finders: tuple[Callable[[], Iterable[RuleWarning]], ...] = ()
    """Functions that find the warnings; call them only if there are no errors."""
    names: Names | None = None
    """The ids in the file; None if it could not be read to its end."""
    document: reader.Document | None = None
    """The file as it is written; None if it is not text."""
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    """What follows from the evidence of each claim, by its id; empty if there are errors."""

    @cached_property
    def all_warnings(self) -> tuple[RuleWarning, ...]:
        """Every warning. The rules run when this is first used, because they take long."""
        rule_warnings: list[RuleWarning] = []
        for find in self.finders:
            rule_warnings += find()
        return tuple(rule_warnings)

    @property
    def warnings(self) -> Mapping[str, list[Diagnostic]]:
        """The warnings, by the name of their rule."""
        return by_key((warning.rule, warning.diagnostic) for warning in self.all_warnings)

    @property
    def unpublishable(self) -> list[Diagnostic]:
        """The warnings that block publishing."""
        return sorted(warning.diagnostic for warning in self.all_warnings if warning.rule == GATE)

    def summary(self, path: Path, *, each: bool = False) -> str:
        """Return what a file without errors contains, and how many warnings each rule has, one line each.

        Args:
            path: The file, as it is printed.
            each: Whether the caller prints the warnings one by one; then they are not counted here.

        """
        lines = [f"{path}: {_contents(self.dataset)}, no mistakes"]
        if self.warnings and not each:
            for rule, group in self.warnings.items():
                files = len({diagnostic.file for diagnostic in group})
                count = f"{len(group)} against {rule}" + (f", in {files} files" if files > 1 else "")
                lines.append(f"{group[0].file}: warning: {count}; the first is on line {group[0].mark.line}")
            lines.append("make check STRICT=1 shows each")
        return "\n".join(lines)


def _contents(dataset: Dataset) -> str:
    """Return the numbers of the main records: `3 claims, 1 event and 4 sources`."""
    counts = {"claim": len(dataset.claims), "event": len(dataset.events), "source": len(dataset.sources)}
    return listing([f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items()], last="and")


def load(path: Path, *, today: date) -> Dataset:
    """Read and check the file.

    Args:
        path: The file.
        today: The day of the check; later dates lie in the future.

    Raises:
        DataError: with every mistake, in the order of the file.

    """
    return load_text(path, text_of(path), today=today)[0]


def check(path: Path, *, today: date, markdown: MarkdownRenderer | None = None) -> Checked:
    """Read the file and return its errors, or if it has none, its warnings; `markdown` renders its texts."""
    try:
        text = text_of(path)
    except DataError as error:
        return Checked(Dataset(), error.diagnostics)
    document, facts, errors = _examine(path, text, today, markdown)
    names = facts.parsed.names if document.data and len(facts.parsed.problems) < MAX_PROBLEMS else None
    if errors:
        return Checked(Dataset(), errors, names=names, document=document)
    return Checked(
        facts.dataset,
        errors=(),
        finders=(partial(_warnings, path, document, facts),),
        names=names,
        document=document,
        judgements=facts.judgements,
    )


def _warnings(path: Path, document: reader.Document, facts: Facts) -> Iterator[RuleWarning]:
    """Yield the warnings of all rules, those of each rule in the order of the file."""
    locator = _Locator(path, document)
    for rule, find_problems in WARNINGS.items():
        diagnostics = {locator.diagnostic(problem) for problem in find_problems(facts.dataset)}
        yield from (RuleWarning(rule, diagnostic) for diagnostic in sorted(diagnostics))


def load_text(path: Path, text: str, *, today: date) -> tuple[Dataset, reader.Document]:
    """Check a text as if it were in the file at `path`; return the dataset, and where each value is in the text.

    Raises:
        DataError: with every mistake, in the order of the text.

    """
    document, facts, errors = _examine(path, text, today)
    if errors:
        raise DataError(errors)
    return facts.dataset, document


def _examine(
    path: Path, text: str, today: date, markdown: MarkdownRenderer | None = None
) -> tuple[reader.Document, Facts, tuple[Diagnostic, ...]]:
    document = reader.read(text)
    facts = Facts(parser.parse(document, markdown), today)
    return document, facts, locate(path, document, gather([*facts.parsed.problems, *rules.check(facts)]))


def locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
    """Return problems as diagnostics, in the order of the file and without duplicates."""
    locator = _Locator(path, document)
    return tuple(sorted({locator.diagnostic(problem) for problem in problems}))


class _Locator:
    """Finds the lines of problems in one file."""

    def __init__(self, path: Path, document: reader.Document) -> None:
        self.path = path
        self.document = document
        self.lines = document.text.split("\n")

    def diagnostic(self, problem: Problem) -> Diagnostic:
        """Return a problem with its file, mark and line."""
        mark = self._mark(problem)
        message = problem.message
        if problem.beside:
            message += f" on line {self.document.mark_of(problem.beside).line}"
        if problem.also:
            numbers = {self._mark(other).line for other in problem.also}
            plural = "s" if len(numbers) > 1 else ""
            others = listing([str(number) for number in sorted(numbers)], last="and", most=MAX_LINES)
            message += f" (and {len(problem.also)} times more, on line{plural} {others})"
        return Diagnostic(str(self.path), mark, message, problem.help, self.lines[mark.line - 1])

    def _mark(self, problem: Problem) -> Mark:
        mark = problem.where
        if not isinstance(mark, Mark):
            mark = self.document.mark_of(mark, on_key=problem.on_key, spot=problem.spot)
        if mark.line <= len(self.lines):
            return mark
        # If the last line does not end with a line feed, libyaml marks the line after it.
        return Mark(len(self.lines), len(self.lines[-1]) + 1)


def text_of(path: Path) -> str:
    """Return the text of a file, with line feeds at the ends of lines.

    Raises:
        DataError: if the file cannot be read or is not text in UTF-8.

    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # for example a pipe, which may never end
            raise OSError("it is no regular file")
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot read the file: {(error.strerror or str(error)).lower()}"
        help = "check the name, that you may read it, and that the command runs in the project's folder"
        raise DataError([Diagnostic(str(path), _TOP, message, help)]) from error
    raw = raw.removeprefix(codecs.BOM_UTF8)
    position = raw.find(b"\0")  # valid UTF-8, but never in a text: this is UTF-16 without a mark, or binary
    if position < 0:
        try:
            return raw.decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            position = error.start
    before = raw[:position]
    after = raw[position:].replace(b"\r\n", b"\n")
    start = before.rpartition(b"\n")[2].decode(errors="replace")
    line = start + after.partition(b"\n")[0].decode(errors="replace")
    mark = Mark(before.count(b"\n") + 1, len(start) + 1)
    message = f"the byte 0x{raw[position]:02X} is not text in UTF-8"
    raise DataError([Diagnostic(str(path), mark, message, _SAVE, line)])
