"""Text → plain values with marks. The only file that knows YAML.

A small, safe part of YAML: one document of mappings, lists and text. Every scalar is text (`no` stays "no", `1.10`
stays "1.10"), so nothing is guessed. Anchors, aliases and tags are refused, which shuts out alias bombs and objects;
so are deep nesting, before it could exhaust the stack, and characters that cannot be seen and would split a line.

Nodes are made here from libyaml's events. `yaml.compose` makes nodes with marks too, but hides anchors, tags and
directives, recurses without a limit, and gives nothing of a file with a syntax error, not even the mistakes before it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

import yaml

from . import yaml_errors
from .diagnostics import MAX_PROBLEMS, Mark, Path, Problem, character, shown
from .yaml_errors import YamlError, as_mark

# What YAML cannot hold, and what it takes for the end of a line where editors and git see none.
FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# What looks like a space and is a letter to YAML, where lines and fields begin, and where lines end.
_BLANKS = "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK = f"[{_BLANKS}]"
_MISPLACED = re.compile(rf"^[ -]*+(?:\w[\w-]*+:)? *{_BLANK}[ {_BLANKS}]*|(?<!{_BLANK}){_BLANK}++$", re.MULTILINE)
_CUT_OFF = re.compile(r"[ \t]+(#\S.*)")  # a comment is nearly always written with a space after its sign
_NO_COLON = re.compile(r"\s*[,}]")
_LIKE_A_FIELD = re.compile(r"^ +(?:- )?([a-z_]+):(|\s.*)$", re.MULTILINE)
_ENDS = tuple(".!?。！？”’»)")  # of a sentence
_CONFLICT = {"<" * 7, "|" * 7, "=" * 7, ">" * 7}

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML built without libyaml has only the second
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Node:
    """A value and where it is written, in characters from the start of the text."""

    value: Any
    """A dict, a list, text, or None where nothing was written."""
    key: int
    """Where its field's name starts; of an item in a list, the item itself."""
    start: int
    end: int
    children: dict[str | int, Node] | None = None
    """The nodes of a dict or list, by name or place."""


_NOTHING = Node({}, 0, 0, 0)


