"""Path → Dataset, or every problem found. After this step there are no doubts, and nothing later checks again."""

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from ..model import parser
from ..model.markdown import MarkdownRenderer
from ..model.parser import Names
from ..model.records import Dataset, SiteInfo
from ..model.scalars import FORMAT_VERSION
from ..source import yaml_reader as reader
from ..source.diagnostics import MAX_PROBLEMS, DataError, Diagnostic, Mark, Problem, gather, listing
from ..source.grouping import by_key
from ..verdict.counter import Judgement
from . import rules, warnings
from .rules import Facts

MAX_LINES = 5  # that are named where many mistakes are told as one
ACCEPTED = "accepted-warnings.txt"
"""The file beside the one of claims that lists warnings which are known and accepted: rule and record, a line each, and
of some the words that are meant."""
_ACCEPTED_HEAD = """\
# Warnings on claims.yaml that are known and accepted: `make check` counts these, and shows every other one.
# `make check ACCEPT=1` writes this list anew. Whoever mends one can delete its line."""
_TOP = Mark(1, 1)
_SAVE = "save the file as plain text in UTF-8, or bring it back from git"


class RuleWarning(NamedTuple):
    """A warning: the name of its rule, the record or page that it is about, and what is printed."""

    rule: str
    on: str
    diagnostic: Diagnostic
    words: str = ""
    """The words to which its acceptance is limited; empty where it has no limit."""

    @property
    def key(self) -> str:
        """How the list of accepted ones has it: `titles-are-short some-id`."""
        return " ".join(filter(None, [self.rule, self.on, self.words]))


@dataclass(frozen=True)
class Checked:
    """What a file holds, everything that is wrong with it, and what could be better, each in file order."""

    dataset: Dataset
    errors: tuple[Diagnostic, ...]
    finders: tuple[Callable[[], Iterable[RuleWarning]], ...] = ()
    """What finds warnings; nothing where there are errors."""
    known: frozenset[str] = frozenset()
    """The keys of the warnings that are accepted."""
    names: Names | None = None
    """The ids that are written down; None where the file could not be read to its end."""
    document: reader.Document | None = None
    """The file as it is written; None where it is no text."""
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    """What follows from the evidence of each claim, by its id; empty if there are errors."""

    @cached_property
    def all_warnings(self) -> tuple[RuleWarning, ...]:
        """What could be better; it is looked for when this is first asked for, which takes as long as the rules."""
        return tuple(warning for find in self.finders for warning in find())

    @property
    def warnings(self) -> Mapping[str, list[Diagnostic]]:
        """Under the name of each rule what was found."""
        return by_key((found.rule, found.diagnostic) for found in self.all_warnings if found.key not in self.known)

    @property
    def accepted(self) -> Mapping[str, list[Diagnostic]]:
        """The same of what is known and accepted."""
        return by_key((found.rule, found.diagnostic) for found in self.all_warnings if found.key in self.known)

    @property
    def keys(self) -> tuple[str, ...]:
        """The lines of a new list of accepted warnings."""
        listed = (one for one in self.all_warnings if one.key in self.known or one.rule not in warnings.BY_HAND)
        return tuple(sorted({warning.key for warning in listed}))

    @property
    def unpublishable(self) -> list[Diagnostic]:
        """What keeps the site from being published."""
        gated = (found for found in self.all_warnings if found.rule in warnings.GATE)
        return sorted(one.diagnostic for one in gated if one.key not in self.known or one.rule in warnings.BY_HAND)

    @property
    def leads_to_drafts(self) -> list[Diagnostic]:
        """What leads to a draft that is left out."""
        return sorted(found.diagnostic for found in self.all_warnings if found.rule == warnings.LEADS_TO_A_DRAFT)

    def summary(self, path: Path, *, each: bool = False) -> str:
        """Return what a file without mistakes holds, and how many warnings each rule makes, a line each.

        `each` leaves out those that are shown one by one.
        """
        data = self.dataset
        counts = {"claim": len(data.claims), "event": len(data.events), "source": len(data.sources)}
        if drafts := sum(claim.draft for claim in data.claims) + sum(event.draft for event in data.events):
            counts["draft"] = drafts
        counted = [f"{count} {what}{'' if count == 1 else 's'}" for what, count in counts.items()]
        lines = [f"{path}: {listing(counted, last='and')}, no mistakes"]
        lines += [f"{path}: accepted: {len(group)} against {rule}" for rule, group in self.accepted.items()]
        if missing := data.not_archived():
            addresses = {source.url for source in data.sources if source.url}
            where = f"data/v{FORMAT_VERSION}/not-archived.txt of the built site"
            number = f"{len(missing)} of {len(addresses)}, listed in {where}"
            lines.append(f"{path}: web addresses without an archived copy: {number}")
        if self.warnings and not each:
            for rule, group in self.warnings.items():
                count, first = len(group), group[0]
                lines.append(f"{first.file}: warning: {count} against {rule}; the first is on line {first.mark.line}")
            lines.append("make check STRICT=1 shows each")
        return "\n".join(lines)


