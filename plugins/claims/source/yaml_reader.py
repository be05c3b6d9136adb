"""Parse YAML text into plain values with marks. With `yaml_writer`, the only module that knows YAML.

A small, safe part of YAML: one document of mappings, lists and text. Every scalar is text (`no` stays "no", `1.10`
stays "1.10"), so nothing is guessed. Anchors, aliases and tags are refused, which shuts out alias bombs and objects;
so are deep nesting, before it exhausts the stack, and invisible characters that split a line.

Nodes are built here from libyaml's events. `yaml.compose` builds nodes with marks too, but it hides anchors, tags and
directives, recurses without a limit, and returns nothing for a file with a syntax error, not even earlier mistakes.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn, Protocol, TypeAlias

import yaml

from . import yaml_errors
from .diagnostics import MAX_PROBLEMS, Mark, Path, Problem, character, shown
from .yaml_errors import YamlError

YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | None"
"""A value of the file; None if nothing was written."""

# Characters that YAML forbids, or takes for the end of a line where editors and git see none.
FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Characters that look like a space but are letters to YAML; they matter at the start and end of lines and fields.
_BLANKS = "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK = f"[{_BLANKS}]"
_MISPLACED = re.compile(rf"^[ -]*+(?:\w[\w-]*+:)? *{_BLANK}[ {_BLANKS}]*|(?<!{_BLANK}){_BLANK}++$", re.MULTILINE)
_CUT_OFF = re.compile(r"[ \t]+(#\S.*)")  # a comment is nearly always written with a space after its sign
_NO_COLON = re.compile(r"\s*[,}]")
_LIKE_A_FIELD = re.compile(r"^ +(?:- )?([a-z_]+):(|\s.*)$", re.MULTILINE)
_ENDS = tuple(".!?。！？”’»)")  # of a sentence
_CONFLICT = {"<" * 7, "|" * 7, "=" * 7, ">" * 7}

# PyYAML built without libyaml has only the second.
_Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = {"", "~", "null", "Null", "NULL"}


class YamlMark(Protocol):
    """A mark of PyYAML's, from its Python or its C code; all numbers count from 0.

    Its type stubs make the marks of events and errors optional; libyaml always sets those that are read here.
    """

    index: int
    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A value and its place, in characters from the start of the text; the reader makes it."""

    value: YamlValue
    key: int
    """The start of its field's name; for an item in a list, of the item itself."""
    start: int
    end: int
    children: dict[str | int, Node] | None = None
    """The nodes in a dict or list, by name or index."""


_NOTHING = Node({}, 0, 0, 0)


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
            child = (node.children or {}).get(step)
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
            for owner, node in (queue.pop().children or {}).items():
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
    reader = _YamlReader(text)
    return Document(text, reader.read(), reader.problems)


class _StopError(Exception):
    """Stop reading and drop what was read; the reason is already in `problems`."""