@dataclass(frozen=True)
class Document:
    """The file as nodes, and what is wrong with it as YAML."""

    text: str
    root: Node
    problems: list[Problem]

    @property
    def data(self) -> dict[str, Any]:
        """The file as plain values: dicts, lists, text, and None where nothing was written."""
        data: dict[str, Any] = self.root.value
        return data

    def mark_of(self, path: Path, *, on_key: bool = False, spot: str = "") -> Mark:
        """Return where the value at `path` is written, or its field's name, or words inside it.

        Where it is missing, return the mark of what should hold it.
        """
        node = self.root
        for step in path:
            child = (node.children or {}).get(step)
            if child is None:
                return self._mark(node.start)
            node = child
        if on_key:
            return self._mark(node.key)
        words = r"\s+".join(map(re.escape, spot.split()))  # which may be folded
        found = re.compile(words, re.IGNORECASE).search(self.text, node.start, node.end)
        return self._mark(found.start() if found else node.start)  # words that are not found are written with escapes

    def end_of(self, path: Path) -> Mark:
        """Return where the value at `path` ends; white space, empty lines and comments after it are none of it."""
        node = self.root
        for step in path:
            node = (node.children or {})[step]
        while node.children and self.text[node.start] not in "{[":
            node = [*node.children.values()][-1]
        return self._mark(node.start + len(self.text[node.start : node.end].rstrip()))

    def swallowed(self, names: Collection[str]) -> Iterator[Problem]:
        """Yield each line of a folded text that begins as a field of these names does, and not within a sentence."""
        waiting = [self.root]
        while waiting:
            for owner, node in (waiting.pop().children or {}).items():
                waiting.append(node)
                is_block = self.text[node.start : node.start + 1] in {"|", ">"}
                for found in _LIKE_A_FIELD.finditer(self.text, node.start, node.end) if is_block else ():
                    goes_on = not self.text[: found.start() - 1].endswith((*_ENDS, "\n", *"->|"))
                    if found[1] in names and not (goes_on and found[2].endswith(_ENDS)):
                        message = f"the line {shown(f'{found[1]}: …')} is text of {shown(str(owner))}"
                        help = f"if it is a field, begin it in column {self._mark(node.key).column}"
                        yield Problem(self._mark(found.start(1)), message, f"{help}; else let the line begin otherwise")

    def _mark(self, index: int) -> Mark:
        line = bisect.bisect_right(self._line_starts, index)
        return Mark(line, index - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def read(text: str) -> Document:
    """Return the values of `text` and what is wrong with it as YAML; never raise for anything an author can write."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    reader = _YamlReader(text)
    return Document(text, reader.read(), reader.problems)


class _StopError(Exception):
    """Reading cannot go on, for a reason that was reported: what was read so far means nothing without the rest."""


class _YamlReader:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.event: Any = None
        self.cut: Any = None

    def next(self) -> Any:
        """Return the next event, and keep it: the last one says where a syntax error comes from."""
        self.event = next(self.events)
        return self.event

    def report(self, mark: Any, message: str, help: str) -> None:
        """Add a problem at a mark of PyYAML's; raise _StopError where there are too many."""
        self.problems.append(Problem(as_mark(mark), message, help))
        if len(self.problems) == MAX_PROBLEMS:
            self.stop(mark, "there are too many mistakes to go on", "mend these first, and check again")

    def stop(self, mark: Any, message: str, help: str) -> NoReturn:
        """Add the last problem."""
        self.problems.append(Problem(as_mark(mark), message, help))
        raise _StopError

    def read(self) -> Node:
        """Return what the file holds: nothing where that is something else than named fields, or cannot be read."""
        lines = self.text.split("\n")
        if marked := [number for number, line in enumerate(lines, 1) if line[:7] in _CONFLICT]:
            help = "keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>"
            for number in [n for n in marked if lines[n - 1].startswith("<")] or marked[:1]:
                self.problems.append(Problem(Mark(number, 1), "git marked a merge conflict here", help))
            return _NOTHING
        refused = {number: bad for number, line in enumerate(lines, 1) if (bad := FORBIDDEN.search(line))}
        for number, bad in itertools.islice(refused.items(), MAX_PROBLEMS - 1):
            message = f"the character {character(bad[0])} cannot stand in the file"
            self.problems.append(Problem(Mark(number, bad.start() + 1), message, "delete it; most editors hide it"))
        # A space keeps the place of what libyaml refuses, which is reported.
        self.events = yaml.parse(FORBIDDEN.sub(" ", self.plainly_spaced()), Loader=_Loader)
        try:
            return self.document()
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            mark, message, help = yaml_errors.explain(YamlError(self.text, error, self.event))
            if mark.line not in refused and self.event is not self.cut:
                self.problems.append(Problem(mark, message, help))
        return _NOTHING

    def plainly_spaced(self) -> str:
        """Return the text with plain spaces where YAML needs them, and report what stands there instead."""

        def plain(found: re.Match[str]) -> str:
            at = found.start() + len(re.split(_BLANK, found[0], maxsplit=1)[0])
            if len(self.problems) < MAX_PROBLEMS - 1:
                mark = Mark(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))
                message = f"the character {character(self.text[at])} looks like a space, and is none to YAML"
                self.problems.append(Problem(mark, message, "write a plain space, or none at the end of a line"))
            return re.sub(_BLANK, " ", found[0])

        has_any = any(blank in self.text for blank in _BLANKS)
        return _MISPLACED.sub(plain, self.text) if has_any else self.text

    def document(self) -> Node:
        """Return the one document of the stream."""
        beginning, start = self.next(), self.next()
        if isinstance(start, yaml.StreamEndEvent):
            self.stop(beginning.start_mark, "the file holds no records", "begin with `claims:` and a first record")
        if start.version or start.tags:
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
        if not isinstance(top, yaml.AliasEvent):  # which was reported
            what = "a list without names" if isinstance(root.value, list) else "text" if root.value else "empty"
            message = f"the file is {what}, and named lists are expected"
            self.report(top.start_mark, message, "begin with `claims:` and put the records under it")
        return _NOTHING

    def node(self, event: Any, path: Path) -> Node:
        """Return the node that begins with this event, its children read too."""
        start, children = event.start_mark, None
        value: Any = None
        self.properties(event)
        if len(path) >= yaml_errors.MAX_LEVELS and isinstance(event, yaml.CollectionStartEvent):
            self.stop(start, *yaml_errors.TOO_DEEP)
        if isinstance(event, yaml.ScalarEvent):
            if event.value not in _EMPTY or not event.implicit[0]:
                value = event.value
                if not event.style and (found := _CUT_OFF.match(self.text, self.event.end_mark.index)):
                    self.cut = event
                    message = f"the text is cut off before {shown(found[1])}, which is a comment to YAML"
                    help = "put quotation marks around the whole text, or begin a comment with `# `"
                    self.report(event.end_mark, message, help)
            elif path:
                self.empty(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            children = self.items(path)
            value = [child.value for child in children.values()]
        elif isinstance(event, yaml.MappingStartEvent):
            children = self.fields(path)
            value = {name: child.value for name, child in children.items()}
        return Node(value, start.index, start.index, self.event.end_mark.index, children)

    def items(self, path: Path) -> dict[str | int, Node]:
        """Return the nodes of a list by place."""
        nodes: dict[str | int, Node] = {}
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            nodes[len(nodes)] = self.node(event, (*path, len(nodes)))
        return nodes

    def fields(self, path: Path) -> dict[str | int, Node]:
        """Return the nodes of a mapping by name; of a name written twice the first."""
        nodes: dict[str | int, Node] = {}
        run_on = False
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            start = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                message = "the name of a field is one word, and something else is found here"
                help = "put quotation marks around text that begins with a bracket, a star or a question mark"
                self.stop(start, message, help)
            self.properties(event)
            name, end, following = event.value, self.event.end_mark.index, self.next()
            if nodes and _is_nothing(following) and _NO_COLON.match(self.text, end):
                message = f"inside {{ }} a comma begins another field, and {shown(name)} has no value"
                self.report(start, message, "put quotation marks around text that holds a comma")
                continue
            node = self.node(following, (*path, name))
            node.key = start.index
            if not name:
                self.report(start, "a field has no name", "write a name before the colon, or quote the text")
            elif name == "<<":
                self.report(start, '"<<" takes fields from elsewhere, which is not used here', "write the fields out")
            elif name not in nodes:
                nodes[name] = node
            elif not run_on:
                # Of an item that runs on into the next each field would be reported.
                run_on = name == next(iter(nodes)) and bool(path) and isinstance(path[-1], int)
                line = self.text.count("\n", 0, nodes[name].key) + 1
                help = f"it stands on line {line} too: keep one"
                if run_on:
                    help += f", or begin another item with a hyphen before {shown(name)}"
                self.report(start, f"{shown(name)} is written twice", help)
        return nodes

    def empty(self, event: Any, path: Path) -> None:
        """Report a field or item without a value."""
        what = "the item" if isinstance(path[-1], int) else shown(path[-1])
        written = f' ("{event.value}" means that nothing is there)' if event.value else ""
        help = "write a value, or delete the line"
        if path == ("site",):  # the one section that is no list
            help = "put its fields under it, or delete the line"
        elif len(path) == 1:
            help = "put a record under it, or write []"
        elif _CUT_OFF.match(self.text, event.end_mark.index):
            help = 'put quotation marks around text that begins with "#"'
        self.report(event.start_mark, f"{what} is empty{written}", help)

    def properties(self, event: Any) -> None:
        """Report whatever makes a node more than its value: an alias, an anchor, a tag, characters written as codes."""
        if isinstance(event, yaml.AliasEvent):
            what = f"{shown(f'*{event.anchor}')} stands for a value written elsewhere, which is not used here"
            self.report(event.start_mark, what, "write the value out, or put quotation marks around the text")
            return
        help = "delete it, or put quotation marks around the text"
        if event.anchor:
            what = f"{shown(f'&{event.anchor}')} names a value to repeat, which is not used here"
            self.report(event.start_mark, what, help)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self.report(event.start_mark, f"{shown(tag)} sets the type of a value, which is not used here", help)
        if isinstance(event, yaml.ScalarEvent) and event.style == '"' and (bad := FORBIDDEN.search(event.value)):
            message = f"the character {character(bad[0])} cannot stand in the file, not even as a code"
            self.report(event.start_mark, message, "delete the backslash and the code after it")


def _is_nothing(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and event.implicit[0]
