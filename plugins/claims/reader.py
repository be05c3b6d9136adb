"""Text → plain values with marks. The only file that knows YAML.

A small, safe part of YAML: one document of mappings, lists and text. Every scalar is text (`no` stays "no", `1.10`
stays "1.10"), so nothing is guessed. Anchors, aliases and tags are refused, which shuts out alias bombs and objects;
so is deep nesting, before it could exhaust the stack.

Values are taken from libyaml's events. Only top-level records keep a mark; the mark of a value inside one is looked
up in the text when a message needs it, so that a file without mistakes does not pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from .problems import Mark, Path, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML built without libyaml has only the second
_MOST_LEVELS = 12  # the deepest field of a record is five levels down
_EMPTY = {"", "~", "null", "Null", "NULL"}
_SIMPLE_KEY_HELP = "put quotation marks around text that holds a colon and a space, or fold it with >-"
_HINTS = (
    ("mapping values are not allowed", _SIMPLE_KEY_HELP),
    (
        "could not find expected ':'",
        "a field is a name, a colon, a space and a value; check this line and the one before",
    ),
    ("did not find expected key", "check the indentation, and put quotation marks around text that begins with one"),
    ("did not find expected '-' indicator", "check the indentation: items of one list begin in the same column"),
    (
        "found character that cannot start any token",
        "indent with spaces, not tabs, and quote text that begins with @ or `",
    ),
    ("found unexpected end of stream", "a quotation mark or bracket that was opened is not closed"),
    ("found unexpected document indicator", "a quotation mark or bracket that was opened is not closed"),
    ("did not find expected ',' or", "a bracket that was opened is not closed, or a comma is missing"),
    ("found unknown escape character", "inside double quotation marks write \\\\ for a backslash, or use single ones"),
    ("did not find expected alphabetic or numeric character", "quote text that begins with * or &"),
    ("found undefined tag handle", "quote text that begins with !"),
)


@dataclass(frozen=True)
class Document:
    """The file as plain values: dicts, lists, text, and None where nothing was written."""

    text: str
    data: dict[str, Any]
    marks: dict[tuple[str, int], Mark]
    """Where each record of a top-level list begins."""
    problems: list[Problem] = field(default_factory=list)

    def mark_of(self, path: Path, *, on_key: bool = False) -> Mark:
        """Where the value at `path` (or its field's name) is written; where it is missing, what should hold it."""
        node, mark = self._tree, self._tree.mark
        for step in path:
            child = node.child(step)
            if child is None:
                break
            key, node = child
            mark = key if on_key and step == path[-1] else node.mark
        return mark

    @cached_property
    def _tree(self) -> _Node:
        events = iter(yaml.parse(self.text, Loader=_Loader))
        next(events), next(events)  # the stream's start and the document's
        return _node(events, next(events))


@dataclass(frozen=True)
class _Node:
    """A value as only its place matters: its children, each with the mark of its name."""

    mark: Mark
    children: tuple[tuple[str | int, Mark, _Node], ...] = ()

    def child(self, step: str | int) -> tuple[Mark, _Node] | None:
        return next(((mark, node) for name, mark, node in self.children if name == step), None)


def _node(events: Iterator[Any], event: Any) -> _Node:
    children: list[tuple[str | int, Mark, _Node]] = []
    if isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            children.append((len(children), _mark(item.start_mark), _node(events, item)))
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            children.append((key.value, _mark(key.start_mark), _node(events, next(events))))
    return _Node(_mark(event.start_mark), tuple(children))


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


class _StopError(Exception):
    """Reading cannot go on: what was read so far means nothing without the rest."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reading:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self.marks: dict[tuple[str, int], Mark] = {}
        self.problems: list[Problem] = []

    def document(self) -> Any:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        if event.version or event.tags:
            self.problems.append(
                Problem(_mark(event.start_mark), "a directive is not used here", "delete the line that begins with %")
            )
        value = self.value(next(self.events), ())
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
        return value

    def value(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self.problems.append(
                Problem(
                    _mark(event.start_mark),
                    f"the alias *{event.anchor} is not used here",
                    "write the value out, or put quotation marks around the text",
                )
            )
            return None
        if event.anchor or (event.tag and event.tag != "!"):
            what = f"the anchor &{event.anchor}" if event.anchor else f"the tag {event.tag}"
            self.problems.append(
                Problem(
                    _mark(event.start_mark),
                    f"{what} is not used here",
                    "delete it, or put quotation marks around the text",
                )
            )
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.value not in _EMPTY or not event.implicit[0] else None
        if len(path) >= _MOST_LEVELS:
            raise _StopError(
                Problem(
                    _mark(event.start_mark),
                    f"lists and fields are nested more than {_MOST_LEVELS} deep",
                    "check the indentation and the brackets",
                )
            )
        if len(path) == 2 and isinstance(path[1], int):  # noqa: PLR2004 - a record: the section and its place there
            self.marks[str(path[0]), path[1]] = _mark(event.start_mark)
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.item(event, (*path, len(values)), "the item is empty"))
        return values

    def mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _StopError(
                    Problem(
                        _mark(event.start_mark),
                        "the name of a field is a word, not a list or a mapping",
                        "put quotation marks around text that begins with a bracket or a question mark",
                    )
                )
            key, mark = event.value, _mark(event.start_mark)
            value = self.item(next(self.events), (*path, key), f'"{key}" is empty')
            if key in values:
                self.problems.append(
                    Problem(mark, f'"{key}" is written twice', f"it stands on line {lines[key]} too: keep one")
                )
                continue
            values[key], lines[key] = value, mark.line
        return values

    def item(self, event: Any, path: Path, empty: str) -> Any:
        value = self.value(event, path)
        if value is None and isinstance(event, yaml.ScalarEvent):
            self.problems.append(Problem(_mark(event.start_mark), empty, "write a value, or delete the line"))
        return value


def read(text: str) -> Document:
    """The values of `text` and what is wrong with it as YAML; never raises for anything an author can write."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    reading = _Reading(text)
    data: Any = None
    try:
        data = reading.document()
        if data is None and not reading.problems:
            reading.problems.append(Problem(Mark(1, 1), "the file holds no records", "begin with `topics:`"))
        elif data is not None and not isinstance(data, dict):
            reading.problems.append(Problem(Mark(1, 1), "the file is not made of named lists", "begin with `topics:`"))
    except _StopError as stop:
        reading.problems.append(stop.problem)
    except yaml.MarkedYAMLError as error:
        reading.problems.append(_syntax(error))
    except yaml.reader.ReaderError as error:
        reading.problems.append(_character(text, error))
    return Document(text, data if isinstance(data, dict) else {}, reading.marks, reading.problems)


def _syntax(error: yaml.MarkedYAMLError) -> Problem:
    words = error.problem or "not YAML"
    message = f"{words}, {error.context}" if error.context else words
    help = next(
        (hint for start, hint in _HINTS if words.startswith(start)),
        "check the punctuation of this line and the one before",
    )
    mark = error.problem_mark or error.context_mark
    return Problem(_mark(mark) if mark else Mark(1, 1), f"not YAML: {message}", help)


def _character(text: str, error: Any) -> Problem:
    bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    where = bad.start() if bad else min(error.position, len(text))
    line = text.count("\n", 0, where) + 1
    column = where - (text.rfind("\n", 0, where) + 1) + 1
    code = ord(text[where]) if where < len(text) else 0
    return Problem(Mark(line, column), f"the character U+{code:04X} cannot stand in the file", "delete it")