class _YamlReader:
    """Builds nodes in one pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.event = yaml.Event()
        self.cut: yaml.Event | None = None
        """The text that was reported as cut off by a comment."""

    def next(self) -> yaml.Event:
        """Return the next event and remember it, since it tells the origin of a syntax error."""
        self.event = next(self.events)
        return self.event

    def report(self, mark: YamlMark | None, message: str, help: str) -> None:
        """Add a problem at a mark of PyYAML's; raise _StopError after too many."""
        self.problems.append(Problem(_as_mark(mark), message, help))
        if len(self.problems) == MAX_PROBLEMS:
            self.stop(mark, "there are too many mistakes to go on", "mend these first, and check again")

    def stop(self, mark: YamlMark | None, message: str, help: str) -> NoReturn:
        """Add the last problem and raise _StopError."""
        self.problems.append(Problem(_as_mark(mark), message, help))
        raise _StopError

    def read(self) -> Node:
        """Return the node of the whole file: an empty one if it is not a mapping or cannot be parsed."""
        lines = self.text.split("\n")
        conflicts = [number for number, line in enumerate(lines, 1) if line[:7] in _CONFLICT]
        if conflicts:
            help = "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>"
            starts = [number for number in conflicts if lines[number - 1].startswith("<")]
            for number in starts or conflicts[:1]:
                self.problems.append(Problem(Mark(number, 1), "git marked a merge conflict here", help))
            return _NOTHING
        forbidden_lines = set()
        for number, line in enumerate(lines, 1):
            sign = FORBIDDEN.search(line)
            if sign is None:
                continue
            forbidden_lines.add(number)
            if len(forbidden_lines) < MAX_PROBLEMS:
                message = f"the character {character(sign[0])} cannot stand in the file"
                mark = Mark(number, sign.start() + 1)
                self.problems.append(Problem(mark, message, "delete it; most editors hide it"))
        # A space takes the place of each character that libyaml refuses; it is reported already.
        self.events = yaml.parse(FORBIDDEN.sub(" ", self.plainly_spaced()), Loader=_Loader)
        try:
            return self.document()
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            mark, message, help = yaml_errors.explain(_syntax_error(self.text, error, self.event))
            if mark.line not in forbidden_lines and self.event is not self.cut:
                self.problems.append(Problem(mark, message, help))
        return _NOTHING

    def plainly_spaced(self) -> str:
        """Return the text with plain spaces where YAML needs them, and report other blanks there."""

        def plain(blanks: re.Match[str]) -> str:
            index = blanks.start() + len(re.split(_BLANK, blanks[0], maxsplit=1)[0])
            if len(self.problems) < MAX_PROBLEMS - 1:
                mark = Mark(self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index))
                message = f"the character {character(self.text[index])} looks like a space, and is none to YAML"
                self.problems.append(Problem(mark, message, "write a plain space, or none at the end of a line"))
            return re.sub(_BLANK, " ", blanks[0])

        return _MISPLACED.sub(plain, self.text) if any(blank in self.text for blank in _BLANKS) else self.text

    def document(self) -> Node:
        """Return the one document of the stream."""
        beginning = self.next()
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            self.stop(beginning.start_mark, "the file holds no records", "begin with `claims:` and a first record")
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            self.report(start.start_mark, *yaml_errors.DIRECTIVE)
        top = self.next()
        root = self.node(top, ())
        self.next()  # the document's end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            help = "delete the line `---`: the file is one document"
            self.stop(after.start_mark, "a second document begins here", help)
        if isinstance(root.value, dict) and root.value:
            return root
        if not isinstance(top, yaml.AliasEvent):  # an alias is reported already
            kind = "text" if root.value else "empty"
            if isinstance(root.value, list):
                kind = "a list without names"
            message = f"the file is {kind}, and named lists are expected"
            self.report(top.start_mark, message, "begin with `claims:` and put the records under it")
        return _NOTHING

    def node(self, event: yaml.Event, path: Path) -> Node:
        """Return the node that starts with this event, with its children."""
        start = _index(event.start_mark)
        children: dict[str | int, Node] | None = None
        value: YamlValue = None
        self.properties(event)
        if len(path) >= yaml_errors.MAX_LEVELS and isinstance(event, yaml.CollectionStartEvent):
            self.stop(event.start_mark, *yaml_errors.TOO_DEEP)
        if isinstance(event, yaml.ScalarEvent):
            if event.value not in _EMPTY or not event.implicit[0]:
                value = event.value
                self.cut_off(event)
            elif path:
                self.empty(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            items = self.items(path)
            children = dict(enumerate(items))
            value = [child.value for child in items]
        elif isinstance(event, yaml.MappingStartEvent):
            fields = self.fields(path)
            children = dict(fields.items())
            value = {name: child.value for name, child in fields.items()}
        return Node(value, start, start, _index(self.event.end_mark), children)

    def cut_off(self, event: yaml.ScalarEvent) -> None:
        """Report an unquoted text that a comment without a space after its `#` cuts off."""
        comment = _CUT_OFF.match(self.text, _index(event.end_mark))
        if comment and not event.style:
            self.cut = event
            message = f"the text is cut off before {shown(comment[1])}, which is a comment to YAML"
            help = "put quotation marks around the whole text, or begin a comment with `# `"
            self.report(event.end_mark, message, help)

    def items(self, path: Path) -> list[Node]:
        """Return the nodes of a list."""
        nodes: list[Node] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            nodes.append(self.node(event, (*path, len(nodes))))
        return nodes

    def fields(self, path: Path) -> dict[str, Node]:
        """Return the nodes of a mapping by name; for a repeated name, the first."""
        nodes: dict[str, Node] = {}
        run_on = False
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            start = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                message = "the name of a field is one word, and something else is found here"
                help = "put quotation marks around text that begins with a bracket, a star or a question mark"
                self.stop(start, message, help)
            self.properties(event)
            name = event.value
            end = _index(event.end_mark)
            following = self.next()
            is_nothing = isinstance(following, yaml.ScalarEvent) and not following.value and following.implicit[0]
            if is_nothing and _NO_COLON.match(self.text, end):
                message = f"inside {{ }} {shown(name)} has no value"
                help = "write `name: value`, with a space, or put quotation marks around the whole text"
                if nodes and ":" not in name:
                    message = f"inside {{ }} a comma begins another field, and {shown(name)} has no value"
                    help = "put quotation marks around text that holds a comma; write figures without one"
                self.report(start, message, help)
                continue
            node = self.node(following, (*path, name))
            node.key = _index(start)
            if not name:
                self.report(start, "a field has no name", "write a name before the colon, or quote the text")
            elif name == "<<":
                self.report(start, '"<<" takes fields from elsewhere, which is not used here', "write the fields out")
            elif name not in nodes:
                nodes[name] = node
            elif not run_on:
                # If an item runs on into the next, every field is a repeated one: report only the first.
                run_on = name == next(iter(nodes)) and bool(path) and isinstance(path[-1], int)
                line = self.text.count("\n", 0, nodes[name].key) + 1
                help = f"it stands on line {line} too: keep one"
                if run_on:
                    help += f", or begin another item with a hyphen before {shown(name)}"
                self.report(start, f"{shown(name)} is written twice", help)
        return nodes

    def empty(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Report a field or item without a value."""
        subject = "the item" if isinstance(path[-1], int) else shown(path[-1])
        written = f' ("{event.value}" means that nothing is there)' if event.value else ""
        help = "write a value, or delete the line"
        if path == ("site",):  # the one section that is no list
            help = "put its fields under it, or delete the line"
        elif len(path) == 1:
            help = "put a record under it, or write []"
        elif _CUT_OFF.match(self.text, _index(event.end_mark)):
            help = 'put quotation marks around text that begins with "#"'
        self.report(event.start_mark, f"{subject} is empty{written}", help)

    def properties(self, event: yaml.Event) -> None:
        """Report each property of a node besides its value: alias, anchor, tag, forbidden character as an escape."""
        if isinstance(event, yaml.AliasEvent):
            message = f"{shown(f'*{event.anchor}')} stands for a value written elsewhere, which is not used here"
            self.report(event.start_mark, message, "write the value out, or put quotation marks around the text")
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return
        help = "delete it, or put quotation marks around the text"
        if event.anchor:
            message = f"{shown(f'&{event.anchor}')} names a value to repeat, which is not used here"
            self.report(event.start_mark, message, help)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self.report(event.start_mark, f"{shown(tag)} sets the type of a value, which is not used here", help)
        if isinstance(event, yaml.ScalarEvent) and event.style == '"':
            sign = FORBIDDEN.search(event.value)
            if sign:
                message = f"the character {character(sign[0])} cannot stand in the file, not even as a code"
                self.report(event.start_mark, message, "delete the backslash and the code after it")


def _index(mark: YamlMark | None) -> int:
    return mark.index if mark else 0


def _as_mark(mark: YamlMark | None) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _syntax_error(text: str, error: yaml.MarkedYAMLError, last: yaml.Event) -> YamlError:
    """Return what libyaml says of a mistake, with what explanations need: the lines and the event before it."""
    mark = error.problem_mark or error.context_mark
    return YamlError(
        lines=[*text.split("\n"), ""],  # libyaml ends a last line that does not end
        words=": ".join(filter(None, [error.context, error.problem])),
        mark=_as_mark(mark),
        opened=_as_mark(error.context_mark or mark),
        style=getattr(last, "style", None),
        start=_as_mark(last.start_mark),
        end=_as_mark(last.end_mark),
    )
