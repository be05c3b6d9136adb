"""Explain libyaml's most frequent syntax errors in an author's words.

libyaml gives the place where it stopped and the start of the construct it was parsing. The mistake is often at a third
place, which the functions here find. All other errors are passed on in libyaml's words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .diagnostics import Mark, shown

MAX_LEVELS = 12  # the deepest field of a record is at level five
TOO_DEEP = (f"lists and fields are nested more than {MAX_LEVELS} deep", "check the indentation and the brackets")
DIRECTIVE = ('a line cannot begin with "%"', "delete it, or put quotation marks around the text")
_QUOTE = "put quotation marks around the whole text"
_FOLD = "write >- alone and the text on the lines below, further in"
_CANNOT_BEGIN = 'text cannot begin with "{char}"'
_APART = "this line does not go with what stands above it"
_BACKSLASH = r"write \\ for a backslash, or put the text in single quotation marks"
_CLOSE = "close it with the same mark where the text ends"
_HYPHEN = "begin an item with `- `"
_FIRST_COLUMN = "begin the name of each list, such as `claims:`, in the first column"
LISTS = {"claims", "events", "glossary", "series", "sides", "sources", "speakers", "texts", "topics"}
"""The lists of records at the top of the file; some fields of records have these names too."""
_RECORD_BEGINS = re.compile(r"\s*- +\{?id:")


@dataclass(frozen=True, kw_only=True)
class YamlError:
    """A syntax error from libyaml and the last event before it; the reader makes it."""

    lines: list[str]
    words: str
    """What libyaml was doing, and what went wrong: `while scanning a block scalar: found a tab character`."""
    mark: Mark
    """Where libyaml stopped."""
    opened: Mark
    """The start of the construct that libyaml was parsing."""
    style: str | None
    """The quotation mark, `|` or `>` that began the last event's text."""
    start: Mark
    """The start of the last event."""
    end: Mark
    """The end of the last event."""

    @property
    def before(self) -> str:
        """The text before the error on its line."""
        return self.lines[self.mark.line - 1][: self.mark.column - 1]

    def at(self, mark: Mark, length: int = 1) -> str:
        """Return the characters at a mark; fewer at the end of its line."""
        return self.lines[mark.line - 1][mark.column - 1 :][:length]


Explanation: TypeAlias = tuple[Mark, str, str]
"""The place to fix, the message, and the help."""


def explain(error: YamlError) -> Explanation:
    """Return the mistake behind a syntax error."""
    for pattern, explanation in EXPLANATIONS:
        if re.search(pattern, error.words):
            return explanation(error)
    return error.mark, f"this cannot be read: {error.words}", "check this line and the one before"


def at_error(message: str, help: str) -> Callable[[YamlError], Explanation]:
    """Return an explanation that points to where libyaml stopped."""
    return lambda error: (error.mark, message, help)


def at_opening(message: str, help: str) -> Callable[[YamlError], Explanation]:
    """Return an explanation that points to the start of the construct; `{char}` is the character there."""
    return lambda error: (error.opened, message.format(char=error.at(error.opened)), help)


_tab = at_error("a tab stands where spaces are expected", "indent with spaces, as many as on the lines beside it")
_cannot_begin = at_opening(_CANNOT_BEGIN, _QUOTE)
_list_beside_name = at_error(
    "a list cannot begin on the line of its field's name",
    "begin each item on a line of its own; quote text that begins with a hyphen and a space",
)


def _no_token(error: YamlError) -> Explanation:
    return _tab(error) if error.at(error.mark) == "\t" else _cannot_begin(error)


def _misplaced(error: YamlError) -> Explanation | None:
    """Explain a field in another column than the other fields of its record; return None if it is in theirs."""
    line = error.mark.line
    column = len(error.before) - len(error.before.lstrip()) + 1
    name = re.match(r"\s*([\w-]+):(?: |$)", error.lines[line - 1])
    owner, wanted = _owner(error.lines, line, column)
    if not name or wanted == column:
        return None
    below = [text for text in error.lines[line:] if text.strip() and not text.lstrip().startswith("#")]
    if name[1] in LISTS and below and _RECORD_BEGINS.match(below[0]):
        return Mark(line, column), f'the list "{name[1]}" does not begin in the first column', _FIRST_COLUMN
    message = f"{shown(name[1])} stands in column {column}, and {owner} in column {wanted}"
    return Mark(line, column), message, f"begin it in column {wanted}" if name[1] != "id" else _HYPHEN


def _owner(lines: list[str], line: int, column: int) -> tuple[str, int]:
    """Return the fields to which a line in a column belongs, as messages name them, and their column."""
    below = column  # of the first field under a name
    for number in range(line - 1, 0, -1):  # upwards to the item or field that has the record
        text = lines[number - 1].lstrip()
        indent = len(lines[number - 1]) - len(text) + 1
        if not text or text.startswith("#"):
            continue
        item = re.match(r"(- +)(?:id: *)?([^{\[].*)", text)
        if item and indent <= column:
            return f"the fields of {shown(item[2])} on line {number}", indent + len(item[1])
        field = re.fullmatch(r"([\w-]+):", text)
        if field and indent < column and indent < below:
            return f'the fields of "{field[1]}" on line {number}', below
        below = indent
    return "the lists of the file", 1


