"""Text → plain values with marks. The only file that knows YAML.

A small, safe part of YAML: one document of mappings, lists and text. Every scalar is text (`no` stays "no", `1.10`
stays "1.10"), so nothing is guessed. Anchors, aliases and tags are refused, which shuts out alias bombs and objects;
so are deep nesting, before it could exhaust the stack, and characters that cannot be seen and would split a line.

Values are taken from libyaml's events. Only top-level records keep a mark; the mark of a value inside one is looked
up in the text when a message needs it, so that a file without mistakes does not pay for them.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from ..plain import FORBIDDEN
from . import yaml_errors
from .diagnostics import MAX_PROBLEMS, Mark, Path, Problem, shown

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML built without libyaml has only the second
# A file that is long because it says much is read; one of a million empty values would exhaust the memory.
MOST_THIN = 500_000  # values; today's file has 5,000
THINNEST = 20  # characters a value; today's file has 63
_THIN = ("there are more values here than text to fill them", "check that this is the right file")
_MOST_LEVELS = 12  # the deepest field of a record is five levels down
_EMPTY = {"", "~", "null", "Null", "NULL"}
_EMPTY_HELP = (
    "write a value, or delete the line",
    "write a value, delete the line, or put quotation marks around the word",
)
_DEEP = (f"lists and fields are nested more than {_MOST_LEVELS} deep", "check the indentation and the brackets")


@dataclass(frozen=True)
class Document:
    """The file as plain values: dicts, lists, text, and None where nothing was written."""

    text: str
    data: dict[str, Any]
    marks: dict[tuple[str, int], Mark]
    """Where each record of a top-level list begins."""
    problems: list[Problem] = field(default_factory=list)
    apart: bool = False
    """Whether each record can be read without those around it."""

    def mark_of(self, path: Path, *, on_key: bool = False, spot: str = "") -> Mark:
        """Where the value at `path` is written, or its field's name, or words inside it.

        Where it is missing, what should hold it.
        """
        node, way = self._start(path)
        mark = node.mark
        for depth, step in enumerate(way, 1):
            child = node.children.get(step)
            if child is None:
                return mark
            key, node = child
            mark = key if on_key and depth == len(way) else node.mark
        return self._find(spot, node) or mark if spot else mark

    def _find(self, spot: str, node: _Node) -> Mark | None:
        start, end = self._offset(node.mark), self._offset(node.end)
        found = re.compile(re.escape(spot), re.IGNORECASE).search(self.text, start, end)
        if found is None:
            return None  # written with escapes
        at = found.start()
        return Mark(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))

    def _offset(self, mark: Mark) -> int:
        return self._line_starts[mark.line - 1] + mark.column - 1

    def _start(self, path: Path) -> tuple[_Node, Path]:
        """The nearest place from which the rest of the way is found: the record, or else the top."""
        match path:
            case str() as section, int() as index, *_ if self.apart and (section, index) in self.marks:
                record = self.marks[section, index]
            case _:
                return self._tree, path
        lines = self._record_lines
        after = bisect.bisect_right(lines, record.line)
        first = self._line_starts[record.line - 1]
        end = self._line_starts[lines[after] - 1] if after < len(lines) else len(self.text)
        events = iter(yaml.parse(self.text[first:end], Loader=_Loader))
        next(events), next(events), next(events)  # the stream's start, the document's and the list's
        return _node(events, next(events), record.line - 1), path[2:]

    @cached_property
    def _record_lines(self) -> list[int]:
        return sorted(mark.line for mark in self.marks.values())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _tree(self) -> _Node:
        events = iter(yaml.parse(_readable(self.text), Loader=_Loader))
        next(events), next(events)  # the stream's start and the document's
        return _node(events, next(events))


@dataclass(frozen=True)
class _Node:
    """A value as only its place matters: its children, each with the mark of its name."""

    mark: Mark
    end: Mark
    children: dict[str | int, tuple[Mark, _Node]] = field(default_factory=dict)


def _node(events: Iterator[Any], event: Any, above: int = 0) -> _Node:
    """What the next events say; `above` are the lines above the text that they are of."""
    children: dict[str | int, tuple[Mark, _Node]] = {}
    end = event
    if isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(end := next(events), yaml.SequenceEndEvent):
            children[len(children)] = _mark(end.start_mark, above), _node(events, end, above)
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(end := next(events), yaml.MappingEndEvent):
            child = _mark(end.start_mark, above), _node(events, next(events), above)
            children.setdefault(end.value, child)  # of a name written twice the first counts
    return _Node(_mark(event.start_mark, above), _mark(end.end_mark, above), children)


def _mark(mark: Any, above: int = 0) -> Mark:
    return Mark(mark.line + 1 + above, mark.column + 1)


class _StopError(Exception):
    """Reading cannot go on: what was read so far means nothing without the rest."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reading:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.marks: dict[tuple[str, int], Mark] = {}
        self.last: Any = None
        self.count = 0
        self.events: Iterator[Any] = self.remembered(yaml.parse(_readable(text), Loader=_Loader))

    def remembered(self, events: Iterator[Any]) -> Iterator[Any]:
        """The events; the last one is kept, because it says where a syntax error comes from."""
        for self.last in events:
            yield self.last

    def add(self, mark: Mark, message: str, help: str) -> None:
        self.problems.append(Problem(mark, message, help))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError(Problem(mark, "there are too many mistakes to go on", "mend these first, and check again"))

    def whole(self) -> dict[str, Any]:
        """What the file holds; nothing where it holds something else than named fields."""
        spoilt = self.characters()
        try:
            data = self.document()
        except _StopError as stop:
            self.problems.append(stop.problem)
        except yaml.MarkedYAMLError as error:
            problem = self.syntax(error)
            if not isinstance(problem.where, Mark) or problem.where.line not in spoilt:
                self.problems.append(problem)
        else:
            return data
        return {}

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        if error.problem_mark and "nesting depth" in (error.problem or ""):
            return Problem(_mark(error.problem_mark), *_DEEP)
        return yaml_errors.explain(_stumble(self.text.split("\n"), error, self.last))

    def characters(self) -> set[int]:
        """Note the first character of each line that cannot stand there; gives the lines."""
        spoilt: set[int] = set()
        if not FORBIDDEN.search(self.text):
            return spoilt
        lines = enumerate(self.text.split("\n"), 1)
        found = ((number, bad) for number, line in lines if (bad := FORBIDDEN.search(line)))
        for number, bad in itertools.islice(found, MAX_PROBLEMS - 1):
            message = f"{_character(bad[0])} cannot stand in the file"
            self.problems.append(Problem(Mark(number, bad.start() + 1), message, "delete it; most editors hide it"))
            spoilt.add(number)
        return spoilt

    def document(self) -> dict[str, Any]:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.add(Mark(1, 1), "the file holds no records", "begin with `claims:` and a first record")
            return {}
        if event.version or event.tags:
            self.add(_mark(event.start_mark), *yaml_errors.DIRECTIVE)
        root = next(self.events)
        value = self.value(root, ())
        next(self.events)  # the document's end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _StopError(
                Problem(
                    _mark(event.start_mark),
                    "a second document begins here",
                    "delete the line `---`: the file is one document",
                )
            )
        if isinstance(value, dict) and value:
            return value
        what = "a list without names" if isinstance(value, list) else "text" if value else "empty"
        if not isinstance(root, yaml.AliasEvent):  # said already
            self.add(
                _mark(root.start_mark),
                f"the file is {what}, and named lists are expected",
                "begin with `claims:` and put the records under it",
            )
        return {}

    def value(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self.add(
                _mark(event.start_mark),
                f"{shown(f'*{event.anchor}')} stands for a value written elsewhere, which is not used here",
                "write the value out, or put quotation marks around the text",
            )
            return None
        self.plain(event)
        self.count += 1
        if self.count > MOST_THIN and event.start_mark.index < self.count * THINNEST:
            raise _StopError(Problem(_mark(event.start_mark), *_THIN))
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.value not in _EMPTY or not event.implicit[0] else None
        if len(path) >= _MOST_LEVELS:
            raise _StopError(Problem(_mark(event.start_mark), *_DEEP))
        if record := _record(path):
            self.marks.setdefault(record, _mark(event.start_mark))
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def plain(self, event: Any) -> None:
        """Note what an event has beside its value: a name to be repeated by, a type, characters written as codes."""
        coded = isinstance(event, yaml.ScalarEvent) and event.style == '"'
        if not coded and event.anchor is None and event.tag is None:
            return  # as nearly all are: without a look at where it stands
        mark = _mark(event.start_mark)
        help = "delete it, or put quotation marks around the text"
        if event.anchor:
            self.add(mark, f"{shown(f'&{event.anchor}')} names a value to repeat, which is not used here", help)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self.add(mark, f"{shown(tag)} sets the type of a value, which is not used here", help)
        if coded and (bad := FORBIDDEN.search(event.value)):
            message = f"{_character(bad[0])} cannot stand in the file, not even as a code"
            self.add(mark, message, "delete the backslash and the code after it")

    def sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.item(event, (*path, len(values)), None))
        return values

    def mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        run_on = False
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                raise _StopError(
                    Problem(
                        _mark(mark),
                        "the name of a field is one word, and something else is found here",
                        "put quotation marks around text that begins with a bracket, a star or a question mark",
                    )
                )
            self.plain(event)
            key = event.value
            value = self.item(next(self.events), (*path, key), key)
            if not key:
                self.add(_mark(mark), "a field has no name", "write a name before the colon, or quote the text")
            elif key == "<<":
                self.add(
                    _mark(mark), '"<<" takes fields from elsewhere, which is not used here', "write the fields out"
                )
            elif key in values:
                if not run_on:  # of what follows the second id each field would be told
                    run_on = key == "id" and _record(path) is not None
                    help = f"it stands on line {lines[key]} too: keep one"
                    if run_on:
                        help += ', or begin another record with a hyphen before "id"'
                    self.add(_mark(mark), f"{shown(key)} is written twice", help)
            else:
                values[key], lines[key] = value, mark.line + 1
        return values

    def item(self, event: Any, path: Path, key: str | None) -> Any:
        value = self.value(event, path)
        if value is None and isinstance(event, yaml.ScalarEvent):
            name = "the item" if key is None else shown(key)
            written = f' ("{event.value}" means that nothing is there)' if event.value else ""
            help = "put a record under it, or write []" if len(path) == 1 else _EMPTY_HELP[bool(written)]
            self.add(_mark(event.start_mark), f"{name} is empty{written}", help)
        return value


def read(text: str) -> Document:
    """The values of `text` and what is wrong with it as YAML; never raises for anything an author can write."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    reading = _Reading(text)
    data = reading.whole()
    return Document(text, data, reading.marks, reading.problems)


def _readable(text: str) -> str:
    """The text as libyaml takes it: what it refuses is reported, and a space keeps its place."""
    return FORBIDDEN.sub(" ", text)


def _record(path: Path) -> tuple[str, int] | None:
    """The section of a record and its place there, where the way leads to one."""
    match path:
        case (str(section), int(index)):
            return section, index
    return None


def _character(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"the character U+{ord(character):04X}{f' ({name})' if name else ''}"


def _stumble(lines: list[str], error: yaml.MarkedYAMLError, last: Any) -> yaml_errors.Stumble:
    here: Any = error.problem_mark or error.context_mark
    return yaml_errors.Stumble(
        lines=lines,
        words=": ".join(filter(None, [error.context, error.problem])),
        here=_mark(here),
        opened=_mark(error.context_mark or here),
        style=getattr(last, "style", None) or None,
        start=_mark(last.start_mark),
        end=_mark(last.end_mark),
    )
