"""Parse YAML text into plain values with marks. With `yaml_writer`, the only module that knows YAML.

A small, safe part of YAML: one document of mappings, lists and text. Every scalar is text (`no` stays "no", `1.10`
stays "1.10"), so nothing is guessed. Anchors, aliases and tags are refused, which shuts out alias bombs and objects;
so are deep nesting, before it exhausts the stack, and invisible characters that split a line.

Nodes are built here from libyaml's events. `yaml.compose` builds nodes with marks too, but it hides anchors, tags and
directives, recurses without a limit, and takes twice as long.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from . import yaml_errors
from .diagnostics import MAX_PROBLEMS, Mark, Path, Problem, character, shown
from .yaml_errors import YamlMark, as_mark

YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | None"
"""A value of the file; None if nothing was written."""

# Characters that YAML forbids, or takes for the end of a line where editors and git see none.
_SEEN = "\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_FORBIDDEN = re.compile(f"^.*?([^{_SEEN}])", re.MULTILINE)
# Characters that look like a space but are letters to YAML; they matter at the start and end of lines and fields.
_BLANK = "[\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_MISPLACED = re.compile(
    rf"^[ -]*+(?:\w[\w-]*+:)? *({_BLANK})(?: |{_BLANK})*|(?<!{_BLANK})({_BLANK}){_BLANK}*+$", re.MULTILINE
)
_CUT_OFF = re.compile(r"[ \t]+(#\S.*)")  # a comment is nearly always written with a space after its sign
_PROPERTY = re.compile(r"[&*!][^\s,{}\[\]]*")
_LIKE_A_FIELD = re.compile(r"^ +(?:- )?([a-z_]+):(|\s.*)$", re.MULTILINE)
_ENDS = tuple(".!?。！？”’»)")  # of a sentence
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})", re.MULTILINE)
_IN_CONFLICT = (
    "git marked a merge conflict here",
    "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>",
)
_QUOTE = "put quotation marks around the whole text"

# PyYAML built without libyaml has only the second.
_Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Node:
    """A value and its place, in characters from the start of the text; the reader makes it."""

    value: YamlValue
    key: int
    """The start of its field's name; for an item in a list, of the item itself."""
    start: int
    end: int
    children: dict[str | int, Node]
    """The nodes in a dict or list, by name or index."""


_NOTHING = Node({}, 0, 0, 0, {})