def _colon(error: YamlError) -> Explanation:
    """Explain a colon and a space inside a text, or a field that is indented too far."""
    if error.style and error.end == error.mark:
        return _after_quote(error)
    word = re.fullmatch(r"(\s+)([\w-]+)", error.before)
    if not word:
        help = "put them around the whole text, or write >- and the text on the next line, further in"
        return error.mark, "text that holds a colon and a space needs quotation marks", help
    above = error.lines[error.mark.line - 2]
    hyphen = re.match(r"\s*-(?=[^\s-])", above)
    if hyphen:
        return Mark(error.mark.line - 1, hyphen.end()), "a space is missing after the hyphen", _HYPHEN
    name = re.match(r"\s*- +([\w-]+):(?=[^\s/])", above)
    if name:
        return _no_space(Mark(error.mark.line - 1, name.end()), name[1])
    message = f"{shown(word[2])} stands further in than the field above it"
    help = "begin the fields of one record in the same column; quote text that holds a colon, or fold it with >-"
    return _misplaced(error) or (Mark(error.mark.line, len(word[1]) + 1), message, help)


def _no_colon(error: YamlError) -> Explanation:
    """Explain a line that should hold a field and does not, or text that is not indented."""
    line = error.opened.line
    name = re.compile(r"([\w-]+):(?=\S)").match(error.lines[line - 1], error.opened.column - 1)
    if name:
        return _no_space(Mark(line, name.end()), name[1])
    help = "write a field as `name: value`; indent text that goes on further than its field's name"
    if error.style in {"|", ">"}:
        help = f"indent the text that begins on line {error.start.line + 1} further than its field's name"
    return error.opened, "this line is neither a field nor part of the text above it", help


def _no_space(mark: Mark, name: str) -> Explanation:
    return mark, f"a space is missing after {shown(f'{name}:')}", "write `name: value`"


def _no_key(error: YamlError) -> Explanation:
    help = f"begin a field of the record on line {error.opened.line} in column {error.opened.column}"
    misplaced = _misplaced(error) if error.opened.column > 1 else None
    return _stray(error) or misplaced or (error.mark, "this line belongs to nothing above it", help)


def _no_hyphen(error: YamlError) -> Explanation:
    item = f"begin an item with a hyphen in column {error.opened.column}, as on line {error.opened.line}"
    message = "this line belongs neither to the item above it nor to a new one"
    return _stray(error) or _misplaced(error) or (error.mark, message, f"indent it like the field above, or {item}")


def _stray(error: YamlError) -> Explanation | None:
    """Explain text after a complete value, or an item in another column; return None for a field."""
    if not error.before.strip():
        if error.at(error.mark) != "-":
            return None
        help = "begin each item of a list with a hyphen, in one column"
        return error.mark, "this item does not stand under the others", help
    if error.style in {'"', "'"}:
        return _after_quote(error)
    return error.mark, "text goes on after its closing bracket", _QUOTE


def _after_quote(error: YamlError) -> Explanation:
    """Explain text after a closing quotation mark, which may be an apostrophe or the start of another text."""
    before_end = error.lines[error.end.line - 1][: error.end.column - 2]
    below = error.lines[error.start.line : error.end.line]
    holds_field = any(re.match(r"\s*(?:- +)?[\w-]+:(?: |$)", line) for line in below)
    if below and (holds_field or re.search("[:-] +$", before_end)):  # or it opens another text
        return error.start, f"the quotation mark that opens here is not closed before line {error.end.line}", _CLOSE
    help = "write an apostrophe inside single quotation marks twice, or put the whole text in double ones"
    if error.style == '"':
        help = r"write \" for a mark inside double quotation marks, or put the whole text in single ones"
    return error.mark, "text goes on after its closing quotation mark", help


def _open_bracket(error: YamlError) -> Explanation:
    if error.style in {'"', "'"} and error.end == error.mark:
        return _after_quote(error)
    close = "]" if error.at(error.opened) == "[" else "}"
    if error.mark.line == error.opened.line:
        return error.mark, f'a comma or "{close}" is missing here', f"or, if it is no list, {_QUOTE}"
    return error.opened, "the bracket that opens here is not closed", f'write "{close}" after the last item'


# The first matching pattern counts: the problem comes before the construct that libyaml was parsing.
EXPLANATIONS: tuple[tuple[str, Callable[[YamlError], Explanation]], ...] = (
    ("nesting depth", at_error(*TOO_DEEP)),
    ("found a tab", _tab),
    ("found character that cannot start any token", _no_token),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_hyphen),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected <document start>", at_error(_APART, f"{_FIRST_COLUMN}; delete lines of `---` or `...`")),
    (
        "escape|hexdecimal",
        at_error("a backslash inside double quotation marks begins a code, and this is none", _BACKSLASH),
    ),
    ("block sequence entries are not allowed", _list_beside_name),
    ("while scanning a block scalar", at_opening(_CANNOT_BEGIN, f"{_QUOTE}, or {_FOLD}")),
    ("incompatible YAML document|duplicate %|while scanning a (directive|%)", at_opening(*DIRECTIVE)),
    (
        "found unexpected (end of stream|document indicator)",
        at_opening("the quotation mark that opens here is not closed", _CLOSE),
    ),
    ("while scanning an (alias|anchor)|while (scanning|parsing) a tag|while parsing a node", _cannot_begin),
)