def load(path: Path, *, today: date) -> Dataset:
    """Read and check the file; raise DataError with every mistake, in file order.

    `today` is the day after which a date in the file lies in the future.
    """
    return load_text(path, text_of(path), today=today)[0]


def check(path: Path, *, today: date, markdown: MarkdownRenderer | None = None) -> Checked:
    """Read the file and return every mistake, or where there is none, every warning; `markdown` renders its texts."""
    accepted = path.with_name(ACCEPTED)
    try:
        text = text_of(path)
        known = filter(None, text_of(accepted).splitlines() if accepted.exists() else [])
    except DataError as error:
        return Checked(Dataset(), error.diagnostics)
    document, facts, errors = _examine(path, text, today, markdown)
    parsed = facts.parsed
    names = parsed.names if document.data and len(parsed.problems) < MAX_PROBLEMS else None
    if errors:
        return Checked(Dataset(), errors, names=names, document=document)
    ids = {record.location.path(): record.id for record in parsed.dataset.records()}
    find = _finder(path, document)

    def rule_warning(rule: str, problem: Problem) -> RuleWarning:
        id = ids.get(problem.where[:2]) if isinstance(problem.where, tuple) else None
        return RuleWarning(rule, id or SiteInfo.kind_name, find(problem), problem.words)

    def found() -> Iterator[RuleWarning]:
        for rule, find_problems in warnings.WARNINGS.items():
            made = {rule_warning(rule, problem) for problem in find_problems(parsed.dataset, today)}
            yield from sorted(made, key=attrgetter("diagnostic", "key"))

    return Checked(parsed.dataset, (), (found,), frozenset(known), names, document, facts.judgements)


def accept(path: Path, checked: Checked) -> Path:
    """Write the warnings on the file at a path down as known and accepted, and return where."""
    file = path.with_name(ACCEPTED)
    file.write_text("\n".join([_ACCEPTED_HEAD, *checked.keys, ""]), encoding="utf-8", newline="\n")
    return file


def load_text(path: Path, text: str, *, today: date) -> tuple[Dataset, reader.Document]:
    """Do as `load` for a text that stands in the file at `path`, or would; return also where its values stand."""
    document, facts, errors = _examine(path, text, today)
    if errors:
        raise DataError(errors)
    return facts.dataset, document


def _examine(
    path: Path, text: str, today: date, markdown: MarkdownRenderer | None = None
) -> tuple[reader.Document, Facts, tuple[Diagnostic, ...]]:
    document = reader.read(text)
    facts = Facts(parser.parse(document, markdown), today)
    problems = [*facts.parsed.problems, *rules.check(facts)]
    return document, facts, locate(path, document, gather(problems))


def locate(path: Path, document: reader.Document, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
    """Return problems with their lines, in file order, each once."""
    return tuple(sorted(set(map(_finder(path, document), problems))))


def _finder(path: Path, document: reader.Document) -> Callable[[Problem], Diagnostic]:
    lines = document.text.split("\n")

    def place(problem: Problem) -> Mark:
        where = problem.where
        mark = where if isinstance(where, Mark) else document.mark_of(where, on_key=problem.on_key, spot=problem.spot)
        # libyaml ends a last line that does not end.
        return mark if mark.line <= len(lines) else Mark(len(lines), len(lines[-1]) + 1)

    def diagnostic(problem: Problem) -> Diagnostic:
        mark, message = place(problem), problem.message
        if problem.beside:
            message += f" on line {document.mark_of(problem.beside).line}"
        if problem.also:
            others = [str(line) for line in sorted({place(other).line for other in problem.also})]
            where = f"line{'s' * (len(others) > 1)} {listing(others, last='and', most=MAX_LINES)}"
            message += f" (and {len(problem.also)} times more, on {where})"
        return Diagnostic(str(path), mark, message, problem.help, lines[mark.line - 1])

    return diagnostic


def text_of(path: Path) -> str:
    """Return a whole file, its lines ended by line feeds; raise DataError where it is no text in UTF-8."""

    def refusal(message: str, help: str, mark: Mark = _TOP, line: str = "") -> DataError:
        return DataError([Diagnostic(str(path), mark, message, help, line)])

    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # as a pipe, which may never end
            raise OSError("it is no regular file")
        raw = path.read_bytes()
    except OSError as error:
        help = "check the name, that you may read it, and that the command runs in the project's folder"
        raise refusal(f"cannot read the file: {(error.strerror or str(error)).lower()}", help) from error
    raw = raw.removeprefix(codecs.BOM_UTF8)
    at = raw.find(b"\0")  # valid, and never text: UTF-16 without a mark at its start, or no text at all
    if at < 0:
        try:
            return raw.decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            at = error.start
    before, after = raw[:at], raw[at:].replace(b"\r\n", b"\n")
    start = before.rpartition(b"\n")[2].decode(errors="replace")
    line = start + after.partition(b"\n")[0].decode(errors="replace")
    mark = Mark(before.count(b"\n") + 1, len(start) + 1)
    raise refusal(f"the byte 0x{raw[at]:02X} is not text in UTF-8", _SAVE, mark, line)