@dataclass(frozen=True)
class Document:
    """The file as nodes, and its YAML mistakes; `read` makes it."""

    text: str
    root: Node
    problems: list[Problem]

    @property
    def data(self) -> dict[str, Any]:
        """The file as plain values: dicts, lists, text, and None if nothing was written."""
        return self.root.value if isinstance(self.root.value, dict) else {}

    def mark_of(self, path: Path, *, on_key: bool = False, spot: str = "") -> Mark:
        """Return the mark of the value at `path`, of its field's name, or of words inside it.

        If the value is missing, return the mark of the record or list that lacks it.
        """
        node = self.root
        for step in path:
            child = node.children.get(step)
            if child is None:
                return self._mark(node.start)
            node = child
        if on_key:
            return self._mark(node.key)
        words = r"\s+".join(map(re.escape, spot.split()))  # the text may be folded
        match = re.compile(words, re.IGNORECASE).search(self.text, node.start, node.end)
        return self._mark(match.start() if match else node.start)  # words written with escapes do not match

    def swallowed(self, names: Collection[str]) -> Iterator[Problem]:
        """Report each line of a folded text that looks like a field with one of these names, not like a sentence."""
        queue = [self.root]
        while queue:
            for owner, node in queue.pop().children.items():
                queue.append(node)
                if self.text[node.start : node.start + 1] in {"|", ">"}:
                    yield from self._fields_in_text(owner, node, names)

    def _fields_in_text(self, owner: str | int, node: Node, names: Collection[str]) -> Iterator[Problem]:
        for line in _LIKE_A_FIELD.finditer(self.text, node.start, node.end):
            goes_on = not self.text[: line.start() - 1].endswith((*_ENDS, "\n", *"->|"))
            if line[1] in names and not (goes_on and line[2].endswith(_ENDS)):
                message = f"the line {shown(f'{line[1]}: …')} is text of {shown(str(owner))}"
                help = f"if it is a field, begin it in column {self._mark(node.key).column}"
                yield Problem(self._mark(line.start(1)), message, f"{help}; else let the line begin otherwise")

    def _mark(self, index: int) -> Mark:
        line = bisect.bisect_right(self._line_starts, index)
        return Mark(line, index - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def read(text: str) -> Document:
    """Parse YAML text into a document; its mistakes become problems, and none of them raises."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    conflicts = [Problem(_mark(text, match.start()), *_IN_CONFLICT) for match in _CONFLICT.finditer(text)]
    if conflicts:
        return Document(text, _NOTHING, conflicts)
    reader = _YamlReader(text)
    root = _NOTHING
    try:
        root = reader.document()
    except yaml.MarkedYAMLError as error:
        found = yaml_errors.explain(text, error, reader.event)
        told = {_line(problem) for problem in reader.problems}
        if not told & {_line(found), as_mark(reader.event.start_mark).line}:  # or the one follows from the other
            reader.problems.append(found)
    return Document(text, root, reader.problems[:MAX_PROBLEMS])


def _refused_characters(text: str) -> Iterator[Problem]:
    """Yield characters that YAML does not take as they are meant, the first of each line."""
    for match in _FORBIDDEN.finditer(text):
        message = f"the character {character(match[1])} cannot stand in the file"
        yield Problem(_mark(text, match.start(1)), message, "delete it; most editors hide it")
    for match in _MISPLACED.finditer(text):
        message = f"the character {character(match[1] or match[2])} looks like a space, and is none to YAML"
        help = "write a plain space, or none at the end of a line"
        yield Problem(_mark(text, match.start(match.lastindex or 0)), message, help)


def _mark(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _line(problem: Problem) -> int:
    return problem.where.line if isinstance(problem.where, Mark) else 1


class _YamlReader:
    """Builds nodes in one pass over the events of one text; a syntax error raises MarkedYAMLError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems = [*itertools.islice(_refused_characters(text), MAX_PROBLEMS)]
        if self.problems:  # each is a space to libyaml, so that it goes on
            text = _MISPLACED.sub(lambda match: re.sub(_BLANK, " ", match[0]), re.sub(f"[^{_SEEN}]", " ", text))
        self.events = yaml.parse(text, Loader=_Loader)
        self.event = yaml.Event()
        """The last event, which tells the origin of a syntax error."""

    def next(self) -> yaml.Event:
        """Return the next event and remember it."""
        self.event = next(self.events)
        return self.event

    def report(self, mark: YamlMark | None, message: str, help: str) -> None:
        """Add a problem at a mark of PyYAML's."""
        self.problems.append(Problem(as_mark(mark), message, help))

    def document(self) -> Node:
        """Return the node of the one document; an empty one if it holds no named lists."""
        top = self.next()  # of the stream
        root = _NOTHING
        start = self.next()
        if isinstance(start, yaml.DocumentStartEvent):
            if start.version or start.tags:
                raise _error(yaml_errors.DIRECTIVE, start)
            top = self.next()
            root = self.node(top, ())
            self.next()  # the end of the document
            after = self.next()
            if not isinstance(after, yaml.StreamEndEvent):
                self.report(after.start_mark, "a second document begins here", "delete the line `---`")
        if isinstance(root.value, dict) and root.value:
            return root
        self.report(
            top.start_mark, "the file holds no named lists", "begin with `claims:` and put the records under it"
        )
        return _NOTHING

    def node(self, event: yaml.Event, path: Path) -> Node:
        """Return the node that starts with this event, with its children."""
        start = _index(event.start_mark)
        children: dict[str | int, Node] = {}
        value: YamlValue = None
        self.refuse_properties(event)
        if len(path) >= yaml_errors.MAX_LEVELS and isinstance(event, yaml.CollectionStartEvent):
            raise _error(yaml_errors.TOO_DEEP, event)
        if isinstance(event, yaml.ScalarEvent):
            value = self.text_of(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.add_items(children, path)
            value = [child.value for child in children.values()]
        elif isinstance(event, yaml.MappingStartEvent):
            self.add_fields(children, path)
            value = {str(name): child.value for name, child in children.items()}
        return Node(value, start, start, _index(self.event.end_mark), children)

    def text_of(self, event: yaml.ScalarEvent, path: Path) -> str | None:
        """Return a text; report one that is empty, and one that a comment without a space after its `#` cuts off."""
        comment = _CUT_OFF.match(self.text, _index(event.end_mark))
        if event.style:
            return event.value
        if comment:
            message = f"the text is cut off before {shown(comment[1])}, which is a comment to YAML"
            self.report(event.end_mark, message, f"{_QUOTE}, or begin a comment with `# `")
        if event.value not in _EMPTY:
            return event.value
        if path and not comment:
            subject = "the item" if isinstance(path[-1], int) else shown(path[-1])
            written = f' ("{event.value}" means that nothing is there)' if event.value else ""
            help = "write a value, or delete the line"
            if len(path) == 1 and path != ("site",):  # the one section that is no list
                help = "put a record under it, or write []"
            self.report(event.start_mark, f"{subject} is empty{written}", help)
        return None

    def add_items(self, nodes: dict[str | int, Node], path: Path) -> None:
        """Add the nodes of a list by index."""
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            nodes[len(nodes)] = self.node(event, (*path, len(nodes)))

    def add_fields(self, nodes: dict[str | int, Node], path: Path) -> None:
        """Add the nodes of a mapping by name; for a repeated name, the first."""
        has_repeated = False
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _error(yaml_errors.NO_NAME, event)
            self.refuse_properties(event)
            name = event.value
            following = self.next()
            if _index(following.end_mark) == _index(event.end_mark):  # in braces, where a name may have no colon
                help = (
                    "write `name: value`, with a space; put quotation marks around text that holds a comma or a brace"
                )
                self.report(event.start_mark, f"inside {{ }} {shown(name)} has no value", help)
                continue
            node = self.node(following, (*path, name))
            node.key = _index(event.start_mark)
            if name in nodes and not has_repeated:  # or an item runs on, and every field is a repeated one
                has_repeated = True
                self.report_repeated(event, nodes, path)
            nodes.setdefault(name, node)

    def report_repeated(self, name: yaml.ScalarEvent, nodes: Mapping[str | int, Node], path: Path) -> None:
        """Report a field that is written twice."""
        first = nodes[name.value]
        help = f"it stands on line {_mark(self.text, first.key).line} too: keep one"
        if path and isinstance(path[-1], int) and first is next(iter(nodes.values())):
            help += f", or begin another item with a hyphen before {shown(name.value)}"
        self.report(name.start_mark, f"{shown(name.value)} is written twice", help)

    def refuse_properties(self, event: yaml.Event) -> None:
        """Report an alias, an anchor or a tag, which would otherwise take words from a text in silence."""
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            word = _PROPERTY.match(self.text, _index(event.start_mark))
            message = (
                f"{shown(word[0] if word else '!')} is a sign to YAML and no text, and such signs are not used here"
            )
            self.report(
                event.start_mark, message, "delete it, write the value out, or put quotation marks around the text"
            )


def _error(words: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    """Return a mistake that only the reader knows as libyaml would raise it."""
    return yaml.MarkedYAMLError(problem=words, problem_mark=event.start_mark)  # type: ignore[arg-type]


def _index(mark: YamlMark | None) -> int:
    return mark.index if mark else 0
